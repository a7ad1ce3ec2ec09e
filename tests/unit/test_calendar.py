"""Both calendars, of Python and of the page, on each day of twenty thousand years; and days cost no bytes."""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import folium
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.builder import MapBuilder
from baltic_map.calendars import Calendar, CivilDay, civil, month_length, ordinal
from baltic_map.days import Axis
from baltic_map.web.timebar import TimeBar
from tests.browser.browser import find_node
from tests.unit.small_atlases import TINY, holdings, tiny_with
from tests.variants import first

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The Julian day number of the day before 1 January of the year 1.
JDN_OF_DAY_0 = 1721425
FOR_EVER = holdings(*(f"{land},{{0}},,AAA,AAA,AAA,free,book," for land in ("west", "middle", "east")))
# Every 41st day always, every day by -m long.
STEPS = first(1, [41, 1])
CALENDAR = Path(__file__).parents[2] / "src" / "baltic_map" / "web" / "static" / "data" / "calendar.js"
SCRIPT = """
import {{ createHash }} from "node:crypto";
import {{ civilDate as civil, dayNumber as number, isoDate }} from "{calendar}";
const civilDate = (day) => civil(day, "{name}");
const dayNumber = (iso) => number(iso, "{name}");
const [first, stop] = [dayNumber("-9999-01-01"), dayNumber("9999-12-31") + 1];
const dates = new Int32Array(4 * Math.ceil((stop - first) / {step}));
const written = [];
for (let number = first, at = 0; number < stop; number += {step}, at += 4) {{
  const date = civilDate(number);
  dates.set([date.year, date.month, date.day, date.weekday], at);
  if (date.day !== 1 && date.day < 28) continue;
  written.push(isoDate(date));
  if (dayNumber(isoDate(date)) !== number) throw new Error(isoDate(date));
}}
const hash = (data) => createHash("sha256").update(data).digest("hex");
console.log(hash(dates), hash(written.join()));
"""


def page_hashes(calendar: Calendar, step: int) -> list[str]:
    """What the page makes of every so many days: their dates and weekdays, and some of them written."""
    script = SCRIPT.format(calendar=CALENDAR.as_uri(), name=calendar, step=step)
    command = [str(find_node()), "--input-type=module", "--eval", script]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def hashed(dates: NDArray[np.int64], written: str) -> list[str]:
    return [hashlib.sha256(data).hexdigest() for data in (dates.astype("<i4").tobytes(), written.encode())]


