"""Every pattern that the rules read texts with, in one place.

`ways` takes the ways to say one thing, divided by ``|``. A space stands for any space, line break or dash, and a round bracket groups.
"""

from __future__ import annotations

import re


def pattern(said: str) -> str:
    """Ways to say one thing as a part of a pattern."""
    squeezed = re.sub(r"\s*\|\s*", "|", " ".join(said.split()).removeprefix("| "))
    grouped = re.sub(r"(?<!\\)\((?!\?)", "(?:", squeezed)
    return grouped.replace(" ?", r"[\s-]?").replace(" ", r"[\s-]+")


def ways(said: str) -> re.Pattern[str]:
    """The same as a pattern for whole words, whatever their case.

    >>> [bool(ways("went up | r(i|o)se").search(text)) for text in ("It Went-up.", "rose", "roses")]
    [True, True, False]
    """
    return re.compile(rf"(?<![\w-])(?:{pattern(said)})(?![\w-])", re.IGNORECASE)


# Numbers.
AMOUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
PERCENT = r"(?:%|per[ -]?cent(?!age))"
POINTS = r"(?:(?:percentage|per[ -]?cent|%)[ -]?points?|(?:pp|ppts?)\b)"
NUMBER = re.compile(
    rf"(?<![\w.])(?<!\d,)(?P<low>{AMOUNT})(?:\s?%?\s?[-–]\s?(?P<high>{AMOUNT})(?=\s?{PERCENT}))?"
    rf"(?:\s?(?P<points>{POINTS})|\s?(?P<percent>{PERCENT}))?(?![\w]|,\d|\.\d)",
    re.IGNORECASE,
)
AND_THEN = r"can|may|might|could|should|will|must|would"
SMALL = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

# Numbers that count nothing: they say when, how old, how long, how much money, or where something stands.
MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
PERIOD = rf"(?:(?:Q[1-4]|quarter [1-4](?: of)?)[ ,]*(?:of )?)?{YEAR}\s?[/–-]\s?(?:{YEAR}|\d\d)(?:-Q[1-4])?(?!\d)"
COUNTED_AFTER_YEAR = "child|girl|boy|individual|notification|episode|referral|assessment|meeting|interview|pupil|driver|young"
OF_TIME = r"(?:years?[\s-]olds?|years?|months?|weeks?|(?:working |calendar )?days?|hours?|minutes?|hrs?)"
NUMBERED = (
    "section|paragraph|para|table|figure|appendix|annex|page|chapter|part|item|tier|phase|level|key stage|stage|step|version|act|article"
    "|rule|form|room|option|recommendation|years? group|years?|no|number"
)
NOT_COUNTED = re.compile(
    "|".join(
        (
            rf"\b{PERIOD}",
            r"\bQ[1-4]\b",
            rf"\b{DAY}\s+(?:of\s+)?{MONTH}\b(?:[\s,]+\d{{4}})?",
            rf"\b{MONTH}\s+(?:{DAY},?\s+)?{YEAR}\b",
            rf"\b{MONTH}\s+{DAY}\b",
            r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
            r"\b\d{1,2}[.:]\d\d(?=\s?(?:am|pm|hours|on|$))|\b\d{1,2}\s?(?:am|pm)\b",
            rf"\b{YEAR}\b(?!\s?%)(?!\s+(?:{COUNTED_AFTER_YEAR}))",
            r"\b\d+(?:st|nd|rd|th)\b",
            r"\b\d{1,2} in (?:every )?\d{1,2}\b(?![\d/,–-])",
            r"\baged?(?: of| range of| group)?(?: between| from| under| over)?\s+\d{1,2}"
            r"(?:\s?(?:to|and|or|-|–)\s?\d{1,2})?(?:\s+years?)?(?:\s+old)?",
            rf"\b\d{{1,2}}\s?(?:-|–|to|and)\s?\d{{1,2}}[\s-]+{OF_TIME}\b",
            rf"\b\d+(?:\.\d+)?[\s-]+{OF_TIME}\b",
            r"\b(?:under|over)\s+\d{1,2}s?(?!\s*%)(?![\d,.]*\d)(?=\s*[),.;]|\s+years?|s\b)",
            rf"\b(?:{NUMBERED})\.?\s+\d+(?:\s?(?:,|&|and|to|-|–)\s?\d+)*(?:\.\d+)*\b(?!\s?%)",
            r"[£€$]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:m|k|bn|million|thousand|billion)\b)?",
            r"\b\d+(?:\.\d+)?\s?(?:pounds|miles|km|p)\b",
            r"\b(?=\w*[A-Za-z])(?=\w*\d)\w+\b",
            r"^\s*(?:\(?\d{1,3}[.)]|\d+(?:\.\d+)+)(?=\s)",
            r"\[note\s\d+\]",
        )
    ),
    re.IGNORECASE,
)
AGES = re.compile(r"\b(\d{1,2})(?:\s*(?:to|and|-|–)\s*(\d{1,2}))?\b")
AFTER_AGE = r"years?|to|for|in|old|and|at|the|with|of|or|which"
PEAK = ways("peak | peak age | (main )?age range | most common age")

