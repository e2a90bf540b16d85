"""What a candidate span looks like: the words in and around it, and what the rules say of it.

Features are numbers: hashes of a name and one to three values, such as the head's lemma and the
word before the span. They are computed for all candidates of a Doc at once; a feature that a
candidate lacks is 0. Those of the rules are combined with one thing around the span each, so
that a model learns where the rules are right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LEMMA, LOWER, ORTH, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc

from sitrep.components.span_candidates import INSIDE, LAYERS, NOUNS

Ids = NDArray[np.uint64]
Positions = NDArray[np.int64]

_WORDS: Final = ("word", "head", "plural")  # columns of pattern tables that hold words
_NOTES: Final = frozenset({*_WORDS, "forms", "lemma", "note", "polarity"})
_CLASSES: Final = 6  # of a word, at most; rarer tables have no more
_LONGEST: Final = 6  # tokens of a span that are looked at
_VERB_WINDOW: Final = 6  # tokens
_PAD: Final = 3  # tokens beyond either end of the Doc
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio
_SHIFT: Final = np.uint64(29)
_NONE: Final = np.uint64(0)


def lexicon(patterns: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, list[str]]:
    """The classes of each lower-case word of some pattern tables.

    They are what the other columns of its lines say; a head of several words goes by the last.
    The countries' names, demonyms and leaders have the country in their class.
    """
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for table, lines in patterns.items():
        for line in lines:
            if "iso" in line:
                for column in ("name", "aliases", "demonyms", "leaders"):
                    for word in line[column].lower().split(";"):
                        classes[word].add(f"{column}@{line['iso']}")
                continue
            words = [line[key] for key in _WORDS if line.get(key)]
            words += line.get("forms", "").split() if "lemma" in line else []
            values = [f"{key}={line[key]}" for key in line if key not in _NOTES and line[key]]
            for word in words:
                last = re.split(r"[ -](?=\w)", word.lower())[-1]
                classes[last].update(f"{table}.{value}" for value in values or ("",))
    return {word: sorted(names) for word, names in classes.items() if word}


@dataclass(slots=True)
class Features:
    """Hashed features by candidate: those of the words, and those of the rules."""

    words: Ids
    rules: Ids


class SpanFeatures:
    """Computes the features of candidates with a lexicon."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._classes = words

    def of(self, docs: Sequence[Doc], spans: Positions, lengths: Sequence[int]) -> Features:
        """The features of rows (start, end) of tokens, end exclusive, in so many rows a Doc.

        There must be one row at least. Docs are taken together, since NumPy is fast with long
        columns only.
        """
        view = _View(docs, self._classes)
        offsets = np.repeat(view.offsets, lengths)
        start, end = spans[:, 0] + offsets, spans[:, 1] + offsets
        head = view.heads(start, end)
        kind = view.kinds(start, end, head)
        length = np.minimum(end - start, _LONGEST).astype(np.uint64)
        columns = _Columns()
        _inside(columns, view, start, end, head, kind, length)
        _around(columns, view, start, end, kind)
        _in_entry(columns, view, start, end, head, kind)
        words = columns.stacked()
        columns = _Columns()
        _by_rules(columns, view, start, end, head, kind, length)
        return Features(words, columns.stacked())


class _Columns:
    """Feature columns; the n-th column of every Doc means the same."""

    def __init__(self) -> None:
        self._columns: list[Ids] = []

    def add(self, *values: Ids) -> None:
        """A feature of the values; it is absent where the first of them is 0."""
        mixed = mix(len(self._columns) + 1, *values)
        mixed[values[0] == _NONE] = _NONE
        self._columns.append(mixed)

    def stacked(self) -> Ids:
        """All columns side by side."""
        return np.stack(self._columns, axis=1)


def mix(salt: int, *values: Ids) -> Ids:
    """One hash of several numbers each."""
    state: Ids = np.full(values[0].shape, salt, dtype=np.uint64)
    for value in values:
        state = (state ^ value) * _FACTOR
        state ^= state >> _SHIFT
    return state


