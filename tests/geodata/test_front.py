"""The German advance of 22 June to 1 July 1941: evening lines, arrows, towns and holdings tell the same."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import LineString, Point, Polygon

from baltic_map import open_atlas
from baltic_map.atlas import Atlas

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Lines = dict[str, LineString]
Lands = dict[str, Polygon]

DAYS = [*(f"1941-06-{day}" for day in range(22, 31)), "1941-07-01"]
TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:25884", always_xy=True).transform

# Earliest and latest day of each town, as its sources give it.
TOWNS: dict[str, tuple[str, str]] = {
    "taken-palanga-1941": ("1941-06-22", "1941-06-22"),
    "taken-kretinga-1941": ("1941-06-22", "1941-06-22"),
    "taken-taurage-1941": ("1941-06-22", "1941-06-22"),
    "taken-ariogala-1941": ("1941-06-22", "1941-06-22"),
    "taken-alytus-1941": ("1941-06-22", "1941-06-22"),
    "taken-seirijai-1941": ("1941-06-22", "1941-06-22"),
    "taken-merkine-1941": ("1941-06-22", "1941-06-22"),
    "taken-raseiniai-1941": ("1941-06-22", "1941-06-23"),
    "taken-marijampole-1941": ("1941-06-23", "1941-06-23"),
    "taken-grodno-1941": ("1941-06-23", "1941-06-23"),
    "taken-kedainiai-1941": ("1941-06-23", "1941-06-24"),
    "taken-ukmerge-1941": ("1941-06-24", "1941-06-26"),
    "kaunas-german-1941": ("1941-06-24", "1941-06-24"),
    "vilnius-german-1941": ("1941-06-24", "1941-06-24"),
    "taken-plunge-1941": ("1941-06-25", "1941-06-25"),
    "taken-telsiai-1941": ("1941-06-25", "1941-06-28"),
    "taken-utena-1941": ("1941-06-25", "1941-06-25"),
    "taken-mazeikiai-1941": ("1941-06-25", "1941-07-03"),
    "taken-siauliai-1941": ("1941-06-26", "1941-06-26"),
    "taken-panevezys-1941": ("1941-06-26", "1941-06-26"),
    "daugavpils-bridges-1941": ("1941-06-26", "1941-06-26"),
    "taken-birzai-1941": ("1941-06-26", "1941-06-26"),
    "taken-akmene-1941": ("1941-06-26", "1941-06-27"),
    "taken-joniskis-1941": ("1941-06-27", "1941-06-27"),
    "taken-sirvintos-1941": ("1941-06-27", "1941-06-27"),
    "taken-rokiskis-1941": ("1941-06-27", "1941-06-28"),
    "taken-lida-1941": ("1941-06-27", "1941-06-28"),
    "taken-bauska-1941": ("1941-06-28", "1941-06-28"),
    "taken-jekabpils-1941": ("1941-06-28", "1941-06-28"),
    "taken-pakruojis-1941": ("1941-06-28", "1941-06-28"),
    "taken-jelgava-1941": ("1941-06-29", "1941-06-29"),
    "taken-livani-1941": ("1941-06-30", "1941-06-30"),
    "taken-talsi-1941": ("1941-07-01", "1941-07-01"),
    "taken-tukums-1941": ("1941-07-01", "1941-07-01"),
    "taken-ventspils-1941": ("1941-07-01", "1941-07-01"),
    "riga-german-1941": ("1941-07-01", "1941-07-01"),
}
# The sources have the town taken some fifty kilometres beyond the line; its note says so.
BEYOND = {"taken-birzai-1941"}

# Not in German hands on the evening.
SOVIET = {
    "1941-06-24": {"Telšiai": (22.247, 55.981)},
    "1941-06-26": {"Širvintos": (24.957, 55.046)},
    "1941-06-30": {"Riga, right bank": (24.12, 56.955)},
    "1941-07-01": {
        "Rēzekne": (27.331, 56.507),
        "Cēsis": (25.276, 57.312),
        "Valmiera": (25.426, 57.541),
        "Krāslava": (27.168, 55.898),
        "Tallinn": (24.754, 59.437),
        "Pytalovo": (27.924, 57.064),
        "Disna": (28.22, 55.57),
    },
}
# What the rule of holdings.csv calls German-held on 30 June.
HELD = {
    "Kaunas": (23.904, 54.899),
    "Vilnius": (25.280, 54.689),
    "Šiauliai": (23.314, 55.933),
    "Panevėžys": (24.358, 55.733),
    "Mažeikiai": (22.341, 56.309),
    "Rokiškis": (25.586, 55.962),
    "Zarasai": (26.245, 55.731),
    "Utena": (25.599, 55.498),
    "Varėna": (24.577, 54.22),
    "Švenčionys": (26.162, 55.133),
}


def metres(geometry: BaseGeometry | None) -> BaseGeometry:
    assert geometry
    return shapely.transform(geometry, lambda places: np.column_stack(TO_METRES(*places.T)))


@pytest.fixture(scope="module")
def atlas(geodata: Path) -> Atlas:
    return open_atlas(geodata)


@pytest.fixture(scope="module")
def lines(atlas: Atlas) -> Lines:
    """Give the line of each evening, in metres."""
    return {day: metres(atlas.feature(f"german-front-{day}").geometry) for day in DAYS}


@pytest.fixture(scope="module")
def taken(lines: Lines) -> Lands:
    """Give what lies south and west of each line, which runs from the coast to the southern edge of the sheet."""
    south_west = Point(TO_METRES(10, 50))
    found = {}
    for day, line in lines.items():
        (x, _), (_, y) = line.coords[-1], line.coords[0]
        found[day] = Polygon([*line.coords, (x, south_west.y), (south_west.x, south_west.y), (south_west.x, y)])
    return found


def allowed(day: str, at: Point) -> float:
    """Give what the dossier of dated places leaves open, metres: more in the south and from 27 June on."""
    _, lat = Transformer.from_crs("EPSG:25884", "EPSG:4326", always_xy=True).transform(at.x, at.y)
    return (20_000 if day <= "1941-06-26" else 25_000) * (1 if lat >= 54 else 2)


def test_there_is_a_line_for_each_evening(atlas: Atlas) -> None:
    assert [each.id for each in atlas.feature_list if each.kind == "front-line"] == [
        f"german-front-{day}" for day in DAYS
    ]
    for day in DAYS:
        fields = atlas.feature(f"german-front-{day}").fields
        after = date.fromisoformat(day) + timedelta(1)
        assert (fields.state, fields.start_date, fields.end_date) == ("DEU", day, after.isoformat())
        assert fields.position == "schematic"
        assert fields.certainty != "certain"
        assert fields.precision_km == (40 if day <= "1941-06-26" else 50)


def test_no_line_falls_back_but_where_daugavpils_was_attacked(lines: Lines, taken: Lands) -> None:
    found = {}
    for before, day in pairwise(DAYS):
        behind = shapely.segmentize(lines[before], 2000).coords
        # The southern end of a line is the edge of the sheet.
        far = [Point(each).distance(taken[day]) for each in behind[:-1]]
        if max(far) > 500:
            found[day] = round(max(far) / 1000)
    assert found == {"1941-06-28": 4}


@pytest.mark.parametrize("town", TOWNS)
def test_a_town_is_passed_on_its_day(town: str, atlas: Atlas, lines: Lines, taken: Lands) -> None:
    first, last = TOWNS[town]
    feature = atlas.feature(town)
    at = metres(feature.geometry)
    if town.startswith("taken-"):
        days = feature.fields.start_date.strip("[]").replace("/", ",").split(",")
        assert (days[0], days[-1]) == (first, last)
    if last in taken and town not in BEYOND:
        assert at.distance(taken[last]) <= allowed(last, at)
    eve = (date.fromisoformat(first) - timedelta(1)).isoformat()
    if eve in taken:
        assert not taken[eve].contains(at) or at.distance(lines[eve]) <= allowed(eve, at)


def test_an_arrow_ends_behind_the_line_of_its_day(atlas: Atlas, taken: Lands) -> None:
    arrows = [each for each in atlas.feature_list if each.kind == "german-advance"]
    assert len(arrows) == 22
    for arrow in arrows:
        day = arrow.fields.start_date.strip("[]").replace("/", ",").split(",")[-1]
        assert arrow.geometry
        end = Point(TO_METRES(*arrow.geometry.coords[-1]))
        assert end.distance(taken[day]) <= allowed(day, end), arrow.id


@pytest.mark.parametrize("day", SOVIET)
def test_what_was_not_taken_lies_beyond(day: str, lines: Lines, taken: Lands) -> None:
    for name, place in SOVIET[day].items():
        at = Point(TO_METRES(*place))
        assert not taken[day].contains(at) or at.distance(lines[day]) <= allowed(day, at), name


def test_holdings_agree_with_the_lines(atlas: Atlas, taken: Lands) -> None:
    for name, place in HELD.items():
        assert taken["1941-06-30"].contains(Point(TO_METRES(*place))), name
        held = atlas.at(*place, "1941-06-30")
        assert held
        assert (held.controller, held.status) == ("DEU", "occupied-by-germany"), name
    for place in SOVIET["1941-07-01"].values():
        held = atlas.at(*place, "1941-07-01")
        assert held
        assert held.controller == "SUN"
