"""The signs of the map."""

from __future__ import annotations

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest

from baltic_map.errors import AtlasError
from baltic_map.icons import icon_names, icon_path, mpl_path

NAMES = icon_names()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{}</svg>'


def ink(name: str, pixels: int = 14, folder: Path | None = None) -> np.ndarray:
    """Rasterise a sign by winding, as Matplotlib fills it: which of pixels x pixels points are inked."""
    path = mpl_path(icon_path(name, folder))
    middle = (np.arange(pixels) + 0.5) / pixels - 0.5
    x, y = np.meshgrid(middle, -middle)
    turns = np.zeros(x.shape)
    for ring in path.to_polygons(closed_only=True):
        corners = ring[:, None, None, 0] - x + 1j * (ring[:, None, None, 1] - y)
        turns += np.angle(corners[1:] / corners[:-1]).sum(axis=0) / (2 * np.pi)
    return np.rint(turns) != 0


def even_odd(name: str, pixels: int = 14, folder: Path | None = None) -> np.ndarray:
    """Rasterise a sign by the even-odd rule, as the page fills it."""
    path = mpl_path(icon_path(name, folder))
    middle = (np.arange(pixels) + 0.5) / pixels - 0.5
    x, y = np.meshgrid(middle, -middle)
    odd = np.zeros(x.shape, dtype=bool)
    for ring in path.to_polygons(closed_only=True):
        for (x0, y0), (x1, y1) in pairwise(ring):
            if y0 != y1:
                odd ^= ((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) / (y1 - y0) * (x1 - x0))
    return odd


def own(folder: Path, name: str, text: str) -> Path:
    (folder / "icons").mkdir(exist_ok=True)
    (folder / "icons" / f"{name}.svg").write_text(text, encoding="utf-8")
    return folder


def test_every_sign_the_atlas_names_is_drawn(geodata: Path) -> None:
    kinds = tomllib.loads((geodata / "atlas.toml").read_text(encoding="utf-8"))["kinds"]
    wanted = {kind["icon"] for kind in kinds.values() if "icon" in kind}
    assert len(wanted) > 20
    assert wanted <= set(icon_names(geodata))


@pytest.mark.parametrize("name", NAMES)
def test_a_sign_fills_its_square_and_keeps_inside(name: str) -> None:
    box = mpl_path(icon_path(name)).get_extents()
    assert box.min.min() >= -0.5
    assert box.max.max() <= 0.5
    assert max(box.width, box.height) > 0.78
    assert min(box.width, box.height) > 0.5
    assert abs(box.x0 + box.x1) / 2 < 0.06, "off centre"
    assert abs(box.y0 + box.y1) / 2 < 0.06, "off centre"


@pytest.mark.parametrize("name", NAMES)
def test_screen_and_print_fill_the_same(name: str) -> None:
    # Odd sizes keep the points off the grid's own lines.
    assert np.array_equal(ink(name, 61), even_odd(name, 61))


@pytest.mark.parametrize("name", NAMES)
def test_a_sign_has_weight_at_14_pixels(name: str) -> None:
    assert 0.18 < ink(name).mean() < 0.7


def test_no_two_signs_look_alike_at_14_pixels() -> None:
    drawn = {name: ink(name) for name in NAMES}
    for one, other in combinations(NAMES, 2):
        assert (drawn[one] ^ drawn[other]).mean() > 0.1, f"{one} and {other}"


def test_up_is_up() -> None:
    # The temple stands on its base and ends in a gable.
    temple = ink("columns", 31)
    assert temple[-3].sum() > temple[2].sum() > 0


def test_an_atlas_brings_its_own_signs(tmp_path: Path) -> None:
    own(tmp_path, "anchor", SVG.format('<path d="M4 4H12V12H4Z"/>'))
    own(tmp_path, "castle", SVG.format('<path d="M1 1H15V15H1Z"/>'))
    assert icon_path("anchor", tmp_path) == "M4 4H12V12H4Z"
    assert icon_path("anchor") != icon_path("anchor", tmp_path)
    assert icon_path("tent", tmp_path) == icon_path("tent")
    assert "castle" in icon_names(tmp_path)
    assert "castle" not in icon_names()
    assert mpl_path(icon_path("anchor", tmp_path)).get_extents().bounds == (-0.25, -0.25, 0.5, 0.5)


def test_a_hole_is_a_hole_whichever_way_it_was_drawn(tmp_path: Path) -> None:
    square = "M1 1H15V15H1Z"
    curved = "M8 4C11 4 12 5 12 8S11 12 8 12Q4 12 4 8T8 4Z"
    against = "M8 4Q4 4 4 8T8 12C11 12 12 11 12 8S11 4 8 4Z"
    for name, hole in (("with", curved), ("against", against)):
        own(tmp_path, name, SVG.format(f'<path d="{square}{hole}M7 7H9V9H7Z" fill-rule="evenodd"/>'))
        drawn = ink(name, 61, tmp_path)
        assert np.array_equal(drawn, even_odd(name, 61, tmp_path))
        assert drawn[30, 30], "the island"
        assert not drawn[30, 19], "the hole"
        assert drawn[30, 8], "the square"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no drawing", "not XML at line 1, column 1"),
        (SVG.format(""), "it is not one plain path"),
        (SVG.format('<path d="M1 1H2V2Z"/><path d="M1 1H2V2Z"/>'), "it is not one plain path"),
        (SVG.format('<path d="M1 1H2V2Z" stroke="red"/>'), "it is not one plain path"),
        (SVG.format('<g><path d="M1 1H2V2Z"/></g>'), "it is not one plain path"),
        (SVG.format("<script>alert(1)</script>"), "it is not one plain path"),
        (SVG.format('<path d=""/>'), "cannot be drawn"),
        (SVG.format('<path d="M1 1L"/>'), "cannot be drawn"),
        (SVG.format('<path d="M1 1H2V2Z&quot;/&gt;&lt;script&gt;"/>'), "cannot be drawn"),
        (SVG.replace("16 16", "24 24").format('<path d="M1 1H2V2Z"/>'), "its viewBox is '0 0 24 24'"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format('<path d="M1 1H2V2Z"/>'), "document type"),
    ],
)
def test_a_bad_sign_is_told(tmp_path: Path, text: str, said: str) -> None:
    own(tmp_path, "bad", text)
    with pytest.raises(AtlasError, match=said) as caught:
        icon_path("bad", tmp_path)
    assert str(caught.value).startswith("icons/bad.svg: ")


@pytest.mark.parametrize("name", ["", "no-such-sign", "../secret", "Anchor", "anchor.svg"])
def test_an_unknown_icon_is_told(name: str) -> None:
    with pytest.raises(AtlasError, match=r"there is no icon of that name. Choose from aircraft, anchor, "):
        icon_path(name)
