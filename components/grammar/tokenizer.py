"""The tokenizer: spaCy's English one, and what live blogs write beyond it.

Dashes that are glued to a word ("Homs---the city"), quotation marks without a blank behind them
('"Go"said the man'), a semicolon between two items ("Homs;2 in Hama"), and a tilde for "about"
("~30 dead") become tokens of their own. Names with apostrophes ("Ma’arrat"), handles and times
("12.45pm") stay whole as in English, and so do ranks with their full stop ("Lt. Col."), which would
end a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.attrs import ORTH
from spacy.lang.char_classes import ALPHA
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)

_DASHES: Final = r"-{2,}"
_QUOTE_INSIDE: Final = rf'(?<=[{ALPHA}.,!?])["“”](?=[{ALPHA}])'
_SEMICOLON: Final = rf"(?<=[{ALPHA}0-9]);(?=[{ALPHA}0-9])"
_RANKS: Final = "Brig Capt Cdr Cmdr Col Cpl Insp Lt Maj Pte Sgt Supt".split()


@registry.tokenizers("sitrep.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The registered tokenizer `sitrep.tokenizer.v1` for English pipelines."""

    def create(nlp: Language) -> Tokenizer:
        tokenizer: Tokenizer = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        defaults = nlp.Defaults
        prefixes = [_DASHES, "[~≈]", *(defaults.prefixes or ())]
        suffixes = [_DASHES, *(defaults.suffixes or ())]
        infixes = [_DASHES, _QUOTE_INSIDE, _SEMICOLON, *(defaults.infixes or ())]
        tokenizer.prefix_search = compile_prefix_regex(prefixes).search
        tokenizer.suffix_search = compile_suffix_regex(suffixes).search
        tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
        for rank in _RANKS:
            tokenizer.add_special_case(f"{rank}.", [{ORTH: f"{rank}."}])
        return tokenizer

    return create
