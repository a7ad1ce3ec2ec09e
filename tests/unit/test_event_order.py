"""The events of a day and their order, as literal ids."""

from __future__ import annotations

from baltic_map.contract import UncertainSpan
from baltic_map.event_order import chronology, events_by_day
from baltic_map.layers import Feature, _Fields


def event(key: str, *span: int, rank: int = 2, time: str | None = None) -> Feature:
    first, stop, certain_first, certain_stop = span if len(span) == 4 else (*span, *span)
    fields = _Fields(
        id=key, kind="k", name=key, start_date="1900-01-01", certainty="certain", position="none", rank=rank, time=time
    )
    return Feature(fields, "events", None, UncertainSpan(first, stop, certain_first, certain_stop), ())


def told(features: list[Feature], index: int) -> list[str]:
    return next(([each.id for each in events] for span, events in events_by_day(features) if span.holds(index)), [])


def test_the_chief_event_comes_first_and_the_others_by_their_hours() -> None:
    features = [
        event("small-early", 5, 6, rank=3, time="03:00"),
        event("doubtful", 5, 7, 6, 6, rank=1, time="01:00"),
        event("chief-late", 5, 6, rank=1, time="22:00"),
        event("chief-noon", 5, 6, rank=1, time="12:00"),
        event("chief-no-hour", 5, 6, rank=1),
    ]
    assert told(features, 5) == ["chief-noon", "doubtful", "small-early", "chief-late", "chief-no-hour"]
    assert told([features[0], features[1]], 5) == ["doubtful", "small-early"]
    assert told([event("goes-on", 3, 8, rank=1), event("new", 5, 6, rank=2, time="12:00")], 5) == ["goes-on", "new"]
    assert told([event("goes-on", 3, 8, rank=2), event("new", 5, 6, rank=2, time="12:00")], 5) == ["new", "goes-on"]


def test_what_may_have_begun_the_day_before_is_no_less_of_the_day() -> None:
    features = [event("afternoon", 6, 7, rank=1, time="15:00"), event("night", 5, 7, 6, 7, rank=1)]
    assert told(features, 5) == ["night"]
    assert told(features, 6) == ["night", "afternoon"]


def test_a_total_is_no_event_of_a_day() -> None:
    undated = event("total", 3, 300, 300, 300, rank=1)
    long = event("detained", 3, 9, rank=3)
    short = event("seized", 3, 7, rank=3)
    war = event("bombed", 3, 100, rank=2)
    camp = event("camp", 3, 100, 5, 100, rank=2)
    told_on = [told([undated, long, short, war, camp], index) for index in (2, 3, 4, 50)]
    assert told_on == [[], ["bombed", "seized"], [], []]


def test_a_greater_event_goes_on_after_what_is_new_for_a_fortnight_at_most() -> None:
    features = [event("deported", 3, 8, rank=1), event("strike", 4, 5, rank=3), event("month", 3, 33, rank=1)]
    assert told(features, 3) == ["deported", "month"]
    assert told(features, 4) == ["deported", "strike"]
    assert told(features, 7) == ["deported"]
    assert told(features, 8) == []


def test_the_chronology_tells_the_greater_events_of_a_day_first_and_other_things_after_them() -> None:
    features = [
        event("crossing", 5, 6, rank=1, time="03:00"),
        event("early", 5, 6, rank=3, time="03:00"),
        event("doubtful", 5, 7, 6, 6, rank=1),
        event("late", 5, 6, rank=1, time="22:00"),
        event("noon", 5, 6, rank=1, time="12:00"),
    ]
    order = chronology(features, lambda each: None if each.id == "crossing" else "events")
    assert [features[at].id for at in order] == ["noon", "late", "early", "doubtful", "crossing"]
