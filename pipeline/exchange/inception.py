"""A folder for INCEpTION: a UIMA CAS as JSON for each entry, and the type system of its layers.

dkpro-cassis writes and reads them, and converts offsets from and to UTF-16. JSON is taken and not
XMI, since XML has no place for the control characters that texts hold. All labels share one span
layer: INCEpTION draws relations only between spans of one layer. Tokens and sentences are left to
INCEpTION, which makes them for documents that have none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from cassis import Cas, TypeSystem, load_cas_from_json
from cassis.typesystem import TypeSystemMode

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Relation, Span
from sitrep.pipeline.exchange.fields import FIELDS, changed_fields, fields_of
from sitrep.pipeline.exchange.folders import read_documents, write_documents
from sitrep.pipeline.exchange.returned import Returned, check_spans, check_text, own_id
from sitrep.pipeline.exchange.tools import Version, drawn

SPAN: Final = "webanno.custom.SitrepSpan"
LINK: Final = "webanno.custom.SitrepLink"
_ID: Final = "identifier"
_KEYS: Final = tuple(dict.fromkeys(key for keys in FIELDS.values() for key in keys))


def type_system() -> TypeSystem:
    """The span layer with its fields, and the relation layer on it, as INCEpTION names features."""
    types = TypeSystem()
    span = types.create_type(SPAN)
    for key in ("label", _ID, *_KEYS):
        types.create_feature(span, key, "uima.cas.String")
    link = types.create_type(LINK)
    types.create_feature(link, "Governor", span)
    types.create_feature(link, "Dependent", span)
    types.create_feature(link, "label", "uima.cas.String")
    return types


def write(entries: Iterable[AnnotatedEntry], folder: Path) -> list[str]:
    """Fill a folder of documents; what is left out, in words: nothing is."""
    types = type_system()
    types.to_xml(folder / "TypeSystem.xml")
    write_documents(entries, folder, lambda entry, path: _write_entry(entry, path, types))
    return []


def read(folder: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of a folder as they stand there. Raises InputError with the file."""
    for path, pushed in read_documents(folder, (".json",), "inception", report):
        file = path.with_name(f"{path.name}.json")
        try:
            cas = load_cas_from_json(file.read_text(encoding="utf-8"))
        except Exception as error:  # cassis raises whatever its parts raise
            raise InputError(f"{file}: not a UIMA CAS as JSON ({error!r:.80})") from None
        check_text(pushed, cas.sofa_string, str(file))
        yield Returned(str(file), pushed, _version(cas, pushed, str(file)))


def _write_entry(entry: AnnotatedEntry, path: Path, types: TypeSystem) -> None:
    cas = Cas(typesystem=types)
    cas.sofa_string = entry.text
    cas.sofa_mime = "text/plain"
    spans, relations = drawn(entry)
    span_type, link_type = types.get_type(SPAN), types.get_type(LINK)
    made: dict[str, Any] = {}
    for span in spans:
        made[span.id] = span_type(
            begin=span.start, end=span.end, label=span.label, identifier=span.id, **fields_of(span)
        )
        cas.add(made[span.id])
    for relation in relations:
        tail = made[relation.tail]
        cas.add(
            link_type(
                begin=tail.begin,
                end=tail.end,
                Governor=made[relation.head],
                Dependent=tail,
                label=relation.label,
            )
        )
    text = cas.to_json(type_system_mode=TypeSystemMode.MINIMAL)
    path.with_name(f"{path.name}.json").write_bytes(text.encode())


def _version(cas: Cas, pushed: AnnotatedEntry, where: str) -> Version:
    known = pushed.by_id()
    spans: dict[str, Span] = {}
    fields: dict[str, dict[str, str]] = {}
    ids: dict[int, str] = {}
    problems: list[str] = []
    names = {type_.name for type_ in cas.typesystem.get_types()}
    for number, item in enumerate(cas.select(SPAN) if SPAN in names else ()):
        id_ = own_id(item.get(_ID), number, known, spans)
        ids[id(item)] = id_
        spans[id_] = Span(id_, item.get("label") or "", item.begin, item.end)
        fields[id_] = {key: value for key in _KEYS if (value := item.get(key))}
    check_spans(pushed, spans, where)
    relations = []
    for item in cas.select(LINK) if LINK in names else ():
        ends = [ids.get(id(item.get(end))) for end in ("Governor", "Dependent")]
        if None in ends:
            problems.append(f"an arrow “{item.get('label')}” without an end is left out")
        else:
            relations.append(Relation(item.get("label") or "", *map(str, ends)))
    return Version(
        tuple(spans.values()),
        tuple(relations),
        confirmed=False,
        fields=changed_fields(pushed, fields),
        problems=tuple(problems),
    )
