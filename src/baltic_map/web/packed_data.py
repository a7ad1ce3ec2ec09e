"""The data of a page with nothing stored twice, and like beside like: what deflate makes few bytes of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from baltic_map.contract import as_data, names_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["as_columns", "as_letters", "difference", "without_repeats"]

_PLAIN = frozenset((str, int, float, bool, type(None)))
# Bytes that are a whole number of groups of 13 bits, and of how many letters are made at once.
_BLOCK = 13
_MOST_AT_ONCE = _BLOCK * 2**13
_BITS_OF_ONE = 6
# A difference that saves fewer characters than this is none.
_LEAST_SHARED = 12
# The first character that JavaScript counts as two.
_BEYOND_UTF16 = "\U00010000"


def as_letters(data: bytes) -> str:
    """
    Write bytes as letters that stand in a page as they are.

    Parameters
    ----------
    data
        Any.

    Returns
    -------
    letters
        Two for each 13 bits (for the last six or fewer one), of the 91 from ``#`` to ``~`` without ``<``: a thirteenth
        fewer than base64 has. ``static/app/bootstrap.js`` reads them.
    """
    whole = len(data) // _BLOCK * _BLOCK
    # Many bytes at once would need many times their room.
    written = [_pairs(data[start : min(start + _MOST_AT_ONCE, whole)]) for start in range(0, whole, _MOST_AT_ONCE)]
    return b"".join([*written, _last_letters(data[whole:])]).decode("ascii")


def _pairs(data: bytes) -> bytes:
    """Write whole blocks of bytes, each as eight pairs of letters."""
    block = np.frombuffer(data, dtype=np.uint8).reshape(-1, _BLOCK).astype(np.uint32)
    padded = np.pad(block, ((0, 0), (0, 1)))
    values = np.empty((len(block), 8), dtype=np.uint16)
    for at, (byte, bit) in enumerate(divmod(13 * number, 8) for number in range(8)):
        three = padded[:, byte] << 16 | padded[:, byte + 1] << 8 | padded[:, byte + 2]
        values[:, at] = three >> (11 - bit) & 0x1FFF
    return _letters_of_values()[values].tobytes()


@cache
def _letters_of_values() -> NDArray[np.uint8]:
    """Give the two letters of each value of 13 bits."""
    values = np.arange(2**13)
    codes = np.stack([values // 91, values % 91], axis=1) + ord("#")
    return (codes + (codes >= ord("<"))).astype(np.uint8)


def _last_letters(data: bytes) -> bytes:
    """Write the bytes after the last whole block: two letters for each 13 bits, one for the last six or fewer."""
    bits = "".join(f"{byte:08b}" for byte in data)
    rest = len(bits) % 13
    is_single = 0 < rest <= _BITS_OF_ONE
    bits = bits.ljust(len(bits) + (0 if rest == 0 else (_BITS_OF_ONE if is_single else 13) - rest), "0")
    whole = len(bits) // 13 * 13
    pairs = b"".join(_letters_of_values()[int(bits[at : at + 13], 2)].tobytes() for at in range(0, whole, 13))
    # A value below 64 has the one letter that is the second of a pair.
    return pairs + (_letters_of_values()[int(bits[whole:], 2)].tobytes()[1:] if is_single else b"")


def without_repeats(page: Mapping[str, Any]) -> dict[str, Any]:
    """
    Leave out of a page's data what it says twice.

    Parameters
    ----------
    page
        What `baltic_map.web.page_data.page_data` made, plain or not; it is not changed.

    Returns
    -------
    data
        What ``static/data/unpack.js`` makes the same of. A text of another language is told by where it differs from
        the first's; a name that is the title in its language is 0; the reference of a work stands behind its name,
        among the texts that say the same; lists of like things are columns.
    """
    scene = dict(page["scene"])
    first, *others = scene["locales"]
    titles = {
        each["lang"]: [
            known if text is None else text for known, text in zip(first["texts"], each["texts"], strict=True)
        ]
        for each in scene["locales"]
    }

    alone = {lang: {lang: 0} for lang in titles}

    def names(title: int, given: Mapping[str, str]) -> dict[str, Any]:
        # Most features have one name, which is their title: thousands share what is told of it.
        if len(given) == 1 and all(lang in titles and titles[lang][title] == name for lang, name in given.items()):
            return alone[next(iter(given))]
        return {lang: 0 if lang in titles and titles[lang][title] == name else name for lang, name in given.items()}

    references: defaultdict[int, list[str]] = defaultdict(list)
    for work in scene["works"].values():
        references[work["name"]].append(work["reference"])
    features = scene["features"]
    # Those that are not plain data are columns in a moment; a single one is no table.
    is_table = len(features) > 1 and type(features[0]) is not dict
    if is_table:
        scene["features"] = []
    else:
        rows = (each if type(each) is dict else as_data(each) for each in features)
        scene["features"] = [each | {"names": names(each["title"], each["names"])} for each in rows]
    scene["works"] = {
        key: {name: value for name, value in work.items() if name != "reference"}
        for key, work in scene["works"].items()
    }
    behind = [each for number, text in enumerate(first["texts"]) for each in (text, *references[number])]
    scene["locales"] = [
        first | {"texts": behind},
        *(each | {"texts": list(map(difference, first["texts"], each["texts"]))} for each in others),
    ]
    data = dict(as_columns({**page, "scene": scene}))
    if is_table:
        told = [names(each.title, each.names) for each in features]
        data["scene"]["features"] = _columns_of(features, names=told)
    return data


def _columns_of(things: Sequence[Any], **given: Sequence[Any]) -> Any:
    """Write dataclasses of one kind as `as_columns` does their plain data, some fields as they are given."""
    rows = [each for each in things if each is not None]
    if len(rows) == 1:
        return as_columns([as_data(each) for each in things])
    fields = {key: given.get(name) or list(map(attrgetter(name), rows)) for name, key in names_of(type(rows[0]))}
    # The names that things have, each sort of them once; most are there in all.
    gaps = {key: [each is not None for each in column] for key, column in fields.items() if None in column}
    sorts = [dict(zip(gaps, sort, strict=True)) for sort in dict.fromkeys(zip(*gaps.values(), strict=True))] or [{}]
    keys = _merged([tuple(key for key in fields if sort.get(key, True)) for sort in sorts]) or []
    columns = [_column(fields[key], next(each for each in fields[key] if each is not None)) for key in keys]
    there = {} if len(rows) == len(things) else {"there": [int(each is not None) for each in things]}
    return {"": keys, "columns": columns, **there}


def _column(column: Sequence[Any], known: Any) -> Any:
    """Write one field of many things; `known` is the first that is any."""
    if names_of(type(known)):
        return _columns_of(column)
    if isinstance(known, BaseGeometry):
        return _geometries(column)
    # Lists of numbers or texts are left as they are.
    return as_columns(column) if isinstance(known, Mapping) else column


def _geometries(column: Sequence[BaseGeometry | None]) -> Any:
    """Write geometries as columns, those of each type at once."""
    rows = np.array([each for each in column if each is not None], dtype=object)
    if len(rows) == 1:
        return as_columns([as_data(each) for each in column])
    types = shapely.get_type_id(rows)
    names, coordinates = np.empty((2, len(rows)), dtype=object)
    for kind in dict.fromkeys(types.tolist()):
        at = np.flatnonzero(types == kind)
        lists = _coordinates(rows[at], kind)
        names[at] = rows[at[0]].geom_type
        coordinates[at] = np.fromiter(lists, dtype=object, count=len(at))
    there = {} if len(rows) == len(column) else {"there": [int(each is not None) for each in column]}
    return {"": ["type", "coordinates"], "columns": [names.tolist(), coordinates.tolist()], **there}


def _coordinates(rows: Any, kind: int) -> list[Any]:
    """List the coordinates of geometries of one type, as GeoJSON nests them."""
    counts = []
    if kind >= shapely.GeometryType.MULTIPOINT:
        rows, of_row = shapely.get_parts(rows, return_index=True)
        counts.append(np.bincount(of_row))
    if kind in (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON):
        rows, of_row = shapely.get_rings(rows, return_index=True)
        counts.append(np.bincount(of_row))
    if kind not in (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT):
        counts.append(shapely.get_num_coordinates(rows))
    lists: list[Any] = shapely.get_coordinates(rows).tolist()
    for each in reversed(counts):
        ends = np.cumsum(each).tolist()
        lists = [lists[first:stop] for first, stop in zip([0, *ends], ends, strict=False)]
    return lists


def difference(text: str, other: str | None) -> str | Sequence[Any] | None:
    """
    Tell a text by where it differs from another.

    Parameters
    ----------
    text
        The one that is known.
    other
        The one that is told; nothing if it is the same.

    Returns
    -------
    told
        Where in the known text, counted from its end, the difference begins and ends, and what stands there; the whole
        text where that is not shorter.
    """
    half = _LEAST_SHARED // 2
    # Most texts have nothing in common: that is seen at once.
    if other is None or (text[:half] != other[:half] and text[-half:] != other[-half:]):
        return other
    if max(text + other, default="") >= _BEYOND_UTF16:
        return other
    before = _shared(text, other)
    behind = _shared(text[before:][::-1], other[before:][::-1])
    if before + behind < _LEAST_SHARED:
        return other
    return [len(text) - before, behind, other[before : len(other) - behind]]


def _shared(text: str, other: str) -> int:
    """Count the characters with which both begin."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(text), len(other)))


