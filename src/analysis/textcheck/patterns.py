"""Every pattern that the rules read texts with, in one place.

`ways` takes the ways to say one thing, divided by ``|``. A space stands for any space, line break or dash, and a round bracket groups.
"""

from __future__ import annotations

import re
from fractions import Fraction


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
BOUNDS = {
    "just_over": pattern("just over | slightly (over|more than) | a little (over|more than)"),
    "just_under": pattern("just (under|below) | nearly | almost | slightly (under|less than|fewer than) | close to"),
    "at_least": pattern("at least | no (fewer|less) than"),
    "at_most": pattern("at most | up to | no more than"),
    "over": pattern("(well )?over | (well )?more than | above | in excess of"),
    "under": pattern("(well )?under | (well )?below | fewer than | less than"),
    "about": r"(?<!notifications )(?<!referrals )(?<!episodes )(?<!meetings )(?<!cases )about"
    r"|around|approximately|approx\.?|circa|c\.|some|roughly",
}
"""How a number stands to the exact one, and the words for it."""
IS_A_PART = (
    r"(?<!first half)(?<!second half)(?<!other half)(?<!first quarter)(?<!second quarter)(?<!third quarter)(?<!fourth quarter)"
    r"(?=\s+of\s+(?!the\s+(?:year|financial|month|term))|\s+(?:were|was|are|is|had|took|went|came|all|the)\b|\s*[(,.;)]|$)"
)
NO_MOST = "common|likely|recent|recently|often|frequent|frequently|vulnerable|at|serious|popular|important|affected|of all"
NO_NOUN = (
    r"\w+ed|complete|last|a|an|it|we|they|there|so|while|whereas|when|each"
    r"|during|since|before|after|until|between|more|fewer|less|higher|lower"
)
AND_THEN = r"can|may|might|could|should|will|must|would"
HAS = re.compile(r"\b(?:had|have|has|having|with|only|just|either|between|and|or|to)\s+$", re.IGNORECASE)
# Words that end what a number may count.
STOPS = (
    "of|in|to|and|or|but|were|was|are|is|from|by|for|at|on|than|with|which|who|that|this|these|the|compared|against|had|have|has|been|per|out"
    "|as|about|under|over|concerning|regarding|involving|concerned|involved|related|fewer|more|less|higher|lower|sent|went"
)

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
    "|rule|form|room|option|recommendation|years? group|no|number"
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
            r"\baged?(?: of| range of| group)?(?: between| from| under| over)?\s+\d{1,2}"
            r"(?:\s?(?:to|and|or|-|–)\s?\d{1,2})?(?:\s+years?)?(?:\s+old)?",
            rf"\b\d{{1,2}}(?:\s?(?:-|–|to|and|or)\s?\d{{1,2}}){{1,3}}[\s-]+{OF_TIME}\b",
            rf"\b(?:\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty[ -]four|seventy[ -]two)[\s-]+{OF_TIME}\b",
            r"\b(?:under|over)\s+\d{1,2}s?(?!\s*%)(?![\d,.]*\d)(?=\s*[),.;]|\s+years?|s\b)",
            rf"\b(?:{NUMBERED})\.?\s+\d+(?:\s?(?:,|&|and|to|-|–)\s?\d+)*(?:\.\d+)*\b(?!\s?%)",
            r"\byears?\s+\d{1,2}(?:\s?(?:,|&|and|to|-|–)\s?\d{1,2})*\b(?![,.]?\d|\s?%)",
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
PEAK = ways("peak(s|ed)? | peak age | (main )?age range | most common age")

