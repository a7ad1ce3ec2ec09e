"""Names of the map as text in SVG and PDF."""

from __future__ import annotations

import base64
import io
import re
import zlib
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont

from baltic_map.atlas import open_atlas
from baltic_map.print.vector_text import finished_svg
from baltic_map.snapshot import Snapshot
from tests.variants import first

SVG = "{http://www.w3.org/2000/svg}"
# In Latin and in Cyrillic letters a state in tracked capitals, a town, and a word of the panel.
NAMES = {
    "lt": ("Lietuva", "Šiauliai", "Sutartiniai ženklai"),
    "ru": ("Литва", "Шяуляй", "Статус территорий"),
}


@pytest.mark.parametrize("lang", first(1, ["ru", "lt"]))
def test_an_svg_holds_its_text_and_the_letters_it_is_set_in(lang: str) -> None:
    plates = Snapshot(open_atlas(), lang, dpi=40)
    data = plates.render("1940-06-16", "svg")
    assert len(data) < 2_200_000
    root = ET.fromstring(data)  # noqa: S314 - of our own making
    lines = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
    state, town, words = NAMES[plates.scene.lang]
    assert state.upper() in lines
    assert town in lines
    assert words in lines or words.upper() in lines
    style = root.find(f"{SVG}style")
    assert style is not None
    rules = re.findall(r"base64,([^)]*)\)format\(\"woff2\"\)\}\n\.(\w+)\{", str(style.text))
    fonts = {name: set(TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()) for font, name in rules}
    for each in root.iter():
        name, text = each.get("class"), each.text or ""
        if each.tag in {f"{SVG}text", f"{SVG}tspan"} and name and text.strip():
            assert set(map(ord, text)) <= fonts[name], text


@pytest.mark.long
@pytest.mark.parametrize("lang", ["lt", "ru"])
def test_a_pdf_holds_the_words_of_tracked_names(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    plates = Snapshot(open_atlas(), lang, dpi=40)
    # As Matplotlib writes it; a tagged one: test_book.py.
    monkeypatch.setattr("baltic_map.snapshot.can_typeset", lambda: False)
    data = plates.render("1940-06-16", "pdf")
    streams = [
        zlib.decompressobj().decompress(part) for part in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL)
    ]
    spans = [span for each in streams for span in re.findall(rb"/ActualText (\(.*?[^\\]\)) ?>>", each, re.DOTALL)]
    state, _, _ = NAMES[plates.scene.lang]
    # As Matplotlib writes strings: in UTF-16, some bytes escaped.
    wanted = f"{state} ".encode("utf-16-be")
    assert any(wanted in re.sub(rb"\\([()\\])", rb"\1", span) for span in spans) or any(
        f"{state} ".encode("ascii", "ignore") in span for span in spans if state.isascii()
    )


def test_paths_are_written_in_few_letters() -> None:
    data = '<svg><defs/><path d="M 1.23456 2  L 3.5 4.000001  L 5 6  Q 1 2 3 4  L 7 8 z "/></svg>'.replace(
        "<defs/>", "<defs></defs>"
    )
    assert b'd="M1.23 2 3.5 4.00 5 6Q1 2 3 4L7 8z"' in finished_svg(data)
