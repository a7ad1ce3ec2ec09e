"""The guided story: each step a day, a view, a few features and a few sentences, written as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace
from shapely import box

from baltic_map.checking import check
from baltic_map.config import Config, Day, days_of
from baltic_map.errors import AtlasError, Problem
from baltic_map.fields import Id, Number, Text, field_problem
from baltic_map.kept import kept
from baltic_map.layers import Feature, check_citations
from baltic_map.models import Table
from baltic_map.quoting import is_name, shown
from baltic_map.reading import exists, parse_toml, read_text
from baltic_map.sources import Bibliography, Citation, parse_citation
from baltic_map.versions import version_of

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["Step", "Story", "read_story"]

_FILE = "story.md"
_FENCE = "+++"
_PROSE = "Write plain paragraphs, with emphasis at most"
_FORBIDDEN = {
    "blockquote": "a quotation",
    "bullet_list": "a list",
    "code_block": "an indented block",
    "code_inline": "code",
    "fence": "a block of code",
    "hardbreak": "a forced line break",
    "heading": "a heading that is not of the second level",
    "hr": "a rule",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "link": "a link",
    "ordered_list": "a list",
    "paragraph": "a paragraph",
}

Box = tuple[Number, Number, Number, Number]


class Step(Struct, frozen=True):
    """
    One step of the story.

    Parameters
    ----------
    id
        Unique in the story.
    titles
        By language code; English under ``en``.
    index
        Its day, counted on the atlas's `Axis`.
    view
        West, south, east, north: what the map shows, degrees.
    highlight
        Ids of features that are, at least possibly, in force on that day, and lie in the view.
    paragraphs
        Plain text by language code; a language that has none is not translated.
    citations
        Who says so.
    """

    id: str
    titles: Mapping[str, str]
    index: int
    view: Box
    highlight: tuple[str, ...]
    paragraphs: Mapping[str, tuple[str, ...]]
    citations: tuple[Citation, ...]


class Story(Struct, frozen=True):
    """
    The story of an atlas.

    Parameters
    ----------
    title
        By language code; English under ``en``.
    steps
        In the order in which they are told.
    """

    title: Mapping[str, str]
    steps: tuple[Step, ...]


class _Key(Table, frozen=True, kw_only=True):
    """What stands under the title of a translated step."""

    id: Id


class _Fields(_Key, frozen=True, kw_only=True):
    """What stands under the title of a step."""

    day: Day = field(name="date")
    view: Box
    highlight: tuple[Text, ...]
    sources: list[Text]


class _Section(Struct, frozen=True):
    """A ``##`` section as it stands: where to name it, its title, its block and the table in it, its prose."""

    where: str
    title: str
    block: str
    table: Mapping[str, Any]
    paragraphs: tuple[str, ...]


class _UnsoundError(Exception):
    """What was read is not to be kept: the sections that could be read, and the problems of the others."""


def read_story(
    folder: Path, config: Config, bibliography: Bibliography, features: Iterable[Feature]
) -> tuple[Story | None, list[Problem]]:
    """
    Read ``story.md`` and its translations ``story.<language>.md``, gathering every problem.

    Parameters
    ----------
    folder
        The atlas's folder.
    config
        Its ``atlas.toml``: languages, window, extent.
    bibliography
        The works that may be cited.
    features
        The features that may be highlighted.

    Returns
    -------
    story
        The steps without a problem; ``None`` if the atlas has no story, or none that can be read.
    problems
        What is wrong with the rest.
    """
    siblings = sorted(folder.glob("story.*.md"))
    if not exists(folder, _FILE):
        return None, [
            Problem(each.name, f"there is no {_FILE} beside it", "Write the story in English") for each in siblings
        ]
    try:
        text = read_text(folder, _FILE)
        title, lines = _read_head(text, config)
    except AtlasError as error:
        return None, [error.problem]
    # The lines of the head stay as empty lines, so that the lines of the rest keep their numbers.
    sections, problems = _read_sections("\n" * lines + "\n".join(text.split("\n")[lines:]), _FILE)
    if not sections and not problems:
        problems.append(Problem(_FILE, "it has no step", "Begin each step with ## and its title"))
    known = {feature.id: feature for feature in features}
    steps: dict[str, Step] = {}
    seen: set[str] = set()
    for section in sections:
        step, wrong = _read_step(section, config, bibliography, known)
        key = section.table.get("id")
        if is_name(key):
            if key in seen:
                wrong.append(Problem(section.where, "the id stands twice", "Give each step an id of its own"))
            seen.add(key)
        problems += wrong
        if step and not wrong:
            steps[step.id] = step
    for sibling in siblings:
        problems += _translate(folder, sibling.name, config, steps, seen)
    return Story(title, tuple(steps.values())), problems


