"""What a Doc offers beyond spaCy: `doc._.claims`, `doc._.attributions`, `doc._.entry`.

All three are computed from span groups and user data, so nothing is lost in a DocBin.
"""

from __future__ import annotations

from spacy.tokens import Doc

from sitrep.pipeline.extract import attributions, claims
from sitrep.pipeline.records import Entry


def entry(doc: Doc) -> Entry | None:
    """The entry that the Doc was made from; None for a Doc made from a bare text."""
    data = doc.user_data.get("entry")
    return Entry.from_user_data(doc.text, data) if data else None


def register() -> None:
    """Add the extensions to Doc. Calling it again does nothing."""
    for name, getter in (("claims", claims), ("attributions", attributions), ("entry", entry)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
