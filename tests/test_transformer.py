"""configs/transformer.cfg on an encoder of two small layers that the test makes itself."""

from __future__ import annotations

import pytest
import spacy

from trained import CONFIG, corpus, trained

pytest.importorskip(
    "spacy_transformers", reason="needs the extra: pip install 'sitrep[transformer]'"
)
pytestmark = [
    # What torch and transformers warn of themselves about.
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789.,;:'\"-"


@pytest.fixture(scope="module")
def encoder(tmp_path_factory):
    """A folder with a BERT of hidden width 32 and a vocabulary of letters."""
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = [*special, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    BertModel(config).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def test_it_trains_and_runs_on_a_local_encoder(encoder, tmp_path):
    model = trained(
        corpus(tmp_path),
        CONFIG.with_name("transformer.cfg"),
        **{
            "paths.encoder": str(encoder),
            "system.gpu_allocator": None,
            "training.max_steps": 4,
            "training.eval_frequency": 4,
        },
    )
    nlp = spacy.load(model)
    (doc,) = nlp.pipe(["The Zubra Kesh attacked Homs, and two men were killed, activists said."])
    assert [span.text for span in doc.spans["locations"]] == ["Homs"]
    assert all("score" in attrs for attrs in doc.spans["actors"].attrs.values())
    (claim,) = doc._.claims
    assert claim.count.code == "2"
