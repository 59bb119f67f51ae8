"""The problem profile: children in the police's records and in referrals to social care, and the suspects, by who they are."""

from functools import partial

from analysis.base.measures import Condition, Count, Kinds, People, Share, ShareOfPeople, where
from analysis.base.spec import Example, Indicator, NotKnown
from analysis.chapters.breakdowns import AGE_BAND
from analysis.chapters.exploitation.breakdowns import types
from analysis.chapters.problem_profile.breakdowns import AGE_OF_SUSPECT, CONCERN, ETHNICITY, SEX, SEX_OF_SUSPECT

RECORDED = "children under 18 in the police's records of sexual offences and of concern about exploitation in the area"
SUSPECTS = "suspects in the police's records of sexual offences against children in the area"

GIRLS = {"age_band": "14_to_15", "ethnicity": "white_british", "sex": "female"}
MEN = {"age_band": "18_to_30", "ethnicity": "white_british", "sex": "male"}
WHITE_BRITISH_GIRLS = where("white British girls aged 14 or 15", **GIRLS)
WHITE_BRITISH_MEN = where("white British males aged 18 to 30", **MEN)
ONLINE = where("of concerns on line only", concern_type="online_only")
UNKNOWN_CONCERN = where("of concerns of a kind that is not known or not recorded", concern_type=("not_known", "not_recorded"))


def as_far_as_recorded(words: str, who: dict[str, str]) -> Condition:
    """Whatever is recorded of them says that they are of the group."""
    return where(words, **{column: (code, "not_recorded") for column, code in who.items()})


MAY_BE_GIRLS = as_far_as_recorded("white British girls aged 14 or 15, as far as is recorded", GIRLS)
MAY_BE_MEN = as_far_as_recorded("white British males aged 18 to 30, as far as is recorded", MEN)

OFFENCES = """
offence_id | child_id | recorded_on | sex    | age_band | ethnicity     | concern_type
1          | A        | 2016-04-30  | female | 14_to_15 | white_british | online_only
2          | A        | 2016-10-02  | female | 14_to_15 | white_british | online_only
3          | B        | 2016-11-11  | male   | 12_to_13 | not_recorded  | direct_contact
4          | C        | 2017-01-05  | female | 16_to_17 | asian         | not_known
5          | D        | 2017-04-02  | female | 14_to_15 | white_british | online_only
"""

SUSPECTED = """
suspect_id | recorded_on | age_band     | sex  | ethnicity     | concern_type
1          | 2016-05-01  | 18_to_30     | male | white_british | online_only
2          | 2016-06-01  | 18_to_30     | male | white_british | direct_contact
3          | 2016-07-01  | 46_or_over   | male | white_british | online_only
4          | 2016-08-01  | not_recorded | male | not_recorded  | online_only
5          | 2017-04-01  | 18_to_30     | male | white_british | online_only
"""

WITH_ITS_RANGE = "With it the share of that group is told with the range in which it lies, whatever was not recorded."

of_offences = partial(Indicator, section="profile", source="offences", dated_by="recorded_on", population=RECORDED)
"""An indicator that is counted from the police's records of children; what is its own is given with it."""

of_suspects = partial(
    Indicator,
    section="profile",
    source="suspects",
    dated_by="recorded_on",
    population=SUSPECTS,
    caveats=("identification",),
)
"""An indicator that is counted from the suspects in these records."""

