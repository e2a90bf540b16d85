"""Word tags: every token is written with its Penn Treebank tag."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language


@pytest.fixture(scope="module")
def tagger() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("word_tagger")
    return nlp


@pytest.mark.parametrize(
    "tagged",
    [
        # participle, past and noun
        "Three/CD monks/NNS were/VBD killed/VBN ./.",
        "Soldiers/NNS killed/VBD three/CD monks/NNS ./.",
        "Soldiers/NNS have/VBP killed/VBN them/PRP ./.",
        "A/DT wounded/JJ monk/NN waited/VBD ./.",
        # nouns that are verbs elsewhere
        "The/DT report/NN says/VBZ nothing/NN ./.",
        "They/PRP report/VBP clashes/NNS ./.",
        "It/PRP strikes/VBZ the/DT town/NN ./.",
        "Two/CD strikes/NNS shook/VBD it/PRP ./.",
        "They/PRP will/MD strike/VB ./.",
        "They/PRP want/VBP to/TO march/VB ./.",
        "The/DT thieves/NNS took/VBD two/CD knives/NNS ./.",
        "The/DT blast/NN leaves/VBZ 12/CD dead/JJ ./.",
        # that
        "He/PRP says/VBZ that/IN it/PRP rains/VBZ ./.",
        # names
        "In/IN Kabul/NNP a/DT mayor/NN spoke/VBD ./.",
        "Qasr/NNP Xanbaq/NNP was/VBD quiet/JJ ./.",
        # numbers, punctuation, unknown words
        "12/CD of/IN them/PRP ;/: 40/CD %/NN",
        "They/PRP blogged/VBD ./.",
        "a/DT xanbaqing/VBG",
    ],
)
def test_tags(tagger: Language, tagged: str) -> None:
    pairs = [part.rsplit("/", 1) for part in tagged.split()]
    doc = tagger(" ".join(word for word, _ in pairs))
    assert [[token.text, token.tag_] for token in doc] == pairs


def test_every_token_has_a_tag(tagger: Language) -> None:
    for doc in tagger.pipe(["", "\n", "… “” 12:45 @handle http://example.org/a Sana‘a"]):
        assert all(token.tag_ for token in doc)
