"""A part of a scene: some of its days, with only what is on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from baltic_map import contract
from baltic_map.contract import LegendItem, Reading, Scene, Span, TextNumber, Work

__all__ = ["excerpt", "map_texts"]

T = TypeVar("T")


def excerpt(scene: Scene, days: Span) -> Scene:
    """
    Take some days out of a scene.

    Parameters
    ----------
    scene
        Of all days.
    days
        Those that are wanted.

    Returns
    -------
    scene
        What is on one of them, counted as before; lines of the legend are on these days alone. No chronology, changes,
        ticks, chapters, territories or story.
    """

    def there(things: Iterable[T]) -> tuple[T, ...]:
        return tuple(
            each for each in things if any(span.first < days.stop and days.first < span.stop for span in spans(each))
        )

    def spans(thing: Any) -> Iterable[Any]:
        return thing.spans if hasattr(thing, "spans") else (thing.span,)

    def legend(thing: Scene | Reading) -> tuple[Any, ...]:
        groups = (replace(group, items=tuple(map(clipped, there(group.items)))) for group in thing.legend)
        return tuple(group for group in groups if group.items)

    def clipped(item: LegendItem) -> LegendItem:
        cut = (Span(max(each.first, days.first), min(each.stop, days.stop)) for each in item.spans)
        return replace(item, spans=tuple(each for each in cut if each.first < each.stop))

    def reading(each: Reading) -> Reading:
        areas, borders = there(each.areas), there(each.borders)
        return replace(each, areas=areas, borders=borders, territories=(), legend=legend(each), changes=(), ticks=())

    features = there(scene.features)
    spoken_of = {each.id for each in features}
    part = replace(
        scene,
        features=features,
        passages=tuple(each for each in scene.passages if spoken_of.intersection(each.features)),
        readings=tuple(map(reading, scene.readings)),
        events=there(scene.events),
        legend=legend(scene),
        chronology=(),
        chapters=(),
        story=None,
    )
    return _with_used(part)


def _with_used(scene: Scene) -> Scene:
    """Keep of citations, works, symbols and texts those that are used."""
    things: list[Any] = [*scene.features]
    for reading in scene.readings:
        things += [reading, *reading.areas, *reading.borders]
    sources = [each for thing in things for each in thing.sources]
    cited = _numbered([*sources, *(each.citation for each in scene.passages)])
    symbols = _numbered(each.symbol for each in scene.features)
    citations = tuple(scene.citations[number] for number in cited)

    works: dict[str, Work] = {}
    for key in (each.work for each in citations):
        while key and key not in works:
            works[key] = scene.works[key]
            key = works[key].via or ""  # noqa: PLW2901 - from work to work, as they were seen

    def cite(thing: Any, **changes: Any) -> Any:
        return replace(thing, **{"sources": tuple([cited[each] for each in thing.sources]), **changes})

    scene = replace(
        scene,
        symbols=tuple(scene.symbols[number] for number in symbols),
        features=tuple(cite(each, symbol=symbols[each.symbol]) for each in scene.features),
        readings=tuple(
            cite(each, areas=tuple(map(cite, each.areas)), borders=tuple(map(cite, each.borders)))
            for each in scene.readings
        ),
        citations=citations,
        passages=tuple(replace(each, citation=cited[each.citation]) for each in scene.passages),
        works=works,
    )
    used: dict[TextNumber, TextNumber] = {}
    scene = map_texts(scene, lambda number: used.setdefault(number, len(used)))
    locales = tuple(
        replace(
            each,
            texts=tuple(each.texts[number] for number in used),
            untranslated=frozenset(used[number] for number in each.untranslated if number in used),
        )
        for each in scene.locales
    )
    return replace(scene, locales=locales)


def _numbered(numbers: Iterable[int]) -> dict[int, int]:
    """Count those that are used anew, each once."""
    return {number: at for at, number in enumerate(dict.fromkeys(numbers))}


def map_texts(value: Any, change: Callable[[TextNumber], Any], kind: str = "") -> Any:
    """Change every number of a text in a thing of the scene; the annotations of the fields tell which those are."""
    if holding := _annotations(type(value)):  # type: ignore[arg-type]
        given = ((name, told, getattr(value, name)) for name, told in holding)
        changed = {
            name: change(each) if told == "TextNumber" else map_texts(each, change, told) for name, told, each in given
        }
        return replace(value, **changed)
    if "TextNumber" in kind and isinstance(value, int):
        return change(value)
    if isinstance(value, tuple):
        return tuple([map_texts(each, change, kind) for each in value])
    if isinstance(value, Mapping):
        return {key: map_texts(each, change, kind) for key, each in value.items()}
    return value


@cache
def _annotations(kind: type) -> list[tuple[str, str]]:
    """List the fields that hold numbers of texts, with what they are told to hold."""
    told = kind.__annotations__ if issubclass(kind, Struct) else {}
    return [(name, holds) for name, holds in told.items() if _holds_texts(holds)]


@cache
def _holds_texts(told: str) -> bool:
    names = re.findall(r"\w+", told)
    kinds = (getattr(contract, name, None) for name in names)
    return "TextNumber" in names or any(_annotations(kind) for kind in kinds if isinstance(kind, type))
