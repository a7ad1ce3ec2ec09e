"""How much ink a hatch leaves on a picture of the map."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

    from tests.browser.eyes import Eyes

    Box = tuple[int, int, int, int]

FEWEST = 800
"""Pixels: fewer hold too few rules of a hatch."""

# Signs, names, borders and sheets go away while a picture is taken, so that fills and hatches alone are counted.
OVER = (
    ".layer, .names, .leaders, .clusters, .feature:not(.area), .border, .rivers, .graticule, .headline, .drawer, "
    ".column, "
    ".controls, .card, .compare, .story, .tag"
)
SHOW = f"for (const each of document.querySelectorAll('{OVER}')) each.style.visibility = "

# Where a box of degrees lies in the window.
PLACE = """
const map = globalThis[document.querySelector(".leaflet-container").id];
const { x, y } = map.getContainer().getBoundingClientRect();
const [one, other] = [map.latLngToContainerPoint([NORTH, WEST]), map.latLngToContainerPoint([SOUTH, EAST])];
return [x + one.x, y + one.y, x + other.x, y + other.y].map(Math.round);
"""


@dataclass(frozen=True)
class Region:
    """A box of degrees in which nothing but one fill and, on some days, one hatch is to be seen."""

    west: float
    south: float
    east: float
    north: float


def bare_picture(eyes: Eyes) -> Image.Image:
    """Take the map without all that lies on its fills and hatches."""
    eyes.run(f"{SHOW}'hidden'")
    picture = eyes.picture()
    eyes.run(f"{SHOW}''")
    return picture


def place(eyes: Eyes, region: Region) -> Box:
    """Tell where a region lies in the picture: left, top, right and bottom, in pixels."""
    script = PLACE
    for name, degrees in asdict(region).items():
        script = script.replace(name.upper(), f"{degrees}")
    left, top, right, bottom = eyes.run(script)
    return left, top, right, bottom


def share(picture: Image.Image, box: Box, ink: str) -> float:
    """
    Measure which share of a box is covered with an ink.

    Parameters
    ----------
    picture
        What is seen.
    box
        Left, top, right, bottom, in pixels.
    ink
        The colour of the hatch, ``#rrggbb``.

    Returns
    -------
    share
        0 where the box has one colour. A pixel that a browser has smoothed counts by how far it has gone from the most
        frequent colour of the box to the ink.
    """
    pixels = np.asarray(picture.crop(box), dtype=float).reshape(-1, 3)
    assert len(pixels) >= FEWEST, f"{box} is too small to tell, or outside"
    colours, counts = np.unique(pixels, axis=0, return_counts=True)
    ground = colours[counts.argmax()]
    way = np.array([int(ink[at : at + 2], 16) for at in (1, 3, 5)]) - ground
    gone = (pixels - ground) @ way / (way @ way)
    return float(gone.clip(0, 1).mean())
