"""Today's coast under atlases without land: whole, small, without borders, right across 180°."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.basemap import read_lakes, read_land
from baltic_map.config import Extent, Scale
from baltic_map.natural_earth import WORLD, world_lakes, world_land
from baltic_map.print.basemap import Basemap
from baltic_map.print.fingerprint import _common
from baltic_map.print.sheet import Sheet
from baltic_map.scene import build_scene
from baltic_map.web.packed_basemap import pack_basemap
from tests.unit.small_atlases import TINY, tiny_with

OWN_GROUND = 'land = "land.geojson"\nlakes = "lakes.geojson"\nrivers = "rivers.geojson"\n'
CREDIT = "Coast and lakes: Natural Earth, generalised (1:50 million), as they are today."


def is_land(land: list[Any], lon: float, lat: float) -> bool:
    return bool(shapely.intersects_xy(land, lon, lat).any())


def test_it_is_small_and_has_nothing_but_land_and_lakes() -> None:
    assert WORLD.stat().st_size <= 400_000
    topology = json.loads(gzip.decompress(WORLD.read_bytes()))
    assert {name: each["type"] for name, each in topology["objects"].items()} == {
        "land": "MultiPolygon",
        "lakes": "MultiPolygon",
    }
    # No properties, no names: it can tell of no border and of no state.
    assert set(topology) == {"type", "transform", "objects", "arcs"}


def test_the_world_is_valid_and_where_it_should_be() -> None:
    world = Extent(west=-180, south=-85, east=180, north=85)
    land, lakes = world_land(world), world_lakes(world)
    assert len(land) > 1300
    assert len(lakes) > 200
    assert shapely.is_valid(land).all()
    assert shapely.is_valid(lakes).all()
    towns = {
        "Riga": (24.3, 56.8),
        "Cuzco": (-72.0, -13.5),
        "Alice Springs": (133.9, -23.7),
        "Papeete": (-149.45, -17.6),
    }
    assert [name for name, place in towns.items() if not is_land(land, *place)] == []
    # In the Baltic, the Pacific, and the Caspian, which is no land with a lake in it.
    assert not any(is_land(land, *place) for place in ((20, 58), (-150, -40), (51, 42)))
    assert is_land(lakes, 33, -1)
    # Lake Volta has been there since 1965 only.
    assert not is_land(lakes, 0.07, 7.73)
    assert not is_land(lakes, 51, 42)


def test_it_is_cut_exactly_where_the_extent_ends() -> None:
    extent = Extent(west=-10.123, south=35.1, east=20.7, north=60)
    bounds = shapely.total_bounds(world_land(extent))
    assert bounds.tolist() == [-10.123, 35.1, 20.7, 60]


def test_across_180_degrees_land_is_whole() -> None:
    # Chukotka, which every file cuts at 180°: one piece, without a seam.
    land = world_land(Extent(west=170, south=60, east=195, north=72))
    (mainland,) = [each for each in land if shapely.intersects_xy(each, 178.5, 68)]
    assert shapely.intersects_xy(mainland, 182, 67.5)
    xs = shapely.get_coordinates(shapely.boundary(mainland))[:, 0]
    assert np.count_nonzero(xs == 180) <= 2
    # Fiji and New Zealand, east and west of it.
    pacific = world_land(Extent(west=160, south=-60, east=230, north=0))
    assert is_land(pacific, 178, -17.8)
    assert is_land(pacific, 175.5, -39)
    assert is_land(pacific, 210.55, -17.65)


def ground_of(folder: Path, old: str = OWN_GROUND, new: str = "", **config: str) -> Atlas:
    return open_atlas(tiny_with(folder, {}, {old: new, **config}))


def test_an_atlas_with_land_has_its_own() -> None:
    atlas = open_atlas(TINY)
    assert not atlas.config.stands_on_world
    assert len(read_land(atlas.folder, atlas.config, atlas.config.scales[0], atlas.config.extent)) == 1
    assert read_land(atlas.folder, atlas.config, Scale(), atlas.config.extent) == []


@pytest.fixture
def bare(tmp_path: Path) -> Atlas:
    """The tiny atlas with territories, and without land."""
    return ground_of(tmp_path)


def test_an_atlas_without_land_stands_on_the_world(bare: Atlas) -> None:
    (scale,) = bare.config.scales
    land = read_land(bare.folder, bare.config, scale, bare.config.extent)
    # The extent is a piece of France, the Low Countries and England.
    assert is_land([geometry for _, geometry in land], 4.4, 51.0)
    assert not is_land([geometry for _, geometry in land], 3.0, 52.5)
    assert len({key for key, _ in land}) == len(land)
    assert read_lakes(bare.folder, bare.config, scale, bare.config.extent)


def test_the_page_puts_territories_beside_that_land(bare: Atlas) -> None:
    (scale,) = pack_basemap(bare)
    own = {key for key in scale.polygons if not key.startswith("land ")}
    assert own == {"west", "middle", "east"}
    assert set(scale.borders) == {"west-middle", "middle-east"}
    assert all(scale.borders.values())
    refs = [ref for parts in scale.polygons.values() for part in parts for ring in part for ref in ring]
    # An arc with land on both sides is named by both, once forwards and once backwards; the coast by one.
    assert len(refs) == len(set(refs))
    inner = {ref for ref in refs if ~ref in refs}
    assert inner
    assert not {ref if ref >= 0 else ~ref for ref in inner}.intersection(scale.coast)
    west = {ref for part in scale.polygons["west"] for ring in part for ref in ring}
    beside = {
        ref
        for key, parts in scale.polygons.items()
        if key.startswith("land ")
        for part in parts
        for ring in part
        for ref in ring
    }
    assert {~ref for ref in west} & beside


def test_the_plate_draws_that_land_and_the_territories(bare: Atlas) -> None:
    basemap = Basemap(bare, Sheet(bare.config, 14, 10))
    sheet = basemap.sheet
    for lon, lat, wanted in ((4.4, 50.8, True), (3.0, 52.0, True), (1.5, 53.2, False)):
        ((x, y),) = sheet.to_points(np.array([[lon, lat]]))
        assert bool(shapely.intersects_xy(basemap.land, x, y)) is wanted


def test_a_plate_is_another_when_the_coast_is(bare: Atlas) -> None:
    assert WORLD.read_bytes() in list(_common(bare))


def test_the_credits_say_whose_coast_it_is_and_of_when(bare: Atlas) -> None:
    assert CREDIT in str(build_scene(bare, ["en"]).locales)
    assert CREDIT not in str(build_scene(open_atlas(TINY), ["en"]).locales)


def test_it_can_be_left_out(tmp_path: Path) -> None:
    atlas = ground_of(tmp_path, **{'id = "tiny"\n': 'id = "tiny"\ncoast = "none"\n'})
    assert not atlas.config.stands_on_world
    (scale,) = pack_basemap(atlas)
    assert set(scale.polygons) == {"west", "middle", "east"}
    assert CREDIT not in str(build_scene(atlas, ["en"]).locales)
