"""`casualty_tagger`: how many were killed or hurt, one span a reported count.

Words that tell of an outcome (patterns/outcomes.csv) are the anchors; the frame of each says
where its victims stand, and noun phrases are read only there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.clauses import clause_start, passive_start, verb_group_start
from sitrep.components.patterns import Patterns, RuleComponent
from sitrep.components.phrases import HEADS, Phrase, PhraseReader
from sitrep.components.words import WordReader, Words
from sitrep.pipeline.labels import ACTORS, CASUALTIES, ID_PREFIXES, LOCATIONS

_PREPOSITIONS: Final = frozenset({"IN", "TO"})
_REDUCED: Final = frozenset({"VBN", "VBD", "JJ"})
_JOINS: Final = frozenset({",", "and", "or", "&", "plus"})
_TOLL_NOUNS: Final = frozenset(
    "dead deaths killed fatalities casualties victims wounded injured martyrs injuries".split()
)
_TOLL_LEADS: Final = frozenset(
    "to at of hit hits hitting reached reaches reaching was is stood stands past above over : "
    "exceeds exceeded exceeding passes passed topped tops be beyond".split()
)
# How many tokens a list of places may stand behind the sentence that tells what it counts.
_LIST_REACH: Final = 120
_LOSE: Final = frozenset("lose loses lost losing gave give laid".split())
_CLAIM: Final = frozenset(
    "claim claims claimed claiming take takes took taken taking cost costs costing".split()
)
_SUBSETS: Final = (
    ("including",),
    ("among", "them"),
    ("among", "whom"),
    ("included",),
    ("includes",),
    ("include",),
    ("of", "whom"),
    ("of", "them"),
    ("of", "these"),
)
_AMONG: Final = frozenset(
    {"dead", "killed", "wounded", "injured", "victims", "casualties", "fatalities"}
)
_TIME_WORDS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december today yesterday gmt video report".split()
)
_NATURAL: Final = frozenset(
    "heart cancer stroke illness disease natural age pneumonia leukaemia leukemia tumour "
    "covid-19 diabetes malaria cholera want".split()
)
_NOT_DYING: Final = frozenset(
    "off down from into to behind out silent ill asleep apart short over back under through on "
    "by at below within victim".split()
)
_EXPOSED: Final = frozenset({"affected", "poisoned", "sickened"})
_AGENTS: Final = frozenset(
    "gas chlorine sarin smoke chemical chemicals agent fumes exposure".split()
)
_CARE: Final = frozenset("overwhelmed treating treated treat receiving received hospitals".split())

Actors = Mapping[int, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Casualty:
    """One reported count at tokens [start, end).

    `code` follows the guidelines; `number` is the token range of the counting words; `trigger`
    the range of the words that tell the outcome; `rule` the construction; `whole` the index, in
    the list that `find` returns, of the casualty that already counts these victims.
    """

    start: int
    end: int
    label: str
    code: str
    number: tuple[int, int]
    trigger: tuple[int, int]
    rule: str
    whole: int | None = None


@Language.factory(
    "casualty_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_casualties_f": 1.0},
)
def make_casualty_tagger(nlp: Language, name: str) -> CasualtyTagger:
    """Make a `CasualtyTagger`."""
    return CasualtyTagger(nlp, name)


class CasualtyTagger(RuleComponent):
    """Sets `doc.spans["casualties"]`."""

    files = {"outcomes": "outcomes.csv", "quantities": "quantities.csv", "people": "people.csv"}
    layers = (CASUALTIES,)
    keys = {
        "outcomes": ("lemma", "outcome", "frame", "forms"),
        "quantities": ("phrase", "kind", "value"),
        "people": ("word", "kind"),
    }

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Index the outcome words by form and read the noun phrase tables."""
        self._outcomes = {
            form: (line["outcome"], line["frame"])
            for line in patterns["outcomes"]
            for form in line["forms"].split()
        }
        self._phrases = PhraseReader(patterns["quantities"], patterns["people"])

    def find(self, doc: Doc) -> list[Casualty]:
        """The casualties of a Doc in text order."""
        _ = self.patterns
        words = self._reader.read(doc)
        lower = words.lower
        if self._outcomes.keys().isdisjoint(lower):
            return []
        groups = doc.spans
        actors = {s.start: (s.end, s.label_) for s in groups[ACTORS]} if ACTORS in groups else {}
        places: set[int] = set()
        for span in groups.get(LOCATIONS, ()):
            places.update(range(span.start, span.end))
        found: list[Casualty] = []
        for start, end in words.sentences:
            reading = _Sentence(self, words, start, end, actors, places)
            for i in range(start, end):
                outcome = self._outcomes.get(lower[i])
                if outcome is not None:
                    found += reading.frame(i, *outcome)
            found = _distinct(found)
            parts = reading.subsets([c for c in found if c.start >= start], len(found))
            spans = {(part.start, part.end): part for part in parts}
            found = [spans.pop((c.start, c.end), c) for c in found] + list(spans.values())
        found += _lists(words, self._phrases, places, actors, found)
        return _distinct(_in_order(found))

    def set_annotations(self, doc: Doc, casualties: list[Casualty]) -> None:
        """Write casualties as spans with their attributes."""
        prefix = ID_PREFIXES[CASUALTIES]
        spans: list[Span] = []
        attrs: dict[str, dict[str, Any]] = {}
        for number, casualty in enumerate(casualties, start=1):
            key = f"{prefix}{number}"
            spans.append(Span(doc, casualty.start, casualty.end, casualty.label, span_id=key))
            trigger = _offsets(doc, casualty.trigger)
            count = _offsets(doc, casualty.number)
            attrs[key] = {
                "count": {"code": casualty.code, "text": doc[slice(*casualty.number)].text},
                "scope": "incident",
                "status": "denied" if casualty.code == "0" else "actual",
                "part_of": None if casualty.whole is None else f"{prefix}{casualty.whole + 1}",
                "victims": [],
                "names": [],
                "ages": [],
                "perpetrators": [],
                "locations": [],
                "date": None,
                "date_precision": None,
                "attribution": None,
                "hedged": False,
                "trigger": {"start": trigger[0], "end": trigger[1]},
                "why": {
                    "span": {"rule": casualty.rule, "words": [trigger]},
                    "count": {"rule": "quantity", "words": [count]},
                },
            }
        doc.spans[CASUALTIES] = SpanGroup(doc, name=CASUALTIES, spans=spans, attrs=attrs)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self.set_annotations(doc, self.find(doc))
        return doc

    @property
    def phrases(self) -> PhraseReader:
        """The noun phrase reader over the component's tables."""
        return self._phrases