class _View:
    """The tokens of several Docs as columns, with _PAD empty rows before, between and behind.

    `offsets` say where the tokens of each Doc begin.
    """

    def __init__(self, docs: Sequence[Doc], words: Mapping[str, Sequence[str]]) -> None:
        strings = docs[0].vocab.strings
        empty = np.zeros((_PAD, 5), dtype=np.uint64)
        parts = [empty]
        self.offsets = np.zeros(len(docs), dtype=np.int64)
        size = _PAD
        for number, doc in enumerate(docs):
            self.offsets[number] = size
            part = np.zeros((len(doc) + _PAD, 5), dtype=np.uint64)
            columns: Any = doc.to_array([ORTH, LOWER, LEMMA, TAG])
            part[: len(doc), :4] = np.asarray(columns).reshape(len(doc), 4)
            part[: len(doc), 4] = _country_id(doc.user_data.get("entry", {}).get("country"))
            parts.append(part)
            size += len(part)
        orth, self.lower, lemma, self.tag, countries = np.concatenate(parts).T
        self.lemma = np.where(lemma == 0, self.lower, lemma)
        texts = {int(form): strings[int(form)] for form in np.unique(orth)}
        lowers = {int(form): strings[int(form)] for form in np.unique(self.lower)}
        tags = {int(tag): strings[int(tag)] for tag in np.unique(self.tag)}
        self.capital = _mapped(orth, {k: text[:1].isupper() for k, text in texts.items()})
        self.prefix = _mapped(self.lower, {k: get_string_id(v[:3]) for k, v in lowers.items()})
        self.suffix = _mapped(self.lower, {k: get_string_id(v[-3:]) for k, v in lowers.items()})
        self.noun, self.inside, self.named, self.breaks, self.plural, stops, verbs = (
            _mapped(self.tag, {k: tag in known for k, tag in tags.items()})
            for known in (NOUNS, INSIDE, _NAMES, _BREAKS, {"NNS"}, {".", "_SP", ""}, _VERBS)
        )
        self.classes = _class_ids(self.lower, lowers, words, countries)
        self.verb_after, self.verb_before = _verb_positions(verbs > 0, stops > 0)
        self.hints = {layer: _Hints(docs, self.offsets, layer, size) for layer in LAYERS}
        self.same_name, self.same_head = (np.zeros(size, dtype=np.uint64) for _ in range(2))
        for number, doc in enumerate(docs):
            self._remember(number, len(doc))

    def heads(self, start: Positions, end: Positions) -> Positions:
        """The last word before a preposition or comma inside the span, or of the span."""
        head = end - 1
        for offset in range(_LONGEST, 0, -1):
            at = np.minimum(start + offset, end - 1)
            head = np.where((at > start) & (self.breaks[at] > 0), at - 1, head)
        return head

    def kinds(self, start: Positions, end: Positions, head: Positions) -> Ids:
        """How a span is written: all names, capital head, some or no capitals; its number."""
        name, some = np.ones(len(start), dtype=bool), np.zeros(len(start), dtype=bool)
        for offset in range(_LONGEST):
            at = np.minimum(start + offset, end - 1)
            name &= self.named[at] > 0
            some |= self.capital[at] > 0
        case = np.where(name, 4, np.where(self.capital[head] > 0, 3, np.where(some, 2, 1)))
        return (case * 2).astype(np.uint64) + self.plural[head]

    def _remember(self, number: int, length: int) -> None:
        """The label that rules give the same name or head elsewhere in a Doc, by token."""
        first = int(self.offsets[number])
        spans = [hint for hints in self.hints.values() for hint in hints.spans[number]]
        if len(spans) < 2:
            return
        names: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        heads: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for start, end, label in spans:
            heads[int(self.lemma[end - 1])].append((start, end, label))
            for i in range(start, end):
                if self.capital[i]:
                    names[int(self.lower[i])].append((start, end, label))
        for known, column, values in (
            (names, self.same_name, self.lower),
            (heads, self.same_head, self.lemma),
        ):
            for i, value in enumerate(values[first : first + length].tolist(), start=first):
                for start, end, label in known.get(value, ()):
                    if not start <= i < end:
                        column[i] = label
                        break


