"""What is printed fits any stream: its code page, its end, and the terminal behind it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

from tests.variants import first_rows

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
FULL = Path("/dev/full")

needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no full device")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(
    *args: object, encoding: str | None = None, out: int | IO[bytes] = subprocess.PIPE, err: int | IO[bytes] = -1
) -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONIOENCODING", "PYTHONUTF8"}}
    return subprocess.run(
        [sys.executable, "-m", "baltic_map", *map(str, args)],
        check=False,
        stdout=out,
        stderr=err,
        env=environment | ({"PYTHONIOENCODING": encoding} if encoding else {}),
    )


@pytest.mark.parametrize(
    ("encoding", "name"),
    first_rows(
        3,
        [
            (None, "Šventė – Žalgiris é"),
            ("cp1252", r"Švent\u0117 – Žalgiris é"),
            ("koi8-r", r"\u0160vent\u0117 \u2013 \u017dalgiris \xe9"),
            ("utf-8", "Šventė – Žalgiris é"),
            ("cp1257", "Šventė – Žalgiris é"),
            ("euc-jp", r"Šventė \u2013 Žalgiris é"),
        ],
    ),
)
def test_a_name_is_printed_in_any_code_page(folder: Path, encoding: str | None, name: str) -> None:
    change(folder, "events.geojson", "Fight at Oldtown", "Šventė – Žalgiris é")
    done = run("diff", "1900-01-04", "1900-01-05", "--atlas", folder, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"+ events/fight: {name}" in done.stdout.decode(encoding or "utf-8").splitlines()


@pytest.mark.parametrize("encoding", [None, "cp1252", "koi8-r"])
def test_json_stays_json_in_any_code_page(folder: Path, encoding: str | None) -> None:
    change(folder, "holdings.csv", "Some say the 6th.", "Šventė é \N{PUSHPIN} \u202e")
    done = run("at", "1.5", "52", "--date", "1900-01-05", "--json", "--atlas", folder, encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding or "utf-8")
    assert json.loads(text)["note"] == "Šventė é \N{PUSHPIN} \u202e"
    assert "\u202e" not in text


def test_data_cannot_print_a_line_of_its_own_nor_move_the_cursor(folder: Path) -> None:
    change(folder, "events.geojson", '"fight"', r'"fight\nNo problems.\u2028No problems.\u202e"')
    change(folder, "atlas.toml", "[palette]", '[palette]\n"a\\nNo problems." = 1')
    done = run("check", folder)
    assert done.returncode == 1
    lines = done.stdout.decode().split("\n")
    assert r"atlas.toml#palette.a\nNo problems." in lines[0]
    change(folder, "atlas.toml", '"a\\nNo problems." = 1', "")
    done = run("check", folder)
    lines = done.stdout.decode().split("\n")
    assert any(line.startswith(r"events.geojson#fight\nNo problems.\u2028No problems.\u202e: ") for line in lines)
    assert not any(line.startswith("No problems.") for line in lines)
    assert done.stdout.decode().splitlines() == lines[:-1]


def test_a_line_break_in_a_note_does_not_break_the_line(folder: Path) -> None:
    change(folder, "holdings.csv", "Some say the 6th.", '"Some say\nthe 6th."')
    done = run("at", "1.5", "52", "--date", "1900-01-05", "--atlas", folder)
    assert done.returncode == 0
    assert r"  note       Some say\nthe 6th." in done.stdout.decode().splitlines()


@needs_full
@pytest.mark.parametrize(
    "args", [("--help",), ("diff", "1900-01-04", "1900-01-05", "--atlas", TINY), ("cite", "book", "--atlas", TINY)]
)
def test_a_full_disk_is_one_line(args: tuple[object, ...]) -> None:
    with FULL.open("wb") as full:
        done = run(*args, out=full)
    assert done.returncode == 1
    assert done.stderr == b"standard output: its disk is full. Make room, then run this again.\n"


@needs_full
def test_a_full_disk_for_messages_is_quiet() -> None:
    with FULL.open("wb") as full:
        assert run("check", TINY, err=full).returncode == 1
        done = run("cite", "nobody", "--atlas", TINY, err=full)
    assert (done.returncode, done.stdout) == (1, b"")


def test_a_pipe_that_nobody_reads_is_quiet() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as broken:
        done = run("diff", "1900-01-04", "1900-01-05", "--atlas", TINY, out=broken)
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize(("closing", "code"), first_rows(1, [(">&- 2>&-", 0), (">&-", 0), ("2>&-", 0)]))
def test_closed_streams_are_quiet(closing: str, code: int) -> None:
    command = f'"$0" -m baltic_map check "$1" {closing}'
    done = subprocess.run(["/bin/sh", "-c", command, sys.executable, str(TINY)], check=False, capture_output=True)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr
