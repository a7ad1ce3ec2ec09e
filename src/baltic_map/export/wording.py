"""Exports in words: readings by their names, and what is said of a thing where its sign on a globe is clicked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from baltic_map.export import records
from baltic_map.export.request import Export
from baltic_map.messages import Messages
from baltic_map.sources import Citation

__all__ = ["Balloons", "reading_name", "words"]


def words(export: Export) -> Messages:
    """Give the words of the language of the atlas."""
    atlas = export.atlas
    return Messages(atlas.config.language, atlas.axis, atlas.words.get(atlas.config.language))


def reading_name(export: Export, key: str) -> str:
    """Name a reading in the language of the atlas; one that is nobody's fact says so."""
    lang = export.atlas.config.language
    reading = next(each for each in export.atlas.config.readings if each.id == key)
    names, marks = (texts.get(lang) or texts.get("en", "") for texts in (reading.names, reading.marks))
    return ": ".join(filter(None, (names, marks)))


class Balloons:
    """Descriptions in HTML, of which every text is escaped, in the language of the atlas."""

    def __init__(self, export: Export) -> None:
        atlas = export.atlas
        self._export, self._lang = export, atlas.config.language
        self._bibliography = atlas.bibliography
        self._words = words(export)
        self._terms = {(term.vocabulary, term.id): term.names[self._lang] for term in records.terms(export)}
        self._passages: dict[str, list[records.PassageRow]] = {}
        for passage in records.passages(export):
            for key in passage.features:
                self._passages.setdefault(key, []).append(passage)

    def term(self, vocabulary: str, key: str) -> str:
        """Give the name of a word of a vocabulary; the word itself, if it has none."""
        return self._terms.get((vocabulary, key), key)

    def feature(self, row: records.FeatureRow) -> str:
        """Tell of a feature what its card tells: what, when, how sure, where, note, passages and sources."""
        card = self._words.table("card")
        facts = {
            card["kind"]: self.term("kind", row.kind),
            card["dates"]: self._words.format_span(row.start_date, row.end_date),
            card["certainty"]: self._words(f"certainty.{row.certainty}") if row.certainty else "",
            card["position"]: self._position(row),
        }
        told = [_paragraph(row.description), _facts(facts), self._note(row.note)]
        told += [self._passage(each) for each in self._passages.get(row.id, ())]
        return "".join([*told, self._sources(row.citations)])

    def _position(self, row: records.FeatureRow) -> str:
        position = self._words(f"position.{row.position}") if row.position else ""
        if row.precision_km is None or row.position in (None, "none"):
            return position
        return self._words("position.within", position=position, km=f"{row.precision_km:g}")

    def state(self, row: records.StateRow, held: Iterable[records.TerritoryRow]) -> str:
        """Tell how land stood, and of each of its territories who says so."""
        card = self._words.table("card")
        facts = {
            card["status"]: self._export.atlas.config.status_name(row.status, row.controller),
            card["state"]: self.term("state", row.state),
            card["controller"]: self.term("state", row.controller),
            card["recognised"]: self.term("state", row.recognised),
        }
        told = [_paragraph(reading_name(self._export, row.reading)), _facts(facts)]
        for each in held:
            name = escape(each.names[self._lang])
            told.append(f"<h4>{name}</h4>{_paragraph(each.note)}{self._sources(each.citations)}")
        return "".join(told)

    def border(self, row: records.BorderRow) -> str:
        """Tell how well a line is known, and who says so."""
        known = self._words("card.precision", km=f"{row.precision_km:g}")
        read = _paragraph(reading_name(self._export, row.reading))
        return f"{read}{_paragraph(known)}{self._note(row.note)}{self._sources(row.citations)}"

    def _note(self, note: str) -> str:
        return f"<p><b>{escape(self._words('card.note'))}</b>: {escape(note)}</p>" if note else ""

    def _passage(self, row: records.PassageRow) -> str:
        stance = self._words(f"card.stance_{row.stance}")
        said = " · ".join(filter(None, (row.speaker, stance, self._bibliography.text(row.citation, self._lang))))
        own = row.translations.get("words", {}).get(self._lang) or row.translation
        translation = f"<p>{escape(own)} ({escape(self._words('card.translation'))})</p>" if own else ""
        return f"<blockquote>{escape(row.words)}</blockquote>{translation}<p>{escape(said)}</p>"

    def _sources(self, citations: Sequence[Citation]) -> str:
        """List the works in full, with their addresses as text: a globe asks no network for them by itself."""
        if not citations:
            return ""
        items = "".join(f"<li>{escape(self._bibliography.text(each, self._lang))}</li>" for each in citations)
        return f"<p><b>{escape(self._words('card.sources'))}</b></p><ul>{items}</ul>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _facts(facts: Mapping[str, str]) -> str:
    lines = "<br>".join(f"<b>{escape(word)}</b>: {escape(text)}" for word, text in facts.items() if text)
    return f"<p>{lines}</p>" if lines else ""
