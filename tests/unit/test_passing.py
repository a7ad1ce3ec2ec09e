"""Which routes pass a place: near to it, of its days, its colour and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
import shapely
from msgspec.structs import replace

from baltic_map import open_atlas
from baltic_map.config import Kind
from baltic_map.layers import Feature
from baltic_map.passing import routes_of as routes_of_all

ATLAS = open_atlas()
TOWN = ATLAS.feature("town-utena")
WAY = replace(ATLAS.feature("route-27th-tank-brigade"), geometry=shapely.LineString([(26.6, 55.5), (25.0, 55.5)]))
KINDS = ATLAS.config.kinds


def routes_of(feature: Feature, others: Iterable[Feature], kinds: Mapping[str, Kind]) -> tuple[str, ...]:
    return routes_of_all([feature, *(each for each in others if each is not feature)], kinds).get(feature.id, ())


def at(lon: float, lat: float) -> Feature:
    return replace(TOWN, geometry=shapely.Point(lon, lat))


@pytest.mark.parametrize(
    ("lon", "lat", "passed"),
    [
        (25.6, 55.5, True),
        (25.6, 55.53, True),
        (25.6, 55.54, False),
        (25.0, 55.5, True),
        # There it begins, and has passed nothing.
        (26.6, 55.5, False),
        (26.55, 55.5, False),
        (26.5, 55.5, True),
    ],
)
def test_a_way_passes_what_lies_within_four_kilometres_of_it(lon: float, lat: float, passed: bool) -> None:
    assert routes_of(at(lon, lat), [WAY], KINDS) == ((WAY.id,) if passed else ())


def of_kind(**update: Any) -> dict[str, Kind]:
    return {**KINDS, WAY.kind: replace(KINDS[WAY.kind], **update)}


def test_a_way_of_other_days_colours_or_sources_or_one_that_is_not_proved_passes_nothing() -> None:
    town = at(25.6, 55.5)
    assert routes_of(town, [replace(WAY, citations=())], KINDS) == ()
    assert routes_of(town, [replace(WAY, span=replace(WAY.span, first=0, stop=9))], KINDS) == ()
    assert routes_of(town, [WAY], of_kind(color="german")) == ()
    assert routes_of(town, [WAY], of_kind(open=True)) == ()
    assert routes_of(town, [WAY], of_kind(shape="line")) == ()
    assert routes_of(town, [replace(WAY, geometry=None)], KINDS) == ()
    assert routes_of(replace(town, geometry=None), [WAY], KINDS) == ()
    assert routes_of(ATLAS.feature("crossing-narva"), ATLAS.feature_list, KINDS) == ()


def test_the_nearest_comes_first() -> None:
    far = replace(WAY, geometry=shapely.LineString([(26.6, 55.52), (25.0, 55.52)]))
    near = replace(ATLAS.feature("route-25th-tank-brigade"), geometry=WAY.geometry, citations=TOWN.citations)
    assert routes_of(at(25.6, 55.501), [far, near], KINDS) == (near.id, far.id)


def test_utena_was_entered_on_the_way_and_kaunas_was_not() -> None:
    assert routes_of(TOWN, ATLAS.feature_list, KINDS) == (
        "route-1st-motor-rifle-division",
        "route-27th-tank-brigade",
    )
    assert routes_of(ATLAS.feature("town-kaunas"), ATLAS.feature_list, KINDS) == ()


@pytest.mark.parametrize(("lon", "passed"), [(25.06, True), (24.94, True), (25.07, False)])
def test_kilometres_are_as_long_to_the_east_as_to_the_north(lon: float, passed: bool) -> None:
    north = replace(WAY, geometry=shapely.LineString([(25.0, 56.5), (25.0, 55.0)]))
    assert routes_of(at(lon, 55.5), [north], KINDS) == ((WAY.id,) if passed else ())
