"""Write the reference: every setting, option, public name and field of the scene, from the code that has them."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click
from contract_types import classes, optional, typescript_type
from msgspec import Meta, structs

import baltic_map
from baltic_map import config, fields
from baltic_map.checking import names_in
from baltic_map.cli import main
from baltic_map.contract import Scene, camel
from baltic_map.models import Table

WRITTEN = "This page is written from the code by `python3 dev.py docs`."

# What readers call the types of settings.
_CALLED: dict[Any, str] = {
    config.BaseUrl: "address",
    config.Code: "code",
    config.Color: 'colour, `"#rrggbb"`',
    config.Day: "day",
    config.DayAndNight: "two colours, `[day, night]`",
    config.Latitude: "degrees, −85.06 to 85.06",
    config.Longitude: "degrees, −360 to 540",
    fields.Key: "name",
    fields.Language: "language",
    fields.Note: "text",
    fields.Number: "number",
    bool: "`true`, `false`",
    fields.Text: "text",
    Any: "any value",
    date: "day",
    float: "number",
    int: "whole number",
    str: "text",
}
# What is made where it is missing.
_MADE = {
    "id": "made of the title",
    "window": "made of the data",
    "extent": "made of the data",
    "view": "made of the data",
    "palette": "the colours of the roles",
    "readings": "one, `administered`",
    "layers": "made of the files",
    "layers.name": "made of the id",
    "kinds": "made of the data",
}


def page(title: str, intro: str, parts: Iterable[str]) -> str:
    """Put a page together."""
    return "\n".join([f"# {title}", "", intro, "", WRITTEN, "", *parts]).rstrip() + "\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Write a table in Markdown."""
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def markdown(text: str) -> str:
    """Write the words of a docstring in Markdown, on one line."""
    return re.sub(r"`+([^`]+)`+", r"`\1`", " ".join(text.split()))


def summary(documented: Any) -> str:
    """Give what a docstring says first."""
    return markdown((inspect.getdoc(documented) or "").partition("\n\n")[0])


def meanings(model: type) -> dict[str, str]:
    """Give what is said of each field of a class and of its bases: under it, or under "Parameters" of the class."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if not each.__module__.startswith("baltic_map."):
            continue
        _, _, listed = inspect.cleandoc(each.__doc__ or "").partition("Parameters\n----------\n")
        for names, text in re.findall(r"^(\S.*)\n((?: {4}.*\n?)+)", listed, re.MULTILINE):
            found |= dict.fromkeys(names.split(", "), markdown(text))
        (body,) = ast.parse(inspect.getsource(each)).body
        fields_and_texts = list(getattr(body, "body", []))
        for field, text in pairwise(fields_and_texts):
            if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr) and isinstance(field.target, ast.Name):
                found[field.target.id] = markdown(str(ast.literal_eval(text.value)))
    return found


# ---------------------------------------------------------------- atlas.toml


def settings() -> str:
    """Write every setting of ``atlas.toml``."""
    intro = (
        "Every setting, its type, and what it is if left out. [Your own atlas](../your-own-atlas.md#atlastoml) "
        "explains them. A text that page or plate shows may have translations beside it: "
        '`"name:et"`, `"title:et"`, `"description:et"`.'
    )
    return page("`atlas.toml`", intro, _model(config.Config, "At the head of the file", ""))


def _model(model: type[Table], heading: str, path: str) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    told = {name: summary(inner) for name in hints if (inner := _inner(hints[name])[0])} | meanings(model)
    names = names_in(model)
    if silent := [name for name in names if name not in told]:
        raise TypeError(f"{model.__name__}.{silent[0]} is not explained. Write under it in config.py what it means")
    yield from [f"## {heading}", "", summary(model), ""]
    fields_of = {each.name: each for each in structs.fields(model)}
    yield from table(
        ("key", "type", "if left out", "meaning"),
        ((f"`{name}`", called(hints[name]), _default(path + name, fields_of[name]), told[name]) for name in names),
    )
    tables: dict[type[Table], list[str]] = {}
    for name in names:
        inner, kind = _inner(hints[name])
        if inner:
            at = f"{path}{name}.NAME" if kind == "tables by name" else f"{path}{name}"
            tables.setdefault(inner, []).append(f"[[{at}]]" if kind == "list of tables" else f"[{at}]")
    for inner, shown in tables.items():
        yield from _model(inner, ", ".join(f"`{each}`" for each in shown), f"{shown[0].strip('[]')}.")


def _inner(hint: Any) -> tuple[type[Table] | None, str]:
    """Give the model of a table, and how it is written."""
    hint = optional(hint)[0]
    origin, parts = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and not origin and issubclass(hint, Table):
        return hint, "table"
    kinds = {tuple: (0, "list of tables"), dict: (1, "tables by name")}
    if origin in kinds:
        index, kind = kinds[origin]
        held = _inner(parts[index])[0]
        return held, kind if held else ""
    return None, ""


def called(hint: Any) -> str:
    """Write a type of a setting in words."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint in _CALLED:
        words = _CALLED[hint]
    elif origin in (Union, UnionType):
        words = called(optional(hint)[0])
    elif _inner(hint)[0]:
        words = _inner(hint)[1]
    elif origin is Literal:
        words = ", ".join(f"`{each}`" for each in parts)
    elif origin is tuple:
        words = f"list: {called(parts[0])}"
    elif origin is dict:
        words = f"table: {called(parts[0])} = {called(parts[1])}"
    elif origin is Annotated:
        words = f"{called(parts[0])}{_bounds(hint.__metadata__)}"
    else:
        raise TypeError(f"{hint} has no name. Give it one in docs/reference_pages.py")
    return words


