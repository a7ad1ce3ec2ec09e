"""The left side of a plate and its foot."""

from __future__ import annotations

from baltic_map.atlas import open_atlas
from baltic_map.day_view import LocalScene
from baltic_map.print.panel import _source_lines, cited_works, split_headline
from baltic_map.scene import build_scene
from tests.unit.small_atlases import TINY

LOCAL = LocalScene(build_scene(open_atlas(TINY), ("en", "et")))


def test_the_weekday_is_parted_from_the_date_whichever_comes_first() -> None:
    assert [
        split_headline(text) for text in ("Sunday, 16 June 1940", "1940 m. birželio 16 d., sekmadienis", "16 June 1940")
    ] == [
        ("Sunday", "16 June 1940"),
        ("sekmadienis", "1940 m. birželio 16 d."),
        ("", "16 June 1940"),
    ]


def test_the_work_that_is_cited_most_is_named_first() -> None:
    assert cited_works(LOCAL, LOCAL.on("1900-01-05")) == ["Writer, A Book (1950)", "A Paper"]
    assert cited_works(LOCAL, LOCAL.on("1900-01-04")) == ["Writer, A Book (1950)"]


def test_as_many_works_are_named_as_fit_and_the_others_counted() -> None:
    assert _source_lines(LOCAL, ["A", "B"], 300, 3) == ["Sources: A; B"]
    lines = _source_lines(LOCAL, ["A work of many words indeed"] * 30, 300, 3)
    assert len(lines) == 3
    assert " ".join(lines).count("A work") + int(" ".join(lines).split("and ")[1].split(" ")[0]) == 30
    assert _source_lines(LOCAL, [], 300, 3) == []
