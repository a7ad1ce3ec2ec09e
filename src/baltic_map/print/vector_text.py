"""Lettering as text in SVG and PDF: as it stands on the plate, and found by whoever seeks it there."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from baltic_map.fonts import SANS, SERIF, print_file, webfont
from baltic_map.fonts import Face as FontFace
from baltic_map.print.shaped_text import ShapedText, advance
from baltic_map.print.typefaces import Face

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase

__all__ = ["finished_svg", "is_one_run", "is_svg", "named_svg", "write_pdf", "write_svg"]

# For programs that do not read the fonts of a file: the same type, if the machine has it.
_FAMILIES = {
    "serif": f"'{SERIF}','Source Serif 4','Source Serif Pro',Georgia,serif",
    "sans": f"'{SANS}','Source Sans 3','Source Sans Pro',Arial,sans-serif",
}
_CLASS = re.compile(r'<(?:text|tspan) class="([a-z]+)"[^>]*>([^<]*)')
_FACES = {
    f"{label_class[1:3]}{weight[0]}{style[0]}": Face(label_class, weight, style)
    for label_class in ("serif", "sans")
    for weight in ("normal", "semibold")
    for style in ("normal", "italic")
}
_NAMES = {face: name for name, face in _FACES.items()}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}

# Blanks between the sizes of one word would part it.
_BETWEEN = re.compile(r">\s+(<tspan|</text>)")
_PATH = re.compile(r' d="([^"]*)"')
_LONG, _BLANKS = re.compile(r"(\.\d\d)\d+"), re.compile(r"\s*([MLQCz])\s*")
_LINES = re.compile(r"([ML][^MLQCz]*)((?:L[^MLQCz]*)+)")


def is_svg(renderer: RendererBase) -> bool:
    """Tell whether what is drawn becomes SVG."""
    return hasattr(renderer, "writer")


def write_svg(
    renderer: Any,
    text: ShapedText,
    at: tuple[float, float],
    colour: str,
    *,
    align: str = "left",
    alpha: float | None = None,
    halo: tuple[str, float, float] | None = None,
) -> None:
    """
    Write a line of text into an SVG.

    Parameters
    ----------
    renderer
        Matplotlib's.
    text
        The line; it has a face.
    at
        Where its baseline begins, or its middle or its end if it is aligned so; points of the sheet.
    colour, alpha
        Ink and its opacity.
    align
        ``left``, ``center`` or ``right``.
    halo
        Colour, width and opacity of what lies around the letters.
    """
    x, y = at[0], renderer.height - at[1]
    shift = {"left": 0.0, "center": text.width / 2, "right": text.width}[align]
    look = {"fill": colour}
    if alpha is not None and alpha < 1:
        look["fill-opacity"] = f"{alpha:g}"
    if halo:
        color, width, share = halo
        look |= {"stroke": color, "stroke-width": f"{width:g}", "stroke-opacity": f"{share:g}"}
        look |= {"paint-order": "stroke", "stroke-linejoin": "round"}
    if text.angle:
        look["transform"] = f"rotate({-text.angle:.2f} {x:.2f} {y:.2f})"
    sizes = [(size, list(group)) for size, group in groupby(text.letters, lambda each: each[2])]
    name = _NAMES[text.face or Face()]
    spread = len(text.letters) > 1 and (len(sizes) > 1 or _is_tracked(text))
    if not spread:
        said = {"x": f"{x - shift:.2f}", "y": f"{y:.2f}", "font-size": f"{sizes[0][0] if sizes else 1:g}"}
        # Fonts that stand in must not run into what is beside.
        said |= {"textLength": f"{text.width:.2f}"} if len(text.letters) > 1 else {}
        renderer.writer.element("text", "".join(each for each, *_ in text.letters), {"class": name, **said, **look})
        return
    renderer.writer.start("text", {"class": name, "y": f"{y:.2f}", **look})
    for size, group in sizes:
        places = " ".join(f"{x - shift + place:.2f}" for _, place, _ in group)
        said = {"class": name, "x": places, "font-size": f"{size:g}"}
        renderer.writer.element("tspan", "".join(each for each, *_ in group), said)
    renderer.writer.end("text", indent=False)


def _is_tracked(text: ShapedText) -> bool:
    """Tell whether letters stand apart: the outline is wider than the letters and what kerns them."""
    size = text.letters[0][2]
    return text.width > advance("".join(each for each, *_ in text.letters), text.face or Face(), size) + size * 0.01


def is_one_run(text: ShapedText) -> bool:
    """Tell whether a line is its letters one after the other, as they were written, at one size."""
    words = "".join(each for each, *_ in text.letters)
    return words == text.text and len({size for *_, size in text.letters}) == 1 and not _is_tracked(text)


def write_pdf(renderer: Any, text: ShapedText, at: tuple[float, float], colour: str, alpha: float | None) -> None:
    """
    Write a line of text into a PDF.

    Parameters
    ----------
    renderer
        Matplotlib's.
    text
        The line; it has a face. Letters that stand apart, or are capitals in place of others, are marked with the
        words they are.
    at
        Where its baseline begins, points of the sheet.
    colour, alpha
        Ink and its opacity.
    """
    face = text.face or Face()
    gc = renderer.new_gc()
    gc.set_foreground(colour)
    if alpha is not None:
        gc.set_alpha(alpha)
    turn = math.radians(text.angle)
    words = "".join(each for each, *_ in text.letters)
    if is_one_run(text):
        renderer.draw_text(gc, *at, words, face.properties(text.letters[0][2]), text.angle)
    else:
        # Imported late: pixels need none of it, and it takes as long as half of a plate.
        from matplotlib.backends.backend_pdf import Name, Verbatim  # noqa: PLC0415

        span: Any = (Name("Span"), {"ActualText": f"{text.text} "}, Verbatim(b"BDC"))  # type: ignore[no-untyped-call]
        renderer.file.output(*span)
        for letter, place, size in text.letters:
            if not letter.isspace():
                x, y = at[0] + place * math.cos(turn), at[1] + place * math.sin(turn)
                renderer.draw_text(gc, x, y, letter, face.properties(size), text.angle)
        renderer.file.output(Verbatim(b"EMC"))  # type: ignore[no-untyped-call]
    gc.restore()


def finished_svg(data: str) -> bytes:
    """
    Give an SVG the fonts that its text is set in, cut down to its letters, and shorten its paths.

    Parameters
    ----------
    data
        What Matplotlib wrote.

    Returns
    -------
    data
        The file.
    """
    used: dict[str, set[str]] = {}
    for name, text in _CLASS.findall(data):
        used.setdefault(name, set()).update(re.sub(r"&\w+;", lambda found: _ENTITIES.get(found[0], ""), text))
    data = _BETWEEN.sub(r">\1", data)
    data = _PATH.sub(lambda found: f' d="{_shortened(found[1])}"', data)
    style = "".join(_rule(name, "".join(sorted(used[name]))) for name in sorted(used))
    return data.replace("<defs>", f"<style>{style}</style>\n <defs>", 1).encode()


def named_svg(data: str) -> str:
    """Give an SVG its fonts by name alone, for a program that has their files; and shorten its paths."""
    data = _PATH.sub(lambda found: f' d="{_shortened(found[1])}"', _BETWEEN.sub(r">\1", data))
    used = sorted({name for name, _ in _CLASS.findall(data)})
    return data.replace("<defs>", f"<style>{''.join(map(_look, used))}</style>\n <defs>", 1)


def _shortened(path: str) -> str:
    path = _BLANKS.sub(r"\1", _LONG.sub(r"\1", path))
    return _LINES.sub(lambda found: found[1] + found[2].replace("L", " "), path)


@lru_cache(maxsize=64)
def _rule(name: str, letters: str) -> str:
    face = _FACES[name]
    family = {"serif": SERIF, "sans": SANS}[face.label_class]
    weight = 600 if face.weight == "semibold" else 400
    cut = FontFace(family, weight, face.style, print_file(face.label_class, semibold=weight > 400, style=face.style))  # noqa: PLR2004
    data = base64.b64encode(webfont(cut, letters)).decode("ascii")
    looks: Mapping[str, object] = {"font-family": f'"{family}"', "font-style": face.style, "font-weight": weight}
    said = ";".join(f"{key}:{value}" for key, value in looks.items())
    return f'@font-face{{{said};src:url(data:font/woff2;base64,{data})format("woff2")}}\n{_look(name)}'


def _look(name: str) -> str:
    face = _FACES[name]
    weight = 600 if face.weight == "semibold" else 400
    own = f"font-family:{_FAMILIES[face.label_class]};font-style:{face.style};font-weight:{weight};white-space:pre"
    return f".{name}{{{own}}}\n"
