"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A test is marked by the folder it lies in.
MARKED = {"browser": "browser", "notebooks": "notebook"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = ROOT / "tests"
    for item in items:
        if item.path.is_relative_to(tests):
            mark = MARKED.get(item.path.relative_to(tests).parts[0])
            if mark:
                item.add_marker(mark)


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def geodata(root: Path) -> Path:
    """Give the folder of the atlas."""
    return root / "geodata"
