"""What a PDF says, read by PDFium: another program than the one that wrote it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True)
class Read:
    """Metadata, whether it is tagged, the size and the text of each page, and its tags: kind and alternative text."""

    metadata: dict[str, str]
    is_tagged: bool
    sizes: list[tuple[float, float]]
    texts: list[str]
    tags: list[tuple[str, str]]


def read_pdf(path: Path) -> Read:
    """Read a PDF."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        pages = list(document)
        return Read(
            {key: value for key, value in document.get_metadata_dict().items() if value},
            bool(raw.FPDFCatalog_IsTagged(document)),
            [page.get_size() for page in pages],
            [page.get_textpage().get_text_bounded() for page in pages],
            [tag for page in pages for tag in _tags(page)],
        )


def _tags(page: Any) -> Iterator[tuple[str, str]]:
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    todo = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))][
        ::-1
    ]
    while todo:
        tag = todo.pop()
        if tag:
            yield _told(raw.FPDF_StructElement_GetType, tag), _told(raw.FPDF_StructElement_GetAltText, tag)
            count = max(raw.FPDF_StructElement_CountChildren(tag), 0)
            todo += [raw.FPDF_StructElement_GetChildAtIndex(tag, at) for at in reversed(range(count))]
    raw.FPDF_StructTree_Close(tree)


def _told(ask: Any, tag: Any) -> str:
    size = ask(tag, None, 0)
    buffer = ctypes.create_string_buffer(size)
    ask(tag, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
