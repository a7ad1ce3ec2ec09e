"""How the columns of a file become the fields of features: their names, what is left out, and when a thing ended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain, count
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from baltic_map.calendars import Calendar
from baltic_map.cells import is_missing
from baltic_map.days import day_after, parse_bounds, without_clock
from baltic_map.edtf import FIRST_YEAR, LAST_YEAR
from baltic_map.errors import AtlasError
from baltic_map.fields import End, NoEnd

__all__ = ["Columns", "Row", "as_id", "free_id", "kind_keys", "shape_of"]

_DATES = ("start_date", "end_date")
_DAY = re.compile(r"-?\d{4}-\d{2}-\d{2}", re.ASCII)
_LONGEST_ID = 60
_IS_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class Row(Struct, frozen=True):
    """
    What a feature of a file says, in fields of ours.

    Parameters
    ----------
    number
        Position in the file, counted from 1.
    fields
        Ours, translations (``name:lt``) among them; none is null.
    others
        The columns that are none of ours, as they stand.
    translated
        The columns that may be texts in other languages.
    """

    number: int
    fields: dict[str, Any]
    others: dict[str, Any]
    translated: tuple[str, ...] = ()


class Columns(Struct, frozen=True):
    """
    How the columns of one file are read.

    Parameters
    ----------
    layer
        Id of its layer.
    known
        Names of the fields of a feature.
    fields
        Column by field; an empty one says that the file has no such field, whatever a column is called.
    defaults
        What a field is where a feature has nothing there.
    end, no_end
        What an end and what no end means; the latter is found by `for_features` if it is ``None``.
    calendar
        In which dates are written.
    """

    layer: str
    known: frozenset[str]
    fields: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    end: End = "exclusive"
    no_end: NoEnd | None = None
    calendar: Calendar = "gregorian"

    def for_features(self, features: Iterable[Mapping[str, Any]]) -> Columns:
        """
        Decide what a start without an end means, if it is not said.

        Parameters
        ----------
        features
            Those of the file, as GeoJSON.

        Returns
        -------
        columns
            With ``no_end``: a day where the file has no column of ends at all, else open.
        """
        if self.no_end is not None:
            return self
        column = self.column("end_date")
        has_ends = "end_date" in self.defaults or any(column in each["properties"] for each in features)
        no_end: NoEnd = "open" if has_ends else "one-day"
        return replace(self, no_end=no_end)

    def column(self, name: str) -> str:
        """Give the column that holds a field of ours."""
        return self.fields.get(name, name)

    def read(self, number: int, feature: Mapping[str, Any]) -> Row:
        """
        Read a feature's columns as fields of ours.

        Parameters
        ----------
        number
            Its position in the file.
        feature
            As GeoJSON.

        Returns
        -------
        row
            Dates are text, without the hours that programs add to days; an id is made of what identifies the feature
            in the file, or of its number.
        """
        properties, renamed = self._renamed(feature["properties"]) if self.fields else (feature["properties"], {})
        known, translated = _ours(tuple(properties), self.known)
        said, others = properties, {}
        if renamed or len(known) < len(properties):
            ours = {key: value for key, value in properties.items() if key in known and key not in renamed}
            others = {key: value for key, value in properties.items() if key not in ours}
            said = ours | renamed
        # To look for nulls takes a fraction of leaving them out.
        has_nulls = None in said.values()
        fields = {key: value for key, value in said.items() if value is not None} if has_nulls else dict(said)
        if self.defaults:
            fields |= {key: value for key, value in self.defaults.items() if said.get(key) in (None, "")}
        if renamed or others or self.defaults:
            _, translated = _ours(tuple(fields), self.known)
        for name in _DATES:
            given = fields.get(name)
            if given is not None and not _is_day(given):
                del fields[name]
                if (written := _as_date(given)) is not None:
                    fields[name] = written
        fields["id"] = self._id(number, fields.get("id"), feature.get("id"))
        if isinstance(fields.get("sources"), str):
            fields["sources"] = [fields["sources"]]
        return Row(number, fields, others, translated)

    def translated(self, said: Iterable[Mapping[str, Any]]) -> list[tuple[str, ...]] | None:
        """
        List for each feature the columns that may be texts in other languages, if all have no columns but ours.

        Parameters
        ----------
        said
            What features say, as it stands in their file.

        Returns
        -------
        translated
            As in the rows that `read` gives; nothing if a column is none of ours or bears another name.
        """
        sorts = list(map(tuple, said))
        ours = {each: _ours(each, self.known) for each in dict.fromkeys(sorts)}
        if self.fields or self.defaults or any(len(known) < len(each) for each, (known, _) in ours.items()):
            return None
        return [ours[each][1] for each in sorts]

    def leave(self, ids: Sequence[str], dates: Iterable[str | None]) -> bool:
        """Tell whether `read` leaves sound ids and dates as they are written; it does not where an id stands twice."""
        told = "\n".join([*ids, ""])
        are_left = max(map(len, ids), default=0) <= _LONGEST_ID and "--" not in told and "-\n" not in told
        if not are_left or len(set(ids)) < len(ids) or any(map(str.isdecimal, ids)):
            return False
        return all(each is None or _is_day(each) or _as_date(each) == each for each in dates)

    def _renamed(self, properties: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Part the columns that bear other names than the fields that they hold from the rest; give these as fields."""
        rest = dict(properties)
        renamed = {name: rest.pop(column, None) for name, column in self.fields.items()}
        for name, column in self.fields.items():
            for key in [key for key in rest if column and key.startswith(f"{column}:")]:
                renamed[name + key[len(column) :]] = rest.pop(key)
        return rest, renamed

    def _id(self, number: int, own: Any, member: Any) -> Any:
        given = member if own is None else own
        if type(given) is str and len(given) <= _LONGEST_ID and not given.isdecimal() and _IS_ID.fullmatch(given):
            return given
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            return f"{self.layer}-{number}" if given is None else given
        text = f"{given:g}" if isinstance(given, float) else str(given)
        return f"{self.layer}-{text}" if text.isascii() and text.isdecimal() else as_id(text) or text

    def dates(self, fields: Mapping[str, Any], where: str) -> tuple[str | None, str | None, str | None]:
        """
        Give the dates of a feature as the engine keeps them.

        Parameters
        ----------
        fields
            Of a row.
        where
            What to name in the error message.

        Returns
        -------
        start, end, until
            ``until`` is the date on which it no longer was. ``end`` is the same if that is a day, and else the last
            date as it is written, for those who read it.

        Raises
        ------
        AtlasError
            If an end that is included lies before the start, or is no date.
        """
        start, end = fields.get("start_date"), fields.get("end_date")
        if end is None and start is not None and self.no_end == "one-day":
            end = start
        elif end is None or self.end == "exclusive":
            return start, end, end
        read = partial(parse_bounds, calendar=self.calendar)
        last = read(end, where, "end_date" if "end_date" in fields else "start_date")
        if start is not None and last.latest < read(start, where, "start_date").earliest:
            raise AtlasError(where, f"end_date {end} lies before start_date {start}", "Write a later end_date")
        until = day_after(end, self.calendar)
        return start, until if _DAY.fullmatch(end) else end, until


