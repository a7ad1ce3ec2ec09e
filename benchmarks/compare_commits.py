"""
Show whether a change of the code has changed what readers see.

    .venv/bin/python benchmarks/compare_commits.py capture 5424618 /tmp/before
    .venv/bin/python benchmarks/compare_commits.py capture HEAD /tmp/after
    .venv/bin/python benchmarks/compare_commits.py diff /tmp/before /tmp/after [--allowed FILE]

A capture has, in four languages, the page of all days on each day of change (its texts, titles and labels in reading
order, the tree that a screen reader reads, a screenshot), the same of each step of the story and after a press of each
button that has a text, the card of every feature and state, the page where no script runs, and the plates.

A line of the file of what may differ is ``regular expression  # reason``, or a comment. The expression is searched in
lines such as ``text/en/1940-06-17.txt: -Old messages`` and ``pixels/en/1940-06-17.page.png: 0.012300``.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RECORDER = Path(__file__).with_name("record_commit.py")

SHADE = 8
MOST_PLACES, MOST_LINES, MOST_PICTURES = 4, 30, 12
"""How much is told of one difference of texts, and how many pictures are shown."""


def capture(ref: str, folder: Path) -> None:
    """
    Check a commit out and record what its readers see.

    Parameters
    ----------
    ref
        The commit.
    folder
        Where to; new or empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        sys.exit(f"{folder}: is not empty. Give another folder.")
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        git = ["git", "-C", str(RECORDER.parent), "worktree"]
        subprocess.run([*git, "add", "--detach", str(tree), ref], check=True)  # noqa: S603
        try:
            environment = os.environ | {"PYTHONPATH": str(tree / "src")}
            for part in ("pages", "plates"):
                command: list[str | Path] = [sys.executable, RECORDER, part, tree, folder.resolve()]
                subprocess.run(command, check=True, env=environment)  # noqa: S603
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)  # noqa: S603


def different_lines(before: str, after: str) -> list[tuple[str, ...]]:
    """
    Find the lines in which two texts differ.

    Parameters
    ----------
    before, after
        The texts.

    Returns
    -------
    runs
        Lines that stand together, with ``-`` before each old one and ``+`` before each new one.
    """
    old, new = before.splitlines(), after.splitlines()
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        (*(f"-{line}" for line in old[a:b]), *(f"+{line}" for line in new[c:d]))
        for kind, a, b, c, d in changes
        if kind != "equal"
    ]


def different_pixels(before: Path, after: Path, shade: int = SHADE) -> tuple[float, Image.Image]:
    """
    Compare two pictures.

    Parameters
    ----------
    before, after
        The pictures.
    shade
        By how much a channel of a pixel may differ, of 255.

    Returns
    -------
    share
        Of pixels that differ by more, or that only one of the pictures has.
    beside
        Both pictures beside each other, and the pixels that differ in white.
    """
    one, two = (Image.open(path).convert("RGB") for path in (before, after))
    width, height = max(one.width, two.width), max(one.height, two.height)
    both = np.s_[: min(one.height, two.height), : min(one.width, two.width)]
    left, right = (np.asarray(each, dtype=np.int16)[both] for each in (one, two))
    marked = np.ones((height, width), dtype=bool)
    marked[both] = (np.abs(left - right) > shade).any(axis=2)
    beside = Image.new("RGB", (3 * width, height), "grey")
    for place, picture in enumerate((one, two, Image.fromarray(marked))):
        beside.paste(picture, (place * width, 0))
    return float(marked.mean()), beside


def read_allowed(text: str) -> list[re.Pattern[str]]:
    """
    Read what may differ.

    Parameters
    ----------
    text
        A line for each regular expression, with its reason.

    Returns
    -------
    patterns
        The expressions.

    Raises
    ------
    ValueError
        If one has no reason.
    """
    found = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        expression, _, reason = line.rpartition("  # ")
        if not expression.strip() or not reason.strip():
            raise ValueError(f"{line!r} has no reason. Write `regular expression  # reason`.")
        found.append(re.compile(expression.strip()))
    return found


