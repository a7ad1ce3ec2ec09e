"""
Record what readers of a commit see: what ``compare_commits.py capture`` runs with the package of that commit.

    PYTHONPATH=TREE/src python benchmarks/record_commit.py {pages,plates} TREE FOLDER

It knows pages by their links, roles and tags alone, and the package by its public names: what a redesign leaves alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import tomllib
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, Page, sync_playwright

import baltic_map

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from tests.browser.browser import ARGUMENTS, find_browser, find_node  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.artist import Artist

LANGUAGES = ("en", "et", "lv", "lt")
STRIDE = 4
"""Pictures are taken of all days in the first language, of every fourth in the others."""

DPI = 60
UNTHROTTLED = "--disable-ipc-flooding-protection"
"""Else Chromium drops links within a page that follow each other fast."""

# Open a link, wait until its day is told, and until nothing has changed for a while.
OPEN = """
async ([hash, day, quiet]) => {
  if (hash !== null) window.location.hash = hash;
  const late = performance.now() + 20000, root = document.documentElement;
  let last = performance.now();
  const observer = new MutationObserver(() => { last = performance.now(); });
  observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
  const isRunning = (each) => each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity;
  const isDone = () => root.dataset.ready === "true" && (day === null || root.dataset.day === day)
    && performance.now() - last >= quiet && !document.getAnimations().some(isRunning);
  await document.fonts.ready;
  do {
    await new Promise(requestAnimationFrame);
    if (performance.now() > late) throw new Error(`#${hash} does not come to rest; its day is ${root.dataset.day}`);
  } while (!isDone());
  observer.disconnect();
}
"""

# Texts outside drawings, titles and labels, in reading order, a block a line.
READ = """
(root) => {
  const lines = [];
  let block = null;
  const put = (text) => { block = null; lines.push(text); };
  const isSeen = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ["aria-label", "title", "placeholder"]) {
        if (node.hasAttribute(name) && isSeen(node)) put(`${name}: ${node.getAttribute(name)}`);
      }
      continue;
    }
    const parent = node.parentElement;
    if (parent.matches("svg title")) {
      if (!parent.closest("[aria-hidden=true]") && isSeen(parent.parentElement)) put(`title: ${node.data}`);
    } else if (!parent.closest("svg") && isSeen(parent)) {
      let around = parent;
      while (getComputedStyle(around).display.startsWith("inline")) around = around.parentElement;
      if (around !== block) lines.push("");
      block = around;
      lines[lines.length - 1] += node.data;
    }
  }
  return lines.map((line) => line.replace(/\\s+/g, " ").trim()).filter(Boolean).join("\\n");
}
"""

# Of the buttons with a text; those of a list show cards, which are read elsewhere.
PRESS_BUTTON = """
(number) => {
  const all = [...document.querySelectorAll("button")].filter(
    (each) => each.checkVisibility() && !each.closest("li") && each.textContent.trim());
  all[number]?.click();
  return number < all.length;
}
"""
# What Chromium keeps of its paint, from day to day, differs at some edges.
PAINT_ANEW = """
async () => {
  for (const isShown of [false, true]) {
    document.body.style.visibility = isShown ? "" : "hidden";
    for (const each of document.querySelectorAll("svg:has([role=group])")) each.style.display = isShown ? "" : "none";
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  }
}
"""
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
# The map's first group is the land.
PRESS_LAND = """
(known) => {
  for (const each of document.querySelector("svg [role=group]")?.querySelectorAll("[role=button]") ?? []) {
    const title = each.querySelector("title")?.textContent ?? "";
    if (known.includes(title)) continue;
    each.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    return title;
  }
  return null;
}
"""


def days_of(tree: Path) -> list[str]:
    """List the first day and the days of change."""
    assert Path(baltic_map.__file__).is_relative_to(tree), f"{baltic_map.__file__} is not in {tree}"
    settings = tomllib.loads((tree / "geodata" / "atlas.toml").read_text(encoding="utf-8"))
    first: str = settings["window"]["start"].isoformat()
    return [first, *(day.isoformat() for day in baltic_map.open_atlas().change_days())]


def write(path: Path, data: str | bytes) -> None:
    """Write a file and make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def is_pictured(number: int, lang: str) -> bool:
    """Tell whether a picture is taken of a day."""
    return lang == LANGUAGES[0] or number % STRIDE == 0


