"""A table of statements, and what carries them."""

from __future__ import annotations

from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.coverage import Statement, check_coverage_table, read_coverage
from baltic_map.errors import InvalidAtlasError
from tests.unit.small_atlases import TINY, tiny_with

HEAD = "statement,section,says,mapped,carried_by,reason\n"


def test_a_statement_is_carried_by_features_and_holdings_or_has_a_reason(tmp_path: Path) -> None:
    table = "1,A,They fought.,yes,fight; holdings:west@1900-01-05,\n2,A,They wept.,no,,No place is told.\n"
    folder = tiny_with(tmp_path, {"coverage.csv": HEAD + table})
    assert read_coverage(folder) == [
        Statement("1", "A", "They fought.", ("fight", "holdings:west@1900-01-05"), ""),
        Statement("2", "A", "They wept.", (), "No place is told."),
    ]
    assert list(check_coverage_table(open_atlas(folder))) == []
    assert list(check_coverage_table(open_atlas(TINY))) == []


def test_every_wrong_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "coverage.csv").write_text(HEAD + "1,A,x,yes,,\n1,A,y,no,fight,\n", encoding="utf-8")
    with pytest.raises(InvalidAtlasError) as caught:
        read_coverage(tmp_path)
    assert [(each.where, each.what) for each in caught.value.problems] == [
        ("coverage.csv#1", "mapped does not agree with carried_by"),
        ("coverage.csv#1", "it is not mapped and no reason is given"),
        ("coverage.csv#1", "the statement stands twice"),
        ("coverage.csv#1", "mapped does not agree with carried_by"),
    ]


def test_what_nothing_carries_is_told(tmp_path: Path) -> None:
    files = {
        "coverage.csv": f"{HEAD}1,A,x,yes,nobody; holdings:west@1900-01-06; old; gone,\n",
        "retired.csv": "id,retired,replaced_by,reason\nold,2024-01-01,fight,Merged.\ngone,2024-01-01,,Untrue.\n",
    }
    assert [(each.what, each.hint) for each in check_coverage_table(open_atlas(tiny_with(tmp_path, files)))] == [
        ("nothing has the id 'nobody'", "Mend the id"),
        ("nothing has the id 'holdings:west@1900-01-06'", "Mend the id"),
        ("the id 'old' is retired (retired.csv)", "Write 'fight', or say why it is not mapped"),
        ("the id 'gone' is retired (retired.csv)", "Say why it is not mapped"),
    ]
