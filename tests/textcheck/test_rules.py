"""Sentences of covering papers, wrong and right, and what the rules find in each."""

import pytest

from analysis.textcheck import RULES, SEVERITIES, fill, lint_commentary, lint_paper, lint_typed

WRONG = [
    # A percentage that does not follow from the two numbers beside it.
    ("Of the referrals, 155 of 292 (53-58%) were about girls.", "percentage_wrong"),
    ("Interviews took place in 134 of 425 (31%) of them.", "percentage_wrong"),
    ("In all 313 multi-agency meetings were requested, of which 234 (70%) were recorded complete.", "percentage_wrong"),
    ("For 31% (134 out of 425) an interview took place.", "percentage_wrong"),
    ("Of 400 delegates 100 of 400, or 20%, came from schools.", "percentage_wrong"),
    # Shares that do not reach their whole.
    (
        "68% of children notified went missing from home, 16% from the council's care and 14% from the care of another authority.",
        "shares_short",
    ),
    ("Of the episodes, 48% were of girls and 51% of boys.", "shares_short"),
    ("Of the 263 children, 150 were girls and 100 were boys.", "parts_short"),
    # Directions and sizes that do not follow.
    ("The number of children identified as at risk rose from 323 in 2015/16 to 263 in 2016/17.", "direction_wrong"),
    ("There were 2,646 notifications in 2016/17, up from 2,812 in 2015/16.", "direction_wrong"),
    ("Children identified as at risk fell from 323 to 263, a decrease of 23%.", "change_wrong"),
    ("Children identified as at risk fell from 323 to 263, a decrease of 50.", "change_wrong"),
    ("Notifications fell by 12%, from 2,812 in 2015/16 to 2,646 in 2016/17.", "change_wrong"),
    # Per cent and percentage points.
    (
        "Of the interviews required for children missing from home 72% were completed, up from 70% in 2015/16, an increase of 2%.",
        "points_not_percent",
    ),
    ("The share of episodes that were of girls fell from 55% to 48%, a fall of 7%.", "points_not_percent"),
    ("Notifications fell by 6 percentage points, from 2,812 to 2,646.", "points_not_percent"),
    ("Multi-agency meetings recorded complete rose by 12%, compared with 2015/16.", "change_contradicted"),
    ("The number of risk assessments fell by 12% on the previous year's 351.", "change_contradicted"),
    # A share read as how often.
    ("48% of episodes were of girls, so girls go missing less often.", "share_as_frequency"),
    ("There has been a change in the frequency of girls going missing.", "share_as_frequency"),
    ("Boys go missing more frequently than girls.", "share_as_frequency"),
    ("In the year, 48% of girls went missing.", "share_turned_round"),
    # A comparison without its baseline.
    ("There were 2,646 notifications about 987 individuals; this is a reduction from 2015/16.", "no_baseline"),
    ("The proportion of looked-after children is an increase from 2015/16.", "no_baseline"),
    ("313 meetings were requested and 234 recorded complete: these are similar figures to the previous year.", "no_baseline"),
    ("The number of children considered at a strategy meeting fell.", "no_baseline"),
    ("A small number of return interviews were not attempted but this has improved.", "no_baseline"),
    ("The number of risk assessments dropped to 335.", "no_baseline"),
    # Another thing than was counted.
    ("43 children were referred to the specialist service.", "wrong_unit"),
    ("2,646 children went missing in 2016/17.", "wrong_unit"),
    ("335 children had a risk assessment.", "wrong_unit"),
    ("Social care received 987 notifications.", "wrong_unit"),
    # A change called clear, better or worse that the figures do not bear.
    ("The number of notifications is significantly down from 2,812 in 2015/16.", "verdict_contradicted"),
    ("Notifications fell sharply, from 2,812 to 2,646.", "verdict_contradicted"),
    ("Meetings recorded complete improved from 75% in 2015/16 to 75%.", "verdict_contradicted"),
    # A record without the years to support it.
    ("The number of notifications is the lowest since 2012/13.", "record_unsupported"),
    ("The number of strategy meeting children is at a record low.", "record_unsupported"),
    ("Notifications fell for the third year running, from 2,812 to 2,646.", "record_unsupported"),
    ("Notifications were the highest since 2015/16.", "record_unsupported"),
    ("The number of episodes has never been higher.", "record_unsupported"),
    # Shares and parts of a whole.
    ("A majority, 48%, of episodes were of girls.", "share_said_twice"),
    ("Of the return interviews offered, 63% were completed.", "wrong_whole"),
    ("More episodes were of girls than of boys.", "parts_contradicted"),
    ("In 2016/17, 4,000 taxi drivers were trained.", "total_for_year"),
    # Numbers that are no published figures, or those of another period.
    ("In 2016/17, 271 children were identified as potentially at risk of sexual exploitation.", "number_contradicted"),
    ("The number of children considered at a strategy meeting was 85.", "number_contradicted"),
    ("71% of missing notifications were sent within 24 hours.", "number_contradicted"),
    ("Police sent about 3,500 notifications.", "number_contradicted"),
    ("4 in all: 75% of the children referred to the service were aged 14 to 17.", "number_contradicted"),
    ("By the end of 2016/17 some 5,000 taxi drivers had been trained.", "number_contradicted"),
    ("In 2015/16, 263 children were identified as at risk.", "wrong_period"),
    ("There were 2,812 notifications in 2016/17.", "wrong_period"),
    ("The number of notifications rose in 2016/17.", "direction_contradicted"),
    ("Risk assessments remained stable at 335, against 351 in 2015/16, while notifications rose.", None),
    ("The peak age of children going missing was 16.", "age_wrong"),
    ("The age range of children going missing was 12 to 16 years.", "age_wrong"),
    # Rates of return interviews.
    ("Return interviews were completed in 72% of cases for children missing from home.", "whole_not_said"),
    # Periods that are not equally long.
    ("There were 555 notifications in Q3 2016/17, down from 2,812 in 2015/16.", "periods_unequal"),
    # Single children.
    ("Three girls were referred again.", "small_count"),
    ("The service received 43 referrals, including 3 re-referrals.", "small_count"),
    ("2 children were the subject of repeated notifications.", "small_count"),
    # Reasons and judgements.
    ("Notifications fell from 2,812 in 2015/16 to 2,646 in 2016/17 because of our campaign.", "cause"),
    ("The fall in the number of episodes, from 2,680 to 2,520, is due to better placements.", "cause"),
    ("Pleasingly, 82 children were considered at a strategy meeting.", "judgement"),
    ("It is positive that 263 children were identified as at risk.", "judgement"),
    # Words.
    ("Some girls put themselves at risk.", "blames_child"),
    ("The panel discussed two absconders.", "blames_child"),
    ("Their risky behaviour was discussed with carers.", "blames_child"),
    ("She was involved in child prostitution.", "blames_child"),
    ("Interviews were offered to all LAC.", "house_term"),
    ("The gender of children was recorded.", "house_term"),
    ("The county has 171,000 children.", "number_unsourced"),
]

