"""``tables.ods``: the workbook as OpenDocument 1.3, which needs no office program to be made.

`sheets` takes over what the finished workbook holds, `numbers` how its numbers are printed, `styles` how its cells look; the XML around it
stands in templates.
"""

from analysis.publish.ods.document import write_ods

__all__ = ["write_ods"]