class _Hints:
    """The spans that rules have set in a layer, by token; a label of 0 where there is none.

    `before` is the label of the last one that has ended. `spans` are (start, end, label) by Doc.
    """

    def __init__(self, docs: Sequence[Doc], offsets: Positions, layer: str, size: int) -> None:
        self.start, self.end = (np.zeros(size, dtype=np.int64) for _ in range(2))
        self.label, self.rule, self.before = (np.zeros(size, dtype=np.uint64) for _ in range(3))
        self.spans: list[list[tuple[int, int, int]]] = []
        for doc, offset in zip(docs, offsets.tolist(), strict=True):
            group = doc.spans.get(layer, ())
            attrs: Mapping[str, Any] = group.attrs if group else {}
            spans = []
            for span in group:
                why = attrs.get(span.id_, {}).get("why", {}).get("span", {})
                start, end = span.start + offset, span.end + offset
                self.start[start:end], self.end[start:end] = start, end
                self.label[start:end] = span.label
                self.rule[start:end] = get_string_id(why.get("rule", ""))
                self.before[end : len(doc) + offset] = span.label
                spans.append((start, end, span.label))
            self.spans.append(spans)

    def at(self, start: Positions, end: Positions, head: Positions) -> tuple[Ids, Ids]:
        """How the layer's span on the head or on an edge lies to a candidate, and its rule."""
        at = np.where(self.label[head] > 0, head, np.where(self.label[start] > 0, start, end - 1))
        begins = np.sign(self.start[at] - start) + 1
        ends = np.sign(self.end[at] - end) + 1
        place = (begins * 3 + ends + 1).astype(np.uint64)
        there = self.label[at] > 0
        return (
            np.where(there, mix(1, self.label[at], place), _NONE),
            np.where(there, self.rule[at], _NONE),
        )


_NAMES: Final = frozenset({"NNP", "POS", "HYPH", "IN", "DT", "''"})
_BREAKS: Final = frozenset({"IN", "TO", ","})
_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def _mapped(column: Ids, values: Mapping[int, int]) -> Ids:
    known, places = np.unique(column, return_inverse=True)
    return np.array([values[int(value)] for value in known], dtype=np.uint64)[places]


def _country_id(country: str | None) -> int:
    return get_string_id(country) if country else 0


def _class_ids(
    lower: Ids, texts: Mapping[int, str], words: Mapping[str, Sequence[str]], countries: Ids
) -> Ids:
    """A row of class hashes by token, 0 where a word has fewer; countries are home or abroad."""
    known, places = np.unique(lower, return_inverse=True)
    kinds, owners = (np.zeros((len(known), _CLASSES), dtype=np.uint64) for _ in range(2))
    for row, form in enumerate(known):
        for column, name in enumerate(words.get(texts[int(form)], ())[:_CLASSES]):
            kind, _, country = name.partition("@")
            kinds[row, column] = get_string_id(kind)
            owners[row, column] = _country_id(country)
    found, owner = kinds[places], owners[places]
    return np.where(owner > 0, found + (owner == countries[:, None]) + 1, found)


def _verb_positions(verbs: Any, stops: Any) -> tuple[Positions, Positions]:
    """By token, the next verb from it on and the last one up to it, -1 beyond a full stop."""
    at = np.arange(len(verbs))
    last = np.maximum.accumulate(np.where(verbs, at, -1))
    stop = np.maximum.accumulate(np.where(stops, at, -1))
    before = np.where((last > stop) & (at - last < _VERB_WINDOW), last, -1)
    far = len(verbs)
    coming = np.minimum.accumulate(np.where(verbs, at, far)[::-1])[::-1]
    stop = np.minimum.accumulate(np.where(stops, at, far)[::-1])[::-1]
    after = np.where((coming < stop) & (coming - at < _VERB_WINDOW), coming, -1)
    return after, before


