"""The guide to an atlas of one's own: its commands do what it says, and it leaves out no setting, sign or shape."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from baltic_map import config
from baltic_map.layers import _SHAPES

if TYPE_CHECKING:
    from pydantic import BaseModel

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "your-own-atlas.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "atlas-toml.md").read_text(encoding="utf-8")
# Where a key of the file is gathered from "title:et" and the like.
GATHERED = set(config.GATHERED)


def block(language: str) -> str:
    """Give the first block of a language, without the indent of the list that it stands in."""
    found = re.search(rf"^( *)```{language}\n(.*?)^\1```", GUIDE, re.MULTILINE | re.DOTALL)
    assert found
    return re.sub(rf"^{found[1]}", "", found[2], flags=re.MULTILINE)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Do what the guide says, in an empty folder."""
    folder = tmp_path_factory.mktemp("ten-minutes")
    (folder / "landings.csv").write_text(block("csv"), encoding="utf-8")
    told = []
    for line in block("sh").splitlines():
        name, *words = shlex.split(line)
        assert name == "baltic-map"
        run = subprocess.run(
            [sys.executable, "-m", "baltic_map", *words],
            cwd=folder,
            env={**os.environ, "BROWSER": "true", "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(run.stdout + run.stderr)
    return folder, told


def test_four_commands_make_a_page_and_a_plate(done: tuple[Path, list[str]]) -> None:
    folder, told = done
    assert len(told) == 4
    assert "place <- lat, lon" in told[0]
    assert "3 days" in told[0]
    assert told[1].strip() == "No problems."
    page = (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert "<title>Falklands 1982" in page
    assert (folder / "output" / "snapshots" / "1982-05-28.png").read_bytes().startswith(b"\x89PNG")


def test_the_new_atlas_is_what_the_guide_says(done: tuple[Path, list[str]]) -> None:
    folder, _ = done
    assert sorted(path.name for path in (folder / "falklands").iterdir()) == ["atlas.toml", "landings.geojson"]
    written = [
        line
        for line in (folder / "falklands" / "atlas.toml").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert written == ['title = "Falklands 1982"']


def models() -> list[type[BaseModel]]:
    own = [getattr(config, name) for name in dir(config)]
    return [each for each in own if isinstance(each, type) and issubclass(each, config._Strict)]


def test_every_setting_is_told() -> None:
    names = {name for model in models() for name in model.model_fields} - GATHERED
    assert {"title", "coast", "no_end", "massed", "min_zoom", "tint", "inner", "not_alone"} <= names
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]*\| .+ \|$", REFERENCE, re.MULTILINE)
    assert set(told) == names


def test_every_sign_and_shape_is_told() -> None:
    rows = re.findall(r"icons/([\w-]+)\.svg\" width=\"20\" alt=\"\"> \| `([\w-]+)` \|", GUIDE)
    signs = {path.stem for path in (ROOT / "src" / "baltic_map" / "icons").glob("*.svg")}
    assert {name for name, _ in rows} == {name for _, name in rows} == signs
    shapes = dict(re.findall(r"^\| `(\w+)` \| ([A-Z]\w+(?:, \w+)*) \|", GUIDE, re.MULTILINE))
    assert {name: tuple(types.split(", ")) for name, types in shapes.items()} == _SHAPES
