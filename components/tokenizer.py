"""The tokenizer: spaCy's English one, told how live blogs write names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.lang.char_classes import ALPHA, CONCAT_QUOTES
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, registry

# English splits a word at any typographic quote inside it, and so cuts romanised Arabic at the
# letters that apostrophes stand for: "Ma’arrat", "Ra‘s", "Sana`a".
_QUOTES_IN_WORDS: Final = CONCAT_QUOTES.replace("'", "")
_NAME_QUOTES: Final = "’‘`"


@registry.tokenizers("sitrep.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The registered tokenizer `sitrep.tokenizer.v1` for English pipelines."""

    def create(nlp: Language) -> Tokenizer:
        plain: Tokenizer = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        quotes = "".join(mark for mark in _QUOTES_IN_WORDS if mark not in _NAME_QUOTES)
        infixes = [
            infix.replace(_QUOTES_IN_WORDS, quotes) if ALPHA in infix else infix
            for infix in map(str, nlp.Defaults.infixes or ())
        ]
        plain.infix_finditer = compile_infix_regex(infixes).finditer
        return plain

    return create
