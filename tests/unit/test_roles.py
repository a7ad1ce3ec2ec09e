"""What page and plate tell as events and as places: by the role of a layer, not by its name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.check import check_atlas
from baltic_map.print.canvas import Group
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot

if TYPE_CHECKING:
    from matplotlib.artist import Artist

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


def battles(tmp_path: Path, role: str = "") -> Path:
    """Copy the tiny atlas with its events in a layer of another name."""
    folder = Path(shutil.copytree(TINY, tmp_path / "battles"))
    (folder / "events.geojson").rename(folder / "battles.geojson")
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8").replace('id = "events"\n', f'id = "battles"\n{role}')
    config.write_text(text.replace('layer = "events"', 'layer = "battles"'), encoding="utf-8")
    return folder


def roles(atlas: Atlas) -> dict[str, str | None]:
    return {feature.id: atlas.role(feature) for feature in atlas.feature_list}


def written(artists: Iterable[Artist]) -> str:
    """Gather the lines of text on a figure."""
    found = []
    for artist in artists:
        found += [artist.get_text()] if hasattr(artist, "get_text") else []
        found += [written(artist.get_children())] if isinstance(artist, Group) else []
    return "\n".join(found)


TOLD = {
    "fight": "events",
    "lost-fight": "events",
    "march-west": None,
    "north-zone": None,
    "oldtown": "places",
    "sea": "places",
    "second-fight": "events",
}


@pytest.mark.parametrize("role", ['role = "events"\n', ""])
def test_a_layer_of_events_may_have_any_name(tmp_path: Path, role: str) -> None:
    folder = battles(tmp_path, role)
    assert check_atlas(folder) == []
    atlas = open_atlas(folder)
    assert roles(atlas) == TOLD
    told = written(Snapshot(atlas, dpi=40).figure("1900-01-05").artists)
    assert "Fight at Oldtown" in told
    assert "Fight nobody placed" in told
    scene = build_scene(atlas)
    assert {each.id: each.role for each in scene.features} == TOLD
    assert [(each.span.first, each.span.stop, each.features) for each in scene.events] == [
        (4, 5, ("fight", "lost-fight", "second-fight")),
        (5, 6, ("second-fight",)),
    ]


def test_a_layer_called_events_is_one() -> None:
    assert roles(open_atlas(TINY)) == TOLD


def test_what_lasts_is_no_event_where_no_layer_says_so(tmp_path: Path) -> None:
    folder = battles(tmp_path)
    layer = folder / "battles.geojson"
    data = json.loads(layer.read_text(encoding="utf-8"))
    for feature in data["features"]:
        if feature["properties"]["id"] == "fight":
            feature["properties"]["end_date"] = "1900-01-07"
    layer.write_text(json.dumps(data), encoding="utf-8")
    assert roles(open_atlas(folder)) == {**TOLD, "fight": None}


def test_a_role_of_its_own_goes_before_a_name(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    text = config.read_text(encoding="utf-8").replace('id = "places"\n', 'id = "places"\nrole = "events"\n')
    config.write_text(text, encoding="utf-8")
    found = roles(open_atlas(folder))
    assert {key for key, role in found.items() if role == "events"} == {
        *("oldtown", "sea"),
        *("fight", "lost-fight", "second-fight"),
    }


def test_no_other_role_is_known(tmp_path: Path) -> None:
    folder = battles(tmp_path, 'role = "battles"\n')
    (problem,) = check_atlas(folder)
    assert problem.where == "atlas.toml#layers.2.role"
    assert "'events' or 'places'" in problem.what
