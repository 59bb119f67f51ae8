"""``python -m analysis.intake.validate`` writes the data dictionary and the list of rules into ``docs``."""

from pathlib import Path

from analysis.intake.validate.document import write_pages

write_pages(Path("docs"))
