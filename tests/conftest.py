import pytest
from spacy.language import Language

from sitrep.pipeline import load


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load()
