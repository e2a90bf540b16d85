"""Entries with gold marks, from every kind of place."""

from __future__ import annotations

import json

import pytest
import spacy

from sitrep.pipeline.corpus.build import blank, build
from sitrep.pipeline.corpus.gold_data import corpus_hash, read_gold_data
from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.errors import InputError
from small import record, write_corpus


@pytest.fixture
def corpus(tmp_path):
    folder = write_corpus(tmp_path / "corpus")
    build(folder, folder / "built")
    return folder


def read(corpus, *sources):
    return read_gold_data([source.format(corpus=corpus) for source in sources], corpus)


def marks(entries):
    """Ids, countries, events and marks, which have other ids from place to place."""
    return [
        (
            marked.entry.id,
            marked.entry.country,
            marked.entry.time,
            marked.events,
            sorted((mark.layer, mark.start, mark.end, mark.label) for mark in marked.marks),
        )
        for marked in entries
    ]


def test_a_split_its_file_and_its_doc_bin_hold_the_same(corpus):
    expected = marks(read(corpus, "dev"))
    assert len(expected) == 6
    assert {len(entry[4]) for entry in expected} == {2, 7}
    for source in ("{corpus}/gold/b.xml", "{corpus}/built/dev.spacy"):
        assert marks(read(corpus, source)) == expected


def test_a_folder_and_several_sources(corpus):
    assert len(read(corpus, "{corpus}/gold")) == 24
    assert len(read(corpus, "dev", "test_pages")) == 12


def test_corrected_entries(corpus):
    path = corpus / "week1.jsonl"
    path.write_text(json.dumps(record()) + "\n", encoding="utf-8")
    (marked,) = read(corpus, "{corpus}/week1.jsonl")
    assert (marked.entry.id, marked.entry.country, marked.events) == ("week1#1", "SY", ("battles",))
    assert [marked.words(mark) for mark in marked.marks] == ["Snipers", "Jisr al-Shughour"]


def test_docs_without_entries_are_numbered(corpus):
    docs = [blank()("Nothing new."), blank()("Nothing at all.")]
    (corpus / "bare.spacy").write_bytes(docs_to_bytes(docs))
    assert [m.entry.id for m in read(corpus, "{corpus}/bare.spacy")] == ["bare#1", "bare#2"]


@pytest.mark.parametrize(
    ("sources", "problem"),
    [
        (["no-split"], "no-split: no gold data; give a split"),
        (["{corpus}/no.xml"], "no.xml: no gold data"),
        (["{corpus}/no.jsonl"], "no.jsonl: no gold data"),
        (["{corpus}/no.spacy"], "no.spacy: no such file"),
        (["{corpus}/splits.csv"], "splits.csv: no gold data"),
        (["{corpus}/built"], "built: no entries in it"),
        (["{corpus}/broken.spacy"], "broken.spacy: not a .spacy file"),
        (["{corpus}/broken.jsonl"], "broken.jsonl, line 1: not an entry"),
        (["dev", "{corpus}/gold/b.xml"], "entry b#0 comes twice"),
    ],
)
def test_what_is_no_gold(corpus, sources, problem):
    for name in ("broken.spacy", "broken.jsonl"):
        (corpus / name).write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        read(corpus, *sources)


def test_the_hash_of_a_corpus_changes_with_its_gold_and_its_corrections(corpus):
    before = corpus_hash(corpus)
    assert corpus_hash(corpus) == before
    more = corpus / "week1.jsonl"
    more.write_text(json.dumps(record()), encoding="utf-8")
    assert corpus_hash(corpus, [more]) != before
    (corpus / "corrected").mkdir()
    more.rename(corpus / "corrected" / "week1.jsonl")
    assert corpus_hash(corpus) != before


def test_spacy_reads_the_same_docs(corpus):
    docs = list(spacy.training.Corpus(corpus / "built" / "dev.spacy")(blank()))
    assert [doc.text for doc in docs] == [marked.entry.text for marked in read(corpus, "dev")]
