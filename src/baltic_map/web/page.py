"""A folium map that needs no network: everything it uses is inside its own file."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink, MacroElement
from folium.template import Template

from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically
from baltic_map.fonts import webfont_css
from baltic_map.web.bundle import begin_js, leaflet_css, leaflet_js, script, style
from baltic_map.web.literal import literal
from baltic_map.web.plain import plain_page

__all__ = ["OfflineFigure", "OfflineMap", "SceneElement", "as_json"]


_ENDS = re.compile(r"<(/script|!--)", re.IGNORECASE)


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


def as_json(data: Mapping[str, Any]) -> str:
    """
    Write data for an element of a page.

    Parameters
    ----------
    data
        What ``json.dumps`` takes.

    Returns
    -------
    text
        JSON that cannot end the element it stands in.

    Raises
    ------
    AtlasError
        If a number of it is infinite or none, which JSON does not have and no page can read.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise AtlasError("page", "a number of its data is not finite", "Run check on the atlas") from None
    # "<" would let a text end the element it stands in; as JSON escape it is the same text.
    return text.replace("<", "\\u003c")


def packed(data: Mapping[str, Any]) -> str:
    """
    Write data for an element of a page in few bytes.

    Parameters
    ----------
    data
        What ``json.dumps`` takes.

    Returns
    -------
    text
        JSON, deflated (RFC 1950), in base64; ``static/data/unpack.js`` reads it.

    Raises
    ------
    AtlasError
        As `as_json`.
    """
    return base64.b64encode(zlib.compress(as_json(data).encode(), 9)).decode()


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
        # Only what this package puts there may run: a script that got into the page with a text is none of them.
        own = [
            child.script
            for part in (self.header, self.html)
            for child in part._children.values()  # noqa: SLF001
            if isinstance(child, OwnScript)
        ]
        # A text of a layer must not end the script it stands in: inside a string the backslash says nothing.
        body = _ENDS.sub(r"<\\\1", parts["script"])
        scripts = [begin_js(), leaflet_js(), f"\nbalticBegin();\n{body}\n", *own]
        hashes = " ".join(f"'sha256-{_sha256(text)}'" for text in scripts)
        policy = (
            f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
            "font-src data:; base-uri 'none'; form-action 'none'"
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{html.escape(self.lang)}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            # Without an icon of its own the browser asks for one.
            f'<link rel="icon" href="data:,">\n<title>{html.escape(str(self.title))}</title>\n'
            f"<script>{scripts[0]}</script>\n<style>{leaflet_css()}\n{style('css/plain.css')}</style>\n"
            f"<script>{scripts[1]}</script>\n{parts['header']}\n</head>\n"
            f"<body>\n{plain_page(str(self.title), self.lang, self.texts.values())}\n{parts['html']}\n"
            f"<script>{scripts[2]}</script>\n</body>\n</html>\n"
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
        """
        page, title = html.escape(self.render(**kwargs)), html.escape(str(self.title))
        frame = (
            f'<iframe title="{title}" srcdoc="{page}" width="{self.width}" '
            f'height="{self.height}" style="border:none" allowfullscreen></iframe>'
        )
        return frame.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


class OfflineMap(folium.Map):
    """
    A real ``folium.Map`` whose page requests nothing.

    Parameters
    ----------
    title, lang
        Title and language of the page.
    options
        Passed on to ``folium.Map``; there are no tiles.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>html, body { margin: 0; height: 100%; } #{{ this.get_name() }} { inset: 0; }</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
        {# In a frame that is not shown Firefox knows no styles but these, and Leaflet would take another position. #}
        <div class="folium-map" id="{{ this.get_name() }}" style="position: absolute;"></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, title: str = "Map", lang: str = "en", **options: Any) -> None:
        super().__init__(tiles=None, **options)
        # On the instance: add_js_link and the class lists would change every other map of the process.
        self.default_js = []
        self.default_css = []
        OfflineFigure(title, lang).add_child(self)

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
        data = packed(self._data)
        call = f'balticMap.start({parent.get_name()}, document.getElementById("{name}").textContent);'
        # The faces are read while the rest of the page is: nothing is lettered without them.
        faces = "for (const face of document.fonts) face.load();"
        if isinstance(figure, OfflineFigure):
            figure.texts[name] = self._text
        figure.header.add_child(Verbatim(f"<style>{webfont_css()}\n{style()}</style>"), name="scene_style")
        figure.header.add_child(OwnScript(faces), name="scene_faces")
        figure.html.add_child(Verbatim(f'<script type="application/zlib" id="{name}">{data}</script>'), name=name)
        figure.script.add_child(Verbatim(script()), name="scene_script")
        figure.script.add_child(Verbatim(call), name=name)
        return ""
