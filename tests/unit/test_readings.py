"""The land in several readings: as a table says, as it is derived from one, as another table says."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.contract import Scene, Span
from baltic_map.day_view import LocalScene
from baltic_map.errors import InvalidAtlasError, UnknownNameError
from baltic_map.excerpt import excerpt
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot
from baltic_map.web.page_data import PageLinks
from baltic_map.web.plain import day_text
from tests.unit.small_atlases import TINY, holdings, tiny_with

if TYPE_CHECKING:
    from numpy.typing import NDArray

READINGS = """\
[statuses.armed]
name = "Held by {controller}"
"name:lt" = "Valdo {controller}"
fill = "controller"
[statuses.told]
name = "“Invited”"

[[readings]]
id = "first"
name = "As administered"
[[readings]]
id = "arms"
name = "Who held the arms"
"name:lt" = "Kieno ginklai"
by = "controller"
statuses = {occupied = "armed"}
[[readings]]
id = "claimed"
name = "As Beland told it"
holdings = "claimed.csv"
description = "What Beland said."
mark = "Beland’s account"
"mark:lt" = "Belijos pasakojimas"
sources = ["paper"]

[clocks.local]
"""
CLAIMED = holdings(
    "west,1900-01-01,1900-01-07,AAA,AAA,AAA,free,book,",
    "west,1900-01-07,,AAA,BBB,AAA,told,paper,“Invited.”",
    "middle,1900-01-01,,BBB,BBB,BBB,free,book,",
    "east,1900-01-01,,BBB,BBB,BBB,free,book,",
)


def folder_of(folder: Path, claimed: str = CLAIMED, readings: str = READINGS) -> Path:
    return tiny_with(folder, {"claimed.csv": claimed}, {"[clocks.local]\n": readings})


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return open_atlas(folder_of(tmp_path_factory.mktemp("readings")))


@pytest.fixture(scope="module")
def scene(atlas: Atlas) -> Scene:
    return build_scene(atlas, ["en", "lt"])


def test_an_atlas_without_readings_has_one() -> None:
    plain = open_atlas(TINY)
    assert list(plain.readings) == ["administered"]
    assert [each.id for each in build_scene(plain).readings] == ["administered"]


def test_a_place_is_told_in_each_reading(atlas: Atlas) -> None:
    def told(day: str, reading: str | None) -> tuple[str, str, str, str]:
        place = atlas.at(1.5, 52, day, reading=reading)
        assert place
        return place.state, place.controller, place.recognised, place.status

    assert told("1900-01-06", None) == told("1900-01-06", "first") == ("AAA", "BBB", "AAA", "occupied")
    assert told("1900-01-06", "arms") == ("BBB", "BBB", "AAA", "armed")
    assert told("1900-01-04", "arms") == ("AAA", "AAA", "AAA", "free")
    assert told("1900-01-06", "claimed") == ("AAA", "AAA", "AAA", "free")
    assert told("1900-01-07", "claimed") == ("AAA", "BBB", "AAA", "told")


def test_what_changes_hangs_on_the_reading(atlas: Atlas) -> None:
    assert [each.isoformat() for each in atlas.change_days("first")] == [
        "1900-01-03", "1900-01-05", "1900-01-06", "1900-01-07", "1900-01-08",
    ]  # fmt: skip
    assert len(atlas.diff("1900-01-04", "1900-01-05").holdings) == 1
    assert atlas.diff("1900-01-04", "1900-01-05", reading="claimed").holdings == ()
    ((before, after),) = atlas.diff("1900-01-06", "1900-01-07", reading="claimed").holdings
    assert (before.status, after.status) == ("free", "told")


def test_an_unknown_reading_is_told(atlas: Atlas, scene: Scene) -> None:
    with pytest.raises(
        UnknownNameError, match=r"reading nosuch: the atlas has no such reading\. Use one of first, arms"
    ):
        atlas.at(1.5, 52, "1900-01-06", reading="nosuch")
    with pytest.raises(UnknownNameError, match="reading nosuch"):
        LocalScene(scene, reading="nosuch")
    with pytest.raises(UnknownNameError, match="reading nosuch"):
        Snapshot(atlas, reading="nosuch")


def test_a_scene_has_the_areas_and_words_of_each_reading(scene: Scene) -> None:
    def areas(lang: str, reading: str) -> list[str]:
        local = LocalScene(scene, lang, reading)
        return [local.text(each.label) for each in local.on("1900-01-07").areas]

    assert areas("en", "first") == ["West: occupied", "Beland: free"]
    assert areas("en", "arms") == ["West: held by Beland", "Beland: free"]
    assert areas("en", "claimed") == ["West: “Invited”", "Beland: free"]
    assert areas("lt", "arms")[0] == "West: valdo Beland"
    first, arms, claimed = scene.readings
    texts = scene.locales[1].texts
    assert [texts[each.mark] or "" for each in (first, arms, claimed)] == ["", "", "Belijos pasakojimas"]
    assert (texts[arms.name], scene.locales[0].texts[claimed.description]) == ("Kieno ginklai", "What Beland said.")
    assert [scene.citations[each].work for each in claimed.sources] == ["paper"]
    assert [(tick.day, tick.count) for tick in claimed.ticks] != [(tick.day, tick.count) for tick in first.ticks]
    assert {item.label for group in first.legend for item in group.items} != {
        item.label for group in claimed.legend for item in group.items
    }


def test_borders_are_those_of_the_reading(scene: Scene) -> None:
    inner = [(each.id, each.symbol.inner) for each in LocalScene(scene, reading="arms").on("1900-01-07").borders]
    assert inner == [("west-middle", True)]
    assert [each.symbol.inner for each in LocalScene(scene).on("1900-01-07").borders] == [False]


def test_a_feature_may_be_of_some_readings(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "atlas")
    path = folder / "places.geojson"
    path.write_text(path.read_text().replace('"id": "oldtown"', '"id": "oldtown", "readings": ["claimed"]'))
    scene = build_scene(open_atlas(folder))
    ids = [
        {each.id for each in LocalScene(scene, reading=key).on("1900-01-05").features} for key in ("arms", "claimed")
    ]
    assert ids[1] - ids[0] == {"oldtown"}
    path.write_text(path.read_text().replace('["claimed"]', '["claimde"]'))
    assert [str(each) for each in check_atlas(folder)] == [
        "places.geojson#oldtown: unknown reading 'claimde'. Write claimed, if that is meant."
    ]


def test_an_excerpt_keeps_every_reading(scene: Scene) -> None:
    part = excerpt(scene, Span(6, 7))
    assert [each.id for each in part.readings] == ["first", "arms", "claimed"]
    assert [len(each.areas) for each in part.readings] == [2, 2, 2]
    local = LocalScene(part, "lt", "claimed")
    assert local.reading_words == ("As Beland told it", "Belijos pasakojimas")
    assert local.cite(local.reading.sources) == ("A Paper, Journal, t. 3.",)


def test_the_proof_of_the_days_runs_for_each_table(tmp_path: Path) -> None:
    gap = CLAIMED.replace("west,1900-01-07", "west,1900-01-09")
    with pytest.raises(InvalidAtlasError) as caught:
        open_atlas(folder_of(tmp_path / "gap", gap))
    assert [str(each) for each in caught.value.problems] == [
        (
            "claimed.csv#west: nobody holds it from 1900-01-07 until 1900-01-09. "
            "Let each row start on the day its predecessor ends."
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "arms"', 'id = "first"', "atlas.toml#readings.1.id: 'first' stands twice. Give each its own."),
        (
            'occupied = "armed"',
            'ocupied = "armed"',
            "atlas.toml#readings.1.statuses: unknown status 'ocupied'. Write occupied, if that is meant.",
        ),
        (
            'sources = ["paper"]',
            'sources = ["papers"]',
            "atlas.toml#readings.2: sources names 'papers', which sources.json has not.",
        ),
        ("claimed.csv", "claim.csv", "claim.csv: the file is missing."),
        ('by = "controller"', 'by = "holder"', "atlas.toml#readings.1.by: it is 'holder', not one of"),
        (
            '"mark:lt"',
            '"mark:en"',
            'atlas.toml#readings.2."mark:en": it stands beside mark, which is English. Write it as mark.',
        ),
    ],
)
def test_what_is_wrong_with_a_reading_is_told_once(tmp_path: Path, old: str, new: str, said: str) -> None:
    problems = [str(each) for each in check_atlas(folder_of(tmp_path / "atlas", readings=READINGS.replace(old, new)))]
    assert len(problems) == 1
    assert problems[0].startswith(said)


def test_a_plate_is_named_after_its_reading(atlas: Atlas, tmp_path: Path) -> None:
    (path,) = Snapshot(atlas, reading="claimed", dpi=30).run(["1900-01-07"], tmp_path)
    assert path.name == "1900-01-07-claimed.png"
    (path,) = Snapshot(atlas, reading="first", dpi=30).run(["1900-01-07"], tmp_path)
    assert path.name == "1900-01-07.png"


def test_a_plate_bears_the_mark_all_over_the_map(atlas: Atlas) -> None:
    def inks(reading: str) -> NDArray[np.int16]:
        plate = Snapshot(atlas, reading=reading, dpi=60).render("1900-01-04")
        return np.asarray(Image.open(io.BytesIO(plate)).convert("RGB")).astype(np.int16)

    plain, marked = inks("first"), inks("claimed")
    frame = Snapshot(atlas).sheet.frame
    scale, height = 60 / 72, plain.shape[0]
    rows = slice(int(height - frame.top * scale), int(height - frame.bottom * scale))
    columns = slice(int(frame.left * scale), int(frame.right * scale))
    changed = (np.abs(plain - marked).max(axis=2) > 8)[rows, columns]
    # Each sixteenth of the map says it too.
    for band in np.array_split(changed, 4, axis=0):
        assert all(part.any() for part in np.array_split(band, 4, axis=1))


def test_pages_without_scripts_and_the_command_line_tell_the_reading(atlas: Atlas, scene: Scene) -> None:
    local = LocalScene(scene, reading="claimed")
    text = day_text(local, local.on("1900-01-07"), PageLinks(None, None, ()))
    assert "As Beland told it" in text
    assert "Beland’s account" in text
    assert "“Invited”" in text
    said = CliRunner().invoke(
        main, ["at", "1.5", "52", "--date", "1900-01-07", "--atlas", str(atlas.folder), "--reading", "claimed"]
    )
    assert "  status     “Invited”" in said.output
