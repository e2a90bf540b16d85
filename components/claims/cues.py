"""The words that decide how a claim is read, by kind (patterns/claim_cues.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

PHRASES: Final = tuple(
    "period event possible hedge pseudo untrue correction refuted withdrawal".split()
)
"""Kinds of phrases, which are looked for in a stretch of lower-case text."""

WORDS: Final = tuple(
    "attack weapon travel movement route speaking place_noun compass treatment incident".split()
)
"""Kinds of single words, in each form that a text may have."""


class ClaimCues:
    """Phrases and words by kind, ready for look-up."""

    def __init__(self, lines: Iterable[Mapping[str, str]]) -> None:
        phrases: dict[str, list[str]] = {kind: [] for kind in (*PHRASES, *WORDS)}
        for line in lines:
            phrases[line["kind"]].append(line["phrase"])
        self._patterns = {
            kind: re.compile(r"\b(?:" + "|".join(map(re.escape, phrases[kind])) + r")\b")
            for kind in PHRASES
        }
        # A look at the words is much cheaper than the alternation of all phrases.
        self._heads = {
            kind: frozenset(re.split(r"\W", phrase)[0] for phrase in phrases[kind])
            for kind in PHRASES
        }
        self._words = {kind: frozenset(phrases[kind]) for kind in WORDS}

    def find(
        self, kind: str, tokens: Sequence[str], text: str, start: int, end: int
    ) -> re.Match[str] | None:
        """The first phrase of a kind in `text[start:end]`, whose lower-case tokens are given."""
        if self._heads[kind].isdisjoint(tokens):
            return None
        return self._patterns[kind].search(text, start, end)

    def words(self, kind: str) -> frozenset[str]:
        """The words of a kind."""
        return self._words[kind]
