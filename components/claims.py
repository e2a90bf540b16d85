"""`claim_linker`: binds each casualty to its victims, place, perpetrator, source and time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep.components.claim_dates import DAY, MONTH, find_date
from sitrep.components.clauses import BE, clause_start, verb_group_start
from sitrep.components.patterns import Patterns, RuleComponent
from sitrep.components.words import WordReader, Words
from sitrep.pipeline.labels import ACTORS, CASUALTIES, CONTENTS, CUES, LOCATIONS, SOURCES

Why = dict[str, Any]

# How much less likely a claim is bound to a place of each type than to a settlement, in the
# unit of `_place_cost` (0.3 a token of distance). Set on the training pages of the corpus.
_VAGUENESS: Final = {
    "facility": 0,
    "neighbourhood": 0,
    "settlement": 1,
    "admin": 9,
    "region": 11,
    "country": 16,
}
_VAGUENESS_OF_SUMS: Final = {
    "facility": 0,
    "neighbourhood": 0,
    "settlement": 0,
    "admin": 1,
    "region": 2,
    "country": 3,
}
_MOVEMENT: Final = frozenset("from to towards toward into leaving".split())
_WIDE: Final = frozenset({"admin", "region", "country"})
_PLACE_NOUNS: Final = frozenset(
    "town towns city cities village villages province suburb suburbs district districts area "
    "areas neighbourhood neighborhood neighbourhoods neighborhoods quarter quarters capital "
    "countryside port stronghold camp governorate region outskirts square street".split()
)
_BACK_REFERENCES: Final = frozenset({"city", "town", "village"})
_TRAVEL: Final = frozenset(
    "returning travelling traveling fleeing heading driving going coming".split()
)
_COMPASS: Final = frozenset(
    "central northern southern eastern western north south east west rural nearby neighbouring "
    "neighboring".split()
)
_CHAIN: Final = (
    _PLACE_NOUNS | _COMPASS | frozenset('in of , near the outside close to north ’ ” ) ( "'.split())
)
_LOCATIVE: Final = frozenset("in at near outside inside around on across throughout".split())
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
# From this number on, two equal counts in one entry are taken for one toll whatever the noun.
_TELLING: Final = 10


@dataclass(frozen=True, slots=True)
class Link:
    """A value for one field of a claim, the rule that gave it and its words (code points)."""

    value: Any
    rule: str
    words: tuple[tuple[int, int], ...] = ()


@Language.factory(
    "claim_linker",
    requires=["doc.spans"],
    assigns=["doc.spans"],
)
def make_claim_linker(nlp: Language, name: str) -> ClaimLinker:
    """Make a `ClaimLinker`."""
    return ClaimLinker(nlp, name)


class ClaimLinker(RuleComponent):
    """Fills the attributes of `doc.spans["casualties"]`."""

    files = {"claim_cues": "claim_cues.csv"}
    keys = {"claim_cues": ("kind", "phrase")}

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
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


class _Reading:
    """One Doc's casualties with everything that they can be bound to."""

    def __init__(self, linker: ClaimLinker, doc: Doc, casualties: list[Span]) -> None:
        self.linker, self.doc, self.casualties = linker, doc, casualties
        self.words: Words = linker._reader.read(doc)
        self.text = self.words.text
        self.lower = self.text.lower()
        self.attrs = doc.spans[CASUALTIES].attrs
        self.actors = _group(doc, ACTORS)
        self.places = _group(doc, LOCATIONS)
        self.place_attrs = doc.spans[LOCATIONS].attrs if self.places else {}
        self.sources = _group(doc, SOURCES)
        self.cues = doc.spans[CUES].attrs if CUES in doc.spans else {}
        self.contents = [
            (span.start, span.end, doc.spans[CONTENTS].attrs[span.id_]["attribution"])
            for span in _group(doc, CONTENTS)
        ]
        self._taken = {
            t for layer in (self.sources, self.actors) for s in layer for t in range(s.start, s.end)
        }
        offsets = self.words.offsets
        self.token_at = {offset: token for token, offset in enumerate(offsets)}

    def links(self) -> list[tuple[Span, dict[str, Link]]]:
        """Each casualty with its links."""
        placed: dict[str, list[str]] = {}
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
            fields["scope"] = self._scope(span, sentence)
            fields["status"] = self._status(span, trigger, clause, fields["attribution"].value)
            fields["hedged"] = self._hedged(clause, fields["attribution"].value)
            fields["locations"] = self._locations(
                span, trigger, sentence, clause, placed, fields["scope"].value
            )
            fields["date"], fields["date_precision"] = self._date(sentence, fields["scope"].value)
            placed[span.id_] = fields["locations"].value
            found.append((span, fields))
        self._join_retellings(found)
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
        return Link([a.id_ for a in inside], "nested" if inside else "", _ranges(inside))

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
        ranges = tuple(self._offsets(r) for r in runs[-1:])
        values = [{"start": a, "end": b, "text": self.text[a:b]} for a, b in ranges]
        return Link(values, "proper-name", ranges)

    def _ages(self, span: Span) -> Link:
        """Ages inside the span ("a 16-year-old boy") or directly behind it (", 43,")."""
        start, end = self._offsets((span.start, span.end))
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
        return Link(found[2], "innermost-content", (self._offsets(found[:2]),))

    def _status(
        self, span: Span, trigger: int, clause: tuple[int, int], attribution: str | None
    ) -> Link:
        if self.attrs[span.id_]["count"]["code"] == "0":
            return Link("denied", "zero", (self._offsets((span.start, span.end)),))
        lower = self.words.lower
        group = verb_group_start(self.words, trigger, clause[0])
        window = range(max(clause[0], group - 1), trigger)
        begin, end = self._offsets((clause[0], clause[1]))
        pseudo = self.linker.cue("pseudo", self.lower[begin:end])
        for i in window:
            if lower[i] in _NEGATIONS and not pseudo:
                return Link("denied", "negated-verb", (self._offsets((i, i + 1)),))
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
        lead = max(clause[0] - _MODAL_REACH, self._sentence_start(span))
        before = self._offsets((lead, trigger + 1)) if trigger >= lead else (begin, end)
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
        start, end = self._offsets(sentence)
        text = self.lower[start:end]
        match = self.linker.cue("period", text)
        if match:
            return Link("period", "period-words", ((start + match.start(), start + match.end()),))
        spread = [
            p
            for p in self.places
            if sentence[0] <= p.start < sentence[1]
            and p.label_ in _WIDE
            and self._lead(p) in ("across", "throughout")
        ]
        if spread:
            return Link("period", "across-country", _ranges(spread))
        if self.linker.cue("event", text):
            return Link("incident", "")
        attrs = self.attrs[span.id_]
        code = attrs["count"]["code"]
        digits = re.search(r"\d+", code)
        if attrs["why"]["span"]["rule"] == "toll":
            return Link("period", "bare-toll", tuple(map(tuple, attrs["why"]["span"]["words"])))
        if code == "thousands" or (digits and int(digits[0]) >= _PERIOD_FROM):
            return Link("period", "large-number", (self._offsets((span.start, span.end)),))
        return Link("incident", "")

    def _sentence_start(self, span: Span) -> int:
        return next(s[0] for s in self.words.sentences if s[0] <= span.start < s[1])

    def _hedged(self, clause: tuple[int, int], attribution: str | None) -> Link:
        begin, end = self._offsets(clause)
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
                return Link([a.id_ for a in found], "by-phrase", _ranges(found))
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
                not in _LOCATIVE | {"on", "against", "with", "for", "to"}
            ]
            if subjects:
                found = self._coordinated(subjects[0], agents)
                return Link([a.id_ for a in found], "active-subject", _ranges(found))
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

    def _locations(
        self,
        span: Span,
        trigger: int,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        placed: dict[str, list[str]],
        scope: str,
    ) -> Link:
        """The place that costs least: near in the text, specific, and where things happen.

        A sum over events is bound to places of its own sentence only; an incident also to a
        place that the paragraph named before or names next, if it is a settlement or smaller.
        """
        whole = self.attrs[span.id_]["part_of"]
        best: tuple[float, str, Span] | None = None
        for place in self.places:
            if place.start in self._taken or self._elsewhere(place, sentence):
                continue
            if self._of_part(place, span, trigger):
                continue
            cost, rule = self._place_cost(place, span, trigger, sentence, clause, scope)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, rule, place)
        if whole in placed and placed[whole] and (best is None or best[1] != "place-in-clause"):
            return Link(placed[whole], "place-of-whole")
        if best is None or best[1] != "place-in-clause":
            city = self._the_city(clause)
            if city is not None:
                return Link([self._first_mention(city).id_], "place-by-noun", _ranges([city]))
        if best is None:
            before = self._place_told_before(span, sentence) if scope == "incident" else None
            if before is None:
                return Link([], "")
            return Link([self._first_mention(before).id_], "place-told-before", _ranges([before]))
        rule, place = best[1], self._more_specific(best[2])
        if scope == "incident" and place.label_ in _WIDE:
            inner = self._inside(place, span, sentence)
            if inner is not None:
                rule, place = "place-inside", inner
        found = self._coordinated_places(place)
        if not (sentence[0] <= place.start < sentence[1]):
            found = [self._first_mention(p) for p in found]
        return Link([p.id_ for p in found], rule, _ranges(found))

    def _elsewhere(self, place: Span, sentence: tuple[int, int]) -> bool:
        """Whether a place stands in another sentence that tells of casualties of its own."""
        if sentence[0] <= place.start < sentence[1]:
            return False
        start, end = next(s for s in self.words.sentences if s[0] <= place.start < s[1])
        return any(start <= other.start < end for other in self.casualties) and (
            self._sentence_before(sentence) != (start, end)
        )

    def _of_part(self, place: Span, span: Span, trigger: int) -> bool:
        """Whether a place belongs to a part of this claim: "27 dead, many in Homs"."""
        return any(
            max(span.end, trigger) <= part.start < place.start
            and self.attrs[part.id_]["part_of"] == span.id_
            for part in self.casualties
        )

    def _the_city(self, clause: tuple[int, int]) -> Span | None:
        """The settlement that "the city" in the clause goes back to."""
        lower = self.words.lower
        for i in range(clause[0] + 1, clause[1]):
            if (
                lower[i] in _BACK_REFERENCES
                and lower[i - 1] == "the"
                and lower[i + 1 : i + 2] != ["of"]
            ):
                before = [p for p in self.places if p.end <= i and p.label_ == "settlement"]
                return before[-1] if before else None
        return None

    def _sentence_before(self, sentence: tuple[int, int]) -> tuple[int, int] | None:
        index = self.words.sentences.index(sentence)
        return self.words.sentences[index - 1] if index else None

    def _more_specific(self, place: Span) -> Span:
        """As in "the Ikhlas neighbourhood in Damascus", "Baba Amr, Homs": the first of the two."""
        for other in self.places:
            gap = self.words.lower[other.end : place.start]
            if 0 < len(gap) <= 6 and other.start not in self._taken and _CHAIN.issuperset(gap):
                return self._more_specific(other)
        return place

    def _inside(self, wide: Span, span: Span, sentence: tuple[int, int]) -> Span | None:
        """A settlement or smaller place of the paragraph that can lie inside a wider one."""
        area = self.place_attrs.get(wide.id_, {})
        best: tuple[int, Span] | None = None
        for place in self.places:
            own = self.place_attrs.get(place.id_, {})
            if (
                place.label_ in _WIDE
                or place.start in self._taken
                or self._lead(place) in _MOVEMENT
            ):
                continue
            if self._elsewhere(place, sentence):
                continue
            if any(
                area.get(key) and own.get(key) and area[key] != own[key]
                for key in ("country", "admin1")
            ):
                continue
            between = sorted((place.start_char, span.start_char))
            if "\n" in self.text[between[0] : between[1]]:
                continue
            rank = abs(place.start - span.start)
            if best is None or rank < best[0]:
                best = (rank, place)
        return best[1] if best else None

    def _lead(self, place: Span) -> str:
        """The preposition that governs a place: "from" in "from the northern towns of Fuaa"."""
        lower, tags = self.words.lower, self.words.tags
        i = place.start - 1
        while i > max(0, place.start - 8) and (
            lower[i] in _PLACE_NOUNS
            or tags[i] in ("JJ", "DT")
            or lower[i] == "of"
            or lower[i] in _COMPASS
        ):
            i -= 1
        if i >= 1 and lower[i] in ("and", ","):
            previous = next((p for p in self.places if p.end == i), None)
            if previous is not None:
                return self._lead(previous)
        if i >= 1 and lower[i] == "to" and lower[i - 1] in ("close", "next", "adjacent"):
            return "near"
        return lower[i] if i >= 0 else ""

    def _join_retellings(self, found: list[tuple[Span, dict[str, Link]]]) -> None:
        """Bind a count that is told again in the entry to its first telling, and to one place.

        A headline and its text, or two sources, give one toll twice: same outcome, same number
        of the same people. A lone "1" tells too little unless the noun is the same.
        """
        tellings: dict[tuple[str, str, str], list[tuple[Span, dict[str, Link]]]] = {}
        for span, fields in found:
            attrs = self.attrs[span.id_]
            digits = re.search(r"\d+", attrs["count"]["code"])
            if digits is None or digits[0] == "0" or fields["status"].value != "actual":
                continue
            noun = self.words.lower[span.end - 1] if int(digits[0]) < _TELLING else ""
            tellings.setdefault((span.label_, digits[0], noun), []).append((span, fields))
        for (whole, of_whole), *others in tellings.values():
            if not others:
                continue
            best = min(
                (f["locations"] for _, f in [(whole, of_whole), *others]), key=self._narrowness
            )
            for span, fields in others:
                if self.attrs[span.id_]["part_of"] is None:
                    fields["part_of"] = Link(whole.id_, "told-again", _ranges([whole]))
            for _, fields in [(whole, of_whole), *others]:
                if fields["locations"] is not best and best.value:
                    fields["locations"] = Link(best.value, "place-of-telling", best.words)

    def _narrowness(self, link: Link) -> int:
        """How specific a place link is, 0 the most; no place is the least."""
        labels = [p.label_ for p in self.places if p.id_ in link.value]
        order = ("facility", "neighbourhood", "settlement", "admin", "region", "country")
        return min((order.index(label) for label in labels), default=len(order))

    def _place_told_before(self, span: Span, sentence: tuple[int, int]) -> Span | None:
        """The place of the claim before in the paragraph: a report goes on where it was."""
        earlier = [
            p
            for p in self.places
            if p.end <= sentence[0]
            and p.start not in self._taken
            and p.label_ not in _WIDE
            and self._lead(p) not in _MOVEMENT
            and "\n" not in self.text[p.end_char : span.start_char]
        ]
        return earlier[-1] if earlier else None

    def _place_cost(
        self,
        place: Span,
        span: Span,
        trigger: int,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        scope: str,
    ) -> tuple[float | None, str]:
        """How unlikely the claim is to have happened at a place, or None where it cannot have."""
        lead = self._lead(place)
        distance = min(abs(place.start - trigger), abs(place.start - span.start))
        if self.attrs[span.id_]["why"]["span"]["rule"] == "by-place":
            distance = abs(place.start - span.end)
        cost = 0.3 * distance + (_VAGUENESS if scope == "incident" else _VAGUENESS_OF_SUMS).get(
            place.label_, 3
        )
        if lead in _LOCATIVE:
            cost -= 3
        elif lead in _MOVEMENT:
            cost += 20
        if not _TRAVEL.isdisjoint(self.words.lower[max(trigger, place.start - 12) : place.start]):
            return None, ""
        if span.start <= place.start < span.end or (
            self.words.lower[place.start - 1] == "of"
            and (span.end <= place.start <= span.end + 8 and place.start < trigger)
        ):
            cost += 20  # where the victims come from
        if sentence[0] <= place.start < sentence[1]:
            if clause[0] <= place.start < clause[1]:
                return cost, "place-in-clause"
            return cost + 3, "place-in-sentence"
        if scope != "incident" or place.label_ in ("country", "region", "admin"):
            return None, ""
        between = self.text[
            min(place.end_char, span.start_char) : max(place.start_char, span.end_char)
        ]
        if "\n" in between.strip():
            return None, ""
        before = place.start < sentence[0]
        return cost + (6 if before else 9), "place-before" if before else "place-behind"

    def _coordinated_places(self, first: Span) -> list[Span]:
        """As in "in Homs and Hama": both, where they are of one kind."""
        found = [first]
        for place in self.places:
            gap = self.words.lower[found[-1].end : place.start]
            if place.start >= found[-1].end and place.label_ == first.label_ and gap == ["and"]:
                found.append(place)
        return found

    def _first_mention(self, place: Span) -> Span:
        """The first mention of the same name in the entry: later ones refer back to it."""
        name = place.kb_id_ or place.text.lower()
        return next(
            p
            for p in self.places
            if (p.kb_id_ or p.text.lower()) == name and (p.start not in self._taken or p == place)
        )

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
        found = find_date(self.text, *self._offsets(sentence), day)
        if found is None:
            return Link(day.isoformat(), "entry-time"), Link(DAY, "")
        named = Link(found.day.isoformat(), "date-words", ((found.start, found.end),))
        return named, Link(found.precision, "")

    def _offsets(self, tokens: tuple[int, int]) -> tuple[int, int]:
        return self.words.offsets[tokens[0]], self.words.end_offset(tokens[1] - 1)


_PARTICLES: Final = frozenset("al el bin ibn abu de van von der ben abd ash ad".split())
_TITLES: Final = frozenset(
    "gen general col colonel lt lieutenant sgt capt captain major maj brig brigadier dr mr mrs "
    "ms president minister sheikh prof professor deputy defense defence interior foreign "
    "private pvt corporal cpl father sir imam".split()
)


def _group(doc: Doc, layer: str) -> list[Span]:
    return list(doc.spans[layer]) if layer in doc.spans else []


def _ranges(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((s.start_char, s.end_char) for s in spans)
