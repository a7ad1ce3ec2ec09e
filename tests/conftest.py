"""What all tests share."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import baltic_map

ROOT = Path(__file__).resolve().parent.parent

# A test is marked by the folder it lies in.
MARKED = {"browser": "browser", "notebooks": "notebook"}

# No test is up to chance: the same examples in every run, none remembered from the last one, and a slow or busy machine
# fails none. A test may say how many examples it takes, nothing else.
settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if any(getattr(getattr(item, "obj", None), "is_hypothesis_test", False) for item in items):
        # hypothesis draws from the constants of the modules that are loaded, which must not hang on what ran before.
        for module in pkgutil.walk_packages(baltic_map.__path__, "baltic_map."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        importlib.import_module("dev")
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
