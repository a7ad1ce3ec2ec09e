"""Atlases of the unit tests: the tiny one, and others that differ from it in some files."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"

# What its 5 January 1900 says in words.
TOLD_ON_THE_FIFTH = [
    "Ten days",
    "Fight at Oldtown",
    "14:06, local time (Certain) [1]About Fight at Oldtown.",
    "On this day",
    "Fight nobody placed (Certain) [1]About Fight nobody placed.",
    "Second fight (Uncertain; possible on this day, not certain) [1]About Second fight.",
    "How the land stood",
    "West: occupied [2][3]",
    "Beland: free [4]",
    "Sources",
    "Writer, Ann, A Book, Town: Press, 1950, p. 7.",
    "Writer, Ann, A Book, Town: Press, 1950, p. 2.",
    "A Paper, Journal, vol. 3.",
    "Writer, Ann, A Book, Town: Press, 1950.",
    "Credits",
    "Drawn for the tests.",
]

HOLDINGS_HEAD = "territory,start_date,end_date,state,controller,recognised,status,sources,note\n"


def tiny_with(folder: Path, files: Mapping[str, str], config: Mapping[str, str] | None = None) -> Path:
    """Copy the tiny atlas into a folder, with other files and with other words in its ``atlas.toml``."""
    shutil.copytree(TINY, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    toml = (folder / "atlas.toml").read_text(encoding="utf-8")
    for old, new in (config or {}).items():
        assert old in toml
        toml = toml.replace(old, new)
    (folder / "atlas.toml").write_text(toml, encoding="utf-8")
    return folder


def holdings(*rows: str) -> str:
    """Write the rows of ``holdings.csv``."""
    return HOLDINGS_HEAD + "".join(f"{row}\n" for row in rows)
