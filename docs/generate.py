"""
Write what the data and the code say of themselves: bibliography, coverage, counts and the contract of the scene.

    python3 dev.py docs

A test fails when any of them is out of date.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

from contract_types import json_schema, typescript

from baltic_map import Atlas, open_atlas
from baltic_map.coverage import read_coverage
from baltic_map.layers import Feature

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- counts: written by docs/generate.py -->", "<!-- end of counts -->"

# Works that say where a place lies, and nothing of what happened there.
POSITIONS = {"geonames", "gshhg-2.3.6", "dcw-gmt-2.1.1"}


def works_of(feature: Feature) -> set[str]:
    """List the works that tell a feature's fact; those cited for its position alone do not count."""
    told = {each.source for each in feature.citations if not each.locator.startswith("position")}
    return told - POSITIONS


def counts(atlas: Atlas) -> str:
    """Write the table of counts for the README."""
    lines = [START, "| layer | features | of these with two or more works that tell the fact |", "|---|---|---|"]
    for layer in atlas.config.layers:
        features = [each for each in atlas.features if each.layer == layer.id]
        twice = sum(len(works_of(each)) > 1 for each in features)
        share = "" if layer.id == "places" or not features else f"{twice} ({twice / len(features):.0%})"
        lines.append(f"| {layer.name} | {len(features)} | {share} |")
    told = [each for each in atlas.features if each.layer != "places"]
    twice = sum(len(works_of(each)) > 1 for each in told)
    rows = sum(map(len, atlas.borders.holdings.values()))
    total = (
        f"{len(atlas.features)} features, {len(atlas.borders.territories)} territories, {len(atlas.borders.arcs)} "
        f"border arcs, {rows} holdings, {len(atlas.bibliography)} works cited. {twice / len(told):.0%} of the features "
        "other than places rest on two or more works."
    )
    return "\n".join([*lines, "", total, END])


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
    }


def main() -> None:
    """Write them."""
    for path, text in files(open_atlas(ROOT / "geodata")).items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
