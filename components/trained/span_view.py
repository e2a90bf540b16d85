"""The tokens of several Docs as columns of numbers, and what rules have found among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LEMMA, LOWER, ORTH, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc

from sitrep.components.trained.span_candidates import INSIDE, LAYERS, NOUNS

Ids = NDArray[np.uint64]
Positions = NDArray[np.int64]

CLASSES: Final = 6  # of a word, at most: few words have more
LONGEST: Final = 6  # tokens of a span that are looked at
NONE: Final = np.uint64(0)
_VERB_WINDOW: Final = 6  # tokens
_PAD: Final = 3  # empty rows between Docs: features look no farther
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio
_SHIFT: Final = np.uint64(29)
_NAMES: Final = frozenset({"NNP", "POS", "HYPH", "IN", "DT", "''"})
_BREAKS: Final = frozenset({"IN", "TO", ","})
_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def mix(salt: int, *values: Ids) -> Ids:
    """One hash of several numbers each."""
    state: Ids = np.full(values[0].shape, salt, dtype=np.uint64)
    for value in values:
        state = (state ^ value) * _FACTOR
        state ^= state >> _SHIFT
    return state


class View:
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
        self.hints = {layer: Hints(docs, self.offsets, layer, size) for layer in LAYERS}
        self.same_name, self.same_head = (np.zeros(size, dtype=np.uint64) for _ in range(2))
        for number, doc in enumerate(docs):
            self._remember(number, len(doc))

    def heads(self, start: Positions, end: Positions) -> Positions:
        """The last word before a preposition or comma inside the span, or of the span."""
        head = end - 1
        for offset in range(LONGEST, 0, -1):
            at = np.minimum(start + offset, end - 1)
            head = np.where((at > start) & (self.breaks[at] > 0), at - 1, head)
        return head

    def kinds(self, start: Positions, end: Positions, head: Positions) -> Ids:
        """How a span is written: all names, capital head, some or no capitals; its number."""
        name, some = np.ones(len(start), dtype=bool), np.zeros(len(start), dtype=bool)
        for offset in range(LONGEST):
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


class Hints:
    """The spans that rules have set in a layer, as (start, end, label) by Doc.

    `before` is, by token, the label of the last one that has ended, 0 if none has.
    """

    def __init__(self, docs: Sequence[Doc], offsets: Positions, layer: str, size: int) -> None:
        self.before = np.zeros(size, dtype=np.uint64)
        self.spans: list[list[tuple[int, int, int]]] = []
        for doc, offset in zip(docs, offsets.tolist(), strict=True):
            spans = []
            for span in doc.spans.get(layer, ()):
                start, end = span.start + offset, span.end + offset
                self.before[end : len(doc) + offset] = span.label
                spans.append((start, end, span.label))
            self.spans.append(spans)


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
    kinds, owners = (np.zeros((len(known), CLASSES), dtype=np.uint64) for _ in range(2))
    for row, form in enumerate(known):
        for column, name in enumerate(words.get(texts[int(form)], ())[:CLASSES]):
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
