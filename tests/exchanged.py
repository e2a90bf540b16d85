"""Entries for annotation tools: texts in which offsets go wrong, and what stands in them."""

from __future__ import annotations

import json
from dataclasses import replace

from spacy.language import Language

from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.exchange.docs import from_doc
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Span, to_record
from sitrep.pipeline.records import Entry

MODEL = {"name": "en_sitrep", "version": "0.1.0"}

TOLL = "At least 12 soldiers were killed in Homs on Monday, activists said, among them a boy."

TEXTS = {
    "plain": f"{TOLL} State TV reported that three gunmen had been wounded near Idlib.",
    "emoji": f"🔴🚨 {TOLL} 🕊️ “We know two children,” a doctor told Reuters. 🖤",
    "family": f"👨‍👩‍👧‍👦 {TOLL} 🏴󠁧󠁢󠁳󠁣󠁴󠁿 Dozens were injured in Hama, the Red Cross said.",
    "arabic": f"قُتل اثنا عشر في حمص — {TOLL} (حمص)",
    "combining": f"Cafe\u0301 bombing in Na\u0308ve: {TOLL} ก็",
    "windows": f"Latest:\r\n\r\n{TOLL}\r\nMore soon.\r",
    "controls": f"\ufeff\t{TOLL}\u2028Two policemen died in Aleppo.\u0085\x0b\x1f",
    "edges": f"  \n {TOLL}\n\n  ",
    "markup": f"<b>{TOLL}</b> &amp; <script>alert('😀')</script> {{{{text}}}} $text",
    "quotes": 'SOHR: "Five dead in Daraa", it added: \'"\' \\" \\n \\u0041 NaN null 1e400',
    "long": f"{TOLL}\n\n" + "🕐 Quiet. " * 3000 + f"\n\n{TOLL}",
    "nothing": "Quiet so far.",
    "time": "1615 GMT",
}


def annotated(nlp: Language, texts: dict[str, str] = TEXTS) -> list[AnnotatedEntry]:
    """Texts as the pipeline annotates them, by ids that begin with "page#"."""
    entries = [
        Entry(id=f"page#{name}", text=text, country="SY", metadata={"score": 0.1, "tags": [None]})
        for name, text in texts.items()
    ]
    docs = nlp.pipe(to_doc(nlp, entry) for entry in entries)
    return [from_doc(doc, model=MODEL) for doc in docs]


def many(nlp: Language, number: int) -> list[AnnotatedEntry]:
    """A number of short entries."""
    texts = {
        f"{n:04}": f"{n + 2} protesters were shot dead in Homs 🔴, SOHR said."
        for n in range(number)
    }
    return annotated(nlp, texts)


def letter(entry: AnnotatedEntry) -> str:
    """The record to the letter, without its review."""
    return json.dumps(to_record(replace(entry, review=None)))


def span(entry: AnnotatedEntry, words: str, label: str | None = None) -> Span:
    """The first span with these words."""
    return next(s for s in entry.spans if entry.words(s) == words and label in (None, s.label))