def _read_head(text: str, config: Config) -> tuple[dict[str, str], int]:
    """Give the titles by language, and how many lines the front matter takes."""
    lines = text.split("\n")
    try:
        end = lines.index(_FENCE, 1) if lines[:1] == [_FENCE] else 0
    except ValueError:
        end = 0
    if not end:
        raise AtlasError(
            _FILE, f"no front matter between lines {_FENCE}", f'Begin it with {_FENCE}, title = "…", {_FENCE}'
        )
    table = parse_toml("\n".join(lines[1:end]), _FILE, "the front matter")
    if not table.get("title"):
        raise AtlasError(_FILE, "the front matter has no title", 'Write title = "…"')
    titles = {key.partition(":")[2] or "en": value for key, value in table.items() if key.partition(":")[0] == "title"}
    strange = [key for key in table if key.partition(":")[0] != "title"]
    strange += [
        f"title:{lang}"
        for lang, value in titles.items()
        if lang not in {"en", *config.languages} or not isinstance(value, str) or not value.strip()
    ]
    if strange:
        raise AtlasError(
            _FILE,
            f"the front matter has {', '.join(strange)}",
            "Write a title, and titles as texts for languages of atlas.toml, and nothing else",
        )
    return titles, end + 1


def _read_sections(text: str, name: str) -> tuple[list[_Section], list[Problem]]:
    """Read the sections of a text, and keep them if they are sound: to import the reader takes longer than to read."""

    def make() -> list[_Section]:
        sections, problems = _parse(text, name)
        if problems:
            raise _UnsoundError(sections, problems)
        return sections

    def made_by() -> tuple[str | Path, ...]:
        return version_of("markdown-it-py"), Path(__file__)

    try:
        return kept("story", (name, text), made_by, make, _dump, _load), []
    except _UnsoundError as error:
        return error.args


def _dump(sections: list[_Section]) -> str:
    return json.dumps([(each.where, each.title, each.block, each.paragraphs) for each in sections])


def _load(text: str) -> list[_Section]:
    return [
        _Section(where, title, block, parse_toml(block, where), tuple(paragraphs))
        for where, title, block, paragraphs in json.loads(text)
    ]


def _parse(text: str, name: str) -> tuple[list[_Section], list[Problem]]:
    # Imported late: only an atlas with a story needs it.
    from markdown_it import MarkdownIt  # noqa: PLC0415
    from markdown_it.tree import SyntaxTreeNode  # noqa: PLC0415

    parts: list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]] = []
    sections: list[_Section] = []
    problems: list[Problem] = []
    for node in SyntaxTreeNode(MarkdownIt("commonmark").parse(text)).children:
        if node.type == "heading" and node.tag == "h2":
            parts.append((node, []))
        elif parts:
            parts[-1][1].append(node)
        else:
            problems.append(
                Problem(name, f"{_told(node, node)} before the first step", "Begin each step with ## and its title")
            )
    for number, (heading, nodes) in enumerate(parts, start=1):
        where = f"{name}#{number}"
        try:
            table = _read_table(nodes, where)
        except AtlasError as error:
            problems += error.problems
            continue
        key = table.get("id")
        where = f"{name}#{key if is_name(key) else number}"
        try:
            title = _plain(heading, heading, where)
            prose = tuple(_paragraph(node, where) for node in nodes[1:])
        except AtlasError as error:
            problems += error.problems
            continue
        if not title:
            problems.append(Problem(where, "the heading is empty", "Write the title after ##"))
        elif not prose:
            problems.append(Problem(where, "it has no prose", "Write a paragraph under its toml block"))
        else:
            sections.append(_Section(where, title, nodes[0].content, table, prose))
    return sections, problems


def _read_table(nodes: list[SyntaxTreeNode], where: str) -> Mapping[str, Any]:
    if not nodes or nodes[0].type != "fence" or nodes[0].info.strip() != "toml":
        raise AtlasError(
            where, "no toml block under its heading", "Write ```toml, its table, ``` right under the heading"
        )
    return parse_toml(nodes[0].content, where, "its block")


