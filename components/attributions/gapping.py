"""Who gives a rival figure whose verb is left out: "The ministry gives 12 dead, the union 15"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from sitrep.components.attributions.content_edges import trim
from sitrep.components.attributions.cue import Range, meets
from sitrep.components.attributions.cues import CueGrammar
from sitrep.components.attributions.introductions import TALLIED
from sitrep.components.attributions.layers import Layers
from sitrep.components.attributions.sayings import Attribution
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_JOINTS: Final = frozenset({",", ";", "and", "while", "but"})
_LEADS: Final = frozenset({"of", "at", "to", ","})
_AGENTS: Final = (["according", "to"], ["by"])
_NOMINAL: Final = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "NNPS"})
# How many tokens before its figure whoever gives it may begin.
_REACH: Final = 8


class Gapping:
    """Finds who gives the rival figures of a sentence."""

    def __init__(self, cues: CueGrammar, speakers: Speakers) -> None:
        self._cues = cues
        self._speakers = speakers

    def rivals(
        self, words: Words, start: int, end: int, layers: Layers, found: list[Attribution]
    ) -> list[Attribution]:
        """The sayings of a sentence that go on with the verb of one before; those end there."""
        result: list[Attribution] = []
        figures = [v for v in layers.victims if start <= v[0] < end]
        for before, figure in pairwise(figures):
            telling = next(
                (
                    (saying, n)
                    for saying in (*found, *result)
                    for n, content in enumerate(saying.contents)
                    if self._is_figure(words, content, before) and figure[0] < content[1]
                ),
                None,
            )
            if telling is None:
                continue
            saying, n = telling
            giver = self._giver(words, before[1], figure[0], saying, layers)
            if giver is None:
                continue
            first, source, cue = giver
            kept = trim(words, saying.contents[n][0], first)
            content = trim(words, figure[0], saying.contents[n][1])
            if kept and content:
                saying.contents[n] = kept
                result.append(Attribution(source, cue, [content], "gapping", unit=source[0]))
        return result

    @staticmethod
    def _is_figure(words: Words, content: Range, figure: Range) -> bool:
        """Whether a content begins with a figure: "the dead at 12", not "police had killed 12"."""
        between = words.tags[content[0] : figure[0]]
        return content[0] <= figure[0] < content[1] and FINITE.isdisjoint(between)

    def _giver(
        self, words: Words, first: int, figure: int, saying: Attribution, layers: Layers
    ) -> tuple[int, Range, Range | None] | None:
        """Where the words begin that name who gives a figure; who it is; the verb, if repeated."""
        lower, last = words.lower, figure
        cue: Range | None = None
        if saying.cue and lower[last - 1] == lower[saying.cue[0]]:
            cue, last = (last - 1, last), last - 1  # "the union counts 15"
        elif lower[last - 1] in _LEADS:
            last -= 1
        joint = next(
            (k for k in range(last - 1, max(first, last - _REACH) - 1, -1) if lower[k] in _JOINTS),
            None,
        )
        if joint is None:
            return None
        at = joint + 1
        for agent in _AGENTS:
            if lower[at : at + len(agent)] == agent:
                cue = cue or (at, at + len(agent))
                at += len(agent)
        stop = last - (words.tags[last - 1] == "POS")
        if at >= stop:
            return None
        source = self._cues.subjects.source_after(words, at, stop, layers.actors)
        if source is None and _NOMINAL.issuperset(words.tags[at:stop]):
            source = (at + (words.tags[at] == "DT"), stop)  # "the union" before a number
        if source is None or source[1] != stop or meets(source, layers.victims):
            return None
        counted = not TALLIED.isdisjoint(lower[slice(*source)])  # "and the injured at 60"
        named = self._speakers.is_named(words, source, layers.actors)
        return (joint, source, cue) if named and not counted else None
