"""What each peer does with sitrep's word lists; run by `peers.py` in the peer's own environment.

    python peer_pipelines.py PEER TASK.json OUT.jsonl

TASK.json has entries (id, text, country) and word lists by country; OUT.jsonl gets a line an entry
in sitrep's output schema, standard output versions and speed as JSON. Only spaCy and the peer are
imported. A peer's pipeline leaves labelled spans in `doc.spans` ("actors", "locations",
"casualties", "cues", "contents"), and everything it does is done by `nlp.pipe`.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

Words = dict[str, Any]
"""Word lists of one country: see `peers.word_lists`."""

ROUNDS = 3
NAMES = ("actors", "locations", "cues")
FILTER = {"@misc": "spacy.first_longest_spans_filter.v1"}
AUXILIARIES = "was were been be being are is have has had also reportedly".split()
NEGATIONS = ["no", "not", "none", "nobody", "no one", "never", "without", "denied", "denies"]


def number_pattern(words: Words) -> str:
    """A regular expression for a token that is a number, a number word or a vague word."""
    return rf"\d[\d,]*|{'|'.join(map(re.escape, words['numbers']))}"


def casualty_patterns(words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    """Token patterns of spaCy's Matcher with their labels: number, victims and outcome."""
    about = {"LOWER": {"IN": words["approximators"]}, "OP": "{0,3}"}
    number = {"LOWER": {"REGEX": f"^(?:{number_pattern(words)})$"}}
    kind = {"IS_ALPHA": True, "LOWER": {"NOT_IN": words["people"]}, "OP": "{0,2}"}
    victims = {"LOWER": {"IN": words["people"]}}
    auxiliary = {"LOWER": {"IN": AUXILIARIES}, "OP": "{0,3}"}
    return [
        (label, pattern)
        for label in ("KILLED", "INJURED")
        for verb in [{"LOWER": {"IN": words["verbs"][label]}}]
        for noun in [{"LOWER": {"IN": words["nouns"][label]}}]
        for pattern in (
            [about, number, kind, victims, auxiliary, verb],
            [victims, auxiliary | {"OP": "{1,3}"}, verb],
            [about, number, auxiliary, verb],
            [verb, about, number, kind, victims],
            [verb, about, number],
            [about, number, noun],
        )
    ]


def span_ruler(words: Words) -> Language:
    """spaCy's SpanRuler, one for each layer."""
    nlp = spacy.blank("en")
    for layer in NAMES:
        ruler = nlp.add_pipe("span_ruler", layer, config=ruler_config(layer))
        ruler.add_patterns(
            [
                {"label": label, "pattern": name}
                for label, names in words[layer].items()
                for name in names
            ]
        )
    ruler = nlp.add_pipe("span_ruler", "casualties", config=ruler_config("casualties"))
    patterns = casualty_patterns(words)
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])
    return nlp


def ruler_config(layer: str) -> dict[str, Any]:
    """The settings of the SpanRuler of a layer."""
    return {"spans_key": layer, "spans_filter": FILTER, "phrase_matcher_attr": "ORTH"}


def edsnlp(words: Words) -> Language:
    """EDS-NLP's matchers, with its negation, hypothesis and reported speech in English words."""
    import edsnlp  # noqa: PLC0415
    import edsnlp.pipes as eds  # noqa: PLC0415

    nlp = edsnlp.blank("eds")
    nlp.add_pipe(eds.normalizer())
    nlp.add_pipe(eds.sentences())
    for layer in NAMES:
        nlp.add_pipe(
            eds.matcher(terms=words[layer], attr="TEXT", span_setter={layer: True}), name=layer
        )
    count = (
        rf"(?i)\b(?:(?:{'|'.join(map(re.escape, words['approximators']))})\s+){{0,3}}"
        rf"(?:{number_pattern(words)})\b(?:\s+\w+){{0,2}}?(?:\s+(?:{'|'.join(words['people'])})\b)?"
    )
    patterns = [
        {
            "source": f"{label} {side}",
            "regex": [rf"(?i)\b(?:{'|'.join((*words['verbs'][label], *words['nouns'][label]))})\b"],
            "regex_attr": "TEXT",
            "assign": [
                {"name": "count", "regex": f"({count})", "window": window, "required": True,
                 "reduce_mode": mode},
            ],
        }
        for label in ("KILLED", "INJURED")
        for side, window, mode in (
            ("before", (-8, -1), "keep_last"),
            ("after", (1, 6), "keep_first"),
        )
    ]  # fmt: skip
    nlp.add_pipe(
        eds.contextual_matcher(
            patterns=patterns,
            label="casualty",
            include_assigned=True,
            span_setter={"casualties": True},
        ),
        name="casualties",
    )
    # EDS-NLP's own words are French. An empty list of verbs would stand for all French verbs ("a"
    # and "bus" are forms of some): one that looks like no English word stands in.
    verbs = ["réfuter"]
    cues = words["cues"]["CUE"]
    none: dict[str, Any] = {"pseudo": [], "following": [], "attr": "LOWER"}
    end, within = ["but", "although"], {"span_getter": "casualties", "within_ents": True}
    nlp.add_pipe(eds.negation(preceding=NEGATIONS, verbs=verbs, termination=end, **none, **within))
    nlp.add_pipe(
        eds.hypothesis(
            preceding=words["possible"],
            verbs_eds=verbs,
            verbs_hyp=verbs,
            termination=end,
            **none,
            **within,
        )
    )
    nlp.add_pipe(
        eds.reported_speech(
            preceding=cues,
            verbs=verbs,
            quotation=['["“][^"”]+["”]'],
            on_ents_only=False,
            **{**none, "following": cues},
        )
    )
    nlp.add_pipe("sitrep_edsnlp", name="contents")
    return nlp


