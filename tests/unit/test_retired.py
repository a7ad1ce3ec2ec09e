"""Ids that are no longer used."""

from __future__ import annotations

from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.errors import InvalidAtlasError
from baltic_map.retired import Retired, check_retired, read_retired
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY, tiny_with

HEAD = "id,retired,replaced_by,reason\n"


def test_a_retired_id_leads_to_what_took_its_place(tmp_path: Path) -> None:
    table = HEAD + "brawl,2024-01-01,fight,Renamed.\nrumour,2024-02-01,,Untrue.\n"
    folder = tiny_with(tmp_path, {"retired.csv": table})
    assert read_retired(folder) == {
        "brawl": Retired("brawl", "2024-01-01", "fight", "Renamed."),
        "rumour": Retired("rumour", "2024-02-01", "", "Untrue."),
    }
    assert list(check_retired(open_atlas(folder))) == []
    assert build_scene(open_atlas(folder)).retired == {"brawl": "fight"}
    assert read_retired(TINY) == {}


def test_every_wrong_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "retired.csv").write_text(f"{HEAD}a,2024-13-01,,\n,2024-01-01,,x\na,2024-01-01,,x\n", encoding="utf-8")
    with pytest.raises(InvalidAtlasError) as caught:
        read_retired(tmp_path)
    assert [(each.where, each.what) for each in caught.value.problems] == [
        ("retired.csv#a", "retired is '2024-13-01', no day"),
        ("retired.csv#a", "no reason is given"),
        ("retired.csv#line 3", "no id"),
        ("retired.csv#a", "the id stands twice"),
    ]


def test_an_id_in_use_and_a_successor_that_there_is_not_are_told(tmp_path: Path) -> None:
    table = HEAD + "fight,2024-01-01,,x\nbrawl,2024-01-01,nothing,x\nwest,2024-01-01,,x\n"
    told = check_retired(open_atlas(tiny_with(tmp_path, {"retired.csv": table})))
    assert [(each.where, each.what) for each in told] == [
        ("retired.csv#fight", "the id is retired and in use"),
        ("retired.csv#brawl", "no feature has the id 'nothing'"),
        ("retired.csv#west", "the id is retired and in use"),
    ]