INDICATORS = (
    of_offences(
        key="children_recorded_by_police",
        name="Children recorded by the police as victims or of concern",
        definition=(
            "Different children whom the police recorded in the period as the victim of a sexual offence or as the subject of concern "
            "about sexual exploitation. A child in several records counts once."
        ),
        why_it_matters="Who is recorded shows where to look for children at risk, and who may be overlooked.",
        measure=People(),
        unit="children",
        statement=(
            "the police recorded {figure} [child|children] as the victim of a sexual offence or as the subject of concern about "
            "sexual exploitation"
        ),
        known_as=(
            "recorded … victim",
            "victim … sexual offence",
            "child … recorded by the police",
            "police … recorded … child",
            "victims or of concern",
        ),
        caveats=("identification", "distinct_children", "first_event"),
        breakdowns=(SEX, AGE_BAND, ETHNICITY, CONCERN),
        beside="children_identified_at_risk",
        example=Example(OFFENCES, "2016-17", "3", "A, B and C; A has two records and counts once, and D was recorded after the year."),
    ),
    of_offences(
        key="children_recorded_by_type",
        name="Children recorded by the police as victims or of concern, by type of exploitation",
        definition=(
            "Different children whom the police recorded in the period as the victim of an offence or as the subject of concern, of a type "
            "of exploitation that the report covers. A child recorded for several types counts once, as such."
        ),
        why_it_matters="Children who are exploited in several ways need the help for each, and are easily known for one of them alone.",
        measure=Kinds(),
        unit="children",
        statement="the police recorded {figure} [child|children] for one type of exploitation or several, each counted once",
        caveats=("identification", "distinct_children", "several_types"),
        breakdowns=types("were recorded with", "were recorded with a concern"),
        for_several_types=True,
        known_as=("recorded … type of exploitation", "victim … type of exploitation"),
        example=Example(
            rows="""
                offence_id | child_id | recorded_on | exploitation_type
                1          | A        | 2016-04-30  | criminal+sexual
                2          | A        | 2016-10-02  | sexual
                3          | B        | 2017-01-05  | criminal
                4          | C        | 2017-04-02  | criminal
            """,
            period="2016-17",
            gives="2",
            because="A was recorded for two types at once and counts once; C was recorded after the year.",
        ),
    ),
    of_offences(
        key="white_british_girls_14_15",
        name="White British girls aged 14 or 15 among the children recorded by the police",
        definition=(
            "Of the different children whom the police recorded in the period, those who were recorded as girls, as white British and as "
            "14 or 15 years old at a record."
        ),
        why_it_matters="It says whether one group stands out; boys and children of minority communities may be recorded less often.",
        measure=ShareOfPeople(part=WHITE_BRITISH_GIRLS),
        unit="children recorded",
        statement=(
            "{part} of the {whole} children recorded by the police ({figure}) "
            "[was a white British girl|were white British girls] aged ~14~ or ~15~"
        ),
        known_as=("white British girl", "white British female"),
        caveats=("identification",),
        not_known=(
            NotKnown(
                "children_who_may_be_white_british_girls_14_15",
                "children whether they were white British girls aged ~14~ or ~15~",
                may_be="part",
            ),
        ),
        example=Example(OFFENCES, "2016-17", "33", "A, of A, B and C. The ethnicity of B is not recorded; B stays in the whole."),
    ),
    of_offences(
        key="children_who_may_be_white_british_girls_14_15",
        name="Children recorded by the police who were, or may have been, white British girls aged 14 or 15",
        definition=(
            "Different children whom the police recorded in the period at least once as white British girls aged 14 or 15, or with nothing "
            "that says they were not, where their sex, ethnicity or age was not recorded."
        ),
        why_it_matters=WITH_ITS_RANGE,
        measure=People(of=MAY_BE_GIRLS),
        unit="children",
        statement="",
        caveats=("identification", "distinct_children"),
        known_as=("may … white British girl", "possibl … white British girl"),
        example=Example(
            rows="""
                offence_id | child_id | recorded_on | sex          | age_band     | ethnicity
                1          | A        | 2016-04-30  | female       | 14_to_15     | white_british
                2          | B        | 2016-10-02  | female       | 14_to_15     | not_recorded
                3          | C        | 2016-11-11  | not_recorded | not_recorded | asian
                4          | D        | 2017-04-02  | female       | 14_to_15     | white_british
            """,
            period="2016-17",
            gives="2",
            because="A was; B may have been; C was not, and D was recorded after the year.",
        ),
    ),
    Indicator(
        key="children_referred_for_exploitation",
        name="Children referred to social care, for the profile",
        section="profile",
        definition=(
            "Different children about whom the multi-agency safeguarding hub received a referral with a concern about sexual "
            "exploitation in the period: the children identified as potentially at risk, divided here by who they are."
        ),
        why_it_matters="Beside the police's records it shows whether the two see the same children.",
        source="referrals",
        measure=People(),
        dated_by="received_on",
        unit="children",
        population="children living in the area, of any age under 18",
        statement="social care received referrals with a concern about sexual exploitation about {figure} [child|children]",
        known_as=(
            "identif … at risk",
            "children identified",
            "referred to social care",
            "referred … exploitation",
            "referral … social care",
        ),
        caveats=("identification", "distinct_children", "first_event"),
        breakdowns=(SEX, AGE_BAND, CONCERN),
        example=Example(
            rows="""
                referral_id | child_id | received_on | sex    | age_band | concern_type
                1           | A        | 2016-04-01  | female | 14_to_15 | online_only
                2           | A        | 2016-12-09  | female | 14_to_15 | direct_contact
                3           | B        | 2017-03-31  | male   | 12_to_13 | direct_contact
            """,
            period="2016-17",
            gives="2",
            because="A was referred twice and counts once.",
        ),
    ),
    of_suspects(
        key="suspects_recorded",
        name="Suspects in the police's records",
        definition="Suspects of sexual offences against children recorded in the period. Someone suspected in two records counts twice.",
        why_it_matters="Knowing who is suspected helps to disrupt, and to tell children and parents what to look out for.",
        measure=Count(),
        unit="suspects",
        statement="the police recorded {figure} [suspect|suspects] of sexual offences against children",
        known_as=("suspect",),
        breakdowns=(AGE_OF_SUSPECT, SEX_OF_SUSPECT, ETHNICITY),
        example=Example(SUSPECTED, "2016-17", "4", "All but the last, who was recorded after the year."),
    ),
    of_suspects(
        key="online_suspects_white_british_men_18_30",
        name="White British males aged 18 to 30 among the suspects of concerns on line",
        definition=(
            "Of the suspects recorded in the period where contact was on line only, those recorded as male, as white British and as 18 to "
            "30 years old."
        ),
        why_it_matters="Grooming on line is opportunistic; who does it decides how it can be disrupted.",
        measure=Share(part=WHITE_BRITISH_MEN, whole=ONLINE),
        unit="suspects of concerns on line",
        statement=(
            "{part} of the {whole} suspects of concerns on line ({figure}) "
            "[was a white British male|were white British males] aged ~18 to 30~"
        ),
        known_as=("white British male", "white British men", "suspect … on line", "online suspect"),
        not_known=(
            NotKnown(
                "suspects_on_line_who_may_be_white_british_men_18_30",
                "of these suspects whether they were white British males aged ~18 to 30~",
                may_be="part",
            ),
            NotKnown("suspects_of_unknown_concern", "more suspects whether the concern was on line only"),
        ),
        example=Example(SUSPECTED, "2016-17", "33", "The first, of the three suspects on line of the year; the fourth stays in the whole."),
    ),
    of_suspects(
        key="suspects_on_line_who_may_be_white_british_men_18_30",
        name="Suspects of concerns on line who were, or may have been, white British males aged 18 to 30",
        definition=(
            "Of the suspects recorded in the period where contact was on line only, those recorded as white British males aged 18 to 30, "
            "or with nothing that says they were not, where their sex, ethnicity or age was not recorded."
        ),
        why_it_matters=WITH_ITS_RANGE,
        measure=Count(of=ONLINE & MAY_BE_MEN),
        unit="suspects",
        statement="",
        known_as=("suspect … may … white British",),
        example=Example(
            SUSPECTED, "2016-17", "2", "The first, who was, and the fourth, who may have been; the others were older or later."
        ),
    ),
    of_suspects(
        key="suspects_of_unknown_concern",
        name="Suspects of concerns of a kind that is not known",
        definition="Suspects recorded in the period of whom it is not known or not recorded whether contact was on line only.",
        why_it_matters="They may belong to the suspects of concerns on line.",
        measure=Count(of=UNKNOWN_CONCERN),
        unit="suspects",
        statement="",
        known_as=("suspect … not known", "suspect … unknown"),
        example=Example(
            rows="""
                suspect_id | recorded_on | concern_type
                1          | 2016-05-01  | not_known
                2          | 2016-06-01  | online_only
                3          | 2016-07-01  | not_recorded
                4          | 2017-04-01  | not_known
            """,
            period="2016-17",
            gives="2",
            because="The first and the third; the fourth was recorded after the year.",
        ),
    ),
)
