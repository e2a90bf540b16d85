"""Sources that introduce the block behind them: "The agency has this update:"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sitrep.components.attributions.content_edges import trim
from sitrep.components.attributions.cue import NO_SOURCES, Range
from sitrep.components.attributions.cues import CueGrammar
from sitrep.components.attributions.layers import Layers
from sitrep.components.attributions.sayings import PRONOUNS, Attribution
from sitrep.components.attributions.speakers import Speakers, head_end
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# Openings of a paragraph in which the one who introduced a block speaks again.
_RESUMES: Final = frozenset("he she asked our".split())
# Words for what an editor does with somebody's words.
_VERIFYING: Final = frozenset("verified verify independently".split())
_POSSESSIVES: Final = frozenset("his her their".split())


# Labels of actors that hand out lists.
_BEARERS: Final = frozenset({"OPPOSITION", "MONITOR", "MEDIA", "GOVERNMENT", "INTERNATIONAL"})
# Headings of rows.
TALLIED: Final = frozenset(
    "dead wounded injured killed missing hurt casualties fatalities martyrs deaths injuries "
    "victims kia wia".split()
)
# Before the source of a list, and before a clause that only limits it.
_AGENTS: Final = frozenset("from via".split())
_LIMITS: Final = frozenset("where when as if while far".split())
# What stands for the label of a block where a list follows in the sentence itself.
INLINE: Final = "inline"
# How far into a paragraph the colon of a row may stand, in tokens.
_ROW_REACH: Final = 6
_EVENTS: Final = frozenset(
    "attack attacks raid raids violence clashes incursions killings strikes airstrikes bombings "
    "shelling assaults operations".split()
)
# Auxiliaries where a participle follows: "has been killed".
_PERFECT: Final = frozenset("has have had".split())


class Introductions:
    """Finds sources that introduce the block behind them."""

    def __init__(self, cues: CueGrammar, speakers: Speakers) -> None:
        self._cues = cues
        self._speakers = speakers

    def introduce(
        self,
        words: Words,
        layers: Layers,
        found: list[Attribution],
        antecedent: Callable[[str, int], Range | None],
    ) -> None:
        """Give the blocks behind "X reports:" or "X has this update:" to that attribution."""
        blocks = layers.blocks
        for n, (start, end, label) in enumerate(blocks[:-1]):
            if _is_item(words, blocks[n + 1]) and not _is_item(words, blocks[n]):
                _give_list(words, blocks, n, found)
            last = end - 1
            while last > start and words.texts[last].isspace():
                last -= 1
            following = blocks[n + 1]
            if (
                words.texts[last] != ":"
                and not (following[2] == "quote" and label != "quote")
                and not any(a.cue and a.cue[1] == last + 1 and not a.contents for a in found)
            ):
                continue
            sentence = max(words.sentences[words.sentence_number(last)][0], start)
            heads = [s for s, _ in words.sentences if start <= s < sentence]
            candidates = [a for a in found if a.cue and sentence <= a.cue[0] <= last and a.source]
            attribution = (
                candidates[0]
                if candidates
                else self.announced(words, sentence, last, layers, antecedent, following)
            )
            if attribution is None and heads:  # "A message from Ali. His name is changed:"
                attribution = self.announced(
                    words, heads[-1], sentence - 1, layers, antecedent, following
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
            elif _is_item(words, following):
                while stop + 1 < len(blocks) and _is_item(words, blocks[stop + 1]):
                    stop += 1
            elif attribution.lemma or attribution.announces:
                # Without layout or quotation marks, words of saying open a block to the end of the
                # entry, a mere colon only the next paragraph.
                while stop + 1 < len(blocks) and (
                    words.lower[blocks[stop + 1][0]] not in _RESUMES
                    and not _speaks_of(words, blocks[stop + 1], attribution.source, layers.actors)
                    and not _tells_of(words, blocks[stop + 1], found)
                    and not words.texts[blocks[stop + 1][0]].startswith("@")
                ):
                    stop += 1
            content = trim(words, blocks[n + 1][0], blocks[stop][1], inner=False)
            if content:
                attribution.contents.append(content)
                attribution.block = True

    def announced(
        self,
        words: Words,
        start: int,
        last: int,
        layers: Layers,
        antecedent: Callable[[str, int], Range | None],
        following: tuple[int, int, str],
    ) -> Attribution | None:
        """As in "The Guardian has this update:", "a message from X:", "She sends this:"."""
        actors = layers.actors
        items, inline = following[2] in ("item", INLINE), following[2] == INLINE
        rows = items or _is_row(words, following)
        noun = self._cues.forms.opens_block(words, start, last)
        if noun is None and _heads_events(words, start, last):
            return None
        for i in sorted(range(start, last - 1), key=lambda i: words.lower[i] != "from"):
            behind = noun is not None and i >= noun[1] and words.lower[i] in ("by", "of")
            if behind or (words.lower[i] == "from" and words.lower[i - 1] != "and"):
                source = self._cues.subjects.source_after(words, i + 1, last, actors)
                if (
                    source is None
                    or (items and not noun)
                    or names_place(words, source, layers.places)
                ):
                    continue
                if self._names(words, source, actors):
                    return _introduced(source, noun)
        for i in range(start + 1, last) if rows else ():
            if words.lower[i] == "by" and words.tags[i - 1] in ("VBN", "VBD", "JJ"):
                source = self._cues.subjects.source_after(words, i + 1, last, actors)
                if source is None or words.tags[source[0]] == "NNS":
                    continue
                if words.lower[i + 1] in ("this", "our"):
                    continue  # by the editor himself
                if self._names(words, source, actors):
                    # "as compiled by the committee:"
                    return _introduced(source, noun or (i - 1, i + 1))
        verbs = [
            i
            for i in range(start, last)
            if (words.tags[i] in FINITE or words.lower[i] in self._cues.forms.giving)
            and not (words.lower[i] in _PERFECT and words.tags[i + 1] in ("VBN", "RB"))
            and words.lower[i + 1] != "by"
        ]
        for verb in reversed(verbs):
            near = noun is not None or (
                words.lower[verb] in self._cues.forms.giving or (last - verb <= 3 and not inline)
            )
            if items and not near:
                continue  # a list of events: "Police fired in three towns:"
            if words.lower[verb] in WERE and words.tags[verb + 1] == "VBN":
                continue  # the subject says nothing: "30 people were killed:"
            group = verb_group_start(words, verb, start)
            source, unit = self._cues.subjects.source_before(words, group, start, actors)
            if source is None and words.lower[unit] in PRONOUNS:
                source = antecedent(words.lower[unit], unit)
            elif source is None:
                source = self._cues.subjects.source_after(words, start, group, actors)
            elif words.lower[unit - 1] in _LIMITS:
                continue  # "as far as hospitals can tell:"
            if source is not None and words.lower[source[0]] in NO_SOURCES:
                continue
            if source is not None and self._names(words, source, actors):
                stop = noun[1] if noun and verb < noun[1] <= verb + 6 else verb + 1
                return _introduced(source, (group, stop))
        for i in range(start, last) if rows else ():
            if words.lower[i] in _AGENTS or (i == start and not verbs):
                # "from the register, which …:", "The committee:"
                source = self._cues.subjects.source_after(
                    words, i + (words.lower[i] in _AGENTS), last, actors
                )
                if source is None or not self._bears(words, source, actors, i):
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
                and not names_place(words, source, layers.places)
                and not words.texts[source[0]].isupper()  # a dateline: "AMMAN:"
            ):
                return _introduced(source, noun)
        for i in range(start, last) if noun or not items else ():
            if words.lower[i] in _POSSESSIVES:
                source = antecedent(words.lower[i], i)
                if source is not None:
                    return _introduced(source, noun)
        return None

    def _bears(self, words: Words, source: Range, actors: Actors, i: int) -> bool:
        """Whether a noun phrase is a body that can hand out a list, not a list of the dead."""
        if not TALLIED.isdisjoint(words.lower[slice(*source)]):
            return False
        bearers = self._speakers.bodies
        if words.lower[i] in _AGENTS:  # "from the register"
            bearers |= self._speakers.texts
        end = head_end(words, source)
        return any(
            (words.lower[k] in bearers and words.tags[k] != "NNS")
            or actors.get(k, (0, ""))[1] in _BEARERS
            for k in range(source[0], end)
        )

    def _names(self, words: Words, source: Range, actors: Actors) -> bool:
        """Whether a noun phrase is somebody: an actor, a person, a body, or a name."""
        end = head_end(words, source)
        return self._speakers.is_named(words, source, actors) or (
            words.tags[source[0]] == "NNP" and words.tags[end - 1] == "NNP"
        )


def _heads_events(words: Words, start: int, last: int) -> bool:
    """Whether a heading tells what happened, and nobody says it: "Rebel attacks in Kut:"."""
    events = [i for i in range(start, last) if words.lower[i] in _EVENTS]
    return bool(events) and not any(
        words.tags[i] in FINITE and i not in events for i in range(start, last)
    )


def names_place(words: Words, source: Range, places: list[Range]) -> bool:
    """Whether a source is a place, or named after one: not "a doctor in Homs", "Homs's doctors"."""
    end = head_end(words, source)
    return any(
        place[0] < end and source[0] < place[1] and words.tags[place[1] : end][:1] != ["POS"]
        for place in places
    )


def _is_row(words: Words, block: tuple[int, int, str]) -> bool:
    """Whether a block is an item of a list, or a line such as "Hama: 5, two of them women"."""
    start, end, label = block
    row = ":" in words.lower[start : min(start + _ROW_REACH, end)]
    return label == "item" or (row and label == "paragraph")


def _is_item(words: Words, block: tuple[int, int, str]) -> bool:
    """Whether a block is an item of a list, with a mark or a number ("-2 dead", "1. Two dead")."""
    start, end, label = block
    numbered = words.texts[start].isdigit() and {".", ")", "/"}.intersection(
        words.texts[start + 1 : min(start + 2, end)]
    )
    return label == "item" or bool(numbered) or words.texts[start][0] in "-–"


def _give_list(
    words: Words, blocks: list[tuple[int, int, str]], n: int, found: list[Attribution]
) -> None:
    """Give the list behind block n to who speaks from a colon at its head to its end.

    As in "The Office: The toll has risen to 45." above "- In Hama 10 were killed".
    """
    start, end, _ = blocks[n]
    head = words.sentence_number(start)
    for attribution in found:
        if attribution.rule == "colon" and words.sentence_number(attribution.unit) == head:
            stop = n + 1
            while stop + 1 < len(blocks) and _is_item(words, blocks[stop + 1]):
                stop += 1
            first, last = attribution.contents[-1]
            content = trim(words, blocks[n + 1][0], blocks[stop][1], inner=False)
            if attribution.unit < first and content and trim(words, last, end) is None:
                attribution.contents.append(content)


def _introduced(source: Range, cue: Range | None) -> Attribution:
    return Attribution(source, cue, [], "announced", announces=True, unit=source[0])


def _speaks_of(
    words: Words, block: tuple[int, int, str], source: Range | None, actors: Actors
) -> bool:
    """Whether a block names the person whose words went before: the editor speaks again.

    A body that is an actor may name itself in what it says, by its full name.
    """
    if source is None or words.tags[source[1] - 2 : source[1]] != ["NNP", "NNP"]:
        return False
    first, last = words.texts[source[1] - 2 : source[1]]
    named = [words.texts[k - 1] for k in range(*block[:2]) if words.texts[k] == last]
    return any(before != first or source[0] not in actors for before in named)


def _tells_of(words: Words, block: tuple[int, int, str], found: list[Attribution]) -> bool:
    """Whether a block is the editor's: it quotes a name, or says that nothing could be verified."""
    start, end, _ = block
    if not _VERIFYING.isdisjoint(words.lower[start:end]):
        return True
    return any(
        a.source is not None
        and start <= a.source[0] < end
        and words.tags[a.source[1] - 1] == "NNP"
        and any(words.tags[t] in ("``", "''") for c in a.contents for t in range(c[0] - 1, c[1]))
        for a in found
    )