# What people call categories, by their codes, and several of them together.
SAID_OF: dict[str | tuple[str, str], tuple[str, ...]] = {
    "female": ("girls?", "females?", "young women"),
    "male": ("boys?", "males?", "young men"),
    "home": ("from (their )?(own |family )?homes?", "living at home", "home based"),
    "own_care": (
        "(council|authority|county)'?s?'? (own )?care",
        "(our|its) (own )?care",
        "own care",
        "(the )?council's (own )?looked after children",
        "looked after by (the council|us)",
        "care of (the|this|our) (county )?council",
        "(council's|our) own (looked after )?children",
    ),
    "other_authority_care": (
        "other (local )?(authorit(y|ies)|councils?)'?s?'?( care)?",
        "another (local )?(authority|council)('s( care)?)?",
        "care of (other|another) (local )?authorit(y|ies)",
        "placed by (other|another) (local )?authorit(y|ies)",
    ),
    "missing": ("a missing child", "missing children"),
    "absent": ("an absent child", "absent child(ren)?", "absences?"),
    "1": ("(a|one|only one|just one|a single|single) episode", "(only|just) once", "once"),
    "within_24h": (
        "within (a|one) day",
        "within twenty four hours",
        "in the first (24|twenty four) hours",
        "(under|less than|up to) 24 hours",
    ),
    "over_72h": ("more than 72 hours", "over 72 hours", "(longer|later) than 72 hours", "after 72 hours"),
    "declined": ("declined", "refused"),
    "online_only": ("on line( only)?", "online( only)?"),
    "organised_or_group": ("organised or group",),
    "repeat": ("considered before", "repeat cases?"),
    "new": ("new to the panel", "new cases?"),
    "foster": ("foster (care|homes?|placements?|carers?)",),
    "childrens_home": ("children's homes?", "residential (care|homes?)"),
    "high": ("high risk",),
    "medium": ("medium risk",),
    "low": ("low risk",),
    "white_british": ("white british",),
    "not_recorded": ("not recorded", "unrecorded", "not known"),
    "primary": ("primary",),
    "secondary": ("secondary",),
    ("missing_from", "care"): ("care, by the police record",),
}
# Those whose own words are also said of other things: a return home interview.
NOT_BY_ITSELF = frozenset({"home"})
SAID_OF_SEVERAL = (
    (
        ("own_care", "other_authority_care"),
        "looked after (children|child|young people|boys|girls) | (in|from) (local authority )?care | children looked after",
    ),
    (
        ("2", "3", "4_to_5", "6_to_10", "11_to_20", "21_or_more"),
        "(more than|at least) (one|two) episodes? | more than once | two or more episodes | repeatedly",
    ),
    (("high", "medium"), "(high or medium|medium or high) risk"),
)

# Parts of a whole that leave nothing out, and words that say what is left.
PAIRS = ways("girls? | females? | boys? | males?")
REST_SAID = ways(
    """rounded | rounding | rounds? | adds? up | sums? | totals? | remainders? | remaining | the rest | not recorded
    | not known | unknown | unrecorded | not stated | a further | others? | at least | more than one"""
)
NOT_THESE = ways("not | others? | rest | remaining | remainder | without | never | no")

