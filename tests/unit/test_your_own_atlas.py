"""The guide to an atlas of one's own leaves out no setting, sign or shape; test_documented_commands.py runs it."""

from __future__ import annotations

import re
from pathlib import Path

from baltic_map import config, publication
from baltic_map.checking import names_in
from baltic_map.layers import _SHAPES
from baltic_map.models import Table

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "your-own-atlas.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "reference" / "atlas-toml.md").read_text(encoding="utf-8")


def models() -> list[type[Table]]:
    own = [getattr(module, name) for module in (config, publication) for name in dir(module)]
    return [each for each in own if isinstance(each, type) and issubclass(each, Table)]


def test_every_setting_is_told() -> None:
    names = {name for model in models() for name in names_in(model)}
    assert {"title", "coast", "no_end", "massed", "min_zoom", "tint", "inner", "not_alone"} <= names
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]*\| .+ \|$", REFERENCE, re.MULTILINE)
    assert set(told) == names


def test_every_sign_and_shape_is_told() -> None:
    rows = re.findall(r"icons/([\w-]+)\.svg\" width=\"20\" alt=\"\"> \| `([\w-]+)` \|", GUIDE)
    signs = {path.stem for path in (ROOT / "src" / "baltic_map" / "icons").glob("*.svg")}
    assert {name for name, _ in rows} == {name for _, name in rows} == signs
    shapes = dict(re.findall(r"^\| `(\w+)` \| ([A-Z]\w+(?:, \w+)*) \|", GUIDE, re.MULTILINE))
    assert {name: tuple(types.split(", ")) for name, types in shapes.items()} == _SHAPES
