"""What was measured, as a table and a chart in docs/performance.md."""

from __future__ import annotations

import io
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
CHART = "images/performance.svg"


@dataclass(frozen=True)
class Row:
    """
    One thing measured.

    Attributes
    ----------
    what, size, unit
        What it is, of an atlas how many times as large, in which unit.
    ours, peer
        A value for each round; the peer may have none.
    goal
        The ratio to be reached.
    most
        What ours may be at most.
    """

    what: str
    size: int
    unit: str
    ours: Sequence[float]
    peer: Sequence[float]
    goal: float | None = None
    most: float | None = None

    @property
    def ratios(self) -> list[float]:
        """Ours by the peer's, round by round, the smallest first; none if there is no peer or it took nothing."""
        if not self.peer or not all(self.peer):
            return []
        return sorted(mine / theirs for mine, theirs in zip(self.ours, self.peer, strict=True))

    def line(self) -> str:
        """Write a row of the table."""
        ours, peer = (number(statistics.median(each)) if each else "" for each in (self.ours, self.peer))
        unit = f", {self.unit}" if self.unit else ""
        ratios = self.ratios
        ratio = f"{number(statistics.median(ratios))} ({number(ratios[0])}–{number(ratios[-1])})" if ratios else ""
        goals = []
        if self.goal is not None and ratios:
            goals.append((f"ratio {self.goal:g}", statistics.median(ratios) <= self.goal))
        if self.most is not None:
            goals.append((number(self.most), statistics.median(self.ours) <= self.most))
        goal = "; ".join(f"{wanted}: {'met' if is_met else 'not met'}" for wanted, is_met in goals)
        return f"| {self.what}{unit} | {self.size} × | {ours} | {peer} | {ratio} | {goal} |"


def number(value: float) -> str:
    """Write a number with three figures, whole from a hundred on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"  # noqa: PLR2004


def chart(rows: Sequence[Row]) -> str:
    """Draw the ratios as bars, with their goals; the line is the peer."""
    drawn = [row for row in rows if row.unit and row.ratios][::-1]
    with mpl.rc_context({"svg.hashsalt": "baltic-map", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=(8, 0.6 + 0.26 * len(drawn)), layout="constrained")
        axes = figure.add_subplot()
        middles = [statistics.median(row.ratios) for row in drawn]
        axes.barh(range(len(drawn)), middles, color="#0d5560", height=0.62)
        for place, (row, middle) in enumerate(zip(drawn, middles, strict=True)):
            axes.annotate(f" {number(middle)}", (middle, place), va="center", fontsize=8)
            if row.goal is not None:
                axes.plot([row.goal] * 2, [place - 0.4, place + 0.4], color="#a9231b", linewidth=2)
        axes.axvline(1, color="#3d3835", linewidth=1)
        axes.set_xscale("log")
        axes.set_yticks(range(len(drawn)), [f"{row.what}, {row.unit}, {row.size} ×" for row in drawn], fontsize=8)
        axes.set_xlabel("ours ÷ peer (1: as much as the peer; red: the goal)", fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None})
    return written.getvalue()


def write(docs: Path, rows: Sequence[Row], conditions: dict[str, Any]) -> None:
    """Put table and chart into the document, in the place of those that are there."""
    path = docs / "performance.md"
    told = "Measured {date}, {cores} cores, Python {python}, medians of {rounds} rounds (range in brackets).".format(
        **conditions
    )
    head = "| | size | ours | peer | ours ÷ peer | goal |\n|---|---|---|---|---|---|"
    body = "\n".join(row.line() for row in rows)
    text = path.read_text(encoding="utf-8")
    measured = f"{BEGIN}\n{told}\n\n![Ours beside the peers]({CHART})\n\n{head}\n{body}\n{END}"
    new = re.sub(f"{BEGIN}.*{END}", lambda _: measured, text, flags=re.DOTALL)
    (docs / CHART).write_text(chart(rows), encoding="utf-8")
    path.write_text(new, encoding="utf-8")
