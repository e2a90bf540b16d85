"""What a claim can be bound to: one Doc's casualties, actors, places and sayings, by tokens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final, NamedTuple

from spacy.tokens import Doc, Span

from sitrep.components.casualties.victims import AMONG
from sitrep.components.claims.cues import ClaimCues
from sitrep.components.grammar.clauses import behind_lead
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.pipeline.labels import (
    ACTORS,
    BLOCKS,
    CASUALTIES,
    CONTENTS,
    CUES,
    LOCATIONS,
    SOURCES,
)

_NUMBER: Final = re.compile(r"\D*(\d+)")
WIDE: Final = frozenset({"admin", "region", "country"})
BESIDE: Final = frozenset({"close", "next", "adjacent"})
"""What stands before "to" where something lies beside a place."""
_NAMING: Final = frozenset({"NN", "NNP"})
_SEATS: Final = frozenset({"capital", "city", "town", "village"})
_SEPARATE: Final = frozenset({"separate", "separately", "elsewhere", "meanwhile", "unrelated"})
# How far into a sentence a word stands at its head, in tokens.
_HEAD: Final = 4
# What begins the words for one more attack, how far into a sentence they stand, in tokens, and
# what says that it was where the one before was.
_MORE: Final = frozenset({"another", "other"})
_OPENING: Final = 6
_SAME_SCENE: Final = frozenset("same later nearby there minutes hours also too".split())
_DEFINITE: Final = frozenset({"the", "this", "that", "each", "one"})
ADDS_TO: Final = re.compile(
    r"\b(?:brings?|brought|bringing|raises?|raised|raising|pushing|takes|taking) "
    r"(?:to \d|(?:[\w'’-]+ ){0,4}(?:toll|total|number|figure|count|tally)\b)"
)
"""Before the sum that a count adds to: "two died, bringing the toll to nine"."""
LOCATIVE: Final = frozenset(
    "in at near outside inside around on across throughout behind beside opposite".split()
)


class Link(NamedTuple):
    """A value for one field of a claim, the rule that gave it and its words (code points)."""

    value: Any
    rule: str
    words: tuple[tuple[int, int], ...] = ()


class Telling(NamedTuple):
    """Where a casualty is told: its span, the token of its outcome word, sentence and clause."""

    span: Span
    trigger: int
    sentence: tuple[int, int]
    clause: tuple[int, int]


class ClaimView:
    """One Doc's casualties with everything that they can be bound to."""

    def __init__(self, doc: Doc, casualties: list[Span], words: Words, cues: ClaimCues) -> None:
        self.doc, self.casualties, self.words, self.cues_of = doc, casualties, words, cues
        self.text = self.words.text
        self.lower = self.text.lower()
        self.attrs = doc.spans[CASUALTIES].attrs
        self.actors = group(doc, ACTORS)
        self.places = group(doc, LOCATIONS)
        self.place_attrs = doc.spans[LOCATIONS].attrs if self.places else {}
        self.sources = group(doc, SOURCES)
        self.cues = doc.spans[CUES].attrs if CUES in doc.spans else {}
        contents = group(doc, CONTENTS)
        said = doc.spans[CONTENTS].attrs if contents else {}
        self.contents: list[tuple[int, int, str]] = [
            (span.start, span.end, said[span.id_]["attribution"]) for span in contents
        ]
        self.blocks = [(span.start, span.label_) for span in group(doc, BLOCKS)]
        self._block_starts = [start for start, _ in self.blocks]
        self._sentences = [
            sentence for sentence in words.sentences for _ in range(sentence[0], sentence[1])
        ]
        self._taken = {
            t for layer in (self.sources, self.actors) for s in layer for t in range(s.start, s.end)
        }
        self.wholes: dict[str, str] = {}
        self.totals: set[str] = set()
        self.tallied: set[str] = set()
        self._cue_kinds = cues.kinds_in(words.lower)
        self._found: dict[tuple[str, tuple[int, int]], tuple[int, int] | None] = {}
        self._leads: dict[int, int] = {}
        self._numbers = {
            key: int(digits[1]) if (digits := _NUMBER.match(values["count"]["code"])) else 0
            for key, values in self.attrs.items()
        }

    def token_at(self, offset: int) -> int:
        """The token that a code point stands in."""
        return bisect_right(self.words.offsets, offset) - 1

    def offsets(self, tokens: tuple[int, int]) -> tuple[int, int]:
        """Code point offsets of tokens, end exclusive."""
        return self.words.offsets[tokens[0]], self.words.end_offset(tokens[1] - 1)

    def cue(self, kind: str, tokens: tuple[int, int]) -> tuple[int, int] | None:
        """The code points of the first deciding phrase of a kind among tokens, or None."""
        if kind not in self._cue_kinds:
            return None
        key = (kind, tokens)
        if key not in self._found:
            start, end = tokens
            match = start < end and self.cues_of.find(
                kind, self.words.lower[start:end], self.lower, *self.offsets(tokens)
            )
            self._found[key] = match.span() if match else None
        return self._found[key]

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that a token stands in, as a token range."""
        return self._sentences[token]

    def said_at(self, token: int) -> str | None:
        """The attribution whose content is the inmost one around a token."""
        around = [c for c in self.contents if c[0] <= token < c[1]]
        if len(around) > 1:
            around.sort(key=lambda c: (c[1] - c[0], -int(c[2][1:])))
        return around[0][2] if around else None

    def speaker_at(self, token: int) -> str | None:
        """Who says what stands at a token: a known actor's id, or the last word of the source.

        So that "the Damascus Centre" and "the centre" are one.
        """
        said = self.said_at(token)
        if said is None:
            return None
        actor: str | None = self.cues[said]["actor"]
        source = next((s for s in self.sources if s.id_ == self.cues[said]["source"]), None)
        return actor or (self.words.lower[source.end - 1] if source else said)

    def is_aside(self, offset: int) -> bool:
        """Whether a code point stands between a source and its verb, and tells of the source.

        As in "the Centre, set up this week, says".
        """
        token = self.token_at(offset)
        return any(start <= token < end for start, end in self._asides)

    @cached_property
    def _asides(self) -> list[tuple[int, int]]:
        """The token ranges between sources and their verbs behind them in one sentence.

        Where a verb stands next to the source, the later ones have a "he" or "they" of their own.
        """
        ends = {source.id_: source.end for source in self.sources}
        return [
            (end, cue.start)
            for cue in group(self.doc, CUES)
            if (end := ends.get(self.cues[cue.id_]["source"], cue.start)) < cue.start
            and cue.start < self.sentence_of(end)[1]
            and self.words.tags[end] not in FINITE
        ]

    def is_bare(self, span: Span) -> bool:
        """Whether a casualty is a number, alone or with "dead": its noun was told before."""
        last = span.end - 1 - (self.words.lower[span.end - 1] in AMONG)
        return last >= span.start and self.words.tags[last] == "CD"

    def code_of(self, span: Span) -> str:
        """The code of a casualty's count."""
        code: str = self.attrs[span.id_]["count"]["code"]
        return code

    def trigger_of(self, span: Span) -> int:
        """The token of a casualty's outcome word."""
        trigger = self.attrs[span.id_]["trigger"]
        return self.token_at(trigger["start"]) if trigger else span.start

    def rule_of(self, span: Span) -> str:
        """The construction that a casualty was found by."""
        rule: str = self.attrs[span.id_]["why"]["span"]["rule"]
        return rule

    def number_of(self, span: Span) -> int:
        """The first number of a casualty's count; 0 of a vague one."""
        return self._numbers[span.id_]

    def block_of(self, token: int) -> int:
        """The number of the block that a token stands in, 0 for the first."""
        return max(0, bisect_right(self._block_starts, token) - 1)

    def has_dateline(self, span: Span) -> bool:
        """Whether the sentence of a span begins with a dateline: "BASRA - Two men were killed"."""
        start, end = self.sentence_of(span.start)
        return any(text[0].isalpha() for text in self.words.texts[start : behind_lead(
            self.words, start, end)])  # fmt: skip

    def is_item(self, token: int) -> bool:
        """Whether a token stands in an item of a list."""
        return bool(self.blocks) and self.blocks[self.block_of(token)][1] == "item"

    def heading_of(self, span: Span) -> tuple[int, int] | None:
        """The tokens of the paragraph before the list that a span is an item of, or None."""
        if not self.is_item(span.start):
            return None
        heads = [k for k in range(self.block_of(span.start)) if self.blocks[k][1] != "item"]
        return (self.blocks[heads[-1]][0], self.blocks[heads[-1] + 1][0]) if heads else None

    def is_separate(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence begins an event of its own: "In a separate incident, …"."""
        head = self.words.lower[sentence[0] : sentence[0] + _HEAD]
        if not _SEPARATE.isdisjoint(head) or head[:2] == ["in", "another"]:
            return True
        return (
            sentence in self._meanwhile
            or sentence in self.further_attacks
            or sentence in self._in_other_places
        )

    @cached_property
    def _in_other_places(self) -> frozenset[tuple[int, int]]:
        """The sentences of another place: "Six died in a different part of the country"."""
        lower, nouns = self.words.lower, self.cues_of.words("place_noun") | {"part"}
        return frozenset(
            self.sentence_of(k)
            for k in range(2, len(lower) - 1)
            if (lower[k] == "another" or lower[k - 1 : k + 1] == ["a", "different"])
            and lower[k + 1] in nouns
            and lower[k - 1 - (lower[k] == "different")] in LOCATIVE
        )

    @cached_property
    def further_attacks(self) -> frozenset[tuple[int, int]]:
        """The sentences that open with one more attack: "In Kut, another attack killed two".

        Not so one at the same place: "Another blast hit the same street minutes later".
        """
        lower, tags = self.words.lower, self.words.tags
        incidents = self.cues_of.words("incident")
        found = set[tuple[int, int]]()
        for k, word in enumerate(lower):
            if word not in _MORE or lower[k - 1] in _DEFINITE:
                continue
            sentence = self.sentence_of(k)
            if k - sentence[0] > _OPENING or not incidents.intersection(lower[k + 1 : k + _HEAD]):
                continue
            if any(tags[j] in FINITE for j in range(sentence[0], k)):
                continue
            if _SAME_SCENE.isdisjoint(lower[slice(*sentence)]):
                found.add(sentence)
        return frozenset(found)

    @cached_property
    def _meanwhile(self) -> frozenset[tuple[int, int]]:
        """The sentences that say so behind their head: "Officials in Kut, meanwhile, said"."""
        lower = self.words.lower
        if "meanwhile" not in lower:
            return frozenset()
        return frozenset(
            self.sentence_of(k)
            for k, word in enumerate(lower)
            if word == "meanwhile" and lower[k - 1] == ","
        )

    def lead(self, place: Span) -> str:
        """The preposition that governs a place: "from" in "from the northern towns of Fuaa"."""
        i = self.lead_at(place)
        if i > 1 and self.words.lower[i] == "to":
            beside = self.words.lower[i - 1]
            if beside in BESIDE or (beside == "entrance" and self.words.tags[i - 2] == "DT"):
                return "near"
        return self.words.lower[i] if i >= 0 else ""

    def lead_at(self, place: Span) -> int:
        """The token of the preposition that governs a place, or of what stands there instead."""
        start = place.start
        if start not in self._leads:
            self._leads[start] = self._find_lead(start)
        return self._leads[start]

    def _find_lead(self, start: int) -> int:
        """`lead_at` of a place that begins at token `start`."""
        lower, tags = self.words.lower, self.words.tags
        place_nouns, compass = self.cues_of.words("place_noun"), self.cues_of.words("compass")
        i, first = start - 1, max(0, start - 8)
        if lower[i] == "," and lower[i - 1] in _SEATS:
            i -= 1  # "in the state capital, Kut"
        while i > first and (
            lower[i] in place_nouns
            or tags[i] in ("JJ", "DT", "VBN", "``")
            or lower[i] == "of"
            or lower[i] in compass
            or (tags[i] == "HYPH" and lower[i - 1] in compass)  # "north-western"
            or (i + 1 < start and tags[i] in _NAMING and lower[i + 1] in place_nouns)
        ):  # "in the Christian quarter of Kut"
            i -= 1
        if i >= 1 and (lower[i] in ("and", ",") or tags[i] == "POS"):
            end = i - (lower[i] == "and" and lower[i - 1] == ",")  # "in Kut, Hit, and Hilla"
            previous = next((p for p in self.places if p.end == end), None)
            if previous is not None:
                return self.lead_at(previous)
        return i


def group(doc: Doc, layer: str) -> list[Span]:
    """The spans of a layer; none where it was never set."""
    return list(doc.spans[layer]) if layer in doc.spans else []


def ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    """Code point offsets of spans."""
    return tuple((s.start_char, s.end_char) for s in spans)
