"""A folium map that needs no network: everything it uses is inside its own file."""

from __future__ import annotations

import html
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template, tojavascript

from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically
from baltic_map.web.document import map_parts, scene_parts, write_document
from baltic_map.web.literal import literal

__all__ = ["OfflineFigure", "OfflineMap", "SceneElement"]


class Verbatim(Element):
    """Text that goes into the page as it is; branca would read ``{{`` in it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self._text = text

    def render(self, **_: Any) -> str:
        """Give the text."""
        return self._text


class OwnScript(Verbatim):
    """A script of this package in the head or the body: the page's policy allows it."""

    def __init__(self, script: str) -> None:
        super().__init__(f"<script>{script}</script>")
        self.script = script


class OfflineFigure(Figure):
    """
    A branca figure with nothing outside it, a strict content security policy, and the same bytes each time.

    Scripts run that stand in ``figure.script``, where folium's layers write theirs, and the package's own; a script
    that an element puts into the head or the body does not. The text of layers is never read as a template.

    Parameters
    ----------
    title
        Title of the page.
    lang
        Its language.

    Attributes
    ----------
    texts
        What the page says in words where its script does not run: markup, by the name of the element that tells it.
    """

    def __init__(self, title: str = "Map", lang: str = "en") -> None:
        super().__init__(title=title, height="680px")
        self.lang = lang
        self.texts: dict[str, str] = {}
        self.header._children.clear()  # noqa: SLF001 - branca's own meta tag; ours comes first in the head

    def render(self, **kwargs: Any) -> str:
        """
        Write the page.

        Parameters
        ----------
        kwargs
            Passed on to the elements.

        Returns
        -------
        page
            HTML that requests nothing.

        Raises
        ------
        AtlasError
            If an element of the map would load a script or a style sheet from elsewhere.
        """
        with literal(self):
            for child in self._children.values():
                child.render(**kwargs)
        for name, child in self.header._children.items():  # noqa: SLF001
            if isinstance(child, (JavascriptLink, CssLink)):
                raise AtlasError(
                    f"map element {name!r}", f"it loads {child.url}", "Leave it out: this page works without a network"
                )
        parts = {part: getattr(self, part).render(**kwargs) for part in ("header", "html", "script")}
        for number, key in enumerate(dict.fromkeys(self._ids()), start=1):
            parts = {part: text.replace(key, str(number)) for part, text in parts.items()}
        own = (
            child.script
            for part in (self.header, self.html)
            for child in part._children.values()  # noqa: SLF001
            if isinstance(child, OwnScript)
        )
        return write_document(
            str(self.title), self.lang, self.texts.values(), parts["header"], parts["html"], parts["script"], own
        )

    def _ids(self) -> Iterator[str]:
        """Yield the random ids branca gave the elements, in the order of the tree."""
        stack: list[Element] = [self.script, self.html, self.header, self]
        while stack:
            element = stack.pop()
            yield element._id  # noqa: SLF001
            stack += reversed(element._children.values())  # noqa: SLF001

    def _repr_html_(self, **kwargs: Any) -> str:
        """
        Show the page in a notebook, in a frame of its own.

        The markup is ASCII: in a host page of another code page each letter else would be another one, and the policy
        would refuse the scripts.

        No picture is given beside it. nbconvert, offered both, takes HTML; where that is stripped afterwards the
        picture, which takes seconds to draw, would not be seen. A plate in a cell of its own is.
        """
        page, title = html.escape(self.render(**kwargs)), html.escape(str(self.title))
        frame = (
            f'<iframe title="{title}" srcdoc="{page}" width="{self.width}" '
            f'height="{self.height}" style="border:none" allowfullscreen></iframe>'
        )
        return frame.encode("ascii", "xmlcharrefreplace").decode("ascii")


class OfflineMap(folium.Map):
    """
    A real ``folium.Map`` whose page requests nothing.

    Parameters
    ----------
    title, lang
        Title and language of the page.
    options
        Passed on to ``folium.Map``; there are no tiles.

    Examples
    --------
    >>> import folium
    >>> from baltic_map import OfflineMap
    >>> page = OfflineMap("Towns", location=[58, 25], zoom_start=6)
    >>> town = folium.Marker([58.38, 26.72], popup="Tartu").add_to(page)
    >>> page.save("towns.html")
    """

    _template = Template("")

    def __init__(self, title: str = "Map", lang: str = "en", **options: Any) -> None:
        super().__init__(tiles=None, **options)
        # On the instance: add_js_link and the class lists would change every other map of the process.
        self.default_js = []
        self.default_css = []
        OfflineFigure(title, lang).add_child(self)

    def render(self, **kwargs: Any) -> Any:
        """Put map, style and script into the figure, past branca's templates, and what stands on the map."""
        figure: Any = self.get_root()
        name = self.get_name()
        parts = map_parts(name, self.location, self.crs, tojavascript(self.options))
        for part, text in ((figure.header, parts.header), (figure.html, parts.html), (figure.script, parts.script[0])):
            part.add_child(Verbatim(text), name=name)
        return super().render(**kwargs)  # type: ignore[no-untyped-call]

    def save(self, outfile: str | bytes | Path | BinaryIO, close_file: bool = True, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
        """
        Save the page as one file, whole or not at all.

        Parameters
        ----------
        outfile
            Path, or an open binary file.
        close_file
            Whether to close a file that was given open.
        kwargs
            Passed on to the elements.

        Raises
        ------
        AtlasError
            If the file cannot be written.
        """
        page = self.get_root().render(**kwargs).encode()
        if isinstance(outfile, (str, bytes, Path)):
            write_atomically(Path(os.fsdecode(outfile)), page)
            return
        outfile.write(page)
        if close_file:
            outfile.close()


class SceneElement(MacroElement):
    """
    A plate on a map: its data, the style sheet, and the script that draws it.

    Parameters
    ----------
    data
        What `baltic_map.web.page_data.page_data` made.
    text
        The same in words, as markup.
    """

    def __init__(self, data: dict[str, Any], text: str = "") -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Scene"
        self._data = data
        self._text = text

    def render(self, **_: Any) -> str:
        """Put data, style and script into the figure, past branca's templates."""
        figure, name, parent = self.get_root(), self.get_name(), self._parent
        if not isinstance(figure, Figure) or parent is None:
            raise AtlasError("scene", "it stands on no map", "Add it to a map with add_to")
        parts = scene_parts(name, parent.get_name(), self._data)
        if isinstance(figure, OfflineFigure):
            figure.texts[name] = self._text
        figure.header.add_child(Verbatim(parts.header), name="scene_style")
        figure.header.add_child(OwnScript(parts.own), name="scene_faces")
        figure.html.add_child(Verbatim(parts.html), name=name)
        for script, key in zip(parts.script, ("scene_script", name), strict=True):
            figure.script.add_child(Verbatim(script), name=key)
        return ""
