"""
Write what data and code say of themselves, bibliography, coverage, counts, contract, reference, and what takes long.

    python3 dev.py docs

A test fails when any of them is out of date.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any
from unittest.mock import patch

import reference_pages
from contract_types import json_schema, typescript

from baltic_map import Atlas, Snapshot, kept, layers, open_atlas, scene, story
from baltic_map.coverage import read_coverage
from baltic_map.evidence import count, dated
from baltic_map.layers import Feature
from baltic_map.messages import languages
from baltic_map.print import basemap, inset
from baltic_map.web import packed_basemap

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- counts: written by docs/generate.py -->", "<!-- end of counts -->"


def counts(atlas: Atlas) -> str:
    """Write the table of counts for the README; citations for a position alone do not count."""
    told = dated(atlas)
    head = "| layer | features | with two works | with two independent works | citations with a locator |"
    lines = [START, head, "|---|---|---|---|---|"]
    for layer in atlas.config.layers:
        features = [each for each in atlas.feature_list if each.layer == layer.id]
        lines.append(_row(layer.name, len(features), [each for each in told if each.layer == layer.id], atlas))
    lines.append(_row("**all but places**", len(told), told, atlas))
    rows = sum(map(len, atlas.borders.holdings.values()))
    total = (
        f"{len(atlas.feature_list)} features, {len(atlas.borders.territories)} territories, {len(atlas.borders.arcs)} "
        f"border arcs, {rows} holdings, {len(atlas.bibliography)} works, {len(atlas.passages)} passages. Two works are "
        "independent if, as far as is recorded, neither quotes the other or was seen only in it, nor both a third one."
    )
    return "\n".join([*lines, "", total, END])


def _row(name: str, number: int, features: list[Feature], atlas: Atlas) -> str:
    each = count(features, atlas.bibliography)
    shares = [
        f"{part} ({part / whole:.0%})" if whole else ""
        for part, whole in (
            (each.two_works, each.features),
            (each.two_independent, each.features),
            (each.located, each.citations),
        )
    ]
    return f"| {name} | {number} | {' | '.join(shares)} |"


def readme(atlas: Atlas) -> str:
    """Give the README with its counts written anew."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return before + counts(atlas) + after


def bibtex(atlas: Atlas) -> str:
    """Write the whole bibliography as BibTeX."""
    return "\n\n".join(atlas.bibliography.bibtex(key) for key in sorted(atlas.bibliography)) + "\n"


def coverage(atlas: Atlas) -> str:
    """Write the statements of the article and what carries them as a page."""
    statements = read_coverage(atlas.folder)
    mapped = [each for each in statements if each.carried_by]
    intro = (
        "The atlas started from the Wikipedia article *Soviet occupation of the Baltic states (1940)*. Its "
        f"{len(statements)} statements with a date or a place are listed here; {len(mapped)} of them are on the map, "
        "under the ids that stand beside them, and of the others it is said why they cannot be. This page is written "
        "from `geodata/coverage.csv` by `python3 dev.py docs`."
    )
    lines = ["# What of the article is on the map", "", intro]
    for section, group in groupby(statements, key=lambda each: each.section):
        lines += ["", f"## {section}", "", "| | says | carried by |", "|---|---|---|"]
        for each in group:
            carried = ", ".join(f"`{key}`" for key in each.carried_by) or f"*not mapped: {each.reason}*"
            lines.append(f"| {each.id} | {each.says} | {carried} |")
    return "\n".join(lines) + "\n"


def files(atlas: Atlas) -> dict[Path, str]:
    """Give every generated file and what it must hold."""
    return {
        ROOT / "README.md": readme(atlas),
        ROOT / "geodata" / "sources.bib": bibtex(atlas),
        ROOT / "docs" / "coverage.md": coverage(atlas),
        ROOT / "docs" / "scene.schema.json": json.dumps(json_schema(), indent=1) + "\n",
        ROOT / "src" / "baltic_map" / "web" / "static" / "contract.d.ts": typescript(),
        **reference_pages.files(ROOT / "docs" / "reference"),
    }


def made(atlas: Atlas) -> dict[str, bytes]:
    """Make what is shipped since it takes long to make: grounds, works as cited, story, what is sound."""
    found: dict[str, bytes] = {}

    def make(name: str, made_from: Iterable[str | bytes], _by: object, make: Any, write: Any, _read: object) -> Any:
        thing = make()
        known = kept.name_of(name, made_from)
        found[f"{known}.zz"] = zlib.compress(write(thing).encode(), 9)
        return thing

    with ExitStack() as stack:
        for module in (layers, packed_basemap, scene, story, basemap, inset):
            stack.enter_context(patch.object(module, "kept", make))
        open_atlas(atlas.folder)
        packed_basemap.pack_basemap(atlas)
        scene.build_scene(atlas, [lang for lang in atlas.config.languages if lang in languages()])
        Snapshot(atlas).drawn_ids(atlas.axis.start)
    return found


def main() -> None:
    """Write them."""
    atlas = open_atlas(ROOT / "geodata")
    for path, text in files(atlas).items():
        path.write_text(text, encoding="utf-8")
    for path in kept.SHIPPED.glob("*.zz"):
        if not any(map(path.match, kept.BUILT)):
            path.unlink()
    kept.SHIPPED.mkdir(exist_ok=True)
    for name, data in made(atlas).items():
        (kept.SHIPPED / name).write_bytes(data)


if __name__ == "__main__":
    main()
