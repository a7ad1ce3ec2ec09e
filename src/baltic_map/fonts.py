"""
The two typefaces, Source Serif and Source Sans (Adobe, SIL Open Font License 1.1), for the page and for print.

The page gets them as small subsets inside its style sheet, under names of their own as the licence asks of changed
fonts. Matplotlib gets the files as they are.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from baltic_map.errors import AtlasError
from baltic_map.kept import kept, name_of
from baltic_map.versions import version_of

__all__ = [
    "LETTERS",
    "SANS",
    "SERIF",
    "Face",
    "make_shipped",
    "print_file",
    "register_fonts",
    "web_faces",
    "webfont",
    "webfont_css",
]

"""How the files of cut fonts are called that come with an installation."""

SERIF = "Atlas Serif"
SERIF_UPRIGHT = "Atlas Serif Upright"
SANS = "Atlas Sans"

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_LATIN = (
    "ĀāĒēĪīŌōŪūČčĢģĶķĻļŅņŖŗŠšŽž"  # Latvian
    "ÄäÖöÕõÜüÅå"  # Estonian, Finnish
    "ĄąĘęĖėĮįŲų"  # Lithuanian
    "ĆćŁłŃńÓóŚśŹźŻż"  # Polish
    "ßÉéÈèÀàÇçÆæØø"  # German, and names in notes
)
_CYRILLIC = "".join(map(chr, range(0x410, 0x450))) + "Ёё"
_SIGNS = "\N{NO-BREAK SPACE}–—‘’‚“”„«»…·•×±−°′″§†‡№½¼¾≈≤≥←↑→↓"

LETTERS = _ASCII + _LATIN + _CYRILLIC + _SIGNS
"""What the pages' fonts are made for: five languages of the atlas, German, Russian, figures and signs."""

_ENGLISH = 0x409
_COPYRIGHT, _FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _LICENCE, _LICENCE_URL = 0, 1, 2, 3, 4, 6, 13, 14


@dataclass(frozen=True, slots=True)
class Face:
    """
    One face of a typeface.

    Parameters
    ----------
    family
        Its name in the page's style sheet.
    weight, style
        As CSS has them.
    file
        Its file in the font package.
    features
        OpenType features that the page may turn on. Kerning is always there.
    only
        Letters that it is cut down to, if not to all.
    """

    family: str
    weight: int
    style: str
    file: str
    features: tuple[str, ...] = ()
    only: str = ""


_FIGURES = ("lnum", "tnum", "onum", "pnum")
_SMALL_CAPITALS = ("smcp", "c2sc")

# Source Sans Pro has tabular lining figures and no features for them.
_WEB = (
    Face(SERIF, 400, "normal", "SourceSerifPro-Regular.ttf", (*_FIGURES, *_SMALL_CAPITALS)),
    Face(SERIF, 400, "italic", "SourceSerifPro-It.ttf"),
    Face(SERIF, 600, "normal", "SourceSerifPro-Semibold.ttf", _FIGURES),
    # The italics have no Cyrillic. A family without italics is slanted by the browser.
    Face(SERIF_UPRIGHT, 400, "normal", "SourceSerifPro-Regular.ttf", only=_CYRILLIC),
    Face(SANS, 400, "normal", "SourceSansPro-Regular.ttf"),
    Face(SANS, 600, "normal", "SourceSansPro-Semibold.ttf"),
)

# All that a kept style sheet may hold: the faces, in their order, and no text that could end the sheet.
_FACES = re.compile(
    "".join(
        rf'(@font-face\{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        r"font-display:block;src:url\(data:font/woff2;base64,[A-Za-z0-9+/]+={0,2}\)format\(\"woff2\"\)\}\n)"
        f"{'?' if face.only else ''}"
        for face in _WEB
    )
)

# The files of print, those of the pages among them, as they come from their packages.
_SHA256 = {
    "SourceSerifPro-Regular.ttf": "b4e0771f06d8f6573a535312762b0b2f4fb9a03372239e39b0e7cf203da8ea9a",
    "SourceSerifPro-It.ttf": "13e315bc49bd04ef89228db5fbc793e407d76f9ffadda4e5e08894fb474736eb",
    "SourceSerifPro-Semibold.ttf": "83cc8531f284efb749bbb54f9fb4a0e0450cba918a41df76fabb3a42f2f95899",
    "SourceSerifPro-SemiboldIt.ttf": "ce9ebf5f494bc17c2ec40f6cb8d80f80b5a15fa5e12559020581a7eda948cf92",
    "SourceSansPro-Regular.ttf": "b77f3a700edd0fc0dec73258f882d5c3926c77f5caf6800a201d2166568d2309",
    "SourceSansPro-It.ttf": "36133e9f508b0b4c639e84b2a09855350be0b13700ad729ab519aa78e5c48d20",
    "SourceSansPro-Semibold.ttf": "b440fd42fd5a54e1b252731deca9cc86604bee6ffa99281f5874c3476eb17eae",
    "SourceSansPro-SemiboldIt.ttf": "e7687a5558387aa42c340012f24adc6d447f43cfaf3974e75fd91fff6451fe79",
}


def web_faces() -> tuple[Face, ...]:
    """List the faces that the page's style sheet brings."""
    return _WEB


