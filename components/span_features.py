"""What a candidate span looks like: the words in and around it, and what the rules say of it.

Each feature is a string. Features of the rules (they begin with "rule") are also combined with
one thing around the span each, so that a model learns where the rules are right.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from spacy.attrs import LEMMA, LOWER, ORTH, TAG
from spacy.tokens import Doc

from sitrep.components.columns import columns
from sitrep.components.span_candidates import INSIDE, LAYERS, NOUNS
from sitrep.pipeline.labels import ACTORS

Lexicon = Mapping[str, Sequence[str]]
"""The classes of lower-case words."""

_EDGE: Final = "_"
_WORDS: Final = ("word", "head", "plural")  # columns of pattern tables that hold words
_NOTES: Final = frozenset({*_WORDS, "forms", "lemma", "note", "polarity"})
_LONGEST: Final = 5  # lengths are told apart up to here
_VERB_WINDOW: Final = 6  # tokens


class Hint(NamedTuple):
    """A span that a rule has set."""

    start: int
    end: int
    label: str
    rule: str


@dataclass(slots=True)
class View:
    """The columns of a Doc, the classes of its words, and what rules have found in it."""

    texts: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    classes: list[Sequence[str]]
    country: str
    actors: list[Hint] = field(default_factory=list)
    exact: dict[tuple[int, int], list[Hint]] = field(default_factory=lambda: defaultdict(list))
    covering: dict[int, list[Hint]] = field(default_factory=lambda: defaultdict(list))
    labels_of_name: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels_of_head: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def word(self, i: int) -> str:
        """The lower-case word at a token, `_` beyond the Doc."""
        return self.lower[i] if 0 <= i < len(self.lower) else _EDGE

    def tag(self, i: int) -> str:
        """The tag of a token, `_` beyond the Doc."""
        return self.tags[i] if 0 <= i < len(self.tags) else _EDGE

    def classes_at(self, i: int) -> Iterator[str]:
        """The classes of the word at a token, a country's as home or abroad."""
        for name in self.classes[i] if 0 <= i < len(self.classes) else ():
            kind, _, country = name.partition("@")
            yield f"{kind}@{'home' if country == self.country else 'abroad'}" if country else kind


