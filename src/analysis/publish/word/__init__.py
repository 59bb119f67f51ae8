"""``report.docx``: the report in the council's own Word template, for a committee to edit.

`docxtpl` puts title, period and warnings into the places that the template has for them; the body is then built where the template
says ``{{ body }}``, in the template's own styles, so numbers of paragraphs run on into what the template adds below.
"""

from analysis.publish.word.document import write_word

__all__ = ["write_word"]
