"""Targeted and specialist support. Referrals to the specialist service are about children and pass the gate."""

from analysis.indicators.posts import posts
from analysis.measures import Count, People, ShareOfPeople, where
from analysis.spec import Example, Indicator

REFERRED = "children referred to the specialist support service"

REFERRALS = """
referral_id | child_id | received_on | re_referral | sex    | age
1           | A        | 2016-06-30  | no          | female | 13
2           | B        | 2016-07-01  | no          | male   | 15
3           | C        | 2016-11-20  | no          | female | 12
4           | B        | 2017-02-02  | yes         | male   | 16
5           | D        | 2017-04-30  | no          | female | 17
"""

INDICATORS = (
    posts(
        "development_workers",
        "Development workers",
        "support",
        "{figure} development worker [post|posts] supported schools and families across the localities",
        "development worker",
    ),
    Indicator(
        key="specialist_service_referrals",
        name="Referrals to the specialist service",
        section="support",
        definition="Referrals to the specialist support service received in the period, re-referrals included.",
        why_it_matters="It is the demand for support to children who are at risk of sexual exploitation or have been exploited.",
        source="service_referrals",
        measure=Count(),
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="the specialist support service received {figure} [referral|referrals]",
        known_as=(
            "referral … service",
            "service … referral",
            "referrals … received",
            "referral … boys",
            "referral … male",
            "male … referral",
        ),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(
            REFERRALS,
            "2016-17",
            "4",
            "The service reports from July 2016 to April 2017, so the first referral is too early and the last counts.",
        ),
    ),
    Indicator(
        key="specialist_service_re_referrals",
        name="Re-referrals to the specialist service",
        section="support",
        definition="Referrals in the period about a child whom the service had supported before.",
        why_it_matters="A child may need help again; many re-referrals may mean that support ended too soon.",
        source="service_referrals",
        measure=Count(where("re-referrals", re_referral="yes")),
        part_of="specialist_service_referrals",
        leaves="children_referred_to_specialist_service",
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="{figure} of the referrals to the specialist service [was a re-referral|were re-referrals]",
        known_as=("re referral",),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "1", "Only the second referral of B."),
    ),
    Indicator(
        key="specialist_service_referrals_male",
        name="Referrals of boys to the specialist service",
        section="support",
        definition="Referrals in the period about boys.",
        why_it_matters="Exploitation of boys is thought to be under-reported.",
        source="service_referrals",
        measure=Count(where("about boys", sex="male")),
        part_of="specialist_service_referrals",
        dated_by="received_on",
        unit="referrals",
        population=REFERRED,
        statement="{figure} of the referrals to the specialist service [was|were] about boys",
        known_as=("referral … boys", "referral … male", "male … referral"),
        caveats=("own_window",),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "2", "Both referrals of B."),
    ),
    Indicator(
        key="specialist_service_age_14_17",
        name="Children referred to the specialist service aged 14 to 17",
        section="support",
        definition="Of the different children referred in the period, those aged 14 to 17 at a referral. A child counts once.",
        why_it_matters="It shows whether younger children, whom early help could reach, are referred.",
        source="service_referrals",
        measure=ShareOfPeople(part=where("aged 14 to 17", age=(14, 15, 16, 17))),
        dated_by="received_on",
        unit="children referred",
        population=REFERRED,
        statement="{part} of the {whole} children referred to the specialist service ({figure}) [was|were] aged ~14 to 17~ years",
        known_as=("aged 14 to 17",),
        caveats=("own_window", "distinct_children"),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "67", "B and D, of B, C and D; B counts once although referred twice."),
    ),
    Indicator(
        key="children_referred_to_specialist_service",
        name="Children referred to the specialist service",
        section="support",
        definition="Different children about whom the specialist support service received a referral in the period.",
        why_it_matters="Referrals and children differ where a child is referred again; percentages of children need this whole.",
        source="service_referrals",
        measure=People(),
        dated_by="received_on",
        unit="children",
        population=REFERRED,
        statement="",
        known_as=("child … referred", "referred … child"),
        caveats=("own_window", "distinct_children"),
        window="specialist_service",
        example=Example(REFERRALS, "2016-17", "3", "B, C and D."),
    ),
)
