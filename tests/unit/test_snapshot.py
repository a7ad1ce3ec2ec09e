"""The plate: the same things as the scene, the same bytes each time, nothing on top of another."""

from __future__ import annotations

import base64
import json
import shutil
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import matplotlib as mpl
import numpy as np
import pytest
import shapely
from matplotlib.text import Text
from PIL import Image

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.day_view import DayView
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.messages import languages
from baltic_map.print.canvas import Group
from baltic_map.print.labels import Layout
from baltic_map.print.shaped_text import shape_text
from baltic_map.print.symbols import icon_radius
from baltic_map.print.text_writer import TextWriter
from baltic_map.print.typefaces import Face
from baltic_map.snapshot import FORMATS, Snapshot
from baltic_map.text import Text as Words
from baltic_map.translations import Translations

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
KEY_DAYS = ["1939-08-24", "1939-10-12", "1939-12-01", "1940-06-14", "1940-06-17", "1940-08-06", "1941-06-14"]


@pytest.fixture(scope="module")
def tiny() -> Snapshot:
    return Snapshot(open_atlas(TINY), dpi=60)


@pytest.fixture(scope="module")
def baltic() -> Snapshot:
    return Snapshot(open_atlas(), dpi=60)


def gids(figure: Figure) -> set[str]:
    return {artist.get_gid() for artist in figure.artists if artist.get_gid()}


def test_a_figure_holds_what_the_scene_holds(tiny: Snapshot) -> None:
    for day in tiny.atlas.axis.days():
        assert gids(tiny.figure(day)) == tiny.scene.on(day).drawn_ids


def test_each_id_stands_once(tiny: Snapshot) -> None:
    found = [artist.get_gid() for artist in tiny.figure("1900-01-05").artists if artist.get_gid()]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_day_gives_the_same_bytes(tiny: Snapshot, form: str) -> None:
    first = tiny.render("1900-01-05", form)
    # Neither the way to a day nor a reader's own settings may change it.
    tiny.render("1900-01-01", form)
    with mpl.rc_context(
        {"svg.hashsalt": "other", "savefig.bbox": "tight", "lines.linewidth": 9, "path.simplify": False}
    ):
        assert tiny.render("1900-01-05", form) == first
        assert Snapshot(open_atlas(TINY), dpi=60).render("1900-01-05", form) == first


def test_a_kept_ground_gives_the_picture_that_a_new_one_gives(baltic: Snapshot) -> None:
    run = [baltic.render(day) for day in KEY_DAYS[-3:]]
    assert baltic.render(KEY_DAYS[-3]) == run[0]
    assert Snapshot(baltic.atlas, dpi=60).render(KEY_DAYS[-1]) == run[-1]


def test_a_map_that_has_not_changed_is_not_drawn_again(tiny: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str | None] = []
    draw = Group.draw

    def note(group: Group, renderer: Any) -> None:
        drawn.append(group.get_gid())
        draw(group, renderer)

    days = [each.isoformat() for each in tiny.atlas.axis.days()]
    states = [tiny.scene.on(day).features for day in days]
    quiet = next(at for at in range(1, len(days)) if states[at - 1] == states[at])
    tiny.render(days[quiet - 1])
    monkeypatch.setattr(Group, "draw", note)
    again = tiny.render(days[quiet])
    assert drawn == []
    monkeypatch.undo()
    assert Snapshot(open_atlas(TINY), dpi=60).render(days[quiet]) == again


def test_a_file_is_written_whole_and_leaves_nothing_else(tiny: Snapshot, tmp_path: Path) -> None:
    plate = tiny.save("1900-01-05", tmp_path / "new" / "plate.PNG")
    with Image.open(plate) as image:
        assert image.size == (840, 600)
        assert image.info["Title"] == "Tiny war, Friday, 5 January 1900"
    assert [path.name for path in plate.parent.iterdir()] == ["plate.PNG"]


