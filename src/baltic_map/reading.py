"""
The one door through which the files of an atlas are read.

An atlas may come from anywhere. What passes is a regular file inside the atlas's folder, of a bounded size, in UTF-8,
and well-formed; everything else is one `AtlasError` that names the file. Texts are composed (NFC).
"""

from __future__ import annotations

import codecs
import csv
import errno
import io
import json
import math
import os
import re
import stat
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, compress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, NoReturn

from baltic_map.cells import LONGEST_CELL
from baltic_map.errors import AtlasError, Problem
from baltic_map.quoting import meant

__all__ = [
    "LARGEST_MB",
    "LARGEST_TEXT_MB",
    "Row",
    "atlas_folder",
    "exists",
    "parse_toml",
    "read_bytes",
    "read_json",
    "read_regular",
    "read_rows",
    "read_text",
    "read_toml",
]

LARGEST_MB = 64
"""Size of the largest GeoJSON, JSON or CSV file that is read, in millions of bytes."""

LARGEST_TEXT_MB = 1
"""Size of the largest TOML, Markdown or SVG file: their readers take seconds for each million of bytes."""

_DEEPEST = 64
_MOST_DIGITS = 40
_MOST_BRACKETS = 8_000_000

# What a dotted key of TOML costs in time and memory grows with the square of its parts.
_ENDLESS_KEY = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){%d}""" % _DEEPEST  # noqa: UP031 - braces
)

_SAID = {
    errno.ENOENT: ("the file is missing", "Write it, or take out what names it"),
    errno.EACCES: ("it may not be read", "Give yourself the right to read it"),
    errno.EPERM: ("it may not be read", "Give yourself the right to read it"),
    errno.ELOOP: ("its links lead round in a circle", "Put a file in its place"),
    errno.ENAMETOOLONG: ("its name is too long", "Give it a shorter name"),
    errno.ENOTDIR: ("a file stands where its folder should be", "Mend the path"),
}

# Where a text has none of these, with its digits written as 0, each number of it is short and finite: it can have none
# that `_integer` and `_float` refuse. Bytes are looked through in a fraction of the time that patterns take.
_DIGITS = bytes.maketrans(b"123456789E", b"000000000e")
_LONG, _EXPONENT, _EXPONENTS = b"0" * 20, b"0e", (b"0e0", b"0e+0", b"0e-0")
# Most that are long stand in addresses, behind other letters than a number does.
_LONG_NUMBER = re.compile(rb"(?:^|[\[:,\s])[-+.0e]*0{20}")

# Where none of these stands behind a backslash, all that a text has is composed and without control characters as the
# whole is.
_ESCAPED = frozenset((b"b", b"f", b"r", b"u"))

# What no text of an atlas needs: controls but for tab and line feed, and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROLS = bytes([*range(9), *range(11, 32), 127])
_PLAIN_ASCII = bytes([9, 10, *range(32, 127)])
# Letters and signs that no other can stand before or behind to be composed with them.
_STAYS = re.compile(
    "[\xa0-\u02ff\u0388-\u0482\u048a-\u052f\u05d0-\u05ea\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2100-\u2125\u212c-\u22ff\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*"
)
_ROUND = bytes.maketrans(b"[{]}", b"(())")
_NO_MARKS = bytes(set(range(256)) - set(b'[]{}"'))
_TEXTS = re.compile(b'"[^"]*"')
_HIGH_CONTROLS = re.compile(b"\xc2[\x80-\x9f]")
_HOLDERS = frozenset((dict, list))
_BARE_DAY = re.compile(r"[=\[,]\s*(-\d{4}(?:-\d\d){1,2}|-?0\d{3})\s*(?=[],#]|$)", re.ASCII)
_TOML_PLACE = re.compile(r"\(at (line \d+, column \d+|end of document)\)")


class _RefusedError(ValueError):
    """A value of a file is none that an atlas may hold; the message is in our words."""


def atlas_folder(path: str | os.PathLike[str]) -> Path:
    """
    Find the folder of an atlas.

    Parameters
    ----------
    path
        The folder, or its ``atlas.toml``.

    Returns
    -------
    folder
        The folder.

    Raises
    ------
    AtlasError
        If it is neither.
    """
    given = Path(path)
    try:
        mode = given.stat().st_mode
    except (OSError, ValueError) as error:
        _refuse(error, str(given), "there is no such folder", "Name the folder that holds atlas.toml")
    if stat.S_ISDIR(mode):
        return given
    if given.name == "atlas.toml":
        return given.parent
    raise AtlasError(str(given), "it is not a folder", "Name the folder that holds atlas.toml, or that file")


def exists(folder: Path, name: str) -> bool:
    """Tell whether something stands under a name in the folder, be it a link that leads nowhere."""
    return os.path.lexists(folder / name)


def read_regular(path: Path, largest: int, where: str) -> bytes:
    """
    Read a regular file of a bounded size; never wait for a pipe or a device.

    Parameters
    ----------
    path
        The file, without links.
    largest
        Bytes it may have.
    where
        What to name in the error message.

    Returns
    -------
    data
        All of it.

    Raises
    ------
    AtlasError
        If it is missing, no regular file, larger, or cannot be read.
    """
    try:
        # O_NONBLOCK: to open a pipe that nobody writes to would take for ever.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(number, "rb") as file:
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode):
                raise AtlasError(where, "it is no regular file", "Put a file in its place")
            data = file.read(largest + 1) if status.st_size <= largest else b""
    except (OSError, ValueError) as error:
        if isinstance(error, AtlasError):
            raise
        if isinstance(error, OSError) and (error.errno == errno.EISDIR or path.is_dir()):
            raise AtlasError(where, "it is a folder", "Put a file in its place") from None
        _refuse(error, where)
    if status.st_size > largest or len(data) > largest:
        raise AtlasError(
            where,
            f"it has {max(status.st_size, len(data)) / 1e6:.0f} MB, and {largest / 1e6:g} is the most",
            "Leave out what the map does not need, or split it",
        )
    return data


def _refuse(error: Exception, where: str, missing: str | None = None, hint: str | None = None) -> NoReturn:
    number = error.errno if isinstance(error, OSError) else None
    # Before Python 3.13 a circle of links is a RuntimeError, and a name with a NUL a ValueError.
    number = errno.ELOOP if isinstance(error, RuntimeError) else number
    what, mend = _SAID.get(number or 0, ("it cannot be read", "Look at the file and the disk it lies on"))
    if number == errno.ENOENT and missing:
        what, mend = missing, hint or mend
    raise AtlasError(where, what, mend) from None


def _inside(folder: Path, name: str) -> Path:
    """Find a file inside a folder, and refuse what leads out of it."""
    outside = AtlasError(name, "it lies outside the atlas's folder", "Put the file into the folder and name it there")
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(name).is_absolute() or kind(name).drive or ".." in kind(name).parts:
            raise outside
    try:
        path = (folder / name).resolve(strict=True)
        if not path.is_relative_to(folder.resolve(strict=True)):
            raise outside
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, AtlasError):
            raise
        _refuse(error, name)
    return path


def read_bytes(folder: Path, name: str, largest_mb: int = LARGEST_MB) -> bytes:
    """Read a file as it stands; AtlasError if it is missing, outside the folder, not regular or larger than that."""
    return read_regular(_inside(folder, name), largest_mb * 1_000_000, name)


def read_text(folder: Path, name: str, largest_mb: int = LARGEST_TEXT_MB) -> str:
    r"""
    Read a file of text.

    Parameters
    ----------
    folder
        The atlas's folder.
    name
        Path inside it, with ``/``.
    largest_mb
        Millions of bytes it may have.

    Returns
    -------
    text
        UTF-8 without its byte order mark, composed (NFC), lines ended by ``\n``.

    Raises
    ------
    AtlasError
        If the file is missing, outside the folder, not regular, larger than that, not UTF-8, or has a control
        character other than tab and line feed.
    """
    return _composed(read_bytes(folder, name, largest_mb), name).decode()


def _composed(data: bytes, name: str) -> bytes:
    """Give the UTF-8 of a text as `read_text` tells it: most often the bytes as they are."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise AtlasError(name, "it is UTF-16", "Save it as UTF-8")
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AtlasError(name, f"it is not UTF-8: line {line} has another encoding", "Save it as UTF-8") from None
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    has_controls = len(data.translate(None, _CONTROLS)) < len(data) or _HIGH_CONTROLS.search(data)
    if has_controls and (found := _UNWRITABLE.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        raise AtlasError(name, f"line {line} has the control character U+{ord(found[0]):04X}", "Take it out")
    composed = unicodedata.normalize("NFC", text)
    is_as_it_was = composed is text and b"\r" not in data and not data.startswith(codecs.BOM_UTF8)
    return data if is_as_it_was else composed.encode()


def read_json(folder: Path, name: str) -> Any:
    """
    Read a JSON file (RFC 8259).

    Parameters
    ----------
    folder, name
        As for `read_text`.

    Returns
    -------
    data
        Numbers are finite, keys stand once in their object, texts are composed and have no control characters.

    Raises
    ------
    AtlasError
        As `read_text`, and if it is not JSON, has NaN or an infinity, a key twice, half a character, a number of more
        than 40 digits or too large for a float, is nested more than 64 deep or has more than eight million brackets.
    """
    return parse_json(read_bytes(folder, name), name)


def parse_json(raw: bytes, name: str) -> Any:
    """Read JSON that was read as bytes, as `read_json` does; ``name`` is what error messages name."""
    data = raw if _is_composed(raw) else _composed(raw, name)
    if len(data) > _MOST_BRACKETS and data.count(b"[") + data.count(b"{") > _MOST_BRACKETS:
        raise AtlasError(name, f"it has more than {_MOST_BRACKETS:,} brackets", "Simplify its outlines, or split it")
    digits = data.translate(_DIGITS)
    has_long = _LONG in digits and _LONG_NUMBER.search(digits) is not None
    # What is too large for a float is none to msgspec either.
    if not has_long and (found := _plain(data)) is not None:
        return found[0]
    has_long = has_long or (_EXPONENT in digits and any(each in digits for each in _EXPONENTS))
    has_escapes = any(part[:1] in _ESCAPED for part in data.split(b"\\")[1:])
    text = (_composed(raw, name) if data is raw else data).decode()
    del raw, data, digits
    numbers: dict[str, Any] = {"parse_int": _integer, "parse_float": _float} if has_long else {}
    try:
        found = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_object, **numbers)
        return _checked(found) if has_escapes else _shallow(found)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise AtlasError(name, f"not JSON at {place}", "Mend the file there") from None
    except RecursionError:
        raise AtlasError(name, f"nested more than {_DEEPEST} deep", "Mend the brackets") from None
    except _RefusedError as error:
        raise AtlasError(name, str(error), "Mend the file") from None


