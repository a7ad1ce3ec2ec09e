"""Meridians and parallels of a plate: their step follows what is shown, their figures say which hemisphere."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.config import Extent
from baltic_map.print import graticule as plate
from baltic_map.print.sheet import Sheet

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


def graticule(west: float, south: float, east: float, north: float, crs: str = "EPSG:3857") -> tuple[list[str], ...]:
    """Write the figures of a sheet that shows a part of the earth."""
    config = open_atlas(TINY).config
    part = Extent(west=west, south=south, east=east, north=north)
    projections = replace(config.projections, print=crs)
    sheet = Sheet(replace(config, extent=part, view=part, projections=projections), 14, 10)
    pairs = zip(plate._graticule(sheet), (("{degrees} E", "{degrees} W"), ("{degrees} N", "{degrees} S")), strict=True)
    return tuple([plate._written(each, names) for each in some] for some, names in pairs)


def test_the_baltic_keeps_its_degrees() -> None:
    meridians, parallels = plate._graticule(Sheet(open_atlas().config, 14, 10))
    assert list(meridians) == [degree * 3600 for degree in (18, 20, 22, 24, 26, 28, 30, 32)]
    assert list(parallels) == [degree * 3600 for degree in (54, 55, 56, 57, 58, 59, 60)]


def test_europe() -> None:
    lons, lats = graticule(-25, 34, 45, 72)
    assert lons == ["30° W", "20° W", "10° W", "0°", "10° E", "20° E", "30° E", "40° E", "50° E"]
    assert lats == ["30° N", "35° N", "40° N", "45° N", "50° N", "55° N", "60° N", "65° N", "70° N"]


def test_the_world() -> None:
    lons, lats = graticule(-180, -85, 180, 85, "EPSG:4326")
    assert lons[:3] == ["180°", "150° W", "120° W"]
    assert lons[5:8] == ["30° W", "0°", "30° E"]
    assert lons[-1] == "180°"
    assert lats == ["80° S", "60° S", "40° S", "20° S", "0°", "20° N", "40° N", "60° N", "80° N"]


def test_half_a_degree() -> None:
    lons, lats = graticule(24.5, 59.3, 25.0, 59.6)
    assert lons == ["24°30′ E", "24°40′ E", "24°50′ E", "25° E"]
    assert lats == ["59°20′ N", "59°25′ N", "59°30′ N", "59°35′ N"]


def test_a_field_of_battle() -> None:
    lons, lats = graticule(-0.511, 51.3, -0.499, 51.306)
    assert lons == ["0°30′40″ W", "0°30′30″ W", "0°30′20″ W", "0°30′10″ W", "0°30′ W"]
    assert lats == ["51°18′ N", "51°18′05″ N", "51°18′10″ N", "51°18′15″ N", "51°18′20″ N"]


@pytest.mark.parametrize(
    ("degrees", "seconds"),
    [(0.001, 1), (0.1, 60), (0.5, 300), (1, 600), (3, 1800), (3.5, 1800), (3.6, 3600), (14, 3600), (14.1, 7200)],
)
def test_the_step(degrees: float, seconds: int) -> None:
    assert plate._step(degrees) == seconds
    assert plate._step(360) == 30 * 3600