@Language.component("sitrep_edsnlp")
def labelled(doc: Doc) -> Doc:
    """Casualties by their outcome, and runs of tokens in reported speech as contents."""
    doc.spans["casualties"] = [
        Span(doc, span.start, span.end, span._.source.split()[0])
        for span in doc.spans["casualties"]
    ]
    doc.spans["contents"] = [
        Span(doc, run[0].i, run[-1].i + 1, "CONTENT")
        for sentence in doc.sents
        for said, tokens in groupby(sentence, key=lambda token: token._.reported_speech)
        if said
        for run in [list(tokens)]
    ]
    return doc


def medspacy(words: Words) -> Language:
    """medspaCy's target rules, with its English ConText rules over casualties."""
    import medspacy  # noqa: F401, PLC0415 - registers its factories
    from medspacy.target_matcher import TargetRule  # noqa: PLC0415

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for layer in (*NAMES, "casualties"):
        matcher = nlp.add_pipe(
            "medspacy_target_matcher",
            name=layer,
            config={
                "result_type": "group",
                "span_group_name": layer,
                "phrase_matcher_attr": "ORTH",
            },
        )
        if layer == "casualties":
            rules = [
                TargetRule("casualties", label, pattern=pattern)
                for label, pattern in casualty_patterns(words)
            ]
        else:
            rules = [
                TargetRule(name, label) for label, names in words[layer].items() for name in names
            ]
        matcher.add(rules)
    nlp.add_pipe(
        "medspacy_context", config={"input_span_type": "group", "span_group_name": "casualties"}
    )
    return nlp


