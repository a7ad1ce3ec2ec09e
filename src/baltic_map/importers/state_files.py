"""The files of an atlas for states that were cut from dated polygons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import shapely

from baltic_map.columns import as_id, free_id
from baltic_map.importers.dated_records import DatedFeature, RecordLayer
from baltic_map.importers.states import Claim, Partition, day_order
from baltic_map.serialization import geojson_text, toml_value

__all__ = ["claims_of", "names_of", "state_files", "state_settings"]

_COLUMNS = ("territory", "start_date", "end_date", "state", "controller", "recognised", "status", "sources", "note")
_NOBODY = "none"
# By day and by night, light enough for what is drawn on them; told apart by lightness too.
_TINTS = (
    ("#c0dacd", "#2f4f4a"),
    ("#ecdcae", "#544b2e"),
    ("#d8e0ec", "#33404f"),
    ("#e3d5de", "#463b46"),
    ("#d0dcaa", "#434f2f"),
    ("#eddacf", "#46332f"),
    ("#cdced6", "#3a3e49"),
    ("#dcc9a8", "#4a4030"),
    ("#bcd3dc", "#2c4650"),
    ("#e6e3d6", "#373a3a"),
)
_NO_TINT = ("#f0ece0", "#2d3336")
_MOST_NAMED = 3
# The name of a status that tells no more than whose the land was.
_PLAIN = "{controller}"


def claims_of(layers: Iterable[RecordLayer]) -> Iterator[Claim]:
    """
    Yield the polygons of layers that say who held them.

    Parameters
    ----------
    layers
        Those whose features say whose they were. Where each is of one moment (a map of 1914, another of 1938), what it
        shows is so until the next one, and what the last shows is so until the end.

    Yields
    ------
    claim
        In the order of the files.
    """
    listed = sorted(layers, key=lambda each: _start_of(each) if each.is_moment else "")
    following: dict[int, str | None] = {}
    moments = [each for each in listed if each.is_moment]
    for one, other in pairwise(moments):
        following[id(one)] = _start_of(other) if _start_of(other) != _start_of(one) else _end_of(one)
    for layer in listed:
        for each in layer.features:
            if each.holder is not None and each.geometry is not None and each.is_held:
                end = following.get(id(layer)) if layer.is_moment else each.fields.get("end_date")
                yield Claim(each.holder, each.fields.get("start_date"), end, each.geometry)


def _start_of(layer: RecordLayer) -> str:
    return str(layer.features[0].fields["start_date"]) if layer.features else ""


def _end_of(layer: RecordLayer) -> str:
    return str(layer.features[0].fields["end_date"])


def _codes(partition: Partition) -> dict[str, str]:
    """Give each state a code of its own, by its name."""
    codes: dict[str, str] = {}
    for spans in partition.held:
        for span in spans:
            if span.holder is not None and span.holder not in codes:
                codes[span.holder] = free_id(as_id(span.holder) or "state", {*codes.values(), _NOBODY})
    return codes


def _territory_ids(partition: Partition) -> list[str]:
    ids: list[str] = []
    for spans in partition.held:
        ids.append(free_id(as_id(" ".join(each.holder or _NOBODY for each in spans[:_MOST_NAMED])) or "territory", ids))
    return ids


def _territory_names(partition: Partition) -> Iterator[str]:
    for spans in partition.held:
        names = list(dict.fromkeys(each.holder for each in spans if each.holder))
        more = ", …" if len(names) > _MOST_NAMED else ""
        yield ", then ".join(names[:_MOST_NAMED]) + more


def state_files(partition: Partition, tolerance_km: float) -> dict[str, bytes]:
    """
    Write the land and who held it.

    Parameters
    ----------
    partition
        Territories and their histories.
    tolerance_km
        How exact its borders are taken to be.

    Returns
    -------
    files
        ``territories.geojson``, ``borders.geojson`` and ``holdings.csv``, by their names.
    """
    ids, codes = _territory_ids(partition), _codes(partition)
    land = [
        ({"id": key, "name": name}, geometry)
        for key, name, geometry in zip(ids, _territory_names(partition), partition.territories, strict=True)
    ]
    lines: list[tuple[Mapping[str, Any], Any]] = [
        (
            {"id": f"border-{n}", "left": ids[each.left], "right": ids[each.right], "precision_km": tolerance_km},
            each.geometry,
        )
        for n, each in enumerate(partition.borders, start=1)
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for key, spans in zip(ids, partition.held, strict=True):
        for span in spans:
            code = _NOBODY if span.holder is None else codes[span.holder]
            writer.writerow([key, span.start, span.end or "", code, code, code, "held", "", ""])
    files = {"territories.geojson": geojson_text(land), "holdings.csv": text.getvalue().encode()}
    return {**files, "borders.geojson": geojson_text(lines)} if lines else files


def state_settings(partition: Partition) -> str:
    """Write the tables of ``atlas.toml`` for states, statuses and the ground; neighbours have different tints."""
    codes = _codes(partition)
    tints = _tints(partition)
    tables = [
        f"[states.{code}]\nname = {toml_value(name)}\ntint = {toml_value(list(_TINTS[tints[name]]))}"
        for name, code in codes.items()
    ]
    if any(span.holder is None for spans in partition.held for span in spans):
        tables.append(f'[states.{_NOBODY}]\nname = "No state named"\ntint = {toml_value(list(_NO_TINT))}')
    borders = '\nborders = "borders.geojson"' if partition.borders else ""
    tables.append(
        f'# A name such as "under siege" tells more than whose it was.\n[statuses.held]\nname = {toml_value(_PLAIN)}'
    )
    return "\n\n".join([*tables, f'[[scales]]\nterritories = "territories.geojson"{borders}']) + "\n"


def _tints(partition: Partition) -> dict[str, int]:
    """Give each state a tint that none of those has that ever lie beside its lands."""
    beside: dict[str, set[str]] = {name: set() for name in _codes(partition)}
    for line in partition.borders:
        names = [{each.holder for each in partition.held[n] if each.holder} for n in (line.left, line.right)]
        for one in names[0]:
            for other in names[1] - {one}:
                beside[one].add(other)
                beside[other].add(one)
    tints: dict[str, int] = {}
    used = [0] * len(_TINTS)
    for name in sorted(beside, key=lambda each: (-len(beside[each]), each)):
        taken = {tints[other] for other in beside[name] if other in tints}
        free = [n for n in range(len(_TINTS)) if n not in taken] or range(len(_TINTS))
        tints[name] = min(free, key=lambda n: (used[n], n))
        used[tints[name]] += 1
    return tints


def names_of(partition: Partition) -> RecordLayer:
    """Place the name of each state in the largest of its lands, for as long as its lands are the same."""
    codes = _codes(partition)
    days = sorted({span.start for spans in partition.held for span in spans}, key=day_order)
    shown: list[tuple[dict[str, Any], Any]] = []
    last: dict[str, tuple[list[int], dict[str, Any]]] = {}
    for n, day in enumerate(days):
        lands = _lands_on(day, partition)
        for name in [each for each in last if lands.get(each) != last[each][0]]:
            last.pop(name)[1]["end_date"] = day
        for name in [each for each in lands if each not in last]:
            start = None if n == 0 else day
            fields = {"kind": "state", "name": name, "state": codes[name], "start_date": start, "end_date": None}
            last[name] = lands[name], fields
            shown.append((fields, _middle([partition.territories[each] for each in lands[name]])))
    return RecordLayer("", "places", [DatedFeature(fields, place) for fields, place in shown])


def _lands_on(day: str, partition: Partition) -> dict[str, list[int]]:
    """Give the numbers of the territories of each state on a day."""
    lands: dict[str, list[int]] = {}
    for n, spans in enumerate(partition.held):
        held = [each for each in spans if day_order(each.start) <= day_order(day)][-1]
        if held.holder is not None:
            lands.setdefault(held.holder, []).append(n)
    return lands


def _middle(parts: list[Any]) -> Any:
    """Find the middle of the largest piece of land."""
    pieces = shapely.get_parts(shapely.union_all(parts))
    largest = max(pieces, key=lambda each: each.area)
    west, south, east, north = largest.bounds
    circle = shapely.maximum_inscribed_circle(largest, tolerance=max(east - west, north - south) / 100)
    x, y = shapely.get_coordinates(circle)[0]
    return shapely.Point(round(float(x), 4), round(float(y), 4))
