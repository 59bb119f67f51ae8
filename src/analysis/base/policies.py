"""What may be published, as the people who report have decided: ``[disclosure]`` of ``config/policy.toml``.

A preset sets several keys at once; a key that stands beside it counts more. What a preset is named after is a published rule about small
counts, not everything that its author asks for: read that author's own guidance before you say that you follow it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

Edition = Literal["public", "internal"]
EDITIONS: tuple[Edition, ...] = ("public", "internal")
"""What is published, with small counts hidden, and what stays in the house."""


def refuse(faults: Iterable[str]) -> None:
    """Raise `ValueError` with all of these faults of a record, where there are any; the message of its file names the key."""
    if told := "; ".join(faults):
        raise ValueError(told)


class Record(BaseModel):
    """A frozen record read from a configuration file; a key that it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @field_validator("*", mode="before")
    @classmethod
    def _is_no_number(cls, value: Any, about: ValidationInfo) -> Any:
        """Yes and no are no numbers, though Python reckons with them."""
        kinds = {cls.model_fields[about.field_name].annotation} | set(get_args(cls.model_fields[about.field_name].annotation))
        if isinstance(value, bool) and kinds & {int, float} and bool not in kinds:
            raise ValueError(f"{str(value).lower()} is no number: write one")
        return value


PRESETS: Mapping[str, Mapping[str, Any]] = {
    # DfE, characteristics of children in need: 1 to 5 hidden, nought shown, figures of local authorities not rounded.
    "dfe_children_in_need": {"hide_counts_up_to": 5, "method": "suppress"},
    # NHS, sub-national figures: 1 to 7 hidden, nought shown, the rest to the nearest 5 (here so that everything still adds up).
    "nhs_sub_national": {"hide_counts_up_to": 7, "method": "round", "round_to": 5, "small_when_rounded": "hidden"},
    # Outputs of secure research services: nothing made of fewer than ten.
    "threshold_10": {"hide_counts_up_to": 9, "method": "suppress"},
}


class TablePolicy(Record):
    """What is otherwise for one indicator, or for one of its breakdowns.

    ``merge`` names categories that are shown only together, as what the others leave; ``hide_noughts`` lets a nought be hidden as well;
    ``drop`` hides every number of the table.
    """

    hide_counts_up_to: int | None = Field(default=None, ge=0)
    hide_noughts: bool = False
    merge: tuple[tuple[str, ...], ...] = ()
    drop: bool = False


class Weights(Record):
    """How many times as dear it is to hide a figure that readers wait for: one with a target, one that a committee follows, a headline.

    The largest that holds for a figure counts. ``figures`` gives the weights of single tables, ``<indicator>`` or
    ``<indicator>.<breakdown>``, whatever else they are.
    """

    target: int = Field(default=20, ge=1)
    committee: int = Field(default=10, ge=1)
    headline: int = Field(default=3, ge=1)
    figures: dict[str, Annotated[int, Field(ge=1)]] = {}

    def resolved(self, groups: Mapping[str, Iterable[str]]) -> Weights:
        """The same with a weight for each indicator of the groups ``target``, ``committee`` and ``headline``."""
        found: dict[str, int] = {}
        for group, keys in groups.items():
            for key in keys:
                found[key] = max(found.get(key, 1), getattr(self, group))
        return self.model_copy(update={"figures": found | self.figures})


class DisclosurePolicy(Record):
    """How small counts of children are kept from being known; ``docs/disclosure.md`` explains each key.

    ``categories`` are those with another limit wherever they stand. The search for the plan that hides least ends after so many
    ``attacks``, or in any case after so many ``seconds``.
    """

    preset: str = ""
    hide_counts_up_to: int = Field(ge=0)
    method: Literal["suppress", "round"] = "suppress"
    round_to: int = Field(default=5, ge=2)
    small_when_rounded: Literal["rounded", "hidden"] = "rounded"
    too_much_hidden_pct: float = Field(default=40, ge=0, le=100)
    when_too_much_is_hidden: Literal["advise", "round"] = "advise"
    headlines: Literal["always", "where_safe"] = "always"
    when_not_protected: Literal["list", "hide_noughts", "merge", "drop_table"] = "list"
    say_less: bool = True
    tables: dict[str, TablePolicy] = {}
    categories: dict[str, Annotated[int, Field(ge=0)]] = {}
    weights: Weights = Weights()
    attacks: int = Field(default=3000, ge=0)
    seconds: float = Field(default=300, ge=0)

    @field_validator("hide_counts_up_to")
    @classmethod
    def _hides(cls, value: int) -> int:
        if value == 0:
            raise ValueError("0 hides nothing, and the public edition would show single children: write 1 or more, such as 5")
        return value

    @model_validator(mode="before")
    @classmethod
    def _with_preset(cls, content: Any) -> Any:
        """The keys of the preset, where the file does not say otherwise."""
        preset = content.get("preset", "") if isinstance(content, dict) else ""
        if preset and preset not in PRESETS:
            known = ", ".join(PRESETS)
            raise ValueError(f"there is no preset {preset!r}. Write one of {known}, or leave the key out and set hide_counts_up_to")
        return {**PRESETS[preset], **content} if preset else content

    def of_table(self, indicator: str, breakdown: str = "") -> TablePolicy:
        """What holds for a table: what is said of the breakdown, or else of the indicator."""
        named = (f"{indicator}.{breakdown}", indicator) if breakdown else (indicator,)
        return next((self.tables[name] for name in named if name in self.tables), TablePolicy())

    def weight(self, indicator: str, breakdown: str = "") -> int:
        """How many times as dear it is to hide the undivided figure of an indicator, or one of its categories."""
        return self.weights.figures.get(f"{indicator}.{breakdown}" if breakdown else indicator, 1)

    def weighing(self, **groups: Iterable[str]) -> DisclosurePolicy:
        """The same with a weight for each indicator of these groups, which are those of `Weights`."""
        return self.model_copy(update={"weights": self.weights.resolved(groups)})

    def limit(self, indicator: str, breakdown: str = "", category: str = "") -> int:
        """The largest count that is small in a table; what is said of a category holds wherever it stands."""
        if category in self.categories:
            return self.categories[category]
        own = self.of_table(indicator, breakdown).hide_counts_up_to
        return self.hide_counts_up_to if own is None else own