RIGHT = [
    "In 2016/17, 263 children were identified as potentially at risk of sexual exploitation, down from 323 in 2015/16.",
    "In 2016/17, 263 children were identified as at risk, down from 323 in 2015/16 (a decrease of 60, or 19%).",
    "The number of children identified as at risk fell from 323 in 2015/16 to 263 in 2016/17.",
    "335 risk assessments were completed in 2016/17, compared with 351 the year before.",
    "In 2015/16, 121 children were considered at a strategy meeting, and in 2016/17, 82.",
    "Of the 263 children identified as at risk, 82 were considered at a strategy meeting.",
    "The police sent 2,646 notifications about 987 children.",
    "Police sent about 2,600 notifications, fewer than the 2,812 of 2015/16.",
    "Nearly 1,000 individuals went missing.",
    "There were 2,520 episodes: 48% were of girls, 52% of boys, and the sex of the rest was not recorded.",
    "Of the 2,520 episodes, 1,303 were of boys and 1,199 of girls; for the rest it was not recorded.",
    "The share of episodes that were of girls fell by 7 percentage points, from 55% to 48%.",
    "Of the episodes 48% were of girls; in 2015/16 it was 55%.",
    "68% of children notified went missing from home, 16% from the council's care, 14% from that of another authority and the rest from a "
    "place that was not recorded.",
    "84% of individuals went missing from home or from the council's care.",
    "69% of missing notifications were sent within 24 hours and a further 27% within 72 hours.",
    "Of missing notifications, 96% were sent within 72 hours.",
    "46% of absence notifications were sent within 24 hours, up from 38% in 2015/16.",
    "313 multi-agency meetings were requested, of which 234 (75%) were recorded complete.",
    "234 of the 313 meetings requested (75%) were recorded complete.",
    "234 of the 313 meetings requested (74.8%) were recorded complete.",
    "Meetings requested rose from 309 to 313, similar to the year before.",
    "Of the interviews required for children missing from home 72% were completed, up from 70% in 2015/16 (2 percentage points).",
    "For looked-after children, 408 of the 800 return interviews required were completed (51%).",
    "63% of the return interviews required were completed, and 65% of those offered.",
    "50% of all returned episodes were followed by a completed return interview.",
    "The completion of return interviews for looked-after children fell from 56% of those required to 51%.",
    "From July 2016 to the end of April 2017 the specialist service received 43 referrals.",
    "7 referrals were made for boys between July 2016 and April 2017.",
    "The peak age of children going missing was 15 in both years.",
    "The peak age was 13 to 14 years old in 2015/16 and 14 to 15 in 2016/17.",
    "The age range of children going missing remains 13 to 17.",
    "By the end of March 2017 approximately 4,000 taxi drivers had been trained.",
    "To date about 15,600 pupils have seen the theatre production.",
    "Four face-to-face multi-agency training events took place, for 194 delegates.",
    "A further 1,184 e-learning courses were taken.",
    "4.5 development workers support schools in three localities.",
    "There are three universal support consultant posts.",
    "The number of notifications is the lowest since 2015/16, when it was 2,812.",
    "In Q3 2016/17 there were 617 notifications.",
    "A problem profile was published by the police in March 2017.",
    "The Jay report of August 2014 asked for scrutiny and governance.",
    "The contract runs from 1 July 2016 for 3 years.",
    "The strategy covers 2015-2020 and is funded with £1.2m.",
    "The guidance asks for an interview within 72 hours of a child's return.",
    "The police target for absences is 5 days.",
    "Section 47 enquiries are made where the threshold is met (see paragraph 12).",
    "We aim to reduce the number of children going missing in 2017/18.",
    "Training in January and March 2018 will improve practice in return interviews.",
    "The service will increase the number of return interviews that it offers.",
    "Work with 7 district councils has continued.",
    "90% of staff who replied said that strategy meetings helped them.",
    "The panel has 12 members and meets every 6 weeks.",
    "Children at higher risk are discussed by the panel.",
    "Pupils in Years 7 and 8 took part in a competition about sharing images.",
    "There has been more work in schools, with very positive feedback from pupils and staff.",
    "Some children go missing again and again, and need help from more than one service.",
    "Girls and boys alike may be at risk of sexual exploitation.",
    "Agencies are alert to exploitation that is hidden or emerging.",
    "The College of Policing has replaced 'absent' by 'missing, no apparent risk'.",
    "Notifications fell from 2,812 to 2,646; the police think that better sharing of information may have helped.",
    "Adults who exploit children online are a growing concern.",
    "No child was recorded as the subject of organised or group exploitation.",
    "Quarterly figures of children do not add up to the year's, because a child counts once in each.",
    "The report goes to the Committee on 18 September 2017 at 10.30am in room 2.",
]


