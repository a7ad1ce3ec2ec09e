"""Where the cards of a page lead who has found something wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.config import read_settings
from baltic_map.errors import AtlasError
from baltic_map.report_link import parse_report
from tests.unit.pages import data_in
from tests.unit.small_atlases import TINY


def report_in(builder: MapBuilder) -> dict[str, str] | None:
    return data_in(builder.day("1900-01-05").get_root().render()).get("report")


def with_settings(tmp_path: Path, before: str, after: str = "") -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    config.write_text(f"{before}\n{config.read_text(encoding='utf-8')}\n{after}\n", encoding="utf-8")
    return folder


def test_a_page_knows_where_to_if_it_is_told(tmp_path: Path) -> None:
    assert report_in(MapBuilder(TINY)) is None
    folder = with_settings(tmp_path, 'report = "mailto:"', '[publication]\nversion = "1.2"')
    assert report_in(MapBuilder(folder)) == {"address": "mailto:", "version": "1.2"}
    own = MapBuilder(folder, report="https://a.example/?t={title}")
    assert report_in(own) == {"address": "https://a.example/?t={title}", "version": "1.2"}


def test_the_atlas_of_the_baltic_states_has_one() -> None:
    settings = read_settings(Path(__file__).parents[2] / "geodata")
    assert (settings["report"], bool(settings["publication"]["version"])) == ("mailto:", True)


@pytest.mark.parametrize(
    "address",
    [
        "mailto:",
        "mailto:a.b+c@museum.example",
        "mailto:a@b.example,c@d.example",
        "https://code.example/a/b/issues/new?template=fact.yml&title={title}&text={text}&id={id}&version={version}",
        "https://a.example:8443/{id}",
        "https://a.example?x=%C3%B5{text}#y",
    ],
)
def test_an_address_that_can_be_written_to(address: str) -> None:
    assert parse_report(address) == address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("a@museum.example", "no address of mail, and none that begins with https://"),
        ("mailto:a", "no address of mail"),
        ("mailto:a@b.example,", "no address of mail"),
        ("mailto:a@b.example?cc=c@d.example", "no address of mail"),
        ("mailto:a@b.example\n", "no address of mail"),
        ("http://a.example/?t={title}", "no address of mail"),
        ("javascript:alert('{title}')", "no address of mail"),
        ('https://a.example/?t={title}"><script>', "no address of mail"),
        ("https://me:secret@a.example/?t={title}", "no address of mail"),
        ("https://a.example/", "it says nothing of what is wrong. Write some of {title}, {text}, {id}, {version}"),
        ("https://a.example/?t={titel}", "{titel} is nothing that a card fills in"),
    ],
)
def test_an_address_that_cannot_is_told(address: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(AtlasError) as error:
        parse_report(address)
    assert told in str(error.value)
    (problem, *more) = check_atlas(with_settings(tmp_path, f"report = '''{address}'''"))
    assert (problem.where, more) == ("atlas.toml#report", [])
    assert told.partition(".")[0] in problem.what
