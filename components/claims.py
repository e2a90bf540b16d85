"""`claim_linker`: binds each casualty to its victims, place, perpetrator, source and time."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep.components.claim_dates import DAY, MONTH, find_date
from sitrep.components.claim_places import PlaceLinks
from sitrep.components.claim_view import LOCATIVE, WIDE, Link, ranges
from sitrep.components.clauses import BE, clause_start, verb_group_start
from sitrep.components.patterns import Patterns, RuleComponent, Scorer
from sitrep.components.words import WordReader
from sitrep.pipeline.labels import CASUALTIES

_NEGATIONS: Final = frozenset({"not", "n't", "never", "nor", "neither", "without"})
_AGENTS: Final = frozenset(
    "SECURITY_FORCES MILITIA ARMED_GROUP GOVERNMENT INTERNATIONAL PROTESTERS".split()
)
_DENIED_ACTS: Final = frozenset("responsibility involvement role".split())
_AGE: Final = re.compile(r"\b(\d{1,2})[- ]years?[- ]old|\baged?(?: of)? (\d{1,2})\b")
_AGE_BEHIND: Final = re.compile(r",? \(?(\d{1,2})(?=[,.)])")
# How far before its clause "it is feared that" may stand, in tokens.
_MODAL_REACH: Final = 6
_PERIOD_FROM: Final = 1000
_PARTICLES: Final = frozenset("al el bin ibn abu de van von der ben abd ash ad".split())
_TITLES: Final = frozenset(
    "gen general col colonel lt lieutenant sgt capt captain major maj brig brigadier dr mr mrs "
    "ms president minister sheikh prof professor deputy defense defence interior foreign "
    "private pvt corporal cpl father sir imam".split()
)


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
        self._cues: dict[str, re.Pattern[str]] = {}
        for kind in ("period", "event", "possible", "hedge", "pseudo"):
            phrases = [line["phrase"] for line in patterns["claim_cues"] if line["kind"] == kind]
            self._cues[kind] = re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")

    def find(self, doc: Doc) -> dict[str, dict[str, Link]]:
        """The links of each casualty by its id and by field."""
        _ = self.patterns
        casualties = list(doc.spans[CASUALTIES]) if CASUALTIES in doc.spans else []
        if not casualties:
            return {}
        return {span.id_: links for span, links in _Reading(self, doc, casualties).links()}

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

    def cue(self, kind: str, text: str) -> re.Match[str] | None:
        """The first deciding word of a kind in a lower-case text."""
        return self._cues[kind].search(text)


class _Reading(PlaceLinks):
    """The links of one Doc's casualties."""

    def __init__(self, linker: ClaimLinker, doc: Doc, casualties: list[Span]) -> None:
        super().__init__(doc, casualties, linker._reader.read(doc))
        self.linker = linker

    def links(self) -> list[tuple[Span, dict[str, Link]]]:
        """Each casualty with its links."""
        placed: dict[str, list[str]] = {}
        scopes: dict[str | None, Link] = {}
        found: list[tuple[Span, dict[str, Link]]] = []
        for span in self.casualties:
            attrs = self.attrs[span.id_]
            trigger = self.token_at[attrs["trigger"]["start"]] if attrs["trigger"] else span.start
            sentence = next(s for s in self.words.sentences if s[0] <= span.start < s[1])
            clause = self._clause(span, trigger, sentence)
            fields = {
                "victims": self._victims(span),
                "names": self._names(span),
                "ages": self._ages(span),
                "attribution": self._attribution(span),
            }
            fields["perpetrators"] = self._perpetrators(span, trigger, sentence, clause)
            whole = scopes.get(self.attrs[span.id_]["part_of"])
            fields["scope"] = whole or self._scope(span, sentence)
            scopes[span.id_] = Link(fields["scope"].value, "scope-of-whole")
            fields["status"] = self._status(span, trigger, clause, fields["attribution"].value)
            fields["hedged"] = self._hedged(clause, fields["attribution"].value)
            fields["locations"] = self.place_link(
                span, trigger, sentence, clause, placed, fields["scope"].value
            )
            fields["date"], fields["date_precision"] = self._date(sentence, fields["scope"].value)
            placed[span.id_] = fields["locations"].value
            found.append((span, fields))
        self.join_retellings(found)
        return found

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
                and any(
                    tags[k] in ("VBD", "VBZ", "VBP", "MD")
                    for k in range(end + 1, min(end + 5, sentence[1]))
                )
            )
        ):
            end += 1
        return start, end

    def _victims(self, span: Span) -> Link:
        inside = [a for a in self.actors if a.start >= span.start and a.end <= span.end]
        return Link([a.id_ for a in inside], "nested" if inside else "", ranges(inside))

    def _names(self, span: Span) -> Link:
        """Proper names of single victims inside the span, or in apposition behind it."""
        if self.attrs[span.id_]["count"]["code"] != "1":
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
        ):
            limit += 1
            while limit < len(tags) and (
                tags[limit] in ("NNP", "HYPH") or texts[limit].lower() in _PARTICLES
            ):
                limit += 1
        places = {t for p in self.places for t in range(p.start, p.end)}
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
                while i < j and texts[i].lower().rstrip(".") in _TITLES:
                    i += 1
                if j > i and (j - i > 1 or span.end - span.start <= 3):
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
        found = list(_AGE.finditer(self.text, start, end + 25))
        if (behind := _AGE_BEHIND.match(self.text, end)) is not None:
            found.append(behind)
        ages = [
            {"start": m.start(m.lastindex or 0), "end": m.end(m.lastindex or 0),
             "age": int(m[m.lastindex or 0])}
            for m in found
            if "." not in self.text[end : m.start()]
        ]  # fmt: skip
        return Link(ages, "age" if ages else "", tuple((a["start"], a["end"]) for a in ages))

    def _attribution(self, span: Span) -> Link:
        """The innermost content that holds the casualty; of equal ones the one said last."""
        best: tuple[int, int] | None = None
        found = None
        for start, end, key in self.contents:
            if start <= span.start and span.end <= end:
                rank = (end - start, -int(key[1:]))
                if best is None or rank < best:
                    best, found = rank, (start, end, key)
        if found is None:
            return Link(None, "")
        return Link(found[2], "innermost-content", (self.offsets(found[:2]),))

    def _status(
        self, span: Span, trigger: int, clause: tuple[int, int], attribution: str | None
    ) -> Link:
        if self.attrs[span.id_]["count"]["code"] == "0":
            return Link("denied", "zero", (self.offsets((span.start, span.end)),))
        lower = self.words.lower
        group = verb_group_start(self.words, trigger, clause[0])
        window = range(max(clause[0], group - 1), trigger)
        begin, end = self.offsets((clause[0], clause[1]))
        pseudo = self.linker.cue("pseudo", self.lower[begin:end])
        for i in window:
            if lower[i] in _NEGATIONS and not pseudo:
                return Link("denied", "negated-verb", (self.offsets((i, i + 1)),))
        while attribution is not None:
            cue = self.cues[attribution]
            if cue.get("denial"):
                inside = [c for c in self.contents if c[2] == attribution]
                head = lower[inside[0][0] : inside[0][0] + 4] if inside else []
                if _DENIED_ACTS.isdisjoint(head):
                    return Link(
                        "denied", "denial-cue", tuple(map(tuple, cue["why"]["span"]["words"]))
                    )
            attribution = cue["parent"]
        lead = max(clause[0] - _MODAL_REACH, self.sentence_start(span))
        before = self.offsets((lead, trigger + 1)) if trigger >= lead else (begin, end)
        if re.search(r"\bnot (?:true|correct)\b|\buntrue\b", self.lower[slice(*before)]):
            return Link("denied", "not-true", (before,))
        match = self.linker.cue("possible", self.lower[before[0] : before[1]])
        if match and self.text[before[0] + match.start()] == "M":  # the month, not the modal
            match = None
        if match and self._governs(before[0] + match.start(), span, trigger):
            return Link(
                "possible", "modality", ((before[0] + match.start(), before[0] + match.end()),)
            )
        return Link("actual", "")

    def _governs(self, offset: int, span: Span, trigger: int) -> bool:
        """Whether a modal word stands in the verb group or shortly before the victims."""
        token = max(t for o, t in self.token_at.items() if o <= offset)
        return not (span.start <= token < span.end) and trigger - token <= 12

    def _scope(self, span: Span, sentence: tuple[int, int]) -> Link:
        """A sum over events by words of the sentence, as a bare toll, or by its size."""
        start, end = self.offsets(sentence)
        text = self.lower[start:end]
        match = self.linker.cue("period", text)
        if match:
            return Link("period", "period-words", ((start + match.start(), start + match.end()),))
        spread = [
            p
            for p in self.places
            if sentence[0] <= p.start < sentence[1]
            and p.label_ in WIDE
            and self.lead(p) in ("across", "throughout")
        ]
        if spread:
            return Link("period", "across-country", ranges(spread))
        if self.linker.cue("event", text):
            return Link("incident", "")
        attrs = self.attrs[span.id_]
        code = attrs["count"]["code"]
        digits = re.search(r"\d+", code)
        if attrs["why"]["span"]["rule"] == "toll":
            return Link("period", "bare-toll", tuple(map(tuple, attrs["why"]["span"]["words"])))
        if code == "thousands" or (digits and int(digits[0]) >= _PERIOD_FROM):
            return Link("period", "large-number", (self.offsets((span.start, span.end)),))
        return Link("incident", "")

    def _hedged(self, clause: tuple[int, int], attribution: str | None) -> Link:
        begin, end = self.offsets(clause)
        match = self.linker.cue("hedge", self.lower[begin:end])
        if match:
            return Link(True, "hedge-words", ((begin + match.start(), begin + match.end()),))
        if attribution is not None and self.cues[attribution]["hedge"]:
            return Link(
                True,
                "hedged-cue",
                tuple(map(tuple, self.cues[attribution]["why"]["span"]["words"])),
            )
        return Link(False, "")

    def _perpetrators(
        self, span: Span, trigger: int, sentence: tuple[int, int], clause: tuple[int, int]
    ) -> Link:
        """By-phrase, "at the hands of", or subject of the active verb."""
        lower = self.words.lower
        agents = [
            a
            for a in self.actors
            if a.label_ in _AGENTS and not (a.start >= span.start and a.end <= span.end)
        ]
        for actor in agents:
            if not (trigger < actor.start < sentence[1]):
                continue
            lead = lower[max(trigger, actor.start - 6) : actor.start]
            if ("by" in lead or "hands" in lead[-4:]) and (
                actor.start - trigger <= 14
                and "," not in lead[lead.index("by") if "by" in lead else 0 :]
            ):
                found = self._coordinated(actor, agents)
                return Link([a.id_ for a in found], "by-phrase", ranges(found))
        active = self.attrs[span.id_]["why"]["span"]["rule"] in (
            "active",
            "claim-lives",
            "shot-dead",
        ) or (span.start > trigger)
        if active and not any(w in BE for w in lower[max(clause[0], trigger - 2) : trigger]):
            before = [
                a
                for a in agents
                if sentence[0] <= a.start < trigger
                and a.start >= self._sentence_part(trigger, sentence)
            ]
            subjects = [
                a
                for a in before
                if lower[max(a.start - 1, 0)]
                not in LOCATIVE | {"on", "against", "with", "for", "to"}
            ]
            if subjects:
                found = self._coordinated(subjects[0], agents)
                return Link([a.id_ for a in found], "active-subject", ranges(found))
        return Link([], "")

    def _sentence_part(self, trigger: int, sentence: tuple[int, int]) -> int:
        """Where the content that holds the trigger begins, or its sentence."""
        inside = [c[0] for c in self.contents if c[0] <= trigger < c[1] and c[0] >= sentence[0]]
        return max([sentence[0], *inside])

    def _coordinated(self, first: Span, agents: list[Span]) -> list[Span]:
        found = [first]
        for actor in agents:
            if actor.start > found[-1].end - 1 and all(
                w in (",", "and", "or", "the", "a", "from")
                for w in self.words.lower[found[-1].end : actor.start]
            ):
                found.append(actor)
        return found

    def _date(self, sentence: tuple[int, int], scope: str) -> tuple[Link, Link]:
        """The day of the claim from words of its sentence, or else the day of the entry.

        The precision is ACLED's (see `claim_dates`); a sum over events has the day on which it
        was given, known to the month.
        """
        stamp = self.doc.user_data.get("entry", {}).get("time")
        if not stamp:
            return Link(None, ""), Link(None, "")
        day = datetime.fromisoformat(stamp.replace("Z", "+00:00")).date()
        if scope == "period":
            return Link(day.isoformat(), "entry-time"), Link(MONTH, "")
        found = find_date(self.text, *self.offsets(sentence), day)
        if found is None:
            return Link(day.isoformat(), "entry-time"), Link(DAY, "")
        named = Link(found.day.isoformat(), "date-words", ((found.start, found.end),))
        return named, Link(found.precision, "")
