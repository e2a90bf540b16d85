"""Sources that a colon introduces, before a sentence or before a block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrep.components.clauses import verb_group_start
from sitrep.components.contents import Range, trim
from sitrep.components.cues import Cue, CueGrammar, meets
from sitrep.components.sayings import PRONOUNS, Attribution
from sitrep.components.speakers import Speakers
from sitrep.components.subjects import Actors
from sitrep.components.tagger import FINITE
from sitrep.components.words import Words

# How far from the head of its sentence the colon behind a source may stand, in tokens.
_COLON_REACH: Final = 16
# Openings of a paragraph in which the one who introduced a block speaks again.
_RESUMES: Final = frozenset("he she asked our".split())
# How far behind a figure the bracket with its source may open, in tokens.
_BRACKET_REACH: Final = 8
_POSSESSIVES: Final = frozenset("his her their".split())


# Headings of rows, and labels of actors whose dead a row counts.
_TALLIED: Final = frozenset("dead wounded injured killed missing hurt".split())
_COUNTED: Final = frozenset({"CIVILIANS", "PROTESTERS", "ARMED_GROUP"})
# Labels of actors that hand out lists.
_BEARERS: Final = frozenset({"OPPOSITION", "MONITOR", "MEDIA", "GOVERNMENT", "INTERNATIONAL"})
# Before the source of a list, and before a clause that only limits it.
_AGENTS: Final = frozenset("from via".split())
_LIMITS: Final = frozenset("where when as if while far".split())
# What stands for the label of a block where a list follows in the sentence itself.
_INLINE: Final = "inline"
# How far into a paragraph the colon of a row may stand, in tokens.
_ROW_REACH: Final = 6
# Auxiliaries where a participle follows: "has been killed".
_PERFECT: Final = frozenset("has have had".split())


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
        antecedent: Callable[[str, int], Range | None],
        places: list[Range],
        victims: list[Range],
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
            "flash",
            "urgent",
            "breaking",
            ",",
            ".",
        ):
            first += 1
        if first < end - 2 and words.texts[first].startswith("@") and lower[first + 1] != ":":
            content = trim(words, first + 1, end)
            opens = first == start and not any(cue.start == first + 1 for cue in cues)
            if opens and content and words.texts[first + 1][0].isupper():
                return Attribution((first, first + 1), None, [content], "colon", unit=first)
        for i in range(first + 1, end - 1):
            if lower[i] != ":":
                continue
            if i >= first + _COLON_REACH and words.texts[i + 1] not in ('"', "“"):
                return None
            if any(cue.start < i for cue in cues):
                return None
            if words.texts[i + 1] in ('"', "“"):
                spoken = self._before_quotation(words, first, i, end, actors)
                if spoken is not None:
                    return spoken
            cue: Range | None = None
            if words.texts[first].startswith("@") and i == first + 1:
                source: Range | None = (first, i)
                if lower[first - 1 : first] == ["rt"] and first > start:
                    cue = (first - 1, first)
            else:
                source = self._cues.subjects.source_after(words, first, i, actors)
                if source is None or not self._only_adverbial(words, source[1], i):
                    return self._inline(words, first, i, end, actors, antecedent, places, victims)
                if _meets(words, source, places):
                    return None  # a list by places: "Suez: 12 dead"
                if self._tallies(words, source, i + 1, actors, victims):
                    return None
                quoted = words.texts[i + 1] in ('"', "“")
                speaks = self._speakers.can_speak if quoted else self._speakers.is_named
                if not speaks(words, source, actors):
                    return None
            content = trim(words, i + 1, end)
            return Attribution(source, cue, [content], "colon", unit=first) if content else None
        return None

    def _before_quotation(
        self, words: Words, start: int, colon: int, end: int, actors: Actors
    ) -> Attribution | None:
        """Whatever verb stands between a speaker and a quotation: "Ali is careful: “…”"."""
        for verb in range(colon - 1, start, -1):
            if words.tags[verb] not in FINITE:
                continue
            source, _ = self._cues.subjects.source_before(words, verb, start, actors)
            if source is None or not self._speakers.is_named(words, source, actors):
                continue
            stop = next(
                (
                    k
                    for k in range(colon + 2, len(words))
                    if words.texts[k] in ('"', "”") or "\n" in words.texts[k]
                ),
                end,
            )
            content = (colon + 2, stop)
            return Attribution(source, (verb, verb + 1), [content], "colon", unit=source[0])
        return None

    def _inline(
        self,
        words: Words,
        start: int,
        colon: int,
        end: int,
        actors: Actors,
        antecedent: Callable[[str, int], Range | None],
        places: list[Range],
        victims: list[Range],
    ) -> Attribution | None:
        """A list in its own sentence: "The bureau publishes its list: Gao 2; Kidal 1"."""
        if not any(colon < first < end for first, _ in victims):
            return None
        row = (colon + 1, end, _INLINE)
        announced = self._announced(words, start, colon, actors, antecedent, row, places)
        content = trim(words, colon + 1, end)
        if announced is None or announced.source is None or content is None:
            return None
        if meets(announced.source, victims):
            return None
        announced.rule, announced.announces, announced.contents = "colon", False, [content]
        return announced

    def _tallies(
        self, words: Words, source: Range, i: int, actors: Actors, victims: list[Range]
    ) -> bool:
        """Whether a colon at the end of a phrase gives its dead: "Wounded: 80"."""
        if words.lower[source[0]] in _TALLIED:
            return True
        counted = next((v for v in victims if v[0] == i == source[1] + 1), None)
        named = {actors[t][1] for t in range(*source) if t in actors}
        return (
            counted is not None
            and not _COUNTED.isdisjoint(named)
            and words.lower[counted[1] - 1] in _TALLIED
            and not any(t in actors for t in range(*counted))
        )

    def _only_adverbial(self, words: Words, i: int, colon: int) -> bool:
        """Whether nothing, or ", Zagreb" or ", at noon", stands between a source and its colon."""
        return i == colon or (
            words.lower[i] in (",", "(", "on", "in", "at")
            and not any(words.tags[k] in FINITE for k in range(i, colon))
        )

    def in_brackets(
        self, words: Words, actors: Actors, victims: list[Range], found: list[Attribution]
    ) -> list[Attribution]:
        """Sources in brackets behind a figure: "12 dead (health ministry); 16 (students)"."""
        sayings = []
        for first, stop in victims:
            bracket = next(
                (
                    k
                    for k in range(stop, min(stop + _BRACKET_REACH, len(words)))
                    if words.texts[k] == "("
                ),
                None,
            )
            if bracket is None or not {";", "."}.isdisjoint(words.lower[stop:bracket]):
                continue
            end = next((k for k in range(bracket, len(words)) if words.texts[k] == ")"), bracket)
            source = self._cues.subjects.source_after(words, bracket + 1, end, actors)
            if source is None or source[1] != end:
                continue
            if not self._speakers.is_named(words, source, actors):
                continue
            content = trim(words, first, bracket)
            if content and not any(c[0] <= first < c[1] for a in found for c in a.contents):
                sayings.append(Attribution(source, None, [content], "brackets", unit=source[0]))
        return sayings

    def introduce(
        self,
        words: Words,
        blocks: list[tuple[int, int, str]],
        actors: Actors,
        found: list[Attribution],
        antecedent: Callable[[str, int], Range | None],
        places: list[Range],
    ) -> None:
        """Give the blocks behind "X reports:" or "X has this update:" to that attribution."""
        for n, (start, end, label) in enumerate(blocks[:-1]):
            last = end - 1
            while last > start and words.texts[last].isspace():
                last -= 1
            following = blocks[n + 1]
            sentence = max((s for s, _ in words.sentences if s <= last), default=start)
            sentence = max(sentence, start)
            empty = any(a.cue and a.cue[1] == last + 1 and not a.contents for a in found)
            if (
                words.texts[last] != ":"
                and not empty
                and not (following[2] == "quote" and label != "quote")
            ):
                continue
            candidates = [a for a in found if a.cue and sentence <= a.cue[0] <= last and a.source]
            attribution = (
                candidates[0]
                if candidates
                else self._announced(words, sentence, last, actors, antecedent, following, places)
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
                while stop + 1 < len(blocks) and (words.lower[blocks[stop + 1][0]] not in _RESUMES):
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
        following: tuple[int, int, str],
        places: list[Range],
    ) -> Attribution | None:
        """As in "The Guardian has this update:", "a message from X:", "She sends this:"."""
        items, inline = following[2] in ("item", _INLINE), following[2] == _INLINE
        rows = items or _is_row(words, following)
        noun = self._cues.opens_block(words, start, last)
        for i in range(start, last - 1):
            if words.lower[i] == "from" or (noun and words.lower[i] in ("by", "of")):
                source = self._cues.subjects.source_after(words, i + 1, last, actors)
                if source is None or (items and not noun) or _meets(words, source, places):
                    continue
                if self._names(words, source, actors):
                    return _introduced(source, noun)
        for i in range(start + 1, last) if rows else ():
            if words.lower[i] == "by" and words.tags[i - 1] in ("VBN", "VBD"):
                source = self._cues.subjects.source_after(words, i + 1, last, actors)
                if source is None or words.tags[source[0]] == "NNS":
                    continue
                if self._names(words, source, actors):
                    return _introduced(source, noun)  # "as compiled by the committee:"
        verbs = [
            i
            for i in range(start, last)
            if (words.tags[i] in FINITE or words.lower[i] in self._cues.giving)
            and not (words.lower[i] in _PERFECT and words.tags[i + 1] in ("VBN", "RB"))
            and words.lower[i + 1] != "by"
        ]
        for verb in reversed(verbs):
            near = noun is not None or (
                words.lower[verb] in self._cues.giving or (last - verb <= 3 and not inline)
            )
            if items and not near:
                continue  # a list of events: "Police fired in three towns:"
            group = verb_group_start(words, verb, start)
            source, unit = self._cues.subjects.source_before(words, group, start, actors)
            if source is None and words.lower[unit] in PRONOUNS:
                source = antecedent(words.lower[unit], unit)
            elif source is None:
                source = self._cues.subjects.source_after(words, start, group, actors)
            elif words.lower[unit - 1] in _LIMITS:
                continue  # "as far as hospitals can tell:"
            if source is not None and self._names(words, source, actors):
                stop = noun[1] if noun and verb < noun[1] <= verb + 6 else verb + 1
                return _introduced(source, (group, stop))
        for i in range(start, last) if rows else ():
            if words.lower[i] in _AGENTS or (i == start and not verbs):
                # "from the register, which …:", "The committee:"
                source = self._cues.subjects.source_after(
                    words, i + (words.lower[i] in _AGENTS), last, actors
                )
                if source is None or not self._bears(words, source, actors):
                    continue
                if words.lower[i - 1] == "and":
                    continue  # "from our notes and from the agency:"
                if words.lower[i] in _AGENTS or words.lower[source[1]] in (":", ","):
                    return _introduced(source, noun)
        if not verbs and (noun or not items):
            source = self._cues.subjects.source_after(words, start, last, actors)
            if (
                source is not None
                and self._names(words, source, actors)
                and not _meets(words, source, places)
                and not words.texts[source[0]].isupper()  # a dateline: "AMMAN:"
            ):
                return _introduced(source, noun)
        for i in range(start, last) if noun or not items else ():
            if words.lower[i] in _POSSESSIVES:
                source = antecedent(words.lower[i], i)
                if source is not None:
                    return _introduced(source, noun)
        return None

    def _bears(self, words: Words, source: Range, actors: Actors) -> bool:
        """Whether a noun phrase is a body that can hand out a list."""
        end = next((k for k in range(*source) if words.tags[k] == "IN"), source[1])
        return any(
            (words.lower[k] in self._speakers.bodies and words.tags[k] != "NNS")
            or actors.get(k, (0, ""))[1] in _BEARERS
            for k in range(source[0], end)
        )

    def _names(self, words: Words, source: Range, actors: Actors) -> bool:
        """Whether a noun phrase is somebody: an actor, a person, a body, or a name."""
        return self._speakers.is_named(words, source, actors) or (
            words.tags[source[0]] == "NNP" and words.tags[source[1] - 1] == "NNP"
        )


def _meets(words: Words, source: Range, places: list[Range]) -> bool:
    """Whether a source is a place, or named after one: not "a doctor in Homs"."""
    end = next((k for k in range(*source) if words.tags[k] == "IN"), source[1])
    return any(place[0] < end and source[0] < place[1] for place in places)


def _is_row(words: Words, block: tuple[int, int, str]) -> bool:
    """Whether a block is an item of a list, or a line such as "Hama: 5, two of them women"."""
    start, end, label = block
    row = ":" in words.lower[start : min(start + _ROW_REACH, end)]
    return label == "item" or (row and label == "paragraph")


def _introduced(source: Range, cue: Range | None) -> Attribution:
    return Attribution(source, cue, [], "announced", announces=True, unit=source[0])
