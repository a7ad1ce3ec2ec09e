"""A handout: the plate, and the same map with numbers in place of names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import shapely
from click.testing import CliRunner
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.cli import main
from baltic_map.print.handout import numbered, silenced
from baltic_map.snapshot import Snapshot
from tests.unit.small_atlases import TINY

DAY = "1940-06-16"


@pytest.fixture(scope="module")
def plates() -> Snapshot:
    return Snapshot(open_atlas(), "lt", size="a4", dpi=40, style="grey")


def test_names_are_numbered_by_what_they_name_and_from_north_to_south(plates: Snapshot) -> None:
    view, layout = plates.scene.on(DAY), plates.layout(DAY)
    numbers = numbered(view, layout)
    names = {each.id: each.name for each in view.features}
    listed = [names[each] for each in numbers]
    assert list(numbers.values()) == list(range(1, 41))
    assert listed[0] == "Suomija"
    assert [listed.index(each) < 6 for each in ("Estija", "Latvija", "Lietuva", "Vokietija")] == [True] * 4
    assert listed.index("Talinas") < listed.index("Ryga") < listed.index("Kaunas")


def test_a_total_lies_on_no_line_of_a_small_plate(plates: Snapshot) -> None:
    view, layout, ground = plates.scene.on(DAY), plates.layout(DAY), plates._basemap
    (total,) = (each.id for each in view.features if each.symbol.label == "strength")
    place, lines = layout.labels[total]
    assert len(lines) > 2
    areas = [ground.geometry(each.feature) for each in view.features if each.symbol.shape == "area"]
    lines_of_day = [*(ground.arcs[each.id] for each in view.borders), *map(shapely.boundary, areas)]
    assert not any(place.box.shape.intersects(line) for line in lines_of_day)


def test_the_mute_day_has_no_names(plates: Snapshot) -> None:
    view = plates.scene.on(DAY)
    numbers = numbered(view, plates.layout(DAY))
    mute = silenced(view, numbers)
    named = {each.name for each in mute.features if each.symbol.label != "strength"}
    assert named == {"", *map(str, range(1, 41))}
    assert {each.name_today for each in mute.features} == {""}
    # Signs, zones and routes stay.
    assert {each.id for each in mute.features if each.symbol.disc} == {
        each.id for each in view.features if each.symbol.disc
    }
    assert replace(mute, there=tuple) == replace(view, there=tuple)


def test_a_handout_is_two_pages_and_with_the_key_three() -> None:
    plates = Snapshot(open_atlas(TINY), size="a4", style="grey")
    two, three = plates.handout("1900-01-05"), plates.handout("1900-01-05", key=True)
    assert [len(re.findall(rb"/Type /Page\b", each)) for each in (two, three)] == [2, 3]
    assert plates.handout("1900-01-05") == two


def test_the_command_writes_a_handout_for_each_language(tmp_path: Path) -> None:
    for lang in ("en", "lt"):
        args = ["snapshot", "1900-01-05", "--handout", "--lang", lang, "--atlas", str(TINY), "--out", str(tmp_path)]
        assert CliRunner().invoke(main, args).exit_code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "1900-01-05-handout-en.pdf",
        "1900-01-05-handout-lt.pdf",
    ]
