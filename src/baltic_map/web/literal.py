"""
Keep the text of folium's layers text.

What a layer has rendered, its data in it, branca makes an element of, and an element's text is a template: ``{{…}}``
in the data would be run, with all that Python can do. While a map is rendered literally, an element's text is compiled
to a template that gives just that text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from branca.element import Element, IFrame

__all__ = ["literal"]

_IS_LITERAL = ContextVar("literal", default=False)

# A brace that would begin a template.
_BEGINS = re.compile(r"\{(?=[{%#])")


@contextmanager
def literal(root: Element) -> Iterator[None]:
    """
    Take as text what elements are made of.

    Parameters
    ----------
    root
        What is rendered meanwhile. The pages of its frames, which a popup may hold, are text from now on.

    Yields
    ------
    None
        While it lasts, in this thread or task only.
    """
    for frame in _frames(root):
        frame._children.update((name, _text(child)) for name, child in frame._children.items())  # noqa: SLF001
    token = _IS_LITERAL.set(True)
    try:
        yield
    finally:
        _IS_LITERAL.reset(token)


def _frames(element: Element) -> Iterator[IFrame]:
    if isinstance(element, IFrame):
        yield element
    # A popup keeps what it shows apart from its children.
    shown = getattr(element, "html", None)
    inner = [shown] if isinstance(shown, Element) else []
    for child in (*element._children.values(), *inner):  # noqa: SLF001 - branca has no other way to ask
        yield from _frames(child)


class _Text(Element):
    """The page of a frame, as it was written."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: object) -> str:
        return self.text


def _text(element: Element) -> Element:
    text = element._template_str  # noqa: SLF001
    return _Text(text) if type(element) is Element and text is not None else element


def _escaped(text: str) -> str:
    return _BEGINS.sub("{{ '{' }}", text)


_make = Element.__init__


def _make_literally(self: Element, template: str | None = None, template_name: str | None = None) -> None:
    _make(self, _escaped(template) if template is not None and _IS_LITERAL.get() else template, template_name)


# There is no narrower place: each layer makes its own elements while it is rendered. Outside `literal` nothing changes.
Element.__init__ = _make_literally  # type: ignore[method-assign]
