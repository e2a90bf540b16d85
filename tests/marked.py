"""Sentences with the corpus's inline marks, beside what the pipeline makes of their bare text.

Every view is a list of lines in text order, one a span, that names other spans by their words:
two lists compare whatever ids the spans have, and a difference reads as a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from spacy.language import Language

from sitrep.pipeline.corpus.gold_docs import predicted
from sitrep.pipeline.corpus.marks import NAMES, Mark, MarkedEntry
from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.labels import CASUALTIES, CONTENTS, CUES, SOURCES


def both(nlp: Language, sentence: str, **entry: Any) -> tuple[MarkedEntry, MarkedEntry]:
    """What the pipeline finds in a sentence, and what its marks say.

    `entry` are fields of the entry that it stands in, such as its country and time.
    """
    given = parse_sentence(sentence)
    given = replace(given, entry=replace(given.entry, **entry))
    ((_, found),) = predicted([given], nlp)
    return found, given


def found_and_given(
    nlp: Language, sentence: str, view: Callable[[MarkedEntry], list[str]]
) -> tuple[list[str], list[str]]:
    """The lines of a view of what the pipeline finds in a sentence, and of what its marks say."""
    found, given = both(nlp, sentence)
    return view(found), view(given)


def counts(marked: MarkedEntry) -> list[str]:
    """The casualties alone: outcome, count, words, and the casualty that they are part of."""
    return [_count(marked, mark) for mark in marked.layer(CASUALTIES)]


def claims(marked: MarkedEntry) -> list[str]:
    """The casualties with every link and field of the markup."""
    lines = []
    for mark in marked.layer(CASUALTIES):
        links = [
            f"{key} {_words(marked, marked.linked(mark, attribute))}"
            for key, attribute in (("in", "loc"), ("by", "perp"), ("says", "src"))
            if mark.ids(attribute)
        ]
        names = [name for name in marked.layer(NAMES) if mark.id and mark.id in name.ids("k")]
        if names:
            links.append(f"named {_words(marked, names)}")
        states = [mark.attributes["scope"], mark.attributes["status"]]
        lines.append("; ".join([_count(marked, mark), *states, *links]))
    return lines


def sayings(marked: MarkedEntry) -> list[str]:
    """The attributions: source, cue and contents, "-" where there is none."""
    starts: dict[str, int] = {}
    for mark in marked.layer(CUES):
        starts[mark.id] = mark.start
    for mark in marked.layer(CONTENTS):
        starts.setdefault(mark.attributes["q"], mark.start)
    lines = []
    for key in sorted(starts, key=lambda key: starts[key]):
        source = marked.source_id(key)
        parts = [
            [mark for mark in marked.layer(SOURCES) if mark.id == source],
            [mark for mark in marked.layer(CUES) if mark.id == key],
            [mark for mark in marked.layer(CONTENTS) if mark.attributes["q"] == key],
        ]
        lines.append(" | ".join(_words(marked, part) for part in parts))
    return lines


def _count(marked: MarkedEntry, mark: Mark) -> str:
    whole = [marked.words(other) for other in marked.linked(mark, "part_of")]
    of = f", part of “{whole[0]}”" if whole else ""
    return f"{mark.label} {mark.attributes['n']} “{marked.words(mark)}”{of}"


def _words(marked: MarkedEntry, marks: list[Mark]) -> str:
    return " … ".join(f"“{marked.words(mark)}”" for mark in marks) or "-"
