"""Hold what stands in files to its `baltic_map.models.Table`: make one of it, or tell all that is wrong with it."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, TypeVar, Union

from msgspec import Meta, ValidationError, convert
from msgspec.structs import FieldInfo, fields

from baltic_map.models import HINT, UNKNOWN, Fault, Table, WrongValueError
from baltic_map.quoting import meant_hint, shown

__all__ = ["Makers", "all_sound", "check", "check_all", "names_in"]

T = TypeVar("T", bound=Table)

Makers: TypeAlias = Mapping[type, Callable[[Any], Any]]
"""By a type that files do not know: what makes its values of theirs, or raises `baltic_map.models.wrong`."""

_Path: TypeAlias = tuple[str | int, ...]

_CALLED = {bool: "true or false", float: "a number", int: "a number", str: "a text"}
_TAKEN: Mapping[type, Any] = {bool: bool, float: int | float, int: int | float, str: str}
_BOUNDS: Mapping[str, tuple[Callable[[Any, Any], bool], str]] = {
    "gt": (operator.gt, "not above"),
    "ge": (operator.ge, "less than"),
    "lt": (operator.lt, "not below"),
    "le": (operator.le, "more than"),
}


def check(data: object, model: type[T], makers: Makers | None = None, hint: str = HINT) -> T | list[Fault]:
    """
    Make a table of what stands in a file.

    Parameters
    ----------
    data
        As JSON, TOML or CSV gave it.
    model
        What it should be.
    makers
        For the types that files do not know.
    hint
        What to do about a value of the wrong kind.

    Returns
    -------
    table
        A table, or every fault there is, in the order of the fields.
    """
    walk = _Walk(makers or {}, hint)
    made: T = walk.value(data, model, ())
    return walk.faults or made


def check_all(data: Sequence[object], model: type[T], hint: str = HINT) -> Sequence[T | list[Fault]]:
    """
    Make many tables at once if all are sound, which takes a tenth of the time.

    Parameters
    ----------
    data, model, hint
        As `check` takes them. The model has no types that files do not know, prepares nothing and gathers nothing.

    Returns
    -------
    tables
        As `check` gives each.
    """
    return all_sound(data, model) or [check(each, model, hint=hint) for each in data]


def all_sound(data: Sequence[object], model: type[T]) -> list[T] | None:
    """Make many tables at once, as `check_all` does; nothing if one of them is not sound."""
    try:
        made: list[T] = convert(data, list[model])  # type: ignore[valid-type]
        _hold(made, model)
    except (ValidationError, WrongValueError):
        return None
    return made


def names_in(model: type[Table]) -> list[str]:
    """List the names that the fields of a table have in files; what is gathered has none of its own."""
    return [each.encode_name for each in _fields(model) if not each.encode_name.endswith(":")]


_fields: Callable[[type[Table]], tuple[FieldInfo, ...]] = cache(fields)


def _form(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Give origin and arguments of a type, as ``typing`` does in three times as long."""
    if hasattr(kind, "__metadata__"):
        return Annotated, ()
    return Union if type(kind) is UnionType else getattr(kind, "__origin__", None), getattr(kind, "__args__", ())


def _hold(values: Collection[Any], kind: Any) -> None:
    """Hold values of the right kind to the rules that msgspec does not know, those that are alike once."""
    origin, parts = _form(kind)
    if origin is Annotated:
        _hold(values, kind.__origin__)
        for rule in filter(callable, kind.__metadata__):
            for value in set(values):
                rule(value)
    elif origin is Union:
        there = [value for value in values if value is not None]
        for part in parts if there else ():
            _hold(there, part)
    elif origin in (list, tuple):
        _hold([*chain.from_iterable(values)], parts[0])
    elif isinstance(kind, type) and issubclass(kind, Table):
        for each in _fields(kind):
            if _has_rules(each.type):
                _hold([*map(attrgetter(each.name), values)], each.type)


@cache
def _has_rules(kind: Any) -> bool:
    """Tell whether a type has a rule that msgspec does not know."""
    origin, parts = _form(kind)
    if origin is Annotated:
        return any(map(callable, kind.__metadata__)) or _has_rules(kind.__origin__)
    return (isinstance(kind, type) and issubclass(kind, Table)) or any(map(_has_rules, parts))


