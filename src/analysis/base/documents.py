"""Which documents a report has: ``config/documents.toml``."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Literal

from pydantic import Field, model_validator

from analysis.base.policies import EDITIONS, Edition, Record, refuse
from analysis.base.settings import Workspace, read_own_or_shipped

FILE = "documents.toml"
REPORT, DATA_QUALITY = "report", "data-quality"
"""The pages that have a task of their own: the report itself, and what `overview check` writes."""

TAKEN = "figures"
"""The page on the figures of the report, which no notebook makes."""

Kind = Literal["year", "quarter"]


class Document(Record):
    """A notebook and the page that it becomes, in the folders of which periods and editions; ``name`` is what lists call it."""

    notebook: str = Field(pattern=r"^\w[\w -]*$")
    page: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    name: str = Field(min_length=1)
    period: Kind
    editions: tuple[Edition, ...] = Field(default=EDITIONS, min_length=1)


class Documents(Record):
    """All of them, in the order in which a reader would look for them."""

    document: tuple[Document, ...]

    @model_validator(mode="after")
    def _make_whole_folders(self) -> Documents:
        """Every folder has one report, every year its data quality, and no page stands there twice."""
        taken = (one for one in self.document if one.page == TAKEN)
        faults = [f"{one.notebook} cannot be the page {TAKEN}, which says where figures come from: call it otherwise" for one in taken]
        for period, edition in product(("year", "quarter"), EDITIONS):
            pages = Counter(one.page for one in self.document if one.period == period and edition in one.editions)
            needed = (REPORT, DATA_QUALITY) if period == "year" else (REPORT,)
            where = f"of a {period} in the {edition} edition"
            faults += [f"no document {where} is the page {page}: add it" for page in needed if page not in pages]
            faults += [f"{times} documents {where} are the page {page}: leave one" for page, times in pages.items() if times > 1]
        refuse(faults)
        return self

    def of(self, period: Kind, edition: str) -> tuple[Document, ...]:
        """What a folder holds, the report first."""
        held = (one for one in self.document if one.period == period and edition in one.editions)
        return tuple(sorted(held, key=lambda one: one.page != REPORT))


def read_documents(workspace: Workspace) -> Documents:
    """The documents of a workspace, or those of the project where it has none. Raises `Fault` with every fault of the file."""
    return read_own_or_shipped(workspace, FILE, Documents)