OF_A_WHOLE = re.compile(r"\bof\s+(?:(?:the|all|these|those|a total of)\s+)*$", re.IGNORECASE)
# What a text says of others than those whom the figures count, or of a time that they are not divided by.
MONTHS_SAID = "january|february|april|june|august|september|october|november|december"
SPAN = "(year|quarter|month|week|day)"
NOT_OURS = ways(
    rf"""nationally | national | england | regional(ly)? | statistical neighbours? | other counties | targets? (of|was|is|for|set)
    | estimated? | census
    | survey(ed)? | on average | an average | averag(e|ed|ing) | per | (each|every) {SPAN} | a (month|week|day|quarter) | weekly | monthly
    | daily | since ({MONTHS_SAID}) | capacity | budget | between ({MONTHS_SAID}) and | in ({MONTHS_SAID})(?! to)"""
)
SO_FAR = ways(
    """so far | to date | by (the end of)? (march|april|june|september|december|the end) | by the end of | up to | since
    | (has|have|had) now | cumulative(ly)? | altogether | over the life of | since it (began|started) | in total"""
)
ORDINALS = {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4", "final": "Q4"}
SOME_QUARTER = ways("quarters? | Q[1-4]")
GROUPS = ways("girls | boys | from home | looked after | in care | council's care | other authorities")
LIMITS = tuple(
    ways(said)
    for said in (
        "girls? | boys? | females? | males? | young women | young men",
        "from home | in care | from care | looked after | (an)?other (local )?(authorit(y|ies)|councils?)('s?)? | the council's care",
        "foster (care|homes?|placements?|carers?) | children's homes? | residential",
        "under (10|ten|12|13|14|15|16) | aged (of |between |under |over )?\\d+( (to|and|or) \\d+)? | \\d+ or \\d+ years",
        "\\d+ (hours|days) | twenty four hours | same day",
        "white british | white | black | asian | mixed",
        "offered | accepted | declined | attempted",
        "more than once | repeat(ed|edly)? | two or more | three or more | at least (two|three|once|twice) | again",
        "(high|medium|low) risk | online | on line | new(ly)? | for the first time | also | both",
        "(not|no|without a|un)( )?record(ed)?(?! (as )?complete) | not known",
    )
)

# Directions. A comparative says one only where something is compared.
COMPARED = r"(?=[^.;]{0,90}\b(?:than|on the (?:previous|last)|in|year|share|proportion|number|percentage|rate)\b|[^\w]*$|\))"
THINGS = "children|individuals|girls|boys|notifications|episodes|referrals|assessments|meetings|interviews"
UP = ways(
    rf"""increased | increases? | increasing(ly)? | rose | risen | rises? | rising | grew | grown | growth | (went|gone|going) up
    | (?<!make\s)(?<!makes\s)(?<!made\s)(?<!making\s)up(?=\s(?:from|by|on|#)) | climbed | doubled | trebled | tripled
    | higher | (?<=#\s)more{COMPARED} | more(?!\s+than\b)(?=\s[^.;]*?\bthan\b) | ^more(?=\s(?:[\w-]+\s){{0,2}}(?:{THINGS}))"""
)
DOWN = ways(
    rf"""decreased | decreases? | decreasing(ly)? | fell | fallen | falls? | falling | dropped | drops? | reduced | reductions?
    | (went|gone|going) down | down(?=\s(?:from|by|on|#)) | halved | shrank | shrunk | declin(ed|es?|ing)
    | lower | fewer(?!\s+than\s+(?:\d+|\w+)\s+(?:hours|days|episodes?)) | less{COMPARED}(?!\s(often|likely|frequent|\w+ly))"""
)
SAME = ways(
    """unchanged | stable | stabilised? | static | similar (to|figures?|numbers?|levels?) | the same (as|number|level|figure)
    | no (clear )?change | levell?ed off | remained steady | did not change"""
)
COMPARATIVE = ways("more | fewer | less | higher | lower")
EXACTLY = ways("unchanged | the same (as|number|level|figure) | did not change")
BETTER = ways("improved | improving | improvements? | better than")
WORSE = ways("worse | worsened | worsening | deteriorat(ed|es|ion|ing) | slipped")
CLEARLY = ways(
    """clearly | significant(ly)? | marked(ly)? | substantial(ly)? | sharp(ly)? | dramatic(ally)? | considerabl(e|y)
    | (?<!less\\s)(?<!more\\s)steep(ly)? | a clear (increase|decrease|rise|fall|drop|change)"""
)
TIMES = {"doubled": 2, "trebled": 3, "tripled": 3, "halved": Fraction(1, 2)}
MULTIPLE = re.compile(
    r"\b(?P<bound>(?:more|less) than |nearly |almost |about |over )?(?P<times>twice|half|(?:two|three|four|five|six|\d{1,2}) times)"
    r" (?P<joint>as (?:many|much|high|large)|the (?:number|figure|rate))\b",
    re.IGNORECASE,
)
MULTIPLES = {
    "twice": Fraction(2),
    "half": Fraction(1, 2),
    **{word: Fraction(n) for n, word in enumerate(["two", "three", "four", "five", "six"], start=2)},
}
MORE_THAN = re.compile(
    r"\b(?:more|fewer|higher|lower|larger|smaller|greater)\b(?P<joint>)[^.;#]*?\bthan\b|(?P<outnumber>\boutnumber(?:ed)?)\b", re.IGNORECASE
)
LARGEST = ways(
    r"""(most (common|frequent)(ly)? | largest | biggest | commonest | main | leading | most often)( \w+){0,3}?
    | highest (number|share|proportion)"""
)

# Around a direction word: that it is an aim or a guess and no finding, or no change of a figure.
AIM_BEFORE = re.compile(
    r"\b(?:will|to|should|aims?|aimed|plans?|planned|must|needs?|would|could|can|may|might|for|if|whether|room|areas?|opportunit(?:y|ies)"
    r"|hopes?|wants?|expects?|continue)(?:[\s-]+(?!(?:is|was|were|has|have|had|there)\b)[\w']+){0,3}[\s-]+$",
    re.IGNORECASE,
)
AIM_AFTER = re.compile(
    r"^[\s-]+(?:(?:the|their|its|our) (?!number|proportion|share|rate|percentage|figure|total|previous|last|year|\d)\w"
    r"|risks?\b(?! assessment)"
    r"|levels? of (?:concern|risk|need)|priorit|education|attainment|needs?\b|threshold|tiers?\b|practice|working|monitoring"
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
    rf"(?:-(?P<q>Q[1-4]))?|\b(?P<earlier>{EARLIER})|\b(?P<alone>Q[1-4])\b"
    r"|\b(?P<ordinal>first|second|third|fourth|final) quarter(?: of)?(?: (?P<of>(?:19|20)\d\d)"
    r"\s?[/–-]\s?(?:(?:19|20)(?=\d\d))?(?P<to>\d\d)(?!\d))?",
    re.IGNORECASE,
)
SAME_QUARTER = re.compile(r"\bthe same (?:quarter|period|months?) (?:of|in)\s+(?:the year\s+)?$", re.IGNORECASE)
# Before a period, that it is the time of what follows; between a number and a period, that it is the time of the number.
AT_THE_TIME = re.compile(
    r"(?<!than )(?<!with )(?<!since )(?<!to )(?<!against )\b(?:in|during|for|over|by the end of|throughout)\s+(?:the\s+)?"
    r"(?:(?:financial )?year\s+)?$|^\W*(?:from|for)\s+$",
    re.IGNORECASE,
)
OF_THE_TIME = re.compile(
    r"^[^,;:()]*?(?:\b(?:in|during|for|over|of)\s+(?:the (?:financial )?year\s+)?|\(\s*(?:in\s+)?|^\s*|'s\s+)$", re.IGNORECASE
)

OWNED = re.compile(
    r"(?:'s)?,?\s(?:(?:when|where)\s(?:it|there|they|the\s\w+)\s(?:was|were|had been)\s|(?:figure|total|number|level)s?\s(?:of\s)?)?"
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
    """worse | worsen(ed|ing)? | deteriorat(ed|ion|ing) | worrying(ly)? | disappointing(ly)? | concerningly
    | (is|are|was|were|very|deeply|most|more|remains?|of) concerning(?!\\s(the|a|an|all|these|those|its|their|our|children|girls|boys|\\d))
    | alarming(ly)? | poor(ly)? | unacceptable | bad news | shocking(ly)? | unfortunately"""
)

WHOLES = {
    "required": "required",
    "offered": "offered",
    "returned episodes": "returned",
    "returned": "returned",
    "who returned": "who returned",
}
WHOLE_OF = re.compile(
    r"\bof (?:the |all |those |these |\d[\d,]* )*(?:(?:return |home |missing )*(?:interviews? )?|children )"
    r"(?P<whole>required|offered|returned episodes|who returned)",
    re.IGNORECASE,
)
# Return interviews are a percentage of one of four wholes.
WHOLE_SAID = ways(
    "required | offered | returned | who returned | returns | of (all |the )?(episodes|children)(?! missing from| placed) | all episodes"
)
