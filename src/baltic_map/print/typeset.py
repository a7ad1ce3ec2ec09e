"""The door to Typst, which sets tagged PDF: templates of the package, data as JSON, fonts of the font packages."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import matplotlib as mpl

from baltic_map.errors import AtlasError, MissingGlyphWarning
from baltic_map.print.typefaces import OMITTED, Face, cleaned, fonts

__all__ = ["UNTAGGED", "can_typeset", "require_typst", "typeset"]

UNTAGGED = 'The PDF is not tagged for screen readers: that takes Typst. Run pip install "baltic-map[book]".'
"""What is said of a plate where Typst is not installed."""

# What a reader of the screen is promised: tags, languages, titles, alternative texts.
_STANDARD = "ua-1"

# What of the data is not set.
_UNSEEN = {"alternative", "document", "fingerprint", "url", "work"}

_FACES = (Face("serif"), Face("sans"))
_FONT_PACKAGES = ("font_source_serif_pro", "font_source_sans_pro")


def can_typeset() -> bool:
    """Tell whether Typst is installed."""
    try:
        return find_spec("typst") is not None
    except ValueError:
        # Something else has its name.
        return False


def require_typst(what: str) -> None:
    """Refuse what takes Typst where it is not installed."""
    if not can_typeset():
        raise AtlasError(what, "it is set with Typst, which is not installed", 'Run pip install "baltic-map[book]"')


def typeset(template: str, data: Mapping[str, Any], pictures: Mapping[str, str], *, warns: bool = True) -> bytes:
    """
    Set a document.

    Parameters
    ----------
    template
        Name of a template beside this module, without its suffix.
    data
        What it reads as ``data.json``. It is never read as markup.
    pictures
        SVG by the names that the data call them.
    warns
        Whether it is told of which letters there are none.

    Returns
    -------
    pdf
        PDF/UA-1; the same data give the same bytes.

    Raises
    ------
    AtlasError
        If Typst is not installed, or cannot set it.
    """
    require_typst(template)
    # An extra; what is written of its types leaves files in memory out.
    typst: Any = import_module("typst")
    missing: dict[str, str] = {}
    told = json.dumps(_writable(dict(data), missing), ensure_ascii=False)
    for text, letters in missing.items() if warns else ():
        warnings.warn(MissingGlyphWarning(text, letters), stacklevel=2)
    files = {
        "main.typ": (resources.files(__package__) / f"{template}.typ").read_bytes(),
        "data.json": told.encode(),
        **{name: svg.encode() for name, svg in pictures.items()},
    }
    try:
        pdf = typst.compile(
            files, font_paths=_font_folders(), ignore_system_fonts=True, format="pdf", pdf_standards=_STANDARD
        )
    except typst.TypstError as error:
        raise AtlasError(template, f"Typst could not set it: {error}", "Tell the authors of baltic-map") from None
    return bytes(pdf)


def _writable(data: Any, missing: dict[str, str]) -> Any:
    """Leave out of texts what no font has, as on a plate; Typst would refuse it."""
    if isinstance(data, dict):
        return {key: each if key in _UNSEEN else _writable(each, missing) for key, each in data.items()}
    if isinstance(data, list):
        return [_writable(each, missing) for each in data]
    return _written(data, missing) if isinstance(data, str) else data


def _written(text: str, missing: dict[str, str]) -> str:
    text = cleaned(text)
    lacking = "".join(each for each in dict.fromkeys(text) if not each.isspace() and not _has(each))
    if not lacking:
        return text
    missing[text] = lacking
    return re.sub(f"[{re.escape(lacking)}]+", OMITTED, text)


@cache
def _has(letter: str) -> bool:
    return any(font.get_char_index(ord(letter)) for face in _FACES for font in fonts(face))


def _font_folders() -> list[str]:
    own = [str(resources.files(package) / "files") for package in _FONT_PACKAGES]
    return [*own, str(Path(mpl.get_data_path(), "fonts", "ttf"))]
