"""`attribution_tagger`: who says so, by which words, and what is said.

Cues are the anchors (patterns/cues.csv). A first pass finds each cue with its source, a second
gives each cue its content, bounded by the sayings beside it; quotations and introduced blocks
then extend contents over sentences and paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.attributions.antecedents import Antecedents
from sitrep.components.attributions.colons import Colons
from sitrep.components.attributions.content_edges import with_marks
from sitrep.components.attributions.continuations import (
    continue_quotes,
    continue_reports,
)
from sitrep.components.attributions.cue import Range, meets
from sitrep.components.attributions.cue_figures import happened_in
from sitrep.components.attributions.cues import CueGrammar
from sitrep.components.attributions.gapping import Gapping
from sitrep.components.attributions.introductions import Introductions
from sitrep.components.attributions.layers import Layers
from sitrep.components.attributions.posts import embedded_posts
from sitrep.components.attributions.sayings import Attribution, sayings
from sitrep.components.attributions.speakers import Speakers
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.clauses import behind_lead
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.words import WordReader, Words
from sitrep.components.patterns import Patterns, RuleComponent, Scorer
from sitrep.pipeline.labels import (
    CONTENTS,
    CUES,
    ID_PREFIXES,
    SOURCES,
)

_MARKS: Final = frozenset({'"', "“", "”"})


@Language.factory(
    "attribution_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_sources_f": 0.4, "spans_cues_f": 0.2, "spans_contents_f": 0.4},
    default_config={"scorer": {"@scorers": "sitrep.scorer.v1", "subject": "attributions"}},
)
def make_attribution_tagger(
    nlp: Language, name: str, scorer: Scorer | None = None
) -> AttributionTagger:
    """Make an `AttributionTagger`."""
    return AttributionTagger(nlp, name, scorer)


class AttributionTagger(RuleComponent):
    """Sets `doc.spans["sources"]`, `["cues"]` and `["contents"]`."""

    files = {
        "cues": "cues.csv",
        "quantities": "quantities.csv",
        "people": "people.csv",
        "speakers": "speakers.csv",
    }
    layers = (SOURCES, CUES, CONTENTS)
    keys = {
        "cues": ("lemma", "frame", "polarity", "forms"),
        "quantities": ("phrase", "kind", "value"),
        "people": ("word", "kind"),
        "speakers": ("word", "kind"),
    }

    def __init__(self, nlp: Language, name: str, scorer: Scorer | None = None) -> None:
        super().__init__(nlp, name, scorer)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Index the cue forms."""
        phrases = PhraseReader(patterns["quantities"], patterns["people"])
        self._speakers = Speakers(phrases, patterns["speakers"])
        self._cues = CueGrammar(patterns["cues"], phrases, self._speakers)
        self._anchors = self._cues.forms.anchors | {":", "("}
        self._antecedents = Antecedents(phrases, self._speakers)
        self._introductions = Introductions(self._cues, self._speakers)
        self._colons = Colons(self._introductions, self._cues, self._speakers)
        self._gapping = Gapping(self._cues, self._speakers)

    def find(self, doc: Doc) -> list[Attribution]:
        """The attributions of a Doc in the order of their cues."""
        _ = self.patterns
        words = self._reader.read(doc)
        if self._anchors.isdisjoint(words.lower):
            return []
        layers = Layers(doc, words)
        actors, victims = layers.actors, layers.victims
        found: list[Attribution] = []
        antecedent = partial(self._antecedents.find, words, layers, found)
        openings = self._cues.forms.openings(words)
        for first, end in words.sentences:
            start = behind_lead(words, first, end)
            here = openings[bisect_left(openings, start) : bisect_left(openings, end)]
            cues = self._cues.find(words, here, start, end, actors, victims) if here else []
            if cues:
                cues = [cue for cue in cues if not happened_in(words, cue, layers.towns)]
            colons = self._colons.in_turn(words, start, end, layers, cues, antecedent)
            found += colons
            if not (colons or cues) and (
                closing := self._colons.closing_headline(words, start, end, actors, victims)
            ):
                found.append(closing)
            if cues:
                found += sayings(
                    words,
                    cues,
                    start,
                    end,
                    layers.quotes,
                    partial(self._head, words, start, end, actors, victims),
                    partial(self._speaker, words, next(iter(colons), None), actors, antecedent),
                )
            if cues and len(victims) > 1:
                found += self._gapping.rivals(words, start, end, layers, found)
        found += self._colons.in_brackets(words, layers, found)
        found += embedded_posts(words, layers.blocks, found)
        continue_quotes(words, layers.blocks, layers.quotes, found)
        told = [start for start, _ in victims]
        continue_reports(words, layers.blocks, layers.quotes, told, found)
        self._introductions.introduce(words, layers, found, antecedent)
        _enclose(words, found)
        for attribution in found:
            if attribution.source:
                attribution.actor = layers.actor_in(attribution.source)
            if layers.quotes:
                attribution.contents = [
                    with_marks(words, c, layers.quotes) for c in attribution.contents
                ]
        return sorted((a for a in found if a.contents), key=lambda a: a.start)

    def _speaker(
        self,
        words: Words,
        colon: Attribution | None,
        actors: Actors,
        antecedent: Callable[[str, int], Range | None],
        pronoun: str,
        token: int,
    ) -> Range | None:
        """Whom a pronoun stands for: who speaks before a colon in its sentence, or earlier."""
        if (
            colon is not None
            and colon.source is not None
            and self._antecedents.fits(words, pronoun, colon.source, actors)
        ):
            return colon.source
        return antecedent(pronoun, token)

    def _head(
        self, words: Words, start: int, end: int, actors: Actors, victims: list[Range]
    ) -> Range | None:
        """The speaker that a sentence begins with."""
        head = self._cues.subjects.source_after(words, start, end, actors)
        if head is None or meets(head, victims):
            return None
        if words.texts[head[0]].isupper() and words.lower[head[1] : head[1] + 1] == [":"]:
            return None  # a dateline: "AMMAN: Two people"
        return head if self._speakers.can_speak(words, head, actors) else None

    def set_annotations(self, doc: Doc, found: list[Attribution]) -> None:
        """Write attributions as spans with their attributes."""
        words = self._reader.read(doc)
        source_actors = {a.source: a.actor for a in found if a.source}
        source_ranges = sorted(source_actors)
        source_ids = {r: f"{ID_PREFIXES[SOURCES]}{n}" for n, r in enumerate(source_ranges, start=1)}
        cues, contents = [], []
        cue_attrs, content_attrs = {}, {}
        extents = [attribution.extent for attribution in found]
        number = 0
        for n, attribution in enumerate(found, start=1):
            key = f"{ID_PREFIXES[CUES]}{n}"
            if attribution.cue:
                cues.append(Span(doc, *attribution.cue, "CUE", span_id=key))
            source = source_ids.get(attribution.source) if attribution.source else None
            evidence = attribution.cue or attribution.contents[0]
            cue_attrs[key] = {
                "source": source,
                "actor": attribution.actor,
                "kind": _kind(attribution, words.texts),
                "parent": _parent(n - 1, found, extents),
                "hedge": attribution.hedge,
                "denial": attribution.denial,
                "why": {
                    "span": {"rule": attribution.rule, "words": [_offsets(words, evidence)]},
                },
            }
            for content in attribution.contents:
                number += 1
                content_id = f"{ID_PREFIXES[CONTENTS]}{number}"
                contents.append(Span(doc, *content, "CONTENT", span_id=content_id))
                content_attrs[content_id] = {"attribution": key}
        sources = [Span(doc, *r, "SOURCE", span_id=source_ids[r]) for r in source_ranges]
        source_attrs = {source_ids[r]: {"actor": source_actors[r]} for r in source_ranges}
        doc.spans[SOURCES] = SpanGroup(doc, name=SOURCES, spans=sources, attrs=source_attrs)
        doc.spans[CUES] = SpanGroup(doc, name=CUES, spans=cues, attrs=cue_attrs)
        doc.spans[CONTENTS] = SpanGroup(doc, name=CONTENTS, spans=contents, attrs=content_attrs)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self.set_annotations(doc, self.find(doc))
        return doc