def _inside(
    to: _Columns,
    view: _View,
    start: Positions,
    end: Positions,
    head: Positions,
    kind: Ids,
    length: Ids,
) -> None:
    first, last = start, head
    lemma, before, after = view.lemma[last], view.lower[first - 1], view.lower[end]
    text = tags = np.ones(len(start), dtype=np.uint64)
    for offset in range(_LONGEST):
        inner = start + offset < end
        at = np.where(inner, first + offset, 0)
        text = np.where(inner, mix(1, text, view.lower[at]), text)
        tags = np.where(inner, mix(1, tags, view.tag[at]), tags)
        body = np.where(inner & (at != last), view.lower[at], _NONE)
        if offset < 4:
            to.add(body)
            to.add(body, lemma)
            for column in range(2):
                classes = np.where(inner & (at != last), view.classes[at, column], _NONE)
                to.add(classes)
    to.add(text)
    to.add(tags)
    to.add(lemma)
    to.add(lemma, kind)
    to.add(view.lower[first])
    to.add(kind, length)
    to.add(view.prefix[last], kind)
    to.add(view.suffix[last], kind)
    for column in range(_CLASSES):
        classes = view.classes[last, column]
        to.add(classes)
        to.add(classes, kind, view.tag[first - 1])
        if column < 3:
            to.add(classes, before)
            to.add(classes, after)
    joined = head < end - 1
    to.add(np.where(joined, lemma, _NONE), view.lower[last + 1])


def _around(to: _Columns, view: _View, start: Positions, end: Positions, kind: Ids) -> None:
    first, behind = start, end
    one = np.uint64(1)  # so that an edge is a value too
    for at in (first - 1, first - 2, behind, behind + 1):
        to.add(view.lower[at] + one)
        to.add(view.lower[at] + one, kind)
        to.add(view.tag[at] + one)
        for column in range(3):
            to.add(view.classes[at, column], kind)
    to.add(view.lower[first - 3] + one)
    to.add(view.lower[behind + 2] + one)
    to.add(view.lower[first - 1] + one, view.lower[behind])
    to.add(view.tag[first - 1] + one, view.tag[behind], kind)
    to.add(view.lower[first - 2] + one, view.lower[first - 1], kind)
    to.add(view.lower[behind] + one, view.lower[behind + 1], kind)
    to.add(view.inside[first - 1] + one, view.noun[behind], kind)
    for verb in (view.verb_after[end], view.verb_before[start - 1]):
        lemma = np.where(verb >= 0, view.lemma[verb], _NONE)
        to.add(lemma)
        to.add(lemma, kind)
        to.add(np.where(verb >= 0, view.classes[verb, 0], _NONE), kind)


def _in_entry(
    to: _Columns, view: _View, start: Positions, end: Positions, head: Positions, kind: Ids
) -> None:
    """What the rules say of these words elsewhere in the entry."""
    lemma = view.lemma[head]
    for at in (start, end - 1):
        to.add(view.same_name[at], kind)
        to.add(view.same_name[at], (end - start).astype(np.uint64))
    to.add(view.same_head[head])
    to.add(view.hints[LAYERS[0]].before[start], lemma)


def _by_rules(
    to: _Columns,
    view: _View,
    start: Positions,
    end: Positions,
    head: Positions,
    kind: Ids,
    length: Ids,
) -> None:
    first, last, behind = start, head, end
    (actor, actor_rule), (place, place_rule) = (
        view.hints[layer].at(start, end, head) for layer in LAYERS
    )
    rule = mix(1, actor, place)
    to.add(actor, actor_rule)
    to.add(place, place_rule)
    to.add(rule)
    for other in (
        kind,
        length,
        view.lemma[last],
        view.lower[first],
        view.lower[first - 1],
        view.lower[behind],
        view.tag[first - 1],
        view.tag[behind],
        view.classes[last, 0],
        view.hints[LAYERS[0]].before[start],
        view.same_name[start],
    ):
        to.add(rule, other)
