"""Find every problem of every file of an atlas in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from baltic_map.atlas import Atlas, default_folder, read_atlas
from baltic_map.basemap import basemap_files, read_shapes
from baltic_map.borders import Borders, check_coverage, read_scale
from baltic_map.config import Scale
from baltic_map.coverage import check_coverage_table
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.evidence import check_evidence
from baltic_map.icons import icon_path, mpl_path
from baltic_map.licenses import check_licenses
from baltic_map.print.sheet import PLATE_INCHES, Sheet
from baltic_map.reading import atlas_folder
from baltic_map.retired import check_retired
from baltic_map.translations import check_translations

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["check_atlas", "find_problems"]


def check_atlas(path: str | os.PathLike[str] | None = None) -> Problems:
    """
    Find every problem of every file of an atlas.

    Parameters
    ----------
    path
        A folder with an ``atlas.toml``; the package's own if it is left out.

    Returns
    -------
    problems
        A list in the order of the files, empty if there are none; of each file a hundred at most, and the others
        counted.
    """
    return find_problems(path)[0]


def find_problems(path: str | os.PathLike[str] | None = None) -> tuple[Problems, Problems]:
    """
    Find every problem of every file of an atlas, and what is likely a slip.

    Parameters
    ----------
    path
        As for `check_atlas`.

    Returns
    -------
    problems
        As `check_atlas` gives them: nothing is drawn of an atlas that has any.
    warnings
        What may be meant as it is, such as a column that is called nearly like a field.
    """
    try:
        folder = atlas_folder(path) if path is not None else default_folder()
        atlas, problems = read_atlas(folder)
    except AtlasError as error:
        return error.problems, Problems()
    broken = bool(problems)
    problems += _check_scales(atlas, broken=broken)
    problems += _check_signs(atlas)
    problems += _check_projection(atlas)
    problems += check_retired(atlas)
    problems += check_coverage_table(atlas)
    problems += check_evidence(atlas)
    problems += check_licenses(atlas)
    problems += check_translations(atlas)
    return problems, atlas.warnings


def _check_scales(atlas: Atlas, *, broken: bool) -> Iterator[Problem]:
    """Find what is wrong with the ground at each scale; of invalid territories no coverage is proved."""
    config, folder = atlas.config, atlas.folder
    for scale in config.scales:
        land: list[BaseGeometry] = []
        field_problem = False
        for name, types in basemap_files(scale):
            shapes, problems = read_shapes(folder, name, types, config.extent)
            yield from problems
            field_problem = field_problem or bool(problems)
            land += [geometry for _, geometry in shapes] if name == scale.land else []
        if not scale.territories:
            continue
        borders, problems = atlas.borders, Problems()
        if scale is not config.scales[-1]:
            territories, arcs, problems = read_scale(folder, scale, config, atlas.bibliography)
            borders = Borders(territories, arcs, ())
            yield from problems
            if not problems and not broken:
                yield from _check_same(borders, scale, atlas)
        if not field_problem and not problems and not broken:
            yield from check_coverage(borders, scale.territories, land)


def _check_same(borders: Borders, scale: Scale, atlas: Atlas) -> Iterator[Problem]:
    """Hold a scale to the things of the most detailed one."""
    for what, name, here, there in (
        ("territory", scale.territories, borders.territories.keys(), atlas.borders.territories.keys()),
        ("line", scale.borders, borders.arcs.keys(), atlas.borders.arcs.keys()),
    ):
        for key in sorted(here ^ there):
            where = "the most detailed scale only" if key in there else "this scale, not in the most detailed"
            yield Problem(f"{name}#{key}", f"the {what} is in {where}", "Draw the same things at each scale")


def _check_signs(atlas: Atlas) -> Iterator[Problem]:
    for name, kind in atlas.config.kinds.items():
        if kind.icon:
            try:
                mpl_path(icon_path(kind.icon, atlas.folder), kind.icon)
            except AtlasError as error:
                yield Problem(
                    f"atlas.toml#kinds.{name}.icon", f"{error.problem.where}: {error.problem.what}", error.problem.hint
                )


def _check_projection(atlas: Atlas) -> Iterator[Problem]:
    try:
        Sheet(atlas.config, *PLATE_INCHES)
    except AtlasError as error:
        yield error.problem
