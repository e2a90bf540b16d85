"""Why each field of a claim has its value: the rule, and the words that it saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from textwrap import shorten
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.tokens import Doc, Span

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extract import Claim, attrs_by_id, claims
from sitrep.pipeline.show import coloured, heading, visible


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule and the words (texts, in the rule's order) behind one field of one span.

    `of` is the id of the claim, or of the actor, place or attribution that it is linked to.
    """

    of: str
    field: str
    value: str
    rule: str
    words: tuple[str, ...]


def find_entry(docs: Iterable[Doc], id_: str) -> Doc:
    """The Doc of the entry with this id; raises InputError with the nearest ids if none has it."""
    ids = []
    for doc in docs:
        found = doc.user_data.get("entry", {}).get("id")
        if found == id_:
            return doc
        ids.append(str(found))
    near = get_close_matches(id_, ids, n=3, cutoff=0.3) or ids[:3]
    raise InputError(f"no entry {id_!r}; there are {len(ids)}, such as {', '.join(near)}")


def reasons(claim: Claim) -> Iterator[Reason]:
    """Why each field of the claim, and of what it is linked to, has its value."""
    doc = claim.span.doc
    yield from _reasons(doc, claim.id, _values(claim), claim.why)
    for layer, spans in (
        (labels.ACTORS, (*claim.victims, *claim.perpetrators)),
        (labels.LOCATIONS, claim.locations),
    ):
        attrs = attrs_by_id(doc, layer)
        for span in spans:
            stored = attrs.get(span.id_, {})
            values = {"span": span.text, "label": span.label_, **_place_or_actor(span, stored)}
            yield from _reasons(doc, span.id_, values, stored.get("why", {}))
    for said in claim.attributions:
        values = {
            "span": said.cue.text if said.cue is not None else "",
            "source": said.source.text if said.source is not None else "",
            "actor": said.actor,
            "kind": said.kind,
            "parent": said.parent,
            "hedge": said.hedge,
            "content": " … ".join(span.text for span in said.contents),
        }
        yield from _reasons(doc, said.id, values, said.why)


def _values(claim: Claim) -> dict[str, Any]:
    return {
        "span": claim.span.text,
        "label": claim.outcome,
        "count": claim.count.code,
        "scope": claim.scope,
        "status": claim.status,
        "part_of": claim.part_of,
        "victims": _ids(claim.victims),
        "names": ", ".join(name["text"] for name in claim.names),
        "ages": ", ".join(str(age["age"]) for age in claim.ages),
        "perpetrators": _ids(claim.perpetrators),
        "locations": _ids(claim.locations),
        "date": claim.date,
        "attribution": claim.attributions[0].id if claim.attributions else None,
        "hedged": claim.hedged,
    }


def _ids(spans: Iterable[Span]) -> str:
    return ", ".join(f"{span.id_} {span.text}" for span in spans)


def _place_or_actor(span: Span, stored: dict[str, Any]) -> dict[str, Any]:
    if "name" not in stored:
        return {"actor": span.kb_id_}
    known = (stored["name"], stored["admin1"], stored["country"], span.kb_id_)
    return {
        "place": ", ".join(part for part in known if part),
        "geo_precision": stored["geo_precision"],
        "within": stored["within"],
    }


def _reasons(doc: Doc, of: str, values: dict[str, Any], why: dict[str, Any]) -> Iterator[Reason]:
    """A Reason for each field that has a value or a rule; a rule of an unlisted field as well."""
    for field in (*values, *(field for field in why if field not in values)):
        value, reason = values.get(field), why.get(field, {})
        if reason or value not in (None, "", False):
            words = tuple(doc.text[start:end] for start, end in reason.get("words", ()))
            rule = reason.get("rule", "")
            if "probability" in reason:
                rule += f" ({reason['probability']:.0%} sure)"
            yield Reason(of, field, _text(value), rule, words)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _short(words: str) -> str:
    """Words on one line; of a long content only the beginning."""
    return shorten(words, width=100, placeholder=" …")


def explain(
    doc: Doc, console: Console, *, claim_id: str | None = None, count_rule: str = DEFAULT_RULE
) -> None:
    """Print the entry and, per claim, a table of fields, values, rules and words.

    Raises InputError for the id of a claim that the entry does not have.
    """
    found = claims(doc, count_rule)
    if claim_id is not None:
        known = ", ".join(claim.id for claim in found) or "none"
        found = [claim for claim in found if claim.id == claim_id]
        if not found:
            raise InputError(f"no claim {claim_id!r} in this entry; its claims are: {known}")
    console.print(heading(doc), coloured(doc), sep="\n", end="\n\n")
    if not found:
        console.print("No claims: no casualties were found in this entry.")
    for claim in found:
        table = Table(title=Text(f"{claim.id}: {visible(claim.span.text)}"), title_justify="left")
        for name in ("of", "field", "value", "rule", "words"):
            table.add_column(name, overflow="fold")
        previous = claim.id
        for reason in reasons(claim):
            if reason.of != previous:
                table.add_section()
                previous = reason.of
            words = " | ".join(map(_short, reason.words))
            cells = (reason.of, reason.field, _short(reason.value), reason.rule, words)
            table.add_row(*(Text(visible(cell)) for cell in cells))
        console.print(table)
