"""How systems spell the codes of official lists, by the lists that ship and by small ones."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.base.settings import Fault, Workspace
from analysis.chapters.tables import EXTRACTS
from analysis.intake.codes import CodeList, read_code_lists
from analysis.intake.map import UNKNOWN, convert
from analysis.intake.sources import ORIGIN, TEXT, read_extracts
from analysis.intake.validate import check_extracts

PROJECT = Path(__file__).parents[2]
SHIPPED = read_code_lists(Workspace(PROJECT))

LEGAL = """
care_order | C2 | c2 | C2 - Full care order | C2: Full Care Orders | FULL CARE ORDERS | b) Full care order
care_order | Full care order [C2]
care_order | (C2) Care order | CLA - C2 - Full Care Order | FCO | Care order (s.31) | C2:Care Orders:-Full
care_order | Code "C2" of the return
interim_care_order | C1 | C1 – Interim care order | a) Interim Care Orders | ICO | ICO (C1) | INTERIM CARE ORDER S38
interim_care_order | C1:Care Orders:- Interim care order
section_20 | V2 | S20 | S.20 | Sec 20 | Section20 | e) Accommodated under S20 | V2 single period | Accomm. Sect. 20 (single)
- | E1 - Placement order granted | Placement order and care order | C1/C2 | C1 or C2 | E1 and C2 | J1 Remand | V4 | D1
- | C2 - Interim care order | Not on a care order | Care order discharged | Application for a care order | C22 | C | 2
- | Section 21
- | Special guardianship order | Remanded under S20 | Short breaks under S20 | Ward of court
"""
PLACEMENT = """
foster | U1 | u4 | U6a | U4OUT - Long term | U3 IN: Relative or friend | d) U4: Foster placement | Foster placements (U5)
foster | Fostering
foster | Foster carer & FFA | FOSTER WITH FC | U6 -Placement with other carer | U2 : U2 relative | Q2 | Q2 Foster placement
foster | Long-term foster home
childrens_home | K2 | Children’s Homes | CHILDRENS HOME | K2 - Homes & Hostels | K2:Residential | Home/hostel
childrens_home | Children's home (K2b) | H3
semi_independent | H5 | H5 - Supported living | Semi-independent living | semi independence unit | Accom. not subject to CHR
semi_independent | H5 Resid. accom.
semi_independent | Residential accommodation not subject to Children's Homes Regs
parents | P1 | k) P1: Placed with parent(s) | Placed with own parents/person with PR | P1 - With mother
parents | Placement with parents
- | K1 | Secure children's home | P2 Independent living | A3 with foster carer | Placed for adoption with foster carer | Z1
- | R5
- | H5 - Young offender institution | K2 - not subject to children's homes regulations | U6 Children's home | Q2 With aunt
- | F1 Agency
- | Temporary accommodation while the foster carer is on holiday | Former foster carer | Parents | U44 | 36 | Hospital
- | Residential school, unless registered as a children's home | Foster placement or children's home
"""
SEX = """
male         | 1 | M | m. | Male | MALES | a) Male | 1 - Male | M: Male | (M) Male | Male (1) | Boy
female       | 2 | F | f | b) Female | 2. Female | FEMALE [F] | Girls
not_recorded | 0 | 9 | U | X | Unknown | Not known | Not stated/recorded | c) Not recorded (or unborn) | 0 - Not Stated | Withheld
-            | M/F | M or F | 1-2 | M - F | Non-binary | Transgender male | Neither | Not male | I am | Mail | 3 | male 2
"""
PROVIDER = """
own_provision   | PR1 | PR1 - Own provision | [PR1] Own | Own provision (by the LA) | b) PR1: In-house
other_authority | PR2 | Other LA provision | Provision by another local authority
private         | PR4 | Private | PR4: Private provision (e.g. an agency)
voluntary       | PR5 | Voluntary/3rd sector | PR5 Third sector
parents         | PR0 | Parents/person with PR | a) PR0
-               | PR3 | Other public provision | Local authority | PR | Private or voluntary | PR4 - Voluntary
"""


def spelled(name: str, drawn: str) -> list[tuple[str, str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()]
    return [(name, text, means.replace("-", "")) for means, *texts in lines for text in texts]


SPELLINGS = [
    *spelled("legal_status", LEGAL),
    *spelled("placement_type", PLACEMENT),
    *spelled("sex", SEX),
    *spelled("provider", PROVIDER),
]


@pytest.mark.parametrize(("name", "text", "means"), SPELLINGS)
def test_a_spelling_means_one_of_our_codes_or_nothing(name, text, means):
    """By code, letter of a list, name, case, plural, abbreviation and sign; what says two things, or something else, is left open."""
    assert (SHIPPED[name].meaning(text) or "") == means


def test_every_column_with_a_list_has_one_that_ships():
    named = {name for table in EXTRACTS.values() for name in table.code_lists.values()}
    assert named == set(SHIPPED) == {"legal_status", "placement_type", "provider", "sex"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_code_and_name_of_a_list_means_what_its_list_says(name):
    for code in SHIPPED[name].code:
        for text in (
            code.code,
            code.name,
            *code.names,
            f"{code.code} - {code.name}",
            f"zz) {code.code}: {code.name}",
            f"{code.name} [{code.code}]",
        ):
            assert SHIPPED[name].meaning(text) == (code.means or None), text


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shutil.copytree(PROJECT / "config", tmp_path / "config")
    return Workspace(tmp_path)


def written(workspace: Workspace, *changes: tuple[str, str]) -> Workspace:
    """The workspace with changes in its mapping of placements."""
    path = workspace.config / "extracts" / "placements.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return workspace


def legal_statuses(workspace: Workspace, *texts: str) -> tuple[list[str], list[str]]:
    """Our codes for legal statuses, by the mapping of placements; and those that have none."""
    extract = read_extracts(workspace)["placements"]
    cells = pd.DataFrame({"legal_status": texts}, dtype=TEXT).reindex(columns=[*extract.columns, *ORIGIN])
    cells = cells.astype(dict.fromkeys(extract.columns, TEXT)).assign(_file="2016-17/p.csv", _sheet="", _row=range(len(texts)))
    rows, unread = convert(cells, extract)
    unknown = unread[unread["code"] == UNKNOWN]
    return rows["legal_status"].fillna("").tolist(), [texts[row] for row in unknown["row"]]


def test_the_list_of_a_column_applies_unaided(workspace):
    """Beside what the mapping spells out, and also where it spells out nothing."""
    texts = ("Full care order", "C2 - Care Order", "ICO", "E1")
    expected = (["care_order", "care_order", "interim_care_order", ""], ["E1"])
    assert legal_statuses(workspace, *texts) == expected
    start, end = "[values.legal_status]", '"Section 20" = "section_20"\n'
    path = workspace.config / "extracts" / "placements.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index(start)] + text[text.index(end) + len(end) :], encoding="utf-8")
    check_extracts(read_extracts(workspace))
    assert legal_statuses(workspace, *texts) == expected


def test_what_the_mapping_spells_out_always_wins(workspace):
    """Its exact spellings and its patterns, of which one may stand for all spellings of a code."""
    own = '[values.legal_status]\n"C2 - Care order" = "not_recorded"\n"/e1\\\\b.*/" = "care_order"'
    written(workspace, ("[values.legal_status]", own))
    found = legal_statuses(workspace, "C2 - care order", "C2 - Full care order", "E1", "E1 - Placement order granted")
    assert found == (["not_recorded", "care_order", "care_order", "care_order"], [])


@pytest.mark.parametrize("spoken", ["", "own"])
def test_a_mapping_names_another_list_or_none(workspace, spoken):
    (workspace.config / "codes" / "own.toml").write_text(
        'title = "Own"\n[[code]]\ncode = "7"\nname = "Voluntary"\nmeans = "section_20"\n', encoding="utf-8"
    )
    written(workspace, ("[values.sex]", f'[codes]\nlegal_status = "{spoken}"\n\n[values.sex]'))
    expected = (["section_20", ""], ["C2"]) if spoken else (["", ""], ["7 - voluntary", "C2"])
    assert legal_statuses(workspace, "7 - voluntary", "C2") == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[code]]\ncode = "1"\nname = "A"', "title: Field required"),
        ('title = "T"', "code: Field required"),
        ('title = "T"\n[[code]]\ncode = "1"\nname = "A"\nmeaning = "x"', "there is no such key"),
        ('title = "T"\n[[code]]\ncode = "1"\nname = "A"\n[[code]]\ncode = "1"\nname = "B"', "the code '1' is there twice"),
        (
            'title = "T"\n[[code]]\ncode = "1"\nname = "As"\nmeans = "x"\n[[code]]\ncode = "2"\nname = "as."\nmeans = "y"',
            "a name of 1 and of 2",
        ),
        ('title = "T"\n[[code]]\ncode = "1"\nname = "--"', "a name of 1 has no letter or digit"),
        ('title = "T', "is not valid TOML"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_message_that_names_the_file(workspace, text, words):
    path = workspace.config / "codes" / "sex.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Fault) as fault:
        read_extracts(workspace)
    assert str(path) in str(fault.value)
    assert words in str(fault.value)


def test_a_list_that_is_not_there_is_named(workspace):
    written(workspace, ("[values.sex]", '[codes]\nlegal_status = "statuses"\n\n[values.sex]'))
    with pytest.raises(Fault, match=r"placements.toml, \[codes\] legal_status = 'statuses': there is no such list"):
        read_extracts(workspace)


def test_a_list_with_a_code_that_the_column_does_not_have_is_refused(workspace):
    path = workspace.config / "codes" / "provider.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('means = "voluntary"', 'means = "charity"'), encoding="utf-8")
    with pytest.raises(
        Fault, match=r"gives 'PR5' the code 'charity'; provider of config/extracts/placement_details.toml has own_provision"
    ):
        check_extracts(read_extracts(workspace))


def test_a_workspace_without_lists_reads_what_its_mapping_spells_out(workspace):
    shutil.rmtree(workspace.config / "codes")
    assert legal_statuses(workspace, "Full care order", "C2") == (["care_order", ""], ["C2"])


def test_words_in_short_are_those_of_the_list():
    """The same letters may stand for other words in another list."""
    one = CodeList(title="T", short={"co": "care order"}, code=[{"code": "1", "name": "Care order", "means": "x"}])
    other = CodeList(title="T", code=[{"code": "1", "name": "Care order", "means": "x"}])
    assert (one.meaning("CO"), other.meaning("CO")) == ("x", None)
