"""Read territories, arcs and holdings, and prove that the territories are one coverage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import shapely
from msgspec import field

from baltic_map.borders import Arc, Borders, Holding, Territory
from baltic_map.checking import check_all, names_in
from baltic_map.config import Config, Scale
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.fields import Id, Note, Text, field_problem, in_languages, near_misses, wrong_languages
from baltic_map.layers import Kilometres, LateShape, check_citations, outside, place_in, read_shapes_of
from baltic_map.models import Table
from baltic_map.quoting import shown
from baltic_map.reading import Row, read_rows
from baltic_map.sources import Bibliography, Citation, parse_citation
from baltic_map.topology import build_topology

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["check_coverage", "read_borders", "read_scale"]


_COLUMNS = ("territory", "start_date", "end_date", "state", "controller", "recognised", "status", "sources", "note")

# A gap narrower than this (degrees, some ten metres) between two edges is a problem, not a strait.
_GAP_DEG = 1e-4

_AREAS, _LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")


def read_borders(folder: Path, config: Config, bibliography: Bibliography) -> tuple[dict[str, Borders], list[Problem]]:
    """
    Read territories, arcs and holdings, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.
    config
        Its ``atlas.toml``; the files are those of the most detailed of its scales.
    bibliography
        The works that may be cited.

    Returns
    -------
    readings
        What could be read, by reading; empty borders for an atlas without territories.
    problems
        What is wrong. The proof that the territories are a coverage is `check_coverage`, which takes longer.
    """
    scale = config.scales[-1] if config.scales else None
    if scale is None or scale.territories is None:
        return {reading.id: Borders((), (), ()) for reading in config.readings}, []
    territories, arcs, problems = read_scale(folder, scale, config, bibliography)
    names = {each.id for each in territories}
    tables: dict[str, Borders] = {}
    for name in dict.fromkeys(reading.holdings for reading in config.readings):
        unread: set[str] = set()
        holdings = list(_read_holdings(folder, name, config, bibliography, names, problems, unread))
        tables[name] = Borders(territories, arcs, holdings)
        problems += _check_days(tables[name], name, config, unread)
    for number, reading in enumerate(config.readings):
        if reading.sources:
            problems += check_citations(
                list(reading.sources), f"atlas.toml#readings.{number}", bibliography, required=True
            )
    return {reading.id: tables[reading.holdings].read_as(reading) for reading in config.readings}, problems


class _Place(Table, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What a territory says of itself."""

    id: Id
    name: Text | None = None
    sources: list[Text] = field(default_factory=list)
    note: Note | None = None

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Who says so."""
        return tuple(parse_citation(text) for text in self.sources)


class _Line(_Place, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What a border line says of itself."""

    left: Text
    right: Text
    precision_km: Kilometres


Fields = TypeVar("Fields", bound=_Place)


def _each(
    folder: Path, name: str, model: type[Fields], types: tuple[str, ...], config: Config, bibliography: Bibliography
) -> Iterator[tuple[Fields, dict[str, str], LateShape] | Problem]:
    """Yield fields, names and shape of the features that have all they need, and what is wrong with the others."""
    seen: set[str] = set()
    try:
        found = list(read_shapes_of(folder, name, config.extent))
        checked = check_all([raw["properties"] for _, raw, _ in found], model)
        for (number, raw, shape), fields in zip(found, checked, strict=True):
            properties = raw["properties"]
            where = place_in(name, number, raw)
            yield from near_misses(properties, names_in(model), where)
            yield from wrong_languages(properties, "name", where)
            if isinstance(fields, list):
                yield from (field_problem(where, each) for each in fields)
                continue
            if fields.id in seen:
                yield Problem(where, "the id stands twice", "Give it its own")
                continue
            seen.add(fields.id)
            yield from check_citations(fields.sources, where, bibliography, required="sources" in config.required)
            if isinstance(shape, AtlasError):
                yield shape.problem
            elif shape is None:
                yield Problem(where, "the geometry is null", "Draw it")
            elif shape.geom_type not in types:
                yield Problem(where, f"wrong geometry type {shape.geom_type}", f"Draw it as {' or '.join(types)}")
            else:
                yield fields, {"en": fields.name or fields.id, **in_languages(properties, "name")}, shape
    except AtlasError as error:
        yield error.problem