def _bounds(metadata: tuple[Any, ...]) -> str:
    told = {"gt": "above", "ge": "from", "lt": "below", "le": "to"}
    rules = [(word, getattr(each, name)) for each in metadata if isinstance(each, Meta) for name, word in told.items()]
    words = [f"{word} {bound:g}" for word, bound in rules if bound is not None]
    return f", {' '.join(words)}" if words else ""


def _default(path: str, field: structs.FieldInfo) -> str:
    value = field.default_factory() if callable(field.default_factory) else field.default
    if path in _MADE:
        return _MADE[path]
    if field.required:
        return "**required**"
    if isinstance(value, Table):
        return "as below"
    # A value of Python is written as TOML has it, which here is as JSON has it.
    return f"`{json.dumps(value)}`" if value not in (None, "", (), {}) else ""


# ---------------------------------------------------------------- the command line


def commands() -> str:
    """Write every command with every option."""
    intro = "Every command and option of `baltic-map`, as `baltic-map COMMAND --help` tells them."
    return page("Commands", intro, _commands())


def _commands() -> Iterator[str]:
    root = click.Context(main, info_name="baltic-map", **main.context_settings)
    for name, command in sorted(main.commands.items()):
        context = click.Context(command, info_name=name, parent=root)
        usage = " ".join(command.collect_usage_pieces(context))
        yield from [f"## `{name}`", "", "```text", f"baltic-map {name} {usage}", "```", ""]
        for paragraph in re.split(r"\n\n+", inspect.cleandoc(command.help or "")):
            yield from [markdown(paragraph), ""]
        options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
        records = [(each, record) for each in options if (record := each.get_help_record(context))]
        yield from table(
            ("option", "meaning"),
            ((f"`{record[0]}`", markdown(record[1]).replace("<", "\\<")) for _, record in records),
        )


# ---------------------------------------------------------------- Python


def api() -> str:
    """Write the public names, to be filled in by autodoc."""
    intro = (
        "All that `import baltic_map` offers. Longitudes stand before latitudes, in EPSG:4326; a day is text "
        "(`1940-06-16`) or a `datetime.date`; spans are half-open."
    )
    return page("Python", intro, _api())


def _api() -> Iterator[str]:
    public = {name: getattr(baltic_map, name) for name in sorted(baltic_map.__all__)}
    yield from table(
        ("name", "is"), ((f"[`{name}`](#{name.lower()})", summary(thing)) for name, thing in public.items())
    )
    for thing in public.values():
        yield from _documented(thing, f"baltic_map.{thing.__name__}")
    yield from ["## What they give back", ""]
    for thing in given(public.values()):
        yield from _documented(thing, f"{thing.__module__}.{thing.__qualname__}", "###")


def _documented(thing: Any, path: str, level: str = "##") -> Iterator[str]:
    kind = "exception" if isinstance(thing, type) and issubclass(thing, Exception | Warning) else "class"
    kind = kind if isinstance(thing, type) else "function"
    yield from [f"{level} {thing.__name__}", "", "```{eval-rst}", f".. auto{kind}:: {path}"]
    yield from ["   :members:"] if kind == "class" else []
    yield from ["```", ""]


def given(public: Iterable[Any]) -> list[type]:
    """List the classes of ours that what is public gives back, by name."""
    told = list(public)
    found: dict[str, type] = {}
    for thing in told:
        methods = vars(thing) if isinstance(thing, type) else {thing.__name__: thing}
        for name, method in methods.items():
            inner = (
                getattr(method, "fget", None) or getattr(method, "func", None) or getattr(method, "__func__", method)
            )
            back = getattr(inner, "__annotations__", {}).get("return", "") if name[0] != "_" else ""
            for word in re.findall(r"\w+", str(back)):
                home = _home(word, sys.modules[thing.__module__])
                if isinstance(home, type) and home not in told and home.__module__.startswith("baltic_map"):
                    found[word] = home
    return [found[word] for word in sorted(found)]


def _home(name: str, module: ModuleType) -> Any:
    """Find what a name of an annotation is, in a module that may import it for checkers alone."""
    if hasattr(module, name):
        return getattr(module, name)
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.ImportFrom) and node.module and any(each.name == name for each in node.names):
            return getattr(import_module(node.module), name)
    return None


# ---------------------------------------------------------------- the scene


def scene() -> str:
    """Write every type of the scene."""
    intro = (
        "What pages and plates are drawn from, as `baltic-map scene --json` prints it; the same as JSON Schema: "
        "[scene.schema.json](../scene.schema.json). Days are whole numbers from the first day of the atlas, spans are "
        "half-open, coordinates are longitude and latitude in EPSG:4326. A *text* is a number into those of a locale."
    )
    return page("The scene", intro, _scene())


def _scene() -> Iterator[str]:
    for kind in reversed(classes(Scene)):
        hints = {name: optional(hint) for name, hint in get_type_hints(kind).items()}
        written = inspect.get_annotations(kind)
        yield from [f"## {kind.__name__}", "", summary(kind), ""]
        yield from table(
            ("key", "type", "may be missing"),
            (
                (f"`{camel(name)}`", _scene_type(hint, str(written[name])), "yes" if missing else "")
                for name, (hint, missing) in hints.items()
            ),
        )


def _scene_type(hint: Any, written: str) -> str:
    told = f"`{typescript_type(hint)}`"
    return f"{told} (text)" if "TextNumber" in written else told


def files(folder: Path) -> dict[Path, str]:
    """Give every page of the reference and what it must hold."""
    written = {"atlas-toml": settings, "commands": commands, "python": api, "scene": scene}
    return {folder / f"{name}.md": write() for name, write in written.items()}