def lexicon(patterns: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, list[str]]:
    """The classes of each word of some pattern tables.

    A word's classes are what the other columns of its lines say; a head of several words goes by
    the last. The countries' names, demonyms and leaders have the country in their class.
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
                classes[last].update(f"{table}.{value}" for value in values)
                classes[last].add(table)
    return {word: sorted(names) for word, names in classes.items() if word}


def view(doc: Doc, words: Lexicon) -> View:
    """What the features are read from."""
    strings = doc.vocab.strings
    texts, lower, lemmas, tags = (
        [strings[value] for value in column] for column in columns(doc, (ORTH, LOWER, LEMMA, TAG))
    )
    seen = View(
        texts,
        lower,
        [(lemma or word).lower() for lemma, word in zip(lemmas, lower, strict=True)],
        tags,
        [words.get(word, ()) for word in lower],
        doc.user_data.get("entry", {}).get("country") or "",
    )
    for layer in LAYERS:
        group = doc.spans.get(layer, ())
        attrs: Mapping[str, Any] = group.attrs if group else {}
        for span in group:
            why = attrs.get(span.id_, {}).get("why", {}).get("span", {})
            hint = Hint(span.start, span.end, span.label_, why.get("rule", ""))
            seen.exact[hint.start, hint.end].append(hint)
            for i in range(hint.start, hint.end):
                seen.covering[i].append(hint)
                if texts[i][0].isupper():
                    seen.labels_of_name[lower[i]][hint.label] += 1
            seen.labels_of_head[seen.lemmas[hint.end - 1]].add(hint.label)
            if layer == ACTORS:
                seen.actors.append(hint)
    return seen


def features(seen: View, start: int, end: int) -> list[str]:
    """The features of tokens [start, end)."""
    head = _head(seen, start, end)
    kind = _kind(seen, start, end, head)
    hints = _hints(seen, start, end)
    rule = "|".join(name for name, _ in hints) or "none"
    return [
        *_inside(seen, start, end, head, kind),
        *_around(seen, start, end, kind),
        *_in_entry(seen, start, end, head, kind, hints),
        *_by_rules(seen, start, end, head, kind, rule, hints),
    ]


def _head(seen: View, start: int, end: int) -> int:
    """The last word before a preposition inside the span, or of the span."""
    inner = (i for i in range(start + 1, end) if seen.tags[i] in ("IN", "TO", ","))
    return next(inner, end) - 1


def _kind(seen: View, start: int, end: int, head: int) -> str:
    """How the span is written: all names, a capitalised head, some capitals or none; number."""
    if all(seen.tags[i] in ("NNP", "POS", "HYPH", "IN", "DT", "''") for i in range(start, end)):
        case = "name"
    elif seen.texts[head][0].isupper():
        case = "capital"
    else:
        case = "mixed" if any(seen.texts[i][0].isupper() for i in range(start, end)) else "lower"
    return case + ("+s" if seen.tags[head] == "NNS" else "")


def _inside(seen: View, start: int, end: int, head: int, kind: str) -> Iterator[str]:
    lower, lemma = seen.lower, seen.lemmas[head]
    length = min(end - start, _LONGEST)
    yield f"text={' '.join(lower[start:end])}"
    yield f"tags={' '.join(seen.tags[start:end])}"
    yield f"head={lemma}"
    yield f"head,kind={lemma},{kind}"
    yield f"first={lower[start]}"
    yield f"kind,length={kind},{length}"
    yield f"prefix={lower[head][:3]},{kind}"
    yield f"suffix={lower[head][-3:]},{kind}"
    before, after = seen.word(start - 1), seen.word(end)
    for name in seen.classes_at(head):
        yield f"head class={name}"
        yield f"head class,kind,tag before={name},{kind},{seen.tag(start - 1)}"
        yield f"head class,before={name},{before}"
        yield f"head class,after={name},{after}"
    for i in range(start, end):
        if i != head:
            yield f"body={lower[i]}"
            yield f"body,head={lower[i]},{lemma}"
            yield from (f"body class={name}" for name in seen.classes_at(i))
    if head < end - 1:
        yield f"of,head={lemma},{lower[head + 1]}"


def _around(seen: View, start: int, end: int, kind: str) -> Iterator[str]:
    for place, i in (("-1", start - 1), ("-2", start - 2), ("+1", end), ("+2", end + 1)):
        yield f"word{place}={seen.word(i)}"
        yield f"word{place},kind={seen.word(i)},{kind}"
        yield f"tag{place}={seen.tag(i)}"
        yield from (f"class{place},kind={name},{kind}" for name in seen.classes_at(i))
    yield f"word-3={seen.word(start - 3)}"
    yield f"word+3={seen.word(end + 2)}"
    yield f"words around={seen.word(start - 1)},{seen.word(end)}"
    yield f"tags around,kind={seen.tag(start - 1)},{seen.tag(end)},{kind}"
    yield f"words-2-1,kind={seen.word(start - 2)},{seen.word(start - 1)},{kind}"
    yield f"words+1+2,kind={seen.word(end)},{seen.word(end + 1)},{kind}"
    yield f"whole,kind={seen.tag(start - 1) in INSIDE},{seen.tag(end) in NOUNS},{kind}"
    right = _verb(seen, range(end, min(end + _VERB_WINDOW, len(seen.tags))))
    if right is not None:
        yield f"verb after={seen.lemmas[right]}"
        yield f"verb after,kind={seen.lemmas[right]},{kind}"
        yield from (f"verb class after={name}" for name in seen.classes_at(right))
    left = _verb(seen, range(start - 1, max(start - 1 - _VERB_WINDOW, -1), -1))
    if left is not None:
        yield f"verb before={seen.lemmas[left]}"
        yield f"verb before,word-1={seen.lemmas[left]},{seen.word(start - 1)}"


def _verb(seen: View, tokens: Iterable[int]) -> int | None:
    """The first verb among tokens before a full stop."""
    for i in tokens:
        tag = seen.tags[i]
        if tag.startswith("VB") or tag == "MD":
            return i
        if tag in (".", "_SP"):
            return None
    return None


def _hints(seen: View, start: int, end: int) -> list[tuple[str, Hint]]:
    """The hints on these tokens, each with how it lies to the span."""
    hints = {hint for i in range(start, end) for hint in seen.covering.get(i, ())}
    named = []
    for hint in sorted(hints):
        if (hint.start, hint.end) == (start, end):
            place = "is"
        elif hint.start <= start and end <= hint.end:
            place = "in"
        else:
            place = "has" if start <= hint.start and hint.end <= end else "meets"
        edge = "<" * (hint.start == start) + ">" * (hint.end == end) if place != "is" else ""
        named.append((f"{place}{edge} {hint.label}", hint))
    return named


def _in_entry(
    seen: View, start: int, end: int, head: int, kind: str, hints: Sequence[tuple[str, Hint]]
) -> Iterator[str]:
    """What the rest of the entry says of these words."""
    lemma = seen.lemmas[head]
    labels: Counter[str] = Counter()
    for i in range(start, end):
        if seen.texts[i][0].isupper():
            labels.update(seen.labels_of_name.get(seen.lower[i], {}))
    labels.subtract(hint.label for _, hint in hints)
    for label, number in labels.items():
        if number > 0:
            yield f"same name={label},{kind}"
            yield f"same name,length={label},{min(end - start, _LONGEST)}"
    yield from (f"same head={label}" for label in seen.labels_of_head.get(lemma, ()))
    for label in {hint.label for hint in seen.actors}:
        yield f"in entry,head={label},{lemma}"
    before = [hint.label for hint in seen.actors if hint.end <= start]
    if before:
        yield f"actor before,head={before[-1]},{lemma}"


def _by_rules(
    seen: View,
    start: int,
    end: int,
    head: int,
    kind: str,
    rule: str,
    hints: Sequence[tuple[str, Hint]],
) -> Iterator[str]:
    lemma = seen.lemmas[head]
    for name, hint in hints:
        yield f"rule={name},{hint.rule}"
    yield f"rule={rule}"
    yield f"rule,kind={rule},{kind}"
    yield f"rule,length={rule},{min(end - start, _LONGEST)}"
    yield f"rule,head={rule},{lemma}"
    yield f"rule,first={rule},{seen.lower[start]}"
    yield f"rule,word-1={rule},{seen.word(start - 1)}"
    yield f"rule,word+1={rule},{seen.word(end)}"
    yield f"rule,tag-1={rule},{seen.tag(start - 1)}"
    yield f"rule,tag+1={rule},{seen.tag(end)}"
    for label in {hint.label for hint in seen.actors}:
        yield f"rule,in entry={rule},{label}"
