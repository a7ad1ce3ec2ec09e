"""
Measure the package beside its peers, in one run, and write what was found into docs/performance.md.

    python3 dev.py bench [NAME …] [--sizes 1,10,100] [--rounds 5] [--jumps 40]

NAME is a task of `processes.TASKS`, or "page" for the page in browsers; all are measured if none is named, and only
then is the document written. Use a quiet machine: a whole run takes about an hour on two cores. Nothing here is
asserted by a test.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import multiply
import pages
import processes
import report

from baltic_map import Atlas, open_atlas
from tests.browser.browser import find_browsers
from tests.browser.drivers import TITLES, Driver, choose, playwright_here
from tests.browser.webkit import WebKit

ROOT = Path(__file__).resolve().parents[1]
PAGE = "page"

# Of the page, by size: the ratio of a figure to the peer's, and what ours may be at most.
OPENING = {1: 1.0, 10: 0.5, 100: 0.5}
MOST = {
    "jump, scripts alone, ms": {1: 4, 10: 8, 100: 16},
    "jump to a random day, until its frame is shown, ms": dict.fromkeys((1, 10, 100), 34),
    "elements right after opening": dict.fromkeys((1, 10, 100), 5000),
    "elements with the chronology open": dict.fromkeys((1, 10, 100), 5000),
}
# Of plates, seconds: the first, and each further one.
PLATE, FURTHER = 1.5, 0.15


@contextmanager
def sized(size: int) -> Iterator[Path]:
    """Give a folder of an atlas so many times as large, that may be changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "atlas"
        if size == 1:
            shutil.copytree(ROOT / "geodata", folder)
        else:
            multiply.multiply(ROOT / "geodata", folder, size)
        yield folder


def build_rows(task: processes.Task, size: int, folder: Path, rounds: int) -> list[report.Row]:
    """Measure a task with an empty cache and a full one."""
    cold_goal, warm_goal = task.goals.get(size, (None, None))
    rows = []
    for name, goal, warm in (("", cold_goal, False), (", one feature changed since", warm_goal, True)):
        if warm and warm_goal is None:
            continue
        found = processes.pairs(task, folder, rounds, warm=warm)
        columns = {"s": "cpu", "MB of memory": "peak", "MB written": "written"}
        for unit, field in columns.items():
            if unit != "s" and warm:
                continue
            scale = 1e-6 if field == "written" else 1
            ours, peer = ([getattr(side, field) * scale for side in sides] for sides in zip(*found, strict=True))
            wanted = goal if unit == "s" else task.memory.get(size) if field == "peak" else None
            most = PLATE if task is processes.TASKS["plate"] and unit == "s" else None
            rows.append(report.Row(f"{task.what}{name}", size, unit, ours, peer, wanted, most))
    return rows


def page_rows(size: int, folder: Path, rounds: int, jumps: int) -> list[report.Row]:
    """Measure the page of all days in every browser that is here."""
    atlas = open_atlas(folder)
    days = len(atlas.axis)
    chosen_days = random.Random(1940).choices(range(days), k=jumps)  # noqa: S311 - the same days each time
    chosen = choose(find_browsers())
    with tempfile.TemporaryDirectory() as name, playwright_here() as playwright:
        ours = pages.build_ours(Path(name), atlas)
        chromium = Driver(playwright, "chromium", Path(chosen.programs["chromium"]))
        named = pages.named_on(chromium.browser(), ours, chosen_days)
        sides = [ours, pages.build_peer(Path(name), atlas, named)]
        runs = [
            [pages.measure(chromium.browser(), side, days, chosen_days)[0] for side in sides] for _ in range(rounds)
        ]
        rows = [
            report.Row(
                f"Chromium: {what}",
                size,
                "",
                *([run[side][what] for run in runs] for side in (0, 1)),
                goal=OPENING.get(size) if what.startswith("opening until drawn") else None,
                most=MOST.get(what, {}).get(size),
            )
            for what in runs[0][0]
        ]
        for kind in ("chromium", "firefox"):
            if kind in chosen.programs:
                driver = chromium if kind == "chromium" else Driver(playwright, kind, Path(chosen.programs[kind]))
                rows += told_rows(kind, size, [by_playwright(driver, ours, atlas, chosen_days) for _ in range(rounds)])
                driver.close()
        if "webkit" in chosen.programs:
            with WebKit(Path(chosen.programs["webkit"])) as webkit:
                rows += told_rows("webkit", size, [by_webkit(webkit, ours, atlas, chosen_days) for _ in range(rounds)])
    return rows


