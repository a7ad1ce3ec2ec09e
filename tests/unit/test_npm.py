"""Packages that only the tests and the benchmarks need: pinned, fetched whole or not at all."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.browser.npm import NoPackagesError, packages

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("tests/npm", "benchmarks/npm")


@pytest.mark.parametrize("name", FOLDERS)
def test_the_lock_holds_every_byte_and_names_no_registry(root: Path, name: str) -> None:
    folder = root / name
    text = (folder / "package-lock.json").read_text(encoding="utf-8")
    lock = json.loads(text)["packages"]
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {key: lock[f"node_modules/{key}"]["version"] for key in wanted} == wanted
    assert all(each["integrity"].startswith("sha512-") for key, each in lock.items() if key)
    assert "resolved" not in text
    assert "://" not in text


def test_two_at_once_get_the_same_whole_packages(root: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor() as both:
        first, second = both.map(lambda _: packages(root / "benchmarks" / "npm", cache=tmp_path), range(2))
    assert first == second
    assert (first / "moment" / "min" / "moment.min.js").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [first.parent.name]


def test_without_a_registry_the_error_says_what_to_do(root: Path, tmp_path: Path) -> None:
    # Port 9 of this machine: nobody answers.
    environment = {
        **os.environ,
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_cache": str(tmp_path / "npm"),
        "npm_config_fetch_retries": "0",
    }
    with pytest.raises(NoPackagesError, match=r"npm/package-lock\.json could not be fetched.*npm config get registry"):
        packages(root / "tests" / "npm", cache=tmp_path / "cache", environment=environment)
    assert list((tmp_path / "cache").iterdir()) == []
