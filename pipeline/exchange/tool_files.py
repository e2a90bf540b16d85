"""Files that doccano and Label Studio take and give themselves, for those who move them by hand.

They are what `sitrep push` sends and what an export of the tool gives back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange import doccano_examples, label_studio_tasks
from sitrep.pipeline.exchange.doccano_examples import Example
from sitrep.pipeline.exchange.entries import AnnotatedEntry
from sitrep.pipeline.exchange.label_studio_tasks import Task
from sitrep.pipeline.exchange.returned import Returned, check_text, json_lines, read_record
from sitrep.pipeline.exchange.tools import Comment, Version

_TASKS: Final = "tasks.json"


def write_doccano(entries: Iterable[AnnotatedEntry], file: BinaryIO) -> list[str]:
    """Write lines for doccano's import as JSONL with relations."""
    for entry in entries:
        file.write((json.dumps(doccano_examples.upload(entry)) + "\n").encode("ascii"))
    return []


def read_doccano(path: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of such a file, or of doccano's export as JSONL. Raises InputError with line.

    Offsets are UTF-16 code units, as in a project that counts no graphemes.
    """
    for where, row in json_lines(path):
        carried = row.get(doccano_examples.RECORD)
        if not isinstance(carried, str):
            raise InputError(f"{where}: no line that doccano exported from a push of sitrep")
        try:
            item = {
                "id": row.get("id", 0),
                "text": row["text"],
                "meta": row,
                "is_confirmed": False,
                "comment_count": 0,
            }
            example = Example.read(item, *_doccano_marks(row))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{where}: not doccano's JSONL with relations ({error!r})") from None
        pushed = example.pushed
        changed = json.loads(carried)["sha256"] != doccano_examples.digest(example.pushed.text)
        check_text(pushed, None if changed else pushed.text, where)
        comments = tuple(Comment(str(text)) for text in row.get("Comments") or ())
        yield Returned(
            where,
            pushed,
            Version(
                example.spans,
                example.relations,
                confirmed=False,
                comments=comments,
                problems=example.problems,
            ),
        )


def write_label_studio(entries: Iterable[AnnotatedEntry], folder: Path) -> list[str]:
    """Write tasks for Label Studio's import, and the labelling interface that they need."""
    (folder / "interface.xml").write_text(label_studio_tasks.interface(), encoding="utf-8")
    with (folder / _TASKS).open("w", encoding="ascii", newline="\n") as file:
        file.write("[")
        for number, entry in enumerate(entries):
            file.write("," * bool(number) + "\n" + json.dumps(label_studio_tasks.upload(entry)))
        file.write("\n]\n")
    return []


def read_label_studio(path: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of such a folder, or of Label Studio's export as JSON, a version an annotator.

    Raises InputError with the number of the task.
    """
    path = path / _TASKS if path.is_dir() else path
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise InputError(f"{path}: not JSON; export from Label Studio as JSON") from None
    if not isinstance(tasks, list):
        raise InputError(f"{path}: no list of tasks; export from Label Studio as JSON")
    for number, item in enumerate(tasks, start=1):
        where = f"{path}, task {number}"
        data = item.get("data") if isinstance(item, dict) else None
        if not isinstance(data, dict) or label_studio_tasks.RECORD not in data:
            raise InputError(f"{where}: no task that `sitrep export --format label-studio` wrote")
        pushed = read_record(data[label_studio_tasks.RECORD], where)
        check_text(pushed, data.get("text"), where)
        try:
            task = Task.read(_whole_task(item))
            versions = task.versions(_users(item))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"{where}, {pushed.id}: not Label Studio's form ({error!r})") from None
        for version in versions:
            yield Returned(where, pushed, version)


def _whole_task(item: Mapping[str, Any]) -> dict[str, Any]:
    """The task with the keys that a server's list has and an export leaves out."""
    annotations = [
        {
            "was_cancelled": False,
            "created_at": None,
            "updated_at": None,
            "updated_by": None,
            **annotation,
            "completed_by": _user(annotation.get("completed_by"))[0],
        }
        for annotation in item.get("annotations") or ()
    ]
    for annotation in annotations:
        annotation["created_at"] = annotation["created_at"] or annotation["updated_at"]
    predictions = [one for one in item.get("predictions") or () if isinstance(one, dict)]
    return {
        "id": item.get("id", 0),
        "data": item["data"],
        "annotations": annotations,
        "drafts": [one for one in item.get("drafts") or () if isinstance(one, dict)],
        "predictions": predictions,
    }


def _users(item: Mapping[str, Any]) -> dict[int, str]:
    """The names of annotators by their ids; an export has them where it names users in full."""
    users = [_user(annotation.get("completed_by")) for annotation in item.get("annotations") or ()]
    return {id_: name for id_, name in users if name}


def _user(value: Any) -> tuple[int, str]:
    if isinstance(value, dict):
        return value["id"], value.get("email") or ""
    return value or 0, ""


def _doccano_marks(row: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Spans and relations; an export without relations has spans as lists."""
    if "entities" in row:
        return row["entities"], row["relations"]
    spans = [
        {"id": number, "start_offset": start, "end_offset": end, "label": label}
        for number, (start, end, label) in enumerate(row["label"])
    ]
    return spans, []