def test_a_failed_print_leaves_the_last_good_one(
    tiny: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny.save("1900-01-05", tmp_path / "plate.png")
    before = path.read_bytes()

    def fail(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(AtlasError, match="No space left"):
        tiny.save("1900-01-06", path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["plate.png"]


def test_a_run_is_one_file_a_day(tiny: Snapshot, tmp_path: Path) -> None:
    written = tiny.run(["1900-01-02", "1900-01-01"], tmp_path, "svg")
    assert [path.name for path in written] == ["1900-01-02.svg", "1900-01-01.svg"]
    assert written[0].read_bytes() == tiny.render("1900-01-02", "svg")


def test_a_run_gives_each_plate_as_it_is_written(tiny: Snapshot, tmp_path: Path) -> None:
    plates = tiny.each(["1900-01-01", "1900-01-02"], tmp_path)
    assert next(plates).name == "1900-01-01.png"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_printed_is_told(tiny: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"'\.jpg' is not a format of plates\. End the name with one of \.png, \.svg"):
        tiny.save("1900-01-05", tmp_path / "plate.jpg")
    with pytest.raises(AtlasError, match="'gif' is not a format"):
        tiny.render("1900-01-05", "gif")
    with pytest.raises(DayOutOfRangeError):
        tiny.render("1900-02-01")
    with pytest.raises(AtlasError, match="a sheet of 4 × 3 inches is too small"):
        Snapshot(tiny.atlas, width_in=4, height_in=3)
    assert list(tmp_path.iterdir()) == []


def hostile(tmp_path: Path, name: str) -> Snapshot:
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    for file in ("events", "places"):
        path = folder / f"{file}.geojson"
        data = json.loads(path.read_text(encoding="utf-8"))
        for feature in data["features"]:
            feature["properties"]["name"] = name
        path.write_text(json.dumps(data), encoding="utf-8")
    return Snapshot(open_atlas(folder), dpi=60)


@pytest.mark.parametrize("name", [r"$\frac{", "$x^2$ and $y$", r"\undefined{$", "Москва <b>&amp;</b>"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_name_is_never_more_than_a_name(tmp_path: Path, name: str, form: str) -> None:
    data = hostile(tmp_path, name).render("1900-01-05", form)
    assert data
    if form == "svg":
        assert b"<b>" not in data


def test_no_text_is_read_as_math(tiny: Snapshot) -> None:
    assert not any(text.get_parse_math() for text in tiny.figure("1900-01-05").findobj(Text))


@pytest.mark.parametrize("voice", ["serif", "sans"])
def test_cyrillic_has_letters_of_its_own(voice: Literal["serif", "sans"]) -> None:
    outlines = [np.asarray(shape_text(sign, Face(voice), 10).path.vertices) for sign in "ЖФЯжфя"]
    assert all(len(one) != len(other) or not np.allclose(one, other) for one, other in combinations(outlines, 2))


def test_routes_of_days_before_have_less_ink(baltic: Snapshot) -> None:
    settled = baltic.layout("1940-06-17").settled
    assert "route-25th-tank-brigade" in settled
    assert "route-joniskis-riga" not in settled
    assert baltic.layout("1940-06-15").settled == frozenset()


def taken(plate: DayView, layout: Layout) -> list[tuple[str, tuple[float, float, float, float]]]:
    """List the rectangles of labels, and those that stand within the discs of signs."""
    boxes = [
        (key, (spot.box.left, spot.box.bottom, spot.box.right, spot.box.top))
        for key, (spot, _) in layout.labels.items()
    ]
    looks = {mark.feature.id: mark for mark in plate.features}
    for key, place in layout.icons.items():
        mark = looks[key]
        if place is not None and mark.symbol.disc:
            # The square within the disc: its corners touch the rim.
            half = icon_radius(mark.symbol, mark.feature.rank) / 2**0.5
            boxes.append((key + " (sign)", (place[0] - half, place[1] - half, place[0] + half, place[1] + half)))
    return boxes


@pytest.mark.parametrize("day", KEY_DAYS)
def test_nothing_is_lettered_on_a_sign_or_another_name(baltic: Snapshot, day: str) -> None:
    layout = baltic.layout(day)
    frame = baltic.sheet.frame
    boxes = taken(baltic.scene.on(day), layout)
    for (one, a), (other, b) in combinations(boxes, 2):
        inside = all(frame.left < box[0] and box[2] < frame.right for box in (a, b))
        met = a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
        assert not (inside and met), (one, other)


def test_the_name_of_a_lake_crosses_no_shore(baltic: Snapshot) -> None:
    plate, ground = baltic.scene.on(KEY_DAYS[0]), baltic._basemap
    lakes = {mark.feature.id for mark in plate.features if mark.symbol.label == "lake"}
    boxes = {key: place.box.shape for key, (place, _) in baltic.layout(KEY_DAYS[0]).labels.items() if key in lakes}
    assert {"place-peipus", "place-pskov-lake", "place-vortsjarv"} <= set(boxes)
    crossed = [key for key, box in boxes.items() if box.intersects(shapely.boundary(ground.lakes))]
    assert (crossed, [key for key, box in boxes.items() if box.intersects(ground.shore)]) == ([], [])
    assert max(box.distance(ground.lakes) for box in boxes.values()) < 6


@pytest.mark.parametrize("day", KEY_DAYS)
def test_signs_stand_near_their_places(baltic: Snapshot, day: str) -> None:
    marks = {mark.feature.id: mark for mark in baltic.scene.on(day).features}
    for key, place in baltic.layout(day).icons.items():
        if place is not None:
            true = baltic.sheet.project(marks[key].feature.geometry)
            assert np.hypot(place[0] - true.x, place[1] - true.y) < 75, key


@pytest.mark.parametrize("day", ["1940-06-14", "1940-06-16", "1941-06-14"])
def test_no_sign_is_moved_over_a_border_or_far_from_its_shore(baltic: Snapshot, day: str) -> None:
    plate = baltic.scene.on(day)
    ground = baltic.atlas.borders.territories
    lands = {
        each.id: baltic.sheet.project(shapely.union_all([ground[key].geometry for key in each.territories]))
        for each in plate.areas
    }
    marks = {mark.feature.id: mark for mark in plate.features}
    moved = 0
    for key, place in baltic.layout(day).icons.items():
        home = baltic.sheet.project(marks[key].feature.geometry)
        if place is None or home.distance(stand := shapely.Point(place)) < 1:
            continue
        moved += 1
        # A point or two for the coarser coast the plate is drawn with.
        own = {name for name, land in lands.items() if land.distance(home) < 6}
        here = {name for name, land in lands.items() if land.distance(stand) < 1.5}
        far = min(land.distance(stand) for land in lands.values())
        before = {name for name, land in lands.items() if land.distance(stand) < far + 3}
        assert own & (here or before) or not (own or here), key
    assert moved > 2


def test_the_three_capitals_and_states_are_always_named(baltic: Snapshot) -> None:
    for day in KEY_DAYS:
        plate, layout = baltic.scene.on(day), baltic.layout(day)
        named = {mark.name for mark in plate.features if mark.feature.id in layout.labels}
        assert {"Tallinn", "Riga", "Kaunas"} <= named, day
        assert len([name for name in named if name.startswith(("Estonia", "Latvia", "Lithuania"))]) >= 3, day


def test_the_scale_bar_is_as_long_as_it_says(baltic: Snapshot) -> None:
    sheet = baltic.sheet
    tallinn, riga = (sheet.to_points(np.array([each]))[0] for each in ((24.7535, 59.437), (24.1059, 56.946)))
    assert np.hypot(*(tallinn - riga)) * sheet.ground_resolution / 1000 == pytest.approx(279.9, rel=0.01)
    assert sheet.scale == pytest.approx(3.4e6, rel=0.05)


def test_the_whole_view_lies_inside_the_frame(baltic: Snapshot) -> None:
    view, frame = baltic.atlas.config.view, baltic.sheet.frame
    corners = [(x, y) for x in (view.west, view.east) for y in (view.south, view.north)]
    for x, y in baltic.sheet.to_points(np.array(corners)):
        assert frame.left < x < frame.right
        assert frame.bottom < y < frame.top


def test_other_sheets_are_filled_too(tiny: Snapshot) -> None:
    for width, height in ((9, 6.5), (16.54, 11.69), (10, 12)):
        Snapshot(tiny.atlas, width_in=width, height_in=height, dpi=40).render("1900-01-05")


def test_every_language_prints(tiny: Snapshot) -> None:
    atlas: Atlas = tiny.atlas
    for lang in languages():
        assert Snapshot(atlas, lang, dpi=40).render("1900-01-05")


def written(monkeypatch: pytest.MonkeyPatch, lang: str, day: str) -> list[str]:
    """List the lines of the panel and the foot of a plate."""
    lines: list[str] = []
    for name in ("text", "capitals"):
        write = getattr(TextWriter, name)

        def note(self: TextWriter, x: float, y: float, text: str, *rest: Any, write: Any = write) -> None:
            lines.append(text)
            write(self, x, y, text, *rest)

        monkeypatch.setattr(TextWriter, name, note)
    Snapshot(open_atlas(), lang=lang, dpi=60).figure(day)
    return lines


@pytest.mark.parametrize(
    ("lang", "title", "subtitle", "ground", "prose"),
    [
        (
            "lt",
            "Sovietų okupacija Baltijos valstybėse",
            "Diena po dienos nuo 1939 m. rugpjūčio 23-iosios iki 1941 m. liepos 1-osios",
            "Krantai, ežerai ir upės",
            "Aprašymai – anglų kalba, dar neišversti.",
        ),
        (
            "et",
            "Nõukogude okupatsioon Balti riikides",
            "Päev-päevalt, 23. august 1939 – 1. juuli 1941",
            "Rannajoon, järved ja jõed",
            "Kirjeldused on inglise keeles, veel tõlkimata.",
        ),
    ],
)
def test_a_plate_is_in_its_language_and_says_what_is_not(
    monkeypatch: pytest.MonkeyPatch, lang: str, title: str, subtitle: str, ground: str, prose: str
) -> None:
    lines = written(monkeypatch, lang, "1940-08-05")
    assert lines[0] == title
    assert subtitle in lines
    assert any(line.startswith(ground) for line in lines)
    assert prose not in lines
    monkeypatch.setattr(Translations, "text", lambda _, prose, __: Words(prose.english, "en"))
    assert written(monkeypatch, lang, "1940-08-05").count(prose) == 1


def test_an_english_plate_says_nothing_of_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = written(monkeypatch, "en", "1940-06-16")
    assert lines[0] == "Soviet occupation of the Baltic states"
    assert "The descriptions are in English." not in lines


def test_the_chief_event_is_the_first_of_the_plate(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = written(monkeypatch, "en", "1940-06-17")
    events = lines.index("On this day")
    assert lines[events + 1 : events + 3] == ["05:00", "Red Army enters Estonia"]


def test_a_notebook_shows_a_figure(tiny: Snapshot) -> None:
    shown = tiny.figure("1900-01-05")._repr_mimebundle_()
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