def _paragraph(node: SyntaxTreeNode, where: str) -> str:
    if node.type != "paragraph":
        raise AtlasError(where, _told(node, node), _PROSE)
    return _plain(node, node, where)


def _plain(node: SyntaxTreeNode, block: SyntaxTreeNode, where: str) -> str:
    """Give the text of a heading or paragraph; emphasis is read and left out."""
    if node.type == "text":
        return node.content
    if node.type == "softbreak":
        return " "
    if node is block or node.type in {"inline", "em", "strong"}:
        return "".join(_plain(child, block, where) for child in node.children)
    raise AtlasError(where, _told(node, block), _PROSE)


def _told(node: SyntaxTreeNode, block: SyntaxTreeNode) -> str:
    first, _ = block.map or (0, 0)
    return f"{_FORBIDDEN.get(node.type, node.type)} in the block of line {first + 1}"


def _read_step(
    section: _Section, config: Config, bibliography: Bibliography, known: Mapping[str, Feature]
) -> tuple[Step | None, list[Problem]]:
    where = section.where
    fields = check(section.table, _Fields, days_of(config.calendar, config.precision))
    if isinstance(fields, list):
        return None, [field_problem(where, each) for each in fields]
    problems = list(check_citations(fields.sources, where, bibliography, required="sources" in config.required))
    west, south, east, north = view = config.extent.fit(fields.view)
    if not (west < east and south < north and config.extent.contains(view)):
        problems.append(
            Problem(
                where,
                f"view {list(fields.view)} is no box inside the atlas",
                "Write [west, south, east, north] in degrees, inside the extent of atlas.toml",
            )
        )
    else:
        fields = replace(fields, view=view)
    try:
        index = config.axis.index(fields.day)
    except AtlasError as error:
        return None, [*problems, Problem(where, f"date {fields.day}: {error.problem.what}", error.problem.hint)]
    problems += _check_highlights(fields, index, where, known)
    step = Step(
        fields.id,
        {"en": section.title},
        index,
        fields.view,
        fields.highlight,
        {"en": section.paragraphs},
        tuple(parse_citation(text) for text in fields.sources),
    )
    return step, problems


def _check_highlights(fields: _Fields, index: int, where: str, known: Mapping[str, Feature]) -> Iterator[Problem]:
    for key in fields.highlight:
        if key not in known:
            yield Problem(where, f"highlight names {key!r}, which no layer has", "Mend the id or add the feature")
        elif not known[key].span.is_possible(index):
            yield Problem(
                where,
                f"highlight names {key!r}, which is not in force on {fields.day}",
                "Choose a feature of that day, or another day",
            )
        elif (geometry := known[key].geometry) is None:
            yield Problem(
                where, f"highlight names {key!r}, which has no place on the map", "Choose one that is on the map"
            )
        elif not geometry.intersects(box(*fields.view)):
            yield Problem(
                where, f"highlight names {key!r}, which lies outside the view", "Make the view larger, or leave it out"
            )


def _translate(folder: Path, name: str, config: Config, steps: dict[str, Step], known: set[str]) -> Iterator[Problem]:
    """Put the titles and the prose of a translation into the steps."""
    lang = name.split(".")[1]
    wanted = [each for each in config.languages if each != "en"]
    if lang not in wanted:
        hint = f"Name the file after one of {', '.join(wanted)}" if wanted else "Add the language to atlas.toml"
        hint = f"The English one is {_FILE}" if lang == "en" else hint
        yield Problem(name, f"the story needs no translation into {shown(lang)}", hint)
        return
    try:
        sections, problems = _read_sections(read_text(folder, name), name)
    except AtlasError as error:
        yield error.problem
        return
    yield from problems
    seen: set[str] = set()
    for section in sections:
        fields = check(section.table, _Key)
        if isinstance(fields, list):
            yield from (field_problem(section.where, each) for each in fields)
            continue
        key = fields.id
        if key not in known:
            yield Problem(section.where, f"{_FILE} has no step {key!r}", "Mend the id")
        elif key in seen:
            yield Problem(section.where, "the id stands twice", "Translate each step once")
        elif key in steps:
            old = steps[key]
            titles = {**old.titles, lang: section.title}
            paragraphs = {**old.paragraphs, lang: section.paragraphs}
            steps[key] = replace(old, titles=titles, paragraphs=paragraphs)
        seen.add(key)
