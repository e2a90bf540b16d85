"""Figures that are taken back: by their author, by their source, or as reports that are false."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import ClaimView, Link, Telling

# An author's or source's own earlier telling: "earlier we wrote", "activists earlier said".
_TELLING: Final = frozenset(
    "wrote written said reported quoted gave given posted passed tweeted announced had spoke "
    "told relayed carried listed put".split()
)
_OURS: Final = frozenset("we i earlier previously yesterday rumour rumours".split())
_TELLING_REACH: Final = 18
# In how many sentences, its own included, a claim may be taken back.
_WITHDRAWN_REACH: Final = 3
# How far into the entry a heading such as "CORRECTION" is looked for, in tokens.
_HEADING: Final = 8
# Between a report that is withdrawn and the figure in it: "withdrew its claim that 12 had died".
_INSIDE: Final = frozenset('of that for about “ " ‘ some'.split())
_INSIDE_REACH: Final = 3
# How far before a figure the report stands that is called false behind it, in tokens.
_REPORT_REACH: Final = 12
# Before what is called false then, another clause: "12 died in a raid, and the camp was wrong".
_ANOTHER_SUBJECT: Final = frozenset({"and", "but", ",", ";", "while", "when", "after"})
# Who calls a report false, and how near to the report and the claim the words stand, in tokens.
_NAMING: Final = frozenset("call calls called calling brand brands branded".split())
_NAMED_REACH: Final = 4


class Corrections(ClaimView):
    """Finds what takes a casualty back."""

    def taken_back(self, telling: Telling) -> Link | None:
        """A figure that is corrected: "35, not 40", "we wrote that 40 had died. That was wrong"."""
        span, (start, end) = telling.span, telling.sentence
        lower = self.words.lower
        if (
            span.start > start
            and lower[span.start - 1] == "not"
            and lower[span.start] != "all"  # "Not all 15 victims were rebels": 15 they are
            and (
                self.is_bare(span)
                or "but" in lower[span.end : span.end + 2]
                or self._has_rival(telling)
            )
        ):
            return Link("denied", "not-this-number", (self.offsets((span.start - 1, span.start)),))
        refuted = self.cue("refuted", (max(start, span.start - 4), span.start + 1))
        if refuted and (self.is_bare(span) or self.number_of(span) > 1):
            return Link("denied", "taken-back", (refuted,))
        if lowered := self._lowered(span):
            return Link("denied", "taken-back", (lowered,))
        if withdrawn := self._report_withdrawn(telling) or self._withdrawn(telling):
            return Link("denied", "withdrawn", (withdrawn,))
        before = lower[max(start, span.start - _TELLING_REACH) : span.start]
        if "now" in before or not (_TELLING.intersection(before) and _OURS.intersection(before)):
            return None
        following = self.sentence_of(min(end, len(lower) - 1))
        correction = self.cue("correction", (start, following[1])) or self.cue(
            "correction", (0, min(_HEADING, len(lower)))
        )
        return Link("denied", "correction", (correction,)) if correction else None

    def _has_rival(self, telling: Telling) -> bool:
        """Whether the sentence of a claim counts others of the same outcome."""
        span, (start, end) = telling.span, telling.sentence
        return any(
            c.label_ == span.label_ and c.id_ != span.id_ and start <= c.start < end
            for c in self.casualties
        )

    def _lowered(self, span: Span) -> tuple[int, int] | None:
        """The words of a smaller figure that replaces one: "cut its count from ten to nine"."""
        lower = self.words.lower
        if lower[span.start - 1 : span.start] != ["from"] or not (number := self.number_of(span)):
            return None
        for other in self.casualties:
            if other.start == span.end + 1 and lower[span.end] == "to" and (
                other.label_ == span.label_ and 0 < self.number_of(other) < number
            ):  # fmt: skip
                return self.offsets((span.end, other.end))
        return None

    def _report_withdrawn(self, telling: Telling) -> tuple[int, int] | None:
        """Words around a claim that call the report false that it stands in.

        As in "withdrew its claim that 12 had died", "reports of 12 dead were an invention".
        """
        span, (start, end) = telling.span, telling.sentence
        first = span.start
        while first > start and span.start - first < _INSIDE_REACH and (
            self.words.lower[first - 1] in _INSIDE
        ):  # fmt: skip
            first -= 1
        report = self.cue("retracting", (start, first))
        if report is not None and self.token_at(report[1] - 1) == first - 1:
            return report
        later = [c.start for c in self.casualties if span.end <= c.start < end]
        near = (max(start, span.start - _REPORT_REACH), span.start)
        if later or self.cue("report", near) is None:
            return None
        called = self.cue("called_false", (span.end, end)) or self._named_false(near, span, end)
        if called is None:
            return None
        between = self.words.lower[span.end : self.token_at(called[0])]
        return called if _ANOTHER_SUBJECT.isdisjoint(between) else None

    def _named_false(self, near: tuple[int, int], span: Span, end: int) -> tuple[int, int] | None:
        """As in "The army called the figure of nine dead a lie"."""
        before = self.words.lower[max(near[0] - _NAMED_REACH, 0) : span.start]
        false = self.cue("false", (span.end, min(end, span.end + _NAMED_REACH)))
        return None if _NAMING.isdisjoint(before) else false

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
