"""What happens to a page from file to file. `load()` gives the default pipeline."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrep.pipeline.loading import load as load

__all__ = ["load"]


def __getattr__(name: str) -> Any:
    # Importing spaCy takes more than a second, which `sitrep --help` does not have.
    if name == "load":
        return import_module("sitrep.pipeline.loading").load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
