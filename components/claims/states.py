"""Whether a claim is actual, possible or denied, and whether it is hedged."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import ClaimView, Link, Telling
from sitrep.components.grammar.clauses import verb_group_start

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
    {"after", "when", "because", "despite", "behind", "following", "since"}
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
# An author's or source's own earlier telling: "earlier we wrote", "activists earlier said".
_TELLING: Final = frozenset(
    "wrote written said reported quoted gave given posted passed tweeted announced had spoke "
    "told".split()
)
_OURS: Final = frozenset("we i earlier previously yesterday rumour rumours".split())
_TELLING_REACH: Final = 18
# In how many sentences, its own included, a claim may be taken back.
_WITHDRAWN_REACH: Final = 3
# How far into the entry a heading such as "CORRECTION" is looked for, in tokens.
_HEADING: Final = 8


class StateLinks(ClaimView):
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
        negated = self.attrs[span.id_]["why"]["span"]["rule"] == NEGATED
        for i in range(max(clause[0], group - 1), trigger if not negated else 0):
            if lower[i] in _NEGATIONS and self.cue("pseudo", clause) is None:
                return Link("denied", "negated-verb", (self.offsets((i, i + 1)),))
        denial = self._denial(attribution)
        if denial is not None:
            return denial
        taken_back = self._taken_back(telling)
        if taken_back is not None:
            return taken_back
        lead = max(clause[0] - _MODAL_REACH, telling.sentence[0])
        before = (lead, trigger + 1) if trigger >= lead else clause
        untrue = self.cue("untrue", before)
        if untrue is not None and not self._asserted(untrue[1], span):
            return Link("denied", "not-true", (untrue,))
        modal = None if negated else self._modal(before, span, trigger)  # "could not be saved"
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

    def _taken_back(self, telling: Telling) -> Link | None:
        """A figure that is corrected: "35, not 40", "we wrote that 40 had died. That was wrong"."""
        span, (start, end) = telling.span, telling.sentence
        lower = self.words.lower
        other = any(
            c.label_ == span.label_ and c.id_ != span.id_ and start <= c.start < end
            for c in self.casualties
        )
        if (
            span.start > start
            and lower[span.start - 1] == "not"
            and (other or self.is_bare(span) or "but" in lower[span.end : span.end + 2])
        ):
            return Link("denied", "not-this-number", (self.offsets((span.start - 1, span.start)),))
        refuted = self.cue("refuted", (max(start, span.start - 4), span.start + 1))
        if refuted and (self.is_bare(span) or self.number_of(span) > 1):
            return Link("denied", "taken-back", (refuted,))
        if withdrawn := self._withdrawn(telling):
            return Link("denied", "withdrawn", (withdrawn,))
        before = lower[max(start, span.start - _TELLING_REACH) : span.start]
        if "now" in before or not (_TELLING.intersection(before) and _OURS.intersection(before)):
            return None
        following = self.sentence_of(min(end, len(lower) - 1))
        correction = self.cue("correction", (start, following[1])) or self.cue(
            "correction", (0, min(_HEADING, len(lower)))
        )
        return Link("denied", "correction", (correction,)) if correction else None

    def _withdrawn(self, telling: Telling) -> tuple[int, int] | None:
        """Words behind a claim that take it back, as in "It later withdrew the report".

        They stand in its sentence or the next two of its paragraph, but not behind another claim.
        """
        span, (start, end) = telling.span, telling.sentence
        start = span.end
        for _ in range(_WITHDRAWN_REACH):
            others = [c.start for c in self.casualties if telling.sentence[1] <= c.start < end]
            cue = self.cue("withdrawal", (start, min([end, *others])))
            if cue is not None:
                words = self.text[slice(*cue)].lower().split()
                one = words[0] in ("he", "she")
                told = words[-1] != "alive" or (span.label_ == "KILLED" and (
                    one == (self.code_of(span) == "1")))  # fmt: skip
                return cue if told else None
            if others or end >= len(self.words.lower):
                return None
            start, end = self.sentence_of(end)
            if self.block_of(start) != self.block_of(span.start):
                return None
        return None

    def _denial(self, attribution: str | None) -> Link | None:
        """A saying around the claim that denies it, and not only who did it."""
        lower = self.words.lower
        while attribution is not None:
            cue = self.cues[attribution]
            if cue.get("denial"):
                inside = [c for c in self.contents if c[2] == attribution]
                head = lower[inside[0][0] : inside[0][0] + 4] if inside else []
                if _DENIED_ACTS.isdisjoint(head):
                    words = tuple(map(tuple, cue["why"]["span"]["words"]))
                    return Link("denied", "denial-cue", words)
            attribution = cue["parent"]
        return None

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

    def _governs(self, offset: int, span: Span, trigger: int) -> bool:
        """Whether a modal word stands in the verb group or shortly before the victims."""
        token = self.token_at(offset)
        between = self.words.lower[token + 1 : trigger]
        if self.words.lower[token] != "if" and not _UNGOVERNED.isdisjoint(between):
            return False
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
        if self.words.tags[trigger] == "VBD" and "and" in between and span.start > trigger:
            return False
        return not (span.start <= token < span.end) and trigger - token <= 12

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
