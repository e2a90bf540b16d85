"""What kind of claim it is: one event or a sum, actual, possible or denied, hedged or not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import LOCATIVE, WIDE, ClaimView, Link, Telling, ranges
from sitrep.components.grammar.clauses import verb_group_start

NEGATED: Final = "did-not"
"""The rule of casualties whose own words are a negation: "never came back"."""
_NEGATIONS: Final = frozenset({"not", "n't", "never", "nor", "neither", "without"})
_DENIED_ACTS: Final = frozenset("responsibility involvement role".split())
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night| morning| evening)?"
_MONTHS: Final = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
)
# "Since" with a time of the day, or for "because": a claim of one day, or of no stretch at all.
_SINCE_NO_DAY: Final = re.compile(
    rf"since (?:(?!\d{{1,2}} {_MONTHS})"
    r"(?:\d{1,2}[:.]?\d{0,2} ?(?:am|pm|a\.m\.|p\.m\.)?(?: |,|\.|:|;|$))"
    r"|(?:this |the )?(?:noon|midnight|dawn|morning|midday|sunrise|daybreak|afternoon|evening)"
    r"|(?:\w+ )?(?:o'clock)|none|that|it|they|he|she|we|there)"
)
# What a "since" measures that sums nothing up: "the deadliest attack on the force since May".
_SUPERLATIVE: Final = re.compile(
    r"\b(?:worst|deadliest|bloodiest|heaviest|fiercest|largest|biggest|highest)\b"
    r"(?:(?! that )[^,.;])*$"
)
# "On Thursday and Friday", "between 14 and 18 February", "from 3 May to 9 June".
_DAYS: Final = re.compile(
    rf"\b(?:on {_WEEKDAY} and {_WEEKDAY}"
    rf"|between (?:{_WEEKDAY}|{_MONTHS}(?: \d{{1,2}})?|\d{{1,2}} {_MONTHS}) and"
    rf"|between \d{{1,2}} and \d{{1,2}} {_MONTHS}"
    rf"|from (?:{_WEEKDAY}|{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS}) (?:to|until|through))\b"
)
# What is told as background: "in 2004", "in the riots of 1986".
_BYGONE: Final = re.compile(r"\b(?:in|during|of) (?:early |late |mid-)?((?:19|20)\d\d)(?!\d)")
# What "in the last" and "over the past" measure, and how far behind them it stands.
_UNITS: Final = frozenset(
    "hour hours day days night nights week weeks weekend month months year years decade decades "
    "fortnight summer winter spring autumn".split()
)
_UNIT_REACH: Final = 6
# Before "this week": something that happened on a day of it.
_ON_A_DAY: Final = frozenset({"earlier", "later"})
# A heading that announces counts: "Tolls since Friday:", not "What we know so far:".
_OF_COUNTS: Final = frozenset(
    "toll tolls dead deaths killed losses casualties table tally count counts".split()
)
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
_PERIOD_FROM: Final = 1000
# A toll from this number on, with no settlement named before it, is a sum over events.
_TOLL_FROM: Final = 50
# What one event stands behind: "killed when a bus overturned".
_EVENT_LEADS: Final = frozenset({"when", "after", "as", "while"})
# Rules of counts that go on with one before, wherever they are told for.
_ITEMS: Final = frozenset({"figure-label", "by-place", "among-the-dead", "roster"})
# A bare number is a rival of an earlier count up to this many times that.
_RIVAL_RATIO: Final = 2.0


class StateLinks(ClaimView):
    """Fills scope, status and hedging of casualties."""

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
        modal = self.cue("possible", before)
        if (
            modal is not None
            and not negated  # "could not be saved"
            and self.text[modal[0]] != "M"  # the month, not the modal
            and self._governs(modal[0], span, trigger)
            and not self._described(modal, span, trigger)
        ):
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

    def _governs(self, offset: int, span: Span, trigger: int) -> bool:
        """Whether a modal word stands in the verb group or shortly before the victims."""
        token = self.token_at(offset)
        between = self.words.lower[token + 1 : trigger]
        if self.words.lower[token] != "if" and not _UNGOVERNED.isdisjoint(between):
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

    def scope_link(self, telling: Telling, scopes: dict[str, str]) -> Link:
        """A sum over events by words of the sentence, as a bare toll, or by its size.

        `scopes` are those of the earlier casualties by id.
        """
        span, sentence = telling.span, telling.sentence
        attrs = self.attrs[span.id_]
        code = self.code_of(span)
        whole = self.wholes.get(span.id_)
        if code == "0" or (code == "1" and whole not in self.totals):
            return Link("incident", "")
        if span.id_ in self.totals:
            return Link("period", "sum-over-places")
        period = self._period(sentence)
        if period is not None and self._is_moment(period, telling):
            period = None
        period = period or self._heading_period(span)
        if period is not None:
            return Link("period", "period-words", (period,))
        if whole is not None and whole in scopes:
            return Link(scopes[whole], "scope-of-whole")
        spread = [
            p
            for p in self.places
            if sentence[0] <= p.start < sentence[1]
            and p.label_ in WIDE
            and self.lead(p) in ("across", "throughout")
        ]
        if spread:
            return Link("period", "across-country", ranges(spread))
        if self.cue("event", sentence) is not None:
            return Link("incident", "")
        acted = attrs["why"]["span"]["rule"] in ("active", "subset")  # "a bomber killed 18 in Iraq"
        if not acted and (country := self._in_country(telling)) is not None:
            return Link("period", "in-country", ranges([country]))
        bygone = _BYGONE.search(self.lower, *self.offsets(sentence))
        if bygone and not self._this_year(bygone[1]):
            return Link("period", "bygone", (bygone.span(),))
        number = self.number_of(span)
        if code == "thousands" or number >= _PERIOD_FROM:
            return Link("period", "large-number", (self.offsets((span.start, span.end)),))
        counted = [c for c in self.casualties if c.id_ in scopes and c.label_ == span.label_]
        rivals = [c for c in counted if number <= _RIVAL_RATIO * (self.number_of(c) or number)]
        rule = attrs["why"]["span"]["rule"]
        goes_on = rule in _ITEMS or (self.is_bare(span) and not self._local(telling.clause))
        if rivals and goes_on:
            scope = scopes[rivals[-1].id_]
            return Link(scope, "scope-of-rival" if scope == "period" else "")
        if rule == "toll" and (
            number >= _TOLL_FROM and ((counted and not rivals) or not self._local((0, span.end)))
        ):
            return Link("period", "bare-toll", tuple(map(tuple, attrs["why"]["span"]["words"])))
        return Link("incident", "")

    def _in_country(self, telling: Telling) -> Span | None:
        """The country that a clause counts people in, if it names no place inside it.

        In the training pages every count that is bound to a country is a sum over events. Not so
        where one event follows: "two were killed when a bus overturned in Egypt".
        """
        start, end = telling.clause
        places = [p for p in self.places if start <= p.start < end]
        if any(p.label_ != "country" for p in places):
            return None
        told = max(telling.trigger, telling.span.end - 1)
        return next(
            (
                place
                for place in places
                if self.lead(place) in LOCATIVE
                and _EVENT_LEADS.isdisjoint(self.words.lower[told : place.start])
            ),
            None,
        )

    def _period(self, tokens: tuple[int, int]) -> tuple[int, int] | None:
        """The code points of words that name a stretch of time among tokens, or None."""
        found = self.cue("period", tokens)
        if found is not None and not self._is_no_stretch(found) and not self.is_aside(found[0]):
            return found
        days = _DAYS.search(self.lower, *self.offsets(tokens))
        return days.span() if days else None

    def _is_no_stretch(self, found: tuple[int, int]) -> bool:
        """As in "since dawn", "had since risen", "in the last two cities", "earlier this week"."""
        first = self.token_at(found[0])
        if self.text[found[1] : found[1] + 1] == "-":
            return True  # "in the insurgency-hit south"
        if not _ON_A_DAY.isdisjoint(self.words.lower[max(first - 2, 0) : first]):
            return True
        if self.lower[slice(*found)] == "since":
            perfect = self.words.lower[first - 1 : first] in (["has"], ["have"], ["had"])
            start, _ = self.offsets(self.sentence_of(first))
            if _SUPERLATIVE.search(self.lower, start, found[0]):
                return True
            return perfect or _SINCE_NO_DAY.match(self.lower, found[0]) is not None
        token = self.token_at(found[1] - 1)
        if self.words.lower[token] in ("last", "past"):
            return _UNITS.isdisjoint(self.words.lower[token + 1 : token + _UNIT_REACH])
        return False

    def _is_moment(self, period: tuple[int, int], telling: Telling) -> bool:
        """Whether the claim only dates what is told: "since gunmen shot two men on Monday".

        So it does in "the worst day since May, when ten died"; nor is it a sum of those who died
        in "two died in Kut, where ten were killed this year".
        """
        between = self.lower[period[1] : telling.span.start_char]
        if " when " in between:
            return True
        if " where " in self.lower[telling.span.end_char : period[0]]:
            return True
        return (
            self.lower[slice(*period)] == "since"
            and not self.is_bare(telling.span)
            and self.words.tags[telling.trigger] == "VBD"
            and telling.trigger < telling.span.start
            and self.token_at(period[0]) < telling.trigger
            and "," not in between
        )

    def _this_year(self, year: str) -> bool:
        """Whether a year is that of the entry, or later."""
        stamp: str | None = self.doc.user_data.get("entry", {}).get("time")
        return stamp is not None and year >= stamp[:4]

    def _heading_period(self, span: Span) -> tuple[int, int] | None:
        """Words of a list's heading that name a stretch of time: "The dead of the week:"."""
        heading = self.heading_of(span)
        if heading is None or _OF_COUNTS.isdisjoint(self.words.lower[slice(*heading)]):
            return None
        return self._period(heading)

    def _local(self, tokens: tuple[int, int]) -> bool:
        """Whether a stretch names a settlement or smaller place."""
        return any(
            p.label_ not in WIDE and tokens[0] <= p.start < tokens[1] and p.start not in self._taken
            for p in self.places
        )

    def hedge_link(self, telling: Telling, attribution: str | None) -> Link:
        """Whether a word of the clause or the cue of its saying keeps a distance."""
        words = self.cue("hedge", telling.clause)
        if words is not None:
            return Link(True, "hedge-words", (words,))
        if attribution is not None and self.cues[attribution]["hedge"]:
            said = tuple(map(tuple, self.cues[attribution]["why"]["span"]["words"]))
            return Link(True, "hedged-cue", said)
        return Link(False, "")