def _is_composed(data: bytes) -> bool:
    """Tell by its letters beyond ASCII whether a text, if it is UTF-8, surely is as `_composed` would give it."""
    try:
        return _STAYS.fullmatch(data.translate(None, _PLAIN_ASCII).decode()) is not None
    except UnicodeDecodeError:
        return False


def _plain(data: bytes) -> tuple[Any] | None:
    """Read JSON without long numbers in half of the time, if it is sound and has no escapes."""
    # Imported late: what is built with the package has no need of it.
    import msgspec  # noqa: PLC0415

    if b"\\" in data:
        return None
    try:
        read = msgspec.json.decode(data)
        again = msgspec.json.encode(read)
        # A key that stands twice is lost, with its two quotation marks; a line break in a text is escaped.
        marks = data.translate(_ROUND, _NO_MARKS)
        if len(again.translate(None, _NO_MARKS)) == len(marks) and b"\\" not in again:
            _hold_depth(marks)
            return (read,)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    return None


def _no_constant(text: str) -> NoReturn:
    raise _RefusedError(f"not JSON: {text} is no number")


def _integer(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise _RefusedError(f"it has a number of {len(text)} digits")
    return int(text)


def _float(text: str) -> float:
    number = float(text)
    if len(text) > _MOST_DIGITS or not math.isfinite(number):
        raise _RefusedError(f"it has the number {text[:_MOST_DIGITS]}, which is too long or too large")
    return number


def _toml_float(text: str) -> float:
    """Read a number; that one is none is told of the field it stands in, by whoever knows the fields."""
    return float(text) if text.lstrip("+-") in {"inf", "nan"} else _float(text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        owner = f" of {found['id']!r}" if isinstance(found.get("id"), str) else ""
        raise _RefusedError(f"the key {twice!r}{owner} stands twice in one object")
    return found


def _checked(value: Any, depth: int = 0) -> Any:
    """Compose texts, and refuse what a text must not have and what is nested too deeply."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        if depth >= _DEEPEST:
            raise RecursionError
        # Most lists are pairs of numbers.
        return [each if type(each) is float else _checked(each, depth + 1) for each in value]
    if isinstance(value, dict):
        if depth >= _DEEPEST:
            raise RecursionError
        return {_text(key): _checked(each, depth + 1) for key, each in value.items()}
    return value


def _hold_depth(marks: bytes) -> None:
    """Refuse what is nested too deeply, by the quotation marks and (round) brackets of sound JSON without escapes."""
    left = marks.replace(b'""', b"")
    if b'"' in left:
        left = _TEXTS.sub(b"", left)
    for _ in range(_DEEPEST + 1):
        if not left:
            return
        left = left.replace(b"()", b"")
    raise RecursionError


def _shallow(value: Any) -> Any:
    """Refuse what is nested too deeply."""
    level: list[Any] = [[value]]
    for _ in range(_DEEPEST + 1):
        inner = [*chain.from_iterable(each.values() if type(each) is dict else each for each in level)]
        level = [*compress(inner, map(_HOLDERS.__contains__, map(type, inner)))]
        if not level:
            return value
    raise RecursionError


def _text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    found = _UNWRITABLE.search(text)
    if found:
        what = "half a character" if "\ud800" <= found[0] <= "\udfff" else "the control character"
        raise _RefusedError(f"the text {text[:30]!a} has {what} U+{ord(found[0]):04X}")
    return unicodedata.normalize("NFC", text)


def parse_toml(text: str, where: str, what: str = "") -> dict[str, Any]:
    """
    Read TOML.

    Parameters
    ----------
    text
        The text.
    where, what
        What to name in the error message, and which part of it is TOML; empty if all is.

    Returns
    -------
    table
        Its texts are composed and have no control characters.

    Raises
    ------
    AtlasError
        If it is not TOML, nested more than 64 deep, or has a number that is infinite or none.
    """
    part = f"{what} is " if what else ""
    try:
        table: dict[str, Any] = _checked(_toml(text))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        at = f" at {place[1]}" if place else ""
        raise AtlasError(where, f"{part}not TOML{at}", _toml_hint(text, place)) from None
    except RecursionError:
        raise AtlasError(where, f"{part}nested more than {_DEEPEST} deep", "Mend the brackets") from None
    except ValueError as error:
        # A number of thousands of digits is refused by Python itself, in its own words.
        said = str(error) if isinstance(error, _RefusedError) else f"{what or 'it'} has a number of too many digits"
        raise AtlasError(where, said, "Mend it") from None
    return table


def _toml_hint(text: str, place: re.Match[str] | None) -> str:
    """Tell what to do; more, where the line has a day or a year that TOML does not know."""
    number = re.match(r"line (\d+)", place[1]) if place else None
    line = text.splitlines()[int(number[1]) - 1] if number else ""
    day = _BARE_DAY.search(line)
    return f'Write days before the year 0, and years, in quotation marks: "{day[1]}"' if day else "Mend it there"


@lru_cache(maxsize=1)
def _toml(text: str) -> dict[str, Any]:
    """Parse TOML; once what is asked for again, as ``atlas.toml`` is."""
    if _ENDLESS_KEY.search(text):
        raise RecursionError
    return tomllib.loads(text, parse_float=_toml_float)


def read_toml(folder: Path, name: str) -> dict[str, Any]:
    """Read a TOML file; see `read_text` and `parse_toml`."""
    return parse_toml(read_text(folder, name), name)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line it begins on, and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def read_rows(folder: Path, name: str, columns: Sequence[str]) -> tuple[list[Row], list[Problem]]:
    """
    Read a table of comma-separated values (RFC 4180).

    Parameters
    ----------
    folder, name
        As for `read_text`.
    columns
        Columns it must have; further ones are kept.

    Returns
    -------
    rows
        The sound rows, in order; line breaks inside quotation marks are kept, empty rows left out.
    problems
        What is wrong with the others, each with its line.

    Raises
    ------
    AtlasError
        As `read_text`, and if the head lacks a column or has one twice, or a quotation mark is never closed.
    """
    text = read_text(folder, name, LARGEST_MB)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    head: list[str] | None = None
    rows: list[Row] = []
    problems: list[Problem] = []
    begins = 1
    try:
        for cells in lines:
            where, begins = f"{name}#line {begins}", lines.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if head is None:
                head = _head(name, cells, columns)
            elif len(cells) != len(head):
                what = f"it has {len(cells)} cells, the head {len(head)}"
                problems.append(Problem(where, what, "Put quotation marks round a cell that holds a comma"))
            elif any(len(cell) > LONGEST_CELL for cell in cells):
                problems.append(Problem(where, f"a cell has more than {LONGEST_CELL} letters", "Shorten it"))
            else:
                rows.append(Row(int(where.rpartition(" ")[2]), dict(zip(head, cells, strict=True))))
    except csv.Error as error:
        large = "field larger" in str(error)
        what = f"a cell has more than {LONGEST_CELL} letters" if large else "its quotation marks do not match"
        hint = "Shorten it" if large else 'Close each quotation mark, and write "" for one inside a cell'
        raise AtlasError(f"{name}#line {begins}", what, hint) from None
    if head is None:
        raise AtlasError(name, "it is empty", f"Write the columns {', '.join(columns)}")
    return rows, problems


def _head(name: str, cells: list[str], columns: Sequence[str]) -> list[str]:
    head = [cell.strip() for cell in cells]
    for sign, said in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(head) < len(columns) and sign in "".join(head):
            raise AtlasError(name, f"its columns are parted by {said}", "Save it with commas")
    twice = next((column for column, count in Counter(head).items() if column and count > 1), None)
    if twice:
        raise AtlasError(name, f"the column {twice!r} stands twice", "Leave one of them")
    missing = next((column for column in columns if column not in head), None)
    if missing:
        near = meant(missing, [column for column in head if column not in columns], free=False)
        hint = f"Write {missing} for {near}, if that is meant" if near else f"Write the columns {', '.join(columns)}"
        raise AtlasError(name, f"no column {missing!r}", hint)
    return head