def read_scale(
    folder: Path, scale: Scale, config: Config, bibliography: Bibliography
) -> tuple[list[Territory], list[Arc], Problems]:
    """
    Read the territories and arcs of one scale, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.
    scale
        One of the atlas's scales.
    config
        Its ``atlas.toml``.
    bibliography
        The works that may be cited.

    Returns
    -------
    territories, arcs
        Those without a problem.
    problems
        What is wrong with the others.
    """
    territories, problems = _read_territories(folder, scale, config, bibliography)
    arcs, wrong = _read_arcs(folder, scale, config, bibliography, territories, broken=bool(problems))
    problems += wrong
    return list(territories.values()), arcs, problems


def _read_territories(
    folder: Path, scale: Scale, config: Config, bibliography: Bibliography
) -> tuple[dict[str, Territory], Problems]:
    territories: dict[str, Territory] = {}
    problems = Problems()
    if scale.territories:
        for place in _each(folder, scale.territories, _Place, _AREAS, config, bibliography):
            if isinstance(place, Problem):
                problems.append(place)
                continue
            fields, names, shape = place
            territories[fields.id] = Territory(fields.id, names, shape, fields.citations, fields.note or "")
    return territories, problems


def _read_arcs(
    folder: Path,
    scale: Scale,
    config: Config,
    bibliography: Bibliography,
    territories: Mapping[str, Territory],
    *,
    broken: bool,
) -> tuple[list[Arc], Problems]:
    """Read the arcs; where territories are ``broken``, one that is missing is not told again."""
    arcs: list[Arc] = []
    problems = Problems()
    if scale.borders:
        for line in _each(folder, scale.borders, _Line, _LINES, config, bibliography):
            if isinstance(line, Problem):
                problems.append(line)
                continue
            edge, names, shape = line
            where = f"{scale.borders}#{edge.id}"
            unknown = [side for side in (edge.left, edge.right) if side not in territories]
            if unknown and broken:
                continue
            if unknown:
                problems.append(Problem(where, f"no territory {shown(unknown[0])} on one side", "Name two territories"))
            elif edge.id in territories:
                problems.append(Problem(where, "the id is that of a territory", "Give each thing its own id"))
            else:
                sides, note = (edge.left, edge.right), edge.note or ""
                arcs.append(Arc(edge.id, names, shape, *sides, edge.precision_km, edge.citations, note))
    return arcs, problems


def _read_holdings(
    folder: Path,
    name: str,
    config: Config,
    bibliography: Bibliography,
    territories: set[str],
    problems: list[Problem],
    unread: set[str],
) -> Iterator[Holding]:
    try:
        rows, wrong = read_rows(folder, name, _COLUMNS)
    except AtlasError as error:
        problems += error.problems
        unread |= territories
        return
    problems += wrong
    if wrong:
        # Whose rows those are is not known.
        unread |= territories
    for row in rows:
        where = f"{name}#line {row.line}"
        found = list(_check_row(row, where, config, bibliography, territories))
        span = None
        try:
            span = config.axis.span(row["start_date"], row["end_date"] or None, where)
        except AtlasError as error:
            found += error.problems
        else:
            if span.first == span.stop:
                found.append(outside(config.axis, where))
            elif span.certain_first >= span.stop:
                found.append(
                    Problem(
                        where, f"end_date {row['end_date']} lies before the last day of its start", "Write a later end"
                    )
                )
        problems += found
        if found or span is None:
            unread.add(row["territory"])
        else:
            yield Holding(
                row["territory"],
                # A holding changes on one day; of an uncertain day the later is drawn, and the note says so.
                span.certain_first,
                span.stop,
                row["state"],
                row["controller"],
                row["recognised"],
                row["status"],
                tuple(parse_citation(text) for text in _split(row["sources"])),
                row["note"],
                row["start_date"] or None,
                row["end_date"] or None,
            )


