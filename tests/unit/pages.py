"""What stands in a built page."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any


def data_in(page: str) -> dict[str, Any]:
    """Unpack the data of an atlas's page, as the page does."""
    return whole(_unpacked(page, r"(?!page-library)[^\"]*"))


def bar_in(page: str) -> dict[str, Any]:
    """Read the data of a time bar on a map of others."""
    block = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert block
    return dict(json.loads(block[1]))


def whole(packed: Any) -> dict[str, Any]:
    """Say again what ``without_repeats`` left out, as ``unpack.js`` does."""
    page: dict[str, Any] = from_columns(packed)
    scene = page["scene"]
    first, *others = scene["locales"]
    told = iter(first["texts"])
    first["texts"] = texts = []
    for work in sorted(scene["works"].values(), key=lambda work: int(work["name"])):
        while len(texts) <= work["name"]:
            texts.append(next(told))
        work["reference"] = next(told)
    texts += told
    for each in others:
        each["texts"] = list(map(other_text, texts, each["texts"]))
    titles = {each["lang"]: each["texts"] for each in scene["locales"]}
    for feature in scene["features"]:
        for lang, name in feature["names"].items():
            if name == 0:
                at = feature["title"]
                feature["names"][lang] = texts[at] if titles[lang][at] is None else titles[lang][at]
    return page


def other_text(known: str, told: Any) -> str | None:
    if told is None or isinstance(told, str):
        return told
    start, end, text = told
    return f"{known[: len(known) - start]}{text}{known[len(known) - end :]}"


def from_columns(value: Any) -> Any:
    if isinstance(value, list):
        return list(map(from_columns, value))
    if not isinstance(value, dict):
        return value
    if "" not in value:
        return {key: from_columns(each) for key, each in value.items()}
    columns = map(from_columns, value["columns"])
    rows = [
        {key: cell for key, cell in zip(value[""], cells, strict=True) if cell is not None}
        for cells in zip(*columns, strict=True)
    ]
    left = iter(rows)
    return [next(left) if is_there else None for is_there in value.get("there", [1] * len(rows))]


def library_in(page: str) -> tuple[str, str]:
    """Unpack what pages share: style sheet and script."""
    sheet, code = _unpacked(page, "page-library")
    return sheet, code


def scripts_in(page: str) -> list[str]:
    """Give all that a page runs: what stands in it, what is packed, and its own script."""
    own = re.search(r'<script type="text/plain" id="page-script">(.*?)</script>', page, re.DOTALL)
    assert own
    return [
        *re.findall(r"<script>(.*?)</script>", page.replace(own[0], ""), re.DOTALL),
        library_in(page)[1],
        own[1],
    ]


def _unpacked(page: str, name: str) -> Any:
    block = re.search(rf'<script type="application/zlib" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert block
    return json.loads(zlib.decompress(bytes_of(block[1])))


def bytes_of(letters: str) -> bytes:
    """Read letters as ``bootstrap.js`` does."""
    digits = [ord(each) - (36 if each > "<" else 35) for each in letters]
    pairs = zip(digits[::2], digits[1::2], strict=False)
    bits = "".join([f"{91 * one + two:013b}" for one, two in pairs])
    bits += f"{digits[-1]:06b}" if len(digits) % 2 else ""
    count = len(bits) // 8
    return int("1" + bits[: 8 * count], 2).to_bytes(count + 1, "big")[1:]