def as_columns(value: Any) -> Any:
    """
    Write lists of like things as columns.

    Parameters
    ----------
    value
        Plain data.

    Returns
    -------
    data
        The same, with a list of objects as ``{"": names, "columns": …}``; null is a name that one does not have.
    """
    if isinstance(value, dict):
        return {key: each if type(each) in _PLAIN else as_columns(each) for key, each in value.items()}
    # A list that begins with a number or a text is left as it is: there are many.
    if not isinstance(value, list | tuple) or not value or type(value[0]) in (int, float, str):
        return value
    rows = [each for each in value if each is not None]
    keys = _keys(rows) if len(rows) > 1 and type(rows[0]) is dict else None
    if not keys:
        return [each if type(each) in _PLAIN else as_columns(each) for each in value]
    columns: dict[str, list[Any]] = {key: [None] * len(rows) for key in keys}
    for at, row in enumerate(rows):
        for key, each in row.items():
            columns[key][at] = each
    there = {} if len(rows) == len(value) else {"there": [int(each is not None) for each in value]}
    return {"": keys, "columns": [*map(as_columns, columns.values())], **there}


def _keys(rows: Sequence[Any]) -> list[str] | None:
    """Name what some objects have, in the order of each of them; nothing if they are no objects or have no such."""
    orders: dict[tuple[str, ...], None] = {}
    for row in rows:
        if type(row) is not dict or None in row.values():
            return None
        orders[tuple(row)] = None
    return _merged(orders)


def _merged(orders: Collection[tuple[str, ...]]) -> list[str] | None:
    """Give the one order that holds some others; nothing if there is none."""
    keys: list[str] = []
    for order in sorted(orders, key=len, reverse=True):
        at = 0
        for key in order:
            if key in keys:
                at = keys.index(key) + 1
            else:
                keys.insert(at, key)
                at += 1
    return keys if all(tuple(key for key in keys if key in order) == order for order in orders) else None
