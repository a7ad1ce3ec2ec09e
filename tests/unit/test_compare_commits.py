"""The comparison of what readers of two commits see, with captures of a few lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from benchmarks.compare_commits import diff, different_lines, different_pixels, read_allowed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Capture = Mapping[str, str | Image.Image]


def square(*light: tuple[int, int], shade: int = 255) -> Image.Image:
    """Paint 10 × 10 black pixels, some of them light."""
    image = Image.new("RGB", (10, 10))
    for place in light:
        image.putpixel(place, (0, shade, 0))
    return image


def written(folder: Path, capture: Capture) -> Path:
    for name, what in capture.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, str):
            path.write_text(what, encoding="utf-8")
        else:
            what.save(path)
    return folder


def compared(folder: Path, before: Capture, after: Capture, allowed: str = "") -> int:
    sides = written(folder / "before", before), written(folder / "after", after)
    return diff(*sides, read_allowed(allowed), folder / "out")


def test_lines_that_differ_stand_together() -> None:
    assert different_lines("a\nb\nc\nd\ne", "a\nB\nC\nd\nf") == [("-b", "-c", "+B", "+C"), ("-e", "+f")]
    assert different_lines("a\nb", "a\nb") == []
    assert different_lines("", "a") == [("+a",)]


def test_equal_captures_do_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capture: Capture = {"text/en/1940-06-17.txt": "Tallinn\nRiga", "pixels/en/1940-06-17.page.png": square((1, 1))}
    assert compared(tmp_path, capture, capture) == 0
    assert "0 differences of texts, 0 pictures that differ" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_the_same_difference_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = [f"text/en/1940-06-{day}.txt" for day in range(11, 17)]
    before = {day: f"{day}\nOld words\nRiga" for day in days} | {"text/et/a.txt": "Riia"}
    after = {day: f"{day}\nNew words\nRiga" for day in days} | {"text/et/a.txt": "Riga"}
    assert compared(tmp_path, before, after) == 2
    told = capsys.readouterr().out
    assert f"6 × {', '.join(days[:4])} …\n-Old words\n+New words\n" in told
    assert "1 × text/et/a.txt\n-Riia\n+Riga\n" in told


def test_a_file_that_one_side_lacks_is_a_difference(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before: Capture = {"text/en/a.txt": "a", "text/en/b.txt": "b"}
    after: Capture = {"text/en/a.txt": "a", "pixels/en/c.png": square()}
    assert compared(tmp_path, before, after) == 2
    told = capsys.readouterr().out
    assert "1 × text/en/b.txt\n-this file\n" in told
    assert "1 × pixels/en/c.png\n+this file\n" in told


def test_what_is_allowed_is_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before: Capture = {"text/en/a.txt": "Old words\nmore", "text/lv/a.txt": "Old words", "pixels/en/a.png": square()}
    after: Capture = {
        "text/en/a.txt": "New words\nless",
        "text/lv/a.txt": "New words",
        "pixels/en/a.png": square((1, 1)),
    }
    allowed = "# words\n^text/en/.*: [-+](Old|New) words$  # they were wrong\n\n^pixels/en/  # the sign is new\n"
    assert compared(tmp_path, before, after, allowed) == 2
    told = capsys.readouterr().out
    assert "1 × text/en/a.txt\n-more\n+less\n" in told
    assert "1 × text/lv/a.txt\n-Old words\n+New words\n" in told
    assert "pixels of" not in told


@pytest.mark.parametrize("line", ["Old words", "Old words  # ", "  # why"])
def test_what_is_allowed_needs_a_reason(line: str) -> None:
    with pytest.raises(ValueError, match="has no reason"):
        read_allowed(line)


def test_pixels_count_that_differ_by_more_than_a_shade(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.png": square(), "b.png": square((1, 1), (2, 2)), "c.png": square((1, 1), shade=8)})
    share, beside = different_pixels(folder / "a.png", folder / "b.png")
    assert share == 0.02
    assert beside.size == (30, 10)
    assert [beside.getpixel((20 + at, at)) for at in range(4)] == [(0,) * 3, (255,) * 3, (255,) * 3, (0,) * 3]
    assert different_pixels(folder / "a.png", folder / "c.png")[0] == 0


def test_what_only_the_larger_picture_has_differs(tmp_path: Path) -> None:
    folder = written(tmp_path, {"a.png": square(), "b.png": Image.new("RGB", (10, 20))})
    assert different_pixels(folder / "a.png", folder / "b.png")[0] == 0.5


def test_the_worst_pictures_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before: Capture = {"pixels/en/a.png": square(), "pixels/lv/a.png": square()}
    after: Capture = {"pixels/en/a.png": square((1, 1)), "pixels/lv/a.png": square((1, 1), (2, 2))}
    assert compared(tmp_path, before, after) == 2
    told = capsys.readouterr().out
    assert told.index("2.0000% of the pixels of pixels/lv/a.png") < told.index(
        "1.0000% of the pixels of pixels/en/a.png"
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["pixels-en-a.png", "pixels-lv-a.png"]