def told_rows(kind: str, size: int, runs: list[dict[str, float]]) -> list[report.Row]:
    """Make rows that have no peer."""
    return [
        report.Row(
            f"{TITLES[kind]}: {what}", size, "", [run[what] for run in runs], [], most=MOST.get(what, {}).get(size)
        )
        for what in runs[0]
    ]


def by_playwright(driver: Driver, ours: pages.Side, atlas: Atlas, jumps: list[int]) -> dict[str, float]:
    """Open our page and ask it."""
    page = driver.context(viewport=pages.WINDOW, timezone_id="UTC", locale="en-GB").new_page()
    page.goto(ours.path.as_uri())
    page.wait_for_function(f"() => {ours.ready}", timeout=0)
    found = pages.told(lambda script: page.evaluate(f"async () => {{ {script} }}"), atlas, jumps)
    page.context.close()
    return found


def by_webkit(webkit: WebKit, ours: pages.Side, atlas: Atlas, jumps: list[int]) -> dict[str, float]:
    """Open our page in WebKitGTK and ask it."""
    webkit.window.open(ours.path.as_uri())
    webkit.window.wait(ours.ready)
    return pages.told(lambda script: webkit.window.run(f"return (async () => {{ {script} }})()"), atlas, jumps)


def main() -> None:
    """Measure what is named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("names", nargs="*", choices=[*processes.TASKS, PAGE, []], help="what to measure (all)")
    parser.add_argument("--sizes", default="1,10,100", help="how many times as large the atlas is")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--jumps", type=int, default=40)
    arguments = parser.parse_args()
    if arguments.rounds < 2:  # noqa: PLR2004
        parser.error("--rounds: a range needs two of them")
    rows: list[report.Row] = []
    for size in map(int, arguments.sizes.split(",")):
        with sized(size) as folder:
            for name, task in processes.TASKS.items():
                if name in (arguments.names or processes.TASKS) and size in task.sizes:
                    rows += told(build_rows(task, size, folder, arguments.rounds))
            if PAGE in (arguments.names or [PAGE]):
                rows += told(page_rows(size, folder, arguments.rounds, arguments.jumps))
    rows += told(further(rows))
    if not arguments.names:
        report.write(ROOT / "docs", rows, conditions(arguments.rounds))


def further(rows: list[report.Row]) -> list[report.Row]:
    """Tell what each plate after the first takes: thirty less one, by twenty-nine."""
    one, many = (
        next((row for row in rows if row.what == processes.TASKS[name].what and row.unit == "s"), None)
        for name in ("plate", "plates")
    )
    if not (one and many):
        return []
    ours, peer = (
        [(after - before) / 29 for before, after in zip(*sides, strict=True)]
        for sides in ((one.ours, many.ours), (one.peer, many.peer))
    )
    return [report.Row("Each further plate", one.size, "s", ours, peer, most=FURTHER)]


def told(rows: list[report.Row]) -> list[report.Row]:
    """Print rows as they come."""
    for row in rows:
        print(row.line(), flush=True)
    return rows


def conditions(rounds: int) -> dict[str, Any]:
    """Say when and on what it was measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "rounds": rounds,
        "cores": os.cpu_count(),
    }


if __name__ == "__main__":
    main()
