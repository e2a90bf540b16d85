"""What stands beside a verb and tells whether, and how, it is a saying."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sitrep.components.attributions.content_edges import CLOSING
from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.subjects import SUBJECT_PRONOUNS
from sitrep.components.grammar.word_forms import BE
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL
from sitrep.components.grammar.words import Words

# Who speaks on behind a quotation: “…,” she went on.
QUOTED_SUBJECTS: Final = SUBJECT_PRONOUNS - {"which", "that"}
QUOTE_ENDS: Final = frozenset({'"', "”", ","})
_BEHIND_ADMITTED: Final = frozenset(", . ; and to in with since by".split())
# How far before "described as" the "what" may stand that it is said of, in tokens.
_RELATIVE: Final = 6
# What an object pronoun is called, by its first tag.
_NAMING: Final = (["DT"], ["NN"], ["NNS"], ["JJ"])


def behind_quote(words: Words, i: int, start: int) -> bool:
    """Whether a pronoun before token i stands behind a quotation: “…,” she went on, “…”."""
    return (
        i - 3 >= start
        and words.lower[i] not in BE  # not: “…,” he was quoted as saying
        and words.lower[i - 1] in QUOTED_SUBJECTS
        and words.texts[i - 2] in QUOTE_ENDS
        and words.texts[i - 3] in ('"', "”", ",", "?", "!")
        and words.offsets[i - 2] == words.end_offset(i - 3)  # not: he said, "They …"
    )


def is_participle(words: Words, i: int) -> bool:
    """Whether the verb at token i is an -ing form that shares its subject: ", insisting"."""
    lower = words.lower
    comma = i - 1 - (words.texts[i - 1] in CLOSING)  # “… rebels,” stating
    return lower[i] == "adding" or (lower[i].endswith("ing") and lower[comma] == ",")


def is_reduced(words: Words, i: int, start: int) -> bool:
    """Whether a participle before "as" belongs to the noun before it: "men described as rebels"."""
    if words.tags[i - 1] not in NOMINAL or not words.lower[i].endswith("ed"):
        return False
    end = words.sentences[words.sentence_number(i)][1]
    if FINITE.isdisjoint(words.tags[start:i] + words.tags[i + 1 : end]):
        return False  # the only verb: "The army dismissed as lies the reports"
    return not any(words.tags[k] in ("WP", "WDT") for k in range(max(start, i - _RELATIVE), i))


def is_taken_in(words: Words, i: int, victims: Sequence[Range]) -> bool:
    """Whether a hospital admits those whom a count before token i names: "20 wounded admitted".

    Not so where they have something to say: "two wounded admitted that they had fled".
    """
    ends = words.lower[i + 1 : i + 2] == [] or words.lower[i + 1] in _BEHIND_ADMITTED
    return ends and any(end == i for _, end in victims)


def names_it(words: Words, i: int, end: int) -> bool:
    """As in "called the killings a crime", "calls it protection": not "called a meeting"."""
    window = range(i, min(i + 9, end))
    named = words.tags[i : i + 1] == ["PRP"] and words.tags[i + 1 : i + 2] in _NAMING
    if named and not words.lower[i].endswith(("self", "selves")):
        return True
    return any(words.texts[k] in ('"', "“") for k in window) or any(
        words.lower[k] in ("a", "an") and k > i + 1 for k in window
    )
