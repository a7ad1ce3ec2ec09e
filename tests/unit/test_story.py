"""The guided story: what a file may say, every problem it may have, and what the atlas's own story says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from baltic_map import open_atlas
from baltic_map.atlas import Atlas, read_atlas
from baltic_map.check import check_atlas
from baltic_map.sources import Citation

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"

HEAD = '+++\ntitle = "The story"\n"title:lt" = "Pasakojimas"\n+++\n\n'
FIRST = """## The first day

```toml
id = "first"
date = 1900-01-01
view = [0.5, 50.5, 5.5, 53.5]
highlight = []
sources = ["book, p. 3"]
```

Nothing happens *at all*
on this day.

It stays **so**.
"""
FIGHT = """
## A fight at *Oldtown*

```toml
id = "the-fight"
date = "1900-01-05"
view = [1, 51, 2, 53]
highlight = ["fight", "second-fight", "oldtown"]
sources = ["book", "paper"]
```

They fight.
"""
LITHUANIAN = '## Kova\n\n```toml\nid = "the-fight"\n```\n\nJie kaunasi.\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path / "tiny"))
    config = folder / "atlas.toml"
    config.write_text('languages = ["en", "lt"]\n' + config.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "story.md").write_text(HEAD + FIRST + FIGHT, encoding="utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(folder)]


def test_a_story_is_read(folder: Path) -> None:
    story = open_atlas(folder).story
    assert story is not None
    assert story.title == {"en": "The story", "lt": "Pasakojimas"}
    first, fight = story.steps
    assert (first.id, first.titles, first.index) == ("first", {"en": "The first day"}, 0)
    assert first.view == (0.5, 50.5, 5.5, 53.5)
    assert first.highlight == ()
    assert first.paragraphs == {"en": ("Nothing happens at all on this day.", "It stays so.")}
    assert first.citations == (Citation("book", "p. 3"),)
    assert (fight.titles["en"], fight.index) == ("A fight at Oldtown", 4)
    assert fight.highlight == ("fight", "second-fight", "oldtown")


def test_an_atlas_need_not_have_a_story(folder: Path) -> None:
    (folder / "story.md").unlink()
    assert open_atlas(folder).story is None


def test_a_translation_fills_in_what_it_has(folder: Path) -> None:
    (folder / "story.lt.md").write_text(LITHUANIAN, encoding="utf-8")
    story = open_atlas(folder).story
    assert story is not None
    first, fight = story.steps
    assert set(first.paragraphs) == {"en"}
    assert fight.titles == {"en": "A fight at Oldtown", "lt": "Kova"}
    assert fight.paragraphs["lt"] == ("Jie kaunasi.",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"oldtown"]', '"newtown"]', "story.md#the-fight: highlight names 'newtown', which no layer has"),
        ('"paper"]', '"papers"]', "story.md#the-fight: sources names 'papers', which sources.json has not"),
        ('["book", "paper"]', "[]", "story.md#the-fight: sources is empty"),
        ('"1900-01-05"', "1900-01-11", "story.md#the-fight: date 1900-01-11: the day lies outside the atlas"),
        ('"1900-01-05"', '"5 January"', "story.md#the-fight: date is '5 January', not a day"),
        ('"1900-01-05"', '"1900-01-06"', "highlight names 'fight', which is not in force on 1900-01-06"),
        ('"oldtown"]', '"lost-fight"]', "highlight names 'lost-fight', which has no place on the map. Choose one"),
        ("[1, 51, 2, 53]", "[1.55, 51, 2, 53]", "highlight names 'oldtown', which lies outside the view. Make"),
        ("[1, 51, 2, 53]", "[1, 51, 7, 53]", "story.md#the-fight: view [1.0, 51.0, 7.0, 53.0] is no box inside"),
        ("[1, 51, 2, 53]", "[2, 51, 1, 53]", "story.md#the-fight: view [2.0, 51.0, 1.0, 53.0] is no box inside"),
        ("[1, 51, 2, 53]", "[1, 53, 2, 51]", "story.md#the-fight: view [1.0, 53.0, 2.0, 51.0] is no box inside"),
        ("[1, 51, 2, 53]", "[1, 51, inf, 53]", "story.md#the-fight: view.2 is inf, not a finite number"),
        ("[1, 51, 2, 53]", "[nan, 51, 2, 53]", "story.md#the-fight: view.0 is nan, not a finite number"),
        ("[1, 51, 2, 53]", "[1, 51, 2]", "story.md#the-fight: view.3 is missing"),
        ("They fight.\n", "", "story.md#the-fight: it has no prose. Write a paragraph under its toml block."),
        ('id = "the-fight"', 'id = "first"', "story.md#first: the id stands twice. Give each step an id of its own."),
        ('id = "the-fight"\n', "", "story.md#2: id is missing"),
        ('id = "the-fight"', "id = true", "story.md#2: id is true, not a text"),
        ('id = "the-fight"', 'id = " "', "story.md#2: id is ' ', not of lower-case letters"),
        ('id = "the-fight"', "id = 1900-01-05", "story.md#2: id is 1900-01-05, not a text"),
        ('id = "the-fight"', 'id = "The Fight"', "story.md#The Fight: id is 'The Fight', not of lower-case letters"),
        ('id = "the-fight"', 'id = "the-fight"\nmood = "sad"', "story.md#the-fight: mood is unknown"),
        ('id = "the-fight"', "id = the-fight", "story.md#2: its block is not TOML"),
        ('```toml\nid = "the-fight"', '```\nid = "the-fight"', "story.md#2: no toml block under its heading"),
        ("## A fight at *Oldtown*", "##", "story.md#the-fight: the heading is empty"),
        ("They fight.", "* They fight.", "story.md#the-fight: a list in the block of line 31. Write plain paragraphs"),
        ("They fight.", "1. They fight.", "story.md#the-fight: a list in the block of line 31"),
        ("They fight.", "They [fight](there).", "story.md#the-fight: a link in the block of line 31"),
        ("They fight.", "*They <https://fight.example>*.", "story.md#the-fight: a link in the block of line 31"),
        ("They fight.", "They ![fight](a.png).", "story.md#the-fight: an image in the block of line 31"),
        ("They fight.", "They <b>fight</b>.", "story.md#the-fight: HTML in the block of line 31"),
        ("They fight.", "<p>They fight.</p>", "story.md#the-fight: HTML in the block of line 31"),
        ("They fight.", "> They fight.", "story.md#the-fight: a quotation in the block of line 31"),
        ("They fight.", "They `fight`.", "story.md#the-fight: code in the block of line 31"),
        ("They fight.", "### They fight", "story.md#the-fight: a heading that is not of the second level"),
        ("They fight.", "They fight.\n\n```\nhard\n```", "story.md#the-fight: a block of code in the block of line 33"),
        ("at *Oldtown*", "at [Oldtown](there)", "story.md#the-fight: a link in the block of line 21"),
        (
            "## The first day",
            "Once upon a time\n\n## The first day",
            "story.md: a paragraph in the block of line 6 before",
        ),
        ('+++\ntitle = "The story"', 'title = "The story"', "story.md: no front matter between lines +++"),
        ('title = "The story"', "title = The story", "story.md: the front matter is not TOML"),
        ('title = "The story"\n', "", "story.md: the front matter has no title"),
        ('"title:lt"', '"title:fi"', "story.md: the front matter has title:fi"),
        ('"title:lt"', "author", "story.md: the front matter has author"),
        (FIRST + FIGHT, "", "story.md: it has no step"),
    ],
)
def test_each_fault_is_told(folder: Path, old: str, new: str, told: str) -> None:
    text = HEAD + FIRST + FIGHT
    assert text.count(old) == 1, "the change is meant for one place"
    (folder / "story.md").write_text(text.replace(old, new), encoding="utf-8")
    found = problems(folder)
    assert len(found) == 1
    assert told in found[0]
    assert found[0].endswith(".")


def test_all_faults_of_a_story_are_told_at_once(folder: Path) -> None:
    text = HEAD + FIRST.replace('"book, p. 3"', '"tale"') + FIGHT.replace('"oldtown"', '"march-east"')
    (folder / "story.md").write_text(text + "\n## And so on\n\nFor ever.\n", encoding="utf-8")
    assert [each.partition(":")[0] for each in problems(folder)] == [
        "story.md#3",
        "story.md#first",
        "story.md#the-fight",
    ]
    story = read_atlas(folder)[0].story
    assert story is not None
    assert story.steps == ()


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "story.lt.md",
            LITHUANIAN.replace("the-fight", "a-fight"),
            "story.lt.md#a-fight: story.md has no step 'a-fight'",
        ),
        ("story.lt.md", LITHUANIAN * 2, "story.lt.md#the-fight: the id stands twice. Translate each step once."),
        (
            "story.lt.md",
            LITHUANIAN.replace('fight"', 'fight"\ndate = 1900-01-01'),
            "story.lt.md#the-fight: date is unknown",
        ),
        ("story.lt.md", LITHUANIAN.replace("Jie", "- Jie"), "story.lt.md#the-fight: a list in the block of line 7"),
        (
            "story.fi.md",
            LITHUANIAN,
            "story.fi.md: the story needs no translation into 'fi'. Name the file after one of lt.",
        ),
        (
            "story.en.md",
            LITHUANIAN,
            "story.en.md: the story needs no translation into 'en'. The English one is story.md.",
        ),
    ],
)
def test_each_fault_of_a_translation_is_told(folder: Path, name: str, text: str, told: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    found = problems(folder)
    assert len(found) == 1
    assert told in found[0]


def test_an_atlas_in_english_alone_is_told_what_a_translation_needs(folder: Path) -> None:
    config = folder / "atlas.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('["en", "lt"]', '["en"]'), encoding="utf-8")
    (folder / "story.md").write_text(
        (HEAD + FIRST + FIGHT).replace('"title:lt" = "Pasakojimas"\n', ""), encoding="utf-8"
    )
    (folder / "story.lt.md").write_text(LITHUANIAN, encoding="utf-8")
    assert problems(folder) == [
        "story.lt.md: the story needs no translation into 'lt'. Add the language to atlas.toml."
    ]


@pytest.mark.parametrize("key", ["true", '""', '" "'])
def test_two_steps_without_a_name_are_not_one_step_twice(folder: Path, key: str) -> None:
    text = (HEAD + FIRST + FIGHT).replace('id = "first"', f"id = {key}").replace('id = "the-fight"', f"id = {key}")
    (folder / "story.md").write_text(text, encoding="utf-8")
    assert [problem.partition(": id is ")[0] for problem in problems(folder)] == ["story.md#1", "story.md#2"]


def test_a_translation_of_nothing_is_a_fault(folder: Path) -> None:
    (folder / "story.md").unlink()
    (folder / "story.lt.md").write_text(LITHUANIAN, encoding="utf-8")
    assert problems(folder) == ["story.lt.md: there is no story.md beside it. Write the story in English."]


def test_a_translated_step_with_a_fault_is_told_once(folder: Path) -> None:
    text = HEAD + FIRST + FIGHT.replace('"paper"', '"papers"')
    (folder / "story.md").write_text(text, encoding="utf-8")
    (folder / "story.lt.md").write_text(LITHUANIAN, encoding="utf-8")
    assert len(problems(folder)) == 1


def test_a_story_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "story.md").write_bytes((HEAD + FIRST + "Šiauliai\n").encode("cp1257"))
    assert problems(folder) == ["story.md: it is not UTF-8: line 20 has another encoding. Save it as UTF-8."]


# ---------------------------------------------------------------------- the atlas's own story


@pytest.fixture(scope="module")
def atlas(geodata: Path) -> Atlas:
    return open_atlas(geodata)


def test_the_atlas_tells_its_story_in_three_minutes(atlas: Atlas) -> None:
    assert atlas.story is not None
    steps = atlas.story.steps
    assert 10 <= len(steps) <= 14
    assert [step.index for step in steps] == sorted(step.index for step in steps)
    messages = [sum(len(text.split()) for text in step.paragraphs["en"]) for step in steps]
    assert min(messages) >= 30
    assert max(messages) <= 55
    titles = [len(step.titles["en"].split()) for step in steps]
    assert (sum(messages) + sum(titles)) / 200 <= 3.5


def test_each_step_of_the_atlas_is_cited_and_shows_what_is_in_force(atlas: Atlas) -> None:
    assert atlas.story is not None
    for step in atlas.story.steps:
        assert step.citations, step.id
        assert step.highlight, step.id
        for key in step.highlight:
            assert atlas.feature(key).span.is_possible(step.index), f"{step.id}: {key}"
            geometry = atlas.feature(key).geometry
            if geometry is not None:
                west, south, east, north = geometry.bounds
                view = step.view
                seen = view[0] <= east and west <= view[2] and view[1] <= north and south <= view[3]
                assert seen, f"{step.id} does not show {key}"


def test_the_story_of_the_guide_can_be_told(tmp_path: Path, geodata: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "guide.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^````markdown\n(.*?)^````$", guide, re.MULTILINE | re.DOTALL)
    ignored = shutil.ignore_patterns("story.*.md", "derive")
    folder = Path(shutil.copytree(geodata, tmp_path / "my-atlas", ignore=ignored))
    (folder / "story.md").write_text(example, encoding="utf-8")
    atlas, found = read_atlas(folder)
    assert found == []
    assert atlas.story is not None
    assert [step.id for step in atlas.story.steps] == ["sea", "border"]
    views = re.findall(r"^ *\| `\[([\d., ]+)\]` \|", guide, re.MULTILINE)
    assert len(views) == 5
    for view in views:
        west, south, east, north = map(float, view.split(","))
        assert west < east
        assert south < north
        assert atlas.config.extent.contains((west, south, east, north))
