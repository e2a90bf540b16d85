"""All links between a set of claims: by the model, by their own entries, by a reviewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from sitrep.pipeline.ledger.blocking import candidate_pairs
from sitrep.pipeline.ledger.claims import Claim
from sitrep.pipeline.ledger.edits import Edit
from sitrep.pipeline.ledger.incidents import same_words
from sitrep.pipeline.ledger.pairs import BESIDE, IDENTITY, PART, Link, events_of, score

Advance = Callable[[int, int], None]
"""Is told how many pairs of how many are scored."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What is to be counted.

    `claims` are the actual ones, in order of id, without reports that are repeated to the letter:
    `repeats` gives, for each of these, the id of the first report. `beside` are denied and
    possible claims. `links` are at most one a pair; `events` link claims of `beside` to the ones
    that tell of the event which they deny or fear, and bear on no figure.
    """

    claims: list[Claim]
    beside: list[Claim]
    repeats: dict[str, str]
    links: list[Link]
    events: list[Link]


def link_claims(
    claims: Iterable[Claim],
    edits: Sequence[Edit] = (),
    advance: Advance = lambda done, of: None,
) -> Linked:
    """Link claims; the order in which they come does not matter.

    A reviewer's links win over those of the entry itself, and these over the model's.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    actual = [claim for claim in ordered if claim.status == "actual"]
    told_apart = {id_ for e in edits if e.relation == "not_same" for id_ in (e.claim, e.other)}
    repeats = same_words(claim for claim in actual if claim.id not in told_apart)
    counted = [claim for claim in actual if claim.id not in repeats]
    known = {claim.id for claim in counted}
    pairs = candidate_pairs(counted)
    links: dict[frozenset[str], Link] = {}

    def add(link: Link) -> None:
        link = replace(
            link,
            claim=repeats.get(link.claim, link.claim),
            other=repeats.get(link.other, link.other),
        )
        if link.claim != link.other and {link.claim, link.other} <= known:
            links[frozenset((link.claim, link.other))] = link

    for link in score(counted, pairs, advance):
        add(link)
    for claim in actual:
        if claim.part_of:
            add(Link(claim.id, claim.part_of, PART, 1.0, 0.0, 0.0, "text", "linked in its entry"))
    for edit in sorted(edits, key=lambda edit: (edit.claim, edit.other)):
        add(edit.link())
    beside = [claim for claim in ordered if claim.status != "actual"]
    return Linked(
        counted,
        beside,
        repeats,
        sorted(links.values(), key=lambda link: (link.claim, link.other)),
        _events(beside, counted, edits),
    )


def _events(beside: Sequence[Claim], counted: Sequence[Claim], edits: Sequence[Edit]) -> list[Link]:
    """A link of each denied or possible claim to its event, as far as one is known."""
    claims = sorted((*beside, *counted), key=lambda claim: claim.id)
    known = {claim.id for claim in counted}
    ids = {claim.id for claim in beside}
    refused = {frozenset((edit.claim, edit.other)) for edit in edits if edit.relation == "not_same"}
    pairs = [
        pair if claims[pair[0]].id in ids else pair[::-1]
        for pair in candidate_pairs(claims)
        if (claims[pair[0]].id in ids) != (claims[pair[1]].id in ids)
        and frozenset(claims[index].id for index in pair) not in refused
    ]
    found = {link.claim: link for link in events_of(claims, pairs)}
    for edit in sorted(edits, key=lambda edit: (edit.claim, edit.other)):
        ends = (edit.claim, edit.other) if edit.claim in ids else (edit.other, edit.claim)
        if edit.link().relation in IDENTITY and ends[0] in ids and ends[1] in known:
            found[ends[0]] = Link(*ends, BESIDE, 1.0, 0.0, 0.0, "reviewer", edit.note)
    return [found[id_] for id_ in sorted(found)]
