"""What all tests share."""

from __future__ import annotations

import importlib
import pkgutil
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

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

POPPLER = shutil.which("pdfinfo") and shutil.which("pdftotext")

CHOSEN = pytest.StashKey["Chosen"]()
"""The browsers that the tests use; nothing if no test opens a page."""


def pytest_configure(config: pytest.Config) -> None:
    """Choose the browsers, once for all workers, and stop at once if there is none."""
    from tests.browser.browser import NoBrowserError, find_browsers
    from tests.browser.drivers import Chosen, choose

    if told := getattr(config, "workerinput", {}).get("browsers"):
        config.stash[CHOSEN] = Chosen(**told)
    elif opens_pages(config):
        try:
            config.stash[CHOSEN] = choose(find_browsers())
        except NoBrowserError as error:
            raise pytest.UsageError(f"{error}") from None


def opens_pages(config: pytest.Config) -> bool:
    """Tell whether what is asked for holds tests in a browser."""
    folder = ROOT / "tests" / "browser"
    asked = [(config.invocation_params.dir / each.partition("::")[0]).resolve() for each in config.args]
    return any(folder.is_relative_to(each) or each.is_relative_to(folder) for each in asked)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker which browsers there are."""
    if chosen := node.config.stash.get(CHOSEN, None):
        node.workerinput["browsers"] = asdict(chosen)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say at the start which browsers are used, and which are not and why; and whether poppler is."""
    chosen = config.stash.get(CHOSEN, None)
    poppler = [] if POPPLER else ["poppler is NOT used beside PDFium: apt-get install poppler-utils"]
    return [*(chosen.told() if chosen else []), *poppler]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say it again at the end, where it is read."""
    for line in pytest_report_header(config):
        terminalreporter.write_line(line)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutations", type=int, help="how many changed atlases tests/unit/test_mutation.py tries")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not POPPLER:
        out = [item for item in items if item.get_closest_marker("poppler")]
        items[:] = [item for item in items if item not in out]
        config.hook.pytest_deselected(items=out)
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


@pytest.fixture(scope="module")
def docs_build(root: Path) -> Iterator[Any]:
    """Give docs/build.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "docs"))
        yield importlib.import_module("build")
        sys.modules.pop("build")
