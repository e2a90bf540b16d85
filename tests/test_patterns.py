"""How patterns enter components, are checked, are replaced, and leave again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from documents import ROOT
from sitrep.components.actors.actor_tagger import ActorTagger
from sitrep.components.attributions.attribution_tagger import AttributionTagger
from sitrep.components.casualties.casualty_tagger import CasualtyTagger
from sitrep.components.claims.claim_linker import ClaimLinker
from sitrep.components.grammar.word_tagger import WordTagger
from sitrep.components.patterns import RuleComponent, read_patterns
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import CASUALTIES, CUES

COMPONENTS = {
    "word_tagger": WordTagger,
    "casualty_tagger": CasualtyTagger,
    "attribution_tagger": AttributionTagger,
    "claim_linker": ClaimLinker,
}
FILES = sorted((ROOT / "patterns").iterdir())
SMITE = {"lemma": "smite", "outcome": "KILLED", "frame": "transitive", "forms": "smitten smites"}
SMITTEN = "Two clerks were smitten; one nurse was killed."


def make(name: str, nlp: Language | None = None) -> RuleComponent:
    return COMPONENTS[name](nlp or spacy.blank("en"), name)


def counted(nlp: Language, component: RuleComponent, text: str) -> list[str]:
    doc = component(nlp.make_doc(text))
    return [span.text for span in doc.spans[CASUALTIES]]


@pytest.mark.parametrize(
    ("name", "content", "lines"),
    [
        ("a.csv", "word,kind\n# why\n\nbaker,person\n", [{"word": "baker", "kind": "person"}]),
        ("a.csv", 'word,kind\n"a, b",x\n', [{"word": "a, b", "kind": "x"}]),
        ("a.jsonl", '{"id": "a"}\n\n# why\n{"id": "é"}\n', [{"id": "a"}, {"id": "é"}]),
        ("a.jsonl", "", []),
    ],
)
def test_pattern_files(
    tmp_path: Path, name: str, content: str, lines: list[dict[str, str]]
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read_patterns(tmp_path / name) == lines


@pytest.mark.parametrize("name", [p.name for p in FILES if p.suffix in (".csv", ".jsonl")])
def test_no_line_stands_twice(name: str) -> None:
    lines = Counter(map(repr, read_patterns(name)))
    assert [line for line, number in lines.items() if number > 1] == []


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere/cues\.csv: no such pattern file"):
        read_patterns("nowhere/cues.csv")


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a"}\n\n{"id": }\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl, line 3: not JSON"):
        read_patterns(tmp_path / "a.jsonl")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"label": "ROBOT"}, "no label 'ROBOT'"),
        ({"label": "MILITIA", "elsewhere": {"SY": "ROBOT"}}, "no label 'ROBOT'"),
        ({"label": "MILITIA", "names": ["HWN"]}, "'HWN' is a name of 'watch', too"),
    ],
)
def test_an_actor_needs_a_label_and_names_of_its_own(changed: dict[str, Any], message: str) -> None:
    watch = {"id": "watch", "label": "MONITOR", "names": ["HWN"], "source": "made up"}
    other = {"id": "band", "names": ["Red Valley Band"], "source": "made up", **changed}
    with pytest.raises(InputError, match=message):
        ActorTagger(spacy.blank("en"), "actor_tagger").initialize(
            patterns={"actors": [watch, other]}
        )


@pytest.mark.parametrize("name", COMPONENTS)
def test_unknown_keys_are_refused_by_name(name: str) -> None:
    component = make(name)
    table = next(iter(component.files))
    with pytest.raises(InputError, match=rf"{name}, {table} pattern 1 .*unknown key 'colour'"):
        component.initialize(patterns={table: [{"colour": "red"}]})


@pytest.mark.parametrize("name", COMPONENTS)
def test_unknown_tables_are_refused_by_name(name: str) -> None:
    with pytest.raises(InputError, match=f"{name}: unknown pattern table 'colours'"):
        make(name).initialize(patterns={"colours": []})


@pytest.mark.parametrize("name", COMPONENTS)
def test_the_package_has_every_table(name: str) -> None:
    component = make(name)
    component.initialize()
    assert {table: len(lines) > 0 for table, lines in component.patterns.items()} == dict.fromkeys(
        component.files, True
    )


def test_a_table_that_is_given_takes_the_place_of_the_own() -> None:
    nlp = spacy.blank("en")
    own, given = make("casualty_tagger", nlp), make("casualty_tagger", nlp)
    given.initialize(patterns={"outcomes": [SMITE]})
    assert counted(nlp, own, SMITTEN) == ["one nurse"]
    assert counted(nlp, given, SMITTEN) == ["Two clerks"]
    assert given.patterns["people"] == own.patterns["people"]


def test_a_config_puts_a_file_in_the_place_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    path.write_text(f"{','.join(SMITE)}\n{','.join(SMITE.values())}\n", encoding="utf-8")
    reader = {"@readers": "sitrep.patterns.v1", "tables": {"outcomes": str(path)}}
    settings: dict[str, Any] = {
        "nlp": {"lang": "en", "pipeline": ["casualty_tagger"]},
        "components": {"casualty_tagger": {"factory": "casualty_tagger"}},
        "initialize": {"components": {"casualty_tagger": {"patterns": reader}}},
    }
    nlp = spacy.util.load_model_from_config(settings, auto_fill=True)
    nlp.initialize()
    doc = nlp(SMITTEN)
    assert [span.text for span in doc.spans[CASUALTIES]] == ["Two clerks"]


def test_a_missing_file_of_a_config_is_named(tmp_path: Path) -> None:
    reader = {"@readers": "sitrep.patterns.v1", "tables": {"outcomes": str(tmp_path / "x.csv")}}
    nlp = spacy.blank("en")
    nlp.add_pipe("casualty_tagger")
    nlp.config["initialize"]["components"]["casualty_tagger"] = {"patterns": reader}
    with pytest.raises(InputError, match=r"x\.csv: no such pattern file"):
        nlp.initialize()


def test_patterns_survive_disk_and_bytes(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    component = make("casualty_tagger", nlp)
    component.initialize(patterns={"outcomes": [SMITE]})
    component.to_disk(tmp_path / "tagger")
    from_disk = make("casualty_tagger", nlp).from_disk(tmp_path / "tagger")
    from_bytes = make("casualty_tagger", nlp).from_bytes(component.to_bytes())
    assert from_disk.patterns == from_bytes.patterns == component.patterns
    assert counted(nlp, from_disk, SMITTEN) == counted(nlp, from_bytes, SMITTEN) == ["Two clerks"]


def test_tables_are_written_as_lines_to_review(tmp_path: Path) -> None:
    component = make("claim_linker")
    component.to_disk(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["claim_cues.jsonl"]
    assert read_patterns(tmp_path / "claim_cues.jsonl") == read_patterns("claim_cues.csv")


def test_components_work_alone_on_a_blank_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("casualty_tagger")
    nlp.add_pipe("attribution_tagger")
    doc = nlp("Hill doctors say that two clerks were killed.")
    assert [span.text for span in doc.spans[CASUALTIES]] == ["two clerks"]
    assert [span.text for span in doc.spans[CUES]] == ["say"]


def test_a_linker_without_casualties_leaves_a_doc_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("claim_linker")
    assert CASUALTIES not in nlp("Two clerks were killed.").spans


def test_scores_are_exact_span_scores() -> None:
    from spacy.training import Example

    nlp = spacy.blank("en")
    tagger = nlp.create_pipe("casualty_tagger")
    text = "Two clerks were killed."
    given = nlp.make_doc(text)
    given.spans[CASUALTIES] = [given.char_span(0, 10, label="KILLED")]
    example = Example(tagger(nlp.make_doc(text)), given)
    # Spans without counts, as another tool makes them, have spaCy's own scores alone.
    assert set(tagger.score([example])) == {
        f"spans_casualties_{measure}" for measure in ("p", "r", "f", "per_type")
    }
    assert tagger.score([example])["spans_casualties_f"] == 1.0
    whole = Example(tagger(nlp.make_doc(text)), tagger(nlp.make_doc(text)))
    assert tagger.score([whole])["casualties_exact_f"] == 1.0


def test_a_doc_bin_keeps_what_components_write(nlp: Language) -> None:
    doc = nlp("Activists say two clerks were killed in Homs.")
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (read,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    for layer in (CASUALTIES, CUES):
        assert [span.id_ for span in read.spans[layer]] == [span.id_ for span in doc.spans[layer]]
        assert read.spans[layer].attrs == doc.spans[layer].attrs
