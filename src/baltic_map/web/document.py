"""A page as text: what stands in its head and its body, and its policy. What draws a scene needs no folium for it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from baltic_map.errors import AtlasError
from baltic_map.fonts import webfont_css
from baltic_map.web.bundle import begin_js, leaflet_css, leaflet_js, pack, script, shared, style
from baltic_map.web.packed_data import as_letters, without_repeats
from baltic_map.web.plain import plain_page

__all__ = ["Parts", "as_json", "map_parts", "packed", "scene_page", "scene_parts", "write_document"]

# A float of MessagePack whose exponent is the one of infinities and of what is no number. Other bytes may look like it.
_NOT_FINITE = re.compile(rb"\xcb[\x7f\xff][\xf0-\xff]")

_ENDS = re.compile(r"<(/script|!--)", re.IGNORECASE)

# What branca counts when it writes a scene on a map: the figure, the map, the scene.
_MAP, _SCENE = "map_2", "scene_3"

# Ids of what pages share, packed, and of the script of this page, which is run after it.
_LIBRARY, _MAIN = "page-library", "page-script"

# Things of a list that is looked through at once.
_MANY = 100

# Of deflate. The highest takes twice as long, for a fiftieth.
_LEVEL = 5

# The faces are read while the rest of the page is: nothing is lettered without them.
_FACES = "for (const face of document.fonts) face.load();"


class Parts(Struct, frozen=True):
    """What an element puts into the head, the body and the script of a page, and a script of its own in the head."""

    header: str
    html: str
    script: tuple[str, ...]
    own: str = ""


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
    # "<" would let a text end the element it stands in; as JSON escape it is the same text.
    return b"".join(_json(data)).decode().replace("<", "\\u003c")


def _json(value: Any, depth: int = 4) -> Iterator[bytes]:
    """Write data in pieces, none of which needs much room."""
    if depth and isinstance(value, dict | list) and 0 < len(value) < _MANY:
        begin, end = (b"{", b"}") if isinstance(value, dict) else (b"[", b"]")
        for at, each in enumerate(value):
            yield b"," if at else begin
            if isinstance(value, dict):
                yield msgspec.json.encode(str(each)) + b":"
            yield from _json(value[each] if isinstance(value, dict) else each, depth - 1)
        yield end
        return
    # As JSON, msgspec writes null for a number that is not finite; as MessagePack, a number whose bytes can be told.
    if _NOT_FINITE.search(msgspec.msgpack.encode(value)):
        try:
            json.dumps(value, allow_nan=False)
        except ValueError:
            raise AtlasError("page", "a number of its data is not finite", "Run check on the atlas") from None
    yield msgspec.json.encode(value)


def packed(data: Mapping[str, Any]) -> str:
    """
    Write data for the page's script.

    Parameters
    ----------
    data
        What ``json.dumps`` takes.

    Returns
    -------
    text
        JSON without repetition, deflated (RFC 1950), in letters; ``static/data/unpack.js`` reads it.

    Raises
    ------
    AtlasError
        As from `as_json`.
    """
    deflate = zlib.compressobj(_LEVEL)
    pieces = [deflate.compress(each) for each in _json(without_repeats(data))]
    return as_letters(b"".join([*pieces, deflate.flush()]))


def map_parts(name: str, center: Sequence[float], crs: str, options: str) -> Parts:
    """Write a Leaflet map that fills the page; the options are JavaScript."""
    return Parts(
        f"<style>html, body {{ margin: 0; height: 100%; }} #{name} {{ inset: 0; }}</style>",
        # In a frame that is not shown Firefox knows no styles but these, and Leaflet would take another position.
        f'<div class="folium-map" id="{name}" style="position: absolute;"></div>',
        (f'var {name} = L.map("{name}", {{ center: {list(center)}, crs: L.CRS.{crs}, ...{options} }});',),
    )


def scene_parts(name: str, parent: str, data: Mapping[str, Any], *, alone: bool = False) -> Parts:
    """Write a scene on a map: its data, and (if not `alone`) the style sheet and the script that draws it."""
    return Parts(
        f"<style>{webfont_css()}</style>\n{'' if alone else _sheet()}",
        f'<script type="application/zlib" id="{name}">{packed(data)}</script>',
        ("" if alone else script(), f'balticMap.start({parent}, "{name}");'),
        _FACES,
    )


def scene_page(
    title: str, lang: str, center: Sequence[float], options: Mapping[str, Any], data: Mapping[str, Any], text: str
) -> str:
    """
    Write the page of a scene.

    Parameters
    ----------
    title, lang
        Title and language of the page.
    center, options
        Latitude and longitude; what Leaflet's map is told besides.
    data
        What `baltic_map.web.page_data.page_data` made.
    text
        The same in words, as markup.

    Returns
    -------
    page
        The same bytes as a `baltic_map.web.page.OfflineMap` with that scene and nothing else on it.
    """
    told = "{\n" + "".join(f'  "{name}": {json.dumps(value)},\n' for name, value in options.items()) + "}"
    ground, scene = map_parts(_MAP, center, "EPSG3857", told), scene_parts(_SCENE, _MAP, data, alone=True)
    header = _under_each_other(ground.header, scene.header, f"<script>{scene.own}</script>")
    body = _under_each_other(ground.html, scene.html)
    main = _without_ends(_under_each_other(*ground.script, *scene.script))
    return _document(title, lang, (text,), header, body, main, (scene.own,), _shared())


def _under_each_other(*texts: str) -> str:
    """Join texts as branca does."""
    return "".join(f"\n    {text}" for text in texts)


def write_document(
    title: str, lang: str, texts: Iterable[str], header: str, body: str, script_: str, own: Iterable[str]
) -> str:
    """
    Write a page that requests nothing, with a strict content security policy.

    Parameters
    ----------
    title, lang
        Title and language of the page.
    texts
        What it says in words where its script does not run: markup.
    header, body, script_
        Markup for the head and the body, and what runs when both are there.
    own
        Scripts that stand in head or body and may run: one that got into the page with a text is none of them.

    Returns
    -------
    page
        HTML.
    """
    main = _without_ends(script_)
    library, known = [leaflet_js()], (script(), script("app/standalone.js", "balticTime"))
    for each in known:
        if each in main:
            main = main.replace(each, "")
            library.append(each)
    sheet = _sheet()
    packed_library = _packed_library(sheet in header, tuple(library))
    return _document(title, lang, texts, header.replace(sheet, ""), body, main, own, packed_library)


def _without_ends(text: str) -> str:
    """Let a text of a layer not end the script it stands in: inside a string the backslash says nothing."""
    return _ENDS.sub(r"<\\\1", text)


def _sheet() -> str:
    return f"<style>{style()}</style>"


def _document(
    title: str,
    lang: str,
    texts: Iterable[str],
    header: str,
    body: str,
    main: str,
    own: Iterable[str],
    library: tuple[str, str],
) -> str:
    """Write a page of all its parts; of the library, what stands in the page and the hash of its scripts."""
    code, code_hash = library
    scripts = [begin_js(), f'balticBegin("{_LIBRARY}", "{_MAIN}");', *own]
    hashes = " ".join(f"'sha256-{each}'" for each in [*map(_sha256, scripts), code_hash, _sha256(main)])
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        # Without an icon of its own the browser asks for one.
        f'<link rel="icon" href="data:,">\n<title>{html.escape(title)}</title>\n'
        f"<script>{scripts[0]}</script>\n<style>{style('css/plain.css')}</style>\n"
        f"{header}\n</head>\n"
        f"<body>\n{plain_page(title, lang, texts)}\n{body}\n"
        f'<script type="application/zlib" id="{_LIBRARY}">{code}</script>\n'
        f'<script type="text/plain" id="{_MAIN}">{main}</script>\n'
        f"<script>{scripts[1]}</script>\n</body>\n</html>\n"
    )


@cache
def _shared() -> tuple[str, str]:
    """Give the library of a page with a scene and nothing else."""
    packed_, scripts = shared()
    return as_letters(packed_), _sha256(scripts)


@cache
def _packed_library(dressed: bool, scripts: tuple[str, ...]) -> tuple[str, str]:  # noqa: FBT001
    """Pack what pages share: their style sheet, and the scripts that stand before their own."""
    sheets = (leaflet_css(), style()) if dressed else (leaflet_css(),)
    return as_letters(pack(sheets, scripts)), _sha256("".join(scripts))


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
