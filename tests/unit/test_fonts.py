"""The typefaces of page and print."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from baltic_map import fonts, kept
from baltic_map.errors import AtlasError
from baltic_map.fonts import SANS, SERIF, SERIF_UPRIGHT, Face, register_fonts, web_faces, webfont, webfont_css

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LATIN = "ŠšŽžČčĢģĶķĻļŅņŪūĀāĒēĪīÕõÄäÖöÜüĄąĘęĖėĮįŲųŁłŃńÓóŚśŹźŻżß"
SIGNS = "0123456789 –—“”„«»×°·…’−"
CYRILLIC = "АБЯабяЁё"
FACES = pytest.mark.parametrize(
    "face",
    [face for face in web_faces() if not face.only],
    ids=lambda face: f"{face.family} {face.weight} {face.style}",
)


@functools.cache
def cut(face: Face) -> bytes:
    """Cut a face once for all tests that read it."""
    return webfont(face)


def opened(face: Face) -> TTFont:
    return TTFont(io.BytesIO(cut(face)))


def features(font: TTFont) -> set[str]:
    return {record.FeatureTag for table in ("GSUB", "GPOS") if table in font for record in _features(font, table)}


def _features(font: TTFont, table: str) -> list:
    return font[table].table.FeatureList.FeatureRecord


@FACES
def test_a_face_has_every_letter_of_the_region(face: Face) -> None:
    held = opened(face).getBestCmap()
    assert [shape_text for shape_text in LATIN + SIGNS if ord(shape_text) not in held] == []


@FACES
def test_all_but_the_italic_have_cyrillic_and_arrows(face: Face) -> None:
    held = opened(face).getBestCmap()
    assert {ord(shape_text) in held for shape_text in CYRILLIC + "←→№"} == {face.style == "normal"}


def test_what_the_italic_lacks_stands_in_a_family_that_browsers_slant() -> None:
    (upright,) = (face for face in web_faces() if face.only)
    assert set(opened(upright).getBestCmap()) == {*range(0x410, 0x450), ord("Ё"), ord("ё")}
    assert [face.style for face in web_faces() if face.family == SERIF_UPRIGHT] == ["normal"]


@FACES
def test_a_face_draws_its_letters(face: Face) -> None:
    font = opened(face)
    glyphs, held = font["glyf"], font.getBestCmap()
    assert [shape_text for shape_text in LATIN if glyphs[held[ord(shape_text)]].numberOfContours == 0] == []


@FACES
def test_figures_stand_in_columns(face: Face) -> None:
    font = opened(face)
    held, widths = font.getBestCmap(), font["hmtx"].metrics
    assert len({widths[held[ord(figure)]][0] for figure in "0123456789"}) == 1


@FACES
def test_a_face_keeps_kerning_and_what_it_promises(face: Face) -> None:
    assert features(opened(face)) == {"kern", *face.features}


def test_the_serif_has_small_capitals() -> None:
    (serif,) = (face for face in web_faces() if "smcp" in face.features)
    assert (serif.family, serif.weight, serif.style) == (SERIF, 400, "normal")
    font = opened(serif)
    lookups = font["GSUB"].table.LookupList.Lookup
    # Older fonttools keep a record for each script.
    records = [record for record in _features(font, "GSUB") if record.FeatureTag == "smcp"]
    replaced = {
        glyph
        for record in records
        for index in record.Feature.LookupListIndex
        for table in lookups[index].SubTable
        for glyph in getattr(table, "ExtSubTable", table).mapping
    }
    held = font.getBestCmap()
    assert [shape_text for shape_text in "aeioušžčģķļņūāēīõäöüąęėįų" if held[ord(shape_text)] not in replaced] == []


@FACES
def test_a_changed_font_does_not_bear_the_reserved_name(face: Face) -> None:
    names = opened(face)["name"]
    assert names.getDebugName(1) == face.family
    assert [record.nameID for record in names.names if record.nameID < 7 and "Source" in record.toUnicode()] == [0]
    assert "Open Font License" in names.getDebugName(13)


def test_the_style_sheet_names_each_face_and_asks_for_no_file() -> None:
    css = webfont_css()
    rules = re.findall(
        r'@font-face\{font-family:"(.*?)";font-style:(\w+);font-weight:(\d+);font-display:block;'
        r'src:url\(data:font/woff2;base64,([A-Za-z0-9+/=]+)\)format\("woff2"\)\}\n',
        css,
    )
    assert [rule[:3] for rule in rules] == [
        (SERIF, "normal", "400"),
        (SERIF, "italic", "400"),
        (SERIF, "normal", "600"),
        (SERIF_UPRIGHT, "normal", "400"),
        (SANS, "normal", "400"),
        (SANS, "normal", "600"),
    ]
    assert {base64.b64decode(rule[3])[:4] for rule in rules} == {b"wOF2"}
    assert css.count("url(") == len(rules)
    assert len(css) < 145_000


def test_letters_not_shown_are_left_out() -> None:
    css = webfont_css("Eesti – õ")
    assert len(css) < 0.6 * len(webfont_css())
    few = "".join(sorted({*"Eesti – õ", *map(chr, range(0x20, 0x7F))}))
    held = TTFont(io.BytesIO(webfont(web_faces()[0], few))).getBestCmap()
    assert ord("õ") in held
    assert ord("ß") not in held
    assert webfont_css("õõ Eesti–") == css


def test_another_process_makes_the_same_bytes() -> None:
    text = "Valga–Ķemeri"
    script = f"import sys; from baltic_map.fonts import webfont_css; sys.stdout.write(webfont_css({text!r}))"
    again = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1"},
    )
    assert again.stdout == webfont_css(text)


def test_the_same_bytes_whatever_packs_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = webfont(web_faces()[1])

    class HarfBuzz:
        RepackerError = ValueError

        @staticmethod
        def repack(*_: object) -> bytes:
            pytest.fail("tables are packed by what may be installed or not")

    monkeypatch.setattr("fontTools.ttLib.tables.otBase.have_uharfbuzz", True)
    monkeypatch.setattr("fontTools.ttLib.tables.otBase.hb", HarfBuzz, raising=False)
    assert webfont(web_faces()[1]) == cut


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give an empty cache, and forget what this process has made."""
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path)
    # Cutting takes seconds; what it gives is not what these tests are about.
    monkeypatch.setattr(fonts, "webfont", lambda face, letters: f"{face.file} {letters}".encode())
    fonts._css.cache_clear()
    yield tmp_path
    fonts._css.cache_clear()


