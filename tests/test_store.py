"""Output folders and DocBins: nothing is lost, shards are whole, a run resumes where it stopped."""

import csv
import json

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin, SpanGroup
from spacy.vocab import Vocab
from srsly import msgpack

from handmade import annotated, entry, layers
from sitrep.pipeline.docbin import docs_to_bytes, fast_msgpack
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extensions import register
from sitrep.pipeline.formats import CLAIM_COLUMNS
from sitrep.pipeline.labels import LAYERS
from sitrep.pipeline.store import Manifest, Store, read_docs

NLP = spacy.blank("en")

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | names,
    lambda values: st.lists(values, max_size=3) | st.dictionaries(names, values, max_size=3),
    max_leaves=8,
)


@st.composite
def docs(draw):
    """Docs with any text, sentences, overlapping spans in all layers, and attributes."""
    doc = NLP.make_doc(draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=60)))
    metadata = draw(st.dictionaries(names, json_values, max_size=3))
    doc.user_data["entry"] = entry(text=doc.text, metadata=metadata).to_user_data()
    for token in doc:
        token.is_sent_start = token.i == 0 or draw(st.booleans())
    for layer in LAYERS:
        borders = st.tuples(st.integers(0, len(doc)), st.integers(0, len(doc)))
        group = SpanGroup(doc, name=layer)
        for start, end in draw(st.lists(borders, max_size=4)):
            if start < end:
                span = doc[start:end]
                span.label_, span.id_, span.kb_id_ = draw(st.tuples(names, names, names))
                group.append(span)
        group.attrs = draw(st.dictionaries(names, json_values, max_size=3))
        doc.spans[layer] = group
    return doc


@pytest.fixture(scope="module")
def shard(tmp_path_factory):
    return tmp_path_factory.mktemp("property") / "shard.spacy"


@settings(deadline=None, max_examples=60)
@given(st.lists(docs(), max_size=3))
def test_a_docbin_loses_nothing(shard, before):
    register()
    shard.write_bytes(docs_to_bytes(before))
    after = list(read_docs(shard, Vocab()))
    assert [doc.text for doc in after] == [doc.text for doc in before]
    assert [layers(doc) for doc in after] == [layers(doc) for doc in before]
    assert [doc._.entry for doc in after] == [doc._.entry for doc in before]
    assert [[token.is_sent_start for token in doc] for doc in after] == [
        [token.is_sent_start for token in doc] for doc in before
    ]


def test_fast_msgpack_writes_the_same_bytes_and_goes_away():
    doc = annotated(NLP)
    registries = msgpack.msgpack_encoders, msgpack.msgpack_decoders
    with fast_msgpack():
        fast = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    assert (msgpack.msgpack_encoders, msgpack.msgpack_decoders) == registries
    assert DocBin(store_user_data=True, docs=[doc]).to_bytes() == fast


def manifest(**values):
    return Manifest(
        **{
            "pipeline": {"name": "en_sitrep", "version": "0.1.0"},
            "versions": {"sitrep": "0.1.0"},
            "settings": {"formats": ["jsonl", "csv"], "count_rule": "ucdp", "shard_size": 2},
            "inputs": [{"path": "a.txt", "sha256": "1"}, {"path": "b.txt", "sha256": "2"}],
            **values,
        }
    )


def numbered(*numbers):
    return [annotated(NLP, id=f"page#{number}") for number in numbers]


def ids(folder):
    return [doc.user_data["entry"]["id"] for doc in read_docs(folder)]


@pytest.fixture
def interrupted(tmp_path):
    """A run that was stopped after its first shard, with the marks of a second one."""
    folder = tmp_path / "out"
    Store(folder, manifest()).write(numbered(1, 2))
    with (folder / "entries.jsonl").open("a") as file:
        file.write('{"id": "page#3"')
    (folder / "shard-00002.spacy.part").write_bytes(b"half")
    return folder


def test_a_run_leaves_shards_a_manifest_and_files_beside_them(tmp_path):
    folder = tmp_path / "out"
    store = Store(folder, manifest())
    store.write(numbered(1, 2))
    store.write(numbered(3))
    store.finish()
    assert sorted(path.name for path in folder.iterdir()) == [
        "claims.csv",
        "entries.jsonl",
        "manifest.json",
        "shard-00001.spacy",
        "shard-00002.spacy",
    ]
    found = Manifest.read(folder)
    assert (found.entries, found.claims, found.complete) == (3, 3, True)
    assert found.shards[1] == {"file": "shard-00002.spacy", "entries": 1, "claims": 1}
    assert ids(folder) == ["page#1", "page#2", "page#3"]
    lines = (folder / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(folder)
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == CLAIM_COLUMNS
    assert (rows[2]["entry"], rows[2]["count"], rows[2]["sources"]) == (
        "page#3",
        "2+",
        "medic in Taiz, via reuters",
    )


def test_a_resumed_run_goes_on_after_the_last_whole_shard(interrupted):
    store = Store(interrupted, manifest(), resume=True)
    assert store.manifest.entries == 2
    store.write(numbered(3))
    store.finish()
    assert ids(interrupted) == ["page#1", "page#2", "page#3"]
    lines = (interrupted / "entries.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["page#1", "page#2", "page#3"]


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"versions": {"sitrep": "0.2.0"}}, "sitrep was 0.1.0, now 0.2.0"),
        (
            {"pipeline": {"name": "my_own", "version": "1"}},
            "pipeline name was en_sitrep, now my_own",
        ),
        (
            {"settings": {"formats": ["jsonl", "csv"], "count_rule": "acled", "shard_size": 2}},
            "count rule was ucdp, now acled",
        ),
        ({"inputs": [{"path": "a.txt", "sha256": "9"}]}, "a.txt has changed"),
        ({"inputs": [{"path": "c.txt", "sha256": "1"}]}, "input was a.txt, now c.txt"),
        ({"inputs": [{"path": "a.txt", "sha256": "1"}]}, "there were 2 input files, now 1"),
    ],
)
def test_another_run_is_not_mixed_in(interrupted, changed, line):
    with pytest.raises(InputError, match=line):
        Store(interrupted, manifest(**changed), resume=True)


def test_a_folder_in_use_is_left_alone(interrupted):
    with pytest.raises(InputError, match="not empty; go on with --resume"):
        Store(interrupted, manifest())


def test_a_run_can_be_replaced_but_no_other_files(interrupted):
    (interrupted / "notes.txt").write_text("mine")
    store = Store(interrupted, manifest(), overwrite=True)
    store.write(numbered(7))
    assert ids(interrupted) == ["page#7"]
    assert (interrupted / "notes.txt").exists()
    assert not (interrupted / "shard-00002.spacy.part").exists()


@pytest.mark.parametrize("how", ["resume", "overwrite"])
def test_a_folder_that_no_run_wrote_is_never_written_to(tmp_path, how):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match=r"no manifest\.json"):
        Store(tmp_path, manifest(), **{how: True})


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match="not a folder"):
        Store(tmp_path / "out", manifest())


@pytest.mark.parametrize("data", [b"", b"no DocBin", docs_to_bytes([annotated(NLP)])[:-20]])
def test_a_damaged_shard_is_one_line(tmp_path, data):
    (tmp_path / "x.spacy").write_bytes(data)
    with pytest.raises(InputError, match=r"x\.spacy: not a \.spacy file"):
        list(read_docs(tmp_path / "x.spacy"))