@lru_cache
def _ours(names: tuple[str, ...], known: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """
    Choose those of the names that are fields of ours, and those that are translations.

    The features of a layer have much the same columns.
    """
    ours = frozenset(name for name in names if name in known or name.partition(":")[0] in known)
    return ours, tuple(name for name in names if name in ours and ":" in name)


def _is_day(value: Any) -> bool:
    """Tell whether a date is a day as it should be written, as most are; the same days come again and again."""
    return type(value) is str and _reads_as_day(value)


@lru_cache(maxsize=4096)
def _reads_as_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def _as_date(value: Any) -> Any:
    """Write a date as text: a year may be a number, and a day have an hour; ``None`` if there is none."""
    if is_missing(value):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        is_year = FIRST_YEAR <= value <= LAST_YEAR and value == int(value)
        return f"{'-' if value < 0 else ''}{abs(int(value)):04}" if is_year else value
    if not isinstance(value, str):
        return value
    return without_clock(value.strip())


def as_id(text: str) -> str:
    """
    Make an id of a text.

    Parameters
    ----------
    text
        Any.

    Returns
    -------
    id
        Lower-case letters without diacritics, digits and hyphens; empty if the text has no letters of that alphabet.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:_LONGEST_ID].strip("-")


def free_id(base: str, taken: Container[str]) -> str:
    """Give an id that is not taken: the base, or the base with a number from 2 on."""
    numbered = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(each for each in numbered if each not in taken)


def shape_of(geometry_type: object) -> str:
    """Give the shape in which a type of geometry is drawn, if nothing else is said."""
    text = str(geometry_type)
    return "area" if "Polygon" in text else "line" if "Line" in text else "icon"


def kind_keys(layer: str, given: object, shape: str) -> tuple[str, ...]:
    """
    List the ids that a kind of features may have that no table of ``atlas.toml`` tells of, the plainest first.

    Parameters
    ----------
    layer
        Id of the layer.
    given
        What a feature says of its kind, if anything.
    shape
        How it is drawn.

    Returns
    -------
    keys
        The first that is no other kind's is taken.
    """
    own = as_id(given) if isinstance(given, str) else ""
    base = [own, f"{layer}-{own}"] if own else [layer]
    return tuple(key for each in base for key in (each, f"{each}-{shape}"))
