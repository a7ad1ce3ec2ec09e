"""How things look: every look that follows from a certainty, a position, a kind, a precision, as a table."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from baltic_map.atlas import open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.config import INKS
from baltic_map.snapshot import Snapshot

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
