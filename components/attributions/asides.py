"""Sayings inside a relative clause or a participle: they hold no more than that clause."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import Cue, Range
from sitrep.components.grammar.clauses import CLAUSAL
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_RELATIVES: Final = frozenset({"WP", "WDT"})
# Before a verb of saying in its group: "who have often said".
_GROUP: Final = frozenset({"RB", "MD", "VBZ", "VBP", "VBD"})
# Claims of an attack.
_CLAIMING: Final = frozenset({"take responsibility", "claim by"})
# Frames that have a noun phrase or an infinitive behind them, no clause.
_PHRASAL: Final = frozenset({"object", "phrase", "passive"})


def aside_start(words: Words, cue: Cue) -> int:
    """The first token that a cue behind "who" or "which" holds, or 0: "who, according to X, fired".

    What the main clause tells is not said: "Troops shot a man, who according to X was armed".
    """
    before = cue.unit - 1 - (words.lower[cue.unit - 1] == ",")
    inserted = cue.frame == "according" and words.tags[before] in _RELATIVES
    return cue.unit if inserted and before >= 0 else 0


def aside_end(words: Words, cue: Cue, start: int, right: int) -> int:
    """Where the clause that a cue stands in ends before the main verb, or else `right`.

    "Rebels, who say they hold Gao, shot two", "Marchers calling for elections were shot at".
    """
    participle = words.lower[cue.start].endswith("ing") and words.tags[cue.start - 1] != "RB"
    opened = _relative(words, cue)
    if opened is None and participle and cue.start > start:
        opened = cue.start
    if opened is None or not FINITE.isdisjoint(words.tags[start:opened]):
        return right
    phrasal = cue.frame in _PHRASAL
    restrictive = opened == cue.start and words.lower[cue.start - 1] != ","
    if restrictive and (not phrasal or words.lower[cue.stop : cue.stop + 1] == ["that"]):
        return right
    said = phrasal
    for k in range(cue.stop, right):
        if words.tags[k] not in FINITE or words.tags[k - 1] in _RELATIVES:
            continue
        comma = k - 1 - (words.tags[k - 1] == "RB")
        if said and (restrictive or words.lower[comma] == ","):
            return comma + (words.lower[comma] != ",")
        said = True
    return right


def only_attack(words: Words, cue: Cue, content: Range) -> Range:
    """What is said, without what came of an attack that somebody claims: the reporter tells that.

    As in "claimed responsibility for the raid that killed nine", "a raid …, claimed by rebels".
    """
    first, end = content
    if cue.lemma not in _CLAIMING and words.lower[first] != "responsibility":
        return content
    for k in range(first + 1, end):
        relative = words.tags[k] in ("WDT", "WP", "WRB") or words.lower[k] == "that"
        outcome = (
            words.lower[k - 1] == "," and words.tags[k] == "VBG" and words.lower[k] not in CLAUSAL
        )
        if relative or outcome:
            behind = k - (relative and words.tags[k - 1] == "IN")
            return first, max(behind - (words.lower[behind - 1] == ","), first + 1)
    return content


def _relative(words: Words, cue: Cue) -> int | None:
    """The relative pronoun behind a comma whose clause a cue stands in, if it does."""
    k = cue.start - 1
    while k > 0 and words.tags[k] in _GROUP:
        k -= 1
    for pronoun in (k, cue.unit - 1, cue.unit - 2):
        if pronoun > 0 and words.tags[pronoun] in _RELATIVES and words.lower[pronoun - 1] == ",":
            return pronoun
    return None
