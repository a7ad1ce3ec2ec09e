"""How things look: every look that follows from a certainty, a position, a kind, a precision, as a table."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.borders import Area
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.config import ROLE_COLORS, Config, Kind, State, Status
from baltic_map.contract import Color, FeatureSymbol
from baltic_map.print.arrows import arrow_curve, arrow_outline, notch_outline
from baltic_map.snapshot import Snapshot
from baltic_map.symbology import (
    CERTAINTY_FILLS,
    SYMBOLOGY,
    area_symbol,
    blend,
    border_symbol,
    feature_symbol,
    legend_symbol,
    mix,
    palette,
    state_tint,
    waterlines,
)
from tests.unit.pages import data_in

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"


def without_palette(tmp_path: Path) -> Path:
    """Copy the tiny atlas with no colour of its own but the one that its kinds name."""
    folder = Path(shutil.copytree(TINY, tmp_path / "bare"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"\[palette\]\n(?:\w+ = .*\n)+", '[palette]\nred = ["#a9231b", "#f0705f"]\n', text)
    config.write_text(text, encoding="utf-8")
    return folder


def test_an_atlas_needs_no_colors_but_those_it_names(tmp_path: Path) -> None:
    folder = without_palette(tmp_path)
    assert check_atlas(folder) == []
    atlas = open_atlas(folder)
    assert set(atlas.config.palette) == {*ROLE_COLORS, "red"}
    assert Snapshot(atlas, dpi=40).render("1900-01-05")
    data = data_in(MapBuilder(atlas).day("1900-01-05").get_root().render())
    assert data["scene"]["palette"]["accent"] == {"day": "#8a3b2a", "night": "#dd8a74"}


def test_the_style_sheet_names_no_color_of_one_atlas() -> None:
    static = ROOT / "src" / "baltic_map" / "web" / "static"
    named = {
        name for sheet in static.rglob("*.css") for name in re.findall(r"var\(--([a-z-]+)", sheet.read_text("utf-8"))
    }
    palette = set(open_atlas().config.palette)
    assert named & palette <= set(ROLE_COLORS)


def test_the_roles_are_those_that_are_described() -> None:
    text = (ROOT / "docs" / "your-own-atlas.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \| .* \| `(#\w{6})` \| `(#\w{6})` \|$", text, re.MULTILINE)
    assert {name: (day, night) for name, day, night in rows} == ROLE_COLORS


def test_no_named_value_of_the_style_sheet_hides_a_role() -> None:
    sheet = ROOT / "src" / "baltic_map" / "web" / "static" / "css" / "tokens.css"
    assert set(re.findall(r"--([a-z-]+):", sheet.read_text("utf-8"))) & set(ROLE_COLORS) == set()


def test_an_atlas_keeps_its_own_colors() -> None:
    assert open_atlas().config.palette["accent"] == ("#a9231b", "#f0705f")
    assert open_atlas(TINY).config.palette["land"] == ("#f3eee1", "#2a3138")


# ---------------------------------------------------------------- marks


def symbol(*, certainty: str = "certain", position: str = "exact", **kind: Any) -> FeatureSymbol:
    """Look up a feature of the tiny atlas as if it were so sure, and of such a kind."""
    atlas = open_atlas(TINY)
    shape = {"shape": "icon", "icon": "burst"} | kind
    config = replace(atlas.config, kinds={"thing": Kind(layer="events", name="Thing", **shape)})
    feature = atlas.feature("fight")
    fields = replace(feature.fields, kind="thing", certainty=certainty, position=position)
    return feature_symbol(config, replace(feature, fields=fields), certain=True)


@pytest.mark.parametrize(
    ("certainty", "position", "is_open", "fill", "dash"),
    [
        ("certain", "exact", False, "full", None),
        ("certain", "approximate", False, "full", None),
        ("certain", "schematic", False, "dashed", "dotted"),
        ("certain", "exact", True, "dashed", "dashed"),
        ("certain", "approximate", True, "dashed", "dashed"),
        ("certain", "schematic", True, "dashed", "dotted"),
        ("less-certain", "exact", False, "outline", None),
        ("less-certain", "approximate", False, "outline", None),
        ("less-certain", "schematic", False, "dashed", "dotted"),
        ("less-certain", "exact", True, "dashed", "dashed"),
        ("less-certain", "approximate", True, "dashed", "dashed"),
        ("less-certain", "schematic", True, "dashed", "dotted"),
        ("uncertain", "exact", False, "dashed", "dashed"),
        ("uncertain", "approximate", False, "dashed", "dashed"),
        ("uncertain", "schematic", False, "dashed", "dotted"),
        ("uncertain", "exact", True, "dashed", "dashed"),
        ("uncertain", "approximate", True, "dashed", "dashed"),
        ("uncertain", "schematic", True, "dashed", "dotted"),
    ],
)
def test_a_sign_is_as_full_as_it_is_sure(
    certainty: str, position: str, is_open: bool, fill: str, dash: str | None
) -> None:
    found = symbol(certainty=certainty, position=position, open=is_open)
    assert (found.fill, found.dash) == (fill, dash)


@pytest.mark.parametrize(
    ("certainty", "position", "is_open", "fill", "dash"),
    [
        ("certain", "exact", False, "full", None),
        ("certain", "schematic", False, "full", "dashed"),
        ("less-certain", "exact", False, "outline", None),
        ("less-certain", "schematic", False, "outline", "dashed"),
        ("uncertain", "exact", False, "dashed", "dashed"),
        ("certain", "schematic", True, "dashed", "dashed"),
    ],
)
def test_an_arrow_is_solid_if_it_is_certain_and_open_only_if_it_is_not_proved(
    certainty: str, position: str, is_open: bool, fill: str, dash: str | None
) -> None:
    found = symbol(certainty=certainty, position=position, open=is_open, shape="arrow", icon=None)
    assert (found.fill, found.dash) == (fill, dash)


def test_a_kind_keeps_its_own_dash() -> None:
    assert symbol(dash="dotted", shape="line", icon=None).dash == "dotted"
    assert symbol(dash="dotted", shape="line", icon=None, certainty="uncertain").dash == "dotted"


@pytest.mark.parametrize(("size", "disc"), [(6, False), (10, False), (10.5, True), (11, True), (12, True), (20, True)])
def test_signs_of_more_than_ten_pixels_stand_in_a_disc(size: float, disc: bool) -> None:
    assert symbol(size=size).disc is disc


@pytest.mark.parametrize("shape", ["area", "line", "arrow", "label"])
def test_only_signs_stand_in_a_disc(shape: str) -> None:
    assert symbol(shape=shape, icon=None).disc is False


# ---------------------------------------------------------------- lines and areas


@pytest.mark.parametrize(
    ("kilometres", "stroke"),
    [(0.1, "solid"), (1.0, "solid"), (1.01, "dashed"), (5.0, "dashed"), (5.01, "dotted"), (40.0, "dotted")],
)
def test_the_stroke_of_a_border_tells_its_precision(kilometres: float, stroke: str) -> None:
    arc = next(iter(open_atlas(TINY).borders.arcs.values()))
    for inner in (True, False):
        found = border_symbol(replace(arc, precision_km=kilometres), inner=inner)
        assert (found.stroke, found.inner) == (stroke, inner)


def statuses(**statuses: dict[str, str]) -> Config:
    """Give the tiny atlas a dark state and statuses."""
    return replace(
        open_atlas(TINY).config,
        palette={**ROLE_COLORS, "pale": ("#f0e0a0", "#404040"), "dark": ("#202020", "#f0f0f0")},
        states={
            "PAL": State(name="Pale", tint=("#c0dacd", "#2f4f4a")),
            "DRK": State(name="Dark", tint=("#303840", "#c0c0c0")),
        },
        statuses={name: Status(name=name, **fields) for name, fields in statuses.items()},
    )


@pytest.mark.parametrize(
    ("state", "inner", "edge"),
    [
        ("PAL", "", None),
        ("PAL", "own", "band"),
        ("DRK", "own", "line"),
        ("PAL", "pale", "band"),
        ("PAL", "dark", "line"),
        ("DRK", "pale", "band"),
    ],
)
def test_a_pale_edge_is_a_band(state: str, inner: str, edge: str | None) -> None:
    config = statuses(held={"fill": "own", **({"inner": inner} if inner else {})})
    found = area_symbol(config, Area(("t",), state, state, state, "held")).edge
    assert (found and found.kind) == edge


def test_what_is_annexed_keeps_the_edge_of_the_state_it_was() -> None:
    config = statuses(taken={"fill": "controller", "inner": "own"})
    found = area_symbol(config, Area(("t",), "DRK", "DRK", "PAL", "taken"))
    assert found.edge is not None
    # Twelve hundredths of the text colour in the tint of PAL.
    assert found.edge.color.day == "#aec5b9"
    assert found.edge.kind == "band"


# ---------------------------------------------------------------- the numbers of all symbols


def test_a_lesser_icon_is_smaller() -> None:
    assert SYMBOLOGY.icon_sizes == (1.06, 1.0, 0.85, 0.8)
    assert SYMBOLOGY.icon_share == 0.7


@pytest.mark.parametrize(
    ("group", "strokes"),
    [
        ("rims", {"solid": (1.2,), "dashed": (1.2, 2.6, 2.0)}),
        ("arrow_rims", {"solid": (1.4,), "dashed": (1.6, 6.4, 2.4), "dotted": (1.8, 0.1, 4.0)}),
        ("borders", {"solid": (1.5,), "dashed": (1.5, 7.0, 3.5), "dotted": (2.0, 0.1, 4.0)}),
        (
            "outlines",
            {"solid": (1.2,), "long": (1.2, 9.0, 4.0), "dashed": (1.2, 5.0, 4.0), "dotted": (1.8, 0.1, 5.0)},
        ),
    ],
)
def test_strokes_have_a_width_and_a_dash(group: str, strokes: dict[str, tuple[float, ...]]) -> None:
    assert {name: (each.width, *each.dash) for name, each in getattr(SYMBOLOGY, group).items()} == strokes


def test_widths_of_lines_and_edges() -> None:
    assert (SYMBOLOGY.inner_border, SYMBOLOGY.line, SYMBOLOGY.waterline) == (0.8, 1.6, 0.45)
    assert SYMBOLOGY.edges == {"line": 1.6, "band": 5.2}


def test_hatches_of_areas_rise_those_of_zones_fall_and_what_is_massed_lies_level() -> None:
    found = {name: (each.angle, each.spacing, each.width, each.opacity) for name, each in SYMBOLOGY.hatches.items()}
    assert found == {"area": (45, 9.6, 1.3, 0.62), "zone": (135, 6.8, 1.15, 0.58), "massed": (0, 5.2, 1.7, 0.8)}
    assert SYMBOLOGY.zone_tints == {"plain": 0.03, "zone": 0.08, "massed": 0.24}


def test_what_stands_before_a_border_is_the_strongest_of_all_hatches_and_occupied_land_the_weakest() -> None:
    ink = {name: each.width / each.spacing * each.opacity for name, each in SYMBOLOGY.hatches.items()}
    assert sorted(ink, key=lambda name: ink[name]) == ["area", "zone", "massed"]


def test_names_are_placed_in_the_order_of_their_role_and_rank() -> None:
    labels = SYMBOLOGY.labels
    order = ["state", "strength", "capital", "town", "place", "sea", "island", "lake", "region", "river", "sign"]
    assert sorted(labels, key=lambda role: labels[role].priority) == order
    assert {role: each.place for role, each in labels.items() if each.place != "on"} == {
        "state": "land",
        "capital": "beside",
        "town": "beside",
        "sea": "water",
        "lake": "water",
        "sign": "beside",
    }
    assert labels["town"].zooms == (4.6, 6.3, 7.5, 8.6)
    assert all(list(each.zooms) == sorted(each.zooms) for each in labels.values())


@pytest.mark.parametrize(
    ("kind", "fields", "role"),
    [
        ("sea", {"shape": "label"}, "sea"),
        ("gulf", {"shape": "label", "label": "sea"}, "sea"),
        ("gulf", {"shape": "label"}, "place"),
        ("capital", {"shape": "icon", "icon": "town", "size": 9}, "capital"),
        ("village", {"shape": "icon", "icon": "town", "size": 6}, "town"),
        ("village", {"shape": "icon", "icon": "town", "size": 16}, None),
        ("region", {"shape": "area"}, None),
    ],
)
def test_a_kind_says_of_what_its_names_are_or_is_called_so(kind: str, fields: dict[str, Any], role: str | None) -> None:
    atlas = open_atlas(TINY)
    config = replace(atlas.config, kinds={kind: Kind(layer="events", name="Thing", **fields)})
    feature = atlas.feature("fight")
    placed = replace(feature, fields=replace(feature.fields, kind=kind))
    assert feature_symbol(config, placed).label == role


def test_a_label_has_to_fit_its_shape() -> None:
    with pytest.raises(ValueError, match="has the shape icon and the label sea"):
        Kind(layer="events", name="Thing", shape="icon", icon="town", label="sea")
    with pytest.raises(ValueError, match="has the shape area and the label region"):
        Kind(layer="events", name="Thing", shape="area", label="region")


def test_a_hatched_zone_has_long_dashes_unless_it_is_not_sure() -> None:
    assert symbol(shape="area", icon=None, hatch=True).dash == "long"
    assert symbol(shape="area", icon=None, hatch=True, certainty="uncertain").dash == "dashed"


def test_an_area_is_hatched_as_water_that_is_closed_or_as_what_is_massed() -> None:
    assert symbol(shape="area", icon=None).hatch is None
    assert symbol(shape="area", icon=None, hatch=True).hatch == "zone"
    massed = symbol(shape="area", icon=None, massed=True, position="schematic")
    assert (massed.hatch, massed.fill, massed.dash) == ("massed", "dashed", "dashed")


def test_colours_are_mixed_channel_by_channel() -> None:
    assert mix("#000000", "#ff8000", 0.5) == "#804000"
    assert mix("#010203", "#ff8000", 0) == "#010203"


def test_the_sea_grows_lighter_towards_the_shore() -> None:
    found = [(each.reach, each.fill.day) for each in waterlines(open_atlas(TINY).config)]
    assert found == [(15.0, "#c9d6da"), (9.0, "#cedade"), (4.2, "#d3dee1")]


# The same points, with y downwards, are those of tests/js/arrows.test.js.
def test_a_way_of_two_points_bends_to_its_left() -> None:
    curve = arrow_curve(np.array([(0.0, 0.0), (20.0, 0.0)]), SYMBOLOGY.arrow)
    assert curve.round(3).tolist() == [[0, 0], [4.966, 1.117], [10, 1.8], [15.034, 1.117], [20, 0]]


CURVE = [
    *([0, 0], [4.423, 2.631], [8.69, 5.513], [13.057, 8.239], [17.838, 10.077]),
    *([22.488, 8.44], [25.338, 4.174], [27.56, -0.471], [30, -5]),
]
RING = [
    *([-0.422, 0.709], [3.688, 3.79], [7.601, 7.19], [11.869, 10.62], [17.477, 13.397], [21.94, 12.609]),
    *([26.695, 16.995], [30, -5], [11.055, 6.653]),
    *([19.45, 5.534], [18.2, 6.757], [14.244, 5.859], [9.779, 3.836], [5.159, 1.471], [0.422, -0.709]),
]


def test_a_curve_of_three_points_and_the_arrow_along_it() -> None:
    curve = arrow_curve(np.array([(0.0, 0.0), (20.0, 10.0), (30.0, -5.0)]), SYMBOLOGY.arrow)
    assert curve.round(3).tolist() == CURVE
    assert arrow_outline(curve, 7.5, SYMBOLOGY.arrow).round(3).tolist() == RING


def test_a_mark_across_an_arrow_stands_where_the_arrow_is_nearest() -> None:
    curve = np.column_stack([np.arange(0.0, 101.0, 5.0), np.zeros(21)])
    # Half of a shaft of 10 is 3.05 in the middle; 2.6 stand out, and the mark is 2.4 thick.
    ring = notch_outline(curve, (51.0, 7.0), 10.0, replace(SYMBOLOGY.arrow, growth=1.0))
    assert ring.round(2).tolist() == [[48.8, 5.65], [51.2, 5.65], [51.2, -5.65], [48.8, -5.65]]
    assert notch_outline(curve[:1], (0, 0), 10.0, SYMBOLOGY.arrow).tolist() == []


def test_an_arrow_of_no_length_has_no_outline() -> None:
    curve = arrow_curve(np.array([(5.0, 5.0), (5.0, 5.0)]), SYMBOLOGY.arrow)
    assert arrow_outline(curve, 7.5, SYMBOLOGY.arrow).tolist() == []


def test_names_grow_closer_with_the_zoom() -> None:
    towns = (4.6, 6.3, 7.5, 8.6)
    assert {role: (each.place, each.priority, each.zooms) for role, each in SYMBOLOGY.labels.items()} == {
        "state": ("land", 0.0, (0.0, 5.5, 7.0, 8.0)),
        "capital": ("beside", 0.5, towns),
        "town": ("beside", 1.0, towns),
        "place": ("on", 1.0, towns),
        "strength": ("on", 0.2, (5.4, 5.8, 7.5, 8.6)),
        "sea": ("water", 1.2, (0.0, 6.2, 7.4, 8.6)),
        "island": ("on", 1.9, (6.2, 7.6, 8.2, 9.0)),
        "lake": ("water", 2.6, (5.5, 6.3, 7.6, 8.6)),
        "region": ("on", 2.8, (6.5, 7.4, 8.0, 8.8)),
        "river": ("on", 3.2, (6.0, 7.2, 8.0, 8.8)),
        "sign": ("beside", 6.0, (9.0, 9.0, 9.0, 9.0)),
    }


def test_how_opaque_things_are_and_how_an_arrow_is_built() -> None:
    assert (SYMBOLOGY.tint, SYMBOLOGY.unproved, SYMBOLOGY.faint) == (0.62, 0.8, 0.5)
    arrow = SYMBOLOGY.arrow
    assert (arrow.bow, arrow.pieces, arrow.step, arrow.widths, arrow.slight) == (
        0.09,
        24,
        5.0,
        (16.0, 13.0, 11.0, 9.0),
        0.24,
    )
    assert (arrow.casing, arrow.notch) == (2.0, (2.4, 2.6))
    assert (arrow.tail, arrow.growth, arrow.head, arrow.neck, arrow.spread) == (0.22, 1.1, 2.75, 0.84, 2.5)


def test_an_area_has_the_tint_of_its_state_dimmed_or_that_of_who_controls_it() -> None:
    config = statuses(
        own={"fill": "own", "inner": "own"},
        dimmed={"fill": "dimmed", "hatch": "pale"},
        taken={"fill": "controller", "inner": "dark"},
    )
    found = {
        status: area_symbol(config, Area(("t",), "PAL", "DRK", "DRK", status)) for status in ("own", "dimmed", "taken")
    }
    assert {status: (each.fill.day, each.fill.night) for status, each in found.items()} == {
        "own": ("#c0dacd", "#2f4f4a"),
        # 45 hundredths of land in the tint; 26 hundredths of its strong colour in the tint of who controls it.
        "dimmed": ("#d7e3d6", "#2d4242"),
        "taken": ("#2f343a", "#cbcac7"),
    }
    assert {status: each.edge and (each.edge.color.day, each.edge.color.night) for status, each in found.items()} == {
        "own": ("#aec5b9", "#46615b"),
        "dimmed": None,
        "taken": ("#202020", "#f0f0f0"),
    }
    assert {status: each.hatch and each.hatch.day for status, each in found.items()} == {
        "own": None,
        "dimmed": "#f0e0a0",
        "taken": None,
    }
    back = area_symbol(config, Area(("t",), "DRK", "PAL", "PAL", "taken"))
    assert (back.fill.day, back.fill.night) == ("#99aca2", "#60776f")


@pytest.mark.parametrize(
    ("color", "kind"),
    [
        # Luma: three tenths of red, fifty-nine hundredths of green, eleven hundredths of blue.
        ("#ff3b3b", "line"),
        ("#ff5050", "band"),
        ("#ff4a4a", "band"),
        ("#7f80ff", "band"),
        ("#7f8000", "line"),
        ("#00d900", "band"),
        ("#00d700", "line"),
        ("#a000ff", "line"),
        ("#808080", "band"),
        ("#7f7f7f", "line"),
    ],
)
def test_an_edge_is_pale_by_its_luma(color: str, kind: str) -> None:
    config = statuses(held={"fill": "own", "inner": "pale"})
    config = replace(config, palette={**config.palette, "pale": (color, "#000000")})
    edge = area_symbol(config, Area(("t",), "PAL", "PAL", "PAL", "held")).edge
    assert edge is not None
    assert edge.kind == kind


def test_a_waterline_is_a_little_darker_than_its_band() -> None:
    assert [each.line.day for each in waterlines(open_atlas(TINY).config)] == ["#b3c6cd", "#b6c9d0", "#bacbd2"]


def test_what_is_possible_is_faint_and_the_legend_shows_icons_as_if_certain() -> None:
    atlas = open_atlas(TINY)
    fight, second, zone = (atlas.feature(key) for key in ("fight", "second-fight", "north-zone"))
    assert (feature_symbol(atlas.config, fight).faint, feature_symbol(atlas.config, fight, certain=False).faint) == (
        False,
        True,
    )
    drawn, shown = feature_symbol(atlas.config, second), legend_symbol(atlas.config, second)
    assert (drawn.fill, drawn.dash, shown.fill, shown.dash, shown.faint) == ("dashed", "dashed", "full", None, False)
    assert legend_symbol(atlas.config, zone) == feature_symbol(atlas.config, zone)
    assert (drawn.shape, drawn.color, drawn.icon, drawn.size, drawn.hatch, drawn.label) == (
        *("icon", palette(atlas.config, "red"), "burst", 16, None, None),
    )
    open_kind = replace(atlas.config.kinds["fight"], open=True)
    config = replace(atlas.config, kinds={"fight": open_kind})
    assert legend_symbol(config, fight).fill == "dashed"


def test_colours_are_those_of_the_palette_and_the_states() -> None:
    config = open_atlas(TINY).config
    assert (palette(config, "red"), state_tint(config, "BBB")) == (
        Color("#a9231b", "#f0705f"),
        Color("#ecdcae", "#544b2e"),
    )
    assert blend(Color("#000000", "#ffffff"), Color("#ffffff", "#000000"), 0.25) == Color("#404040", "#bfbfbf")


def test_a_fill_tells_a_certainty() -> None:
    assert CERTAINTY_FILLS == {"full": "certain", "outline": "less-certain", "dashed": "schematic"}
