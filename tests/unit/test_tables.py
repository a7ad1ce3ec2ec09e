"""The tables of an atlas."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest

from baltic_map.atlas import Atlas, open_atlas
from tests.unit.small_atlases import TINY


@pytest.fixture(scope="module")
def tiny() -> Atlas:
    return open_atlas(TINY)


def test_features_are_a_table(tiny: Atlas) -> None:
    frame = tiny.features()
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.index) == [each.id for each in tiny.feature_list]
    row = frame.loc["second-fight"]
    assert [row[name] for name in ("layer", "start_date", "end_date", "certainty", "sources")] == [
        *("events", "1900-01-05/1900-01-06", "1900-01-07", "uncertain", ["book, p. 7"]),
    ]
    days = ["1900-01-05", "1900-01-07", "1900-01-06", "1900-01-07"]
    found = frame.loc[["second-fight"], ["start", "end", "certain_start", "certain_end"]]
    assert found.to_numpy().tolist()[0] == [np.datetime64(day, "s").astype(object) for day in days]
    assert frame.loc["lost-fight", "geometry"] is None
