"""`word_tagger`: Penn Treebank tags from a lexicon and the words on either side.

The grammar of the rule components speaks of nouns, verbs and prepositions. A trained tagger
would give them at a third of the whole pipeline's speed; the lemma tables of
spacy-lookups-data say which classes a word form can have, and its neighbours decide.
Limit: one left-to-right pass that never revises, so garden paths stay wrong.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from spacy.attrs import TAG
from spacy.language import Language
from spacy.lookups import load_lookups
from spacy.tokens import Doc

from sitrep.components.grammar.columns import Memo, TokenReader, forget
from sitrep.components.grammar.word_forms import BE, HAVE, POSSESSIVES
from sitrep.components.patterns import Patterns, RuleComponent

_PUNCTUATION: Final = {
    ".": ".",
    "?": ".",
    "!": ".",
    "…": ".",
    ",": ",",
    ";": ":",
    ":": ":",
    "(": "-LRB-",
    ")": "-RRB-",
    "[": "-LRB-",
    "]": "-RRB-",
    '"': "''",
    "“": "``",
    "”": "''",
    "‘": "``",
    "’": "''",
    "'": "''",
    "-": "HYPH",
    "–": ":",
    "—": ":",
    "--": ":",
    "---": ":",
    "•": ":",
    "'s": "POS",
    "’s": "POS",
    "%": "NN",
    "$": "$",
}
NOMINAL: Final = frozenset({"NN", "NNS", "NNP"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOUN_LEFT: Final = frozenset({"DT", "PRP$", "JJ", "CD", "POS", "IN", "VBG", "$"})
_AMBIGUOUS: Final = frozenset({"that", "one", "wounded", "injured"})
# Verbs that the lemma tables also have as nouns, which no report uses.
_NEVER_NOUNS: Final = frozenset("say tell give boast sent leaves".split())
# Verbs whose past is their plain form, which the tables of irregular forms leave out.
_UNCHANGED: Final = frozenset("hit hurt cut put set let shut spread burst cast cost split".split())
_NEVER_NAMES: Final = frozenset({"DT", "IN", "CC", "TO", "PRP", "CD"})
_ADVERB: Final = frozenset({"RB"})
# A shorter word in capitals may be letters that stand for a name: "SO", "ALSO", but "MEANWHILE".
_LONGEST_ACRONYM: Final = 5
_NAME_LIKE: Final = frozenset({"NN", "JJ"})
_SENTENCE_START: Final = frozenset({".", ":", "``", "''", "_SP"})
_CLAUSE_START: Final = frozenset({".", ":", ",", "CC", "WDT", "WP", "WRB", "``", "''", "-LRB-"})


@Language.factory("word_tagger", assigns=["token.tag"])
def make_word_tagger(nlp: Language, name: str) -> WordTagger:
    """Make a `WordTagger`."""
    return WordTagger(nlp, name)


class WordTagger(RuleComponent):
    """Tags every token of a Doc with a Penn Treebank tag."""

    files = {"function_words": "function_words.csv"}
    keys = {"function_words": ("word", "tag")}

    def compile(self, patterns: Patterns) -> None:
        """Read the closed classes and the lemma tables."""
        self._closed: dict[str, str] = {
            line["word"]: line["tag"] for line in patterns["function_words"]
        }
        tables = load_lookups("en", ["lemma_index", "lemma_exc"])
        index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
        self._lemmas = {pos: frozenset(index[pos]) for pos in ("noun", "verb", "adj", "adv")}
        self._irregular = {pos: frozenset(irregular[pos]) for pos in ("noun", "verb", "adj")}
        self._possible: Memo[str, frozenset[str]] = Memo(self._analyse)
        self._fixed: Memo[str, str | None] = Memo(self._fixed_tag)
        self._tokens = TokenReader(self.vocab)

    def find(self, doc: Doc) -> list[str]:
        """The tag of each token."""
        _ = self.patterns
        tokens = self._tokens.read(doc)
        texts, words = tokens.texts, tokens.lower
        fixed = self._fixed
        tags: list[str] = []
        finite = False
        previous, left = ".", ""
        for i, text in enumerate(texts):
            word = words[i]
            tag = fixed[text]
            if not tag:
                following = texts[i + 1] if i + 1 < len(texts) else "."
                tag = self._name_tag(word, previous, following) if tag is None else ""
                if not tag:
                    tag = self._choose(word, previous, left, following.lower(), finite)
            elif tag == "RB" and i + 1 < len(texts) and texts[i + 1] in POSSESSIVES:
                tag = "NN"  # "ten of today's victims"
            if tag == "TO" and left == "according":
                tag = "IN"  # "according to initial reports"
            if tag in FINITE:
                finite = True
            elif tag in _CLAUSE_START or word == "that":
                finite = False
            tags.append(tag)
            if tag != "RB" or previous == ".":
                previous, left = tag, word
        return tags

    def __call__(self, doc: Doc) -> Doc:
        """Set `token.tag` on every token."""
        add = self.vocab.strings.add
        values: Any = np.array([add(tag) for tag in self.find(doc)], dtype="uint64")
        forget(doc)
        return doc.from_array([TAG], values)

    def _analyse(self, word: str) -> frozenset[str]:
        """The tags that a lower-case word form of an open class can have; empty if unknown."""
        tags: set[str] = set()
        if len(word) < 2:
            return frozenset()
        noun, verb = self._lemmas["noun"], self._lemmas["verb"]
        if word in noun:
            tags.add("NN")
        if word in verb:
            tags.add("VB")
        if word in self._lemmas["adj"] or word in self._irregular["adj"]:
            tags.add("JJ")
        if word in self._lemmas["adv"] or word.endswith("ly"):
            tags.add("RB")
        if word.endswith("s") and not word.endswith("ss"):
            stems = _stems(word, "s")
            if not stems.isdisjoint(noun):
                tags.add("NNS")
            if not stems.isdisjoint(verb):
                tags.add("VBZ")
        if (word in self._irregular["noun"] and word not in noun) or (
            word.endswith("men") and word[:-2] + "an" in noun
        ):
            tags.add("NNS")
        if word.endswith("ing") and not _stems(word, "ing").isdisjoint(verb):
            tags.add("VBG")
        if (word.endswith("ed") and not _stems(word, "ed").isdisjoint(verb)) or (
            word in self._irregular["verb"] and not word.endswith(("s", "ing"))
        ):
            tags |= {"VBD", "VBN"}
        if word in _UNCHANGED:
            tags |= {"VBD", "VBN"}
        if word in _NEVER_NOUNS:  # "residents in Homs say police fired", "a bomb leaves two dead"
            tags -= {"NN", "NNS"}
        return frozenset(tags)

    def _fixed_tag(self, text: str) -> str | None:
        """The tag that a word form has everywhere.

        Empty where the neighbours decide, None where they may also make a name of it.
        """
        word = text.lower()
        if word in _PUNCTUATION:
            return _PUNCTUATION[word]
        if text[0].isdigit():
            return "CD"
        if text.isspace():
            return "_SP"
        closed = self._closed.get(word, "")
        if text[0].isupper():
            if text.isupper() and len(text) > 1 and word not in ("the", "and", "of", "in", "a"):
                adverb = closed == "RB" and len(text) >= _LONGEST_ACRONYM
                return "RB" if adverb or self._possible[word] == _ADVERB else "NNP"
            never = closed in _NEVER_NAMES and word not in _AMBIGUOUS and word != "an"
            return closed if never else None
        if closed and word not in _AMBIGUOUS:
            return closed
        options = self._possible[word]
        if word in _AMBIGUOUS or len(options) > 1 or "VB" in options:
            return ""
        return next(iter(options), "") or _guess(word)

    def _name_tag(self, word: str, previous: str, following: str) -> str:
        """NNP for a capitalised word that is a name here, or the tag of its closed class."""
        starts = previous in _SENTENCE_START
        closed = self._closed.get(word, "")
        if word == "an" and not starts and following[:1].isupper():
            return "NNP"  # the Arabic article: "the An Najjar family"
        if closed and (starts or closed in _NEVER_NAMES):
            return closed if word not in _AMBIGUOUS else ""
        if starts and (options := self._possible[word]):
            return "NNP" if following[0].isupper() and options <= _NAME_LIKE else ""
        return "NNP"

    def _choose(self, word: str, previous: str, left: str, following: str, finite: bool) -> str:
        """The tag of an open-class word between its neighbours."""
        closed = self._closed.get(word)
        if word == "that":
            return (
                "DT"
                if previous in ("IN", "VBD")
                and following not in self._closed
                and not (self._possible[following] & {"NNS"})
                and previous == "IN"
                else "IN"
            )
        if word == "one":
            return "CD"
        if word in _AMBIGUOUS:  # wounded, injured
            if left in HAVE:
                return "VBN"
            counts = following[:1].isdigit() or self._closed.get(following) in ("CD", "DT", "PRP")
            return "VBD" if counts and previous in ("NN", "NNS", "NNP", "CC", ",", "PRP") else "JJ"
        options = self._possible[word]
        if not options:
            return closed or _guess(word)
        if len(options) == 1:
            (only,) = options
            return "VBP" if only == "VB" and previous in ("NNS", "PRP", "NNP") else only
        verbs = options & {"VB", "VBZ", "VBD", "VBN", "VBG"}
        if previous in ("MD", "TO") and "VB" in options:
            return "VB"
        if verbs and left in HAVE and "VBN" in options:
            return "VBN"
        if left in BE:
            for tag in ("VBN", "VBG", "JJ", "NN", "NNS"):
                if tag in options:
                    return tag
        nouns = options & {"NN", "NNS"}
        if previous in _NOUN_LEFT and (nouns or "JJ" in options):
            return self._inside_noun_phrase(options, following)
        if verbs and previous in ("NN", "NNS", "NNP", "PRP", "WDT", "WP", "-RRB-", "''"):
            return self._after_noun(options, previous, following, finite)
        if "VBG" in options and previous in (",", "CC", "VBN", "NNS", "NN"):
            return "VBG"
        if "VBD" in options and previous in (",", "CC"):
            return "VBD"
        if nouns:
            return self._inside_noun_phrase(options, following)
        if previous == "IN" and "VBN" in options:
            relative = left == "that" and "VBD" in options  # "the men that attacked the town"
            return "VBD" if relative else "VBN"  # "scores of charred corpses"
        return "VB" if "VB" in options else min(options)

    def _inside_noun_phrase(self, options: frozenset[str], following: str) -> str:
        next_options = self._possible[following]
        next_nominal = bool(next_options & {"NN", "NNS"}) and following not in self._closed
        if "JJ" in options and (next_nominal or not options & {"NN", "NNS"}):
            return "JJ"
        if "NNS" in options:
            return "NNS"
        if "NN" in options:
            return "NN"
        return "VBN" if "VBN" in options else min(options)

    def _after_noun(
        self, options: frozenset[str], previous: str, following: str, finite: bool
    ) -> str:
        next_tag = self._closed.get(following, "")
        next_finite = next_tag in FINITE or following in BE | HAVE | {"say", "tell"}
        # "M23 rebels died": a plain past behind a noun takes it as its subject.
        next_past = following not in _AMBIGUOUS and self._possible[following] <= {"VBD", "VBN"}
        if "VBG" in options:
            return "VBG"
        if "VBD" in options:
            return "VBN" if finite and following == "by" else "VBD"
        if next_finite or (finite and previous in ("NN", "NNS", "NNP")):
            return "NNS" if "NNS" in options else "NN" if "NN" in options else min(options)
        if "VBZ" in options and previous in ("NN", "NNP", "PRP", "WP", "WDT", "-RRB-", "''"):
            opens = next_tag in ("DT", "PRP", "PRP$", "CD", "TO", "IN", "WRB", "JJ", "RB", "EX")
            if (opens and next_tag != "IN") or following == "that" or "NNS" not in options:
                return "VBZ"
            if next_past and self._possible[following]:
                return "NNS"
            return "NNS" if previous == "NN" else "VBZ"
        if "VB" in options and previous in ("NNS", "PRP", "WP", "WDT"):
            # "a police major died"
            noun = previous == "NNS" and "NN" in options and next_past and self._possible[following]
            return "NN" if noun else "VBP"
        if "NNS" in options:
            return "NNS"
        if "NN" in options:
            return "NN"
        return "VBP" if "VB" in options else min(options)


def _stems(word: str, suffix: str) -> set[str]:
    stem = word[: -len(suffix)]
    stems = {stem, stem + "e"} if suffix != "s" else {stem}
    if suffix == "s" and word.endswith("es"):
        stems.add(word[:-2])
    if word.endswith("ies") or word.endswith("ied"):
        stems.add(word[:-3] + "y")
    if len(stem) > 2 and stem[-1] == stem[-2] and suffix != "s":
        stems.add(stem[:-1])
    return stems


def _guess(word: str) -> str:
    if word.endswith("ing"):
        return "VBG"
    if word.endswith("ed"):
        return "VBN"
    if word.endswith("ly"):
        return "RB"
    return "NNS" if word.endswith("s") and not word.endswith("ss") else "NN"
