"""Files are written whole or not at all, in their place, and leave nothing behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically, write_together

# Begins to write a file and is killed in the midst of it.
KILLED = """
import os, signal, sys
from pathlib import Path
from baltic_map import files
files.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
files.write_atomically(Path(sys.argv[1]), b"half")
"""

# Writes a file for as long as its standard input is open.
SLOW = """
import os, sys
from pathlib import Path
from baltic_map import files
sync = os.fsync
def slow(handle):
    print("writing", flush=True)
    sys.stdin.read()
    sync(handle)
files.os.fsync = slow
files.write_atomically(Path(sys.argv[1]), b"slow")
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_keeps_its_mode_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "page.html"
    mask = os.umask(0o027)
    try:
        write_atomically(path, b"one")
        assert mode(path) == 0o640
        path.chmod(0o600)
        write_atomically(path, b"two")
    finally:
        os.umask(mask)
    assert (path.read_bytes(), mode(path)) == (b"two", 0o600)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "page.html"
    link.symlink_to("real/page.html")
    for data in (b"one", b"two"):
        write_atomically(link, data)
        assert link.is_symlink()
        assert (tmp_path / "real" / "page.html").read_bytes() == data
    assert [path.name for path in (tmp_path / "real").iterdir()] == ["page.html"]


def test_what_a_killed_write_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode < 0
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2
    (tmp_path / ".page.html.mine").write_bytes(b"the user's own")
    write_atomically(path, b"new")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".page.html.mine", "page.html"]


def test_a_write_that_goes_on_is_not_taken_for_a_leftover(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", SLOW, str(path)], stdin=pipe, stdout=pipe) as slow:
        assert slow.stdout
        assert slow.stdout.readline() == b"writing\n"
        write_atomically(path, b"fast")
        slow.communicate()
    assert slow.returncode == 0
    assert path.read_bytes() == b"slow"
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_the_content_is_on_the_disk_before_it_has_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (steps.append("sync"), sync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda self, other: (steps.append("replace"), replace(self, other))[1])
    write_atomically(tmp_path / "page.html", b"x")
    assert steps == ["sync", "replace", "sync"]


@pytest.mark.parametrize("name", ["file/page.html", "x" * 300, "round", "a\0b"])
def test_what_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(AtlasError, match=r"cannot be written \(.+\)\. Choose another place, or make room\.$") as caught:
        write_atomically(tmp_path / name, b"x")
    assert "\n" not in str(caught.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "round"]


# No device is tried: where the guard fails, root would put a file in its place.
@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "page.html"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    before = path.stat().st_mode
    what = "it is a folder" if kind == "folder" else "it is no regular file"
    with pytest.raises(AtlasError, match=rf"cannot be written \({what}\)"):
        write_atomically(path, b"x")
    assert path.stat().st_mode == before
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_a_write_that_was_taken_for_a_leftover_begins_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = tempfile.mkstemp

    def make_and_lose(**options: str) -> tuple[int, str]:
        handle, name = make(**options)
        made.append(name)
        if len(made) == 1:
            # Another write, between the making and the lock.
            Path(name).unlink()
        return handle, name

    monkeypatch.setattr(tempfile, "mkstemp", make_and_lose)
    write_atomically(tmp_path / "page.html", b"x")
    assert len(made) == 2
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]
    assert (tmp_path / "page.html").read_bytes() == b"x"


# ------------------------------------------------------------------ many at once
# Begins to write files and is killed in the midst of it.
KILLED_TOGETHER = """
import os, signal, sys
from pathlib import Path
from baltic_map.files import write_together
for path in write_together(Path(sys.argv[1]), [("a.html", b"half"), ("b.html", b"half")]):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_files_that_are_written_together_keep_modes_and_links(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    mask = os.umask(0o027)
    try:
        assert list(write_together(out, [("a.html", b"one"), ("b.html", b"one")])) == [out / "a.html", out / "b.html"]
        assert mode(out / "a.html") == 0o640
        (out / "a.html").chmod(0o600)
        (out / "b.html").unlink()
        (out / "b.html").symlink_to("../real.html")
        list(write_together(out, [("a.html", b"two"), ("b.html", b"two")]))
    finally:
        os.umask(mask)
    assert ((out / "a.html").read_bytes(), mode(out / "a.html")) == (b"two", 0o600)
    assert (out / "b.html").is_symlink()
    assert (tmp_path / "deep" / "real.html").read_bytes() == b"two"
    assert names(out) == ["a.html", "b.html"]


def test_files_take_their_places_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"old")

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"new"
        raise KeyError

    with pytest.raises(KeyError):
        list(write_together(tmp_path, failing()))
    # Nobody wants to know of the second.
    written = write_together(tmp_path, [("a.html", b"new"), ("b.html", b"new")])
    next(written)
    written.close()
    (tmp_path / "c.html").mkdir()
    with pytest.raises(AtlasError, match="it is a folder"):
        list(write_together(tmp_path, [("a.html", b"new"), ("c.html", b"new")]))
    assert (tmp_path / "a.html").read_bytes() == b"old"
    assert names(tmp_path) == ["a.html", "c.html"]
    with pytest.raises(AtlasError, match="cannot be written"):
        list(write_together(tmp_path / "a.html", [("b.html", b"new")]))


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_what_killed_writes_of_many_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_TOGETHER, str(tmp_path)], check=False)
    assert done.returncode < 0
    assert len(names(tmp_path)) == 1
    running = write_together(tmp_path, [("a.html", b"one"), ("b.html", b"one")])
    next(running)
    # What goes on right now is not cleared.
    list(write_together(tmp_path, [("c.html", b"two")]))
    assert len(list(running)) == 1
    assert names(tmp_path) == ["a.html", "b.html", "c.html"]
