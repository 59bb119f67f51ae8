"""The chapters of the guide to a chapter of one's own, as it shows them, and a workspace that has them."""

import re
from pathlib import Path

PROJECT = Path(__file__).parents[1]
GUIDE = PROJECT / "docs" / "how-to" / "own-chapter.md"
HEALTH, HEALTH_MAPPING, VISITORS, VISITORS_MAPPING = re.findall(r"```toml\n(.+?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
FILES = {
    "chapters/health.toml": HEALTH,
    "extracts/emergency_attendances.toml": HEALTH_MAPPING,
    "chapters/visitors.toml": VISITORS,
    "extracts/independent_visits.toml": VISITORS_MAPPING,
}


def write_chapters(root: Path, files: dict[str, str]) -> Path:
    """Put files into the configuration of a workspace, which is given back."""
    for name, text in files.items():
        path = root / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """A text with the first of each of some words changed."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
