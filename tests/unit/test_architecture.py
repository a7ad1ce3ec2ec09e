"""Imports run one way, as docs/architecture.md draws them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "baltic_map"
ROW = re.compile(r"^\| (\d+) \| (`[^|]+) \|", re.MULTILINE)


def ranks() -> dict[str, int]:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return {name: int(rank) for rank, names in ROW.findall(text) for name in re.findall(r"`([\w.]+)`", names)}


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name != "__init__.py":
            found[".".join(path.relative_to(SOURCE).with_suffix("").parts)] = path
    return found


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("baltic_map"):
            module = (node.module or "").removeprefix("baltic_map").lstrip(".")
            names |= {module} if module in modules() else {f"{module}.{each.name}".lstrip(".") for each in node.names}
        elif isinstance(node, ast.Import):
            names |= {each.name.removeprefix("baltic_map.") for each in node.names if "baltic_map." in each.name}
    return names


def test_every_module_has_a_rank() -> None:
    assert set(ranks()) == set(modules())


@pytest.mark.parametrize("name", modules())
def test_a_module_imports_only_from_below(name: str) -> None:
    known = ranks()
    for other in imported(modules()[name]) & set(modules()):
        assert known[other] < known[name], f"{name} imports {other}"


def test_every_module_of_the_page_is_described() -> None:
    page = (
        (ROOT / "docs" / "architecture.md")
        .read_text(encoding="utf-8")
        .partition("## The page")[2]
        .partition("\n## ")[0]
    )
    described = set(re.findall(r"`([\w-]+)`", page))
    assert {path.stem for path in (SOURCE / "web" / "static").rglob("*.js")} - described == set()


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
)
def test_what_a_document_points_to_is_there(document: Path) -> None:
    text = re.sub(r"^(`{3,})[^\n]*\n.*?^\1$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (document.parent / link).exists(), link
