"""How things look: every look that follows from a certainty, a position, a kind, a precision, as a table."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.borders import Area
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.config import INKS, Config, Kind, State, Status
from baltic_map.scene import Scene
from baltic_map.snapshot import Snapshot
from baltic_map.style import MarkLook, area_look, line_look, mark_look
from baltic_map.web.ground import Ground
from baltic_map.web.payload import Telling, payload

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "fixtures" / "tiny"


def without_palette(tmp_path: Path) -> Path:
    """Copy the tiny atlas with no ink of its own but the one that its kinds name."""
    folder = Path(shutil.copytree(TINY, tmp_path / "bare"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8")
    text = re.sub(r"\[palette\]\n(?:\w+ = .*\n)+", '[palette]\nred = ["#a9231b", "#f0705f"]\n', text)
    config.write_text(text, encoding="utf-8")
    return folder


def test_an_atlas_needs_no_inks_but_those_it_names(tmp_path: Path) -> None:
    folder = without_palette(tmp_path)
    assert check_atlas(folder) == []
    atlas = open_atlas(folder)
    assert set(atlas.config.palette) == {*INKS, "red"}
    assert Snapshot(atlas, dpi=40).render("1900-01-05")
    page = MapBuilder(atlas).day("1900-01-05").get_root().render()
    assert '"accent":["#8a3b2a","#dd8a74"]' in page


def test_the_style_sheet_names_no_ink_of_one_atlas() -> None:
    static = ROOT / "src" / "baltic_map" / "web" / "static"
    named = {
        name for sheet in static.glob("*.css") for name in re.findall(r"var\(--([a-z-]+)", sheet.read_text("utf-8"))
    }
    palette = set(open_atlas().config.palette)
    assert named & palette <= set(INKS)


def test_an_atlas_keeps_its_own_inks() -> None:
    assert open_atlas().config.palette["accent"] == ("#a9231b", "#f0705f")
    assert open_atlas(TINY).config.palette["land"] == ("#f3eee1", "#2a3138")


# ---------------------------------------------------------------- marks


def look(*, certainty: str = "certain", position: str = "exact", **kind: Any) -> MarkLook:
    """Look up a feature of the tiny atlas as if it were so sure, and of such a kind."""
    atlas = open_atlas(TINY)
    shape = {"shape": "glyph", "glyph": "burst"} | kind
    config = atlas.config.model_copy(update={"kinds": {"thing": Kind(layer="events", name="Thing", **shape)}})
    feature = atlas.feature("fight")
    fields = feature.fields.model_copy(update={"kind": "thing", "certainty": certainty, "position": position})
    return mark_look(config, replace(feature, fields=fields), certain=True)


@pytest.mark.parametrize(
    ("certainty", "position", "is_open", "fill", "dash"),
    [
        ("certain", "exact", False, "full", None),
        ("certain", "approximate", False, "full", None),
        ("certain", "schematic", False, "dashed", "dashed"),
        ("certain", "exact", True, "dashed", "dashed"),
        ("certain", "approximate", True, "dashed", "dashed"),
        ("certain", "schematic", True, "dashed", "dashed"),
        ("less-certain", "exact", False, "outline", None),
        ("less-certain", "approximate", False, "outline", None),
        ("less-certain", "schematic", False, "dashed", "dashed"),
        ("less-certain", "exact", True, "dashed", "dashed"),
        ("less-certain", "approximate", True, "dashed", "dashed"),
        ("less-certain", "schematic", True, "dashed", "dashed"),
        ("uncertain", "exact", False, "dashed", "dashed"),
        ("uncertain", "approximate", False, "dashed", "dashed"),
        ("uncertain", "schematic", False, "dashed", "dashed"),
        ("uncertain", "exact", True, "dashed", "dashed"),
        ("uncertain", "approximate", True, "dashed", "dashed"),
        ("uncertain", "schematic", True, "dashed", "dashed"),
    ],
)
def test_a_sign_is_as_full_as_it_is_sure(
    certainty: str, position: str, is_open: bool, fill: str, dash: str | None
) -> None:
    found = look(certainty=certainty, position=position, open=is_open)
    assert (found.fill, found.dash) == (fill, dash)


@pytest.mark.parametrize(
    ("certainty", "position", "is_open", "fill", "dash"),
    [
        ("certain", "exact", False, "full", None),
        ("certain", "schematic", False, "outline", "dashed"),
        ("less-certain", "exact", False, "outline", None),
        ("less-certain", "schematic", False, "outline", "dashed"),
        ("uncertain", "exact", False, "dashed", "dashed"),
        ("certain", "schematic", True, "dashed", "dashed"),
    ],
)
def test_an_arrow_is_open_only_if_it_is_not_proved(
    certainty: str, position: str, is_open: bool, fill: str, dash: str | None
) -> None:
    found = look(certainty=certainty, position=position, open=is_open, shape="arrow", glyph=None)
    assert (found.fill, found.dash) == (fill, dash)


def test_a_kind_keeps_its_own_dash() -> None:
    assert look(dash="dotted", shape="line", glyph=None).dash == "dotted"
    assert look(dash="dotted", shape="line", glyph=None, certainty="uncertain").dash == "dotted"


@pytest.mark.parametrize(("size", "disc"), [(6, False), (10, False), (10.5, True), (11, True), (12, True), (20, True)])
def test_signs_of_more_than_ten_pixels_stand_in_a_disc(size: float, disc: bool) -> None:
    assert look(size=size).disc is disc


@pytest.mark.parametrize("shape", ["area", "line", "arrow", "label"])
def test_only_signs_stand_in_a_disc(shape: str) -> None:
    assert look(shape=shape, glyph=None).disc is False


# ---------------------------------------------------------------- lines and areas


@pytest.mark.parametrize(
    ("kilometres", "stroke"),
    [(0.1, "solid"), (1.0, "solid"), (1.01, "dashed"), (5.0, "dashed"), (5.01, "dotted"), (40.0, "dotted")],
)
def test_the_stroke_of_a_border_tells_its_precision(kilometres: float, stroke: str) -> None:
    arc = next(iter(open_atlas(TINY).borders.arcs.values()))
    for inner in (True, False):
        found = line_look(replace(arc, precision_km=kilometres), inner=inner)
        assert (found.stroke, found.inner) == (stroke, inner)


def statuses(**statuses: dict[str, str]) -> Config:
    """Give the tiny atlas a dark state and statuses."""
    return open_atlas(TINY).config.model_copy(
        update={
            "palette": {**INKS, "pale": ("#f0e0a0", "#404040"), "dark": ("#202020", "#f0f0f0")},
            "states": {
                "PAL": State(name="Pale", tint=("#c0dacd", "#2f4f4a")),
                "DRK": State(name="Dark", tint=("#303840", "#c0c0c0")),
            },
            "statuses": {name: Status(name=name, **fields) for name, fields in statuses.items()},
        }
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
    assert area_look(config, Area(("t",), state, state, state, "held")).edge == edge


def test_what_is_annexed_keeps_the_edge_of_the_state_it_was() -> None:
    config = statuses(taken={"fill": "controller", "inner": "own"})
    found = area_look(config, Area(("t",), "DRK", "DRK", "PAL", "taken"))
    assert found.inner is not None
    # Twelve hundredths of ink in the tint of PAL.
    assert found.inner.day == "#aec5b9"
    assert found.edge == "band"


def test_the_page_is_told_what_is_a_disc_and_what_a_band(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("size = 6", "size = 11"), encoding="utf-8")
    scene = Scene(open_atlas(folder))
    data = payload(Telling([scene], 4, 5), Ground(scene.atlas), opening=4)
    sizes = {look["size"]: look["disc"] for look in data["looks"] if look["shape"] == "glyph"}
    assert sizes == {11: True, 16: True}
    assert {area["edge"] for area in data["areas"]} == {None, "line"}
    samples = [item["area"]["edge"] for item in data["legend"]["items"] if "area" in item]
    assert set(samples) == {None, "line"}
