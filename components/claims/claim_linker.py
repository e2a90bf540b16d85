"""`claim_linker`: binds each casualty to its victims, place, perpetrator, source and time."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep.components.claims.agents import AgentLinks
from sitrep.components.claims.cues import ClaimCues
from sitrep.components.claims.dates import DAY, MONTH, ClaimDate, date_of, find_dates
from sitrep.components.claims.parts import PartLinks
from sitrep.components.claims.places import PlaceLinks
from sitrep.components.claims.retellings import Retellings
from sitrep.components.claims.shared_scopes import SharedScopes
from sitrep.components.claims.states import StateLinks
from sitrep.components.claims.view import Link, Telling, ranges
from sitrep.components.grammar.clauses import clause_start, verb_group_start
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import WordReader
from sitrep.components.patterns import Patterns, RuleComponent, Scorer
from sitrep.pipeline.labels import CASUALTIES

_AGE: Final = re.compile(r"\b(\d{1,2})[- ]years?[- ]old|\baged?(?: of)? (\d{1,2})\b")
_FURTHER_AGE: Final = re.compile(r"(?:,? and|,) (\d{1,2})\b(?! [a-z]+s\b)")
_AGE_BEHIND: Final = re.compile(r",? \(?(\d{1,2})(?=[,.)])")
# Tags of one that a further clause has close to its head.
_PARTICLES: Final = frozenset("al el bin ibn abu de van von der ben abd ash ad".split())


@Language.factory(
    "claim_linker",
    requires=["doc.spans"],
    assigns=["doc.spans"],
    default_config={"scorer": {"@scorers": "sitrep.scorer.v1", "subject": "claims"}},
)
def make_claim_linker(nlp: Language, name: str, scorer: Scorer | None = None) -> ClaimLinker:
    """Make a `ClaimLinker`."""
    return ClaimLinker(nlp, name, scorer)


class ClaimLinker(RuleComponent):
    """Fills the attributes of `doc.spans["casualties"]`."""

    files = {"claim_cues": "claim_cues.csv"}
    keys = {"claim_cues": ("kind", "phrase")}

    def __init__(self, nlp: Language, name: str, scorer: Scorer | None = None) -> None:
        super().__init__(nlp, name, scorer)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Index the deciding words by kind."""
        self.cues = ClaimCues(patterns["claim_cues"])

    def find(self, doc: Doc) -> dict[str, dict[str, Link]]:
        """The links of each casualty by its id and by field."""
        _ = self.patterns
        casualties = list(doc.spans[CASUALTIES]) if CASUALTIES in doc.spans else []
        if not casualties:
            return {}
        return {span.id_: links for span, links in self._reading(doc, casualties).links()}

    def _reading(self, doc: Doc, casualties: list[Span]) -> _Reading:
        return _Reading(doc, casualties, self._reader.read(doc), self.cues)

    def set_annotations(self, doc: Doc, links: dict[str, dict[str, Link]]) -> None:
        """Write links into the casualties' attributes."""
        if not links:
            return
        attrs = doc.spans[CASUALTIES].attrs
        for key, fields in links.items():
            values = attrs[key]
            for name, link in fields.items():
                values[name] = link.value
                if link.rule:
                    values["why"][name] = {
                        "rule": link.rule,
                        "words": [list(w) for w in link.words],
                    }

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self.set_annotations(doc, self.find(doc))
        return doc


