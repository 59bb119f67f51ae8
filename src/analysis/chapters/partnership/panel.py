"""Children considered together by agencies: the panel and strategy meetings. All are about children and pass the gate."""

from analysis.base.measures import Count, People, Share, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.breakdowns import for_years
from analysis.chapters.partnership.breakdowns import PANEL_OUTCOME, STAGE

CONSIDERED = "children at high risk of sexual exploitation whom the panel of agencies for exploitation considered"

PANEL_CASES = """
case_id | child_id | heard_on   | stage  | outcome      | disruption
1       | A        | 2016-05-18 | new    | continues    | yes
2       | A        | 2016-06-15 | repeat | risk_reduced | no
3       | B        | 2016-06-15 | new    | continues    | yes
4       | B        | 2017-04-19 | repeat | risk_reduced | no
"""

INDICATORS = (
    Indicator(
        key="children_at_panel",
        name="Children considered by the exploitation panel",
        section="partnership",
        definition="Different children whom the multi-agency exploitation panel considered in the period.",
        why_it_matters="The panel sees to it that agencies act together for the children at the highest risk.",
        source="panel_cases",
        measure=People(),
        dated_by="heard_on",
        unit="children",
        population=CONSIDERED,
        statement="the exploitation panel considered {figure} [child|children]",
        caveats=("distinct_children",),
        known_as=("child … panel", "panel … child"),
        example=Example(PANEL_CASES, "2016-17", "2", "A and B; A counts once although considered twice."),
    ),
    Indicator(
        key="panel_cases",
        name="Cases considered by the exploitation panel",
        section="partnership",
        definition="Times that the panel considered a child in the period; a child considered at three meetings is three cases.",
        why_it_matters="It says how much work the panel has, and how much of it is with children who remain at risk.",
        source="panel_cases",
        measure=Count(),
        dated_by="heard_on",
        unit="cases",
        population=CONSIDERED,
        statement="the panel considered {figure} [case|cases], a child counting each time",
        breakdowns=for_years(STAGE, PANEL_OUTCOME),
        known_as=("panel case", "cases … panel", "panel … case"),
        example=Example(PANEL_CASES, "2016-17", "3", "The last was heard in the next year."),
    ),
    Indicator(
        key="panel_cases_with_disruption",
        name="Panel cases in which disruption was agreed",
        section="partnership",
        definition="Cases considered in the period in which the panel agreed to disrupt those who pose the risk.",
        why_it_matters="The panel should act on those who pose the risk, and not only on the child.",
        source="panel_cases",
        measure=Share(part=where("with disruption agreed", disruption="yes")),
        dated_by="heard_on",
        unit="cases",
        population=CONSIDERED,
        statement="disruption was agreed in {part} of the {whole} cases ({figure})",
        known_as=("panel … disruption", "disruption … panel", "cases … disruption"),
        example=Example(PANEL_CASES, "2016-17", "67", "Two of three cases."),
    ),
    Indicator(
        key="strategy_meeting_cases",
        name="Cases considered at strategy meetings",
        section="partnership",
        definition="Times that a child was considered at a strategy meeting about sexual exploitation in the period.",
        why_it_matters="Beside the number of children it says how often they had to be considered again.",
        source="strategy_meetings",
        measure=Count(),
        dated_by="held_on",
        unit="cases",
        population="children considered at strategy meetings about sexual exploitation",
        statement="strategy meetings considered {figure} [case|cases], a child counting each time",
        known_as=("cases … strategy meeting", "strategy meeting … case"),
        example=Example(
            rows="""
                meeting_id | child_id | held_on
                1          | A        | 2016-05-03
                2          | A        | 2016-09-20
                3          | B        | 2016-11-15
                4          | C        | 2017-04-02
            """,
            period="2016-17",
            gives="3",
            because="A twice and B once.",
        ),
    ),
)