def webfont_css(text: str | None = None) -> str:
    """
    Write the faces as a style sheet that needs no other file.

    The page's policy has to allow ``font-src data:``.

    Parameters
    ----------
    text
        All that the page will ever show, to make the fonts smaller still: they then hold its letters and plain ASCII.
        By default they hold `LETTERS`.

    Returns
    -------
    css
        One ``@font-face`` rule for each face; the same letters give the same bytes.
    """
    letters = LETTERS if text is None else "".join(sorted({*text, *_ASCII}))
    return _css(letters)


@cache
def _css(letters: str) -> str:
    # Cutting takes seconds, the result depends on nothing but this.
    def made_by() -> tuple[str, ...]:
        return (version_of("fonttools"),)

    return kept("fonts", _made_from(letters), made_by, lambda: _cut(letters), str, _only_faces)


def _made_from(letters: str) -> tuple[str | bytes, ...]:
    # The code too: fonts that were cut for an editable installation stay when it changes.
    return letters, *map(repr, _WEB), Path(__file__).read_bytes()


def _cut(letters: str) -> str:
    return "".join(_rule(face, letters) for face in _WEB)


def make_shipped() -> tuple[str, str]:
    """
    Cut the fonts that come with an installation, when it is built.

    Returns
    -------
    name, css
        Under which name, without its ending, `webfont_css` looks for them in the folder of what is shipped; and what
        it then gives.
    """
    return name_of("fonts", _made_from(LETTERS)), _cut(LETTERS)


def _only_faces(css: str) -> str:
    """Refuse what is anything but the faces, since it goes into every page."""
    if not _FACES.fullmatch(css):
        raise ValueError(css[:100])
    return css


def _rule(face: Face, letters: str) -> str:
    if not _letters_of(face, letters):
        return ""
    data = base64.b64encode(webfont(face, letters)).decode("ascii")
    return (
        f'@font-face{{font-family:"{face.family}";font-style:{face.style};font-weight:{face.weight};'
        f'font-display:block;src:url(data:font/woff2;base64,{data})format("woff2")}}\n'
    )


def webfont(face: Face, letters: str = LETTERS) -> bytes:
    """
    Cut a face down to some letters.

    Parameters
    ----------
    face
        One of `web_faces`.
    letters
        What to keep. Letters that the face lacks are left to the next font of the page's list.

    Returns
    -------
    woff2
        The font, without hints, time stamps and unused features.

    Raises
    ------
    AtlasError
        If the font's file is missing, or not the one this version was tested with.
    """
    # Imported late: most uses of the package draw no page.
    from fontTools import subset  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options = subset.Options()
    options.layout_features = ["kern", *face.features]
    options.hinting = False
    options.glyph_names = False
    options.legacy_kern = False
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "DSIG", "GDEF", "meta"]

    # Where uharfbuzz is installed tables would be packed by it: the same, in other bytes.
    told = {"fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER": False}
    font = TTFont(_file(face.file), recalcTimestamp=False, cfg=told)
    # To prune the names fontTools would read every table of the font: they are taken out, and put back below.
    names = font["name"]
    del font["name"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=_letters_of(face, letters))
    subsetter.subset(font)
    font["name"] = names
    names.names = [
        name for name in names.names if name.nameID in {_COPYRIGHT, _LICENCE, _LICENCE_URL} and name.langID == _ENGLISH
    ]
    _rename(names, face)
    font.flavor = "woff2"
    buffer = io.BytesIO()
    font.save(buffer)
    font.close()
    return buffer.getvalue()


def _letters_of(face: Face, letters: str) -> str:
    """Leave out what a face is not cut for."""
    return "".join(each for each in letters if each in face.only) if face.only else letters


def _rename(names: Any, face: Face) -> None:
    # The licence reserves the name "Source" for the unchanged fonts.
    style = f"{face.weight} {face.style}"
    full = f"{face.family} {style}"
    for number, name in (
        (_FAMILY, face.family),
        (_STYLE, style),
        (_UNIQUE, full),
        (_FULL, full),
        (_POSTSCRIPT, full.replace(" ", "")),
    ):
        names.setName(name, number, 3, 1, _ENGLISH)


@cache
def register_fonts() -> tuple[str, str]:
    """
    Make the typefaces known to Matplotlib.

    Regular, italic and semibold (``weight="semibold"``).

    Returns
    -------
    serif, sans
        The names for ``fontfamily``.

    Raises
    ------
    AtlasError
        If a font's file is missing, or not the one this version was tested with.
    """
    from matplotlib import font_manager  # noqa: PLC0415 - a page does without

    for name in _SHA256:
        font_manager.fontManager.addfont(_file(name))
    return "Source Serif Pro", "Source Sans Pro"


def print_file(label_class: str, *, semibold: bool, style: str) -> str:
    """Name the file of a face of print."""
    cut = {(False, "normal"): "Regular", (False, "italic"): "It", (True, "normal"): "Semibold"}
    return f"Source{label_class.capitalize()}Pro-{cut.get((semibold, style), 'SemiboldIt')}.ttf"


def _file(name: str) -> Path:
    package = "font_source_serif_pro" if name.startswith("SourceSerif") else "font_source_sans_pro"
    try:
        path = Path(str(resources.files(package) / "files" / name))
    except ModuleNotFoundError:
        path = Path(package, name)
    install = f"{package.replace('_', '-')}==0.0.1"
    if not path.is_file():
        raise AtlasError(name, "the font is not installed", f"Run pip install {install}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != _SHA256[name]:
        hint = f"Run pip install --force-reinstall {install}"
        raise AtlasError(name, "not the file this version was tested with", hint)
    return path
