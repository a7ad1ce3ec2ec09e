"""Tables as spreadsheets save them: text parted by commas, semicolons or tabs, and workbooks."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from baltic_map.cells import LONGEST_CELL, is_missing, plain
from baltic_map.errors import AtlasError
from baltic_map.importers.records import MOST_COLUMNS, Records, unpacked

__all__ = ["read_csv", "read_xlsx"]

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 50
_LONGEST_NAME = 200
# As other writers of tables than RFC 4180 have it, where a file is not UTF-8: the letters of Western Europe.
_WESTERN = "cp1252"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ERRORS = re.compile(r"#(REF|VALUE|DIV/0|NAME\?|NUM|NULL|N/A)[!?]?", re.ASCII)

Numbered = tuple[int, Sequence[Any]]


def read_csv(data: bytes, file: str, name: str) -> Records:
    """
    Read a table of text.

    Parameters
    ----------
    data
        The file: UTF-8 or UTF-16 with or without a byte order mark, else Windows-1252 (latin-1 and more); cells parted
        by commas, semicolons, tabs or bars; a head first, be it under a line of title.
    file, name
        The file as problems name it, and what the table is to be called.

    Returns
    -------
    records
        Without places; rows by their line. Rows that are longer than the head are problems.

    Raises
    ------
    AtlasError
        If it is no text, has no head, or is larger than what is read.
    """
    text, notes = _decoded(data, file)
    separator = _separator(text)
    if separator != ",":
        notes.append(f"columns parted by {_SEPARATORS[separator]}")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found = _records(_numbered(lines, file), file, name)
    found.notes[:0] = notes
    return found


def _decoded(data: bytes, file: str) -> tuple[str, list[str]]:
    if b"\0" in data and data[:2] not in _UTF16:
        raise AtlasError(file, "it is no text", "Save the table as CSV in UTF-8, or as XLSX")
    if data[:2] in _UTF16:
        return data.decode("utf-16", errors="replace"), ["read as UTF-16"]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode(_WESTERN, errors="replace"), ["read as Windows-1252 (latin-1), for it is not UTF-8"]


def _separator(text: str) -> str:
    """Tell what parts the cells: what makes rows of the same length, and long ones."""
    sample = "\n".join(islice((line for line in io.StringIO(text) if line.strip()), _SAMPLE))
    best, most = ",", (0, 0)
    for sign in _SEPARATORS:
        try:
            lengths = Counter(len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign))
        except csv.Error:
            continue
        length, count = max(lengths.items(), key=lambda each: (each[0] > 1, each[1], each[0]), default=(0, 0))
        if length > 1 and (count, length) > most:
            best, most = sign, (count, length)
    return best


def _numbered(lines: Any, file: str) -> Iterator[Numbered]:
    """Yield rows of text by the line they begin on."""
    begins = 1
    try:
        for cells in lines:
            yield begins, cells
            begins = lines.line_num + 1
    except csv.Error as error:
        large = "field larger" in str(error)
        what = f"a cell has more than {LONGEST_CELL:,} letters" if large else "its quotation marks do not match"
        hint = "Close each quotation mark, and shorten what is longer"
        raise AtlasError(f"{file}, row {begins}", what, hint) from None


def _records(rows: Iterable[Numbered], file: str, name: str) -> Records:
    """Find the head of a table and read what stands below."""
    lines = ((number, cells) for number, cells in rows if not all(is_missing(cell) for cell in cells))
    head, first = next(lines, None), next(lines, None)
    # A line of title stands over many a table.
    while head and first and _filled(head) == 1 < _filled(first):
        head, first = first, next(lines, None)
    if head is None:
        raise AtlasError(file, "it has no rows", "Write the names of the columns, and a row for each thing")
    found = Records(file, name, "row")
    found.name_columns(_head(head[1]))
    for number, cells in chain([first] if first else [], lines):
        _read_row(found, number, cells)
    return found


def _filled(row: Numbered) -> int:
    return sum(not is_missing(cell) for cell in row[1])


def _head(cells: Sequence[Any]) -> list[str]:
    """Give each column a name of its own."""
    while cells and is_missing(cells[-1]):
        cells = cells[:-1]
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        text = plain(cell)
        name = f"column {number}" if text is None else " ".join(str(text)[:_LONGEST_NAME].split())
        while name in names:
            name = f"{name} ({number})"
        names.append(name)
    return names


def _read_row(found: Records, number: int, cells: Sequence[Any]) -> None:
    width = len(found.columns)
    if any(not is_missing(cell) for cell in cells[width:]):
        what = f"it has {len(cells)} cells, the head {width}"
        found.refuse(number, what, "Put quotation marks round a cell that holds what parts the columns")
        return
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        found.refuse(number, f"a cell has more than {LONGEST_CELL:,} letters", "Shorten it")
        return
    values = [_value(cell) for cell in cells[:width]]
    values += [None] * (width - len(values))
    found.add(number, dict(zip(found.columns, values, strict=True)))


def _value(cell: Any) -> Any:
    value = plain(cell)
    return None if isinstance(value, str) and _ERRORS.fullmatch(value) else value


def read_xlsx(data: bytes, file: str, name: str) -> list[Records]:
    """
    Read the sheets of a workbook.

    Parameters
    ----------
    data
        The file (Office Open XML).
    file, name
        As for `read_csv`.

    Returns
    -------
    tables
        One for each sheet that has rows; of formulas the values that were saved with them.

    Raises
    ------
    AtlasError
        If it is no workbook, has no rows, or is larger than what is read.
    """
    hint = "Save it again as XLSX, or as CSV in UTF-8"
    with unpacked(data, file, hint):
        try:
            return _sheets(data, file, name)
        except AtlasError:
            raise
        except Exception:  # noqa: BLE001 - what its reader says of broken files is without number
            raise AtlasError(file, "it is no workbook that can be read", hint) from None


def _sheets(data: bytes, file: str, name: str) -> list[Records]:
    import openpyxl  # noqa: PLC0415 - a tenth of a second that other files need not pay

    tables: list[Records] = []
    with warnings.catch_warnings(action="ignore"):
        # It warns of styles and drawings, which are no business of ours.
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = book.worksheets
            for sheet in sheets:
                # What a workbook says of the size of its sheets is not always so.
                sheet.reset_dimensions()
                rows = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1), start=1)
                filled = ((number, row) for number, row in rows if any(not is_missing(cell) for cell in row))
                first = next(filled, None)
                if first is None:
                    continue
                many = len(sheets) > 1
                where = f"{file}, sheet {sheet.title!r}" if many else file
                called = f"{name} {sheet.title}" if many else name
                tables.append(_records(chain([first], filled), where, called))
        finally:
            book.close()
    if not tables:
        raise AtlasError(file, "it has no rows", "Write the names of the columns, and a row for each thing")
    return tables
