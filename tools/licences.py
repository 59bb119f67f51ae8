"""Lists the licence of every package that the project runs on, and fails where one could not go with a program under the MIT licence.

`make licences`. What only tests and documentation need goes with nobody and is not asked. Licences are as packages state them: an
expression of SPDX, else their classifiers, of which one is enough, else a line of their own.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).parents[1] / "pyproject.toml"

COMPATIBLE = re.compile(
    r"(the )?(MIT\b|HPND|0?BSD\b|Apache\b|ISC\b|PSF\b|Python Software Foundation|Zlib|CC0|Unlicense|"
    r"MPL\b|Mozilla Public|LGPL\b|GNU Lesser|GNU Library).*",
    re.IGNORECASE,
)
"""Licences under which a package may be used beside a program under MIT and passed on with it. MPL and LGPL ask that changes to the package
itself are passed on under them too: packages are used here as they come."""


@dataclass(frozen=True)
class Licensed:
    """A package, its version, and under which licence it says it is."""

    name: str
    version: str
    licence: str

    @property
    def is_compatible(self) -> bool:
        """Whether one of the licences that are offered can go with MIT in all its parts.

        >>> Licensed("a", "1", "GPL-3.0-only OR (MIT AND BSD-3-Clause)").is_compatible
        True
        >>> Licensed("a", "1", "MIT AND GPL-3.0-only").is_compatible
        False
        """
        return any(all(map(_can_go, re.split(r" AND ", offer))) for offer in re.split(r" OR |; ", self.licence))


def _can_go(licence: str) -> bool:
    return bool(COMPATIBLE.fullmatch(licence.strip(" ()")))


def licences(requirements: Iterable[str]) -> list[Licensed]:
    """The packages that some requirements bring along, each once, by name; those that this machine has no need of are left out."""
    found: dict[str, Licensed] = {}
    waiting = [Requirement(line) for line in requirements]
    while waiting:
        wanted = waiting.pop()
        name = re.sub(r"[-_.]+", "-", wanted.name).lower()
        if name not in found and (package := _installed(name)):
            found[name] = Licensed(name, package.version, licence_of(package))
            waiting += _needed(package, wanted.extras)
    return [found[name] for name in sorted(found)]


def licence_of(package: Distribution) -> str:
    """What a package says its licence is."""
    told = package.metadata
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License :: ")]
    return told.get("License-Expression") or "; ".join(classifiers) or (told.get("License") or "not stated").splitlines()[0]


def stated() -> list[str]:
    """What the project states that it needs, with all its extras."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _needed(package: Distribution, extras: Iterable[str]) -> Iterator[Requirement]:
    for line in package.requires or ():
        one = Requirement(line)
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield one


def main() -> int:
    """Print the list; 1 when a licence cannot go with MIT."""
    found = licences(stated())
    for one in found:
        print(f"{one.name:28} {one.version:14} {one.licence}")
    strange = [one for one in found if not one.is_compatible]
    for one in strange:
        print(f"{one.name} is under {one.licence!r}, which may not go with MIT. Ask, or do without it.", file=sys.stderr)
    print(f"{len(found)} packages, {len(strange)} under a licence that may not go with MIT.", file=sys.stderr)
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
