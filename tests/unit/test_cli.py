"""What the commands say and do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

import baltic_map
from baltic_map.cli import main
from tests.unit.pages import data_in
from tests.unit.small_atlases import tiny_with
from tests.variants import first

TINY = str(Path(__file__).parents[1] / "fixtures" / "tiny")


def run(*args: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, args)
    assert result.exit_code == code, result.output
    return result.output


def page_data(path: Path) -> dict[str, Any]:
    return data_in(path.read_text(encoding="utf-8"))


def window(path: Path) -> list[int]:
    days = page_data(path)["days"]
    return [days["first"], days["stop"]]


def test_every_command_has_help() -> None:
    listed = run("--help")
    for name in main.commands:
        assert name in listed
        assert len(run(name, "--help").splitlines()) > 4


def test_every_command_is_in_the_readme() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"baltic-map {name}" in text


def test_at_answers_in_words_and_json() -> None:
    place = json.loads(run("at", "1.5", "52", "--date", "1900-01-05", "--json", "--atlas", TINY))
    assert place == {
        "territory": "west",
        "state": "AAA",
        "controller": "BBB",
        "recognised": "AAA",
        "status": "occupied",
        "sources": ["book, p. 2", "paper"],
        "note": "Some say the 6th.",
    }
    sea = run("at", "0.2", "50.2", "--date", "1900-01-05", "--json", "--atlas", TINY)
    assert sea == "null\n0.2 50.2 on 1900-01-05: open sea.\n"
    told = run("at", "1.5", "52", "--date", "1900-01-05", "--atlas", TINY)
    assert "controller BBB (Beland)" in told
    assert "Writer, Ann, A Book" in told


def test_at_tells_why_nobody_held_a_place(tmp_path: Path) -> None:
    def told(lon: str, lat: str, folder: object = TINY) -> str:
        return run("at", lon, lat, "--date", "1900-01-05", "--atlas", str(folder))

    assert told("-0.2", "50.2") == "-0.2 50.2 on 1900-01-05: outside the extent of this atlas.\n"
    assert told("0.2", "50.2") == "0.2 50.2 on 1900-01-05: open sea.\n"
    land = {'territories = "territories.geojson"\nborders = "borders.geojson"\n': ""}
    none = tiny_with(tmp_path / "none", {}, land)
    assert told("1.5", "52", none) == "1.5 52 on 1900-01-05: there are no states in this atlas.\n"
    without = tiny_with(tmp_path / "land", {}, {'land = "land.geojson"\n': ""})
    assert told("0.2", "50.2", without) == "0.2 50.2 on 1900-01-05: no territory of this atlas.\n"


def test_the_current_folder_is_the_atlas_if_it_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_with(tmp_path, {"events.geojson": "{"})
    monkeypatch.chdir(tmp_path)
    fault = "events.geojson: not JSON at line 1, column 2. Mend the file there.\n"
    assert run("check", code=1) == f"{fault}1 problem.\n"
    assert run("diff", "1900-01-01", "1900-01-05", code=1).startswith(fault)
    # What is named comes first.
    assert run("check", TINY) == "No problems.\n"
    assert "began" not in run("diff", "1900-01-01", "1900-01-05", "--atlas", TINY)


def test_a_likely_slip_is_a_warning(tmp_path: Path) -> None:
    events = (
        (Path(TINY) / "events.geojson")
        .read_text(encoding="utf-8")
        .replace('"description": "About Fight at', '"descripton": "About Fight at')
    )
    folder = str(tiny_with(tmp_path, {"events.geojson": events}))
    hint = "Write description, if that is meant; rename it, if it is not."
    told = f"warning: events.geojson#fight: 'descripton' is unknown. {hint}\n"
    assert run("check", folder) == f"{told}No problems.\n"
    out = str(tmp_path / "out")
    assert run("build", "--date", "1900-01-05", "--atlas", folder, "--out", out).startswith(told)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["at", "1", "52", "--date", "1899-12-31"], "1899-12-31: the day lies outside the atlas"),
        (["at", "1", "52", "--date", "yesterday"], "'yesterday' is not a day"),
        (["build", "--date", "1900-02-30"], "'1900-02-30' is not a day"),
        (["build", "--date", ""], "'' is not a day"),
        (["build", "--from", "", "--to", "1900-01-02"], "'' is not a day"),
        (["translate", "../en"], "language: '../en' is none. Write a code such as es or sr-Latn"),
        (["translate", "en"], "the prose of an atlas is English"),
        (["build", "--date", "1900-01-02", "--from", "1900-01-01"], "Ask for one day or for a run"),
        (["build", "--every", "2"], "Name the first or the last day"),
        (["build", "--from", "1900-01-05", "--to", "1900-01-02"], "Write the earlier day after --from"),
        (["build", "--date", "1900-01-02", "--lang", "xx"], "language xx: it has no words yet"),
        (["diff", "1900-01-01", "1901-01-01"], "1901-01-01: the day lies outside the atlas"),
    ],
)
def test_bad_input_gets_one_clear_line(args: list[str], message: str, tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "out")] if args[0] == "build" else []
    said = run(*args, "--atlas", TINY, *out, code=1)
    assert message in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_diff_tells_holdings_and_features() -> None:
    said = run("diff", "1900-01-04", "1900-01-05", "--atlas", TINY)
    assert "~ west: AAA, free -> AAA, occupied" in said
    assert "+ events/fight: Fight at Oldtown" in said


def test_scene_counts_what_is_drawn() -> None:
    assert run("scene", "--atlas", TINY).splitlines() == [
        "tiny: 10 days from 1900-01-01, scene version 3",
        "  features   7",
        "  areas      3",
        "  borders    1",
        "  changes    5",
        "  works      2",
        "  readings   administered",
        "  languages  de, en, et, lt, lv, ru",
    ]


@pytest.mark.parametrize("folder", first(1, [["--atlas", TINY], []]), ids=["tiny", "baltic"])
def test_scene_prints_what_its_schema_describes(folder: list[str]) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "scene.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    scene = json.loads(run("scene", "--json", *folder))
    assert [f"{each.json_path}: {each.message}" for each in Draft202012Validator(schema).iter_errors(scene)] == []
    del scene["firstDay"]
    assert not Draft202012Validator(schema).is_valid(scene)


def test_cite_prints_one_work() -> None:
    assert run("cite", "book", "--atlas", TINY) == "Writer, Ann, A Book, Town: Press, 1950.\n"
    assert run("cite", "book", "--format", "bibtex", "--atlas", TINY).startswith(
        "@book{book,\n    author = {Writer, Ann},"
    )
    assert json.loads(run("cite", "book", "--format", "csl", "--atlas", TINY))["title"] == "A Book"
    assert "source nobody: it is not in the bibliography" in run("cite", "nobody", "--atlas", TINY, code=1)


PASSAGES = """feature,words,language,work,locator,address,stance,speaker,translation,right,checked
fight; oldtown,Было тихо,ru,paper,p. 3,https://example.org/a,claims,A clerk,It was quiet,Public domain,
fight,All quiet.,en,book,,https://example.org/b,supports,,,Public domain,2026-11-27
oldtown,No.,en,book,,https://example.org/c,contradicts,,,Public domain,
"""


def test_cite_prints_the_works_of_a_feature_and_the_passages_that_speak_of_it(tmp_path: Path) -> None:
    folder = str(tiny_with(tmp_path, {"passages.csv": PASSAGES}))
    assert run("cite", "--feature", "fight", "--atlas", folder).splitlines() == [
        "Writer, Ann, A Book, Town: Press, 1950, p. 7.",
        "",
        "«Было тихо»",
        "  A clerk; A Paper, p. 3; claims this. https://example.org/a",
        "  Translation of this atlas: “It was quiet”",
        "",
        "“All quiet.”",
        "  Writer, A Book (1950); supports this. https://example.org/b",
    ]
    assert "  A clerk; A Paper, p. 3; to apgalvo. https://example.org/a" in run(
        "cite", "--feature", "fight", "--lang", "lv", "--atlas", folder
    )
    bibtex = run("cite", "--feature", "fight", "--format", "bibtex", "--atlas", folder)
    assert bibtex == run("cite", "book", "--format", "bibtex", "--atlas", TINY)
    csl = json.loads(run("cite", "--feature", "fight", "--format", "csl", "--atlas", folder))
    assert [each["id"] for each in csl] == ["book"]
    assert "feature nobody: the atlas has none of that id" in run(
        "cite", "--feature", "nobody", "--atlas", TINY, code=1
    )


@pytest.mark.parametrize("args", [[], ["book", "--feature", "fight"]])
def test_cite_takes_a_work_or_a_feature(args: list[str]) -> None:
    said = "cite: it takes the id of a work or --feature. Write one of them.\n"
    assert run("cite", *args, "--atlas", TINY, code=1) == said


def test_check_is_quiet_about_a_sound_atlas() -> None:
    assert run("check", TINY) == "No problems.\n"


def test_check_counts_what_a_sound_atlas_rests_on(tmp_path: Path) -> None:
    assert run("check", "--counts", str(tiny_with(tmp_path, {"passages.csv": PASSAGES}))).splitlines() == [
        "No problems.",
        "features other than places  5",
        "with two works              0 (0%)",
        "with two independent works  0 (0%)",
        "citations                   5",
        "with a locator              5 (100%)",
        "works                       2",
        "passages                    3",
        "GeoNames ids                0",
        "Wikidata ids                0",
    ]
    (tmp_path / "passages.csv").write_text("x\n", encoding="utf-8")
    assert "features" not in run("check", "--counts", str(tmp_path), code=1).splitlines()[-1]


def test_build_writes_the_whole_atlas_and_the_key_days_with_their_companions(tmp_path: Path) -> None:
    said = run("build", "--atlas", TINY, "--out", str(tmp_path))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        "1900-01-01.html",
        "1900-01-03.html",
        "1900-01-05.html",
        "1900-01-06.html",
        "index.html",
    ]
    assert f"5 pages in {tmp_path}. Open {tmp_path / 'index.html'}" in said
    assert window(tmp_path / "index.html") == [0, 10]
    assert window(tmp_path / "1900-01-05.html") == [4, 5]
    assert "index.html is the whole atlas" in " ".join(run("build", "--help").split())


def test_build_opens_the_atlas_on_its_opening_day_in_the_language_asked_for(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    config.write_text('opening_day = "1900-01-06"\n' + config.read_text(encoding="utf-8"), encoding="utf-8")
    run("build", "--atlas", str(folder), "--lang", "lt", "--out", str(tmp_path / "out"))
    data = page_data(tmp_path / "out" / "index.html")
    assert data["opening"] == 5
    assert data["languages"][0]["lang"] == "lt"


def test_build_offers_the_languages_asked_for(tmp_path: Path) -> None:
    run("build", "--atlas", TINY, "--langs", "lt, en", "--out", str(tmp_path))
    assert [each["lang"] for each in page_data(tmp_path / "index.html")["languages"]] == ["en", "lt"]
    said = run("build", "--atlas", TINY, "--langs", "xx", "--out", str(tmp_path / "other"), code=1)
    assert "language xx: it has no words yet" in said
    assert not (tmp_path / "other").exists()


def test_build_a_run(tmp_path: Path) -> None:
    run("build", "--from", "1900-01-01", "--to", "1900-01-07", "--every", "3", "--atlas", TINY, "--out", str(tmp_path))
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["1900-01-01", "1900-01-04", "1900-01-07"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = run("build", "--date", "1900-01-02", "--atlas", TINY, "--out", str(tmp_path / "file"), code=1)
    assert said == (
        f"{tmp_path / 'file' / '1900-01-01.html'}: cannot be written (a file stands where a folder is needed). "
        "Choose another place, or make room.\n"
    )


def test_the_names_of_the_package_are_few_and_read_when_used() -> None:
    assert len(baltic_map.__all__) <= 14
    assert dir(baltic_map) == sorted(baltic_map.__all__)
    for name in baltic_map.__all__:
        assert getattr(baltic_map, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'Map'"):
        _ = baltic_map.Map


def test_nothing_heavy_is_imported_for_help() -> None:
    code = (
        "import sys, baltic_map, baltic_map.cli\n"
        "heavy = {'geopandas', 'folium', 'pandas', 'numpy', 'shapely', 'matplotlib', 'msgspec', 'jinja2'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"