# What stands before a number that is rounded, and before or after one that is the size of a change.
HEDGE = "about|around|approximately|approx\\.?|nearly|almost|some|just (?:over|under)|over|under|roughly|circa"
ABOUT = re.compile(
    r"\b(?:(?<!notifications )(?<!referrals )(?<!episodes )(?<!meetings )about|around|approximately|approx\.?|circa|c\.|some|roughly|nearly"
    r"|almost|just (?:over|under)|over|under|more than|fewer than|less than|at least|up to)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
SIZE = "increase|decrease|rise|fall|drop|reduction|growth|decline|change|difference|improvement|gap"
CHANGE_BEFORE = re.compile(
    rf"(?:\bby|\b(?:{SIZE}) of|\b(?:up|down))\s+(?:(?:{HEDGE})\s+)?(?:a (?:further )?)?$",
    re.IGNORECASE,
)
CHANGE_AFTER = re.compile(rf"^(?:\s+\w+){{0,2}}?\s+(?:{SIZE}|fewer|lower|higher|more than|less than|down\b|up\b)", re.IGNORECASE)
CHANGE_AGAIN = re.compile(r"^[\s,(]*(?:or|that is|i\.e\.)?[\s,(]*$")

# What is counted, where people have other names for it than the unit of an indicator.
FAMILIES = {
    "children": ("child", "children", "individuals?", "young people", "young persons?", "girls?", "boys?", "youngsters?"),
    "referrals": ("referrals?", "re[ -]?referrals?"),
    "episodes": ("episodes?", "missing incidents?"),
    "reasons": ("reasons? named",),
    "risks": ("risks? named",),
    "times": ("times (?:missing|away)",),
}
# Words that end what a number may count.
STOPS = (
    "of|in|to|and|or|but|were|was|are|is|from|by|for|at|on|than|with|which|who|that|this|these|the|compared|against|had|have|has|been|per|out"
    "|as|about|under|over"
)

# Parts of a whole that leave nothing out, and words that say what is left.
PAIRS = ways("girls? | females? | boys? | males?")
REST_SAID = ways(
    """rounded | rounding | rounds? | adds? up | sums? | totals? | remainders? | remaining | the rest | not recorded
    | not known | unknown | unrecorded | not stated | a further | others? | at least | more than one"""
)
NOT_THESE = ways("not | others? | rest | remaining | remainder | without | never | no")

# Directions.
A_NUMBER = r"(?=\s(?:about\s|around\s|nearly\s)?\d)"
THINGS = "children|individuals|girls|boys|notifications|episodes|referrals|assessments|meetings|interviews"
UP = ways(
    rf"""increased | increases? | increasing(ly)? | rose | risen | rises? | rising | grew | grown | growth
    | (went|gone|going) up | up (from|by|on) | (?<!make\s)(?<!makes\s)(?<!made\s)(?<!making\s)up{A_NUMBER} | higher
    | climbed | doubled | trebled | tripled
    | more(?=\s(?:[\w-]+\s)?(?:{THINGS})\b[^.;]{{0,80}}\bthan\b)"""
)
DOWN = ways(
    rf"""decreased | decreases? | decreasing(ly)? | fell | fallen | falls? | falling | dropped | drops? | reduced
    | reductions? | (went|gone|going) down | down (from|by|on) | down{A_NUMBER} | lower | fewer | halved | shrank
    | shrunk | declining | a decline | less than"""
)
SAME = ways(
    """unchanged | stable | stabilised? | static | similar (to|figures?|numbers?|levels?)
    | the same (as|number|level|figure) | no (clear )?change | levell?ed off | remained steady"""
)
BETTER = ways("improved | improving | improvements? | better than")
WORSE = ways("worse | worsened | worsening | deteriorat(ed|es|ion|ing) | slipped")
CLEARLY = ways(
    """clearly | significant(ly)? | marked(ly)? | substantial(ly)? | sharp(ly)? | dramatic(ally)? | considerabl(e|y)
    | steep(ly)? | a clear (increase|decrease|rise|fall|drop|change)"""
)
TIMES = {"doubled": 2, "trebled": 3, "tripled": 3, "halved": 0.5}

# Around a direction word: that it is an aim or a guess and no finding, or no change of a figure.
AIM_BEFORE = re.compile(
    r"\b(?:will|to|should|aims?|aimed|plans?|planned|must|needs?|would|could|can|may|might|for|if|whether|room|areas?|opportunit(?:y|ies)"
    r"|hopes?|wants?|expects?|continue)(?:[\s-]+(?!(?:is|was|were|has|have|had|there)\b)[\w']+){0,3}[\s-]+$",
    re.IGNORECASE,
)
AIM_AFTER = re.compile(
    r"^[\s-]+(?:(?:the|their|its|our) (?!number|proportion|share|rate|percentage|figure|total|previous|last|year|\d)\w"
    r"|risks?\b|levels? of (?:concern|risk|need)|priorit|education|attainment|needs?\b|threshold|tiers?\b|practice|working|monitoring"
    r"|social work|awareness)",
    re.IGNORECASE,
)
EXPECTED = ways("(is|are|was|were) (expected|predicted|forecast|likely|hoped|planned)")
DENIED = ways("(says|tells us|shows) nothing | does not | do not | did not | cannot | can not | not mean | rather than")

# What a text about figures speaks of.
SHARE = ways("proportions? | shares? of | the share | percentages? | ratios? | rates? | percent | per cent")
DATA = ways(
    """numbers? | figures? | proportions? | shares? of | the share | percentages? | rates? | totals? | data | ratios?
    | notifications? | episodes? | referrals | re ?referrals | risk assessments | individuals | return interviews
    | frequency"""
)

# What makes a comparison: an earlier period, and a figure that another is measured from.
EARLIER = pattern(
    """(the )?(previous|last|prior|preceding) (year|quarter|period|report)('s)? | the (year|quarter) before
    | a (year|quarter) (ago|earlier) | the same (period|quarter) (last year|(of|in) the (previous|last) year)"""
)
EARLIER_PERIOD = re.compile(rf"\b(?:{EARLIER})", re.IGNORECASE)
NAMED_PERIOD = re.compile(
    r"(?:(?P<quarter>Q[1-4])[ ,]*(?:of )?)?(?<!\d)(?P<first>(?:19|20)\d\d)\s?[/–-]\s?(?:(?:19|20)(?=\d\d))?(?P<second>\d\d)(?!\d)"
    rf"(?:-(?P<q>Q[1-4]))?|\b(?P<earlier>{EARLIER})",
    re.IGNORECASE,
)
QUARTER = ways("quarters? | Q[1-4] | months?")
SAME_QUARTER = re.compile(r"\bthe same (?:quarter|period|months?) (?:of|in)\s+(?:the year\s+)?$", re.IGNORECASE)
MEASURED_FROM = re.compile(
    r"\b(?:from|than|against|on|compared (?:with|to))\s+(?:(?:the|in|was|were|some|a|figures?|of|total|high|low|peak|level|last|previous"
    rf"|when it|years?(?:'s)?|quarters?(?:'s)?|before|Q[1-4]|20\d\d[/–-]\d\d[,:]?|\(|{HEDGE})\s*){{0,8}}$",
    re.IGNORECASE,
)
FROM = re.compile(rf"\bfrom (?:(?:{HEDGE}) )?$", re.IGNORECASE)
# Before a period, that it is the time of what follows; between a number and a period, that it is the time of the number.
AT_THE_TIME = re.compile(
    r"\b(?:in|during|for|over|by the end of|throughout)\s+(?:the (?:financial )?year\s+)?$|^\W*(?:from|for)\s+$", re.IGNORECASE
)
OF_THE_TIME = re.compile(
    r"^[^,;:()]*?(?:\b(?:in|during|for|over|of)\s+(?:the (?:financial )?year\s+)?|\(\s*(?:in\s+)?|^\s*|'s\s+)$", re.IGNORECASE
)

# Records: "highest since 2012/13", "lowest for five years", and those that need no year to be wrong.
SINCE = re.compile(
    r"\b(?P<extreme>highest|lowest|most|fewest|largest|smallest|best|worst)\b[^.;]{0,80}?\b(?P<since>since|for|in)\b\s*(?P<rest>[^.;,]{0,40})",
    re.IGNORECASE,
)
SO_MANY_YEARS = re.compile(r"(?:the (?:last|past) )?\w+ (?:years|quarters)\b", re.IGNORECASE)
EVER = ways(
    """record (high|low|number|level|year)s? | all time (high|low) | unprecedented
    | never (been )?(higher|lower|so (high|low|many|few))
    | (highest|lowest|most|fewest|largest|smallest) (ever|on record|yet)
    | (for the )?(second|third|fourth|fifth|sixth) (year|quarter) (running|in a row)
    | (second|third|fourth|fifth|sixth) (consecutive|successive) (year|quarter) | year on year | year after year
    | (maximum|peak) (number|year|level)s?"""
)

# How often, and of whom it is said.
OFTEN = ways(
    """(more|less) often | (more|less) frequent(ly)? | (the )?frequency (of|with which) | how (often|frequently)
    | oftener | twice as often | as often as | (more|less) likely to (go|be)"""
)
GROUP = ways("girls? | boys? | females? | males? | looked after children | children (looked after|in care) | LAC")
SHARE_OF_GROUP = re.compile(
    rf"(?P<number>{AMOUNT}\s?{PERCENT})\s+of\s+(?:the\s+|all\s+|our\s+)?(?P<group>girls|boys|females|males)\b"
    r"(?=\s+(?:who\s+)?(?:went|go|had|have|has|were|was|are|in\b))",
    re.IGNORECASE,
)
OTHER_WHOLE = re.compile(r"^\s+of\s+(?:the\s+|all\s+|our\s+|these\s+|those\s+)?(?P<whole>[\w'-]+(?:\s[\w'-]+)?)", re.IGNORECASE)
OUR_WHOLE = re.compile(r"cases|those|them|all|which|whom|LAC|missing|absence|return", re.IGNORECASE)

# Reasons, and that they are someone's opinion.
BECAUSE = ways(
    """because( of)? | due to | owing to | as a result of | as a consequence of | thanks to | attributable to | caused by
    | led to | resulted (in|from) | results? of | driven by | brought about by | explained by
    | reflects? (the|our|improved|better|increased|more) | shows? that (our|the)
    | follow(s|ing) (the|our) (introduction|launch|campaign|work|investment) | demonstrates? that
    | (has|have) (had an )?impact"""
)
SOMEONE_THINKS = ways(
    """may | might | could | perhaps | possibly | partly be | thinks? | believes? | suggests? | suggested | tell us
    | told us | reports?( that)? | says? | said | in the view of | according to | in (our|their) view
    | (is|are) thought to | cannot | can not | does not | do not | not known | whether | in part | feel
    | put (this|that|it) down to | considers? | attributes?( this)? | rounded | rounding | guidance | definition"""
)

# Judgements.
GOOD = ways(
    """improvements? | improved | better than | (is|are|was|were|got|much|even|far|slightly) better | positive(ly)?
    | encouraging(ly)? | pleasing(ly)? | good news | success(es|ful|fully)? | welcome | reassuring(ly)? | impressive
    | excellent"""
)
BAD = ways(
    """worse | worsen(ed|ing)? | deteriorat(ed|ion|ing) | worrying(ly)? | disappointing(ly)? | concerning(ly)?
    | alarming(ly)? | poor(ly)? | unacceptable | bad news | shocking(ly)? | unfortunately"""
)

# Return interviews are a percentage of one of four wholes.
INTERVIEW_RATE = ways("return (home )?interviews? | RHIs?")
WHOLE_SAID = ways(
    "required | offered | returned | who returned | returns | of (all |the )?(episodes|children)(?! missing from| placed) | all episodes"
)
