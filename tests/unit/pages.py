"""What stands in a built page."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def data_in(page: str) -> dict[str, Any]:
    """Unpack the data of an atlas's page."""
    return dict(_unpacked(page, r"(?!page-library)[^\"]*"))


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
    return json.loads(zlib.decompress(base64.b64decode(block[1])))
