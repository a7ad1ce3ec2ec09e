"""How Sphinx sets the documentation; docs/build.py calls it (python3 dev.py docs)."""

from __future__ import annotations

from importlib.metadata import version as version_of
from typing import TYPE_CHECKING

from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "baltic-map"
author = "the baltic-map authors"
version = release = version_of("baltic-map")
html_title = f"baltic-map {release}"
language = "en"
exclude_patterns = ["files"]

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.autosummary"]
default_role = "literal"
highlight_language = "text"
smartquotes = False
nitpicky = True
# Types in signatures: those of others have their pages on the network, those behind the public names have none.
nitpick_ignore_regex = [("py:class", ".*")]

myst_enable_extensions = ["html_image"]
myst_heading_anchors = 5

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autosummary_generate = False
numpydoc_class_members_toctree = False
numpydoc_show_class_members = False

toc_object_entries_show_parents = "hide"
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["fonts.css", "atlas.css"]
html_copy_source = False
# It would ask for each page that is found, which a browser refuses to pages of a disk.
html_show_search_summary = False
html_show_sphinx = False
pygments_style, pygments_dark_style = "friendly", "nord"


def setup(app: Sphinx) -> None:
    """Set tables as plain text: Pygments has no lexer for CSV."""
    app.add_lexer("csv", TextLexer)
