"""The page as a file: nothing from outside, nothing unescaped, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import folium
import folium.plugins
import pytest
from branca.element import Element

from baltic_map import MapBuilder
from baltic_map.errors import AtlasError
from baltic_map.web.document import as_json
from baltic_map.web.page import OfflineMap
from tests.unit.pages import data_in, library_in, scripts_in

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{ 7 * 7 }} </script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def page() -> str:
    return MapBuilder(TINY).day("1900-01-05").get_root().render()


def test_a_day_is_a_folium_map() -> None:
    page = MapBuilder(TINY).day("1900-01-05")
    assert isinstance(page, folium.Map)
    shown = page._repr_html_()
    assert shown.startswith("<iframe")
    assert "srcdoc=" in shown


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert not re.search(r"<(?:script|img|iframe)[^>]*\ssrc=", page)
    assert re.findall(r"<link[^>]*>", page) == ['<link rel="icon" href="data:,">']
    assert not re.search(r"url\((?![\"']?(?:data:|#))", page)
    assert "sourceMappingURL" not in page


def test_the_page_says_what_it_is(page: str) -> None:
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "<title>Friday, 5 January 1900 – Tiny war</title>" in page


def test_the_policy_names_every_script_by_its_hash(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert "default-src 'none'" in policy[1]
    scripts = scripts_in(page)
    assert len(scripts) == 5
    for text in scripts:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
    assert "unsafe-inline" not in policy[1].split("script-src")[1].split(";")[0]


def test_what_pages_share_is_packed_and_packed_alike(page: str) -> None:
    sheet, code = library_in(page)
    assert all(each in sheet for each in (".leaflet-pane", "@layer tokens, base"))
    assert all(each in code for each in ("delete L.Icon.Default", "const balticMap"))
    for text in (".leaflet-pane", "@layer tokens", "L.Icon.Default", "const balticMap"):
        assert text not in page
    assert library_in(MapBuilder(TINY).atlas_map().get_root().render()) == (sheet, code)
    bare = library_in(OfflineMap().get_root().render())
    assert "const balticMap" not in bare[1]
    assert "@layer" not in bare[0]


def test_a_script_that_an_element_brings_has_no_hash() -> None:
    page = OfflineMap()
    page.get_root().html.add_child(Element("<script>alert(1)</script>"))
    page.get_root().header.add_child(Element("<style>x{}</style><script>alert(2)</script>"))
    text = page.get_root().render()
    hashes = re.findall(r"sha256-([A-Za-z0-9+/=]+)", text)
    for script_ in ("alert(1)", "alert(2)"):
        assert f"<script>{script_}</script>" in text
        assert base64.b64encode(hashlib.sha256(script_.encode()).digest()).decode() not in hashes
    assert len(hashes) == 4


def test_the_same_bytes_in_another_process_on_another_day(page: str) -> None:
    code = f"from baltic_map import MapBuilder; print(MapBuilder({str(TINY)!r}).day('1900-01-05').get_root().render())"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1", "TZ": "America/New_York"}
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout
    assert out.decode().removesuffix("\n") == page


def test_text_from_data_never_ends_its_element(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    path = folder / "events.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    for field in ("name", "description", "note"):
        data["features"][0]["properties"][field] = HOSTILE
    path.write_text(json.dumps(data), encoding="utf-8")
    page = MapBuilder(folder).day("1900-01-05").get_root().render()
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    data = data_in(page)
    fight = next(each for each in data["scene"]["features"] if each["id"] == "fight")
    assert data["scene"]["locales"][0]["texts"][fight["title"]] == HOSTILE


def test_an_element_that_would_load_something_is_refused() -> None:
    page = OfflineMap()
    folium.plugins.Fullscreen().add_to(page)
    with pytest.raises(AtlasError, match="this page works without a network"):
        page.get_root().render()
    # The class is not touched: the next plain map still has its links.
    assert folium.Map().default_js


def test_other_folium_layers_can_be_added() -> None:
    page = MapBuilder(TINY).day("1900-01-05")
    folium.Marker([52, 1.5]).add_to(page)
    folium.GeoJson({"type": "Point", "coordinates": [1, 52]}).add_to(page)
    assert "L.marker" in page.get_root().render()


def test_a_text_of_a_layer_does_not_end_its_script() -> None:
    page = OfflineMap()
    folium.Marker([52, 1.5], tooltip="a </SCRIPT><script>alert(1)</script> <!-- b").add_to(page)
    text = page.get_root().render()
    assert "a <\\/SCRIPT><script>alert(1)<\\/script> <\\!-- b" in text
    scripts = scripts_in(text)
    assert len(scripts) == 4
    for each in scripts:
        assert base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() in text


def test_saving_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "map.html"
    path.write_text("before")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(AtlasError, match="No space left"):
        OfflineMap().save(path)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_has_not_is_in_no_page(number: float) -> None:
    with pytest.raises(AtlasError, match=r"^page: a number of its data is not finite. Run check on the atlas.$"):
        as_json({"minZoom": number})
    assert as_json({"a": "</script>"}) == '{"a":"\\u003c/script>"}'


def test_a_text_whose_bytes_look_like_no_number_is_written() -> None:
    # As MessagePack, its length, its first sign and the next read like a float that is not finite.
    text = "\x7f\U00010000" + "x" * 198
    assert as_json({"a": text}) == f'{{"a":"{text}"}}'