def _split(cell: str) -> list[str]:
    return [text.strip() for text in cell.split(";") if text.strip()]


def _check_row(
    row: Row, where: str, config: Config, bibliography: Bibliography, territories: set[str]
) -> Iterator[Problem]:
    if row["territory"] not in territories:
        yield Problem(where, f"unknown territory {shown(row['territory'])}", "Use an id of territories.geojson")
    for column in ("state", "controller", "recognised"):
        if row[column] not in config.states:
            yield Problem(where, f"unknown {column} {shown(row[column])}", "Use a code of [states] in atlas.toml")
    if row["status"] not in config.statuses:
        yield Problem(where, f"unknown status {shown(row['status'])}", "Use one of [statuses] in atlas.toml")
    yield from check_citations(_split(row["sources"]), where, bibliography, required="sources" in config.required)


def _check_days(borders: Borders, name: str, config: Config, unread: set[str]) -> Iterator[Problem]:
    """Find gaps and overlaps, but in territories with a row that could not be read: that row is the problem."""
    axis = config.axis
    for key in (key for key in borders.territories if key not in unread):
        due = 0
        for holding in borders.holdings[key]:
            if holding.first != due:
                first, last = sorted((due, holding.first))
                wrong = "nobody holds it" if holding.first > due else "two rows hold it"
                yield Problem(
                    f"{name}#{key}",
                    f"{wrong} from {axis.day(first)} until {axis.day(last)}",
                    "Let each row start on the day its predecessor ends",
                )
            due = max(due, holding.stop)
        if due != len(axis):
            yield Problem(
                f"{name}#{key}",
                f"nobody holds it from {axis.day(due)} until {config.window.end}",
                "Let the last row run on, with an empty end_date",
            )


def check_coverage(borders: Borders, name: str, land: Sequence[BaseGeometry] = ()) -> Iterator[Problem]:
    """
    Prove that the territories are one coverage.

    Parameters
    ----------
    borders
        Territories and arcs.
    name
        File name for the problems.
    land
        The land they must cover, no more and no less; nothing is compared if it is empty.

    Yields
    ------
    problem
        One for each territory whose edges are not exactly its neighbours' (a narrow gap, an overlap), one for each
        piece of land that no territory covers or that is covered beyond the shore, and one for each arc that follows
        no shared edge.
    """
    geometries = [each.geometry for each in borders.territories.values()]
    if not geometries:
        return
    broken = list(_check_edges(borders, geometries, name))
    if broken:
        yield from broken
        return
    if land:
        yield from _check_land(geometries, land, name)
    arcs = list(borders.arcs.values())
    for arc, refs in zip(arcs, build_topology(geometries).refs(arc.geometry for arc in arcs), strict=True):
        if not refs:
            yield Problem(
                f"borders#{arc.id}", "the line follows no edge that two territories share", "Take it from their edges"
            )


def _check_edges(borders: Borders, geometries: Sequence[BaseGeometry], name: str) -> Iterator[Problem]:
    bad = shapely.coverage_invalid_edges(geometries, gap_width=_GAP_DEG)
    for territory, edges in zip(borders.territories.values(), bad, strict=True):
        if edges is not None and not edges.is_empty:
            x, y = shapely.get_coordinates(edges)[0]
            yield Problem(
                f"{name}#{territory.id}",
                f"a gap or an overlap with a neighbour near {x:.5f} {y:.5f}",
                "Let neighbours share exactly the same vertices",
            )


def _check_land(geometries: Sequence[BaseGeometry], land: Sequence[BaseGeometry], name: str) -> Iterator[Problem]:
    whole, covered = shapely.union_all(land), shapely.union_all(geometries)
    for what, rest in (("no territory covers", whole - covered), ("there is no land under", covered - whole)):
        for part in shapely.get_parts(rest):
            if part.area > _GAP_DEG**2:
                x, y = shapely.get_coordinates(shapely.point_on_surface(part))[0]
                yield Problem(name, f"{what} the area near {x:.5f} {y:.5f}", "Cut the land into territories wholly")
