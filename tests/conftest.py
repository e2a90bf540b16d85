import sys

import pytest
from spacy.language import Language

from sitrep.pipeline import load
from sitrep.pipeline.cli import main


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load()


@pytest.fixture
def sitrep(monkeypatch, capsys, tmp_path):
    """Call the command line in a folder of its own: exit code, standard output and error."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["sitrep", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return end.value.code or 0, out, err

    return call
