"""People who review: they call the servers' APIs as the pages in a browser do."""

from __future__ import annotations

from typing import Any

import requests

from servers import PASSWORD, DoccanoServer, LabelStudioServer


class DoccanoReviewer:
    """A user of a doccano project who looks at one entry at a time.

    `utf16` gives the offsets of words as the browser counts them.
    """

    def __init__(self, server: DoccanoServer, name: str, project: str) -> None:
        self.name = name
        self.url = f"{server.url}/v1"
        self.session = requests.Session()
        answer = self.session.post(
            f"{self.url}/auth/login/", json={"username": name, "password": PASSWORD}, timeout=30
        )
        self.token = answer.json()["key"]
        self.session.headers["Authorization"] = f"Token {self.token}"
        self.session.cookies.clear()
        found = self.call("GET", "/projects?limit=500")["results"]
        self.path = ""
        for item in found:
            if item["name"] == project:
                self.path = f"/projects/{item['id']}"

    def call(self, method: str, path: str, **values: Any) -> Any:
        answer = self.session.request(method, f"{self.url}{path}", json=values or None, timeout=30)
        assert answer.ok, (method, path, answer.status_code, answer.text[:300])
        return answer.json() if answer.content else None

    def invite(self, name: str, role: str = "annotator") -> None:
        """Make someone a member, as the admin does."""
        users = {user["username"]: user["id"] for user in self.call("GET", "/users")}
        roles = {item["name"]: item["id"] for item in self.call("GET", "/roles")}
        self.call("POST", f"{self.path}/members", user=users[name], role=roles[role])

    def examples(self) -> dict[str, dict[str, Any]]:
        """The examples by the ids of their entries."""
        found = self.call("GET", f"{self.path}/examples?limit=2000")["results"]
        assert len({item["meta"]["entry"] for item in found}) == len(found)
        return {item["meta"]["entry"]: item for item in found}

    def everything(self) -> dict[str, Any]:
        """All that stands in the project, with doccano's own ids."""
        return {
            id_: (item, self.spans(item["id"]), self.relations(item["id"]))
            for id_, item in self.examples().items()
        }

    def spans(self, example: int) -> list[dict[str, Any]]:
        return self.call("GET", f"{self.path}/examples/{example}/spans")

    def relations(self, example: int) -> list[dict[str, Any]]:
        return self.call("GET", f"{self.path}/examples/{example}/relations")

    def open(self, id_: str) -> Page:
        """One entry as it is seen in the browser."""
        return Page(self, self.examples()[id_])


