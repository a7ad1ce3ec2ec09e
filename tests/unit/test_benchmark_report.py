"""The benchmark tells which goals are met, and puts its table where the old one was."""

from __future__ import annotations

from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from benchmarks.pages import unix_ms
from benchmarks.report import Row, number, write
from tests.unit.small_atlases import TINY

ROW = Row("One day", 10, "s", [1.0, 2.0, 3.0], [2.0, 2.0, 2.0], goal=0.9, most=4)


def test_a_row_tells_medians_ratios_and_goals() -> None:
    assert ROW.line() == "| One day, s | 10 × | 2 | 2 | 1 (0.5–1.5) | ratio 0.9: not met; 4: met |"
    assert Row("Rows", 1, "", [80.0], []).line() == "| Rows | 1 × | 80 |  |  |  |"


@pytest.mark.parametrize(("value", "written"), [(0.1234, "0.123"), (99.96, "100"), (1234.5, "1,234")])
def test_numbers_have_three_figures(value: float, written: str) -> None:
    assert number(value) == written


def test_the_table_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    page = tmp_path / "performance.md"
    page.write_text("Before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n", encoding="utf-8")
    conditions = {"date": "2026-11-27", "cores": 2, "python": "3.11.7", "rounds": 3}
    for _ in range(2):
        write(tmp_path, [ROW], conditions)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(
        "Before\n<!-- measured -->\nMeasured 2026-11-27, 2 cores, Python 3.11.7, medians of 3 rounds"
    )
    assert text.endswith("not met; 4: met |\n<!-- /measured -->\nafter\n")
    assert "old" not in text
    assert "One day, s, 10 ×" in (tmp_path / "images" / "performance.svg").read_text(encoding="utf-8")


def test_the_peer_counts_the_days_of_the_atlas_in_milliseconds() -> None:
    assert unix_ms(open_atlas(TINY).axis.start) == -2_208_988_800_000
