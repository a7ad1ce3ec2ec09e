"""What stands on a plate besides: the small map, the days along routes, and all sources on pages of their own."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely

from baltic_map.atlas import open_atlas
from baltic_map.calendars import CivilDay
from baltic_map.print.inset import _shapes, inset_box
from baltic_map.print.placement import Occupancy
from baltic_map.print.route_days import place_along, short_day
from baltic_map.print.shaped_text import shape_text
from baltic_map.print.sheet import Box
from baltic_map.print.source_pages import short_address, source_pages, sources_of
from baltic_map.print.typefaces import Face
from baltic_map.snapshot import Snapshot


@pytest.fixture(scope="module")
def baltic() -> Snapshot:
    return Snapshot(open_atlas(), dpi=40)


def test_the_small_map_lies_where_nothing_happens(baltic: Snapshot) -> None:
    box, frame = inset_box(baltic.sheet, baltic.scene.features), baltic.sheet.frame
    assert box is not None
    # Belorussia: the lower right corner.
    assert (round(frame.right - box.right), round(box.bottom - frame.bottom)) == (6, 6)
    layout = baltic.layout("1940-06-16")
    labels = [candidate.box.shape for candidate, _ in layout.labels.values()]
    assert labels
    assert not shapely.intersects(labels, box.shape).any()


def test_the_small_map_shows_the_land_around(baltic: Snapshot) -> None:
    box = inset_box(baltic.sheet, baltic.scene.features)
    assert box is not None
    land, region = _shapes(baltic.sheet, box)
    assert 0.5 < land.area / box.shape.area < 0.8
    assert 0.02 < region.area / box.shape.area < 0.06
    assert shapely.distance(region.centroid, box.shape.centroid) < 2


def test_days_are_written_as_each_language_writes_them() -> None:
    day = CivilDay.of(1940, 6, 16)
    assert [short_day(day, lang, "?") for lang in ("en", "et", "lt", "lv", "ru", "de")] == [
        "16 June",
        "16. juuni",
        "birželio 16 d.",
        "16. jūnijs",
        "16 июня",
        "16. Juni",
    ]
    # A month is told as it is; a day of the Julian calendar that no year of ours has, is one.
    assert short_day(CivilDay.of(1940, 6, precision="month"), "en", "June 1940") == "June 1940"
    assert short_day(CivilDay.of(1900, 2, 29, "julian"), "en", "?") == "29 February"
    assert short_day(day, "tlh", "16/6") == "16/6"


def test_a_day_stands_beside_its_arrow_and_can_be_read() -> None:
    text = shape_text("16 June", Face("sans", "semibold"), 6.4)
    occupancy = Occupancy(Box(0, 0, 200, 200))

    def nothing(boxes: np.ndarray) -> np.ndarray:
        return np.zeros(len(boxes))

    # From right to left: the words are not upside down.
    curve = np.array([(180.0, 100.0), (100.0, 100.0), (20.0, 100.0)])
    placed = place_along(curve, text, 10.0, occupancy, nothing)
    assert placed is not None
    assert abs(placed.text.angle) < 1e-6 or abs(placed.text.angle - 360) < 1e-6
    assert abs(placed.y - 100) > 5
    # Both sides taken, there is none for a third.
    assert place_along(curve, text, 10.0, occupancy, nothing) is not None
    occupancy.take_box(Box(0, 80, 200, 120))
    assert place_along(curve, text, 10.0, occupancy, nothing) is None
    assert place_along(curve, text, 10.0, Occupancy(Box(0, 0, 200, 200)), lambda boxes: nothing(boxes) + 9) is None


def test_the_routes_of_a_day_bear_their_days(baltic: Snapshot) -> None:
    days = {key: placed.text.text for key, placed in baltic.layout("1940-06-17").days.items()}
    assert set(days.values()) == {"16 June", "17 June"}
    # What may only be so on the day is not dated.
    certain = {each.id for each in baltic.scene.on("1940-06-17").features if each.certain}
    assert set(days) <= certain


def test_names_lie_neither_abroad_nor_on_arrows(baltic: Snapshot) -> None:
    plate, labels = baltic.scene.on("1940-06-17"), baltic.layout("1940-06-17").labels
    placer, boxes = baltic._renderer.features.labels, {key: each[0].box.shape for key, each in labels.items()}
    lithuania = placer.basemap.area(("lithuania",))
    assert shapely.distance(boxes["place-memelland"], lithuania) > 1
    drawn = [each for each in plate.features if each.symbol.shape == "arrow" and each.feature.geometry is not None]
    arrows = shapely.union_all([shapely.polygons(ring) for each in drawn for ring in placer._outline(each).geoms])
    assert shapely.distance(boxes["place-johvi"], arrows) > 0
    assert shapely.distance(boxes["place-latvia"], arrows) > 1


@pytest.mark.long
def test_all_sources_of_what_is_on_a_plate_are_told(baltic: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    # As Matplotlib writes it; a tagged one: test_book.py.
    monkeypatch.setattr("baltic_map.snapshot.can_typeset", lambda: False)
    view = baltic.scene.on("1940-06-16")
    sources = sources_of(baltic.scene, view, baltic.atlas.bibliography)
    cited = {
        baltic.scene.scene.citations[number].work
        for each in (*(feature.feature for feature in view.features), *view.areas, *view.borders)
        for number in each.sources
    }
    assert {each.id for each in sources} == cited
    pages = source_pages(sources, baltic.sheet)
    assert [each for page in pages for column in page for each, _ in column] == sources
    pdf = baltic.render("1940-06-16", "pdf")
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 1 + len(pages)
    # Each address is a link.
    address = next(each.address for each in sources if each.address.isascii() and "(" not in each.address)
    assert f"/URI ({address})".encode() in pdf


def test_addresses_are_short() -> None:
    assert short_address("https://www.estonica.org/et/") == "estonica.org/et"
    archived = "https://web.archive.org/web/20200101000000/http://a.example/b?c=1"
    assert short_address(archived) == "a.example/b?c=1"
    assert short_address("") == ""