class Page:
    """An entry before a reviewer's eyes."""

    def __init__(self, reviewer: DoccanoReviewer, example: dict[str, Any]) -> None:
        self.reviewer = reviewer
        self.text = example["text"]
        self.id = example["id"]
        self.path = f"{reviewer.path}/examples/{self.id}"
        self.types = {
            kind: {
                item["text"]: item["id"] for item in reviewer.call("GET", f"{reviewer.path}/{kind}")
            }
            for kind in ("span-types", "relation-types")
        }

    def offsets(self, words: str) -> dict[str, int]:
        """Where words stand, as a browser counts."""
        start = self.text.index(words)
        before, inside = (len(part.encode("utf-16-le")) // 2 for part in (self.text[:start], words))
        return {"start_offset": before, "end_offset": before + inside}

    def find(self, words: str, label: str) -> dict[str, Any]:
        """The span that is drawn on these words."""
        place = self.offsets(words)
        type_ = self.types["span-types"][label]
        return next(
            span
            for span in self.reviewer.spans(self.id)
            if span["label"] == type_ and place.items() <= span.items()
        )

    def draw(self, words: str, label: str) -> dict[str, Any]:
        """Mark words."""
        return self.reviewer.call(
            "POST",
            f"{self.path}/spans",
            label=self.types["span-types"][label],
            **self.offsets(words),
        )

    def erase(self, words: str, label: str) -> None:
        """Delete a mark, and with it its arrows."""
        self.reviewer.call("DELETE", f"{self.path}/spans/{self.find(words, label)['id']}")

    def move(self, words: str, label: str, to: str) -> None:
        """Delete a mark and draw it on other words, which is how a browser moves one."""
        self.erase(words, label)
        self.draw(to, label)

    def relabel(self, words: str, label: str, to: str) -> None:
        """Choose another label for a mark."""
        span = self.find(words, label)
        self.reviewer.call(
            "PATCH", f"{self.path}/spans/{span['id']}", label=self.types["span-types"][to]
        )

    def arrow(self, label: str, head: dict[str, Any], tail: dict[str, Any]) -> None:
        """Draw an arrow."""
        self.reviewer.call(
            "POST",
            f"{self.path}/relations",
            type=self.types["relation-types"][label],
            from_id=head["id"],
            to_id=tail["id"],
        )

    def erase_arrows(self, label: str) -> None:
        """Delete all arrows of a type."""
        type_ = self.types["relation-types"][label]
        for arrow in self.reviewer.relations(self.id):
            if arrow["type"] == type_:
                self.reviewer.call("DELETE", f"{self.path}/relations/{arrow['id']}")

    def comment(self, text: str) -> None:
        """Write a comment."""
        self.reviewer.call("POST", f"{self.reviewer.path}/comments?example={self.id}", text=text)

    def confirm(self) -> None:
        """Tick the entry off."""
        self.reviewer.call("POST", f"{self.path}/states")


class LabelStudioReviewer:
    """A user of a Label Studio project."""

    def __init__(self, server: LabelStudioServer, token: str, project: str) -> None:
        self.url = f"{server.url}/api"
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Token {token}"
        found = self.call("GET", "/projects/?page_size=500")["results"]
        (self.project,) = [item for item in found if item["title"] == project]

    def call(self, method: str, path: str, **values: Any) -> Any:
        answer = self.session.request(method, f"{self.url}{path}", json=values or None, timeout=30)
        assert answer.ok, (method, path, answer.status_code, answer.text[:300])
        return answer.json() if answer.content else None

    def tasks(self) -> dict[str, dict[str, Any]]:
        """The tasks by the ids of their entries, but for how long ago they were made."""
        page = self.call(
            "GET", f"/tasks/?project={self.project['id']}&fields=all&page=1&page_size=500"
        )
        found = {task["data"]["entry"]: task for task in page["tasks"]}
        assert len(found) == len(page["tasks"])
        for task in found.values():
            for item in (*task["predictions"], *task["annotations"], *task["drafts"]):
                item.pop("created_ago")
        return found

    def open(self, id_: str) -> TaskPage:
        """One task, with what was proposed for it."""
        return TaskPage(self, self.tasks()[id_])


class TaskPage:
    """A task before a reviewer's eyes; nothing is sent before `submit` or `save_draft`."""

    def __init__(self, reviewer: LabelStudioReviewer, task: dict[str, Any]) -> None:
        self.reviewer = reviewer
        self.id = task["id"]
        self.text = task["data"]["text"]
        self.result: list[dict[str, Any]] = task["predictions"][0]["result"]

    def region(self, words: str) -> str:
        """The id of the largest region on these words."""
        place = self.place(words)
        return next(
            item["id"]
            for item in self.result
            if item["type"] == "labels" and place.items() <= item["value"].items()
        )

    def place(self, words: str) -> dict[str, int]:
        start = self.text.index(words)
        return {"start": start, "end": start + len(words)}

    def add(self, id_: str, name: str, kind: str, **value: Any) -> None:
        item = {"id": id_, "from_name": name, "to_name": "text", "type": kind, "value": value}
        self.result.append(item)

    def draw(self, words: str, label: str, **fields: str) -> None:
        """Mark words, and fill in the fields of the region."""
        id_ = f"new{len(self.result)}"
        self.add(id_, "label", "labels", **self.place(words), text=words, labels=[label])
        self.set(words, **fields)

    def set(self, words: str, **fields: str) -> None:
        """Fill in fields of a region."""
        id_ = self.region(words)
        for name, text in fields.items():
            self.result = [
                item
                for item in self.result
                if (item.get("id"), item.get("from_name")) != (id_, name)
            ]
            kind = "textarea" if name in ("count", "date") else "choices"
            value = {"text" if kind == "textarea" else "choices": [text]}
            self.add(id_, name, kind, **self.place(words), **value)

    def move(self, words: str, to: str) -> None:
        """Drag the edges of a region; its id and arrows stay."""
        id_ = self.region(words)
        for item in self.result:
            if item.get("id") == id_:
                item["value"] |= self.place(to)

    def erase(self, words: str) -> None:
        """Delete a region, and with it its arrows."""
        id_ = self.region(words)
        self.result = [
            item
            for item in self.result
            if id_ not in (item.get("id"), item.get("from_id"), item.get("to_id"))
        ]

    def arrow(self, label: str, head: str, tail: str) -> None:
        """Draw an arrow between regions."""
        self.result.append(
            {
                "type": "relation",
                "from_id": self.region(head),
                "to_id": self.region(tail),
                "direction": "right",
                "labels": [label],
            }
        )

    def note(self, text: str) -> None:
        """Write into the field for notes."""
        self.add("note", "notes", "textarea", text=[text])

    def submit(self) -> None:
        """Make an annotation of it."""
        self.reviewer.call("POST", f"/tasks/{self.id}/annotations/", result=self.result)

    def save_draft(self) -> None:
        """Leave it unfinished."""
        self.reviewer.call("POST", f"/tasks/{self.id}/drafts", result=self.result)
