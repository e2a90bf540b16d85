"""What a candidate span looks like: the words in it, around it, and alike elsewhere in the entry.

Features are numbers: hashes of a name and one to three values, such as the head's lemma and the
word before the span. They are computed for all candidates of some Docs at once; a feature that
a candidate lacks is 0. What the rules say of the very span is left out on purpose: the rules
have been written with the training pages in view, and a model would trust them too much.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from spacy.tokens import Doc

from sitrep.components.trained.span_candidates import LAYERS
from sitrep.components.trained.span_view import CLASSES, LONGEST, NONE, Ids, Positions, View, mix


class SpanFeatures:
    """Computes the features of candidates with a lexicon."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._classes = words

    def of(self, docs: Sequence[Doc], spans: Positions, lengths: Sequence[int]) -> Ids:
        """The features of rows (start, end) of tokens, end exclusive, in so many rows a Doc.

        The last feature is never absent. There must be one row at least. Docs are taken
        together, since NumPy is fast with long columns only.
        """
        view = View(docs, self._classes)
        offsets = np.repeat(view.offsets, lengths)
        start, end = spans[:, 0] + offsets, spans[:, 1] + offsets
        head = view.heads(start, end)
        kind = view.kinds(start, end, head)
        columns = _Columns()
        _in_entry(columns, view, start, end, head, kind)
        _around(columns, view, start, end, kind)
        _inside(columns, view, start, end, head, kind)
        return columns.stacked()


class _Columns:
    """Feature columns; the n-th column of every Doc means the same."""

    def __init__(self) -> None:
        self._columns: list[Ids] = []

    def add(self, *values: Ids) -> None:
        """A feature of the values; it is absent where the first of them is 0."""
        mixed = mix(len(self._columns) + 1, *values)
        mixed[values[0] == NONE] = NONE
        self._columns.append(mixed)

    def stacked(self) -> Ids:
        """All columns side by side."""
        return np.stack(self._columns, axis=1)


def _inside(
    to: _Columns,
    view: View,
    start: Positions,
    end: Positions,
    head: Positions,
    kind: Ids,
) -> None:
    length = np.minimum(end - start, LONGEST).astype(np.uint64)
    first, last = start, head
    lemma, before, after = view.lemma[last], view.lower[first - 1], view.lower[end]
    text = tags = np.ones(len(start), dtype=np.uint64)
    for offset in range(LONGEST):
        inner = start + offset < end
        at = np.where(inner, first + offset, 0)
        text = np.where(inner, mix(1, text, view.lower[at]), text)
        tags = np.where(inner, mix(1, tags, view.tag[at]), tags)
        body = np.where(inner & (at != last), view.lower[at], NONE)
        if offset < 4:
            to.add(body)
            to.add(body, lemma)
            for column in range(2):
                classes = np.where(inner & (at != last), view.classes[at, column], NONE)
                to.add(classes)
    to.add(lemma)
    to.add(lemma, kind)
    to.add(view.lower[first])
    to.add(kind, length)
    to.add(view.prefix[last], kind)
    to.add(view.suffix[last], kind)
    for column in range(CLASSES):
        classes = view.classes[last, column]
        to.add(classes)
        to.add(classes, kind, view.tag[first - 1])
        if column < 3:
            to.add(classes, before)
            to.add(classes, after)
    joined = head < end - 1
    to.add(np.where(joined, lemma, NONE), view.lower[last + 1])
    to.add(tags)
    to.add(text)  # every span has this last one


def _around(to: _Columns, view: View, start: Positions, end: Positions, kind: Ids) -> None:
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
        lemma = np.where(verb >= 0, view.lemma[verb], NONE)
        to.add(lemma)
        to.add(lemma, kind)
        to.add(np.where(verb >= 0, view.classes[verb, 0], NONE), kind)


def _in_entry(
    to: _Columns, view: View, start: Positions, end: Positions, head: Positions, kind: Ids
) -> None:
    """What the rules say of these words elsewhere in the entry."""
    lemma = view.lemma[head]
    for at in (start, end - 1):
        to.add(view.same_name[at], kind)
        to.add(view.same_name[at], (end - start).astype(np.uint64))
    to.add(view.same_head[head])
    to.add(view.hints[LAYERS[0]].before[start], lemma)
