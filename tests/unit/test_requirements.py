"""What is installed: bounds in pyproject.toml, and the exact versions with their hashes in requirements/."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
WANTED = {
    "build": [*PROJECT["build-system"]["requires"], dev.BUILDS_OTHERS],
    "use": PROJECT["project"]["dependencies"],
    "test": EXTRAS["test"],
    "dev": [*EXTRAS["docs"], *EXTRAS["dev"][1:]],
}


def pins(name: str) -> list[tuple[Requirement, list[str]]]:
    """Read one list: each pin, and its hashes."""
    found = []
    for pin in dev.pins_of((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")):
        first, *hashes = pin.split(" \\\n")
        found.append((Requirement(first), [each.strip() for each in hashes]))
    return found


LOCKED = {name: pins(name) for name in dev.LOCKS}


def locked_for(name: str) -> dict[str, str]:
    """Give the versions that a list and those that it holds install here."""
    held = dev.LOCKS[: dev.LOCKS.index(name) + 1]
    return {
        canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
        for each in held
        for pin, _ in LOCKED[each]
        if pin.marker is None or pin.marker.evaluate({"extra": ""})
    }


def all_requirements() -> Iterator[str]:
    yield from PROJECT["build-system"]["requires"]
    yield from PROJECT["project"]["dependencies"]
    for each in EXTRAS.values():
        yield from each


@pytest.mark.parametrize("requirement", sorted(set(all_requirements())))
def test_each_dependency_has_an_upper_bound(requirement: str) -> None:
    need = Requirement(requirement)
    bounded = {each.operator for each in need.specifier} & {"<", "<=", "==", "~="}
    assert bounded or need.name == PROJECT["project"]["name"]


@pytest.mark.parametrize("name", dev.LOCKS)
def test_each_version_is_held_by_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    number = dev.LOCKS.index(name)
    reference = f"--requirement {dev.LOCKS[number - 1]}.txt\n" if number else ""
    assert text == f"# Written by dev.py lock: what is needed {dev.NEEDED[name]}, for every system and Python.\n" + (
        reference + dev.without_references(text)
    )
    for pin, hashes in LOCKED[name]:
        assert hashes, pin.name
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), pin.name


def test_no_version_stands_in_two_lists() -> None:
    names = [str(pin) for each in LOCKED.values() for pin, _ in each]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", dev.LOCKS)
def test_the_lists_hold_all_that_is_needed_here(name: str) -> None:
    """Each is installed without asking what its packages need: nothing may be missing."""
    locked = locked_for(name)
    wanted = [Requirement(each) for level in dev.LOCKS[: dev.LOCKS.index(name) + 1] for each in WANTED[level]]
    seen: set[str] = set()
    while wanted:
        need = wanted.pop()
        key = canonicalize_name(need.name)
        assert key in locked, need
        assert need.specifier.contains(locked[key], prereleases=True), (need, locked[key])
        if key in seen:
            continue
        seen.add(key)
        try:
            needs = [Requirement(each) for each in metadata.requires(key) or []]
        except metadata.PackageNotFoundError:  # setuptools, where nothing was built
            continue
        extras = need.extras or {""}
        wanted += [each for each in needs if not each.marker or any(each.marker.evaluate({"extra": e}) for e in extras)]
