"""`trained_claim_linker`: corrects links of `claim_linker` where it is surer than the rules.

Each field of a claim is a choice among options (`link_candidates`); a network scores them by
their features (`link_features`), of which the rules' own proposal is one. `calibrate` measures on
pages that it was not trained on how sure it must be, kind by kind, and whether it wins at all:
a kind that it does not win stays with the rules, and costs no time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Model, Optimizer, set_dropout_rate
from thinc.types import Floats2d, Ragged

from sitrep.components.claims.cues import ClaimCues
from sitrep.components.claims.view import ranges
from sitrep.components.grammar.columns import Memo
from sitrep.components.grammar.words import WordReader
from sitrep.components.patterns import read_patterns
from sitrep.components.trained.link_candidates import KINDS, WHOLE, Choice, LinkView, Option
from sitrep.components.trained.link_features import features
from sitrep.components.trained.link_scoring import Answers, score_links
from sitrep.pipeline.labels import CASUALTIES

RULE: Final = "trained-linker"
# Corrections must exceed new mistakes by so many standard deviations of a fair coin: a chance of
# one in twenty for all thirty trials of six kinds and five cuts together (Bonferroni).
_SURE_WIN: Final = 2.94
_CUTS: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
_SAMPLE: Final = 10  # Examples that the network's sizes are taken from

Rated = tuple[Choice, list[float]]
"""A choice and the probability of each of its options."""


@Language.factory(
    "trained_claim_linker",
    assigns=["doc.spans"],
    requires=["doc.spans"],
    default_config={
        "model": {
            "@architectures": "sitrep.LinkScorer.v1",
            "width": 32,
            "rows": 20000,
            "hidden_width": 32,
            "hide": 0.5,
        },
    },
    default_score_weights={
        f"links_{kind}_{name}": 1.0 / len(KINDS) if name == "f" else None
        for kind in KINDS
        for name in "prf"
    },
)
def make_trained_linker(nlp: Language, name: str, model: Model[Ragged, Floats2d]) -> TrainedLinker:
    """Make a `TrainedLinker`."""
    return TrainedLinker(nlp, model, name)


class TrainedLinker(TrainablePipe):  # type: ignore[misc]  # Cython, which has no types
    """Overrides fields of `doc.spans["casualties"]`; runs after `claim_linker`.

    `cuts` are the probabilities from which on it overrides the rules, by kind; a kind without
    one stays with the rules. Before `calibrate` there is none.
    """

    def __init__(self, nlp: Language, model: Model[Ragged, Floats2d], name: str) -> None:
        super().__init__(nlp.vocab, model, name, cuts={}, claim_cues=[])
        self._reader = WordReader(nlp)
        self._hashes: Memo[str, int] = Memo(get_string_id)
        self._cues: ClaimCues | None = None

    @property
    def cuts(self) -> dict[str, float]:
        """The probabilities from which on the rules are overridden, by kind."""
        cuts: dict[str, float] = self.cfg["cuts"]
        return cuts

    def choices(self, doc: Doc, kinds: Iterable[str]) -> tuple[list[Choice], list[list[int]]]:
        """The choices of a Doc, and the hashed features of all their options."""
        if CASUALTIES not in doc.spans or not len(doc.spans[CASUALTIES]):
            return [], []
        if self._cues is None:
            self._cues = ClaimCues(self.cfg["claim_cues"] or read_patterns("claim_cues.csv"))
        view = LinkView(doc, self._reader.read(doc), self._cues)
        found = view.choices(kinds)
        hashes = self._hashes
        return found, [
            [hashes[name] for name in names] for one in found for names in features(view, one)
        ]

    def predict(self, docs: Iterable[Doc]) -> list[list[Rated]]:
        """The rated choices of each Doc, of the kinds that override the rules."""
        return self.rate(docs, list(self.cuts))

    def rate(self, docs: Iterable[Doc], kinds: Sequence[str] = KINDS) -> list[list[Rated]]:
        """The rated choices of each Doc, of some kinds."""
        found = [self.choices(doc, kinds) if kinds else ([], []) for doc in docs]
        choices = [choice for ours, _ in found for choice in ours]
        if not choices:
            return [[] for _ in found]
        scores = self.model.predict(self._options([rows for _, rows in found]))
        rated = zip(choices, _probabilities(self._plain(scores), choices), strict=True)
        return [list(islice(rated, len(ours))) for ours, _ in found]

    def _options(self, rows: Iterable[list[list[int]]]) -> Ragged:
        flat = [row for ours in rows for row in ours]
        data = np.array([value for row in flat for value in row], dtype="uint64").reshape(-1, 1)
        lengths = self.model.ops.asarray1i([len(row) for row in flat])
        return Ragged(self.model.ops.asarray(data), lengths)

    def _plain(self, scores: Floats2d) -> Any:
        return self.model.ops.to_numpy(scores)[:, 0]

    def set_annotations(self, docs: Iterable[Doc], rated: Iterable[list[Rated]]) -> None:
        """Override the rules where another option is likely enough, and say so in "why"."""
        for doc, ours in zip(docs, rated, strict=True):
            for choice, probabilities in ours:
                best = int(np.argmax(probabilities))
                if best != choice.ruled and probabilities[best] >= self.cuts[choice.kind]:
                    _override(doc, choice, choice.options[best], probabilities[best])

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        patterns: Any = None,
    ) -> None:
        """Size the network by Examples whose predicted Docs have linked casualties.

        `patterns` is a table "claim_cues", or a function that returns it; the package's own if
        not given.
        """
        given = patterns() if callable(patterns) else patterns or {}
        self.cfg["claim_cues"] = given.get("claim_cues") or read_patterns("claim_cues.csv")
        self._cues = None
        docs = (example.predicted for example in get_examples())
        found = (self.choices(doc, KINDS)[1] for doc in docs)
        sample = list(islice((rows for rows in found if rows), _SAMPLE))
        self.model.initialize(X=self._options(sample or [[[1]]]))

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from Examples whose predicted Docs have linked casualties.

        The loss is the cross entropy of the right options of each choice; choices whose
        casualty is none, or among whose options none is right, teach nothing.
        """
        losses = {} if losses is None else losses
        losses.setdefault(self.name, 0.0)
        choices, rows, right = self._taught(examples)
        if not choices:
            return losses
        set_dropout_rate(self.model, drop)
        scores, backpropagate = self.model.begin_update(self._options([rows]))
        gradients = []
        for rated, wanted in zip(_probabilities(self._plain(scores), choices), right, strict=True):
            chances = np.array(rated)
            target = chances * wanted
            target /= target.sum() + 1e-9
            gradients.append(chances - target)
            losses[self.name] -= float(np.log((chances * wanted).sum() + 1e-9))
        gradient: Any = np.concatenate(gradients).astype("float32").reshape(-1, 1)
        backpropagate(self.model.ops.asarray2f(gradient / np.sqrt(len(choices))))
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def _taught(
        self, examples: Iterable[Example]
    ) -> tuple[list[Choice], list[list[int]], list[Any]]:
        choices: list[Choice] = []
        rows: list[list[int]] = []
        right: list[Any] = []
        for example in examples:
            if CASUALTIES not in example.reference.spans:
                continue
            found, all_features = self.choices(example.predicted, KINDS)
            answers = Answers(example)
            ahead = iter(all_features)
            for choice in found:
                ours = list(islice(ahead, len(choice.options)))
                wanted = answers.right(choice)
                if any(wanted):
                    choices.append(choice)
                    rows += ours
                    right.append(np.array(wanted, dtype="float32"))
        return choices, rows, right

    def calibrate(self, examples: Sequence[Example]) -> None:
        """Choose each kind's cut on Examples that it was not trained on, or leave it to the rules.

        A kind is taken over only if what it corrects exceeds what it spoils by more than chance.
        """
        changes: dict[str, list[tuple[float, int]]] = {kind: [] for kind in KINDS}
        known = [example for example in examples if CASUALTIES in example.reference.spans]
        rated = self.rate(example.predicted for example in known)
        for example, ours in zip(known, rated, strict=True):
            answers = Answers(example)
            for choice, probabilities in ours:
                right, best = answers.right(choice), int(np.argmax(probabilities))
                gain = right[best] - right[choice.ruled]
                changes[choice.kind].append((probabilities[best], gain))
        self.cfg["cuts"] = {
            kind: cut for kind in KINDS if (cut := winning_cut(changes[kind])) is not None
        }

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Precision, recall and F1 of each kind of link; see `score_links`."""
        return score_links(examples)


def winning_cut(changes: Sequence[tuple[float, int]]) -> float | None:
    """The cut that gains most, or None if no cut gains more than chance.

    `changes` are the probabilities of the favourite options and what taking them would bring:
    1 for a mistake put right, -1 for a new one, 0 for neither.
    """
    best: tuple[int, float] | None = None
    for cut in _CUTS:
        taken = [gain for probability, gain in changes if probability >= cut]
        gain, changed = sum(taken), sum(map(abs, taken))
        if gain > _SURE_WIN * changed**0.5 and (best is None or gain > best[0]):
            best = gain, cut
    return best[1] if best else None


def _probabilities(scores: Any, choices: Iterable[Choice]) -> list[list[float]]:
    """The scores of all options as probabilities within each choice."""
    found = []
    start = 0
    for choice in choices:
        ours = scores[start : start + len(choice.options)]
        odds = np.exp(ours - ours.max())
        found.append((odds / odds.sum()).tolist())
        start += len(choice.options)
    return found


def _override(doc: Doc, choice: Choice, option: Option, probability: float) -> None:
    attrs = doc.spans[CASUALTIES].attrs
    if choice.kind == WHOLE and _makes_circle(attrs, choice.casualty.id_, option.value):
        return
    values = attrs[choice.casualty.id_]
    values[choice.kind] = option.value
    values["why"][choice.kind] = {
        "rule": RULE,
        "words": [list(words) for words in ranges(option.spans)],
        "probability": round(probability, 2),
    }


def _makes_circle(attrs: Any, part: str, whole: str | None) -> bool:
    while whole is not None:
        if whole == part:
            return True
        whole = attrs[whole]["part_of"]
    return False
