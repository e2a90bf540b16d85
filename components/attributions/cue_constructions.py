"""Sayings by other words than a verb behind its subject: "according to", "said X", "quoted as"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.attributions.cue import Cue, Range, meets
from sitrep.components.attributions.cue_figures import FIGURES
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.attributions.subjects import Actors, Subjects
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.word_forms import POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_NOT_SPEAKING: Final = frozenset(
    "plan plans schedule rules law custom tradition need age size province provinces "
    "district districts region regions area areas gender cause place".split()
)
# How far behind "by" the word for a count may stand, in tokens.
COUNT_REACH: Final = 8
COUNTS: Final = frozenset(
    "count tally tallies estimate reckoning account words estimates admission".split()
)
_QUOTED: Final = frozenset("quote quotes quoted quoting cite cites cited citing".split())
# Tags of a further speaker's first word in a list: not "Ann Lee, a nurse and activist".
_LISTED: Final = frozenset({"NNS", "NNP", "JJ"})
# Behind an inverted source.
_ENDING: Final = frozenset({".", ",", "''", "``", ":", "-LRB-", "_SP"})
# Tags behind "released": "on Monday", "early Friday".
_DATING: Final = frozenset({"IN", "RB", "JJ"})
_TRAILING: Final = frozenset(
    "who whose where at near from on in late early as after when citing quoting".split()
)
# Passives that need no clause behind them: "no deaths have been reported".
_PASSIVES: Final = frozenset("report claim allege accuse blame say".split())
REPORTING_PASSIVE: Final = frozenset({"was", "were", "am", "is", "are", "been", "be", "being"})
_AUXILIARIES: Final = frozenset(
    "has have had having is are was were be been being 's 've 'd did does do".split()
)


class Constructions:
    """Reads fixed constructions with the reader of subjects."""

    def __init__(self, subjects: Subjects, speakers: Speakers) -> None:
        self._subjects = subjects
        self._speakers = speakers

    def according(
        self, words: Words, i: int, stop: int, lemma: str, end: int, actors: Actors
    ) -> Cue | None:
        """As in "according to medics", "going by the list of": not "according to plan"."""
        source = self._subjects.source_after(words, stop, end, actors)
        if source is not None and words.lower[source[0]] in _NOT_SPEAKING:
            return None
        if source is not None:
            source = self._with_list(words, source, end, actors)
        speaks = source is not None and self._speakers.can_speak(words, source, actors)
        if lemma != "according to" and not speaks:
            return None  # "judging by the smoke"
        behind = source[1] if source else stop
        return Cue(i, stop, lemma, "according", False, i, behind, source, shared=source is None)

    def _with_list(self, words: Words, source: Range, end: int, actors: Actors) -> Range:
        """A source with those that commas part from it: "to nurses, drivers and residents."."""
        stop = source[1]
        while stop + 1 < end and words.lower[stop] == "," and words.tags[stop + 1] in _LISTED:
            member = self._subjects.source_after(words, stop + 1, end, actors)
            if member is None or not self._speakers.is_named(words, member, actors):
                return source
            stop = member[1]
            if "and" in words.lower[slice(*member)]:
                joint = words.lower.index("and", member[0])
                closes = stop >= end or words.tags[stop] in (".", "_SP")
                several = words.tags[joint - 1] in ("NNS", "NNP")
                return (source[0], stop) if closes and several else source
        return source

    def by_count(self, words: Words, i: int, end: int, actors: Actors) -> Cue | None:
        """As in "by the count of Amnesty", "by Amnesty's count"."""
        lower = words.lower
        reach = range(i + 1, min(i + COUNT_REACH, end))
        at = next((k for k in reach if lower[k] in COUNTS), None)
        if at is None:
            return None
        k = i + 1 + (lower[i + 1 : i + 2] == ["the"])
        if lower[k : k + 1] and lower[k] in COUNTS and lower[k + 1 : k + 2] == ["of"]:
            source = self._subjects.source_after(words, k + 2, end, actors)
            if source is None or not self._speakers.can_speak(words, source, actors):
                return None
            return Cue(i, k + 2, "count", "according", False, i, source[1], source)
        owner = at - 1 - (lower[at - 1] == "own")  # "by the army's own admission"
        if owner == i + 1 and words.tags[owner] == "PRP$":  # "by their count"
            start = words.sentences[words.sentence_number(i)][0]
            for first, stop in ((start, i), (at + 1 + (lower[at + 1] == ","), end)):
                head = self._subjects.source_after(words, first, stop, actors)
                if head and lower[owner] in ("its", "their") and (
                    not FINITE.isdisjoint(words.tags[head[1] : head[1] + 1])
                    and self._speakers.is_named(words, head, actors)
                ):  # fmt: skip
                    return Cue(i, at + 1, "count", "according", False, i, at + 1, head)
            return Cue(i, at + 1, "count", "according", False, i + 1, at + 1, shared=True)
        if lower[owner] not in POSSESSIVES:
            return None
        source = self._subjects.source_after(words, i + 1, owner, actors)
        if source is None or source[1] != owner:
            return None
        return Cue(at, at + 1, "count", "according", False, i, at + 1, source)

    def by_agent(
        self, words: Words, i: int, stop: int, line: Line, start: int, end: int, actors: Actors
    ) -> Cue | None:
        """As in "was confirmed by the mayor", "a toll of 15 given by police", "as reported by".

        What is handed out ("given by") must be a figure; where a colon follows it is announced.
        """
        handed = line["polarity"] == "figure"
        if (words.lower[i - 1] != "as" or handed) and ":" in words.texts[i:end]:
            return None
        if handed and FIGURES.isdisjoint(words.lower[max(i - 6, start) : i]):
            return None
        source = self._subjects.source_after(words, stop, end, actors)
        if source is None or not self._speakers.can_speak(words, source, actors):
            return None
        group = verb_group_start(words, i, start)
        if line["lemma"] == "quote by" and "saying" in words.lower[stop:end]:
            return None  # "was quoted by the agency as saying": the one who is quoted says it
        if line["lemma"] == "claim by" and words.lower[group - 1] in ("that", "which"):
            return None  # "an attack that was claimed by the rebels"
        first = cue_start(words, group, i)
        unit = i - 1 if words.lower[i - 1] == "as" and i > start else first
        return Cue(first, stop, line["lemma"], "agent", False, unit, source[1], source)

    def as_saying(self, words: Words, i: int, stop: int, start: int, actors: Actors) -> Cue | None:
        """The inner cue of "quotes a surgeon as saying" or "to the effect that", at [i, stop)."""
        lower = words.lower
        quoted = next((k for k in range(i - 1, start, -1) if lower[k] in _QUOTED), None)
        if quoted is None:
            return None
        if lower[quoted - 1] in REPORTING_PASSIVE:
            group = verb_group_start(words, quoted, start)
            source, unit = self._subjects.source_before(words, group, start, actors)
            first = cue_start(words, group, quoted)
            return Cue(
                first, stop, "say", "clause", False, unit, stop, source, shared=source is None
            )
        source = self._subjects.source_after(words, quoted + 1, i, actors)
        unit = source[0] if source else quoted + 1
        return Cue(i, stop, "say", "clause", False, unit, stop, source, shared=source is None)

    def inverted(
        self, words: Words, i: int, end: int, actors: Actors, victims: Sequence[Range]
    ) -> Range | None:
        """The source of "…", said X: a phrase behind which the sentence ends or a quote goes on."""
        if i >= end or words.tags[i] in ("TO", ":") or words.lower[i] == "that":
            return None
        source = self._subjects.source_after(words, i, end, actors)
        if source is None or meets(source, victims):
            return None
        described = words.tags[i] == "DT" and words.tags[source[1] - 1] == "NN"
        if not described and not self._speakers.can_speak(words, source, actors):
            return None  # "announced Friday"
        after = source[1]
        if words.lower[after : after + 1] in (["now"], ["today"], ["here"], ["there"], ["too"]):
            after += 1
        if after >= end or words.tags[after] in _ENDING:
            return source
        dated = not _DATING.isdisjoint(words.tags[after + 1 : after + 2])
        if words.lower[after].endswith("ed") and dated:
            return source  # "reads a statement released on Monday"
        return source if words.lower[after] in _TRAILING else None

    def passive(self, words: Words, stop: int, line: Line, group: int) -> Cue | None:
        """As in "is reported to", "were said to", "it was claimed that": nobody is named."""
        lower = words.lower
        if line["frame"] == "told":
            return self._was_told(words, stop, line, group)
        if line["frame"] not in ("clause", "object"):
            return None
        following = lower[stop : stop + 1]
        if line["frame"] == "object" and line["lemma"] not in ("accuse", "blame"):
            return None
        if line["lemma"] not in _PASSIVES and following not in (["to"], ["that"]):
            return None
        acts = words.tags[stop + 1 : stop + 2] in (["VB"], ["VBP"])
        if following == ["by"] or (following == ["to"] and not acts):
            return None
        return Cue(group, stop, line["lemma"], "passive", False, group, stop)

    def _was_told(self, words: Words, stop: int, line: Line, group: int) -> Cue | None:
        """As in "We were told by a nurse that two had died", "I am told two died"."""
        lower = words.lower
        if lower[group - 1] not in ("i", "we"):
            return None
        if lower[stop : stop + 1] == ["by"]:
            source = self._subjects.source_after(words, stop + 1, len(words), {})
            if source is None or lower[source[1] : source[1] + 1] != ["that"]:
                return None
            return Cue(group, stop, line["lemma"], "clause", False, group - 1, source[1], source)
        following = words.tags[stop : stop + 1]
        if lower[stop : stop + 1] != ["that"] and following not in (["CD"], ["."]):
            return None
        return Cue(group, stop, line["lemma"], "passive", False, group - 1, stop)


def cue_start(words: Words, group: int, i: int) -> int:
    """Auxiliaries belong to the cue; modals, "to" and adverbs do not."""
    start = i
    while start > group and words.lower[start - 1] in _AUXILIARIES:
        start -= 1
    return start