@pytest.mark.parametrize("step", STEPS)
def test_each_day_is_that_of_numpy(step: int) -> None:
    days = np.arange(np.datetime64("-9999-01-01"), np.datetime64("9999-12-31") + 1)[::step]
    months, years = days.astype("M8[M]"), days.astype("M8[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (days - months).astype(np.int64) + 1
    # 1 January 1970 was a Thursday.
    weekday = (days.astype(np.int64) + 3) % 7
    written = ",".join(np.datetime_as_string(days[(day == 1) | (day >= 28)]).tolist())
    # ISO 8601 has four digits before year 0 too, numpy counts the sign.
    written = re.sub(r"(?<!\d)-(\d{3})(?=-)", r"-0\1", written)
    assert page_hashes("gregorian", step) == hashed(np.stack([years, month, day, weekday], axis=1), written)


@pytest.mark.parametrize("step", STEPS)
def test_each_julian_day_is_that_of_the_julian_day_numbers(step: int) -> None:
    # E. G. Richards, "Calendars", in: S. E. Urban and P. K. Seidelmann (ed.), Explanatory Supplement to the
    # Astronomical Almanac, 3rd ed., 2013, algorithm 3: a Julian day number to a date of the Julian calendar. It holds
    # from JDN 0 on; so many whole cycles of four years are put before it.
    cycles = 2500
    start, stop = (ordinal(*day, "julian") + JDN_OF_DAY_0 for day in ((-9999, 1, 1), (9999, 12, 31)))
    number = np.arange(start, stop + 1, step) + 1461 * cycles
    e = 4 * (number + 1401) + 3
    h = 5 * (e % 1461 // 4) + 2
    day, month = h % 153 // 5 + 1, (h // 153 + 2) % 12 + 1
    years = e // 1461 - 4716 + (14 - month) // 12 - 4 * cycles
    # JDN 0 was a Monday, and a cycle has 1461 days.
    weekday = (number - 1461 * cycles) % 7
    some = (day == 1) | (day >= 28)
    written = ",".join(
        f"{'-' if year < 0 else ''}{abs(year):04}-{at:02}-{of:02}"
        for year, at, of in zip(years[some].tolist(), month[some].tolist(), day[some].tolist(), strict=True)
    )
    assert page_hashes("julian", step) == hashed(np.stack([years, month, day, weekday], axis=1), written)


YEARS, CALENDARS = st.integers(-9999, 9999), st.sampled_from(get_args(Calendar))
DAYS = st.builds(CivilDay, st.integers(ordinal(-9999, 1, 1), ordinal(9999, 12, 31)))


@given(DAYS)
def test_a_day_is_that_of_numpy(day: CivilDay) -> None:
    other = np.datetime64("1970-01-01") + (day.number - date(1970, 1, 1).toordinal())
    assert day.year == other.astype("M8[Y]").astype(int) + 1970
    assert day.month == other.astype("M8[M]").astype(int) % 12 + 1
    assert day.day == (other - other.astype("M8[M]")).astype(int) + 1
    assert day.weekday() == (other.astype(int) + 3) % 7
    assert day.isoformat() == re.sub(r"^-(\d{3})-", r"-0\1-", str(other))
    assert CivilDay.of(*day.civil) == day


@given(YEARS, st.integers(1, 12), st.integers(1, 31), CALENDARS)
def test_a_date_has_its_julian_day_number(year: int, month: int, day: int, calendar: Calendar) -> None:
    # J. Meeus, Astronomical Algorithms, 2nd ed., 1998, chapter 7; at noon, and for years before -4712 as well.
    day = min(day, month_length(year, month, calendar))
    y, m = (year - 1, month + 12) if month <= 2 else (year, month)
    b = 2 - y // 100 + y // 400 if calendar == "gregorian" else 0
    number = 1461 * (y + 4716) // 4 + 153 * (m + 1) // 5 + day + b - 1524
    assert ordinal(year, month, day, calendar) + JDN_OF_DAY_0 == number
    assert civil(ordinal(year, month, day, calendar), calendar) == (year, month, day)


@given(st.dates(), st.timedeltas(timedelta(days=-1000), timedelta(days=1000)), st.dates())
def test_a_day_does_what_a_date_does(one: date, days: timedelta, other: date) -> None:
    day, later = CivilDay.of(one.year, one.month, one.day), CivilDay.of(other.year, other.month, other.day)
    assert day == one
    assert hash(day) == hash(one)
    assert (day < later, day < other, one < later) == (one < other,) * 3
    assert later - day == other - one == later - one
    assert (day + days).number == one.toordinal() + days.days
    assert (day.weekday(), str(day)) == (one.weekday(), str(one))
    assert CivilDay.of(one.year, one.month, one.day, "julian") != one


def test_days_of_two_calendars_are_told_apart_and_put_in_order() -> None:
    crecy = CivilDay.of(1346, 8, 26, "julian")
    assert crecy != CivilDay.of(1346, 9, 3)
    assert CivilDay.of(1346, 9, 2) < crecy < CivilDay.of(1346, 9, 4)
    assert [str(CivilDay(crecy.number, "julian", each)) for each in ("year", "month")] == ["1346", "1346-08"]


def test_a_thousand_and_ten_thousand_years_cost_the_page_no_bytes(tmp_path: Path) -> None:
    sizes = []
    for name, end in (("a", "1910-01-01"), ("b", "2900-01-01"), ("c", "9999-12-31")):
        start = "1900-01-01" if name != "c" else '"-0001-01-01"'
        window = {"start = 1900-01-01\nend = 1900-01-11": f"start = {start}\nend = {end}"}
        folder = tiny_with(tmp_path / name, {"holdings.csv": FOR_EVER.format(start.strip('"'))}, window)
        sizes.append(len(MapBuilder(folder).atlas_map().get_root().render()))
    assert max(sizes) < 1.02 * min(sizes)


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
