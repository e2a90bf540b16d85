"""`casualty_tagger`: how many were killed or hurt, one span a reported count.

Words that tell of an outcome (patterns/outcomes.csv) are the anchors; the frame of each says
where its victims stand, and noun phrases are read only there.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.casualties.circumstances import CIRCUMSTANCES
from sitrep.components.casualties.figures import FigureReader
from sitrep.components.casualties.lists import COUNTABLE, listed_parts
from sitrep.components.casualties.naming import CasualtyNames
from sitrep.components.casualties.retold import died_later, told_again
from sitrep.components.casualties.rosters import RosterReader
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.sums import SumReader
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.words import WordReader, Words
from sitrep.components.patterns import Patterns, RuleComponent, Scorer
from sitrep.pipeline.labels import ACTORS, CASUALTIES, ID_PREFIXES, LOCATIONS


@Language.factory(
    "casualty_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_casualties_f": 1.0},
    default_config={"scorer": {"@scorers": "sitrep.scorer.v1", "subject": "casualties"}},
)
def make_casualty_tagger(nlp: Language, name: str, scorer: Scorer | None = None) -> CasualtyTagger:
    """Make a `CasualtyTagger`."""
    return CasualtyTagger(nlp, name, scorer)


class CasualtyTagger(RuleComponent):
    """Sets `doc.spans["casualties"]`."""

    files = {
        "outcomes": "outcomes.csv",
        "figures": "figures.csv",
        "quantities": "quantities.csv",
        "people": "people.csv",
    }
    layers = (CASUALTIES,)
    keys = {
        "outcomes": ("lemma", "outcome", "frame", "forms"),
        "figures": ("phrase", "kind"),
        "quantities": ("phrase", "kind", "value"),
        "people": ("word", "kind"),
    }

    def __init__(self, nlp: Language, name: str, scorer: Scorer | None = None) -> None:
        super().__init__(nlp, name, scorer)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Index the outcome words by form and read the noun phrase tables."""
        self._anchors: dict[str, tuple[str, str]] = {}
        self._particles: dict[str, set[str]] = {}
        for line in patterns["outcomes"]:
            for form in line["forms"].split():
                word, _, particle = form.partition("+")
                self._anchors[word] = (line["outcome"], line["frame"])
                if particle:
                    self._particles.setdefault(word, set()).add(particle)
        self._outcomes = {w: o for w, o in self._anchors.items() if o[1] not in CIRCUMSTANCES}
        self._phrases = PhraseReader(patterns["quantities"], patterns["people"])
        self._figures = FigureReader(patterns["figures"], self._phrases)
        self._sums = SumReader(self._outcomes, self._figures.other)

    def find(self, doc: Doc) -> list[Casualty]:
        """The casualties of a Doc in text order."""
        _ = self.patterns
        words = self._reader.read(doc)
        lower = words.lower
        frames = self._anchors
        anchors = [i for i, word in enumerate(lower) if word in frames]
        if not anchors:
            return []
        groups = doc.spans
        actors = {s.start: (s.end, s.label_) for s in groups[ACTORS]} if ACTORS in groups else {}
        places: set[int] = set()
        for span in groups.get(LOCATIONS, ()):
            places.update(range(span.start, span.end))
        found: list[Casualty] = []
        for start, end in words.sentences:
            here = anchors[bisect_left(anchors, start) : bisect_left(anchors, end)]
            if not (here or found):
                continue  # nobody is told of whom it could go on with
            reading = CasualtyNames(
                self._phrases, self._outcomes, words, (start, end), actors, places
            )
            own: list[Casualty] = []
            for i in here:
                particles = self._particles.get(lower[i])
                if particles is None or (i + 1 < end and lower[i + 1] in particles):
                    own += reading.frame(i, *frames[lower[i]])
            own = [c for c in _distinct(own) if not told_again(words, c, found)]
            found += own
            parts = reading.subsets(own)
            parts += reading.back_references(found, [*found, *parts])
            parts += reading.one_by_one([*found, *parts])
            parts += reading.among_them(found)
            parts += reading.named([*found, *parts])
            parts += died_later(words, here, start, found, self._phrases)
            if parts:
                spans = {(part.start, part.end): part for part in parts}
                found = [spans.pop((c.start, c.end), c) for c in found] + list(spans.values())
        outcomes = [(i, *frames[lower[i]]) for i in anchors]
        told = [(i, outcome) for i, outcome, frame in outcomes if frame in COUNTABLE]
        found += listed_parts(words, self._phrases, self._outcomes, told, places, actors, found)
        found = _distinct(found)
        told = sorted({*told, *((c.trigger[0], c.label) for c in found)})
        rosters = RosterReader(
            words, self._phrases, told, self._figures.other, actors, places, found
        )
        found += rosters.read()
        found += self._figures.read(words, told, actors, places, found)
        return sorted(self._sums.without_sums(words, found), key=lambda c: c.start)

    def set_annotations(self, doc: Doc, casualties: list[Casualty]) -> None:
        """Write casualties as spans with their attributes."""
        prefix = ID_PREFIXES[CASUALTIES]
        words = self._reader.read(doc)
        keys = {(c.start, c.end): f"{prefix}{n}" for n, c in enumerate(casualties, start=1)}
        spans: list[Span] = []
        attrs: dict[str, dict[str, Any]] = {}
        for number, casualty in enumerate(casualties, start=1):
            key = f"{prefix}{number}"
            spans.append(Span(doc, casualty.start, casualty.end, casualty.label, span_id=key))
            trigger = _offsets(words, casualty.trigger)
            count = _offsets(words, casualty.number)
            attrs[key] = {
                "count": {"code": casualty.code, "text": words.text[slice(*count)]},
                "scope": "incident",
                "status": "denied" if casualty.code == "0" else "actual",
                "part_of": keys.get(casualty.whole) if casualty.whole else None,
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


def _distinct(found: list[Casualty]) -> list[Casualty]:
    """Casualties without overlaps; of two the longer, then the earlier found."""
    kept: list[Casualty] = []
    for casualty in found:
        clash = [k for k in kept if k.start < casualty.end and casualty.start < k.end]
        if not clash:
            kept.append(casualty)
        elif len(clash) == 1 and _outlived(casualty, clash[0]):
            kept[kept.index(clash[0])] = casualty  # "Two men who were wounded have died."
    return kept


def _outlived(dead: Casualty, hurt: Casualty) -> bool:
    """Whether those whom a text first tells of as hurt are dead: "was shot and pronounced dead"."""
    told = dead.rule in ("intransitive", "passive") or (
        dead.rule in ("state", "shot-dead") and hurt.trigger[0] >= hurt.end  # not "45 wounded"
    )
    return told and (dead.label, hurt.label) == ("KILLED", "INJURED")


def _offsets(words: Words, tokens: tuple[int, int]) -> list[int]:
    return [words.offsets[tokens[0]], words.end_offset(tokens[1] - 1)]