class _Reading(AgentLinks, PartLinks, PlaceLinks, Retellings, SharedScopes, StateLinks):
    """The links of one Doc's casualties."""

    @cached_property
    def _day(self) -> date | None:
        """The day of the entry on its own clock, or else in UTC; None if it is not known."""
        entry = self.doc.user_data.get("entry", {})
        stamp = entry.get("day") or (entry.get("time") or "")[: len("2011-11-08")]
        return date.fromisoformat(stamp) if stamp else None

    @cached_property
    def _dates(self) -> dict[tuple[int, int], list[ClaimDate]]:
        """The dates that sentences name, as far as they were looked for."""
        return {}

    def links(self) -> list[tuple[Span, dict[str, Link]]]:
        """Each casualty with its links."""
        parts = self.part_links()
        self.wholes = {key: link.value for key, link in parts.items()}
        placed: dict[str, list[str]] = {}
        agents: dict[str, Link] = {}
        sayings: dict[str, Link] = {}
        found: list[tuple[Span, dict[str, Link]]] = []
        before: tuple[Telling, dict[str, Link]] | None = None
        tellings = [self._telling(span) for span in self.casualties]
        scope_links = self.scope_links(tellings)
        scopes: dict[str, str] = {}
        for telling in tellings:
            span, key = telling.span, telling.span.id_
            fields = {
                "victims": self._victims(span),
                "names": self._names(span),
                "ages": self._ages(span),
                "attribution": self._attribution(span, sayings),
            }
            sayings[key] = fields["attribution"]
            if key in parts and parts[key].rule:
                fields["part_of"] = parts[key]
            said = fields["attribution"].value
            fields["perpetrators"] = agents[key] = self.agent_link(
                telling, agents, (before[0], before[1]["perpetrators"]) if before else None
            )
            fields["scope"] = scope_links[key]
            scopes[key] = fields["scope"].value
            fields["status"] = self.status_link(telling, said)
            fields["hedged"] = self.hedge_link(telling, said)
            fields["locations"] = self.place_link(telling, placed, scopes)
            fields["date"], fields["date_precision"] = self._date(telling, fields["scope"].value)
            placed[key] = fields["locations"].value
            before = telling, fields
            found.append((span, fields))
        self.join_retellings(found)
        return found

    def _telling(self, span: Span) -> Telling:
        token = self.trigger_of(span)
        sentence = self.sentence_of(span.start)
        return Telling(span, token, sentence, self._clause(span, token, sentence))

    def _clause(self, span: Span, trigger: int, sentence: tuple[int, int]) -> tuple[int, int]:
        """The token range of the clause that tells of the casualty."""
        group = verb_group_start(self.words, trigger, sentence[0])
        start = min(clause_start(self.words, group, sentence[0]), span.start)
        end = max(trigger + 1, span.end)
        lower, tags = self.words.lower, self.words.tags
        while end < sentence[1] and not (
            lower[end] in (";", "while", "but", "whereas", "although")
            or (
                lower[end] in (",", "and")
                and end + 2 < sentence[1]
                and not FINITE.isdisjoint(tags[end + 1 : min(end + 5, sentence[1])])
            )
        ):
            end += 1
        return start, end

    def _victims(self, span: Span) -> Link:
        inside = [a for a in self.actors if a.start >= span.start and a.end <= span.end]
        return Link([a.id_ for a in inside], "nested" if inside else "", ranges(inside))

    def _names(self, span: Span) -> Link:
        """Proper names of single victims inside the span, or in apposition behind it."""
        if self.code_of(span) != "1":
            return Link([], "")
        tags, texts = self.words.tags, self.words.texts
        runs = []
        i = span.start
        limit = span.end
        if (
            limit < len(tags)
            and texts[limit] == ","
            and limit + 1 < len(tags)
            and tags[limit + 1] == "NNP"
            and not any(s.start <= limit + 1 < s.end for s in (*self.sources, *self.casualties))
        ):
            limit += 1
            while limit < len(tags) and (
                tags[limit] in ("NNP", "HYPH") or texts[limit].lower() in _PARTICLES
            ):
                limit += 1
        places = {t for p in self.places for t in range(p.start, p.end)}
        titles = self.cues_of.words("title")
        while i < limit:
            j = i
            while (
                j < limit
                and (
                    tags[j] == "NNP"
                    or (j > i and (texts[j] == "-" or texts[j].lower() in _PARTICLES))
                )
                and j not in places
            ):
                j += 1
            if j > i:
                while i < j and (texts[i].lower().rstrip(".") in titles or texts[i] == "-"):
                    i += 1
                modifier = j - i == 1 and j < span.end and tags[j] in ("NN", "NNS")
                if j > i and not modifier and (j - i > 1 or span.end - span.start <= 3):
                    runs.append((i, j))
            i = max(j, i + 1)
        if not runs or not runs[-1][1] - runs[-1][0]:
            return Link([], "")
        ranges = tuple(self.offsets(r) for r in runs[-1:])
        values = [{"start": a, "end": b, "text": self.text[a:b]} for a, b in ranges]
        return Link(values, "proper-name", ranges)

    def _ages(self, span: Span) -> Link:
        """Ages inside the span ("a 16-year-old boy") or directly behind it (", 43,")."""
        start, end = self.offsets((span.start, span.end))
        following = [c.start_char for c in self.casualties if c.start >= span.end]
        near = min([end + 25, *following])
        told = "old" in self.text[start:near] or "age" in self.text[start:near]
        found = list(_AGE.finditer(self.text, start, near)) if told else []
        while found and found[-1][0][0] in "aA," and (
            more := _FURTHER_AGE.match(self.text, found[-1].end())
        ):  # fmt: skip
            found.append(more)  # "three men aged 20, 31 and 45"
        if (behind := _AGE_BEHIND.match(self.text, end)) is not None:
            found.append(behind)
        ages = [
            {"start": m.start(m.lastindex or 0), "end": m.end(m.lastindex or 0),
             "age": int(m[m.lastindex or 0])}
            for m in found
            if "." not in self.text[end : m.start()]
        ]  # fmt: skip
        return Link(ages, "age" if ages else "", tuple((a["start"], a["end"]) for a in ages))

    def _attribution(self, span: Span, sayings: dict[str, Link]) -> Link:
        """The innermost content that holds the casualty; one of nobody yields to a saying.

        Of equal ones it is that of the one who is cited, else the one said last. Items of a list
        that nobody is named for are those of their total; `sayings` has the links before by id.
        """
        best: tuple[bool, int, bool, int] | None = None
        found = None
        for start, end, key in self.contents:
            if start <= span.start and span.end <= end:
                cue = self.cues[key]
                cited = cue["why"]["span"]["rule"] == "citing"
                bare = cue["hedge"] or cue["why"]["span"]["rule"] == "noun"
                nobody = bare and cue["source"] is None
                rank = (nobody, end - start, not cited, -int(key[1:]))
                if best is None or rank < best:
                    best, found = rank, (start, end, key)
        whole = self.wholes.get(span.id_)
        if (best is None or best[0]) and whole in sayings and whole in self.totals:
            return Link(sayings[whole].value, "attribution-of-total", sayings[whole].words)
        if found is None:
            return Link(None, "")
        return Link(found[2], "innermost-content", (self.offsets(found[:2]),))

    def _date(self, telling: Telling, scope: str) -> tuple[Link, Link]:
        """The day of the claim from words of its sentence, or else the day of the entry.

        The precision is ACLED's (see `claim_dates`); a sum over events has the day on which it
        was given, known to the month, unless it is of a year that is named.
        """
        day = self._day
        if day is None:
            return Link(None, ""), Link(None, "")
        span, sentence = telling.span, telling.sentence
        if sentence not in self._dates:
            start, end = self.offsets(sentence)
            found = find_dates(self.text, start, end, day)
            self._dates[sentence] = [one for one in found if not self.is_aside(one.start)]
        dated = date_of(self.text, self._dates[sentence], *self.offsets((span.start, span.end)))
        if scope == "period" and not (dated and dated.far):
            return Link(day.isoformat(), "entry-time"), Link(MONTH, "")
        if dated is None:
            return Link(day.isoformat(), "entry-time"), Link(DAY, "")
        named = Link(dated.day.isoformat(), "date-words", ((dated.start, dated.end),))
        return named, Link(dated.precision, "")
