"""What is kept between runs: used only as it was made."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from baltic_map import kept

made: list[str] = []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache."""
    monkeypatch.setattr(kept, "user_cache_path", lambda *_, **__: tmp_path / "cache")
    monkeypatch.setattr(kept, "SHIPPED", tmp_path / "shipped")
    made.clear()
    return tmp_path / "cache"


def number(*made_from: str) -> int:
    def make() -> int:
        made.append("".join(made_from))
        return 12

    return kept.kept("number", made_from, lambda: ["code"], make, str, int)


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


def test_only_what_was_used_last_is_kept(cache: Path) -> None:
    for at in range(20):
        number(str(at))
        newest = max(cache.iterdir(), key=lambda path: path.stat().st_ctime_ns)
        os.utime(newest, (1e9 + at, 1e9 + at))
    # The third of those that are left was used again, and what is of another sort is none of them.
    (cache / "other-1").touch()
    number("6")
    for name in ("more", "and more", "and more again"):
        number(name)
    assert len(list(cache.glob("number-*"))) == 16
    assert (cache / "other-1").exists()
    made.clear()
    number("6")
    assert made == []
    number("7")
    assert made == ["7"]


def test_what_was_shipped_is_used_and_not_kept_again(cache: Path) -> None:
    kept.SHIPPED.mkdir()
    shipped = kept.SHIPPED / f"{kept.name_of('number', ['a'])}.zz"
    shipped.write_bytes(zlib.compress(b"13"))
    assert number("a") == 13
    assert not cache.exists()
    shipped.write_bytes(b"13")
    assert number("a") == 12


def test_a_cache_that_cannot_be_written_changes_nothing(cache: Path) -> None:
    cache.touch()
    assert [number("a"), number("a")] == [12, 12]
    assert made == ["a", "a"]


@pytest.mark.long
def test_pages_are_the_same_whatever_is_kept_and_whoever_builds_at_the_same_time(tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path; from baltic_map import MapBuilder; "
        "list(MapBuilder(sys.argv[1]).build([date(1900, 1, 5)], Path(sys.argv[2]), index=date(1900, 1, 5)))"
    )
    tiny = Path(__file__).parents[1] / "fixtures" / "tiny"
    (tmp_path / "file").touch()

    def build(out: str, cache: str) -> subprocess.Popen[bytes]:
        places = {"XDG_CACHE_HOME": str(tmp_path / cache), "LOCALAPPDATA": str(tmp_path / cache)}
        command = [sys.executable, "-c", program, str(tiny), str(tmp_path / out)]
        return subprocess.Popen(command, env={**os.environ, **places})

    together = [build("cold", "cache"), build("beside", "cache"), build("nowhere", "file")]
    assert [each.wait() for each in together] == [0, 0, 0]
    assert build("warm", "cache").wait() == 0
    pages = [
        {path.name: path.read_bytes() for path in (tmp_path / out).iterdir()}
        for out in ("cold", "beside", "nowhere", "warm")
    ]
    assert set(pages[0]) == {"1900-01-05.html", "index.html"}
    assert all(each == pages[0] for each in pages)
