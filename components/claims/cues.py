"""The words that decide how a claim is read, by kind (patterns/claim_cues.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sitrep.components.grammar.columns import Memo

PHRASES: Final = tuple(
    "period event possible hedge pseudo untrue correction refuted withdrawal retract report "
    "false".split()
)
"""Kinds of phrases, which are looked for in a stretch of lower-case text."""

_TEMPLATES: Final = {
    # "retracted its earlier report", "took it back"
    "retracting": r"(?:{retract}) (?:it|(?:the|its|his|her|their|this|that|an?) "
    r"(?:[\w-]+ ){{0,2}}?(?:{report}))",
    # "was a typing error", "have since been withdrawn"
    "called_false": r"(?:is|are|was|were|proved|turned out|ha(?:s|ve|d) (?:\w+ )?been) "
    r"(?:to be |later |now |since |plainly |entirely )*(?:{false}|{retract})",
}
_SUBJECTS: Final = "it|that|this|which"

WORDS: Final = tuple(
    "attack assault weapon travel movement route speaking place_noun compass treatment incident "
    "dwelling office title".split()
)
"""Kinds of single words, in each form that a text may have."""


class ClaimCues:
    """Phrases and words by kind, ready for look-up."""

    def __init__(self, lines: Iterable[Mapping[str, str]]) -> None:
        phrases: dict[str, list[str]] = {kind: [] for kind in (*PHRASES, *WORDS)}
        for line in lines:
            phrases[line["kind"]].append(line["phrase"])
        nothing = "(?!)"  # for a kind that a table of the user's leaves out
        either = {kind: "|".join(map(re.escape, phrases[kind])) or nothing for kind in PHRASES}
        retracting, called_false = (_TEMPLATES[k].format(**either) for k in _TEMPLATES)
        # Told behind a claim: "it withdrew the report", "the figure was wrong".
        either["withdrawal"] += f"|{retracting}|(?:{either['report']}|{_SUBJECTS}) {called_false}"
        either |= {"retracting": retracting, "called_false": called_false}
        self._patterns = {kind: re.compile(rf"\b(?:{either[kind]})\b") for kind in either}
        # A look at the words is much cheaper than the alternation of all phrases.
        signs = {kind: {_sign(phrase) for phrase in phrases[kind]} for kind in PHRASES}
        signs["retracting"] = signs["retract"]
        signs["called_false"] = signs["retract"] | signs["false"]
        signs["withdrawal"] |= signs["called_false"]
        self._signs = {kind: frozenset(words) for kind, words in signs.items()}
        self._kinds: dict[str, set[str]] = {}
        for kind, words in signs.items():
            for word in words:
                self._kinds.setdefault(word, set()).add(kind)
        self._phrases = phrases
        self._words: Memo[tuple[str, ...], frozenset[str]] = Memo(self._union)

    def kinds_in(self, tokens: Iterable[str]) -> set[str]:
        """The kinds of phrases that lower-case tokens can have; most have few of them."""
        kinds = self._kinds
        return {kind for word in kinds.keys() & tokens for kind in kinds[word]}

    def find(
        self, kind: str, tokens: Sequence[str], text: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The first phrase of a kind in `text[start:end]`, whose lower-case tokens are given."""
        if self._signs[kind].isdisjoint(tokens):
            return None
        return self._patterns[kind].search(text, start, end)

    def _union(self, kinds: tuple[str, ...]) -> frozenset[str]:
        return frozenset().union(*(self._phrases[kind] for kind in kinds))

    def words(self, *kinds: str) -> frozenset[str]:
        """The words of one kind, or of several."""
        return self._words[kinds]


def _sign(phrase: str) -> str:
    """The word of a phrase that is looked for first: the longest, which most texts lack."""
    return max(re.split(r"\W", phrase), key=len)
