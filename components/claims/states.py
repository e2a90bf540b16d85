"""Whether a claim is actual, possible or denied, and whether it is hedged."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from spacy.tokens import Span

from sitrep.components.claims.corrections import Corrections
from sitrep.components.claims.view import Link, Telling
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.word_forms import BE, HAVE
from sitrep.components.grammar.word_tagger import FINITE

NEGATED: Final = "did-not"
"""The rule of casualties whose own words are a negation: "never came back"."""
_NEGATIONS: Final = frozenset({"not", "n't", "never", "nor", "neither", "without"})
_DENIED_ACTS: Final = frozenset("responsibility involvement role".split())
# How far behind a modal verb its own verb may stand, in tokens.
_STATED_REACH: Final = 3
# How far before its clause "it is feared that" may stand, in tokens.
_MODAL_REACH: Final = 6
# Between a modal word and the outcome: it has already happened.
_UNGOVERNED: Final = frozenset(
    "after when because despite behind following since response retaliation revenge reprisal "
    "follow avenge investigate mourn protest condemn commemorate".split()
)
_MEASURES: Final = frozenset("many much few high as well".split())
_SUPPOSED: Final = frozenset("presumed missing expected planned likely attempted".split())
_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "JJ"})
_AUXILIARY: Final = frozenset("could can will would try trying tried".split())
# What somebody can do about what has happened: "we can now confirm that 12 died".
_STATED: Final = frozenset(
    "confirm say tell assure report reveal announce add verify disclose".split()
)
_FEARED: Final = frozenset({"feared", "perhaps"})
# What may come of an attempt, too: "tried to storm the gate, killing two".
_TRYING: Final = frozenset("tried trying attempted attempting attempt attempts bid".split())
# Before "would" where a report looks ahead from the past.
_LATER: Final = re.compile(r"\b(?i:over|in|within|during) the (?:next|following|ensuing)\b")
# What stands before and behind "fear" where it is how people feel: "hid in fear".
_IN: Final = frozenset({"in", "with", "from", "by"})
_OF_WHAT: Final = frozenset({"that", "of", "for"})
# Before those who are known to be dead, whatever else is denied of them.
_KNOWN: Final = frozenset({"the", "these", "those"})


class StateLinks(Corrections):
    """Fills status and hedging of casualties."""

    def status_link(self, telling: Telling, attribution: str | None) -> Link:
        """Denied by a zero, a negated verb, a denial or a refutation; possible by a modal."""
        span, trigger, clause = telling.span, telling.trigger, telling.clause
        if self.code_of(span) == "0":
            return Link("denied", "zero", (self.offsets((span.start, span.end)),))
        lower, sentence_end = self.words.lower, telling.sentence[1]
        group = verb_group_start(self.words, trigger, clause[0])
        if lower[trigger].startswith("surviv"):
            group = trigger + 1  # "did not survive" is no denial
        negated = self.rule_of(span) == NEGATED
        for i in range(max(clause[0], group - 1), trigger if not negated else 0):
            if lower[i : i + 2] == ["not", "all"] and span.start <= trigger < span.end:
                break  # "Not all 15 victims were rebels"
            if lower[i] in _NEGATIONS and self.cue("pseudo", clause) is None:
                return Link("denied", "negated-verb", (self.offsets((i, i + 1)),))
        denial = None if self._is_known(span, trigger) else self._denial(attribution)
        if denial is not None:
            return denial
        taken_back = self.taken_back(telling)
        if taken_back is not None:
            return taken_back
        lead = max(clause[0] - _MODAL_REACH, telling.sentence[0])
        before = (lead, trigger + 1) if trigger >= lead else clause
        untrue = self.cue("untrue", before)
        if untrue is not None and not self._asserted(untrue[1], span):
            return Link("denied", "not-true", (untrue,))
        modal = None if negated else self._modal(before, span, trigger)  # "could not be saved"
        modal = modal or self._projected(span, trigger)
        if modal is not None:
            return Link("possible", "modality", (modal,))
        for i in range(
            max(span.end, trigger + 1), min(max(span.end, trigger + 1) + 2, sentence_end)
        ):
            if lower[i] in _FEARED:
                return Link("possible", "modality", (self.offsets((i, i + 1)),))
        return Link("actual", "")

    def _asserted(self, offset: int, span: Span) -> bool:
        """Whether a clause of its own begins before the claim: "it is untrue and that 12 died"."""
        between = self.words.lower[self.token_at(offset - 1) + 1 : span.start]
        return any(pair in (("and", "that"), ("but", "that")) for pair in pairwise(between))

    def _is_known(self, span: Span, trigger: int) -> bool:
        """Whether something else is said of the dead: "denied that the dead men were rebels"."""
        first = span.start if self.words.lower[span.start] in _KNOWN else span.start - 1
        while first > 0 and self.words.lower[first] in ("dead", "wounded", "injured", "and"):
            first -= 1  # "the dead and wounded men"
        return (
            span.start <= trigger < span.end
            and self.words.lower[first] in _KNOWN
            and not FINITE.isdisjoint(self.words.tags[span.end : span.end + 1])
        )

    def _denial(self, attribution: str | None) -> Link | None:
        """A saying around the claim that denies it, and not only who did it."""
        if not self._denied:
            return None
        lower = self.words.lower
        seen: set[str] = set()  # whoever draws sayings by hand can draw a ring of them
        while attribution is not None and attribution not in seen:
            seen.add(attribution)
            inside = [c[:2] for c in self.contents if c[2] == attribution]
            # "has denied reports that": the reports and their denial have one content
            cue = self._denied.get(inside[0]) if inside else None
            if cue is not None and _DENIED_ACTS.isdisjoint(lower[inside[0][0] : inside[0][0] + 4]):
                words = tuple(map(tuple, cue["why"]["span"]["words"]))
                return Link("denied", "denial-cue", words)
            attribution = self.cues[attribution]["parent"]
        return None

    @cached_property
    def _denied(self) -> dict[tuple[int, int], dict[str, Any]]:
        """The cue that denies a content, by the tokens of the content."""
        denials = {key for key, cue in self.cues.items() if cue.get("denial")}
        return {(c[0], c[1]): self.cues[c[2]] for c in self.contents if c[2] in denials}

    def _modal(self, tokens: tuple[int, int], span: Span, trigger: int) -> tuple[int, int] | None:
        """The first modal words among tokens that make a claim one of what may be."""
        start, end = tokens
        while (modal := self.cue("possible", (start, end))) is not None:
            if (
                self.text[modal[0]] != "M"  # the month, not the modal
                and self._governs(modal[0], span, trigger)
                and not self._described(modal, span, trigger)
            ):
                return modal
            start = self.token_at(modal[1] - 1) + 1
        return None

    def _projected(self, span: Span, trigger: int) -> tuple[int, int] | None:
        """The modal words of a toll that has not been reached: "The toll could rise to 30"."""
        if span.start <= trigger + 1 or self.attrs[span.id_]["why"]["span"]["rule"] != "toll":
            return None
        modal = self.cue("possible", (trigger + 1, span.start))
        if modal is None:
            return None
        for i in range(self.token_at(modal[0]) + 1, span.start):  # not "…, which may rise, is 30"
            tag = self.words.tags[i]
            if tag == "," or (tag in FINITE and self.words.lower[i - 1] != "have"):
                return None
        return modal

    def _governs(self, offset: int, span: Span, trigger: int) -> bool:
        """Whether a modal word stands in the verb group or shortly before the victims."""
        token = self.token_at(offset)
        between = self.words.lower[token + 1 : trigger]
        if self.words.lower[token] != "if" and not _UNGOVERNED.isdisjoint(between):
            return False
        if self._beyond_infinitive(token, trigger):
            return False
        if self.words.tags[trigger] == "VBD" and between[-1:] in (["that"], ["which"]) and (
            self.words.tags[trigger - 2] in ("NN", "NNS")):  # fmt: skip
            return False  # "may be behind the raid that killed 12"
        if self.words.lower[token] == "would" and _LATER.search(
            self.text, self.words.offsets[self.sentence_of(token)[0]], offset
        ):  # fmt: skip
            return False  # "Over the next days, hundreds more would die"
        near = self.words.lower[max(token - 1, 0) : token + 2]
        if near[1:2] == ["fear"] and near[0] in _IN and _OF_WHAT.isdisjoint(near[2:]):
            return False  # "ran in fear past two bodies"
        if self.words.tags[token] == "MD" and not _STATED.isdisjoint(between[:_STATED_REACH]):
            return False
        if any(
            word == "as" and _MEASURES.isdisjoint((before, after))
            for before, word, after in zip(
                ["", *between], between, [*between[1:], ""], strict=False
            )
        ):
            return False  # "fears are growing as four people died", but "as many as four"
        if self.words.lower[token] in _SUPPOSED and self.words.tags[token + 1] in _NOUN_TAGS:
            return False  # "hit presumed hideouts, killing 12"
        modal = self.words.tags[token] == "MD"
        if self.words.tags[trigger] == "VBD" and span.start > trigger and (
            "and" in between or (modal and "," in between)):  # fmt: skip
            return False  # "the attack, which may have been a reprisal, killed 12"
        if self.words.lower[token] == "missing" and not FINITE.isdisjoint(
            self.words.tags[token + 1 : trigger]
        ):
            return False  # "he went missing and was found dead"
        return not (span.start <= token < span.end) and trigger - token <= 12

    def _beyond_infinitive(self, token: int, trigger: int) -> bool:
        """Whether a modal word governs an infinitive, and what happened is told behind it.

        As in "tried to flee but two were shot", "a bid to take the town, killing two".
        """
        if self.words.lower[token + 1] != "to":
            return False
        if self.words.lower[trigger - 1] in _KNOWN:
            return True  # "tried to reach the wounded, about ten"
        behind = self.words.tags[token + 2 : trigger + 1]
        if behind[-1:] == ["VBN"] and (BE | HAVE).isdisjoint(self.words.lower[token + 2 : trigger]):
            return True  # "plans to honour 12 men killed by a mine"
        return not FINITE.isdisjoint(behind) or (
            self.words.lower[token] in _TRYING and behind[-1:] == ["VBG"] and len(behind) > 1
        )

    def _described(self, modal: tuple[int, int], span: Span, trigger: int) -> bool:
        """Whether the outcome only describes whom a verb is about: "could not reach 40 wounded"."""
        inside = span.start <= trigger < span.end
        return inside and self.text[slice(*modal)].lower() in _AUXILIARY

    def hedge_link(self, telling: Telling, attribution: str | None) -> Link:
        """Whether a word of the clause or the cue of its saying keeps a distance."""
        words = self.cue("hedge", telling.clause)
        if words is not None:
            return Link(True, "hedge-words", (words,))
        if attribution is not None and self.cues[attribution]["hedge"]:
            said = tuple(map(tuple, self.cues[attribution]["why"]["span"]["words"]))
            return Link(True, "hedged-cue", said)
        return Link(False, "")
