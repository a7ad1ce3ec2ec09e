"""Plates that are there and would be no other are not drawn again."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.snapshot import FORMATS, Format, Snapshot
from tests.variants import first, first_rows

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
DAYS = [f"1900-01-0{day}" for day in range(1, 8)]


@pytest.fixture
def atlas(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def plates(atlas: Path, **changed: float) -> Snapshot:
    return Snapshot(open_atlas(atlas), dpi=changed.pop("dpi", 30), **changed)


def drawn(atlas: Path, form: Format = "png", *, days: list[str] = DAYS, force: bool = False) -> list[str]:
    """Print plates beside an atlas, and list the days of those that were drawn."""
    out = atlas.parent / "out"
    for path in out.glob("1900-*"):
        os.utime(path, (0, 0))
    found = plates(atlas).run(days, out, form, force=force)
    return [path.stem for path in found if path.stat().st_mtime]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("form", first(2, FORMATS))
def test_what_is_there_is_left(atlas: Path, form: Format) -> None:
    days = DAYS[3:5]
    assert drawn(atlas, form, days=days) == days
    assert drawn(atlas, form, days=days) == []
    assert drawn(atlas, form, days=days, force=True) == days


@pytest.mark.parametrize(
    ("file", "old", "new", "days"),
    first_rows(
        4,
        [
            # A fight is told on its day, and on quiet days after it.
            ("events.geojson", "About Fight at Oldtown", "Of Fight at Oldtown", DAYS[4:]),
            ("zones.geojson", "[0.5, 53.5], [1.0", "[0.6, 53.5], [1.0", DAYS[2:]),
            ("rivers.geojson", "3.2", "3.3", DAYS),
            ("atlas.toml", "Tiny war", "Small war", DAYS),
            ("events.geojson", "book, p. 7", "book, p. 8", DAYS[4:]),
            ("zones.geojson", '"certainty": "certain"', '"certainty": "uncertain"', DAYS[2:]),
            ("places.geojson", "Senmiestis", "Kitas", DAYS),
        ],
    ),
)
def test_what_would_be_another_is_drawn_again(atlas: Path, file: str, old: str, new: str, days: list[str]) -> None:
    drawn(atlas)
    change(atlas / file, old, new)
    assert drawn(atlas) == days


def test_what_is_damaged_is_drawn_again(atlas: Path) -> None:
    drawn(atlas)
    first, second, third, fourth, *_ = sorted((atlas.parent / "out").glob("1900-*"))
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(b"")
    shutil.copy(fourth, third)
    assert drawn(atlas) == DAYS[:3]


def test_sizes_and_languages_have_fingerprints_of_their_own(atlas: Path) -> None:
    one = plates(atlas)._fingerprints.of(0)
    assert plates(atlas)._fingerprints.of(0) == one
    others = [plates(atlas, dpi=31), plates(atlas, width_in=15), Snapshot(open_atlas(atlas), "lt", dpi=30)]
    assert len({one, *(each._fingerprints.of(0) for each in others)}) == 4
