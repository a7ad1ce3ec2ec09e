"""
Keep the text of folium's layers text.

branca renders what a layer has written a second time, as a template: ``{{ … }}`` in the data of a layer would be run,
with all that Python can do. Here a layer's finished text is written so that no template is left in it, and reads the
same in the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from branca.element import Element

__all__ = ["make_literal"]

_SIGNS = "{%#"


def _in_script(text: str) -> str:
    """Break what begins a template, inside a string of JavaScript."""
    for sign in _SIGNS:
        text = text.replace("{" + sign, "{" + f"\\u{ord(sign):04x}")
    return text


def _in_markup(text: str) -> str:
    """Break what begins a template, in HTML."""
    for sign in _SIGNS:
        text = text.replace("{" + sign, "{" + f"&#{ord(sign)};")
    return text


_PARTS: dict[str, Callable[[str], str]] = {"header": _in_markup, "html": _in_markup, "script": _in_script}


class _Literal:
    """A layer's template, what it gives made literal."""

    def __init__(self, template: Any) -> None:
        self._template = template

    @cached_property
    def module(self) -> SimpleNamespace:
        """Its macros by name, as branca asks for them."""
        macros = self._template.module.__dict__
        known = {name: way for name, way in _PARTS.items() if name in macros}
        return SimpleNamespace(**{name: self._wrap(macros[name], way) for name, way in known.items()})

    @staticmethod
    def _wrap(macro: Callable[..., str], way: Callable[[str], str]) -> Callable[..., str]:
        return lambda *arguments: way(str(macro(*arguments)))

    def render(self, **values: Any) -> str:
        """Give all of it; a popup writes itself into a script this way."""
        return _in_script(str(self._template.render(**values)))


def make_literal(element: Element) -> None:
    """
    Have an element, and all that stands in it, write text that is no template any more.

    Parameters
    ----------
    element
        A map or a layer; what is added to it later is not covered.
    """
    for child in element._children.values():  # noqa: SLF001 - branca has no other way to ask
        make_literal(child)
    if not isinstance(element._template, _Literal):  # noqa: SLF001
        element._template = _Literal(element._template)  # type: ignore[assignment]  # noqa: SLF001
