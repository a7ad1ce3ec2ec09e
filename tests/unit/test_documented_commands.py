"""Every command and every example of Python in the documents is run here, or it is told why it cannot be."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest
from click.testing import CliRunner

import dev
from baltic_map.cli import main
from tests.unit.pages import bar_in, data_in

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "geodata/README.md", "geodata/derive/README.md")),
    *sorted(path for path in (ROOT / "docs").rglob("*.md") if "decisions" not in path.parts),
    *sorted((ROOT / "examples").rglob("*.md")),
]

INSTALLS = "installs packages; dev.py is tested by test_dev.py"
NOT_RUN = {
    "python3 dev.py build": INSTALLS,
    "python3 dev.py test": INSTALLS,
    "python3 dev.py lowest": INSTALLS,
    "python3 dev.py lint": INSTALLS,
    "python3 dev.py format": INSTALLS,
    "python3 dev.py docs": INSTALLS,
    "python3 dev.py site --out site": INSTALLS,
    "python3 dev.py release": INSTALLS,
    "python3 dev.py clean": "removes the environment in which the tests run",
    "python3 -m venv atlas-env": "an environment without pip would be of no use, and pip installs",
    "source atlas-env/bin/activate": "is of the shell",
    "pip install .": "installs packages",
    "pip install --no-deps --require-hashes -r requirements/build.txt": "installs packages",
    "pip install --no-deps --no-build-isolation --require-hashes -r requirements/use.txt": "installs packages",
    "pip install --no-deps --no-build-isolation .": "installs packages",
    "python -m venv venv && venv/bin/pip install -r geodata/derive/requirements.txt": "installs packages",
    "mkdir -p cache && (cd cache && apt-get download gmt-dcw && dpkg -x gmt-dcw_2.1.1-1_all.deb .)": "asks Debian",
    "venv/bin/python geodata/derive/build.py --cache cache": "needs what the line before has brought",
}

# What takes long: together some minutes.
LONG = {
    "baltic-map export --format csv --layer bases --layer forces",
    "baltic-map export --format geojson --date 1940-06-16",
    "baltic-map scene --json",
    "baltic-map snapshot 1940-06-16 --out plate.pdf",
    "baltic-map export --format gpkg --format csv",
    "baltic-map export --format gpkg",
    "baltic-map export --format deposit --out dist/",
    "baltic-map export --format deposit --atlas my-atlas/ --out my-deposit/",
    "baltic-map snapshot 1940-06-16 --format png --size 1600x1200",
    "baltic-map export --format parquet --format csv --out tables",
    "baltic-map export --format gpkg --reading moscow",
    "baltic-map build",
    "baltic-map build --from 1940-06-10 --to 1940-06-22",
    "baltic-map build --site --base-url https://a.example/",
    "baltic-map snapshot --from 1940-06-10 --to 1940-06-22 --changes",
    "baltic-map snapshot 1940-06-16 --handout --key --lang lt",
    "baltic-map book --lang lt --out atlas.pdf",
    "baltic-map film --from 1940-06-01 --to 1940-06-30 --out june.gif",
}

# What a command leaves behind, as a pattern of files, or says, where no file is meant.
GIVES = {
    "baltic-map build": "output/index.html",
    "baltic-map build --date 1940-06-16": "output/1940-06-16.html",
    "baltic-map build --date 1940-06-16 --open": "output/1940-06-16.html",
    "baltic-map build --from 1940-06-10 --to 1940-06-22": "output/1940-06-2[012].html",
    "baltic-map build --site --base-url https://a.example/": "output/sitemap.xml",
    "baltic-map build --atlas falklands --open": "output/index.html",
    "baltic-map new my-war --from battles.csv fronts.kml": "my-war/*.geojson",
    "baltic-map new falklands landings.csv --title 'Falklands 1982'": "place <- lat, lon",
    "baltic-map translate lt": "texts/lt/*.po",
    "baltic-map check falklands": "No problems.",
    "baltic-map check my-atlas/": "No problems.",
    "baltic-map snapshot 1940-06-16 --out plate.pdf": "plate.pdf",
    "baltic-map snapshot 1940-06-16 --format png --size 1600x1200": "output/snapshots/1940-06-16.png",
    "baltic-map snapshot --atlas falklands 1982-05-28": "output/snapshots/1982-05-28.png",
    "baltic-map snapshot --from 1940-06-10 --to 1940-06-22 --changes": "output/snapshots/index.html",
    "baltic-map snapshot 1940-06-16 --handout --key --lang lt": "output/snapshots/*.pdf",
    "baltic-map book --lang lt --out atlas.pdf": "atlas.pdf",
    "baltic-map film --from 1940-06-01 --to 1940-06-30 --out june.gif": "june.gif",
    "baltic-map at 27.61 57.81 --date 1940-06-01 --json": '{"territory": "petserimaa", "state": "EST"',
    "baltic-map at 27.61 57.81 --date 1940-06-01": "EST (Estonia)",
    "baltic-map diff 1940-06-14 1940-06-18": "+ ",
    "baltic-map cite meltyukhov-2014 --format bibtex": "@book{meltyukhov-2014",
    "baltic-map cite --feature kaleva-shot-down": "Kaleva",
    "baltic-map scene --json": '"firstDay": "1939-08-23"',
    "baltic-map export --format gpkg --format csv": "output/export/csv/*.csv",
    "baltic-map export --format gpkg": "output/export/baltic.gpkg",
    "baltic-map export --format deposit --out dist/": "dist/SHA256SUMS",
    "baltic-map export --format deposit --atlas my-atlas/ --out my-deposit/": "my-deposit/SHA256SUMS",
    "baltic-map export --format parquet --format csv --out tables": "tables/parquet/*.parquet",
    "baltic-map export --format geojson --date 1940-06-16": "output/export/geojson/events.geojson",
    "baltic-map export --format csv --layer bases --layer forces": "output/export/csv/features.csv",
    "baltic-map export --format gpkg --reading moscow": "output/export/baltic.gpkg",
    "baltic-map export --format gpkg --atlas examples/gallic-war": "output/export/caesars-war-in-gaul.gpkg",
}

# Commands inside sentences that are no whole commands.
IN_PARTS = {
    "baltic-map snapshot --from … --to …": "leaves out the days",
    "baltic-map build --date": "leaves out the day",
    "baltic-map COMMAND --help": "stands for all",
}

BLOCK = re.compile(r"^( *)(`{3,})(\w*)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>Front</name><TimeStamp><when>1941-06-22</when>'
    "</TimeStamp><LineString><coordinates>24,55 25,56</coordinates></LineString></Placemark></kml>"
)


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def blocks(document: Path, language: str) -> list[str]:
    """Give the blocks of a language, without the indent of the list that they stand in."""
    text = document.read_text(encoding="utf-8")
    found = [(indent, inner) for indent, _, lang, inner in BLOCK.findall(text) if lang == language]
    return [re.sub(rf"^{indent}", "", inner, flags=re.MULTILINE) for indent, inner in found]


def commands(block: str) -> list[str]:
    """Give the commands of a block, without what is said of them."""
    lines = [re.sub(r"\s+# .*$", "", line).strip() for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line]


def written(line: str) -> str:
    """Write a command of ours as the tables have it."""
    return shlex.join(shlex.split(line)) if line.startswith("baltic-map ") else line


SHELL = [(document, number) for document in DOCUMENTS for number in range(len(blocks(document, "sh")))]
ALL = [written(line) for document, number in SHELL for line in commands(blocks(document, "sh")[number])]


def add_atlases(folder: Path) -> None:
    """Put into a folder the atlases of which the commands speak."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "examples" / "gallic-war", folder / "my-atlas")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Give each document a folder with what its commands take for granted."""
    made: dict[Path, Path] = {}

    def folder(document: Path) -> Path:
        if document not in made:
            here = made[document] = tmp_path_factory.mktemp("commands")
            add_atlases(here)
            (here / "battles.csv").write_text("name,date,lat,lon\nTiltas,1941-06-22,55.1,24.2\n", encoding="utf-8")
            (here / "fronts.kml").write_text(KML, encoding="utf-8")
            for table in blocks(document, "csv"):
                (here / "landings.csv").write_text(table, encoding="utf-8")
        return made[document]

    return folder


