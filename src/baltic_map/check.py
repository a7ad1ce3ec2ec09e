"""Find every fault of every file of an atlas in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from baltic_map.atlas import Atlas, default_folder, read_atlas
from baltic_map.borders import check_coverage
from baltic_map.coverage import check_coverage_table
from baltic_map.errors import AtlasError, Fault, Faults, FaultyAtlasError
from baltic_map.layers import read_collection, read_geometry
from baltic_map.reading import atlas_folder

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
    except FaultyAtlasError as error:
        return error.faults
    except AtlasError as error:
        return Faults([error])
    faults += _check_ground(atlas)
    faults += check_coverage_table(atlas)
    return faults


def _check_ground(atlas: Atlas) -> Iterator[Fault]:
    for scale in atlas.config.scales:
        land: list[BaseGeometry] = []
        for name in (scale.land, scale.lakes, scale.rivers):
            if name is None:
                continue
            try:
                for number, raw in read_collection(atlas.folder, name):
                    where = f"{name}#{raw['properties'].get('id') or f'feature {number}'}"
                    try:
                        geometry = read_geometry(raw, where, atlas.config.extent)
                    except AtlasError as error:
                        yield error
                    else:
                        land += [geometry] if geometry and name == scale.land else []
            except AtlasError as error:
                yield error
        if scale is atlas.config.scales[-1] and scale.territories:
            yield from check_coverage(atlas.borders, scale.territories, land)
