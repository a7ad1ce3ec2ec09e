"""Find every fault of every file of an atlas in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from baltic_map.atlas import Atlas, default_folder, read_atlas
from baltic_map.basemap import ground_files, read_shapes
from baltic_map.borders import Borders, check_coverage, read_scale
from baltic_map.config import Scale
from baltic_map.coverage import check_coverage_table
from baltic_map.errors import AtlasError, Fault, Faults
from baltic_map.glyphs import mpl_path
from baltic_map.print.sheet import PLATE_INCHES, Sheet
from baltic_map.reading import atlas_folder
from baltic_map.retired import check_retired

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["check_atlas"]


def check_atlas(path: str | os.PathLike[str] | None = None) -> Faults:
    """
    Find every fault of every file of an atlas.

    Parameters
    ----------
    path
        A folder with an ``atlas.toml``; the package's own if it is left out.

    Returns
    -------
    faults
        A list in the order of the files, empty if there are none; of each file a hundred at most, and the others
        counted.
    """
    try:
        folder = atlas_folder(path) if path is not None else default_folder()
        atlas, faults = read_atlas(folder)
    except AtlasError as error:
        return error.faults
    broken = bool(faults)
    faults += _check_scales(atlas, broken=broken)
    faults += _check_signs(atlas)
    faults += _check_projection(atlas)
    faults += check_retired(atlas)
    faults += check_coverage_table(atlas)
    return faults


def _check_scales(atlas: Atlas, *, broken: bool) -> Iterator[Fault]:
    """Find what is wrong with the ground at each scale; of faulty territories no coverage is proved."""
    config, folder = atlas.config, atlas.folder
    for scale in config.scales:
        land: list[BaseGeometry] = []
        faulty = False
        for name, types in ground_files(scale):
            shapes, faults = read_shapes(folder, name, types, config.extent)
            yield from faults
            faulty = faulty or bool(faults)
            land += [geometry for _, geometry in shapes] if name == scale.land else []
        if not scale.territories:
            continue
        borders, faults = atlas.borders, Faults()
        if scale is not config.scales[-1]:
            territories, arcs, faults = read_scale(folder, scale, config, atlas.bibliography)
            borders = Borders(territories, arcs, ())
            yield from faults
            if not faults and not broken:
                yield from _check_same(borders, scale, atlas)
        if not faulty and not faults and not broken:
            yield from check_coverage(borders, scale.territories, land)


def _check_same(borders: Borders, scale: Scale, atlas: Atlas) -> Iterator[Fault]:
    """Hold a scale to the things of the most detailed one."""
    for what, name, here, there in (
        ("territory", scale.territories, borders.territories.keys(), atlas.borders.territories.keys()),
        ("line", scale.borders, borders.arcs.keys(), atlas.borders.arcs.keys()),
    ):
        for key in sorted(here ^ there):
            where = "the most detailed scale only" if key in there else "this scale, not in the most detailed"
            yield Fault(f"{name}#{key}", f"the {what} is in {where}", "Draw the same things at each scale")


def _check_signs(atlas: Atlas) -> Iterator[Fault]:
    for name, kind in atlas.config.kinds.items():
        if kind.glyph:
            try:
                mpl_path(kind.glyph, atlas.folder)
            except AtlasError as error:
                yield Fault(f"atlas.toml#kinds.{name}.glyph", f"{error.where}: {error.what}", error.todo)


def _check_projection(atlas: Atlas) -> Iterator[Fault]:
    try:
        Sheet(atlas.config, *PLATE_INCHES)
    except AtlasError as error:
        yield error
