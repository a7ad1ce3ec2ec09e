"""Texts of any script and length on a plate, in the map, beside it, and in what a file says of itself."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from PIL import Image

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.errors import MissingGlyphWarning
from baltic_map.print import shaped_text, typefaces
from baltic_map.print.canvas import Group, _TextLine
from baltic_map.print.shaped_text import shape_text
from baltic_map.snapshot import FORMATS, Snapshot

if TYPE_CHECKING:
    from matplotlib.artist import Artist

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
DAY = "1900-01-05"
MISSING = (
    "Battle of 東京: no font has 東 (U+6771), 京 (U+4EAC). "
    'Install a font that has them; until then "[…]" stands in their place.'
)


def named(tmp_path: Path, name: str, **fields: str) -> Path:
    """Copy the tiny atlas with one name for all its events and places."""
    folder = Path(shutil.copytree(TINY, tmp_path / "atlas"))
    for file in ("events", "places"):
        path = folder / f"{file}.geojson"
        data = json.loads(path.read_text(encoding="utf-8"))
        for feature in data["features"]:
            feature["properties"].update({"name": name, **fields})
        path.write_text(json.dumps(data), encoding="utf-8")
    return folder


def printed(folder: Path) -> Snapshot:
    return Snapshot(open_atlas(folder), dpi=50)


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the machine its fonts, so that what a plate can write is the same on all."""
    kept = (typefaces._fallbacks, typefaces.writable, shaped_text.shape_text, shaped_text.advance)
    monkeypatch.setattr(typefaces, "installed", tuple)
    for each in kept:
        each.cache_clear()
    yield
    for each in kept:
        each.cache_clear()


def lines(artists: Iterable[Artist]) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """List each level line of text outside the map, with its left and right end and its baseline."""
    for each in artists:
        if isinstance(each, Group):
            yield from lines(each.get_children())
        elif isinstance(each, _TextLine) and not each._turn:
            width = shape_text(*each._what).width
            x, y = each._at
            left = x - {"left": 0, "center": width / 2, "right": width}[each._align]
            yield each.get_text(), (left, left + width, y)


# ---------------------------------------------------------------- scripts


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("form", FORMATS)
def test_a_text_whose_letters_no_font_has_is_named_once(
    tmp_path: Path, form: str, recwarn: pytest.WarningsRecorder
) -> None:
    plates = printed(named(tmp_path, "Battle of 東京"))
    warnings.simplefilter("always", MissingGlyphWarning)
    plates.render(DAY, form)
    plates.render("1900-01-06", form)
    assert [str(each.message) for each in recwarn] == [MISSING]


@pytest.mark.usefixtures("no_fonts")
def test_the_command_line_says_so_in_one_line(tmp_path: Path) -> None:
    folder, out = named(tmp_path, "Battle of 東京"), tmp_path / "out"
    result = CliRunner().invoke(main, ["snapshot", DAY, "--atlas", str(folder), "--out", str(out)])
    assert result.exit_code == 0
    assert result.stderr == f"{MISSING}\n"
    assert (out / f"{DAY}.png").is_file()


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize(
    "name", ["\N{ARABIC LETTER AIN}\N{ARABIC LETTER YEH}", "\N{HEBREW LETTER ALEF} 1967", "Ża\u0328\u0303"]
)
def test_scripts_that_matplotlib_s_own_font_has_are_written_without_a_word(tmp_path: Path, name: str) -> None:
    folder = named(tmp_path, name)
    assert check_atlas(folder) == []
    # The sea and the chief event are lettered in the serif, for which there is no such font here.
    places = folder / "places.geojson"
    data = json.loads(places.read_text(encoding="utf-8"))
    data["features"] = [each for each in data["features"] if each["properties"]["kind"] != "sea"]
    places.write_text(json.dumps(data), encoding="utf-8")
    shutil.copy(TINY / "events.geojson", folder / "events.geojson")
    for form in FORMATS:
        assert printed(folder).render(DAY, form)


@pytest.mark.parametrize("name", ["東京", "नई दिल्ली", "\N{GRINNING FACE}", "ירושלים", "القدس"])
def test_check_faults_no_script(tmp_path: Path, name: str) -> None:
    assert check_atlas(named(tmp_path, name)) == []


def test_today_s_name_is_not_told_twice(tmp_path: Path) -> None:
    name = "Šiauliai"
    plates = printed(named(tmp_path, unicodedata.normalize("NFD", name), name_today=name))
    assert {key: len(each) for key, (_, each) in plates.layout(DAY).labels.items()} == {"oldtown": 1, "sea": 1}


# ---------------------------------------------------------------- long texts


def lengthened(tmp_path: Path, long: str) -> Atlas:
    """Open the tiny atlas with one long text for all that is written."""
    atlas = open_atlas(named(tmp_path, long, name_today=f"{long}x", description=long))
    config = atlas.config
    atlas.config = replace(
        config,
        title=long,
        subtitle=long,
        credits=(long,),
        kinds={key: replace(kind, name=long) for key, kind in config.kinds.items()},
        layers=tuple(replace(layer, name=long) for layer in config.layers),
    )
    return atlas


@pytest.mark.parametrize("unit", ["w", "mm ", "Ж"])
def test_nothing_long_leaves_its_room(tmp_path: Path, unit: str) -> None:
    plates = Snapshot(lengthened(tmp_path, unit * 10_000), dpi=50)
    sheet = plates.sheet
    found = list(lines(plates.figure(DAY).artists))
    assert len([text for text, _ in found if text.endswith("…")]) >= 5
    for text, (left, right, y) in found:
        # The panel ends before the map; the foot and the frame go over the whole sheet.
        in_panel = left < sheet.panel.right and y > sheet.panel.bottom
        assert left >= sheet.panel.left - 1, text
        assert right <= (sheet.panel.right if in_panel else sheet.foot.right) + 0.5, text
        assert y >= sheet.foot.bottom - 1, text
    for spot, _ in plates.layout(DAY).labels.values():
        assert spot.box.width < 260
        assert sheet.frame.left <= spot.box.left
        assert spot.box.right <= sheet.frame.right


def test_a_town_with_a_very_long_name_keeps_its_ring(tmp_path: Path) -> None:
    layout = printed(named(tmp_path, "o" * 400)).layout(DAY)
    assert "oldtown" not in layout.hidden
    assert layout.labels["oldtown"][1][0].text.endswith("ooo…")


# ---------------------------------------------------------------- what a file says of itself


def test_the_title_of_a_file_is_one_line_of_letters() -> None:
    atlas = open_atlas(TINY)
    title = "A & <B> ]]> \x01\x0b\ufffe C\nRi\u0304ga"
    atlas.config = replace(atlas.config, title=title, subtitle="")
    plates = Snapshot(atlas, dpi=40)
    told = "A & <B> ]]>   \ufffd C Rīga, Friday, 5 January 1900"
    with Image.open(io.BytesIO(plates.render(DAY))) as image:
        assert image.info["Title"] == told
    svg = ET.fromstring(plates.render(DAY, "svg"))  # noqa: S314 - our own
    assert told in [each.text for each in svg.iter("{http://purl.org/dc/elements/1.1/}title")]
    # PDF writes what is not Latin-1 as UTF-16.
    assert told.encode("utf-16-be").hex().upper().encode() in plates.render(DAY, "pdf")
