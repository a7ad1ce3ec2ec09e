"""No test is up to chance."""

from __future__ import annotations

import pkgutil
import re
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import baltic_map

TESTS = Path(__file__).parents[1]

# What gives another result in another run, or hangs on how fast the machine is.
CHANCE = re.compile(
    r"\b(random\.(?!Random\()\w+|np\.random|secrets|uuid\d?|urandom|time\.sleep|(datetime|date)\.(now|today|utcnow))"
)


def test_hypothesis_draws_the_same_examples_in_every_run() -> None:
    assert (settings.default.derandomize, settings.default.database, settings.default.deadline) == (True, None, None)


@settings(max_examples=1)
@given(st.none())
def test_the_constants_that_hypothesis_draws_from_are_always_the_same(nothing: None) -> None:
    assert nothing is None
    modules = [each.name for each in pkgutil.walk_packages(baltic_map.__path__, "baltic_map.")]
    assert [each for each in modules if each not in sys.modules] == ["baltic_map.__main__"]
    assert "dev" in sys.modules


def test_no_test_takes_that_back() -> None:
    for path in TESTS.rglob("*.py"):
        if path != Path(__file__):
            found = re.search(
                r"derandomize=False|deadline=(?!None)|database=(?!None)", path.read_text(encoding="utf-8")
            )
            assert found is None, f"{path.name}: {found}"


def test_no_test_asks_the_clock_or_chance() -> None:
    for path in TESTS.rglob("*.py"):
        # The driver of WebKit asks again and again whether it listens: it waits for a state, not for a time.
        if path not in {Path(__file__), TESTS / "browser" / "webkit.py"}:
            found = CHANCE.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path.name}: {found}"