def textacy(words: Words) -> Language:
    """textacy's token and regular-expression matches; its other extractors need a parser."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sitrep_textacy", config={"words": words})
    return nlp


@Language.factory("sitrep_textacy")
def make_textacy(nlp: Language, name: str, words: Words) -> Callable[[Doc], Doc]:
    """textacy's extractors as a component, since they are plain functions."""
    from textacy.extract import matches  # noqa: PLC0415

    expressions = [
        (layer, label, rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")
        for layer in NAMES
        for label, names in words[layer].items()
        if names
    ]
    patterns: dict[str, list[Any]] = {"KILLED": [], "INJURED": []}
    for label, pattern in casualty_patterns(words):
        patterns[label].append(pattern)

    def find(doc: Doc) -> Doc:
        spans: dict[str, list[Span]] = {layer: [] for layer in (*NAMES, "casualties")}
        for layer, label, expression in expressions:
            for match in matches.regex_matches(doc, expression, alignment_mode="strict"):
                spans[layer].append(Span(doc, match.start, match.end, label))
        for label, of_label in patterns.items():
            for match in matches.token_matches(doc, of_label):
                spans["casualties"].append(Span(doc, match.start, match.end, label))
        for layer, found in spans.items():
            doc.spans[layer] = filter_spans(found)
        return doc

    return find


PEERS: dict[str, Callable[[Words], Language]] = {
    "spacy": span_ruler,
    "edsnlp": edsnlp,
    "medspacy": medspacy,
    "textacy": textacy,
}


def status(span: Span) -> str:
    """What EDS-NLP's qualifiers or ConText say of a casualty; "actual" where there are none."""
    said = span._
    if any(said.has(name) and said.get(name) for name in ("negation", "is_negated")):
        return "denied"
    if any(
        said.has(name) and said.get(name)
        for name in ("hypothesis", "is_uncertain", "is_hypothetical")
    ):
        return "possible"
    return "actual"


def record(doc: Doc, id_: str, words: Words) -> dict[str, Any]:
    """The spans of a Doc in sitrep's output schema."""
    spans = {layer: filter_spans(doc.spans.get(layer, ())) for layer in (*NAMES, "casualties")}
    named = {
        layer: [
            {"id": f"{layer[0].upper()}{number}", **offsets(span), "label": span.label_}
            for number, span in enumerate(spans[layer], start=1)
        ]
        for layer in ("actors", "locations")
    }
    cues = [{"cue": offsets(span), "content": []} for span in spans["cues"]]
    said = [{"cue": None, "content": [offsets(span)]} for span in doc.spans.get("contents", ())]
    return {
        "id": id_,
        "text": doc.text,
        "actors": [{**actor, "actor": None, "score": None} for actor in named["actors"]],
        "locations": [{**location, "place": None} for location in named["locations"]],
        "casualties": [
            {"id": f"K{number}", **casualty(span, words)}
            for number, span in enumerate(spans["casualties"], start=1)
        ],
        "attributions": [
            {"id": f"T{number}", "source": None, **found, "kind": None, "parent": None}
            for number, found in enumerate(cues + said, start=1)
        ],
    }


def casualty(span: Span, words: Words) -> dict[str, Any]:
    """A casualty with the count's words as its span, without the outcome where they are apart."""
    is_number = re.compile(number_pattern(words), re.IGNORECASE)
    counting = [
        token
        for token in span
        if is_number.fullmatch(token.text)
        or token.lower_ in words["people"]
        or token.lower_ in words["approximators"]
    ]
    inner = span.doc[counting[0].i : counting[-1].i + 1] if counting else span
    said, count = status(span), code(inner.text.lower(), words)
    if said == "denied" or count == "0":
        said, count = "denied", "0"
    return {
        **offsets(inner),
        "label": span.label_,
        "count": {"code": count},
        "scope": "incident",
        "status": said,
        "part_of": None,
        "names": [],
        "victims": [],
        "perpetrators": [],
        "locations": [],
        "attribution": None,
    }


def code(text: str, words: Words) -> str:
    """The count in a casualty's words, normalised as in the annotation guidelines."""
    found = re.search(rf"\b(?:{number_pattern(words)})\b", text)
    if found is None:
        return "some"
    number = words["numbers"].get(found[0], found[0].replace(",", ""))
    for phrase, template in words["templates"].items():
        if number.isdigit() and text[: found.start()].strip().endswith(phrase):
            return template.format(n=number)
    return number


def offsets(span: Span) -> dict[str, int]:
    """The code point offsets of a span."""
    return {"start": span.start_char, "end": span.end_char}


def seconds(docs: Iterable[Doc]) -> float:
    """How long it takes to go through an iterable."""
    start = time.perf_counter()
    for _ in docs:
        pass
    return time.perf_counter() - start


def main() -> None:
    """Run one peer over a task."""
    peer, task, out = sys.argv[1:]
    given = json.loads(Path(task).read_text(encoding="utf-8"))
    blank = spacy.blank("en")
    bare, own = [0.0] * (ROUNDS + 1), [0.0] * (ROUNDS + 1)
    with Path(out).open("w", encoding="utf-8") as lines:
        for country, words in given["words"].items():
            entries = [entry for entry in given["entries"] if entry["country"] == country]
            texts = [entry["text"] for entry in entries]
            nlp = PEERS[peer](words)
            for doc, entry in zip(nlp.pipe(texts), entries, strict=True):
                lines.write(json.dumps(record(doc, entry["id"], words), ensure_ascii=False) + "\n")
            for i in range(ROUNDS + 1):
                bare[i] += seconds(blank.pipe(texts))
                own[i] += seconds(nlp.pipe(texts))
    # The first round warms the vocabulary.
    ratio = statistics.median(a / b for a, b in zip(bare[1:], own[1:], strict=True))
    versions = {name: version(name) for name in dict.fromkeys((peer, "spacy"))}
    print(json.dumps({"versions": versions, "ratio": ratio}))


if __name__ == "__main__":
    main()