def run(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a command of ours in a folder, and look at what it gives."""
    if " translate " in line:
        # It writes into the atlas of the folder, and else into that of the package.
        folder = Path(shutil.copytree(ROOT / "geodata", folder / "geodata", ignore=shutil.ignore_patterns("derive")))
    monkeypatch.chdir(folder)
    done = CliRunner().invoke(main, shlex.split(line)[1:])
    assert done.exit_code == 0, f"{line}\n{done.output}\n{done.exception!r}"
    gives = GIVES.get(written(line))
    assert gives is None or gives in done.output or list(folder.glob(gives)), f"{line}\n{done.output[:2000]}"


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Open pages in a program that does nothing."""
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setattr(webbrowser, "_tryorder", None)


def run_block(document: Path, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in commands(blocks(document, "sh")[number]):
        if written(line) not in NOT_RUN:
            assert line.startswith("baltic-map "), f"{line}: run it here, or say in NOT_RUN why that cannot be"
            if written(line) not in LONG:
                run(line, folder, monkeypatch)


@pytest.mark.usefixtures("no_browser")
@pytest.mark.parametrize(("document", "number"), SHELL, ids=[f"{name_of(path)}-{number}" for path, number in SHELL])
def test_commands(
    document: Path, number: int, folders: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run_block(document, number, folders(document), monkeypatch)


@pytest.mark.long
@pytest.mark.parametrize("line", sorted(LONG))
def test_long_commands(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_atlases(tmp_path)
    run(line, tmp_path, monkeypatch)


def test_what_is_said_of_commands_is_said_of_some() -> None:
    assert len(ALL) > 30
    assert {*NOT_RUN, *LONG, *GIVES} - set(ALL) == set()
    assert LONG - set(GIVES) == set()


def test_the_steps_of_dev_are_there() -> None:
    steps = {
        line.split()[2] for document in DOCUMENTS for line in re.findall(r"python3 dev\.py \w+", document.read_text())
    }
    assert {"build", "test", "docs"} <= steps
    assert steps <= set(dev.STEPS)


def test_no_command_stands_in_a_block_that_is_not_run() -> None:
    for document in DOCUMENTS:
        for _, _, language, inner in BLOCK.findall(document.read_text(encoding="utf-8")):
            hidden = re.findall(r"^ *(?:\$ )?(?:baltic-map|python3?|pip|git) .*$", inner, re.MULTILINE)
            generated = document.name == "commands.md" and language == "text"
            assert language == "sh" or generated or not hidden, f"{name_of(document)}: {hidden}"


def inline() -> Iterator[tuple[str, str]]:
    for document in DOCUMENTS:
        text = BLOCK.sub("", document.read_text(encoding="utf-8"))
        for span in re.findall(r"`([^`]+)`", text):
            line = " ".join(span.split())
            if re.match(r"baltic-map [a-z]|baltic-map COMMAND", line):
                yield name_of(document), line


def test_commands_inside_sentences_are_understood() -> None:
    found = list(inline())
    assert len(found) > 30
    for document, line in found:
        if line in IN_PARTS:
            continue
        name, *words = shlex.split(line)[1:]
        assert name in main.commands, f"{document}: {line}"
        told = list(words)
        try:
            # What is read is taken out of the list. A command alone is named and not run. Without its parent a command
            # would keep another option for help, and show it to whoever asks next in this process.
            root = click.Context(main, info_name="baltic-map", **main.context_settings)
            main.commands[name].make_context(name, words, parent=root, resilient_parsing=not told).close()
        except click.exceptions.Exit:
            assert {"--help", "-h"} & set(told)
        except click.ClickException as error:
            pytest.fail(f"{document}: {line}: {error.format_message()}")
    assert set(IN_PARTS) <= {line for _, line in found}


# ---------------------------------------------------------------- your own atlas


@pytest.mark.usefixtures("no_browser")
def test_four_commands_make_an_atlas_a_page_and_a_plate(
    folders: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    guide = ROOT / "docs" / "your-own-atlas.md"
    folder = folders(guide)
    assert len(commands(blocks(guide, "sh")[0])) == 4
    if not (folder / "output").exists():
        run_block(guide, 0, folder, monkeypatch)
    assert sorted(path.name for path in (folder / "falklands").iterdir()) == ["atlas.toml", "landings.geojson"]
    lines = (folder / "falklands" / "atlas.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == ['title = "Falklands 1982"']
    page = (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert "<title>Falklands 1982" in page
    assert (folder / "output" / "snapshots" / "1982-05-28.png").read_bytes().startswith(b"\x89PNG")


# ---------------------------------------------------------------- Python


PYTHON = [document for document in DOCUMENTS if blocks(document, "python")]


@pytest.mark.parametrize("document", PYTHON, ids=name_of)
def test_python(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    # geopandas asks for it before every map, and for its work only where classes are wanted.
    monkeypatch.setitem(sys.modules, "mapclassify", SimpleNamespace(classify=None))
    scope: dict[str, Any] = {}
    for block in blocks(document, "python"):
        exec(compile(block, name_of(document), "exec"), scope)  # noqa: S102 - our own documents
        if "bar.during" in block:
            layers = bar_in(scope["page"].get_root().render())["dated"]
            assert sorted(layers[0]["spans"]) == ["1939-10/1939-11 ", "1940-06-14 1940-06-22"]
    told = capsys.readouterr().out
    match name_of(document):
        case "README.md":
            assert (tmp_path / "plate.pdf").read_bytes().startswith(b"%PDF")
        case "docs/tutorial.md":
            assert "bases may be there on 16 June" in told
            assert "<svg" in (tmp_path / "plate.svg").read_text(encoding="utf-8")
            assert data_in((tmp_path / "day.html").read_text(encoding="utf-8"))
        case "docs/timebar.md":
            page = (tmp_path / "around-tallinn.html").read_text(encoding="utf-8")
            assert sorted(bar_in(page)["dated"][0]["spans"]) == ["1939-10/1939-11 ", "1940-06-14 1940-06-22"]
            assert "Ships off Tallinn" in told
            assert (tmp_path / "atlas.html").stat().st_size > 100_000
            scope["page"].get_root().render()