def record_plates(tree: Path, folder: Path) -> None:
    """Print the plates and note their texts."""
    days = days_of(tree)
    for lang in LANGUAGES:
        snapshot = baltic_map.Snapshot(baltic_map.open_atlas(), lang, dpi=DPI)
        for number, day in enumerate(days):
            if is_pictured(number, lang):
                write(folder / "pixels" / lang / f"{day}.plate.png", snapshot.render(day))
            if number % STRIDE == 0:
                write(folder / "text" / lang / f"{day}.plate.txt", "\n".join(texts_of(snapshot.figure(day))))


def texts_of(artist: Artist) -> Iterator[str]:
    """Give the texts of what is visible, in the order of drawing."""
    for each in artist.get_children():
        if each.get_visible():
            if hasattr(each, "get_text"):
                yield each.get_text()
            yield from texts_of(each)


def record_pages(tree: Path, folder: Path) -> None:
    """Build the page of all days and read it in a browser."""
    days = days_of(tree)
    data = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((tree / "geodata").glob("*.geojson")))
    ids = list(dict.fromkeys(feature["properties"]["id"] for layer in data for feature in layer["features"]))
    story = (tree / "geodata" / "story.md").read_text(encoding="utf-8")
    steps = re.findall(r'^id = "(.+)"\ndate = (\S+)$', story, re.MULTILINE)
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(find_node()))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        file = Path(name) / "page.html"
        baltic_map.MapBuilder().atlas_map().save(file)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*ARGUMENTS, UNTHROTTLED])
        plain = browser.new_page(java_script_enabled=False)
        plain.goto(file.as_uri())
        write(folder / "text" / "no-script.txt", plain.locator("body").inner_text())
        for lang in LANGUAGES:
            Reader(browser, file.as_uri(), folder, lang).record(days, steps, ids)
        browser.close()


class Reader:
    """Reads the page in one language."""

    def __init__(self, browser: Browser, url: str, folder: Path, lang: str) -> None:
        self.browser, self.url, self.lang = browser, url, lang
        self.text, self.pixels = folder / "text" / lang, folder / "pixels" / lang

    def record(self, days: list[str], steps: list[tuple[str, str]], ids: list[str]) -> None:
        """Record everything."""
        page = self.open(days[0])
        page.evaluate(UNFOLD)
        land: dict[str, str] = {}
        for number, day in enumerate(days):
            self.go(page, f"date={day}", day)
            self.note(page, day, pictured=is_pictured(number, self.lang))
            while title := page.evaluate(PRESS_LAND, list(land)):
                land[title] = dialogs(page)
        for step, day in steps:
            self.go(page, f"story={step}", day)
            self.note(page, f"story-{step}")
        cards = {}
        for each in ids:
            self.go(page, f"map=6/40/24&feature={each}", quiet=20)
            cards[each] = dialogs(page)
        for name, texts in (("land", land), ("cards", cards)):
            write(self.text / f"{name}.txt", "\n\n".join(f"{key}\n{text}" for key, text in texts.items()))
        page.context.close()
        for number in count():
            page = self.open(days[len(days) // 2])
            is_there = page.evaluate(PRESS_BUTTON, number)
            page.evaluate(OPEN, [None, None, 300])
            if is_there:
                self.note(page, f"button-{number}")
            page.context.close()
            if not is_there:
                break

    def open(self, day: str) -> Page:
        """Open the page anew."""
        context = self.browser.new_context(
            viewport={"width": 1400, "height": 900}, timezone_id="UTC", locale="en-GB", reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(f"{self.url}#date={day}&lang={self.lang}")
        page.evaluate(OPEN, [None, day, 500])
        return page

    def go(self, page: Page, link: str, day: str | None = None, quiet: int = 60) -> None:
        """Follow a link within the page."""
        page.evaluate(OPEN, [f"{link}&lang={self.lang}", day, quiet])

    def note(self, page: Page, name: str, *, pictured: bool = True) -> None:
        """Note what is seen and what is heard."""
        body = page.locator("body")
        # Where a link within the page leads is not read.
        heard = re.sub(r'\n *- /url: "?#.*', "", body.aria_snapshot())
        write(self.text / f"{name}.txt", f"{body.evaluate(READ)}\n\n{heard}")
        if pictured:
            page.evaluate(PAINT_ANEW)
            self.pixels.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=self.pixels / f"{name}.page.png", animations="disabled")


def dialogs(page: Page) -> str:
    """Read the cards that are open."""
    return "\n".join(page.locator("[role=dialog]:visible").evaluate_all(f"(all) => all.map({READ})"))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("part", choices=("pages", "plates"))
    parser.add_argument("tree", type=Path, help="where the commit is checked out")
    parser.add_argument("folder", type=Path)
    told = parser.parse_args()
    (record_pages if told.part == "pages" else record_plates)(told.tree, told.folder)


if __name__ == "__main__":
    main()
