"""Prose in other languages: PO files that are held to the English they were made from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from baltic_map import open_atlas
from baltic_map.check import check_atlas
from baltic_map.cli import main as command
from baltic_map.errors import AtlasError
from baltic_map.scene import build_scene
from baltic_map.text import Text
from baltic_map.translations import Prose, prose_of, translations_of, write_catalogs
from tests.unit.small_atlases import TINY

FIGHT = Prose("events", "fight/description", "They fight at the ford.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(TINY, tmp_path / "atlas"))
    path = copy / "atlas.toml"
    path.write_text('languages = ["en", "lt"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    edit(copy / "events.geojson", "About Fight at Oldtown.", FIGHT.english)
    return copy


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def po(folder: Path) -> Path:
    return folder / "texts" / "lt" / "events.po"


def problems(folder: Path) -> list[str]:
    return [str(each) for each in check_atlas(folder) if "texts/" in each.where]


def translate(folder: Path) -> None:
    atlas = open_atlas(folder)
    write_catalogs(atlas, "lt", {prose: f"LT {prose.english}" for prose in prose_of(atlas)})


def test_a_text_is_in_the_language_it_is_translated_to(folder: Path) -> None:
    translate(folder)
    atlas = open_atlas(folder)
    assert translations_of(atlas).text(FIGHT, "lt") == Text("LT They fight at the ford.", "lt")
    assert translations_of(atlas).text(FIGHT, "et") == Text(FIGHT.english, "en")
    english, lithuanian = build_scene(atlas, ["en", "lt"]).locales
    at = english.texts.index(FIGHT.english)
    assert lithuanian.texts[at] == "LT They fight at the ford."
    assert at not in lithuanian.untranslated
    assert (english.state, lithuanian.state) == (None, "draft")
    assert problems(folder) == []


def test_a_translation_of_other_english_is_not_shown_and_told(folder: Path) -> None:
    translate(folder)
    edit(folder / "events.geojson", FIGHT.english, "They fight at the mill.")
    atlas = open_atlas(folder)
    changed = FIGHT._replace(english="They fight at the mill.")
    assert translations_of(atlas).text(changed, "lt") == Text("They fight at the mill.", "en")
    assert problems(folder) == [
        (
            "texts/lt/events.po#fight/description: the English has changed since it was translated. "
            "Run baltic-map translate lt, then translate it."
        )
    ]
    counts = write_catalogs(atlas, "lt")
    assert counts["stale"] == 1
    written = po(folder).read_text(encoding="utf-8")
    assert "#, fuzzy" in written
    assert '#| msgid "They fight at the ford."' in written
    # It stays told until a translator has taken the mark away.
    assert len(problems(folder)) == 1
    assert translations_of(atlas).text(changed, "lt").lang == "en"
    edit(po(folder), "#, fuzzy\n", "")
    assert problems(folder) == []


def test_what_is_missing_or_of_nothing_is_named(folder: Path) -> None:
    translate(folder)
    edit(po(folder), 'msgstr "LT They fight at the ford."', 'msgstr ""')
    with po(folder).open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "gone/note"\nmsgid "Gone."\nmsgstr "Dingo."\n')
    assert problems(folder) == [
        "texts/lt/events.po#fight/description: it is not translated. Run baltic-map translate lt, then translate it.",
        "texts/lt/events.po#gone/note: the atlas has no such text. Run baltic-map translate lt.",
    ]


def test_a_language_without_files_is_not_missed(folder: Path) -> None:
    assert problems(folder) == []
    (folder / "texts" / "lt").mkdir(parents=True)
    assert "texts/lt/events.po#fight/description: it is not translated." in " ".join(problems(folder))


@pytest.mark.parametrize("text", ['msgid "a\n', 'msgid "a"\nmsgstr "b"\nnonsense\n', "msgid a\n"])
def test_a_broken_file_is_named(folder: Path, text: str) -> None:
    translate(folder)
    po(folder).write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match=r"texts/lt/events\.po: not a PO file"):
        translations_of(open_atlas(folder)).text(FIGHT, "lt")
    assert problems(folder)[0].startswith("texts/lt/events.po: not a PO file")


def test_who_has_read_a_language_stands_in_a_file(folder: Path) -> None:
    readers = folder / "texts" / "readers.toml"
    translate(folder)
    readers.write_text('[lt]\nstate = "second-translator"\n', encoding="utf-8")
    assert translations_of(open_atlas(folder)).state("lt") == "second-translator"
    readers.write_text('[lt]\nstate = "perfect"\n', encoding="utf-8")
    assert problems(folder)[0].startswith("texts/readers.toml#lt: ")
    readers.write_text('[lt]\nstate = "native"\n', encoding="utf-8")
    assert problems(folder) == ["texts/readers.toml#lt: it names no reader. Name who has read it, what and when."]
    readers.write_text(
        '[lt]\nstate = "native"\n[[lt.readers]]\nname = "A Reader"\nread = "All"\nday = 2026-11-27\n', encoding="utf-8"
    )
    assert problems(folder) == []


def test_the_command_writes_what_translators_work_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command(["translate", "lt", "--atlas", str(folder)])
    assert "0 translated, 0 stale, " in capsys.readouterr().out
    first = po(folder).read_text(encoding="utf-8")
    assert 'msgctxt "fight/description"\nmsgid "They fight at the ford."\nmsgstr ""\n' in first
    with pytest.raises(SystemExit):
        command(["translate", "lt", "--atlas", str(folder)])
    assert po(folder).read_text(encoding="utf-8") == first
