"""Sayings that reach beyond their sentence: quotations, introduced blocks, and bare colons."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from sitrep.components.cues import Cue, CueGrammar
from sitrep.components.sayings import PRONOUNS, Attribution, Range, trim
from sitrep.components.speakers import Speakers
from sitrep.components.tagger import FINITE
from sitrep.components.words import Words

Actors = Mapping[int, tuple[int, str]]

# Constructions whose report goes on in the sentences behind theirs.
_CONTINUED: Final = frozenset({"clause", "told", "according", "colon", "figure", "put", "revise"})
# A year makes a sentence background: "In 1982 thousands died there."
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
# How far from the head of its sentence the colon behind a source may stand, in tokens.
_COLON_REACH: Final = 16
# Openings of a paragraph in which the one who introduced a block speaks again.
_RESUMES: Final = frozenset("he she asked our".split())
_HAVE: Final = frozenset(
    "has have had sends sent posts posted gives gave offers issued issues released writes".split()
)


class Introductions:
    """Finds sources that a colon introduces, before a sentence or before a block."""

    def __init__(self, cues: CueGrammar, speakers: Speakers) -> None:
        self._cues = cues
        self._speakers = speakers

    def colon_source(
        self,
        words: Words,
        start: int,
        end: int,
        actors: Actors,
        cues: list[Cue],
        places: list[Range],
    ) -> Attribution | None:
        """A source and a colon at the head of a sentence ("RT @name: …")."""
        lower = words.lower
        first = start
        while first < end and lower[first] in (
            "rt",
            "•",
            "-",
            "–",
            "mt",
            '"',
            "update",
            "via",
            ".",
        ):
            first += 1
        if first < end - 2 and words.texts[first].startswith("@") and lower[first + 1] != ":":
            content = trim(words, first + 1, end)
            opens = first == start and not any(cue.start == first + 1 for cue in cues)
            if opens and content and words.texts[first + 1][0].isupper():
                return Attribution((first, first + 1), None, [content], "colon", unit=first)
        for i in range(first + 1, min(first + _COLON_REACH, end - 1)):
            if lower[i] != ":":
                continue
            if any(cue.start < i for cue in cues):
                return None
            cue: Range | None = None
            if words.texts[first].startswith("@") and i == first + 1:
                source: Range | None = (first, i)
                if lower[first - 1 : first] == ["rt"] and first > start:
                    cue = (first - 1, first)
            else:
                source = self._cues.source_after(words, first, i, actors)
                if source is None or not self._only_adverbial(words, source[1], i):
                    return None
                if any(place[0] < source[1] and source[0] < place[1] for place in places):
                    return None  # a list by places: "Suez: 12 dead"
                quoted = words.texts[i + 1] in ('"', "“")
                speaks = self._speakers.can_speak if quoted else self._speakers.is_named
                if not speaks(words, source, actors):
                    return None
            content = trim(words, i + 1, end)
            return Attribution(source, cue, [content], "colon", unit=first) if content else None
        return None

    def _only_adverbial(self, words: Words, i: int, colon: int) -> bool:
        """Whether nothing, or ", Zagreb" or ", at noon", stands between a source and its colon."""
        return i == colon or (
            words.lower[i] in (",", "(", "on", "in", "at")
            and not any(words.tags[k] in FINITE for k in range(i, colon))
        )

    def introduce(
        self,
        words: Words,
        blocks: list[tuple[int, int, str]],
        actors: Actors,
        found: list[Attribution],
        antecedent: Callable[[str, int], Range | None],
    ) -> None:
        """Give the blocks behind "X reports:" or "X has this update:" to that attribution."""
        for n, (start, end, label) in enumerate(blocks[:-1]):
            last = end - 1
            while last > start and words.texts[last].isspace():
                last -= 1
            following = blocks[n + 1]
            if words.texts[last] != ":" and not (following[2] == "quote" and label != "quote"):
                continue
            sentence = max((s for s, _ in words.sentences if s <= last), default=start)
            sentence = max(sentence, start)
            candidates = [a for a in found if a.cue and sentence <= a.cue[0] <= last and a.source]
            attribution = (
                candidates[0]
                if candidates
                else self._announced(words, sentence, last, actors, antecedent)
            )
            if attribution is None:
                continue
            if attribution not in found:
                found.append(attribution)
            stop = n + 1
            if following[2] == "quote":
                while stop + 1 < len(blocks) and blocks[stop + 1][2] == "quote":
                    stop += 1
            elif words.texts[following[0]] in ('"', "“"):
                while stop + 1 < len(blocks) and words.texts[blocks[stop + 1][0]] in ('"', "“"):
                    stop += 1
            elif following[2] == "item":
                while stop + 1 < len(blocks) and blocks[stop + 1][2] == "item":
                    stop += 1
            elif attribution.lemma or attribution.announces:
                # Without layout or quotation marks, words of saying open a block to the end of the
                # entry, a mere colon only the next paragraph.
                while stop + 1 < len(blocks) and (
                    words.lower[blocks[stop + 1][0]] not in _RESUMES
                ):
                    stop += 1
            content = trim(words, blocks[n + 1][0], blocks[stop][1], inner=False)
            if content:
                attribution.contents.append(content)
                attribution.block = True

    def _announced(
        self,
        words: Words,
        start: int,
        last: int,
        actors: Actors,
        antecedent: Callable[[str, int], Range | None],
    ) -> Attribution | None:
        """As in "The Guardian has this update:", "She sends this:", "a message from X:"."""
        noun = self._cues.opens_block(words, start, last)
        verbs = [
            i for i in range(start, last) if words.tags[i] in FINITE or words.lower[i] in _HAVE
        ]
        for verb in verbs[-1:]:
            source, unit = self._cues.source_before(words, verb, start, actors)
            announces = noun is not None or words.lower[verb] in _HAVE or last - verb <= 3
            if source is None and announces and words.lower[unit] in PRONOUNS:
                source = antecedent(words.lower[unit], unit)
            if source is not None and announces and self._names(words, source, actors):
                return Attribution(
                    source,
                    (verb, noun[1] if noun and verb < noun[1] <= verb + 6 else verb + 1),
                    [],
                    "announced",
                    announces=noun is not None,
                    unit=source[0],
                )
        for i in range(start, last - 1):
            if words.lower[i] == "from" or (noun and words.lower[i] in ("by", "of")):
                source = self._cues.source_after(words, i + 1, last, actors)
                if source is not None and self._names(words, source, actors):
                    cue = noun if noun else (i, i + 1)
                    return Attribution(source, cue, [], "announced", announces=True, unit=source[0])
        source = self._cues.source_after(words, start, last, actors)
        if source is not None and self._names(words, source, actors) and not verbs:
            return Attribution(source, noun, [], "announced", announces=True, unit=source[0])
        return None

    def _names(self, words: Words, source: Range, actors: Actors) -> bool:
        """Whether a noun phrase is somebody: an actor, a person, a body, or a name."""
        return self._speakers.is_named(words, source, actors) or (
            words.tags[source[0]] == "NNP" and words.tags[source[1] - 1] == "NNP"
        )


def continue_quotes(
    words: Words,
    blocks: list[tuple[int, int, str]],
    quotes: list[Range],
    found: list[Attribution],
) -> None:
    """Give a quotation that no saying holds to the speaker before it in its block."""
    covered = {t for a in found for c in a.contents for t in range(*c)}
    for quote in quotes:
        if quote[1] - quote[0] < 4 or any(t in covered for t in range(*quote)):
            continue
        block = next((b for b in blocks if b[0] <= quote[0] < b[1]), None)
        if block is None:
            continue
        before = [
            a
            for a in found
            if a.cue
            and a.contents
            and a.unit < quote[0]
            and a.cue[0] >= _scope_start(words, blocks, block)
        ]
        begins = words.texts[quote[0] - 1] in ('"', "“") and (
            quote[0] - 1 == block[0] or words.tags[quote[0] - 2] in (".", "''", ":", "_SP")
        )
        if before and begins:
            speaker = before[-1]
            speaker.contents.append(quote)
            covered.update(range(*quote))


def continue_reports(
    words: Words,
    blocks: list[tuple[int, int, str]],
    told: list[int],
    found: list[Attribution],
) -> None:
    """Give a sentence that tells of casualties and names no source to the report it stands in.

    "Two shells hit the market, police said. Three people died." Only the sentences that follow
    the saying directly in its paragraph go on with it.
    """
    for start, end, _ in blocks:
        speaker: Attribution | None = None
        for first, last in words.sentences:
            if not (start <= first < end):
                continue
            own = [a for a in found if first <= a.start < last]
            if own:
                main = next((a for a in own if a.rule in _CONTINUED), None)
                speaker = main if main is not None and main.source else None
                continue
            if any(c[0] <= first < c[1] for a in found for c in a.contents):
                continue
            tells = any(first <= token < last for token in told) and not any(
                _YEAR.fullmatch(words.texts[k]) for k in range(first, last)
            )
            if speaker is not None and (tells or speaker.rule == "colon"):
                content = trim(words, first, last)
                if content:
                    speaker.contents.append(content)
            else:
                speaker = None


def _scope_start(
    words: Words, blocks: list[tuple[int, int, str]], block: tuple[int, int, str]
) -> int:
    """Where the speaker of a quotation may stand: its block, or the one before a lone quotation."""
    index = blocks.index(block)
    if index and words.texts[block[0]] in ('"', "“"):
        return blocks[index - 1][0]
    return block[0]
