"""Spans joined, and what comes first of what is there, as literal days."""

from __future__ import annotations

from baltic_map.contract import Span
from baltic_map.spans import foremost, joined, ranked


def test_spans_that_touch_or_overlap_are_joined_in_order() -> None:
    assert joined([Span(7, 9), Span(0, 2), Span(2, 4), Span(3, 5)]) == (Span(0, 5), Span(7, 9))
    assert joined([Span(0, 9), Span(2, 3)]) == (Span(0, 9),)
    assert joined([]) == ()


def test_a_span_without_days_is_none() -> None:
    assert joined([Span(3, 3)]) == ()
    assert list(ranked([(Span(3, 3), "a")])) == []


def test_what_is_there_comes_in_the_order_of_its_keys() -> None:
    things = [(Span(0, 4), "b"), (Span(2, 6), "a"), (Span(8, 9), "c")]
    assert list(ranked(things)) == [
        (Span(0, 2), ("b",)),
        (Span(2, 4), ("a", "b")),
        (Span(4, 6), ("a",)),
        (Span(8, 9), ("c",)),
    ]


def test_a_thing_of_a_later_day_does_not_stand_beside_the_one_that_ended_on_it() -> None:
    assert list(ranked([(Span(0, 3), "a"), (Span(3, 5), "b")])) == [(Span(0, 3), ("a",)), (Span(3, 5), ("b",))]


def test_the_foremost_has_one_span_however_others_come_and_go() -> None:
    things = [(Span(0, 9), 1), (Span(2, 4), 2), (Span(5, 6), 0)]
    assert list(foremost(things)) == [(Span(0, 5), 1), (Span(5, 6), 0), (Span(6, 9), 1)]
    # The same thing after days without any is another span.
    assert list(foremost([(Span(0, 2), 1), (Span(3, 4), 1)])) == [(Span(0, 2), 1), (Span(3, 4), 1)]
    assert list(foremost([])) == []
