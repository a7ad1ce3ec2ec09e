"""The widget in Python: its day is a day of the atlas. How page and notebook speak is tested in a browser."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

import baltic_map
from baltic_map.errors import AtlasError, DayOutOfRangeError
from baltic_map.web.widget import AtlasWidget

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


@pytest.fixture(scope="module")
def shared() -> AtlasWidget:
    return AtlasWidget(TINY, "1900-01-05")


@pytest.fixture
def widget(shared: AtlasWidget) -> AtlasWidget:
    shared.day = "1900-01-05"
    return shared


def test_the_day_moves_and_is_told(widget: AtlasWidget) -> None:
    assert repr(widget) == "<AtlasWidget of 'tiny' on 1900-01-05>"
    told: list[tuple[str, str]] = []
    widget.observe(lambda change: told.append((change.old, change.new)), "day")
    widget.day = "1900-01-07"
    widget.day = date(1900, 1, 8)
    widget.day = "1900-01-08"
    widget.unobserve_all()
    assert widget.day == "1900-01-08"
    assert told == [("1900-01-05", "1900-01-07"), ("1900-01-07", "1900-01-08")]


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("soon", "day: 'soon' is not a day. Write a day of the calendar as YYYY-MM-DD."),
        (None, "day: 'None' is not a day. Write a day of the calendar as YYYY-MM-DD."),
    ],
)
def test_what_is_no_day_is_refused_and_the_day_stays(widget: AtlasWidget, day: str | None, message: str) -> None:
    with pytest.raises(AtlasError) as caught:
        widget.day = day
    assert str(caught.value) == message
    assert widget.day == "1900-01-05"


def test_a_day_outside_is_refused_and_the_day_stays(widget: AtlasWidget) -> None:
    with pytest.raises(DayOutOfRangeError):
        widget.day = "1950-01-01"
    assert widget.day == "1900-01-05"
    with pytest.raises(DayOutOfRangeError):
        AtlasWidget(TINY, "1950-01-01")


def test_the_notebook_gets_the_page_the_day_and_the_script(widget: AtlasWidget) -> None:
    state = widget.get_state()
    assert state["day"] == "1900-01-05"
    assert state["title"] == "Tiny war"
    assert state["page"].startswith("<!DOCTYPE html>")
    assert "export default { render };" in state["_esm"]


def test_it_opens_on_the_day_of_the_atlas() -> None:
    assert AtlasWidget(TINY).day == "1900-01-01"


def test_without_anywidget_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "baltic_map.web.widget")
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(AtlasError) as caught:
        import baltic_map.web.widget  # noqa: F401
    assert str(caught.value) == (
        "widget: it is made with anywidget, which is not installed. "
        'Run pip install "baltic-map[widget]", or show MapBuilder(atlas).atlas_map().'
    )


def test_who_does_not_want_it_needs_not_have_it() -> None:
    assert "AtlasWidget" not in baltic_map.__all__
