"""How many spellings of a public list of spellings the code lists of ``config/codes`` map, and how many wrong.

    python benchmarks/annex_a.py Annex_A_schema.yml

The list is that of the London and LIIA Annex A pipeline (``SocialFinanceDigitalLabs/liia-tools-pipeline`` on GitHub,
``liiatools/annex_a_pipeline/spec/Annex_A_schema.yml``): spellings that councils have sent, in groups. It is not part of this project.
``GROUPS`` says which of its groups names which of our codes; a spelling of any other group should be left open.
"""

import sys
from pathlib import Path

import yaml

from analysis.base.settings import Workspace
from analysis.intake.codes import read_code_lists

GROUPS = {
    ("Child's Legal Status", "legal_status"): {"a)": "interim_care_order", "b)": "care_order", "e)": "section_20"},
    ("Placement Type", "placement_type"): {"a)": "foster", "c)": "parents", "f)": "semi_independent", "h)": "childrens_home"},
    ("Gender", "sex"): {"a) Male": "male", "b)": "female", "c)": "not_recorded"},
}
WHOLE = "a) Male"
"""The one group whose name must be whole: another group of the list begins with it."""


def expected(column: dict, groups: dict[str, str]) -> dict[str, set[str]]:
    """The codes of ours that each spelling names, "" for none; a spelling may stand in two groups."""
    found: dict[str, set[str]] = {}
    for group in column["category"]:
        name = str(group["code"])
        code = next((ours for start, ours in groups.items() if name == start or (start != WHOLE and name.startswith(start))), "")
        for text in group["name"]:
            found.setdefault(str(text), set()).add(code)
    return found


def main(path: str) -> None:
    """Print what the lists make of the spellings in this file."""
    columns = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["column_map"]["list_8"]
    lists = read_code_lists(Workspace(Path(__file__).parents[1]))
    for (column, name), groups in GROUPS.items():
        meant = {text: (codes, lists[name].meaning(text) or "") for text, codes in expected(columns[column], groups).items()}
        ours = [text for text, (codes, _) in meant.items() if codes - {""}]
        right = [text for text in ours if meant[text][1] in meant[text][0] - {""}]
        otherwise = [text for text, (codes, found) in meant.items() if found and found not in codes]
        print(f"{name}: {len(meant)} spellings, {len(ours)} name a code of ours, {len(right)} of them map ({len(right) / len(ours):.1%});")
        print(f"  otherwise than by the group in which they stand: {len(otherwise)}", *(f"    {text!r}" for text in otherwise), sep="\n")
        print("  left open though of such a group:", *(f"    {text!r}" for text in ours if not meant[text][1]), sep="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
