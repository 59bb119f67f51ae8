"""The council's own looked-after children, missing anywhere: the corporate parent's view, from the SSDA903 return.

It overlaps with the police's view of who goes missing in the area, and the two never make one total: a child who lives outside the area
stands only here, a child missing from home or from another authority's care only there. Row by row the two are set against each other.
"""

from analysis.base.measures import Count, People, Share, where
from analysis.base.spec import Example, Indicator
from analysis.chapters.missing.breakdowns import HELD_BY, LOCATED, MISSING_TYPE

OURS = "children looked after by the council, wherever they live"
OURS_HERE = "children looked after by the council, missing in the area as the police recorded it"

IN_RETURN = where("the SSDA903 return holds it", held=("same_dates", "other_dates", "ssda903_only", "not_compared"))
BY_POLICE = where("the police hold it", held=("same_dates", "other_dates", "police_only"))
NOT_IN_RETURN = where("the SSDA903 return does not hold it", held="police_only")

WHY = "A council is the parent of the children it looks after, wherever they live, and must know when one of them is missing."

CASES = """
case_id | child_id | started_on | missing_type | held         | located     | placement_type
1       | A        | 2016-05-03 | missing      | same_dates   | in_area     | foster
2       | A        | 2016-09-20 | missing      | other_dates  | in_area     | foster
3       | B        | 2016-11-15 | away         | ssda903_only | out_of_area | childrens_home
4       | C        | 2017-01-02 | missing      | police_only  | in_area     | foster
5       | B        | 2017-04-02 | missing      | ssda903_only | out_of_area | childrens_home
"""
LATER = "The last one started in the next year."

INDICATORS = (
    Indicator(
        key="looked_after_missing_episodes",
        name="Times that the council's looked-after children were missing or away",
        section="looked_after",
        definition=(
            "Periods in which a child looked after by the council was missing, or away from placement without authorisation, that started "
            "in the period, as the SSDA903 return holds them. Any length counts, and any place in the country."
        ),
        why_it_matters=WHY,
        source="looked_after_missing",
        measure=Count(IN_RETURN),
        dated_by="started_on",
        unit="times missing or away",
        population=OURS,
        statement="looked-after children of the council were missing or away [once|{figure} times], wherever they lived",
        known_as=("looked after … missing or away", "times … missing or away"),
        breakdowns=(MISSING_TYPE, LOCATED),
        caveats=("missing_or_away",),
        example=Example(CASES, "2016-17", "3", f"Two of A and one of B; the one of C is not in the return. {LATER}"),
    ),
    Indicator(
        key="looked_after_children_missing",
        name="Looked-after children of the council who were missing or away",
        section="looked_after",
        definition=(
            "Different children looked after by the council with at least one period missing, or away from placement without "
            "authorisation, that started in the period, as the SSDA903 return holds them."
        ),
        why_it_matters=WHY,
        source="looked_after_missing",
        measure=People(IN_RETURN),
        dated_by="started_on",
        unit="children",
        population=OURS,
        statement="{figure} different looked-after [child was|children were] missing or away at least once",
        known_as=("looked after children … missing or away",),
        caveats=("distinct_children", "missing_or_away"),
        example=Example(CASES, "2016-17", "2", f"A and B. {LATER}"),
    ),
    Indicator(
        key="looked_after_reconciled",
        name="The SSDA903 return beside the police",
        section="looked_after",
        definition=(
            "Periods missing or away that the SSDA903 return holds and that started in the period, by what the police of the area hold. "
            "Two records are one absence when they are about one child and overlap or start at most three days apart; each is used once."
        ),
        why_it_matters="What one system holds and the other does not is an absence that somebody did not hear of, or did not write down.",
        source="looked_after_missing",
        measure=Count(IN_RETURN),
        dated_by="started_on",
        unit="times in the SSDA903 return",
        population=OURS,
        statement="",
        breakdowns=(HELD_BY,),
        caveats=("elsewhere_unknown",),
        known_as=("SSDA903", "903 return"),
        example=Example(CASES, "2016-17", "3", f"One with the same days, one with other days, one that the police do not hold. {LATER}"),
    ),
    Indicator(
        key="police_episodes_not_in_return",
        name="Police episodes that are not in the SSDA903 return",
        section="looked_after",
        definition=(
            "Of the episodes that the police recorded of children in the council's care and that started in the period, those that the "
            "SSDA903 return does not hold. What both hold stands on the first day that the return gives."
        ),
        why_it_matters="The return should hold each of them: what is left out is missing from the national figures as well.",
        source="looked_after_missing",
        measure=Share(NOT_IN_RETURN, BY_POLICE),
        dated_by="started_on",
        unit="police episodes from the council's care",
        population=OURS_HERE,
        statement=(
            "{part} of the {whole} police episodes of children in the council's care ({figure}) [was|were] not in the ~SSDA903~ return"
        ),
        better="lower",
        known_as=("police … SSDA903", "episode … SSDA903", "police … 903 return"),
        example=Example(CASES, "2016-17", "33", f"One of three; the one of B is not in the police's records. {LATER}"),
    ),
)