def again() -> str:
    fonts._css.cache_clear()
    return webfont_css("abc")


def test_a_kept_style_sheet_is_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    css = again()
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(fonts, "webfont", None)
    assert again() == css


def poisoned(text: str) -> str:
    css = text.partition("\n")[2] + "</style><script>alert(1)</script>\n"
    return f"sha256 {hashlib.sha256(css.encode()).hexdigest()}\n{css}"


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-100]),
        lambda path: path.write_bytes(path.read_bytes() + b"\n"),
        lambda path: path.write_bytes(b"\xff\xfe"),
        lambda path: path.write_text(path.read_text().replace("base64,U", "base64,V", 1)),
        lambda path: path.write_text(poisoned(path.read_text())),
        lambda path: path.write_text("sha256 \n</style><script>alert(1)</script>"),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: (path.unlink(), path.symlink_to(path.name)),
    ],
    ids=["empty", "cut", "longer", "bytes", "changed", "script", "script only", "folder", "pipe", "loop"],
)
def test_a_damaged_cache_is_not_used(cache: Path, damage: Callable[[Path], object]) -> None:
    css = again()
    damage(next(cache.iterdir()))
    assert again() == css


@pytest.mark.usefixtures("cache")
def test_without_a_home_there_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_: object, **__: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    css = again()
    monkeypatch.setattr(kept, "user_cache_path", homeless)
    assert again() == css


def test_an_unwritable_cache_does_not_stop_a_build(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    css = again()
    (cache / "file").write_text("x")
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: cache / "file" / "in")
    assert again() == css


def test_matplotlib_finds_every_face() -> None:
    from matplotlib import font_manager

    for family in register_fonts():
        found = {
            font_manager.findfont(
                font_manager.FontProperties(family=family, style=style, weight=weight), fallback_to_default=False
            )
            for style in ("normal", "italic")
            for weight in ("regular", "semibold")
        }
        assert len(found) == 4
        assert all(family.replace(" ", "") in path for path in found)


def test_a_missing_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AtlasError, match=r"SourceSerifPro-No\.ttf: the font is not installed\. Run pip install font-"):
        webfont(Face(SERIF, 400, "normal", "SourceSerifPro-No.ttf"))

    def gone(package: str) -> None:
        raise ModuleNotFoundError(package)

    monkeypatch.setattr(fonts.resources, "files", gone)
    with pytest.raises(AtlasError, match=r"font-source-sans-pro==0\.0\.1"):
        webfont(Face(SANS, 400, "normal", "SourceSansPro-Regular.ttf"), "only here")


def test_a_font_that_is_another_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "SourceSansPro-Regular.ttf").write_bytes(b"a font")
    monkeypatch.setattr(fonts.resources, "files", lambda _: tmp_path)
    with pytest.raises(AtlasError) as told:
        webfont(Face(SANS, 400, "normal", "SourceSansPro-Regular.ttf"), "other letters")
    assert str(told.value) == (
        "SourceSansPro-Regular.ttf: not the file this version was tested with. "
        "Run pip install --force-reinstall font-source-sans-pro==0.0.1."
    )
