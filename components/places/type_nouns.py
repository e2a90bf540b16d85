"""What the type noun beside a known place makes of it: "Homs prison", "the city of Homs"."""

from __future__ import annotations

from sitrep.components.places.contexts import Contexts, Lead, Noun
from sitrep.components.places.mentions import Mention


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
