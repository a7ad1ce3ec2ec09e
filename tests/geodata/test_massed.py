"""The bands before the border: on the Soviet side of the land border of those days, beside it, and nowhere else."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import shapely

from baltic_map import open_atlas

DATA = Path(__file__).resolve().parents[2] / "geodata"
ATLAS = open_atlas(DATA)
BANDS = [each for each in ATLAS.feature_list if each.kind == "massed-troops"]


@pytest.fixture(scope="module")
def derived() -> Any:
    spec = importlib.util.spec_from_file_location("massed", DATA / "derive" / "massed.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.long
def test_they_are_what_the_script_makes_of_the_border(derived: Any) -> None:
    made = derived.bands()
    assert set(made) == {each.id for each in BANDS}
    for band in BANDS:
        assert shapely.area(shapely.symmetric_difference(band.geometry, made[band.id])) < 1e-3


def test_they_lie_on_soviet_land_and_not_on_each_other() -> None:
    held = [area for area in ATLAS.borders.areas(ATLAS.axis.index("1940-06-14")) if area.controller == "SUN"]
    soviet = shapely.union_all([ATLAS.borders.territories[key].geometry for area in held for key in area.territories])
    one, other = (each.geometry for each in BANDS)
    for band in (one, other):
        assert band.is_valid
        assert shapely.area(band - shapely.buffer(soviet, 0.02)) == 0
    assert shapely.area(one & other) < 1e-3


def test_their_place_is_said_to_be_unknown_and_they_end_as_the_armies_cross() -> None:
    for band in BANDS:
        assert band.fields.position == "schematic"
        assert "position not known" in band.names["en"]
    assert {each.id: each.fields.end_date for each in BANDS} == {
        "force-before-lithuania": "1940-06-15",
        "force-before-latvia-estonia": "1940-06-17",
    }


def test_the_totals_contain_one_another_and_say_so() -> None:
    whole, part = ATLAS.feature("force-grouping-435000"), ATLAS.feature("force-against-lithuania")
    assert part.names["en"].startswith("of these")
    for each in (whole, part):
        assert "not to be added" in each.fields.note or "never to be added" in each.fields.note
