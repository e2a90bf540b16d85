"""A Label Studio project (server 1.23), over its REST interface.

Its SDK would bring opencv and pandas along; what is needed of it are these few calls. Proposals
are predictions, which no reviewer can change: whatever a person does is an annotation or a draft.
"""

from __future__ import annotations

import html
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import requests

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry
from sitrep.pipeline.exchange.label_studio_tasks import (
    RECORD,
    Task,
    interface,
    is_interface,
    model_version,
    upload,
)
from sitrep.pipeline.exchange.server import Server
from sitrep.pipeline.exchange.tools import Held, Version

_PAGE: Final = 200
_TITLE: Final = range(3, 51)  # characters that a project's name may have
_ACCESS_SECONDS: Final = 120.0  # an access token was seen to hold for five minutes


class LabelStudio:
    """One project of a Label Studio server; `tools.Tool` says what its methods promise."""

    name = "Label Studio"
    command = "label-studio"
    batch_size = 100

    def __init__(
        self, url: str, project: str, *, token: str, guideline: str = "", patience: float = 120.0
    ) -> None:
        """Connect by a personal access token or a legacy one. Raises InputError where it fails."""
        if len(project) not in _TITLE:
            raise InputError(
                f"--project {project}: Label Studio takes names of {_TITLE.start} to "
                f"{_TITLE.stop - 1} characters"
            )
        session = requests.Session()
        self._server = Server(url, self.name, session, patience)
        session.auth = _Access(self._server, token) if token.count(".") == 2 else _Legacy(token)
        self._guideline = guideline
        self.url = self._server.url
        self.project = project
        self._id = 0
        self._seen: dict[int, Task] = {}
        self._users: dict[int, str] = {}
        self._server.json("GET", "/api/current-user/whoami")

    def prepare(self) -> None:
        """Create the project, or bring its interface and guide up to date."""
        values: dict[str, Any] = {"show_instruction": True, "show_collab_predictions": True}
        if self._guideline:
            guide = html.escape(self._guideline)
            values["expert_instruction"] = f'<pre style="white-space: pre-wrap">{guide}</pre>'
        found = self._find()
        if found is None:
            new = {"title": self.project, "label_config": interface()}
            self._id = self._server.json("POST", "/api/projects/", json=new | values)["id"]
            return
        self._id = found["id"]
        if not is_interface(found["label_config"]):
            if found["task_number"]:
                raise InputError(
                    f"{self.url}: “{self.project}” has tasks and another labelling interface; "
                    "give another name with --project"
                )
            values["label_config"] = interface()
        if changed := {key: value for key, value in values.items() if found.get(key) != value}:
            self._server.json("PATCH", f"/api/projects/{self._id}/", json=changed)

    def open(self) -> None:
        """Find the project, which must be there and have our interface."""
        found = self._find()
        if found is None:
            raise InputError(f"{self.url}: no project “{self.project}”; push to it first")
        if not is_interface(found["label_config"]):
            raise InputError(
                f"{self.url}: “{self.project}” has another labelling interface; "
                "give another name with --project"
            )
        self._id = found["id"]

    def _find(self) -> dict[str, Any] | None:
        found: list[dict[str, Any]] = []
        number, total = 1, 1
        while (number - 1) * _PAGE < total:
            page = self._server.json(
                "GET",
                "/api/projects/",
                params={"title": self.project, "page": number, "page_size": _PAGE},
            )
            number, total = number + 1, page["count"]
            found += [item for item in page["results"] if item["title"] == self.project]
        if len(found) > 1:
            ids = " and ".join(str(item["id"]) for item in found)
            raise InputError(
                f"{self.url}: projects {ids} are both called “{self.project}”; rename one of them"
            )
        return found[0] if found else None

    def held(self) -> list[Held]:
        """The tasks that sitrep pushed, in the order of the project."""
        self._seen = {
            item["id"]: Task.read(item)
            for item in self._tasks()
            if isinstance(item["data"].get(RECORD), str)
        }
        return [
            Held(task.id, task.pushed, task.is_touched, task.is_whole)
            for task in self._seen.values()
        ]

    def _tasks(self) -> Iterator[dict[str, Any]]:
        number, total = 1, 1
        seen: set[int] = set()
        while (number - 1) * _PAGE < total:
            page = self._server.json(
                "GET",
                "/api/tasks/",
                params={
                    "project": self._id,
                    "fields": "all",
                    "page": number,
                    "page_size": _PAGE,
                },
            )
            number, total = number + 1, page["total"]
            for item in page["tasks"]:
                if item["id"] not in seen:
                    seen.add(item["id"])
                    yield item

    def settle(self, held: Sequence[Held]) -> None:
        """Let annotators begin with the newest proposals."""
        if held:
            version = model_version(held[-1].pushed)
            project = self._server.json("GET", f"/api/projects/{self._id}/")
            if project["model_version"] != version:
                self._server.json(
                    "PATCH", f"/api/projects/{self._id}/", json={"model_version": version}
                )

    def add(self, entries: Sequence[AnnotatedEntry]) -> None:
        """Upload entries, which the server stores before it answers."""
        self._server.json(
            "POST",
            f"/api/projects/{self._id}/import",
            json=[upload(entry) for entry in entries],
        )

    def remove(self, held: Held) -> bool:
        """Delete a task, unless it was touched since it was read."""
        path = f"/api/tasks/{held.key}/"
        if Task.read(self._server.json("GET", path)).is_touched:
            return False
        self._server.send("DELETE", path)
        return True

    def versions(self, held: Held) -> list[Version]:
        """One version an annotator; where there is none, what was proposed."""
        if not self._users:
            self._users = {
                item["id"]: item["username"] or item["email"]
                for item in self._server.json("GET", "/api/users/")
            }
        return self._seen[held.key].versions(self._users)


class _Legacy(requests.auth.AuthBase):
    """A token that goes with every request as it is."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Token {self._token}"
        return request


class _Access(requests.auth.AuthBase):
    """A personal access token, which buys tokens that hold for some minutes."""

    def __init__(self, server: Server, token: str) -> None:
        self._server = server
        self._token = token
        self._access = ""
        self._until = 0.0

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if time.monotonic() >= self._until:
            answer = requests.post(
                f"{self._server.url}/api/token/refresh",
                json={"refresh": self._token},
                timeout=self._server.patience,
            )
            answer.raise_for_status()
            self._access = answer.json()["access"]
            self._until = time.monotonic() + _ACCESS_SECONDS
        request.headers["Authorization"] = f"Bearer {self._access}"
        return request