def _kind(attribution: Attribution, texts: list[str]) -> str:
    if attribution.block:
        return "block"
    quoted = [
        (first > 0 and texts[first - 1] in _MARKS) or not _MARKS.isdisjoint(texts[end : end + 1])
        for first, end in attribution.contents
    ]
    inside = any(not _MARKS.isdisjoint(texts[first:end]) for first, end in attribution.contents)
    if all(quoted) and not inside:
        return "direct"
    return "mixed" if inside or any(quoted) else "indirect"


def _parent(n: int, found: list[Attribution], extents: list[Range]) -> str | None:
    """The id of the innermost other attribution whose content holds the whole of this one.

    Holding is strict, so that chains of parents always end. Nobody passes on what he says himself.
    """
    first, last = extents[n]
    best: tuple[int, int] | None = None
    for k, other in enumerate(found):
        for start, end in other.contents if k != n else ():
            if (
                start <= first
                and last <= end
                and extents[k] != extents[n]
                and (other.source != found[n].source or other.source is None)
                and (best is None or end - start < best[0])
            ):
                best = (end - start, k)
    return f"{ID_PREFIXES[CUES]}{best[1] + 1}" if best else None


def _enclose(words: Words, found: list[Attribution]) -> None:
    """Who passes a saying on says all of it: a content that holds a cue reaches to the end.

    As in "The agency quotes a doctor as saying that two were killed and that five are missing".
    """
    for outer in found:
        for n, (start, end) in enumerate(outer.contents):
            if start <= outer.start:
                continue
            inner = [
                content[1]
                for other in found
                if other.cue and start <= other.cue[0] < end
                for content in other.contents
                if start <= content[0] < end
                and words.sentence_number(content[0]) == words.sentence_number(content[1] - 1)
            ]
            outer.contents[n] = (start, max((end, *inner)))


def _offsets(words: Words, tokens: Range) -> list[int]:
    return [words.offsets[tokens[0]], words.end_offset(tokens[1] - 1)]
