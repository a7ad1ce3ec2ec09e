"""The examples in the docstrings of what the package offers: each is run."""

from __future__ import annotations

import doctest
import inspect
import warnings
from pathlib import Path

import pytest

import baltic_map
from baltic_map import Atlas, open_atlas

# Names alone: what they are takes seconds to import.
OFFERED = [*baltic_map.__all__, *(f"Atlas.{name}" for name in vars(Atlas) if not name.startswith("_"))]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas()


@pytest.mark.parametrize("name", OFFERED)
def test_the_example_gives_what_it_says(
    name: str, atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    thing = vars(Atlas)[name.removeprefix("Atlas.")] if "." in name else getattr(baltic_map, name)
    text = (inspect.getdoc(thing) or "").partition("\nExamples\n--------\n")[2]
    test = doctest.DocTestParser().get_doctest(text, {"atlas": atlas}, name, None, None)
    assert test.examples, f"{name} has no example"
    assert "+SKIP" not in text
    told: list[str] = []
    with warnings.catch_warnings():
        failed = (
            doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
            .run(test, out=told.append)
            .failed
        )
    assert failed == 0, "".join(told)