def names_in(folder: Path) -> set[str]:
    """List the files of a capture."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def text_differences(
    before: Path, after: Path, is_told: Callable[[str], bool]
) -> list[tuple[tuple[str, ...], list[str]]]:
    """Give each difference of texts once, with the files in which it is; the most frequent first."""
    names = names_in(before), names_in(after)
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    runs: Sequence[tuple[str, ...]]
    for name in sorted(names[0] | names[1]):
        if name not in names[0] or name not in names[1]:
            runs = [("-this file",) if name in names[0] else ("+this file",)]
        elif name.endswith(".png") or (before / name).read_bytes() == (after / name).read_bytes():
            continue
        else:
            runs = different_lines(*((side / name).read_text(encoding="utf-8") for side in (before, after)))
        for run in runs:
            if lines := tuple(line for line in run if is_told(f"{name}: {line}")):
                places[lines].append(name)
    return sorted(places.items(), key=lambda each: -len(each[1]))


def picture_differences(
    before: Path, after: Path, is_told: Callable[[str], bool], shade: int = SHADE
) -> list[tuple[float, str]]:
    """Give the pictures that differ, with the share of the pixels; the worst first."""
    found = []
    for name in names_in(before) & names_in(after):
        if name.endswith(".png") and (before / name).read_bytes() != (after / name).read_bytes():
            share, _ = different_pixels(before / name, after / name, shade)
            if share and is_told(f"{name}: {share:.6f}"):
                found.append((share, name))
    return sorted(found, reverse=True)


def diff(before: Path, after: Path, allowed: Sequence[re.Pattern[str]], out: Path, shade: int = SHADE) -> int:
    """
    Tell in what two captures differ.

    Parameters
    ----------
    before, after
        Folders of the captures.
    allowed
        What may differ.
    out
        Folder for the pictures that differ most.
    shade
        By how much a channel of a pixel may differ, of 255.

    Returns
    -------
    count
        Of the differences that are told.
    """

    def is_told(line: str) -> bool:
        return not any(each.search(line) for each in allowed)

    texts, pictures = text_differences(before, after, is_told), picture_differences(before, after, is_told, shade)
    for lines, places in texts:
        print(f"\n{len(places)} × {', '.join(places[:MOST_PLACES])}{' …' if len(places) > MOST_PLACES else ''}")
        print(*lines[:MOST_LINES], sep="\n")
        if len(lines) > MOST_LINES:
            print(f"… and {len(lines) - MOST_LINES} lines more")
    for share, name in pictures[:MOST_PICTURES]:
        out.mkdir(parents=True, exist_ok=True)
        file = out / name.replace("/", "-")
        different_pixels(before / name, after / name, shade)[1].save(file)
        print(f"\n{share:.4%} of the pixels of {name}: {file}")
    print(f"\n{len(names_in(before))} files, {len(names_in(after))} files")
    print(f"{len(texts)} differences of texts, {len(pictures)} pictures that differ")
    return len(texts) + len(pictures)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("capture", help="record what readers of a commit see")
    command.add_argument("ref")
    command.add_argument("folder", type=Path)
    command = commands.add_parser("diff", help="compare two captures; exit code 1 if they differ")
    command.add_argument("before", type=Path)
    command.add_argument("after", type=Path)
    command.add_argument("--allowed", type=Path, help="file of what may differ")
    command.add_argument("--out", type=Path, default=Path(tempfile.gettempdir(), "differences"))
    command.add_argument("--shade", type=int, default=SHADE, help="how far a pixel may differ, of 255")
    told = parser.parse_args()
    if told.command == "capture":
        capture(told.ref, told.folder)
        return
    for folder in (told.before, told.after):
        if not names_in(folder):
            parser.error(f"{folder}: holds no capture")
    try:
        allowed = read_allowed(told.allowed.read_text(encoding="utf-8")) if told.allowed else []
    except ValueError as error:
        parser.error(f"{told.allowed}: {error}")
    sys.exit(1 if diff(told.before, told.after, allowed, told.out, told.shade) else 0)


if __name__ == "__main__":
    main()
