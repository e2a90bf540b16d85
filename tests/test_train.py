"""`sitrep train`: on a small corpus, with a config that trains in seconds."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin, Span

from sitrep.pipeline.corpus.build import build
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.training.checkpoint import Checkpoint, weights
from sitrep.pipeline.training.train import CHECKPOINT, Progress, Recipe, train
from small import CONFIG, record, write_corpus


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = write_corpus(tmp_path_factory.mktemp("train") / "corpus")
    build(folder, folder / "built")
    return folder / "built"


@pytest.fixture
def corpus(tmp_path):
    return write_corpus(tmp_path / "corpus")


def recipe(built, config=CONFIG, **values):
    return Recipe(config, built / "train.spacy", built / "dev.spacy", **values)


def interrupt_at(step):
    def stop(number, last):
        if number == step:
            raise KeyboardInterrupt

    return Progress(step=stop)


def changed(tmp_path, old, new):
    text = CONFIG.read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "changed.cfg").write_text(text.replace(old, new), encoding="utf-8")
    return tmp_path / "changed.cfg"


def fails(*arguments):
    raise AssertionError(arguments)


def test_it_learns_and_tells_how(built, tmp_path):
    told = []
    trained = train(recipe(built), tmp_path, progress=Progress(evaluated=told.append))
    assert [one.step for one in told] == list(range(0, 61, 10))
    assert told[0].best
    assert trained.score == max(one.score for one in told) > 0.5
    assert trained.scores["spans_actors_f"] > 0.8
    doc = trained.nlp("Near Homs six soldiers met two rebels.")
    assert {("soldiers", "SECURITY_FORCES"), ("rebels", "ARMED_GROUP")} <= {
        (span.text, span.label_) for span in doc.spans["actors"]
    }


def test_a_resumed_run_ends_as_if_it_had_not_been_interrupted(built, tmp_path):
    whole = train(recipe(built), tmp_path / "whole")
    told = []
    with pytest.raises(KeyboardInterrupt):
        train(recipe(built), tmp_path / "cut", progress=interrupt_at(27))
    resumed = train(
        recipe(built), tmp_path / "cut", resume=True, progress=Progress(evaluated=told.append)
    )
    assert [one.step for one in told] == [30, 40, 50, 60]
    # weights, optimizer, scores and random numbers
    first, second = ((tmp_path / name / CHECKPOINT).read_bytes() for name in ("whole", "cut"))
    assert first == second
    assert weights(whole.nlp) == weights(resumed.nlp)


def test_a_finished_run_has_nothing_left_to_do(built, tmp_path):
    trained = train(recipe(built), tmp_path)
    again = train(recipe(built), tmp_path, resume=True, progress=Progress(evaluated=fails))
    assert weights(again.nlp) == weights(trained.nlp)


def test_seeds_decide(built, tmp_path):
    runs = [train(recipe(built, seed=seed), tmp_path / str(n)) for n, seed in enumerate((1, 1, 2))]
    first, same, other = (weights(run.nlp) for run in runs)
    assert first == same
    assert first != other


def test_patience_stops_a_run_that_no_longer_gains(built, tmp_path):
    config = changed(tmp_path, "patience = 0\nmax_steps = 60", "patience = 20\nmax_steps = 0")
    told = []
    trained = train(recipe(built, config), tmp_path, progress=Progress(evaluated=told.append))
    first = next(one.step for one in told if one.score == trained.score)
    assert told[-1].step == first + 20
    assert trained.step == max(one.step for one in told if one.score == trained.score)


def test_a_run_that_ends_between_two_evaluations_is_evaluated_once_more(built, tmp_path):
    config = changed(tmp_path, "max_steps = 60", "max_steps = 24")
    told = []
    train(recipe(built, config), tmp_path, progress=Progress(evaluated=told.append))
    assert [one.step for one in told] == [0, 10, 20, 24]


def test_weights_of_another_model_are_where_it_starts(built, tmp_path):
    first = train(recipe(built), tmp_path / "first")
    first.nlp.to_disk(tmp_path / "model")
    told = []
    train(
        recipe(built, init_from=str(tmp_path / "model")),
        tmp_path / "second",
        progress=Progress(evaluated=told.append),
    )
    assert told[0].score > 0.9 * first.score


@pytest.mark.parametrize(
    ("values", "resume", "problem"),
    [
        ({}, False, "a run was interrupted; go on with --resume, or delete it"),
        ({"seed": 5}, True, "cannot resume, since config, data, seed, model or versions"),
    ],
)
def test_a_run_that_is_there_is_not_overwritten(built, tmp_path, values, resume, problem):
    with pytest.raises(KeyboardInterrupt):
        train(recipe(built), tmp_path, progress=interrupt_at(3))
    before = (tmp_path / CHECKPOINT).read_bytes()
    with pytest.raises(InputError, match=problem):
        train(recipe(built, **values), tmp_path, resume=resume)
    assert (tmp_path / CHECKPOINT).read_bytes() == before


def test_a_damaged_checkpoint(built, tmp_path):
    (tmp_path / CHECKPOINT).write_bytes(b"half")
    with pytest.raises(InputError, match="damaged; delete it and train anew"):
        train(recipe(built), tmp_path, resume=True)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('pipeline = ["tok2vec"', 'pipeline = ["none"', "none"),
        ('factory = "spancat"', 'factory = "spankat"', "spankat"),
        ("[paths]\ntrain", "[paths]\nlearn", r"no train and dev in \[paths\]"),
        ("max_steps = 60", 'max_steps = "many"', "max_steps"),
    ],
)
def test_a_bad_config_is_one_line(built, tmp_path, old, new, problem):
    config = changed(tmp_path, old, new)
    with pytest.raises(InputError, match=problem) as error:
        train(recipe(built, config), tmp_path)
    assert str(error.value).startswith(f"{config}: ")
    assert "\n" not in str(error.value)


def test_a_model_without_the_config_s_components(built, tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(InputError, match="blank: has no trainable component of the config"):
        train(recipe(built, init_from=str(tmp_path / "blank")), tmp_path)


def test_the_command_trains_keeps_notes_and_cleans_up(sitrep, corpus, tmp_path):
    corrected = tmp_path / "week1.jsonl"
    corrected.write_text(json.dumps(record()) + "\n", encoding="utf-8")
    code, out, err = sitrep("train", "--config", str(CONFIG), "--corrected", str(corrected))
    assert code == 0
    assert out.startswith("models/candidate: best at step ")
    assert "best so far" in err
    assert [path.name for path in Path("models").iterdir()] == ["candidate"]
    nlp = spacy.load("models/candidate")
    notes = nlp.meta["training"]
    assert (notes["entries"], notes["corrected"]) == (7, ["week1.jsonl"])
    assert (notes["config"], notes["seed"]) == ("small.cfg", 7)
    assert nlp.meta["name"] == "sitrep"
    assert nlp.meta["performance"]["spans_actors_f"] > 0
    assert nlp.config["paths"]["train"] == "corpus/built/train.spacy"


def test_a_better_model_stays(sitrep, corpus, tmp_path):
    assert sitrep("train", "--config", str(CONFIG))[0] == 0
    better = (tmp_path / "models/candidate/spancat/model").read_bytes()
    hasty = changed(tmp_path, "max_steps = 60", "max_steps = 1")
    code, out, _ = sitrep("train", "--config", str(hasty))
    assert code == 1
    assert "models/candidate is better" in out
    assert (tmp_path / "models/candidate/spancat/model").read_bytes() == better
    assert spacy.load("models/candidate.worse").pipe_names == ["tok2vec", "spancat", "events"]
    # and a better one takes its place
    assert sitrep("train", "--config", str(hasty), "-o", "models/other")[0] == 0
    assert sitrep("train", "--config", str(CONFIG), "-o", "models/other")[0] == 0
    assert (tmp_path / "models/other/spancat/model").read_bytes() == better


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--config", "no.cfg"], "no.cfg: no such config"),
        (["--config", str(CONFIG), "--corrected", "no.jsonl"], "no.jsonl: no such file"),
        (["--config", str(CONFIG), "-o", "corpus"], "corpus: is there and no model"),
        (["--config", str(CONFIG), "--init-from", "no-model"], "no-model: no spaCy pipeline"),
        (["--config", str(CONFIG), "--corpus", "none"], "none: no gold"),
    ],
)
def test_bad_input_is_one_line(sitrep, corpus, arguments, problem):
    code, _, err = sitrep("train", *arguments)
    assert code == 2
    assert problem in err
    assert len(err.splitlines()) == 1


def test_an_interrupted_command_says_how_to_go_on(corpus, tmp_path):
    long = changed(tmp_path, "max_steps = 60", "max_steps = 100000")
    command = [str(Path(sys.executable).with_name("sitrep")), "train", "--config", str(long)]
    # In the background of a shell interrupts are ignored, by what is started from there too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    checkpoint = tmp_path / "models" / "candidate.run" / CHECKPOINT
    while not checkpoint.exists() and run.poll() is None:
        time.sleep(0.1)
    run.send_signal(signal.SIGINT)
    _, err = run.communicate()
    assert run.returncode == 130
    assert err.splitlines()[-1].startswith("interrupted; go on after the last evaluation with: ")
    assert err.splitlines()[-1].endswith("--resume")
    assert Checkpoint.read(checkpoint).step >= 0


def test_a_run_that_has_ended_is_not_resumed(sitrep, tmp_path):
    write_corpus(tmp_path / "corpus")
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "meta.json").touch()
    code, _, err = sitrep("train", "--config", str(CONFIG), "-o", "model", "--resume")
    assert code == 2
    assert err.endswith("model.run: no run to go on with; leave --resume out to train anew\n")


def test_a_label_that_the_model_does_not_know_is_told(built, tmp_path):
    train(recipe(built), tmp_path / "run").nlp.to_disk(tmp_path / "model")
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk(built / "train.spacy").get_docs(nlp.vocab))
    docs[0].spans["actors"] = [Span(docs[0], 0, 1, "MONITOR")]
    DocBin(docs=docs, store_user_data=True).to_disk(tmp_path / "more.spacy")
    more = replace(recipe(built, init_from=str(tmp_path / "model")), train=tmp_path / "more.spacy")
    with pytest.raises(InputError, match=r"its \w+ knows no label MONITOR, which"):
        train(more, tmp_path / "more")
