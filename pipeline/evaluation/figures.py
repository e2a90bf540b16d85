"""Every figure by which a pipeline is judged: layers, labels, links, values, counts and events.

Those of `scoring.ROWS` are the headline; the others tell where an error comes from. All are
tallies over gold marks, so that a gold mark or link that was never proposed is a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import EVENTS, Mark, MarkedEntry
from sitrep.pipeline.counting import FORMS, form
from sitrep.pipeline.evaluation.scoring import ROWS, Tally, pair, same_label, score

HEADLINE: Final = (
    "actors overlap",
    "locations overlap",
    "casualties overlap",
    "claim",
    "claim+source",
    "claim+place",
    "claim+source+place",
    "sources overlap",
    "cues overlap",
    "content characters",
)
"""The figures that a model is promoted by, and that are shown for countries and pages."""

_LABELS: Final = {
    labels.ACTORS: labels.ACTOR_LABELS,
    labels.LOCATIONS: labels.LOCATION_LABELS,
    labels.CASUALTIES: labels.CASUALTY_LABELS,
}
_VALUES: Final = {"scope": labels.SCOPES, "status": labels.STATUSES}
_CLAIM_LINKS: Final = {
    "source": "src",
    "place": "loc",
    "perpetrator": "perp",
    "victim": "victims",
    "part_of": "part_of",
}

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "layers": ROWS,
    "labels": tuple(f"{layer} {label}" for layer, known in _LABELS.items() for label in known),
    "values": tuple(f"{name} {value}" for name, known in _VALUES.items() for value in known),
    "links": tuple(f"link {name}" for name in (*_CLAIM_LINKS, "speaker", "content")),
    "counts": tuple(f"count {name}" for name in FORMS),
    "events": tuple(f"event {event}" for event in EVENTS),
}
"""The names of all figures by the tables in which they are shown."""


def _starting(*stems: str) -> tuple[str, ...]:
    return tuple(name for name in (*ROWS, *GROUPS["labels"]) if name.startswith(stems))


SUBJECTS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "actors": ((labels.ACTORS,), _starting("actors")),
    "locations": ((labels.LOCATIONS,), _starting("location")),
    "casualties": ((labels.CASUALTIES,), _starting("casualties")),
    "attributions": (
        (labels.SOURCES, labels.CUES, labels.CONTENTS),
        (*_starting("source", "cue", "content"), "link speaker", "link content"),
    ),
    "claims": (
        labels.LAYERS,
        (
            *_starting("claim", "scope", "perpetrator"),
            *GROUPS["values"],
            *(f"link {name}" for name in _CLAIM_LINKS),
            *GROUPS["counts"],
        ),
    ),
    "events": ((), GROUPS["events"]),
}
"""What a component writes, and so is scored by: layers, and names of figures."""

NAMES: Final = tuple(name for names in GROUPS.values() for name in names)

MEASURES: Final = ("p", "r", "f")


def key(name: str, measure: str) -> str:
    """What a figure's precision (p), recall (r) or F1 (f) is called in JSON and by spaCy."""
    return f"{name.replace(' ', '_').replace('+', '_')}_{measure}"


def tallies(gold: MarkedEntry, predicted: MarkedEntry) -> dict[str, Tally]:
    """The tallies of one entry by name, all of NAMES.

    "<layer> <label>": marks that overlap and have this label on both sides. "scope …",
    "status …", "count …": casualties that overlap and have the same outcome, the same value
    and that value; counts by the form of their codes. "link …": both ends overlap; "speaker"
    is a cue's source, "content" its content. "event …": of the entry; nothing is counted where
    either side says nothing of events.
    """
    found = score([(gold, predicted)])
    for name in NAMES:
        found.setdefault(name, Tally())
    for layer, known in _LABELS.items():
        first, second = gold.layer(layer), predicted.layer(layer)
        for label in known:
            ours, theirs = _labelled(first, label), _labelled(second, label)
            found[f"{layer} {label}"].add(len(pair(ours, theirs)), len(ours), len(theirs))
    _add_claims(found, gold, predicted)
    _add_attributions(found, gold, predicted)
    if gold.events is not None and predicted.events is not None:
        for event in EVENTS:
            ours_has, theirs_has = event in gold.events, event in predicted.events
            found[f"event {event}"].add(ours_has and theirs_has, ours_has, theirs_has)
    return found


def total(several: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The sums of tallies by name."""
    sums = {name: Tally() for name in NAMES}
    for some in several:
        for name, tally in some.items():
            sums[name].add(tally.right, tally.gold, tally.predicted)
    return sums


def _labelled(marks: Iterable[Mark], label: str) -> list[Mark]:
    return [mark for mark in marks if mark.label == label]


def _add_claims(found: Mapping[str, Tally], gold: MarkedEntry, predicted: MarkedEntry) -> None:
    first, second = gold.layer(labels.CASUALTIES), predicted.layer(labels.CASUALTIES)
    pairs = pair(first, second, same_label)
    for mark in first:
        for name in _value_names(mark):
            found[name].add(0, 1, 0)
    for mark in second:
        for name in _value_names(mark):
            found[name].add(0, 0, 1)
    for one, other in pairs:
        for name, attribute in zip(_value_names(one), ("scope", "status", "n"), strict=True):
            if one.attributes[attribute] == other.attributes[attribute]:
                found[name].add(1, 0, 0)
    for name, attribute in _CLAIM_LINKS.items():
        tally = found[f"link {name}"]
        tally.add(
            0,
            sum(len(_linked(gold, mark, attribute)) for mark in first),
            sum(len(_linked(predicted, mark, attribute)) for mark in second),
        )
        for one, other in pairs:
            ours, theirs = _linked(gold, one, attribute), _linked(predicted, other, attribute)
            tally.add(len(pair(ours, theirs)), 0, 0)


def _value_names(casualty: Mark) -> tuple[str, str, str]:
    values = casualty.attributes
    return (
        f"scope {values['scope']}",
        f"status {values['status']}",
        f"count {form(values['n'])}",
    )


def _linked(marked: MarkedEntry, casualty: Mark, attribute: str) -> list[Mark]:
    """The marks that a casualty is linked to; its victims are the actors inside it if not said."""
    if attribute == "victims" and attribute not in casualty.attributes:
        return [actor for actor in marked.layer(labels.ACTORS) if casualty.holds(actor)]
    return marked.linked(casualty, attribute)


def _add_attributions(
    found: Mapping[str, Tally], gold: MarkedEntry, predicted: MarkedEntry
) -> None:
    first, second = gold.layer(labels.CUES), predicted.layer(labels.CUES)
    pairs = pair(first, second)
    for name, ends in (("speaker", _speakers), ("content", _contents)):
        found[f"link {name}"].add(
            sum(len(pair(ends(gold, one), ends(predicted, other))) for one, other in pairs),
            sum(len(ends(gold, cue)) for cue in first),
            sum(len(ends(predicted, cue)) for cue in second),
        )


def _speakers(marked: MarkedEntry, cue: Mark) -> list[Mark]:
    return marked.linked(cue, "s")


def _contents(marked: MarkedEntry, cue: Mark) -> list[Mark]:
    contents = marked.layer(labels.CONTENTS)
    return [content for content in contents if content.attributes["q"] == cue.id]
