"""What stands in a built page."""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def data_in(page: str) -> dict[str, Any]:
    """Unpack the data of an atlas's page."""
    block = re.search(r'<script type="application/zlib"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert block
    return dict(json.loads(zlib.decompress(base64.b64decode(block[1]))))
