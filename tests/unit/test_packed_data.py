"""The data of a page without repetition: it comes back as it was, in Python and in the page."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.contract import Span, as_data
from baltic_map.scene import build_scene
from baltic_map.web.packed_basemap import pack_basemap
from baltic_map.web.packed_data import _geometries, as_columns, as_letters, difference, without_repeats
from baltic_map.web.page_data import page_data
from tests.browser.browser import find_node
from tests.unit.pages import bytes_of, from_columns, other_text, whole
from tests.unit.small_atlases import TINY

UNPACK = Path(__file__).parents[2] / "src" / "baltic_map" / "web" / "static" / "data" / "unpack.js"


def written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def by_the_page(packed: object) -> str:
    code = (
        f"import {{ unpack }} from '{UNPACK.as_uri()}'; import {{ text }} from 'node:stream/consumers';"
        "console.log(JSON.stringify(unpack(JSON.parse(await text(process.stdin)))));"
    )
    command = [str(find_node()), "--input-type=module", "--eval", code]
    return subprocess.run(command, input=written(packed), capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("folder", ["tiny", "whole"])
def test_the_page_reads_what_was_there_in_its_order(geodata: Path, folder: str) -> None:
    atlas = open_atlas(TINY if folder == "tiny" else geodata)
    data = page_data(build_scene(atlas, ["en", "et", "lv", "lt"]), pack_basemap(atlas), opening=3)
    before = written(data)
    packed = without_repeats(data)
    assert written(data) == before
    assert len(written(packed)) < 0.85 * len(before)
    assert written(whole(json.loads(written(packed)))) == before
    # JavaScript writes 5.0 as 5.
    assert json.loads(by_the_page(packed)) == json.loads(before)
    assert list(json.loads(by_the_page(packed))["scene"]["features"][0]) == list(data["scene"]["features"][0])


@pytest.mark.parametrize("day", [None, 3, 8])
def test_features_that_are_not_plain_data_give_the_same(geodata: Path, day: int | None) -> None:
    atlas = open_atlas(TINY if day else geodata)
    days = None if day is None else Span(day, day + 1)
    scene, ground = build_scene(atlas, ["lt", "en"], day), pack_basemap(atlas)
    data = page_data(scene, ground, opening=day or 0, days=days, plain=False)
    assert not isinstance(data["scene"]["features"][0], dict)
    plain = page_data(scene, ground, opening=day or 0, days=days)
    assert written(without_repeats(data)) == written(without_repeats(plain))


def test_geometries_of_each_type_are_nested_as_geojson_has_them() -> None:
    texts = [
        "POINT (1 2)",
        "MULTIPOINT (1 1, 2 2)",
        "LINESTRING (0 0, 1 1)",
        "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))",
    ]
    texts += ["POLYGON ((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2))", "POLYGON ((0 0, 9 0, 9 9, 0 0))"]
    texts += ["MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0), (5 2, 6 2, 6 3, 5 2)), ((20 0, 29 0, 29 9, 20 0)))"]
    shapes = [None, *map(shapely.from_wkt, reversed(texts)), *map(shapely.from_wkt, texts)]
    assert written(_geometries(shapes)) == written(as_columns([each and as_data(each) for each in shapes]))


def test_a_page_needs_no_masked_arrays(tmp_path: Path) -> None:
    build = "list(MapBuilder(sys.argv[1]).build(['1900-01-05'], Path(sys.argv[2]), index='1900-01-05'))"
    imports = "import sys; from pathlib import Path; from baltic_map import MapBuilder"
    code = f"{imports}; {build}; print('numpy.ma' in sys.modules)"
    command = [sys.executable, "-c", code, str(TINY), str(tmp_path)]
    assert subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout == "False\n"


def test_a_single_feature_or_none_is_no_table() -> None:
    atlas = open_atlas(TINY)
    scene, ground = build_scene(atlas), pack_basemap(atlas)
    for some in (scene.features[:1], ()):
        data = page_data(replace(scene, features=some), ground, opening=0, plain=False)
        plain = page_data(replace(scene, features=some), ground, opening=0)
        assert written(without_repeats(data)) == written(without_repeats(plain))
    placeless = [replace(each, geometry=None) for each in scene.features]
    for some in (placeless, [*placeless, scene.features[0]], [*scene.features, *placeless]):
        data = page_data(replace(scene, features=tuple(some)), ground, opening=0, plain=False)
        plain = page_data(replace(scene, features=tuple(some)), ground, opening=0)
        assert written(without_repeats(data)) == written(without_repeats(plain))


def test_like_things_are_columns() -> None:
    rows = [{"id": "a", "day": 1}, {"id": "b", "at": {"x": 1}}, {"id": "c", "at": {"x": 2}}]
    assert as_columns(rows) == {
        "": ["id", "at", "day"],
        "columns": [["a", "b", "c"], {"": ["x"], "columns": [[1, 2]], "there": [0, 1, 1]}, [1, None, None]],
    }


def test_a_text_is_told_by_where_it_differs() -> None:
    known = ". https://example.org/a/long/address (accessed 2026-11-27)"
    other = ". https://example.org/a/long/address (skatīts 2026-11-27)"
    assert difference(known, other) == [20, 12, "skatīts"]
    assert other_text(known, difference(known, other)) == other
    assert difference(known, None) is None
    assert difference("Latvia", "Läti") == "Läti"
    # Python counts characters, JavaScript halves of some of them.
    assert difference(f"{known}\U0001f600", f"{other}\U0001f600") == f"{other}\U0001f600"


@pytest.mark.parametrize("size", [*range(30), 13 * 2**13 - 1, 13 * 2**13, 13 * 2**13 + 5])
def test_letters_are_those_bytes_and_no_more(size: int) -> None:
    data = bytes((number * 167 + 250) % 256 for number in range(size))
    letters = as_letters(data)
    assert bytes_of(letters) == data
    assert not set(letters) - set(map(chr, range(35, 127))) - {"<"}
    assert "<" not in letters
    assert len(letters) <= size * 16 / 13 + 2


def test_letters_are_written_from_the_highest_bit() -> None:
    # 13 bits that are 1, and three that are 0; eight that are 1, and five of nothing: 8160 is 89 times 91, and 61.
    assert as_letters(bytes([0, 8])) == "#$#"
    assert as_letters(bytes([255])) == "}a"
    assert as_letters(b"") == ""


letters = st.text("ab \u0105\U0001f600", max_size=40)


@given(letters, letters, letters, letters)
def test_a_text_comes_back(before: str, one: str, other: str, behind: str) -> None:
    known, told = before + one + behind, before + other + behind
    assert other_text(known, difference(known, told)) == told


plain = st.none() | st.integers(0, 9) | st.text("xy", max_size=2)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=12,
)


@given(values)
def test_columns_come_back(value: Any) -> None:
    assert written(from_columns(as_columns(value))) == written(value)
