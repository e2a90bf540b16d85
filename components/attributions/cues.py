"""Cues of saying in a sentence: the words, their frame, and who is the subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.attributions.cue import IMAGES, NO_SOURCES, Cue, Range, meets
from sitrep.components.attributions.cue_constructions import (
    REPORTING_PASSIVE,
    Constructions,
    cue_start,
)
from sitrep.components.attributions.cue_figures import FIGURES, FigureReader
from sitrep.components.attributions.cue_forms import CueForms
from sitrep.components.attributions.cue_nouns import is_noun, noun_cue
from sitrep.components.attributions.cue_pairs import belongs_to, yields_to
from sitrep.components.attributions.cue_verbs import (
    behind_quote,
    is_participle,
    is_reduced,
    is_taken_in,
    names_it,
)
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.attributions.subjects import Actors, Subjects
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.word_forms import WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_PERSONAL: Final = frozenset("i we you".split())
_MODAL_NO_SAYING: Final = frozenset({"not", "n't", "n’t", "never", "neither", "rarely"})


_CLOSERS: Final = frozenset(", ” \" ''".split())


class CueGrammar:
    """Finds cues by the table `patterns/cues.csv`."""

    def __init__(self, lines: Sequence[Line], phrases: PhraseReader, speakers: Speakers) -> None:
        self.phrases = phrases
        self.subjects = Subjects(phrases, speakers)
        self._speakers = speakers
        self._figures = FigureReader(phrases.quantities)
        self._constructions = Constructions(self.subjects, speakers)
        self.forms = CueForms(lines)

    def find(
        self,
        words: Words,
        openings: Sequence[int],
        start: int,
        end: int,
        actors: Actors,
        victims: Sequence[Range],
    ) -> list[Cue]:
        """The cues of the sentence at tokens [start, end), in order.

        `openings` are the tokens in it at which one may begin; `victims` are token ranges of
        casualties: no comma parts one who was counted among these from a verb of saying ("Ten dead
        in the market, says the radio").
        """
        lower = words.lower
        found: list[Cue] = []
        reached = start
        for i in openings:
            if i < reached:
                continue
            if lower[i] == "admitted" and is_taken_in(words, i, victims):
                continue
            cue = self._at(words, i, start, end, actors, victims)
            if cue is None or (found and belongs_to(words, found[-1], cue)):
                continue
            if cue.frame == "figure" and cue.shared and cue.unit == cue.start and not found:
                continue  # "observers went there and counted nine dead"
            if found and yields_to(words, found[-1], cue):
                found.pop()
            found.append(cue)
            reached = max(cue.end, i + 1)
        return found

    def _at(
        self,
        words: Words,
        i: int,
        start: int,
        end: int,
        actors: Actors,
        victims: Sequence[Range],
    ) -> Cue | None:
        """The cue that begins at token i, if any."""
        lower = words.lower
        word = lower[i]
        if word == "as" and lower[i + 1 : i + 2] == ["saying"]:
            return self._constructions.as_saying(words, i + 1, i + 2, start, actors)
        if word == "to" and lower[i + 1 : i + 4] == ["the", "effect", "that"]:
            return self._constructions.as_saying(words, i, i + 4, start, actors)
        if word == "per" and (
            i + 1 in actors or (lower[i + 1 : i + 2] == ["the"] and i + 2 in actors)
        ):
            source = self.subjects.source_after(words, i + 1, end, actors)
            if source is not None:
                return Cue(i, i + 1, "per", "according", False, i, source[1], source)
        if word in ("by", "in") and (
            counted := self._constructions.by_count(words, i, end, actors)
        ):
            return counted
        for form, line in self.forms.cues.get(word, ()):
            stop = i + len(form)
            if stop == i + 1 or lower[i:stop] == form:
                if line["frame"] == "none":
                    return None
                cue = self._cue(words, i, stop, line, start, end, actors, victims)
                if cue is not None:
                    return cue
        if words.tags[i] in FINITE and behind_quote(words, i, start):
            return Cue(i, i + 1, "say", "clause", False, i - 1, i + 1, shared=True)
        return None

    def _cue(
        self,
        words: Words,
        i: int,
        stop: int,
        line: Line,
        start: int,
        end: int,
        actors: Actors,
        victims: Sequence[Range],
    ) -> Cue | None:
        frame, lemma, polarity = line["frame"], line["lemma"], line["polarity"]
        lower, tags = words.lower, words.tags
        if i > start and words.texts[i][0].isupper() and words.texts[i - 1][-1].isalpha():
            return None  # inside a name: "the United States", "Port Said"
        if i > start and tags[i - 1] == "HYPH" and words.offsets[i] == words.end_offset(i - 1):
            return None  # "a self-declared republic"
        denial = polarity == "denial"
        previous = tags[i - 1] if i > start else "."
        if frame == "adverb":
            return Cue(i, stop, lemma, frame, denial, i, stop)
        if frame == "according":
            if polarity == "apart" and i > start and lower[i - 1] != ",":
                return None  # "a car going by the mosque"
            return self._constructions.according(words, i, stop, lemma, end, actors)
        if frame == "agent":
            return self._constructions.by_agent(words, i, stop, line, start, end, actors)
        if frame == "noun":
            return noun_cue(self.phrases, words, i, stop, line, start, end, actors)
        if tags[i] in ("NN", "NNS", "JJ") and is_noun(words, i, start, end, previous):
            return None
        if (
            frame == "figure"
            and not self._figures.gives_figure(words, stop, end)
            and not (lemma == "give" and self._figures.puts_at(words, stop, end, "as"))
        ):
            return None
        if lower[i] == "estimated" and lower[i - 1] == "," and lower[stop : stop + 1] == ["at"]:
            return None  # "the wounded, estimated at 210, were"
        if lower[i] == "states" and previous == "NNP" and lower[i - 2] in ("and", "or"):
            return None  # "in Gombe and Yobe states"
        if lemma == "call" and not names_it(words, stop, end):
            return None
        if polarity == "as" and "as" not in lower[stop + 1 : stop + 7]:
            return None  # "a man named as Ali", "names nobody"
        following = lower[stop] if stop < len(lower) else ""
        opened = stop + (following in WEEKDAYS)
        clause = lower[opened : opened + 1] == ["that"] and FINITE.isdisjoint(
            tags[opened + 1 : opened + 2]
        )
        if polarity == "that" and not clause:
            return None
        if lemma == "claim" and not _TAKEN.isdisjoint(lower[stop : stop + 6]):
            return None  # "the attack claimed nine lives"
        if frame == "put" and not self._figures.puts_at(words, stop, end):
            return None
        if frame == "revise" and FIGURES.isdisjoint(lower[stop : stop + 6]):
            return None
        group = verb_group_start(words, i, start)
        auxiliaries = lower[group:i]
        both = lower[i - 1] == "both"  # "AFP and Reuters both said"
        if previous in _DETERMINING and lower[i].endswith(("said", "ed")) and not both:
            return None  # "the said vehicle", "the army's reported losses"
        if lower[i - 1] == "worth" or (group == i and lower[i] in _PARTICIPLES):
            return None
        if lower[i - 1 - (tags[i - 1] == "RB")] == "to" and lemma in _NO_INFINITIVES:
            if frame != "clause" or lower[group - 1] not in _CONTACT:
                return None
            return Cue(i, stop, lemma, frame, denial, i, stop, shared=True)
        asked = group == i and lower[i] in ("asked", "requested")
        if asked and (i == start or previous in ("WP", ",")):
            return None  # "asked about the dead, he"; "the man, who asked not to be named"
        if lemma == "ask" and following in _ASKED_HERE:
            return None
        if not _MODAL_NO_SAYING.isdisjoint(auxiliaries):
            return None
        raised = following == "to" and tags[stop + 1 : stop + 2] != ["NNP"]
        if raised and group == i and lemma in _RAISED:
            return None  # "gunmen believed to be rebels": nobody is told to believe it
        if not REPORTING_PASSIVE.isdisjoint(auxiliaries) and not lower[i].endswith("ing"):
            return self._constructions.passive(words, stop, line, group)
        if (
            previous in ("NN", "NNS")
            and lower[i].endswith(("ed", "ten"))
            and "by" in lower[stop : stop + 1 + (tags[stop : stop + 1] == ["RB"])]
        ):
            return None
        if lower[i] == "accused" and following == "of":
            return None  # "a militia accused of massacres"
        if group == i and lower[i].endswith("ed") and lower[i - 1] in _LOSSES:
            return None  # "with 20 injuries reported in Gao"
        if lower[i] == "posted" and lower[i - 1] in self._speakers.texts:
            return None  # "a statement posted online"
        if group == i and following in _REDUCING and is_reduced(words, i, start):
            return None
        first = cue_start(words, group, i)
        source, unit = self.subjects.source_before(words, group, start, actors)
        if frame in ("cite", "quote") and lower[i] in ("citing", "quoting"):
            cited = self.subjects.source_after(words, stop, end, actors)
            if cited is None or not self._speakers.is_named(words, cited, actors):
                return None  # "told reporters citing security reasons"
            return Cue(i, stop, lemma, "citing", denial, i, cited[1], cited)
        if source is not None and group == i > start + 1 and is_participle(words, i):
            source, unit = None, i  # ", insisting that": the subject of the sentence insists
        related = source is not None and tags[source[1] : source[1] + 2] == [",", "WP"]
        if source and not related and lower[group - 1] in _CLOSERS and meets(source, victims):
            source, unit = None, group
        if source is not None and lower[source[1] : group] == ["of", "them"]:
            source, unit = None, group - 1  # "Two of them say": they do
        if polarity == "text":
            shows = lower[source[1] - 1] if source else ""
            counts = any(start <= first < end for first, _ in victims)
            if shows in IMAGES or shows not in self._speakers.texts or not counts:
                return None  # "documents show that the law was broken"
        mute = source is not None and not self._speakers.can_speak(words, source, actors)
        if mute and source is not None and frame in ("clause", "told"):
            # Whoever says or tells is somebody, whatever the noun: "the patriarch said".
            says = lemma in _SPOKEN or clause
            mute = not says or source[1] != group or not self._speakers.is_noun(words, source)
        if mute:
            source, unit = None, group
        if (
            frame in ("clause", "told")
            and i > start
            and lower[i - 1] in (",", '"', "”", "''")
            and (group == i and not self._closes_insertion(source, unit, i))
        ):
            inverted = self._constructions.inverted(words, stop, end, actors, victims)
            if inverted is not None:
                return Cue(
                    first,
                    stop,
                    lemma,
                    frame,
                    denial,
                    first,
                    inverted[1],
                    inverted,
                    inverted=True,
                )
        if source is None and unit < group and lower[unit] in _PERSONAL:
            own = lower[unit] == "we" and lower[i] in ("said", "wrote", "written", "reported")
            return Cue(first, stop, lemma, frame, denial, unit, stop) if own else None
        if source is not None and words.lower[source[0]] in NO_SOURCES:
            return None
        if source is not None and frame == "figure" and words.lower[source[1] - 1] in IMAGES:
            return None
        if source is None and unit == group and self._bare(words, i, group, start, actors):
            return None
        if frame == "figure" and source is None and unit == group and lower[i - 1] != "and":
            return None
        cue = Cue(
            first,
            stop,
            lemma,
            frame,
            denial,
            min(unit, first),
            stop,
            source,
            shared=source is None,
        )
        infinitive = auxiliaries[-1:] == ["to"]
        joined = infinitive or lower[group - 1] in ("and", "but")
        if frame == "clause" and source is None and unit == group and not joined:
            inverted = self._constructions.inverted(words, stop, end, actors, victims)
            if inverted is not None:
                cue.source, cue.shared, cue.inverted = inverted, False, True
                cue.stop = inverted[1]
        return None if mute and not cue.inverted else cue

    def _closes_insertion(self, source: Range | None, unit: int, i: int) -> bool:
        """Whether the comma before the verb closes an insertion behind its subject, or in it."""
        return source is not None and (source[1] < i - 1 or source[0] > unit + 1)

    def _bare(self, words: Words, i: int, group: int, start: int, actors: Actors) -> bool:
        """Whether a base form without a subject is no report: "please stop writing", "to tell"."""
        lower = words.lower
        base = words.tags[i] == "VB" or lower[i] in ("say", "tell", "call", "ask", "write", "add")
        if lower[i].endswith("ing"):
            if i > start and lower[i - 1] in _PHASES:
                return True
            bound = words.tags[i - 1] in ("VB", "IN", "DT", "VBP", "VBD") and lower[i - 1] != "said"
            return bound if i > start else True
        return base and not any(start <= first < group for first in actors)


# Behind a participle that belongs to the noun before it: "men described as", "six reported dead".
_REDUCING: Final = frozenset({"as", "dead", "killed"})
_ASKED_HERE: Final = frozenset("me us our not".split())
_RAISED: Final = frozenset("believe say report think allege suspect".split())
_LOSSES: Final = frozenset("deaths injuries casualties fatalities".split())
_PHASES: Final = frozenset("stop keep start stopped kept started".split())
_DETERMINING: Final = frozenset({"DT", "PRP$", "POS"})
_SPOKEN: Final = frozenset("say tell add".split())
_TAKEN: Final = frozenset("life lives".split())
_PARTICIPLES: Final = frozenset("written given sworn".split())
# Before "to say": somebody "has been in touch to say that", "rang to say".
_CONTACT: Final = frozenset(
    "touch back rang rung wrote written writes called phoned emailed".split()
)
_NO_INFINITIVES: Final = frozenset(
    "believe document say tell write repeat ask complain explain talk-of declare read post".split()
)
