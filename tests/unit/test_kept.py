"""What is kept between runs: used only as it was made."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from baltic_map import kept

made: list[str] = []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache."""
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    made.clear()
    return tmp_path / "cache"


def number(*made_from: str) -> int:
    def make() -> int:
        made.append("".join(made_from))
        return 12

    return kept.kept("number", made_from, make, str, int)


def test_a_thing_is_made_once_from_the_same(cache: Path) -> None:
    assert [number("a", "b"), number("a", "b"), number("ab"), number("a", "c")] == [12] * 4
    assert made == ["ab", "ab", "ac"]
    assert len(list(cache.iterdir())) == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes().replace(b"12", b"13")),
        lambda path: path.write_bytes(kept._mark(b"twelve") + b"\ntwelve"),
        lambda path: path.write_bytes(kept._mark(b"\xff") + b"\n\xff"),
        lambda path: (path.unlink(), os.mkfifo(path)),
        lambda path: path.unlink(),
    ],
    ids=["empty", "changed", "another", "bytes", "pipe", "deleted"],
)
def test_what_was_not_kept_so_is_made_again(cache: Path, damage: Callable[[Path], object]) -> None:
    number("a")
    damage(next(cache.iterdir()))
    assert number("a") == 12
    assert made == ["a", "a"]
