"""`sitrep promote`: when a model is worse, and what is kept of it."""

from __future__ import annotations

import json

import pytest
import spacy

from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.evaluation.compare import compare
from sitrep.pipeline.evaluation.evaluate import Evaluated, Evaluation
from sitrep.pipeline.training.promote import Verdict, judge, present_best, promote
from small import CONFIG, write_corpus

RIGHT = (
    "<l t='settlement'>Taiz</l> mourns "
    "<k o='KILLED' n='2' id='K1'>two <a c='CIVILIANS'>nurses</a></k>"
)
NO_PLACE = RIGHT.replace("<l t='settlement'>Taiz</l>", "Taiz")
NO_ACTOR = RIGHT.replace("<a c='CIVILIANS'>nurses</a>", "nurses")


def compared(*pairs):
    """Pairs of what an old and a new model find in an entry."""
    sides = (
        Evaluation(
            {"name": name, "version": "1"},
            ("test_pages",),
            tuple(Evaluated(parse_sentence(RIGHT), parse_sentence(one), ()) for one in found),
        )
        for name, found in zip(("old", "new"), zip(*pairs, strict=True), strict=True)
    )
    return compare(*sides)


@pytest.fixture
def model(tmp_path):
    nlp = spacy.blank("en")
    nlp.meta["training"] = {
        "date": "2026-01-02T03:04:05+00:00",
        "corpus": "c0ffee",
        "entries": 907,
        "corrected": ["week1.jsonl"],
        "config": "model.cfg",
        "config_hash": "beef",
        "init_from": None,
        "seed": 0,
        "step": 400,
        "dev_score": 0.81,
        "versions": {"spacy": "3.8"},
    }
    nlp.to_disk(tmp_path / "candidate")
    return tmp_path / "candidate"


@pytest.mark.parametrize(
    ("pairs", "reasons"),
    [
        ([(RIGHT, RIGHT)] * 50, []),
        ([(NO_PLACE, RIGHT)] * 50, []),
        # one in fifty may be chance, for one figure
        ([(RIGHT, NO_PLACE)] + [(RIGHT, RIGHT)] * 49, []),
        # and within the tolerance it does not matter
        ([(RIGHT, NO_PLACE)] * 5 + [(RIGHT, RIGHT)] * 995, []),
        (
            [(RIGHT, NO_PLACE)] * 20 + [(RIGHT, RIGHT)] * 30,
            ["locations overlap fell from 1.000 to 0.750", "the mean of 7 figures fell by 0.036"],
        ),
        # a gain in one layer does not pay for a loss in another
        (
            [(NO_ACTOR, NO_PLACE)] * 20 + [(RIGHT, RIGHT)] * 30,
            ["locations overlap fell from 1.000 to 0.750"],
        ),
    ],
)
def test_when_a_model_is_worse(pairs, reasons):
    verdict = judge(compared(*pairs))
    assert list(verdict.reasons) == reasons
    assert verdict.accepted == (not reasons)


def test_a_promoted_model_has_a_card_and_the_former_stays_as_the_previous(model, tmp_path):
    models = tmp_path / "models"
    assert present_best(models) == "rules"
    comparison = compared(*[(NO_PLACE, RIGHT)] * 9)
    for _ in range(3):
        assert promote(comparison, Verdict(()), model, models, corpus="c0de")
    assert present_best(models) == str(models / "best")
    assert {path.name for path in models.iterdir()} == {"best", "previous", "log.jsonl"}
    assert model.is_dir()
    nlp = spacy.load(models / "best")
    assert nlp.meta["promotion"]["scores"]["locations_overlap_f"] == 1
    assert nlp.meta["training"]["corpus"] == "c0ffee"
    card = (models / "best" / "README.md").read_text(encoding="utf-8")
    for words in (
        "| locations overlap | 1.000 | 1.000 | 1.000 | 1.000–1.000 | +1.000 |",
        "907 entries of corpus `c0ffee`",
        "| corrected entries | week1.jsonl |",
        "| config | model.cfg, `beef`, seed 0 |",
        "| stopped | step 400, 0.810 on dev |",
        "| versions | spacy 3.8 |",
        "On test_pages: 9 entries",
    ):
        assert words in card
    log = (models / "log.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(log) == 3
    record = json.loads(log[-1])
    assert (record["promoted"], record["forced"], record["corpus"]) == (True, False, "c0de")
    assert record["scores"]["locations_overlap_f_former"] == 0


def test_a_worse_model_is_logged_and_not_promoted_unless_forced(model, tmp_path):
    comparison = compared(*[(RIGHT, NO_PLACE)] * 9)
    verdict = judge(comparison)
    assert not promote(comparison, verdict, model, tmp_path / "models", corpus="")
    assert not (tmp_path / "models" / "best").exists()
    assert promote(comparison, verdict, model, tmp_path / "models", corpus="", forced=True)
    card = (tmp_path / "models" / "best" / "README.md").read_text(encoding="utf-8")
    assert "It was promoted although it is worse: locations overlap fell from 1.000" in card
    log = (tmp_path / "models" / "log.jsonl").read_text(encoding="utf-8").splitlines()
    outcomes = [(json.loads(line)["promoted"], json.loads(line)["forced"]) for line in log]
    assert outcomes == [(False, False), (True, True)]


def test_a_promotion_that_was_cut_off_leaves_the_former_best(model, tmp_path):
    models = tmp_path / "models"
    promote(compared((RIGHT, RIGHT)), Verdict(()), model, models, corpus="")
    (models / "best").rename(models / "previous")
    assert present_best(models) == str(models / "previous")


def test_the_command_compares_with_the_rules_and_then_with_the_best(sitrep, tmp_path):
    write_corpus(tmp_path / "corpus")
    assert sitrep("train", "--config", str(CONFIG))[0] == 0
    code, out, _ = sitrep("promote", "models/candidate")
    assert code == 1
    assert "worse: locations overlap fell from 1.000 to 0.000" in out
    assert "rules stays the best model" in out
    assert not (tmp_path / "models" / "best").exists()
    code, out, _ = sitrep("promote", "models/candidate", "--force")
    assert (code, out.splitlines()[-1]) == (
        0,
        "models/best is the new best model; its card: models/best/README.md",
    )
    code, out, _ = sitrep("promote", "models/candidate")
    assert (code, "worse" in out) == (0, False)
    assert (tmp_path / "models" / "previous" / "README.md").exists()


def test_what_is_no_model(sitrep, tmp_path):
    code, _, err = sitrep("promote", "corpus")
    assert (code, err) == (2, "sitrep: corpus: no model's folder; give what `sitrep train` wrote\n")
