"""The page's calendar beside numpy's, on each day of twenty thousand years; and days cost no bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import date
from pathlib import Path

import folium
import numpy as np

from baltic_map.builder import MapBuilder
from baltic_map.days import Axis
from baltic_map.web.timebar import TimeBar
from tests.browser.browser import find_node
from tests.unit.small_atlases import TINY, tiny_with

CALENDAR = Path(__file__).parents[2] / "src" / "baltic_map" / "web" / "static" / "data" / "calendar.js"
SCRIPT = """
import {{ createHash }} from "node:crypto";
import {{ civilDate, dayNumber, isoDate }} from "{calendar}";
const [first, stop] = [dayNumber("-9999-01-01"), dayNumber("9999-12-31") + 1];
const dates = new Int32Array(4 * (stop - first));
const written = [];
for (let number = first, at = 0; number < stop; number += 1, at += 4) {{
  const date = civilDate(number);
  dates.set([date.year, date.month, date.day, date.weekday], at);
  if (date.day !== 1 && date.day < 28) continue;
  written.push(isoDate(date));
  if (dayNumber(isoDate(date)) !== number) throw new Error(isoDate(date));
}}
const hash = (data) => createHash("sha256").update(data).digest("hex");
console.log(hash(dates), hash(written.join()));
"""


def test_each_day_is_that_of_numpy() -> None:
    script = SCRIPT.format(calendar=CALENDAR.as_uri())
    command = [str(find_node()), "--input-type=module", "--eval", script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    days = np.arange(np.datetime64("-9999-01-01"), np.datetime64("9999-12-31") + 1)
    months, years = days.astype("M8[M]"), days.astype("M8[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    # 1 January 1970 was a Thursday.
    weekday = (days.astype(np.int64) + 3) % 7
    dates = np.stack([years, month, day, weekday], axis=1).astype("<i4")
    written = ",".join(np.datetime_as_string(days[(day == 1) | (day >= 28)]).tolist())
    # ISO 8601 has four digits before year 0 too, numpy counts the sign.
    written = re.sub(r"(?<!\d)-(\d{3})(?=-)", r"-0\1", written)
    hashes = [hashlib.sha256(data).hexdigest() for data in (dates.tobytes(), written.encode())]
    assert done.stdout.split() == hashes


def test_ten_times_the_days_cost_the_page_no_bytes(tmp_path: Path) -> None:
    long = tiny_with(tmp_path, {}, {"end = 1900-01-11": "end = 1900-04-11"})
    short_page, long_page = (MapBuilder(folder).atlas_map().get_root().render() for folder in (TINY, long))
    assert abs(len(long_page) - len(short_page)) < 1000


def test_ten_times_the_days_cost_a_time_bar_no_bytes() -> None:
    def size(axis: Axis) -> int:
        page = folium.Map()
        TimeBar(axis).add_to(page)
        return len(page.get_root().render())

    assert abs(size(Axis(date(1940, 1, 1), date(1941, 1, 1))) - size(Axis(date(1940, 1, 1), date(1950, 1, 1)))) < 100
