"""What the project may cost. To raise a number here takes a decision record: docs/decisions/0011-budgets.md."""

from __future__ import annotations

import ast
import gzip
import json
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

import baltic_map
from baltic_map import MapBuilder
from baltic_map.cli import main
from tests.unit.pages import data_in, library_in, scripts_in

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "baltic_map"

DIRECT_DEPENDENCIES = 22
INSTALLED_PACKAGES = 45
WHEEL_BYTES = 4_000_000
PUBLIC_NAMES = 14
COMMANDS = 12
LINES = {"py": 37_600, "js": 13_800, "css": 5_600}
LONGEST_LINE = 120
LONGEST_PYTHON_FUNCTION, LONGEST_JS_FUNCTION = 60, 80
PAGE_BYTES = {
    "whole": 1_500_000,
    "gzipped": 1_200_000,
    "type": 140_000,
    "code": 495_000,
    "style": 100_000,
    "basemap": 260_000,
    "texts of the first language": 520_000,
    "texts of another language": 720_000,
}


def dependencies() -> list[str]:
    return list(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"])


def installed(wanted: list[str]) -> set[str]:
    """Name all that is installed with some packages, on this machine and without extras."""
    found: set[str] = set()
    while wanted:
        need = Requirement(wanted.pop())
        name = re.sub(r"[-_.]+", "-", need.name).lower()
        if name in found or (need.marker and not need.marker.evaluate({"extra": ""})):
            continue
        found.add(name)
        wanted += metadata.requires(name) or []
    return found


def lines(suffix: str) -> Iterator[tuple[Path, int, str]]:
    for path in sorted(SOURCE.rglob(f"*.{suffix}")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield path, number, line


def test_dependencies() -> None:
    assert len(dependencies()) <= DIRECT_DEPENDENCIES
    packages = installed(dependencies())
    assert {"folium", "shapely", "numpy"} <= packages
    assert len(packages) <= INSTALLED_PACKAGES, sorted(packages)


def test_the_wheel(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    assert Path(wheel).stat().st_size <= WHEEL_BYTES


def test_names_and_commands() -> None:
    assert len(baltic_map.__all__) <= PUBLIC_NAMES
    assert len(main.commands) <= COMMANDS


@pytest.mark.parametrize("suffix", LINES)
def test_lines(suffix: str) -> None:
    assert sum(1 for _ in lines(suffix)) <= LINES[suffix]


@pytest.mark.parametrize("suffix", LINES)
def test_no_line_is_too_long(suffix: str) -> None:
    # Words to the checkers do not count.
    told = [(path, number, re.sub(r"  # (noqa|type: ignore).*", "", line)) for path, number, line in lines(suffix)]
    long = [f"{path.name}:{number}" for path, number, line in told if len(line) > LONGEST_LINE]
    assert long == []


def test_no_python_function_is_too_long() -> None:
    long = []
    for path in [*SOURCE.rglob("*.py"), *(ROOT / "docs").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_PYTHON_FUNCTION:
                    long.append(f"{path.name}:{node.lineno} {node.name} has {length} lines")
    assert long == []


def test_no_javascript_function_is_too_long() -> None:
    # Functions, methods and classes' members begin and end at the same indent: the formatting that the modules keep.
    begins = re.compile(r"^( *)(?:export )?(?:async )?(?:function\b|(?:static |get |set |async |#)*\w+\(.*\) \{$)")
    long = []
    open_: list[tuple[str, int, str]] = []
    for path, number, line in lines("js"):
        if number == 1:
            open_ = []
        while open_ and line.startswith(f"{open_[-1][0]}}}"):
            _, first, name = open_.pop()
            if number - first + 1 > LONGEST_JS_FUNCTION:
                long.append(f"{path.name}:{first} {name.strip()} has {number - first + 1} lines")
            break
        if (found := begins.match(line)) and line.endswith("{"):
            open_.append((found[1], number, line))
    assert long == []


def page_parts(page: str) -> dict[str, int]:
    def size(value: Any) -> int:
        return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())

    data = data_in(page)
    sheet = library_in(page)[0]
    styles = sheet + "".join(re.findall(r"<style[^>]*>(.*?)</style>", page, re.DOTALL))
    type_ = sum(map(len, re.findall(r"base64,[A-Za-z0-9+/=]+", styles)))
    first, *others = (
        size(texts) + size(days) for texts, days in zip(data["scene"]["locales"], data["languages"], strict=True)
    )
    return {
        "whole": len(page.encode()),
        "gzipped": len(gzip.compress(page.encode(), 9, mtime=0)),
        "type": type_,
        "code": sum(len(each.encode()) for each in scripts_in(page)),
        "style": len(styles.encode()) - type_,
        "basemap": size(data["basemap"]),
        "texts of the first language": first,
        "texts of another language": max(others),
    }


def test_the_bytes_of_the_page() -> None:
    parts = page_parts(MapBuilder().atlas_map().get_root().render())
    assert {name: bytes_ for name, bytes_ in parts.items() if bytes_ > PAGE_BYTES[name]} == {}
    assert min(parts.values()) > 50_000