def codes(text, given):
    return [one.rule.code for one in lint_paper(text, given)]


@pytest.mark.parametrize(("text", "code"), [pair for pair in WRONG if pair[1]])
def test_what_is_wrong_is_found(text, code, given):
    assert code in codes(text, given)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_left_alone(text, given):
    assert [one.told("") for one in lint_paper(text, given)] == []


def test_what_no_figure_can_put_right_is_found_without_any(given_of, figures):
    """And nothing that depends on them: a claim that may be false, a figure that may not be there."""
    text = """Some girls put themselves at risk.

Notifications [[ missing_notifications plummeted ]], and {{ weather }}.

There were 2,646 of them.

They fell.

They [[ missing_notifications rose ]] from {{ missing_notifications@2009-10 }}, and
[[ missing_notifications fell ]] {{ missing_notifications"""
    found = lint_typed(text, given_of(rows=figures[:0]))
    assert [(one.line, one.rule.code) for one in found] == [
        (1, "blames_child"),
        (3, "claim_unreadable"),
        (3, "claim_unreadable"),
        (5, "typed_number"),
        (7, "direction_outside_claim"),
        (10, "claim_unreadable"),
    ]
    assert {(one.line, one.rule.code) for one in found} <= {
        (one.line, one.rule.code) for one in lint_commentary(fill(text, given_of()), given_of())
    }


def test_there_are_enough_sentences_for_every_rule():
    """At least eighty in all, true and false; every rule for papers has one that it finds."""
    assert len(WRONG) + len(RIGHT) >= 80
    in_papers = {rule.code for rule in RULES if rule.reads != "commentary" and rule.check}
    assert in_papers <= {code for _, code in WRONG}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_is_complete_and_its_own_examples_hold(rule, given):
    """The sentence that it calls wrong is found by it; what might be written instead is left alone."""
    found = {text: {one.rule.code for one in _read_as(rule, text, given)} for text in (rule.wrong, rule.right)}
    assert rule.code in found[rule.wrong]
    assert found[rule.right] <= {"number_unsourced"}
    assert rule.severity in SEVERITIES
    assert rule.sentence[0].islower()
    assert rule.action[0].isupper()
    assert rule.action.endswith(".")


def _read_as(rule, text, given):
    """Commentary where the rule reads commentary, any other text otherwise."""
    return lint_commentary(fill(text, given), given) if rule.reads == "commentary" else lint_paper(text, given)


def test_codes_are_all_different():
    assert len({rule.code for rule in RULES}) == len(RULES)
