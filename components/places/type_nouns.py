"""What type nouns make of known places ("Homs prison", "the city of Homs") and of peoples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sitrep.components.places.contexts import Contexts, Lead, Noun
from sitrep.components.places.mentions import Mention

_BORDER: Final = re.compile(r"\b([A-Z][a-z]+)[-–/]([A-Z][a-z]+) ([Bb]order)\b")


def borders(contexts: Contexts, text: str) -> Iterator[Mention]:
    """Borders with the names of two peoples: "the Kyrgyz-Tajik border"."""
    for pair in _BORDER.finditer(text) if "order" in text else ():
        if contexts.demonyms.issuperset((pair[1].lower(), pair[2].lower())):
            yield Mention(pair.start(), pair.end(), "region", "type-noun", (pair.span(3),))


def with_noun(
    contexts: Contexts, mention: Mention, noun: Noun, lead: Lead, *, lower: bool
) -> Mention:
    """The mention of a listed place with the type noun behind it, or with that of its `lead`."""
    behind, facility = noun is not lead.noun, noun.lower in contexts.facilities
    label = contexts.label_by_noun(noun.lower, mention.label, mention.senses)
    if not behind and label == "neighbourhood" and label not in mention.senses:
        label = mention.label  # "the old quarter of Rastan"
    town = mention.label == "settlement" and noun.lower not in contexts.not_after_town
    one = lead.last not in ("a", "an") and not contexts.is_plural(noun)
    named = mention.label == "facility" or (one and (town or mention.label == "neighbourhood"))
    if behind and ((facility and named) or (noun.text[0].isupper() and not lower)):
        label = contexts.nouns[noun.lower] if facility else label
        words = ((noun.start, noun.end),)
        return mention._replace(
            end=noun.end, label=label, rule="type-noun", words=words, settled=True
        )
    kind = contexts.nouns[noun.lower]
    settled = (label == kind and (behind or kind == "admin")) or label != mention.label
    return mention._replace(label=label, settled=settled)
