"""Sources before a colon, or in brackets, within a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrep.components.attributions.content_edges import trim
from sitrep.components.attributions.cue import Cue, Range, meets
from sitrep.components.attributions.cues import CueGrammar
from sitrep.components.attributions.introductions import INLINE, TALLIED, Introductions, names_place
from sitrep.components.attributions.layers import Layers
from sitrep.components.attributions.sayings import Attribution
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# How far from the head of its sentence the colon behind a source may stand, in tokens.
_COLON_REACH: Final = 24
# How far behind a figure the bracket with its source may open, in tokens.
_BRACKET_REACH: Final = 8
# How many tokens before its end the mark before a headline's source stands, at most.
_CLOSING_REACH: Final = 8
_SET_OFF: Final = frozenset({"-", "–", "—"})
_COLONS: Final = frozenset({":", "::"})
# Between a place at the head of a bulletin and its dash, in tokens: "Hama province –".
_PLACE_REACH: Final = 3
_WITHIN_NAMES: Final = frozenset("of the for and -".split())
# Tags of a verb behind a bracket.
_VERBS: Final = FINITE | {"VBN", "VBG"}
# What opens a bracket that only tells who the victims were.
_DESCRIBES: Final = frozenset("both all each including mostly".split())
# Before a source at the head of its sentence.
_LEADS: Final = frozenset('rt mt • - – " update via flash urgent breaking , .'.split())
# What may stand before "wounded" where it heads its own count: "Number of wounded: 60".
_TALLYING: Final = frozenset("number total confirmed of the".split())
# Labels of actors whose dead a row counts.
_COUNTED: Final = frozenset({"CIVILIANS", "PROTESTERS", "ARMED_GROUP"})


class Colons:
    """Finds sources that a colon or a bracket sets off in their own sentence."""

    def __init__(self, introductions: Introductions, cues: CueGrammar, speakers: Speakers) -> None:
        self._introductions = introductions
        self._cues = cues
        self._speakers = speakers

    def in_turn(
        self,
        words: Words,
        start: int,
        end: int,
        layers: Layers,
        cues: list[Cue],
        antecedent: Callable[[str, int], Range | None],
    ) -> list[Attribution]:
        """The sources before the colons of a sentence: "Radio Kut: six dead; Radio Sur: nine"."""
        first = self.before_colon(words, start, end, layers, cues, antecedent)
        if first is None:
            return []
        found = [first]
        for i in range(start, end):
            if words.lower[i] != ";" or _COLONS.isdisjoint(words.lower[i : i + _COLON_REACH]):
                continue
            inside = [cue for cue in cues if cue.start > i]
            other = self.before_colon(words, i + 1, end, layers, inside, antecedent)
            told = trim(words, found[-1].contents[0][0], i)
            if other and other.source and other.source[0] == i + 1 and told:
                found[-1].contents = [told]
                found.append(other)
        return found

    def before_colon(
        self,
        words: Words,
        start: int,
        end: int,
        layers: Layers,
        cues: list[Cue],
        antecedent: Callable[[str, int], Range | None],
    ) -> Attribution | None:
        """A source and a colon at the head of a sentence ("RT @name: …")."""
        lower = words.lower
        first = start
        while first < end and lower[first] in _LEADS:
            first += 1
        if not _COLONS.isdisjoint(lower[first + 1 : end - 1]):
            first = _behind_place(words, first, end, layers.places)
        if first < end - 2 and words.texts[first].startswith("@") and lower[first + 1] != ":":
            content = trim(words, first + 1, end)
            opens = first == start and not any(cue.start == first + 1 for cue in cues)
            if opens and content and words.texts[first + 1][0].isupper():
                return Attribution((first, first + 1), None, [content], "colon", unit=first)
        if _COLONS.isdisjoint(lower[first + 1 : end - 1]):
            return None
        actors = layers.actors
        for i in range(first + 1, end - 1):
            if lower[i] not in _COLONS:
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
                    return self._inline(words, first, i, end, layers, antecedent)
                if names_place(words, source, layers.places):
                    return None  # a list by places: "Suez: 12 dead"
                if self._tallies(words, source, i + 1, actors, layers.victims):
                    return None
                quoted = words.texts[i + 1] in ('"', "“")
                speaks = self._speakers.can_speak if quoted else self._speakers.is_named
                if not speaks(words, source, actors):
                    return self._inline(words, first, i, end, layers, antecedent)
            content = trim(words, i + 1, end)
            return Attribution(source, cue, [content], "colon", unit=first) if content else None
        return None

    def closing_headline(
        self, words: Words, start: int, end: int, actors: Actors, victims: list[Range]
    ) -> Attribution | None:
        """A source that ends a headline behind a colon or dash: "Ten killed in Kut: ministry".

        The headline tells of casualties, or has a verb and a colon; the source is no count, and
        none of the casualties.
        """
        last = end
        while last > start and words.texts[last - 1].isspace():
            last -= 1
        if last == end < len(words.texts):  # more follows in its line
            return None
        for i in range(last - 2, max(start, last - _CLOSING_REACH), -1):
            mark = words.lower[i]
            if mark == ":" or (mark in _SET_OFF and words.text[words.offsets[i] - 1].isspace()):
                break
        else:
            return None
        source = self._cues.subjects.source_after(words, i + 1, last, actors)
        if source != (i + 1, last) or words.tags[i + 1] in ("CD", "DT") or meets(source, victims):
            return None
        told = any(start <= first < i for first, _ in victims) or (
            words.lower[i] == ":" and not FINITE.isdisjoint(words.tags[start:i])
        )
        content = trim(words, start, i) if told else None
        if content is None or not self._speakers.is_named(words, source, actors):
            return None
        return Attribution(source, None, [content], "colon", unit=i + 1)

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
        layers: Layers,
        antecedent: Callable[[str, int], Range | None],
    ) -> Attribution | None:
        """A list in its own sentence: "The bureau publishes its list: Gao 2; Kidal 1"."""
        if not any(colon < first < end for first, _ in layers.victims):
            return None
        row = (colon + 1, end, INLINE)
        announced = self._introductions.announced(words, start, colon, layers, antecedent, row)
        content = trim(words, colon + 1, end)
        if announced is None or announced.source is None or content is None:
            return None
        if meets(announced.source, layers.victims):
            return None
        announced.rule, announced.announces, announced.contents = "colon", False, [content]
        return announced

    def _tallies(
        self, words: Words, source: Range, i: int, actors: Actors, victims: list[Range]
    ) -> bool:
        """Whether a colon at the end of a phrase gives its dead: "Wounded: 80"."""
        first, last = source[0], source[1] - 1
        if words.lower[first] in TALLIED or (
            words.lower[last] in TALLIED and _TALLYING.issuperset(words.lower[first:last])
        ):
            return True
        counted = next((v for v in victims if v[0] == i == source[1] + 1), None)
        named = {actors[t][1] for t in range(*source) if t in actors}
        return (
            counted is not None
            and not _COUNTED.isdisjoint(named)
            and words.lower[counted[1] - 1] in TALLIED
            and not any(t in actors for t in range(*counted))
        )

    def _only_adverbial(self, words: Words, i: int, colon: int) -> bool:
        """Whether nothing, or ", Zagreb" or ", at noon", stands between a source and its colon."""
        return i == colon or (
            words.lower[i] in (",", "(", "on", "in", "at")
            and not any(words.tags[k] in FINITE for k in range(i, colon))
        )

    def in_brackets(
        self, words: Words, layers: Layers, found: list[Attribution]
    ) -> list[Attribution]:
        """Sources in brackets behind a figure: "12 dead (health ministry); 16 (students)".

        They stand behind what they say: no verb follows, as in "Ali Kone (a driver) was killed".
        """
        sayings: list[Attribution] = []
        actors = layers.actors
        if "(" not in words.lower:
            return sayings
        for first, stop in layers.victims:
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
            if not _VERBS.isdisjoint(words.tags[end + 1 : end + 2]):
                continue
            if not self._speakers.is_named(words, source, actors):
                continue
            if names_place(words, source, layers.places):
                continue  # "near Bor (Jonglei State)"
            if _describes(words, (bracket + 1, end)) or _abbreviates(words, bracket):
                continue
            content = trim(words, first, bracket)
            if content and not any(c[0] <= first < c[1] for a in found for c in a.contents):
                sayings.append(Attribution(source, None, [content], "brackets", unit=source[0]))
        return sayings


def _behind_place(words: Words, first: int, end: int, places: list[Range]) -> int:
    """The token behind a place and a dash that head a bulletin: "Hama province – SOHR: …"."""
    place = next((stop for begin, stop in places if begin == first), None)
    if place is None:
        return first
    for k in range(place, min(place + _PLACE_REACH, end)):
        if words.texts[k] in _SET_OFF and words.text[words.offsets[k] - 1].isspace():
            return k + 1
    return first


def _describes(words: Words, bracket: Range) -> bool:
    """Whether a bracket tells who the victims were: "(two guards and a cook)", "(both nurses)"."""
    first = bracket[0]
    return words.tags[first] == "CD" or words.lower[first] in _DESCRIBES


def _abbreviates(words: Words, bracket: int) -> bool:
    """Whether a bracket only gives the initials of the name before it: "Border Guard (BG)"."""
    short = words.texts[bracket + 1]
    initials = ""
    k = bracket - 1
    while k >= 0 and (words.texts[k][0].isupper() or words.lower[k] in _WITHIN_NAMES):
        initials = words.texts[k][0].upper() + initials if words.texts[k][0].isupper() else initials
        k -= 1
    return len(short) > 1 and short.isupper() and initials.endswith(short)
