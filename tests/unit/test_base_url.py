"""Where the pages will stand in the web: of the links that readers copy, also from a page opened from a disk."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.config import parse_base_url
from baltic_map.errors import AtlasError
from tests.unit.pages import data_in
from tests.unit.small_atlases import TINY

DAY = date(1900, 1, 5)


def addresses(builder: MapBuilder, out: Path) -> list[str | None]:
    pages = builder.build([DAY], out, index=DAY)
    return [data_in(path.read_text(encoding="utf-8")).get("address") for path in pages]


def with_base_url(tmp_path: Path, value: str) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    config.write_text(f"base_url = {value}\n" + config.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


def test_a_page_knows_its_address_if_it_is_told(tmp_path: Path) -> None:
    assert addresses(MapBuilder(TINY), tmp_path / "out") == [None, None]
    told = ["https://a.example/b/1900-01-05.html", "https://a.example/b/index.html"]
    folder = with_base_url(tmp_path, '"https://a.example/b"')
    assert addresses(MapBuilder(folder), tmp_path / "out") == told
    # What is asked for at the build goes before what the file says.
    own = MapBuilder(folder, base_url="http://localhost:8000/")
    assert addresses(own, tmp_path / "out")[1] == "http://localhost:8000/index.html"


@pytest.mark.parametrize(
    "address",
    ["https://kool.ee", "http://192.168.0.7:8000/kaart/", "https://a.example/~me/b%20c", "http://[::1]/a/"],
)
def test_an_address_of_a_folder_ends_with_a_slash(address: str) -> None:
    assert parse_base_url(address) == address.removesuffix("/") + "/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a.example/b",
        "file:///home/me/",
        "javascript:alert(1)//",
        "https://",
        "https://a.example/?q=1",
        "https://a.example/#date",
        "https://me:secret@a.example/",
        "https://a.example/b c/",
        'https://a.example/"x',
        "https://a.example/%zz/",
        "https://a.example/\n",
    ],
)
def test_what_is_no_address_of_a_folder_is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(AtlasError, match="is not the address of a folder of the web"):
        parse_base_url(address)
    folder = with_base_url(tmp_path, '"' + address.replace('"', '\\"').replace("\n", "\\n") + '"')
    (problem,) = check_atlas(folder)
    assert str(problem).startswith("atlas.toml#base_url: ")
    assert "https://school.example/atlas/" in str(problem)


def test_the_command_line_takes_it(tmp_path: Path) -> None:
    asked = ["build", "--date", "1900-01-05", "--atlas", str(TINY), "--out", str(tmp_path), "--base-url"]
    assert CliRunner().invoke(main, [*asked, "https://a.example/b"]).exit_code == 0
    page = data_in((tmp_path / "1900-01-05.html").read_text(encoding="utf-8"))
    assert page["address"] == "https://a.example/b/1900-01-05.html"
    said = CliRunner().invoke(main, [*asked, "a.example"])
    assert (said.exit_code, "base_url: 'a.example' is not the address" in said.output) == (1, True)
