"""Records as the text of a TOML file, as a person would write it: short tables in one line, long texts over several.

Python reads TOML and does not write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

FITS = 110
"""A table of so many letters, or fewer, stands in one line."""


def toml_text(told: Mapping[str, Any], under: tuple[str, ...] = ()) -> str:
    """A mapping as TOML: its own values first, then the tables below it, each under a heading. It may itself stand ``under`` one.

    >>> print(toml_text({"heading": "Visits", "codes": ("a", "b"), "table": {"key": {"holds": "a number"}}}))
    heading = "Visits"
    codes = ["a", "b"]
    <BLANKLINE>
    [table]
    key = { holds = "a number" }
    """
    return "\n".join(_lines(told, under)).strip()


def _lines(told: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    in_line = told.items() if path else ((key, value) for key, value in told.items() if not isinstance(value, Mapping))
    inline = {key: text for key, value in in_line if (text := _value(value)) is not None}
    if path and (inline or not told):
        yield from ("", f"[{'.'.join(map(_key, path))}]")
    yield from (f"{_key(key)} = {text}" for key, text in inline.items())
    for key, value in told.items():
        if key not in inline:
            yield from _lines(value, (*path, key))


def _value(value: Any) -> str | None:
    """A value in one place; nothing for a table that needs lines of its own."""
    match value:
        case Mapping():
            return _in_one_line(value)
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case list() | tuple():
            return f"[{', '.join(filter(None, map(_value, value)))}]"
        case date():
            return value.isoformat()
    return str(value)


def _in_one_line(table: Mapping[str, Any]) -> str | None:
    inner = {key: _value(value) for key, value in table.items()}
    if None in inner.values() or any("\n" in text for text in inner.values()):
        return None
    line = f"{{ {', '.join(f'{_key(key)} = {text}' for key, text in inner.items())} }}"
    has_few = len(table) <= 3 and not any(isinstance(value, Mapping) and len(value) > 2 for value in table.values())
    return line if has_few and len(line) <= FITS else None


def _text(text: str) -> str:
    if "\n" not in text or any(not letter.isprintable() and letter not in "\n\t" for letter in text):
        return _quoted(text)
    inside = text.strip("\n").replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{inside}\n"""'


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _quoted(key)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
