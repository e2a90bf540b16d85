"""Whether a claim is of one event or a sum over several: its scope."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span

from sitrep.components.casualties.victims import AMONG
from sitrep.components.claims.view import ADDS_TO, LOCATIVE, WIDE, ClaimView, Link, Telling, ranges
from sitrep.components.grammar.word_forms import HAVE, MONTHS, WEEKDAYS

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
    r"\b(?:worst|deadliest|bloodiest|heaviest|fiercest|largest|biggest|highest|first|second|third"
    r"|fourth|fifth|another|times)\b"
    r"(?:(?! that )[^,.;])*$"
)
# A rate: "100 to 200 soldiers a day".
_RATE: Final = re.compile(
    r" a (?:day|night|week|month|year)\b(?! (?:after|before|ago|later|earlier))"
)
# Several events: "in three separate strikes".
_SEPARATE: Final = re.compile(
    r"\b(?:separate|different) (?:\w+ )?(?:attacks|strikes|incidents|raids|clashes|shootings|"
    r"bombings|blasts|explosions|airstrikes|operations|assaults|ambushes|accidents|places|areas)\b"
)
# "August's dead", "last month's toll".
_OWN_TOLL: Final = re.compile(
    rf"\b(?:{_MONTHS}|today|yesterday|day|week|month|year)['’]s "
    r"(?:\w+ )?(?:dead|deaths|toll|fatalities|casualties|killings|victims|tally|figures?|total)\b"
)
_LENGTH: Final = (
    r"(?:(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|\d+)\b"
    r"(?: (?:single|few|full|short|mere|\d+-hour))*)"
)
# "In March alone", "on Thursday and Friday", "in 34 days", "between 14 and 18 February",
# "from 3 May to 9 June".
_DAYS: Final = re.compile(
    rf"\b(?:on {_WEEKDAY} and {_WEEKDAY}|in {_MONTHS} alone|so far in {_MONTHS}"
    rf"|(?:in|over|during) (?:just |only |the space of |less than )*{_LENGTH} "
    r"(?:days?|weeks?|months?|years?|nights?|fortnight|period)"
    rf"|between (?:the (?:early |late )?(?:morning|afternoon|evening|night)s? of )?"
    rf"(?:(?:{_WEEKDAY}|{_MONTHS}(?: \d{{1,2}})?|\d{{1,2}} {_MONTHS})(?:,? (?:19|20)\d\d,?)? and"
    rf"|\d{{1,2}} and \d{{1,2}} {_MONTHS})"
    rf"|from (?:{_WEEKDAY}|{_MONTHS} \d{{1,2}}|\d{{1,2}} {_MONTHS}) (?:to|until|through))\b"
)
# Such words, and one of what each of them has among its tokens.
_STRETCHES: Final = (
    (
        _DAYS,
        WEEKDAYS | MONTHS | frozenset(
            "jan feb mar apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. "
            "sep. sept. oct. nov. dec. day days week weeks month months year years night nights "
            "fortnight period".split()
        ),
    ),
    (_SEPARATE, frozenset({"separate", "different"})),
    (_OWN_TOLL, frozenset({"'s", "’s"})),
)  # fmt: skip
# A heading of counts place by place: "The dead by town:".
_BY_PLACE: Final = re.compile(
    r"\bby (?:town|township|city|province|governorate|district|region|state|zone|area|village)\b"
)
# Before the words for a sum of others.
_OF_OTHERS: Final = re.compile(
    r" where | the latest (?:in|of) | out of (?:a total|at least|more than|some|\d)"
)
# What is told as background: "in 2004", "in the riots of 1986".
_BYGONE: Final = re.compile(r"\b(?:in|during|of) (?:early |late |mid-)?((?:19|20)\d\d)(?!\d)")
# What "in the last" and "over the past" measure, and how far behind them it stands.
_UNITS: Final = frozenset(
    "hour hours day days night nights week weeks weekend month months year years decade decades "
    "fortnight summer winter spring autumn".split()
)
_UNIT_REACH: Final = 6
# What days are given to behind a death.
_RITES: Final = frozenset({"mourning", "prayer", "prayers", "silence"})
# Before "this week": something that happened on a day of it.
_ON_A_DAY: Final = MONTHS | {"earlier", "later"}
# A heading that announces counts: "Tolls since Friday:", not "What we know so far:".
_OF_COUNTS: Final = frozenset(
    "toll tolls dead deaths killed losses casualties table tally count counts".split()
)
# How far before an outcome word its "have" may stand: "have reportedly been killed".
_AUXILIARIES: Final = 3
_PERIOD_FROM: Final = 1000
# A toll from this number on, with no settlement named before it, is a sum over events.
_TOLL_FROM: Final = 50
# What one event stands behind: "killed when a bus overturned".
_EVENT_LEADS: Final = frozenset({"when", "after", "as", "while"})
# Rules of counts that go on with one before, wherever they are told for.
_ITEMS: Final = frozenset({"figure-label", "by-place", "among-the-dead", "roster"})
# A bare number is a rival of an earlier count up to this many times that.
_RIVAL_RATIO: Final = 2.0


class ScopeLinks(ClaimView):
    """Fills the scope of casualties."""

    def scope_link(self, telling: Telling, scopes: dict[str, str]) -> Link:
        """A sum over events by words of the sentence, as a bare toll, or by its size.

        `scopes` are those of the earlier casualties by id.
        """
        span, sentence = telling.span, telling.sentence
        attrs = self.attrs[span.id_]
        code = self.code_of(span)
        whole = self.wholes.get(span.id_)
        if span.id_ in self.tallied or whole in self.tallied:
            return Link("period", "tally-by-place")
        if code == "0" or (code == "1" and whole not in self.totals):
            return Link("incident", "")
        if span.id_ in self.totals:
            return Link("period", "sum-over-places")
        period = self._period(sentence)
        if period is not None and self._is_moment(period, telling):
            period = None
        period = period or self._heading_period(span) or self._rate(span)
        if period is not None:
            return Link("period", "period-words", (period,))
        if whole is not None and whole in scopes:
            return Link(scopes[whole], "scope-of-whole")
        spread = [
            p
            for p in self.places
            if sentence[0] <= p.start < sentence[1]
            and p.label_ in WIDE
            and (self.lead(p) in ("across", "throughout") or self._joined_place(p))
        ]
        if spread:
            return Link("period", "across-country", ranges(spread))
        if self.cue("event", sentence) is not None:
            return Link("incident", "")
        acted = attrs["why"]["span"]["rule"] in ("active", "subset")  # "a bomber killed 18 in Iraq"
        if not acted and (country := self._in_country(telling)) is not None:
            return Link("period", "in-country", ranges([country]))
        if (bygone := self._bygone(sentence)) is not None:
            return Link("period", "bygone", (bygone,))
        number = self.number_of(span)
        if code == "thousands" or number >= _PERIOD_FROM:
            return Link("period", "large-number", (self.offsets((span.start, span.end)),))
        counted = [c for c in self.casualties if c.id_ in scopes and c.label_ == span.label_]
        rivals = [c for c in counted if number <= _RIVAL_RATIO * (self.number_of(c) or number)]
        if "so far" in self.lower and number >= _TOLL_FROM and self._so_far(telling):
            return Link("period", "so-far")
        rule = attrs["why"]["span"]["rule"]
        told = self.is_bare(span) or (number > 0 and self.words.lower[span.end - 1] in AMONG)
        goes_on = rule in _ITEMS or (told and not self._local(telling.clause))
        if rivals and goes_on:
            scope = scopes[rivals[-1].id_]
            return Link(scope, "scope-of-rival" if scope == "period" else "")
        if rule == "toll" and (
            number >= _TOLL_FROM and ((counted and not rivals) or not self._local((0, span.end)))
        ):
            return Link("period", "bare-toll", tuple(map(tuple, attrs["why"]["span"]["words"])))
        daily = span.label_ == "KILLED" and "today" in self.words.lower[slice(*sentence)]
        if daily and number >= _TOLL_FROM and not self._local((0, sentence[1])):
            return Link("period", "toll-of-day")
        return Link("incident", "")

    def _so_far(self, telling: Telling) -> bool:
        """Whether many have been killed up to now, of no one event: "331 have died so far"."""
        start, end = self.offsets(telling.sentence)
        return self._in_perfect(telling.trigger) and self.lower.find("so far", start, end) >= 0

    def _joined_place(self, place: Span) -> bool:
        """Whether people are counted in a place and one beside it: "in Chad and in Niger"."""
        before = next((p for p in self.places if p.end < place.start <= p.end + 2), None)
        return (
            before is not None
            and before.label_ == place.label_
            and "and" in self.words.lower[before.end : place.start]
            and self.lead(before) in LOCATIVE
        )

    def _in_country(self, telling: Telling) -> Span | None:
        """The country that a clause counts people in, if it names no place inside it.

        In the training pages every count that is bound to a country is a sum over events. Not so
        where one event follows: "two were killed when a bus overturned in Egypt".
        """
        start, end = telling.clause
        places = [p for p in self.places if start <= p.start < end and p.start not in self._taken]
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
        words = self.words.lower[slice(*tokens)]
        start, end = self.offsets(tokens)
        for pattern, signs in _STRETCHES:
            match = None if signs.isdisjoint(words) else pattern.search(self.lower, start, end)
            # "the second attack in two days"
            if match and not _SUPERLATIVE.search(self.lower, start, match.start()):
                return match.span()
        return None

    def _is_no_stretch(self, found: tuple[int, int]) -> bool:
        """As in "since dawn", "had since risen", "in the last two cities", "earlier this week"."""
        first = self.token_at(found[0])
        paper = self.lower[slice(*found)] == "daily" and self.words.tags[first - 1] == "NNP"
        if self.text[found[1] : found[1] + 1] == "-":
            return True  # "in the insurgency-hit south"
        if paper or not _ON_A_DAY.isdisjoint(self.words.lower[max(first - 2, 0) : first]):
            return True
        if self.lower[slice(*found)] == "since":
            perfect = self.words.lower[first - 1 : first] in (["has"], ["have"], ["had"])
            start, _ = self.offsets(self.sentence_of(first))
            if _SUPERLATIVE.search(self.lower, start, found[0]):
                return True
            return perfect or _SINCE_NO_DAY.match(self.lower, found[0]) is not None
        token = self.token_at(found[1] - 1)
        if not _RITES.isdisjoint(self.words.lower[token + 1 : token + 3]):
            return True  # "three days of national mourning"
        if self.words.lower[token] in ("last", "past", "previous"):
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
        if _OF_OTHERS.search(self.lower, telling.span.end_char, period[0]):
            return True
        if self._is_of_other(period, telling):
            return True
        added = ADDS_TO.search(self.lower, telling.span.end_char, self.offsets(telling.sentence)[1])
        if added and added.start() < period[0]:
            return True  # "two died, which brings the day's toll to nine"
        return (
            self.lower[slice(*period)] == "since"
            and not self.is_bare(telling.span)
            and self.words.tags[telling.trigger] == "VBD"
            and telling.trigger < telling.span.start
            and self.token_at(period[0]) < telling.trigger
            and "," not in between
        )

    def _is_of_other(self, period: tuple[int, int], telling: Telling) -> bool:
        """Whether a later count has the stretch: "two died on Monday, and 30 have died in May"."""
        if self._in_perfect(telling.trigger):
            return False
        return any(
            telling.span.end_char < other.start_char < period[0]
            and other.start < telling.sentence[1]
            and self._in_perfect(self.trigger_of(other))
            for other in self.casualties
        )

    def _in_perfect(self, trigger: int) -> bool:
        """Whether an outcome word stands behind "have" ("have been killed")."""
        return not HAVE.isdisjoint(self.words.lower[max(trigger - _AUXILIARIES, 0) : trigger])

    def _rate(self, span: Span) -> tuple[int, int] | None:
        """The words behind a count that make it a rate: "200 soldiers a day"."""
        rate = _RATE.match(self.lower, span.end_char)
        return rate.span() if rate else None

    def _bygone(self, sentence: tuple[int, int]) -> tuple[int, int] | None:
        """The words of a sentence for a year before that of the entry: "in 2004"."""
        start, end = self.offsets(sentence)
        if self.lower.find("19", start, end) < 0 and self.lower.find("20", start, end) < 0:
            return None
        found = _BYGONE.search(self.lower, start, end)
        if found is None:
            return None
        stamp: str | None = self.doc.user_data.get("entry", {}).get("time")
        return None if stamp is not None and found[1] >= stamp[:4] else found.span()

    def _heading_period(self, span: Span) -> tuple[int, int] | None:
        """Words of a list's heading that name a stretch of time: "The dead of the week:"."""
        heading = self.heading_of(span)
        if heading is None or _OF_COUNTS.isdisjoint(self.words.lower[slice(*heading)]):
            return None
        by_place = _BY_PLACE.search(self.lower, *self.offsets(heading))
        return by_place.span() if by_place else self._period(heading)

    def _local(self, tokens: tuple[int, int]) -> bool:
        """Whether a stretch names a settlement or smaller place."""
        return any(
            p.label_ not in WIDE and tokens[0] <= p.start < tokens[1] and p.start not in self._taken
            for p in self.places
        )
