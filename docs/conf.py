"""How the documentation is built: Markdown pages, some of them filled in from the code, and nothing from any network."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from filled import fill

project = "Safeguarding overview"
author = "Performance and intelligence team"
language = "en-GB"

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Safeguarding overview"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "footer_icons": [],
    "light_css_variables": {"font-stack": "Arial, Helvetica, sans-serif"},
}
pygments_style = "github-light-high-contrast"
pygments_dark_style = "github-dark-high-contrast"

smartquotes = False


def setup(app):
    """Fill in what the code says when a page is read."""
    app.connect("source-read", fill)
