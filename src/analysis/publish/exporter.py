"""A notebook as a page of the house: ``jupyter nbconvert --to analysis.publish.exporter.HouseExporter`` gives the same."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from traitlets.config import Config

from analysis.publish.body import finished
from analysis.publish.figures import Sources, figures_page
from analysis.publish.page import TEMPLATES, Page, framed

# HTML first: it carries captions, alternative text and data tables. JavaScript and widgets are not shown at all.
SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]

PARAMETER_TAGS = {"parameters", "injected-parameters"}


class HouseExporter(TemplateExporter):
    """The house template with a page around it.

    It stands on nbconvert's `TemplateExporter` because `HTMLExporter` gives every picture without alternative text a placeholder,
    which a check for missing text then cannot see.
    """

    output_mimetype = "text/html"
    export_from_notebook = "House page"
    template_name = "house"
    extra_template_basedirs = [str(TEMPLATES)]
    file_extension = ".html"

    @property
    def default_config(self) -> Config:
        return Config({"NbConvertBase": {"display_data_priority": SHOWN}}, **super().default_config)

    def default_filters(self) -> Iterable[tuple[str, Callable[..., Any]]]:
        """What the template calls."""
        yield from super().default_filters()
        yield from {
            "markdown2html": markdown_to_html,
            "highlighted": highlighted,
            "sets_up": sets_up,
            "alt_of": alt_of,
            "base64_of": base64_of,
        }.items()

    def from_notebook_node(self, nb: NotebookNode, resources: dict[str, Any] | None = None, **words: Any) -> tuple[str, dict[str, Any]]:
        """The whole page. ``resources["page"]`` is its `Page`, ``resources["sources"]`` what is known of its figures.

        Without them the page has the notebook's title, and no lines to its figures. What it returns with it has the `Body` as ``body``.
        """
        page, sources = (resources or {}).get("page") or Page(title=title_of(nb)), (resources or {}).get("sources") or Sources()
        html, resources = super().from_notebook_node(nb, resources, **words)
        body = finished(html, sources)
        return framed(page, body), {**resources, "body": body}


def render_page(notebook: NotebookNode, page: Page, sources: Sources | None = None) -> str:
    """An executed notebook as one self-contained page: the same notebook, page and sources give the same bytes."""
    html, _ = HouseExporter().from_notebook_node(notebook, {"page": page, "sources": sources})
    return html


def render_with_figures(notebook: NotebookNode, page: Page, sources: Sources, name: str) -> tuple[str, str]:
    """The page, which will be called ``name``, and the page on its figures, empty where there is nothing to say of them."""
    html, resources = HouseExporter().from_notebook_node(notebook, {"page": page, "sources": sources})
    return html, figures_page(page, resources["body"], sources, name)


def markdown_to_html(source: str) -> str:
    """Markdown as HTML, with any HTML in it shown as text."""
    return MarkdownWithMath(renderer=IPythonRenderer(escape=True, exclude_anchor_links=True)).render(source)


def highlighted(source: str) -> Markup:
    """Python code in a block of its own, each token with the class of its kind."""
    return Markup('<pre class="code"><code>{}</code></pre>').format(Markup(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))))


def sets_up(cell: NotebookNode) -> bool:
    """Whether a code cell only prepares: it shows nothing, or holds the parameters."""
    return not cell.outputs or bool(PARAMETER_TAGS & set(cell.metadata.get("tags", ())))


def alt_of(output: NotebookNode, mime: str) -> str:
    """The alternative text that a picture carries, if any."""
    metadata = output.get("metadata", {})
    return metadata.get(mime, {}).get("alt") or metadata.get("alt", "")


def base64_of(text: str) -> str:
    """Text as it stands in the address of a data picture."""
    return base64.b64encode("".join(text).encode()).decode()


def title_of(notebook: NotebookNode) -> str:
    """The first heading of a notebook."""
    lines = (line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "Report")