class _Sentence:
    """The frames of one sentence."""

    def __init__(
        self,
        tagger: CasualtyTagger,
        words: Words,
        start: int,
        end: int,
        actors: Actors,
        places: set[int],
    ) -> None:
        self.words, self.start, self.end = words, start, end
        self.actors, self.places = actors, places
        self.phrases = tagger.phrases
        self.outcomes = tagger._outcomes

    def frame(self, i: int, outcome: str, frame: str) -> list[Casualty]:
        """The casualties that the outcome word at token i tells of."""
        lower = self.words.lower
        if lower[i] in _EXPOSED and _AGENTS.isdisjoint(lower[i + 1 : i + 6]):
            return []
        if lower[i] in ("gunned", "mowed") and not (i + 1 < self.end and lower[i + 1] == "down"):
            return []
        if frame in ("transitive", "state") and self._among(i):
            return list(self._make(self.among(i), outcome, (i, i + 1), "among-the-dead"))
        if self._is_toll_noun(i):
            return self.toll(i, outcome)
        if frame == "transitive":
            return self.transitive(i, outcome)
        if frame == "intransitive":
            return self.intransitive(i, outcome)
        if frame == "state":
            return self.state(i, outcome)
        if frame == "fall":
            return self.fall(i, outcome)
        if frame == "life":
            return self.life(i, outcome)
        if frame == "sustain":
            return self.sustain(i, outcome)
        if frame == "event":
            return self.event(i, outcome)
        if frame == "toll":
            return self.toll(i, outcome)
        return self.remains(i, outcome)

    # Frames, one method each; `i` is the token of the outcome word.

    def transitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject of the passive, object of the active, or before a participle."""
        lower, tags = self.words.lower, self.words.tags
        participle = lower[i].endswith(("ed", "en", "in", "wn")) or lower[i] in ("hurt", "slain")
        group = passive_start(self.words, i, self.start) if participle else None
        if group is not None:
            return list(self._make(self.subjects(group), outcome, (i, i + 1), "passive"))
        if lower[i] in ("killing", "slaying") and i + 1 < self.end and lower[i + 1] == "of":
            return self.event(i, outcome)
        after = i + 1
        while after < self.end and (tags[after] in ("RP", "RB") or lower[after] in ("down", "off")):
            after += 1
        if after < self.end and lower[after] == "dead":
            after += 1
        objects = self.objects(after)
        if objects and not (
            participle and self._left_is_counted(i) and objects[0].quantity is None
        ):
            return list(self._make(objects, outcome, (i, i + 1), "active"))
        if participle:
            return list(self._make(self.adjacent(i), outcome, (i, i + 1), "participle"))
        return []

    def intransitive(self, i: int, outcome: str) -> list[Casualty]:
        """Victims as subject, or directly before a bare infinitive ("seen scores die")."""
        lower = self.words.lower
        if lower[i] == "dying" and i > self.start and lower[i - 1] in ("the", "of"):
            return []
        if (
            lower[i + 1 : i + 2]
            and lower[i + 1] in ("of", "from", "after")
            and not (_NATURAL.isdisjoint(lower[i + 2 : i + 7]))
        ):
            return []
        group = verb_group_start(self.words, i, self.start)
        return list(self._make(self.subjects(group), outcome, (i, i + 1), "intransitive"))

    def fall(self, i: int, outcome: str) -> list[Casualty]:
        """As in "Two soldiers fell": people, counted, and nowhere that they fell to."""
        if self.words.lower[i + 1 : i + 2] and self.words.lower[i + 1] in _NOT_DYING:
            return []
        group = verb_group_start(self.words, i, self.start)
        found = [p for p in self.subjects(group) if p.people and p.counted]
        return list(self._make(found, outcome, (i, i + 1), "fall"))

    def state(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 dead", "left a man dead", "were found dead", "shot dead two men"."""
        lower, tags = self.words.lower, self.words.tags
        group = passive_start(self.words, i, self.start)
        if group is not None:
            return list(self._make(self.subjects(group), outcome, (i, i + 1), "state"))
        if i > self.start and lower[i - 1] in ("shot", "stabbed", "beaten"):
            group = passive_start(self.words, i - 1, self.start)
            if group is None:
                objects = self.objects(i + 1)
                found = objects or self.adjacent(i - 1)
                return list(self._make(found, outcome, (i - 1, i + 1), "shot-dead"))
            return list(self._make(self.subjects(group), outcome, (i - 1, i + 1), "shot-dead"))
        found = self.adjacent(i)
        bare = [p for p in found if p.quantity and p.head == p.quantity.core and p.end == i]
        if bare and (i + 1 >= self.end or tags[i + 1] not in HEADS or lower[i + 1] in _TIME_WORDS):
            found = [replace(p, end=i + 1) if p in bare else p for p in found]
        return list(self._make(found, outcome, (i, i + 1), "state"))

    def life(self, i: int, outcome: str) -> list[Casualty]:
        """As in "lost their lives", "claimed 12 lives", "cost the lives of 12 people"."""
        lower, tags = self.words.lower, self.words.tags
        for j in range(i - 1, max(self.start, i - 6) - 1, -1):
            if lower[j] in _LOSE and tags[i - 1] in ("PRP$", "DT", "JJ", "IN"):
                group = verb_group_start(self.words, j, self.start)
                return list(self._make(self.subjects(group), outcome, (j, i + 1), "lose-life"))
            if lower[j] in _CLAIM or lower[j] in _LOSE:
                if i + 1 < self.end and lower[i + 1] == "of":
                    found = self.objects(i + 2)
                else:
                    found = [p for p in self.objects(j + 1) if p.quantity]
                return list(self._make(found, outcome, (j, i + 1), "claim-lives"))
        phrase = self._counted_noun(i)
        if phrase and i + 2 < self.end and lower[i + 2] in _LOSE:
            return list(self._make([phrase], outcome, (i, i + 3), "lives-lost"))
        return []

    def sustain(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 people sustained injuries", "treated 30 for burns", "12 injuries"."""
        lower = self.words.lower
        if (
            lower[i] == "injuries"
            and (phrase := self._counted_noun(i))
            and (lower[phrase.start - 1] not in ("had", "have", "has", "having", "with"))
        ):
            return list(self._make([phrase], outcome, (i, i + 1), "event-count"))
        for j in range(i - 1, max(self.start, i - 7) - 1, -1):
            if lower[j] in ("died", "die", "dying", "succumbed", "killed"):
                return []
            if lower[j] in ("sustained", "sustain", "suffered", "suffer", "suffering", "received"):
                group = verb_group_start(self.words, j, self.start)
                return list(self._make(self.subjects(group), outcome, (j, i + 1), "sustain"))
            if lower[j] in ("treated", "treating", "hospital", "hospitalised", "hospitalized"):
                group = passive_start(self.words, j, self.start)
                found = self.subjects(group) if group is not None else self.objects(j + 1)
                return list(self._make(found, outcome, (j, i + 1), "treated"))
        return []

    def event(self, i: int, outcome: str) -> list[Casualty]:
        """As in "the deaths of 12", "12 deaths", "no casualties", "Gaddafi's death"."""
        lower = self.words.lower
        if phrase := self._counted_noun(i):
            if lower[i] == "casualties" and not _CARE.isdisjoint(lower[self.start : i]):
                outcome = "INJURED"
            return list(self._make([phrase], outcome, (i, i + 1), "event-count"))
        if i + 1 < self.end and lower[i + 1] == "of":
            return list(self._make(self.objects(i + 2), outcome, (i, i + 1), "event-of"))
        if possessor := self._possessor(i, outcome):
            return possessor
        if lower[i] == "casualties":
            vague = {"heavy": "many", "mass": "many", "massive": "many", "numerous": "many"}
            j = i - 1 if i > self.start and lower[i - 1] in vague else i
            follows = lower[j - 1] if j > self.start else ""
            if j < i or follows in (
                "causing",
                "with",
                "caused",
                "were",
                "suffered",
                "and",
                "inflicting",
                "suffering",
                "suffer",
                "are",
                "treating",
                "of",
            ):
                if not _CARE.isdisjoint(lower[self.start : i]):
                    outcome = "INJURED"
                code = vague.get(lower[j], "some")
                return [Casualty(j, i + 1, outcome, code, (j, i + 1), (i, i + 1), "casualties")]
        return []

    def toll(self, i: int, outcome: str) -> list[Casualty]:
        """The figure that a toll has reached: "the death toll rose from 12 to 15"."""
        lower = self.words.lower
        best: Phrase | None = None
        j = i + 1
        while j < self.end:
            if lower[j] in (";", "."):
                break
            phrase = self._toll_figure(j, i)
            if phrase is None:
                j += 1
                continue
            lead = lower[phrase.full_start - 1]
            if (
                (lead == "from" and best is None)
                or lead == "to"
                or best is None
                or lower[best.full_start - 1] in ("from", "by")
            ):
                best = phrase
            if lower[best.full_start - 1] not in ("from", "by"):
                break
            j = phrase.end
            if best.quantity and "-" in best.quantity.code and lead == "from":
                high = best.quantity.code.split("-")[1]
                core = best.quantity.end - 1
                best = replace(
                    best,
                    start=core,
                    full_start=core,
                    quantity=replace(best.quantity, start=core, core=core, code=high),
                )
                break
        if best is None or best.quantity is None:
            return []
        if not (best.people or best.end == best.quantity.end):
            best = replace(best, end=best.quantity.end)
        if lower[i] in ("wounded", "injured", "injuries"):
            outcome = "INJURED"
        return list(self._make([best], outcome, (i, i + 1), "toll", checked=True))

    def remains(self, i: int, outcome: str) -> list[Casualty]:
        """As in "12 bodies were found", "the body of a man"."""
        lower = self.words.lower
        if phrase := self._counted_noun(i):
            if (
                lower[i] in ("body", "corpse")
                and phrase.quantity
                and lower[phrase.quantity.core]
                in (
                    "a",
                    "the",
                    "any",
                    "no",
                )
                and not (i + 1 < self.end and lower[i + 1] == "of")
            ):
                return []
            return list(self._make([phrase], outcome, (i, i + 1), "remains"))
        if i + 1 < self.end and lower[i + 1] == "of":
            found = [p for p in self.objects(i + 2) if p.counted or p.name]
            return list(self._make(found, outcome, (i, i + 2), "remains-of"))
        return self._possessor(i, outcome)

    def among(self, i: int) -> list[Phrase]:
        """Who was "among the dead": the subject before, or the phrase behind "were"."""
        lower = self.words.lower
        if i + 1 < self.end and lower[i + 1] in ("were", "was", "are", "is"):
            return self.objects(i + 2)
        j = i
        while lower[j] != "among":
            j -= 1
        group = j
        while group > self.start and lower[group - 1] in ("is", "are", "was", "were", "also"):
            group -= 1
        return self.subjects(group) if group < j else []

    def subsets(self, parents: list[Casualty], size: int) -> list[Casualty]:
        """Victims whom a casualty of the same sentence counts already: "including a child"."""
        lower = self.words.lower
        found: list[Casualty] = []
        for parent_index, parent in enumerate(parents):
            following = [c.start for c in parents if c.start > parent.start]
            limit = min([*following, self.end])
            for j in range(parent.end, min(limit, parent.end + 14)):
                lead = next((s for s in _SUBSETS if tuple(lower[j : j + len(s)]) == s), None)
                if lead is None:
                    continue
                at = j + len(lead)
                while at < self.end and lower[at] in ("were", "was", "are", "is", "at"):
                    at += 1
                phrases = self.objects(at) if lead[0] != "of" else self._of_them(j, at)
                number = size - len(parents) + parent_index
                for item in self._make(phrases, parent.label, parent.trigger, "subset"):
                    part = replace(item, whole=number)
                    same = [k for k in parents if part.start < k.end and k.start < part.end]
                    found += [replace(k, whole=number) for k in same] or [part]
                break
        return found

    def _of_them(self, j: int, at: int) -> list[Phrase]:
        """As in "three of them children" or, number behind, "of whom three were"."""
        before = self.phrases.quantities.starting_at(self.words, j - 1, j)
        if before is not None and self.words.lower[j + 1] != "whom":
            objects = self.objects(at)
            if objects and objects[0].start == at and objects[0].people:
                return [replace(objects[0], start=before.start, quantity=before)]
            return []
        quantity = self.phrases.quantities.starting_at(self.words, at, self.end)
        if quantity is None or quantity.vague:
            return []
        return [
            Phrase(quantity.start, quantity.end, quantity.core, quantity, True, True, False, at)
        ]

    # Where victims stand.

    def objects(self, i: int) -> list[Phrase]:
        """The coordinated victim phrases that begin at token i."""
        found: list[Phrase] = []
        lower, tags = self.words.lower, self.words.tags
        while (
            i < self.end
            and (tags[i] in ("RB", "``") or lower[i] == '"')
            and lower[i] != "not"
            and self.phrases.quantities.starting_at(self.words, i, self.end) is None
        ):
            i += 1
        while i < self.end:
            phrase = self.phrases.starting_at(self.words, i, self.end, self.actors)
            if phrase is None or not self._victim(phrase):
                break
            after = phrase.end
            if after < self.end and self._claims_subject(after) and (found or not phrase.counted):
                break
            if (
                after < self.end
                and lower[after] in self.outcomes
                and phrase.counted
                and (
                    self.outcomes[lower[after]][1] in ("transitive", "state")
                    and tags[after] != "VBG"
                )
                and not (phrase.end > phrase.start + 1 and lower[after] == "dead")
            ):
                break
            found.append(phrase)
            after = self._after_attachment(after)
            joint = after
            while joint < self.end and lower[joint] in _JOINS:
                joint += 1
            if lower[after : after + 3] == ["as", "well", "as"]:
                joint = after + 3
            elif lower[after : after + 2] == ["along", "with"]:
                joint = after + 2
            if joint == after:
                break
            following = self.phrases.starting_at(self.words, joint, self.end, self.actors)
            if (
                following
                and following.quantity
                and (
                    (
                        lower[following.quantity.end : following.quantity.end + 1] == ["of"]
                        and tags[following.quantity.end + 1] == "PRP"
                    )
                    or (
                        phrase.name
                        and following.end == following.quantity.end
                        and lower[joint - 1] == ","
                    )
                )
            ):
                break
            if (
                following is None
                or not (following.quantity or (following.people and following.plural))
                or (lower[after] == "," and joint == after + 1 and not following.quantity)
            ):
                break
            i = joint
        return found

    def subjects(self, group: int) -> list[Phrase]:
        """The victim phrases that are the subject of the verb group at token `group`."""
        words = self.words
        if group > self.start and words.tags[group - 1] in ("WP", "WDT"):
            return [p for p in self.adjacent(group - 1) if p.people]
        begin = clause_start(words, group, self.start)
        found: list[Phrase] = []
        i = begin
        skip_until = -1
        while i < group:
            if words.tags[i] == "VBN" and words.lower[i] not in self.phrases.person:
                i += 1
                continue
            if (
                found
                and words.lower[i] in ("most", "many", "some", "all", "mostly", "mainly")
                and (words.lower[i - 1] in (",", "(", "–", "-"))
            ):
                i = self._behind_parenthesis(i, group)
                continue
            phrase = self.phrases.starting_at(words, i, group, self.actors)
            if phrase is None:
                if words.tags[i] in ("WP", "WDT") and found:
                    skip_until = group
                i += 1
                continue
            lead = words.lower[phrase.full_start - 1] if phrase.full_start > begin else ""
            lead_tag = words.tags[phrase.full_start - 1] if phrase.full_start > begin else ""
            i = max(phrase.end, i + 1)
            if phrase.full_start < skip_until or not self._victim(phrase, subject=True):
                continue
            if phrase.head == (phrase.quantity.core if phrase.quantity else -1):
                gap = words.tags[phrase.end : group]
                if not phrase.people and any(
                    tag not in ("RB", ",", "MD", "''", "``", "JJ") for tag in gap
                ):
                    continue
            if lead_tag in _PREPOSITIONS and lead not in (
                "of",
                "that",
                "as",
                "after",
                "when",
                "because",
                "while",
                "if",
                "than",
            ):
                continue
            if lead == "," and found and not self._coordinates(phrase, group):
                continue
            if found and lead not in _JOINS:
                if not found[-1].counted:
                    found = [phrase]
                continue
            found.append(phrase)
        return found

    def adjacent(self, i: int) -> list[Phrase]:
        """The victim phrases that end directly before token i, coordinated ones included."""
        words = self.words
        last = i
        while last > self.start and words.tags[last - 1] == "RB":
            last -= 1
        phrase = self.phrases.ending_at(words, last, self.start, self.actors)
        if phrase is None or not self._victim(phrase):
            return []
        several = phrase.plural or words.lower[i] == "dead"
        if not phrase.counted and not (phrase.people and several):
            return []
        if (
            phrase.full_start > self.start
            and words.tags[phrase.full_start - 1] == "IN"
            and not (
                phrase.counted
                and words.lower[phrase.full_start - 1] in ("with", "by", "after", "as", "of")
            )
        ):
            return []
        found = [phrase]
        at = phrase.full_start
        while at - 1 > self.start and words.lower[at - 1] in _JOINS:
            stop = at - 1
            while stop - 1 > self.start and words.lower[stop - 1] in _JOINS:
                stop -= 1
            left = self.phrases.ending_at(words, stop, self.start, self.actors)
            if left is None or not left.people or not (left.counted or not left.plural):
                break
            if not left.counted and words.lower[left.head] in _AMONG:
                break
            found.insert(0, left)
            at = left.full_start
        return found

    # Small decisions.

    def _victim(self, phrase: Phrase, *, subject: bool = False) -> bool:
        """Whether a phrase can be the victims of an outcome."""
        words = self.words
        noun = words.lower[phrase.head]
        if noun in self.phrases.thing or noun in _TIME_WORDS:
            return False
        if phrase.head in self.places and not phrase.people:
            return False
        if phrase.full_start > self.start and words.lower[phrase.full_start - 1] == "how":
            return False
        if words.tags[phrase.start] == "PRP":
            return False
        if phrase.quantity and phrase.quantity.core == phrase.head:
            return True
        if phrase.people:
            return True
        if phrase.name:
            return phrase.end - phrase.start >= 2 or subject
        if subject:
            return (
                phrase.counted
                and words.tags[phrase.head] in ("NNS", "NNP")
                and (
                    words.lower[phrase.quantity.core] not in ("a", "an")
                    if phrase.quantity
                    else False
                )
            )
        return phrase.counted

    def _coordinates(self, phrase: Phrase, group: int) -> bool:
        """Whether a phrase behind a comma is one more victim rather than an apposition."""
        between = self.words.lower[phrase.end : group]
        return (
            bool(phrase.quantity)
            and ("and" in between or phrase.end == group)
            and (
                self.words.lower[phrase.quantity.core if phrase.quantity else 0]
                not in ("most", "many")
            )
        )

    def _behind_parenthesis(self, i: int, end: int) -> int:
        """The token behind the comma that closes ", most of them women and children,"."""
        while i < end and self.words.lower[i] not in (",", ")", "–"):
            i += 1
        return i + 1

    def _claims_subject(self, after: int) -> bool:
        """Whether the token is a finite verb, so that the phrase before it is its subject."""
        lower, tags = self.words.lower, self.words.tags
        return tags[after] in ("VBZ", "MD") or (
            tags[after] in ("VBD", "VBP") and lower[after] not in self.outcomes
        )

    def _after_attachment(self, i: int) -> int:
        """Skip a short bracket or "aged 25" between two coordinated victims."""
        lower = self.words.lower
        if i < self.end and lower[i] == "(":
            for j in range(i, min(i + 8, self.end)):
                if lower[j] == ")":
                    return j + 1
        return i

    def _left_is_counted(self, i: int) -> bool:
        phrase = self.phrases.ending_at(self.words, i, self.start, self.actors)
        return phrase is not None and phrase.counted

    def _possessor(self, i: int, outcome: str) -> list[Casualty]:
        """Whose death or body it is: "the activist's death"."""
        if i - 1 <= self.start or self.words.tags[i - 1] != "POS":
            return []
        phrase = self.phrases.ending_at(self.words, i - 1, self.start, self.actors)
        if phrase is None or phrase.quantity or phrase.plural:
            return []
        if not (phrase.people or (phrase.name and phrase.head not in self.places)):
            return []
        return list(self._make([phrase], outcome, (i, i + 1), "possessor", checked=True))

    def _counted_noun(self, i: int) -> Phrase | None:
        """The counted phrase whose head is the outcome word itself ("12 civilian deaths")."""
        for j in range(max(self.start, i - 6), i):
            phrase = self.phrases.starting_at(self.words, j, i + 1, {})
            if phrase and phrase.quantity and phrase.end == i + 1 and phrase.head == i:
                if (
                    self.words.lower[phrase.quantity.core] in ("a", "an")
                    and self.words.lower[i] != "casualty"
                ):
                    return None
                return phrase
        return None

    def _among(self, i: int) -> bool:
        lower = self.words.lower
        window = lower[max(self.start, i - 4) : i]
        rest = {"remainder", "rest"} & set(window) and lower[i + 1 : i + 2] in (["were"], ["are"])
        return lower[i] in _AMONG and bool(
            rest or ("among" in window[-2:] and not {"them", "whom"} & set(window))
        )

    def _is_toll_noun(self, i: int) -> bool:
        """Whether the word stands in "the number of dead", "put the casualties at"."""
        lower = self.words.lower
        if lower[i] in ("casualties", "deaths", "dead", "fatalities") and not {
            "put",
            "puts",
            "putting",
        }.isdisjoint(lower[max(self.start, i - 4) : i]):
            return True
        window = lower[max(self.start, i - 4) : i]
        return (
            lower[i] in _TOLL_NOUNS
            and (
                window[-2:] in (["number", "of"], ["count", "of"], ["toll", "of"])
                or (window[-3:-1] == ["number", "of"])
                or window[-1:] == ["total"]
            )
            and "unknown" not in window
            and lower[max(self.start, i - 3)] not in ("a", "large")
        )

    def _toll_figure(self, j: int, i: int) -> Phrase | None:
        lower = self.words.lower
        if j - 1 > i and lower[j - 1] not in _TOLL_LEADS | {"from", "by"}:
            return None
        if j - 1 == i and lower[i] != "toll":
            return None
        phrase = self.phrases.starting_at(self.words, j, self.end, self.actors)
        if phrase is None or phrase.quantity is None:
            return None
        if lower[phrase.quantity.core] in ("a", "an", "no", "some", "many", "several"):
            return None
        if j - 1 == i and phrase.quantity.code.isdigit():
            return None
        return replace(phrase, full_start=max(j, phrase.start))

    def _make(
        self,
        phrases: list[Phrase],
        outcome: str,
        trigger: tuple[int, int],
        rule: str,
        *,
        checked: bool = False,
    ) -> Iterator[Casualty]:
        for phrase in phrases:
            quantity = phrase.quantity
            if quantity is not None:
                code, number = quantity.code, (quantity.start, quantity.end)
            elif phrase.plural:
                code, number = "some", (phrase.start, phrase.end)
            else:
                code, number = "1", (phrase.start, phrase.end)
            if checked or phrase.people or quantity or phrase.name:
                yield Casualty(phrase.start, phrase.end, outcome, code, number, trigger, rule)


def _lists(
    words: Words, phrases: PhraseReader, places: set[int], actors: Actors, found: list[Casualty]
) -> list[Casualty]:
    """The parts of a toll by place: "Homs: 12; Idlib: 7", "12 in Homs, 3 in Hama".

    A list goes on with the outcome that was counted last before it, killed before injured.
    """
    lower, tags = words.lower, words.tags
    taken = {t for c in found for t in range(c.start, c.end)}
    result: list[Casualty] = []
    for start, end in words.sentences:
        before = [n for n, c in enumerate(found) if c.start < end and c.start > start - _LIST_REACH]
        if not before:
            continue
        killed = [n for n in before if found[n].label == "KILLED"]
        whole = (killed or before)[-1]
        parent = found[whole]
        i = start
        while i < end:
            phrase = (
                None if i in taken else _list_item(words, phrases, places, actors, i, start, end)
            )
            if phrase is None or phrase.quantity is None:
                i += 1
                continue
            part = whole if parent.end <= i and parent.start >= start else None
            number = (phrase.quantity.start, phrase.quantity.end)
            stop = (
                phrase.end if phrase.people and tags[phrase.head] == "NNS" else phrase.quantity.end
            )
            result.append(
                Casualty(
                    phrase.start,
                    stop,
                    parent.label,
                    phrase.quantity.code,
                    number,
                    parent.trigger,
                    "by-place",
                    part,
                )
            )
            taken.update(range(phrase.start, stop))
            i = max(stop, i + 1)
    return [item for item in result if lower[item.start] not in ("a", "an", "no", "nobody")]


def _list_item(
    words: Words,
    phrases: PhraseReader,
    places: set[int],
    actors: Actors,
    i: int,
    start: int,
    end: int,
) -> Phrase | None:
    """The count at token i if a place and a colon stand before it or "in" and a place behind it."""
    lower = words.lower
    if not (
        lower[i][0].isdigit()
        or lower[i] in phrases.quantities.anchors
        or (lower[i] in phrases.quantities.leads)
    ):
        return None
    phrase = phrases.starting_at(words, i, end, actors)
    if phrase is None or phrase.quantity is None or phrase.quantity.start != i:
        return None
    if not (phrase.people or phrase.end == phrase.quantity.end):
        return None
    if phrase.quantity.vague and lower[i - 1] not in (",", "and", ":"):
        return None
    after = phrase.end
    by_colon = (
        i - 2 >= start
        and lower[i - 1] in (":", "(", "–", "—")
        and (i - 2 in places or (words.tags[i - 2] == "NNP" and not lower[i - 2].isdigit()))
    )
    in_place = (
        after + 1 < len(lower)
        and lower[after] in ("in", "near", "at", "from")
        and any(t in places for t in range(after + 1, min(after + 4, len(lower))))
    )
    return phrase if by_colon or in_place else None


def _distinct(found: list[Casualty]) -> list[Casualty]:
    """Casualties without overlaps; of two the longer, then the earlier found."""
    kept: list[Casualty] = []
    for casualty in found:
        clash = [k for k in kept if k.start < casualty.end and casualty.start < k.end]
        if not clash:
            kept.append(casualty)
    return kept


def _in_order(found: list[Casualty]) -> list[Casualty]:
    """Casualties in text order, with `whole` renumbered."""
    order = sorted(range(len(found)), key=lambda n: (found[n].start, found[n].end))
    position = {old: new for new, old in enumerate(order)}
    return [
        replace(found[n], whole=None if found[n].whole is None else position[found[n].whole or 0])
        for n in order
    ]


def _offsets(doc: Doc, tokens: tuple[int, int]) -> list[int]:
    first, last = doc[tokens[0]], doc[tokens[1] - 1]
    return [first.idx, last.idx + len(last)]
