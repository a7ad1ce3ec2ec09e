"""How well the features rest on their sources: classes of works demanded by an atlas, and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import get_args

from msgspec import Struct

from baltic_map.atlas import Atlas
from baltic_map.contract import WorkClass
from baltic_map.errors import Problem
from baltic_map.layers import Feature
from baltic_map.sources import Bibliography, Citation, parse_citation

__all__ = ["Counts", "check_evidence", "count", "dated", "told_counts"]


class Counts(Struct, frozen=True):
    """
    How features rest on works; citations for a position alone are left out.

    Parameters
    ----------
    features
        How many there are.
    two_works
        How many of them cite two works or more.
    two_independent
        How many of them cite two works of which neither quotes the other or was seen in it, nor do both so with a
        third one.
    citations, located
        Of all of them, and how many of these name a place in the work.
    """

    features: int
    two_works: int
    two_independent: int
    citations: int
    located: int


def dated(atlas: Atlas) -> list[Feature]:
    """List the features that tell of something that happened or was so: all but places."""
    return [each for each in atlas.feature_list if atlas.role(each) != "places"]


def _told(feature: Feature) -> list[Citation]:
    """List the citations for the fact: a locator ``position`` says where the place lies, and nothing of what was."""
    return [each for each in feature.citations if not each.locator.startswith("position")]


def count(features: Iterable[Feature], bibliography: Bibliography) -> Counts:
    """
    Count how features rest on works.

    Parameters
    ----------
    features
        Some features.
    bibliography
        The works they cite.

    Returns
    -------
    counts
        Each feature counts once, however many works it has.
    """
    cited = [_told(each) for each in features]
    works = [{each.source for each in citations} for citations in cited]
    return Counts(
        len(cited),
        sum(len(each) > 1 for each in works),
        sum(any(_independent(*pair, bibliography) for pair in combinations(each, 2)) for each in works),
        sum(map(len, cited)),
        sum(bool(each.locator) for citations in cited for each in citations),
    )


def _independent(one: str, other: str, bibliography: Bibliography) -> bool:
    return not bibliography.behind(one) & bibliography.behind(other)


def told_counts(atlas: Atlas) -> list[tuple[str, str]]:
    """
    Count what an atlas rests on.

    Parameters
    ----------
    atlas
        An opened atlas.

    Returns
    -------
    rows
        What is counted, and the number, with its share where it is one.
    """
    counts = count(dated(atlas), atlas.bibliography)

    def share(part: int, whole: int) -> str:
        return f"{part} ({part / whole:.0%})" if whole else f"{part}"

    return [
        ("features other than places", f"{counts.features}"),
        ("with two works", share(counts.two_works, counts.features)),
        ("with two independent works", share(counts.two_independent, counts.features)),
        ("citations", f"{counts.citations}"),
        ("with a locator", share(counts.located, counts.citations)),
        ("works", f"{len(atlas.bibliography)}"),
        ("passages", f"{len(atlas.passages)}"),
        ("GeoNames ids", f"{sum(each.fields.geonames is not None for each in atlas.feature_list)}"),
        ("Wikidata ids", f"{sum(each.fields.wikidata is not None for each in atlas.feature_list)}"),
    ]


def check_evidence(atlas: Atlas) -> Iterator[Problem]:
    """
    Hold features to the classes of works that ``[evidence]`` of ``atlas.toml`` demands, if it is there.

    Parameters
    ----------
    atlas
        The opened atlas.

    Yields
    ------
    problem
        One for each cited work without a class, each certain feature without a work of the classes ``certain``, and
        each that rests on works of the classes ``not_alone``, or seen in one, alone. Places are not held to it.
    """
    rules, bibliography = atlas.config.evidence, atlas.bibliography
    if rules is None:
        return
    for key in bibliography:
        if bibliography.work_class(key) is None and key in _cited(atlas):
            yield Problem(f"sources.json#{key}", "custom.class is missing", f"Write one of {', '.join(_CLASSES)}")
    weak = set(rules.not_alone)
    files = {layer.id: layer.path for layer in atlas.config.layers}
    for feature in dated(atlas):
        where = f"{files[feature.layer]}#{feature.id}"
        seen = [
            each.source
            for each in _told(feature)
            if not any(bibliography.work_class(other) in weak for other in bibliography.seen_in(each.source))
        ]
        classes = {bibliography.work_class(key) for key in seen}
        if rules.certain and feature.fields.certainty == "certain" and not classes & set(rules.certain):
            what = f"certainty is 'certain', and sources names no work of the class {_either(rules.certain)}"
            yield Problem(where, what, "Cite one that was seen, or write 'less-certain'")
        if weak and classes <= weak:
            what = f"sources names only works of the class {_either(rules.not_alone)}, or seen in one"
            what = what if _told(feature) else "sources names only works that tell its position"
            yield Problem(where, what, "Cite another work that was seen itself")


_CLASSES = get_args(WorkClass)


def _either(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def _cited(atlas: Atlas) -> set[str]:
    """List the works that anything of an atlas cites."""
    borders = atlas.borders
    cited = [
        *(each.citations for each in atlas.feature_list),
        *(row.citations for each in atlas.readings.values() for rows in each.holdings.values() for row in rows),
        *(map(parse_citation, each.sources) for each in atlas.config.readings),
        *(each.citations for each in borders.territories.values()),
        *(each.citations for each in borders.arcs.values()),
        *(step.citations for step in (atlas.story.steps if atlas.story else ())),
        *((each.citation,) for each in atlas.passages),
    ]
    return {each.source for citations in cited for each in citations}