class _Walk:
    """A way through a value beside its type, on which faults are gathered."""

    def __init__(self, makers: Makers, hint: str) -> None:
        self.faults: list[Fault] = []
        self._makers, self._hint = makers, hint

    def value(self, value: Any, kind: Any, path: _Path) -> Any:
        """Make a value of a kind; what is given is of use only where no fault was added."""
        origin, parts = _form(kind)
        if origin is Annotated:
            return self._ruled(value, kind, path)
        if origin is Union:
            return None if value is None and NoneType in parts else self._one_of(value, parts, path)
        if origin is Literal:
            return value if value in parts else self._not(value, f"one of {_listed(parts)}", path)
        if origin in (list, tuple):
            return (
                self._list(value, kind, path) if isinstance(value, list | tuple) else self._not(value, "a list", path)
            )
        if origin is dict or (isinstance(kind, type) and issubclass(kind, Table)):
            make = self._dict if origin is dict else self._table
            return make(value, kind, path) if isinstance(value, dict) else self._not(value, "a table", path)
        return value if kind is Any else self._plain(value, kind, path)

    def _plain(self, value: Any, kind: type, path: _Path) -> Any:
        if kind in self._makers:
            return self._try(partial(self._makers[kind], value), path)
        if not isinstance(value, _TAKEN[kind]) or (isinstance(value, bool) and kind is not bool):
            return self._not(value, _CALLED[kind], path)
        if kind is int and value % 1:
            return self._not(value, "a whole number", path)
        return kind(value) if kind in (int, float) else value

    def _one_of(self, value: Any, parts: Iterable[Any], path: _Path) -> Any:
        """Take a value as the first kind that it is of."""
        found: list[Fault] = []
        for kind in (part for part in parts if part is not NoneType):
            walk = _Walk(self._makers, self._hint)
            made = walk.value(value, kind, path)
            if not walk.faults:
                return made
            found = found or walk.faults
        self.faults += found
        return None

    def _ruled(self, value: Any, kind: Any, path: _Path) -> Any:
        before = len(self.faults)
        made = self.value(value, kind.__origin__, path)
        for rule in kind.__metadata__:
            if len(self.faults) == before:
                made = self._kept(made, rule, path) if isinstance(rule, Meta) else self._try(partial(rule, made), path)
        return made

    def _kept(self, value: Any, rule: Meta, path: _Path) -> Any:
        """Hold a value to a rule that msgspec knows."""
        for name, (holds, words) in _BOUNDS.items():
            bound = getattr(rule, name)
            if bound is not None and not holds(value, bound):
                return self._tell(value, f"{words} {bound:g}", path)
        if rule.pattern is not None and not re.search(rule.pattern, value):
            return self._not(value, str(rule.description), path)
        if rule.min_length is not None and len(value) < rule.min_length:
            return self._tell(value, "which is of the wrong kind or length", path)
        return value

    def _list(self, value: Sequence[Any], kind: Any, path: _Path) -> Any:
        origin, parts = _form(kind)
        if len(parts) == 1 or parts[1] is Ellipsis:
            parts = parts[:1] * len(value)
        made = [self.value(each, part, (*path, at)) for at, (each, part) in enumerate(zip(value, parts, strict=False))]
        self.faults += [Fault((*path, at), "is missing", "Add it") for at in range(len(value), len(parts))]
        if len(value) > len(parts):
            self._tell(value, "which is of the wrong kind or length", path)
        return origin(made)

    def _dict(self, value: Mapping[str, Any], kind: Any, path: _Path, before: str = "") -> dict[Any, Any]:
        name, held = kind.__args__
        made = {}
        for key, each in value.items():
            at = (*path, before + key)
            made[self.value(key, name, at)] = self.value(each, held, at)
        return made

    def _table(self, value: Mapping[str, Any], model: type[Table], path: _Path) -> Table | None:
        before, rest = len(self.faults), dict(model.prepared(value))
        made: dict[str, Any] = {}
        for field in _fields(model):
            key = field.encode_name
            if key.endswith(":"):
                texts = {name.removeprefix(key): rest.pop(name) for name in [*rest] if name.startswith(key)}
                made[field.name] = self._texts(texts, field, path)
            elif key in rest:
                made[field.name] = self.value(rest.pop(key), field.type, (*path, key))
            elif field.required:
                self.faults.append(Fault((*path, key), "is missing", "Add it"))
        for name in rest if model.__struct_config__.forbid_unknown_fields else ():
            self.faults.append(Fault((*path, name), UNKNOWN, meant_hint(name, names_in(model), "Take it out")))
        return self._try(partial(model, **made), path) if len(self.faults) == before else None

    def _texts(self, texts: Mapping[str, Any], field: FieldInfo, path: _Path) -> Any:
        """Make what a table says in other languages than English."""
        name = field.encode_name.removesuffix(":")
        if "en" in texts:
            what = f"stands beside {name}, which is English"
            self.faults.append(Fault((*path, f"{name}:en"), what, f"Write it as {name}"))
        return self._dict(texts, field.type, path, field.encode_name)

    def _try(self, make: Callable[[], Any], path: _Path) -> Any:
        try:
            return make()
        except WrongValueError as error:
            self.faults.append(Fault(path, error.what, error.hint))

    def _not(self, value: Any, kind: str, path: _Path) -> None:
        self._tell(value, f"not {kind}", path)

    def _tell(self, value: Any, what: str, path: _Path) -> None:
        self.faults.append(Fault(path, f"is {shown(value)}, {what}", self._hint))


def _listed(parts: Sequence[Any]) -> str:
    *first, last = map(repr, parts)
    return f"{', '.join(first)} or {last}" if first else last
