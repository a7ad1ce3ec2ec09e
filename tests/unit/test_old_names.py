"""Atlases of before version 1 are drawn as they are, and told the new names of their settings."""

from __future__ import annotations

from pathlib import Path

from baltic_map import open_atlas
from baltic_map.check import find_problems
from tests.fixtures.make_tiny import collection, feature

OLD = """
title = "War"
[palette]
paper = ["#000001", "#1b2228"]
ink = ["#000002", "#ece7da"]
ground = ["#000003", "#a3a49d"]
british = ["#a9231b", "#f0705f"]
spare = ["#a9231b", "#f0705f"]
[[layers]]
id = "events"
[kinds.battle]
layer = "events"
name = "Battle"
shape = "glyph"
glyph = "swords"
ink = "british"
[kinds.raid]
layer = "events"
name = "Raid"
shape = "glyph"
glyph = "burst"
ink = "ground"
"""
HINT = "Write the new one: this one is read for the sake of old atlases."


def old_atlas(folder: Path, toml: str = OLD) -> Path:
    (folder / "atlas.toml").write_text(toml, encoding="utf-8")
    events = [
        feature({"type": "Point", "coordinates": [1, 50]}, id="a", kind="battle", start_date="1900-01-02"),
        feature({"type": "Point", "coordinates": [2, 51]}, id="b", kind="raid", start_date="1900-01-03"),
    ]
    (folder / "events.geojson").write_text(collection(events), encoding="utf-8")
    return folder


def test_old_names_are_read_as_the_new_ones(tmp_path: Path) -> None:
    problems, warnings = find_problems(old_atlas(tmp_path))
    assert problems == []
    assert [str(each) for each in warnings] == [
        f"atlas.toml#kinds.battle.glyph: glyph is called icon now. {HINT}",
        f"atlas.toml#kinds.battle.ink: ink is called color now. {HINT}",
        f'atlas.toml#kinds.battle.shape: shape = "glyph" is called "icon" now. {HINT}',
        f"atlas.toml#palette.paper: paper is called background now. {HINT}",
        f"atlas.toml#palette.ink: ink is called text now. {HINT}",
        f"atlas.toml#palette.ground: ground is called muted now. {HINT}",
        (
            "atlas.toml#palette.spare: nothing is drawn in this colour. Take it out, or name it; the "
            "roles are background, text, muted, halo, accent, border, land, sea, shallows, coast, "
            "water."
        ),
    ]
    config = open_atlas(tmp_path).config
    assert [(each.shape, each.icon, each.color) for each in config.kinds.values()] == [
        ("icon", "swords", "british"),
        ("icon", "burst", "muted"),
    ]
    assert [config.palette[name][0] for name in ("background", "text", "muted")] == ["#000001", "#000002", "#000003"]


def test_a_color_of_the_atlas_may_be_called_as_a_role_once_was(tmp_path: Path) -> None:
    toml = OLD.replace("ink =", "color =").replace("glyph =", "icon =").replace('"glyph"', '"icon"')
    config = open_atlas(old_atlas(tmp_path, toml)).config
    assert config.kinds["raid"].color == "ground"
    assert config.palette["muted"][0] == "#6a6a64"


def test_both_names_at_once_are_a_problem(tmp_path: Path) -> None:
    toml = OLD.replace('ink = "british"', 'ink = "british"\ncolor = "text"')
    problems, _ = find_problems(old_atlas(tmp_path, toml))
    assert [str(each) for each in problems] == ["atlas.toml#kinds.battle.ink: ink is unknown. Take it out."]


BEFORE = """
title = "War"
precision = "month"
window = {{ start = {start}, end = 0009-01-01 }}
extent = {{ west = -6, south = 41, east = 11, north = 55 }}
view = {{ west = -5, south = 42, east = 10, north = 54 }}
"""


def atlas_of(folder: Path, toml: str, *dates: str) -> Path:
    (folder / "atlas.toml").write_text(toml, encoding="utf-8")
    place = {"type": "Point", "coordinates": [4, 47]}
    (folder / "events.geojson").write_text(
        collection([feature(place, id=f"e{each}", start_date=each) for each in dates]), encoding="utf-8"
    )
    return folder


def test_a_window_of_the_first_day_of_toml_is_taken_from_older_features(tmp_path: Path) -> None:
    problems, warnings = find_problems(atlas_of(tmp_path, BEFORE.format(start="0001-01-01"), "-0057-08", "-0051-09"))
    assert problems == []
    assert [str(each) for each in warnings] == [
        (
            "atlas.toml#window: all features are older, and it is taken from them: -0057-07 to "
            '-0051-10. Write it in quotation marks: start = "-0057-07", end = "-0051-10".'
        ),
    ]


def test_another_window_stays_as_it_is_written(tmp_path: Path) -> None:
    problems, _ = find_problems(atlas_of(tmp_path, BEFORE.format(start="0002-01-01"), "-0057-08"))
    assert [each.what for each in problems] == ["it lies wholly outside the atlas's days (0002-01 to 0008-12)"]


def test_days_before_the_gregorian_calendar_are_asked_after(tmp_path: Path) -> None:
    toml = 'title = "Crécy"\n'
    _, warnings = find_problems(atlas_of(tmp_path, toml, "1346-08-26"))
    assert [str(each) for each in warnings] == [
        (
            "atlas.toml#calendar: none is named, and days and weekdays are told as of the "
            'Gregorian calendar. Write calendar = "julian" if days are written as sources write them, '
            'or calendar = "gregorian".'
        ),
    ]
    _, warnings = find_problems(atlas_of(tmp_path, f'{toml}calendar = "julian"\n', "1346-08-26"))
    assert warnings == []
