"""Words that are nouns where they could be verbs of saying, and nouns that bring words along."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import Cue
from sitrep.components.attributions.subjects import Actors
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.word_forms import HAVE, POSSESSIVES
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_NEVER_NOUNS: Final = frozenset("said says say told tells put puts urges gives has".split())
_SPEAKER_TAGS: Final = frozenset({"DT", "PRP$", "POS", "JJ", "NN", "NNP", "HYPH"})
_BEHIND_NOUNS: Final = frozenset("of from by were are have was is , . about".split())
# What an "of" behind these nouns brings is not what is said: "the statement of the mayor".
_NOT_OF: Final = frozenset("word news statement account estimate".split())
_SPREADS: Final = frozenset({"word", "news", "rumour"})
_REPORTS_DO: Final = frozenset("say said suggest suggested indicate speak spoke".split())


def is_noun(words: Words, i: int, start: int, end: int, previous: str) -> bool:
    """Whether the form at token i is a noun, before which a tag `previous` stands."""
    lower = words.lower
    if lower[i] in _NEVER_NOUNS or (
        lower[i].endswith("ed") and (lower[i - 1] in HAVE or lower[i - 1] == "both")
    ):
        return False
    if lower[i + 1 : i + 2] and (
        lower[i + 1] in _REPORTS_DO or words.tags[i + 1] in ("VBZ", "VBD", "VBN")
    ):
        return True  # "Reports say", "a report released in May": they are the source
    if previous in ("VBD", "VBZ") or lower[i - 1] in POSSESSIVES:
        return True  # "met protests against", "the rebels' tweets"
    if words.tags[i] == "NNS" and (_closes(words, i, start, end) or _posts(words, i, start)):
        return False
    if previous in ("DT", "PRP$", "POS", "IN", "JJ", "CD"):
        return True
    following = lower[i + 1] if i + 1 < end else "."
    if previous in ("NN", "NNS", "WRB") and following == "and":
        return True  # "media reports and a witness", "where claims and rumours"
    return following in _BEHIND_NOUNS


def _closes(words: Words, i: int, start: int, end: int) -> bool:
    """Whether a form ends its sentence behind a speaker: "…, Reuters reports.", "…,” it reads."."""
    if i + 1 < end and words.lower[i + 1] != ".":
        return False
    k = i - 1
    while k > start and words.tags[k] in _SPEAKER_TAGS:
        k -= 1
    behind = k < i - 1 and (words.lower[k] == "," or words.tags[k] == "''")
    return behind and words.tags[k + 1] in ("DT", "PRP$", "NNP")


def _posts(words: Words, i: int, start: int) -> bool:
    """Whether a form brings a post: "@ann_reads tweets: “…”"."""
    handle = i > start and words.texts[i - 1].startswith("@")
    return handle and words.lower[i + 1 : i + 2] == [":"]


def noun_cue(
    phrases: PhraseReader,
    words: Words,
    i: int,
    stop: int,
    line: Line,
    start: int,
    end: int,
    actors: Actors,
) -> Cue | None:
    """A noun and the words behind its "of" or "that": "its claim that", "word from Ali that"."""
    lower, tags = words.lower, words.tags
    denial = line["polarity"] == "denial"
    if stop < end and lower[stop] in ("from", "by"):
        teller = phrases.starting_at(words, stop + 1, end, actors)
        if teller is None or lower[teller.end : teller.end + 1] != ["that"]:
            return None
        said_by = (teller.start, teller.end)
        return Cue(i, stop + 1, line["lemma"], "noun", denial, i, teller.end, said_by)
    if line["lemma"] in _SPREADS and tags[stop : stop + 1] in (["VBD"], ["VBZ"]) and (
        lower[stop + 1 : stop + 2] == ["that"]):  # fmt: skip
        return Cue(i, stop + 1, line["lemma"], "noun", denial, i, stop + 2)  # "Word came that"
    if stop >= end or lower[stop] not in ("of", "that", "to"):
        return None
    owned = i > start and lower[i - 1] in POSSESSIVES
    if lower[stop] == "to" and not owned:
        return None
    if i > start and tags[i - 1] in ("NNP", "PRP") and line["lemma"] in ("report", "claim"):
        return None
    source, unit, shared = None, i, False
    if owned:
        phrase = phrases.ending_at(words, i - 1, start, actors)
        if phrase is not None:
            source, unit = (phrase.start, phrase.end), phrase.full_start
    elif i > start and lower[i - 1] in ("his", "her", "their", "its"):
        shared = True
    if lower[stop] == "of" and line["lemma"] in _NOT_OF:
        return None
    last = stop + 1 if lower[stop] == "of" else stop
    return Cue(i, last, line["lemma"], "noun", denial, unit, last, source, shared=shared)
