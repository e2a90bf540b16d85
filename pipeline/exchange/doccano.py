"""A doccano project (server 1.8), through doccano-client's beta client and its session.

The client knows projects and labels; import, export, states and comments go over its session.
What a server of 1.8.4 was seen to do shapes this module:

- It counts offsets in UTF-16 code units, as browsers do, if the project's grapheme mode is off.
- It guesses the encoding of an upload unless told, and reads metadata through pandas, which
  turns missing keys and null into NaN. So uploads are ASCII, and every example has the same
  metadata: strings, one of them the whole record as JSON.
- An import that fails half-way leaves examples without spans, or with spans and no relations.
  An example is marked as whole in its metadata once all of it was seen there; from then on
  whatever differs is a person's work.
- Imports and exports are done by a worker of its own, which may not run at all.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator, Sequence
from http.client import BAD_REQUEST
from itertools import chain, repeat
from typing import Any, Final

import requests
from doccano_client.beta import DoccanoClient
from doccano_client.beta.controllers import ProjectController
from doccano_client.beta.models.projects import Project, ProjectTypes
from doccano_client.beta.models.relation_type import RelationType
from doccano_client.beta.models.span_type import SpanType

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.colours import COLOURS
from sitrep.pipeline.exchange.doccano_examples import RECORD, Example, upload, with_whole
from sitrep.pipeline.exchange.entries import LABELS, RELATIONS, AnnotatedEntry, Reviewer
from sitrep.pipeline.exchange.server import Server
from sitrep.pipeline.exchange.times import utc
from sitrep.pipeline.exchange.tools import Comment, Held, Version

_PAGE: Final = 500  # examples in one answer
_POLL_SECONDS: Final = (0.1, 0.2, 0.5, 1.0)
_SETTINGS: Final[dict[str, Any]] = {
    "collaborative_annotation": True,
    "allow_overlapping": True,
    "use_relation": True,
    "grapheme_mode": False,
    "random_order": False,
}


class Doccano:
    """One project of a doccano server; `tools.Tool` says what its methods promise."""

    name = "doccano"
    command = "doccano"
    batch_size = 200  # with a thousand, a worker that died was seen to lose them all

    def __init__(
        self,
        url: str,
        project: str,
        *,
        token: str = "",
        user: str = "",
        password: str = "",
        guideline: str = "",
        patience: float = 120.0,
    ) -> None:
        """Connect, by a token or else by user and password. Raises InputError where that fails."""
        self._client = DoccanoClient(url.rstrip("/"))
        self._server = Server(url, "doccano", self._client.client_session, patience)
        self._guideline = guideline
        self.url = self._server.url
        self.project = project
        self._id = 0
        self._seen: dict[int, Example] = {}
        if token:
            self._client.client_session.headers["Authorization"] = f"Token {token}"
        else:
            self._log_in(user, password)
        self._server.json("GET", "/v1/me")

    def _log_in(self, user: str, password: str) -> None:
        with self._server.errors():
            try:
                self._client.login(user, password)
            except requests.HTTPError as error:
                if error.response is not None and error.response.status_code == BAD_REQUEST:
                    raise InputError(
                        f"{self._server.url}: user or password is wrong; look at "
                        "SITREP_DOCCANO_USER and SITREP_DOCCANO_PASSWORD"
                    ) from None
                raise

    def prepare(self) -> None:
        """Create the project, or bring its settings and labels up to date."""
        if self._find() is None:
            with self._server.errors():
                self._client.projects.create(
                    Project(
                        self.project,
                        "Casualty claims proposed by sitrep",
                        ProjectTypes.SEQUENCE_LABELING,
                        guideline=self._guideline,
                        **_SETTINGS,
                    )
                )
        found = self.open()
        wanted = {**_SETTINGS, "guideline": self._guideline or found["guideline"]}
        if changed := {key: value for key, value in wanted.items() if found[key] != value}:
            kind = {"resourcetype": found["resourcetype"]}
            self._server.json("PATCH", self._path, json=kind | changed)
        projects = self._client.projects
        controller = ProjectController(
            Project(found["name"], found["description"], found["project_type"]),
            self._id,
            projects.projects_url,
            projects.client_session,
        )
        with self._server.errors():
            spans = {item.span_type.text for item in controller.span_types.all()}
            for label in (label for known in LABELS.values() for label in known):
                if label not in spans:
                    controller.span_types.create(SpanType(label, background_color=COLOURS[label]))
            arrows = {item.relation_type.text for item in controller.relation_types.all()}
            for label in RELATIONS:
                if label not in arrows:
                    controller.relation_types.create(
                        RelationType(label, background_color=COLOURS[label])
                    )

    def open(self) -> dict[str, Any]:
        """Find the project, and return what the server says of it."""
        found = self._find()
        if found is None:
            raise InputError(f"{self._server.url}: no project “{self.project}”; push to it first")
        if found["project_type"] != ProjectTypes.SEQUENCE_LABELING:
            raise InputError(
                f"{self._server.url}: “{self.project}” is a project for {found['project_type']}; "
                "give another name with --project"
            )
        self._id = found["id"]
        return found

    def _find(self) -> dict[str, Any] | None:
        found = [item for item in self._pages("/v1/projects") if item["name"] == self.project]
        if len(found) > 1:
            ids = " and ".join(str(item["id"]) for item in found)
            raise InputError(
                f"{self._server.url}: projects {ids} are both called “{self.project}”; "
                "rename one of them"
            )
        return found[0] if found else None

    def held(self) -> list[Held]:
        """The examples that sitrep pushed, in the order of the project."""
        listed = {item["id"]: item for item in self._pages(f"{self._path}/examples")}
        rows = self._export() if listed else {}
        self._seen = {
            id_: Example.read(item, rows[id_]["entities"], rows[id_]["relations"])
            for id_, item in listed.items()
            if id_ in rows and isinstance(item["meta"].get(RECORD), str)
        }
        return [
            Held(example.id, example.pushed, example.is_touched, example.is_whole)
            for example in self._seen.values()
        ]

    def settle(self, held: Sequence[Held]) -> None:
        """Mark examples that are whole as such."""
        for item in held:
            example = self._seen[item.key]
            if example.is_whole and not example.settled:
                self._server.json(
                    "PATCH",
                    f"{self._path}/examples/{item.key}",
                    json={"meta": with_whole(example.meta)},
                )

    def add(self, entries: Sequence[AnnotatedEntry]) -> None:
        """Upload entries, and wait until the worker has imported them."""
        lines = "".join(json.dumps(upload(entry)) + "\n" for entry in entries)
        stored = self._server.send(
            "POST",
            "/v1/fp/process/",
            files={"filepond": ("sitrep.jsonl", lines.encode("ascii"), "application/octet-stream")},
            # The session says that what it sends and takes is JSON, which here it is not.
            headers={"content-type": None, "accept": "*/*"},
        )
        task = self._server.json(
            "POST",
            f"{self._path}/upload",
            json={
                "format": "JSONL",
                "task": "RelationExtraction",
                "encoding": "utf_8",
                "uploadIds": [stored.text],
            },
        )
        for problem in self._result(task)["error"]:
            raise InputError(f"{self._server.url}: import failed: {problem['message']}")

    def remove(self, held: Held) -> bool:
        """Delete an example, unless it was touched since it was read."""
        if self._now(held.key).is_touched:
            return False
        self._server.send("DELETE", f"{self._path}/examples/{held.key}")
        return True

    def versions(self, held: Held) -> list[Version]:
        """The one version that all reviewers share."""
        example = self._seen[held.key]
        comments: tuple[Comment, ...] = ()
        reviewers: tuple[Reviewer, ...] = ()
        if example.is_touched:
            comments = self._comments(held.key)
            reviewers = self._reviewers(example, comments)
        return [
            Version(
                example.spans,
                example.relations,
                example.confirmed,
                comments=comments,
                reviewers=reviewers,
                problems=example.problems,
            )
        ]

    @property
    def _path(self) -> str:
        return f"/v1/projects/{self._id}"

    def _pages(self, path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """The items of a list, whose order is not always the same, each once."""
        seen: set[int] = set()
        total = offset = 0
        while not seen or offset < total:
            page = self._server.json(
                "GET", path, params={"limit": _PAGE, "offset": offset, **parameters}
            )
            total, offset = page["count"], offset + _PAGE
            for item in page["results"]:
                if item["id"] not in seen:
                    seen.add(item["id"])
                    yield item
            if not page["results"]:
                return

    def _export(self) -> dict[int, dict[str, Any]]:
        """What an export of the project gives for each example, by its id."""
        task = self._server.json(
            "POST", f"{self._path}/download", json={"format": "JSONL", "exportApproved": False}
        )
        self._result(task)
        packed = self._server.send(
            "GET", f"{self._path}/download", params={"taskId": task["task_id"]}
        )
        with zipfile.ZipFile(io.BytesIO(packed.content)) as files:
            lines = files.read("all.jsonl").decode().split("\n")
        return {row["id"]: row for row in map(json.loads, filter(None, lines))}

    def _result(self, task: dict[str, str]) -> Any:
        """Wait for a task of the worker; its result."""
        deadline = time.monotonic() + self._server.patience
        for pause in chain(_POLL_SECONDS, repeat(_POLL_SECONDS[-1])):
            status = self._server.json("GET", f"/v1/tasks/status/{task['task_id']}")
            if status["ready"]:
                break
            if time.monotonic() > deadline:
                raise InputError(
                    f"{self._server.url}: doccano's task worker did nothing for "
                    f"{self._server.patience:.0f} seconds; start it (doccano task), then run the "
                    "same command again"
                )
            time.sleep(pause)
        if status["error"]:
            raise InputError(
                f"{self._server.url}: a task of doccano's worker failed; look at its log, then run "
                "the same command again"
            )
        return status["result"]

    def _now(self, id_: int) -> Example:
        """An example as it stands at this moment."""
        path = f"{self._path}/examples/{id_}"
        labels = self._names("span-types")
        types = self._names("relation-types")
        spans = [
            {**span, "label": labels[span["label"]]}
            for span in self._server.json("GET", f"{path}/spans")
        ]
        arrows = [
            {**arrow, "type": types[arrow["type"]]}
            for arrow in self._server.json("GET", f"{path}/relations")
        ]
        return Example.read(self._server.json("GET", path), spans, arrows)

    def _names(self, kind: str) -> dict[int, str]:
        """The names of label types by their ids."""
        return {
            item["id"]: item["text"] for item in self._server.json("GET", f"{self._path}/{kind}")
        }

    def _comments(self, id_: int) -> tuple[Comment, ...]:
        found = self._pages(f"{self._path}/comments", example=id_, ordering="created_at")
        return tuple(
            Comment(item["text"], item["username"], utc(item["created_at"])) for item in found
        )

    def _reviewers(self, example: Example, comments: Sequence[Comment]) -> tuple[Reviewer, ...]:
        """Who confirmed, commented, or made spans and arrows that were not pushed, and when last.

        doccano does not tell who changed the label of a span or deleted one.
        """
        names = {
            item["user"]: item["username"]
            for item in self._server.json("GET", f"{self._path}/members")
        }
        path = f"{self._path}/examples/{example.id}"
        done = [(comment.name, comment.time) for comment in comments]
        for state in self._pages(f"{path}/states"):
            done.append((names.get(state["confirmed_by"]), utc(state["confirmed_at"])))
        spans, arrows = example.added_spans, example.added_relations
        made = [
            *(s for s in self._server.json("GET", f"{path}/spans") if str(s["id"]) in spans),
            *(
                arrow
                for arrow in self._server.json("GET", f"{path}/relations")
                if (str(arrow["from_id"]), str(arrow["to_id"])) in arrows
            ),
        ]
        done += [(names.get(item["user"]), utc(item["updated_at"])) for item in made]
        last: dict[str, str] = {}
        for name, moment in done:
            if name is not None:
                last[name] = max(last.get(name, ""), moment or "")
        return tuple(Reviewer(name, last[name]) for name in sorted(last))
