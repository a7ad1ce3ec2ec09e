"""How Matplotlib draws plates, whatever else it draws."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl

__all__ = ["plate_settings"]

# What a reader's own matplotlibrc says must not change a plate, nor its bytes.
_SETTINGS: dict[Any, Any] = {
    "agg.path.chunksize": 0,
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.05,
    "path.sketch": None,
    "path.effects": [],
    "path.snap": False,
    "patch.antialiased": True,
    "pdf.compression": 6,
    "pdf.fonttype": 42,
    "pdf.use14corefonts": False,
    "savefig.bbox": None,
    "svg.fonttype": "path",
    "svg.hashsalt": "baltic-map",
    "svg.id": None,
    "text.antialiased": True,
    "text.hinting": "no_hinting",
    "text.usetex": False,
}


@contextmanager
def plate_settings() -> Iterator[None]:
    """Draw with the settings of plates."""
    with mpl.rc_context(_SETTINGS):
        yield
