"""What the rules say of spans that a person drew: counts, places, dates, canonical ids."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from spacy.language import Language

from sitrep.pipeline import annotate, labels
from sitrep.pipeline.counting import DEFAULT_RULE, read_code
from sitrep.pipeline.exchange.docs import to_doc
from sitrep.pipeline.exchange.entries import AnnotatedEntry
from sitrep.pipeline.extract import PLACE_FIELDS
from sitrep.pipeline.records import Entry

# The components that read spans and draw none.
_READERS: Final = (
    "blocks", "word_tagger", "lemmatizer", "country_detector", "geocoder", "claim_linker",
)  # fmt: skip
_LINKED: Final = ("scope", "status", "date", "date_precision", "hedged", "ages")


class Rules:
    """The components of a pipeline, asked about spans that are given.

    `count_rule` is one of `counting.RULES`.
    """

    def __init__(self, nlp: Language, count_rule: str = DEFAULT_RULE) -> None:
        self._nlp = nlp
        self._count_rule = count_rule

    def count(self, code: str, text: str) -> dict[str, Any]:
        """A count of the output schema from its code and words."""
        return asdict(read_code(code, text, self._count_rule))

    def new_casualty(self) -> dict[str, Any]:
        """Attributes of a casualty of which nothing is known but that it is one."""
        return {
            "count": self.count("some", ""),
            "scope": labels.SCOPES[0],
            "status": labels.STATUSES[0],
            "ages": [],
            "date": None,
            "date_precision": None,
            "hedged": False,
            "trigger": None,
        }

    def count_of(self, words: str) -> dict[str, Any] | None:
        """The count that words tell ("two boys"), None where none can be read from them."""
        # What is counted is read where an outcome is told, so one is.
        sentence = f"{words[:1].upper()}{words[1:]} were killed."
        doc = self._nlp(sentence)
        for span in doc.spans.get(labels.CASUALTIES, ()):
            count = doc.spans[labels.CASUALTIES].attrs[span.id_]["count"]
            start = sentence.find(count["text"])
            return self.count(count["code"], words[start : start + len(count["text"])])
        return None

    def actor_of(self, words: str, country: str | None) -> str | None:
        """The id of the known actor whose name the words are."""
        entry = Entry(id="", text=words, country=country)
        doc = self._nlp(annotate.to_doc(self._nlp, entry))
        for span in doc.spans.get(labels.ACTORS, ()):
            if span.kb_id_ and span.end == len(doc):
                return str(span.kb_id_)
        return None

    def read(self, entry: AnnotatedEntry) -> dict[str, dict[str, Any]]:
        """Attributes by id of all locations and casualties of an entry, as the rules see them.

        Casualties need their counts. Links are left out but for "within" of locations.
        """
        doc = to_doc(entry, self._nlp, report=lambda line: None)
        for name, component in self._nlp.pipeline:
            if name in _READERS:
                doc = component(doc)
        found: dict[str, dict[str, Any]] = {}
        for span in doc.spans.get(labels.LOCATIONS, ()):
            values = doc.spans[labels.LOCATIONS].attrs[span.id_]
            found[span.id_] = {
                "place": span.kb_id_ or None,
                **{key: values.get(key) for key in PLACE_FIELDS},
            }
        for id_, values in doc.spans[labels.CASUALTIES].attrs.items():
            found[id_] = {key: values[key] for key in _LINKED}
        return found

    def cut_tokens(self, entry: AnnotatedEntry, ids: set[str]) -> list[str]:
        """What is wrong with those of an entry's spans that begin or end inside a token."""
        if not ids:
            return []
        doc = self._nlp.make_doc(entry.text)
        return [
            f"{span.label} “{entry.words(span)}” at {span.start} cuts a word"
            for span in entry.spans
            if span.id in ids and doc.char_span(*span.place) is None
        ]
