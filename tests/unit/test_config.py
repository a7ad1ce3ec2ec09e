"""Chapters, the bands of the time bar: read, named in each language, and every problem told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.check import check_atlas
from baltic_map.text import Text, translated

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def add(folder: Path, *chapters: str) -> None:
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8") + "".join(f"\n[[chapters]]\n{chapter}\n" for chapter in chapters)
    config.write_text(text, encoding="utf-8")


def test_an_atlas_need_not_have_chapters(folder: Path) -> None:
    assert open_atlas(folder).config.chapters == ()


def test_chapters_are_read_with_their_names(folder: Path) -> None:
    add(
        folder,
        'name = "Peace"\n"name:lt" = "Taika"\nstart = 1900-01-01\nend = 1900-01-05',
        'name = "War"\nstart = 1900-01-05\nend = 1900-01-11',
    )
    assert check_atlas(folder) == []
    peace, war = open_atlas(folder).config.chapters
    assert (peace.start, peace.end, war.end) == (date(1900, 1, 1), date(1900, 1, 5), date(1900, 1, 11))
    assert translated(peace.names, "lt") == Text("Taika", "lt")
    assert translated(war.names, "lt") == Text("War", "en")


OUTSIDE = (
    "atlas.toml#chapters.0: 'War' does not lie inside the window. "
    "Let it start on 1900-01-01 or later, and end on 1900-01-11 or earlier."
)


@pytest.mark.parametrize(
    ("chapter", "told"),
    [
        ('name = "War"\nstart = 1899-12-31\nend = 1900-01-05', OUTSIDE),
        ('name = "War"\nstart = 1900-01-05\nend = 1900-01-12', OUTSIDE),
        ('name = "War"\nstart = 1900-01-11\nend = 1900-01-12', OUTSIDE),
        ('name = "War"\nstart = 1900-01-05\nend = 1900-01-04', "atlas.toml#chapters.0: 'War' ends on 1900-01-04, not"),
        ('name = "War"\nstart = 1900-01-05\nend = 1900-01-05', "atlas.toml#chapters.0: 'War' ends on 1900-01-05, not"),
        ('name = "War"\nstart = 1900-01-05', "atlas.toml#chapters.0.end: it is missing"),
        ("start = 1900-01-05\nend = 1900-01-06", "atlas.toml#chapters.0.name: it is missing"),
        (
            'name = "War"\nstart = "spring"\nend = 1900-01-06',
            "atlas.toml#chapters.0.start: it is 'spring', not a day",
        ),
        (
            'name = "War"\nstart = 1900-01-05\nend = 1900-01-06\ncolour = "red"',
            "atlas.toml#chapters.0.colour: colour is unknown",
        ),
    ],
)
def test_each_fault_is_told(folder: Path, chapter: str, told: str) -> None:
    add(folder, chapter)
    found = [str(problem) for problem in check_atlas(folder)]
    assert len(found) == 1
    assert found[0].startswith(told)
    assert found[0].endswith(".")


def test_every_chapter_with_a_fault_is_named(folder: Path) -> None:
    add(
        folder,
        'name = "Before"\nstart = 1899-01-01\nend = 1899-02-01',
        'name = "Peace"\nstart = 1900-01-01\nend = 1900-01-05',
        'name = "Backwards"\nstart = 1900-01-08\nend = 1900-01-07',
    )
    told = "\n".join(str(problem) for problem in check_atlas(folder))
    assert "'Before'" in told
    assert "'Backwards'" in told
    assert "'Peace'" not in told
