"""How patterns enter and leave components: files in, checked lines, files out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar

from spacy import util
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from sitrep.components.batches import BatchPipe
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extensions import register

Line = dict[str, Any]
Patterns = dict[str, list[Line]]
"""Pattern lines by the name of their table ("actors", "cues", …)."""


def read_patterns(path: str | Path) -> list[Line]:
    """The lines of one .jsonl or .csv pattern file as dicts.

    A bare file name is looked up in `sitrep.patterns`, any other path on disk; blank lines and
    lines that begin with `#` are comments. Raises InputError for a missing file or bad line.
    """
    source = Path(path)
    try:
        if source.parent == Path() and not source.exists():
            text = (resources.files("sitrep.patterns") / source.name).read_text(encoding="utf-8")
        else:
            text = source.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(
            f"{path}: no such pattern file; give a path or a name in patterns/"
        ) from None
    rows = [
        (number, row)
        for number, row in enumerate(text.splitlines(), start=1)
        if row.strip() and not row.startswith("#")
    ]
    if source.suffix == ".csv":
        reader = csv.DictReader(io.StringIO("\n".join(row for _, row in rows)), strict=True)
        return [dict(line) for line in reader]
    lines = []
    for number, row in rows:
        try:
            line = json.loads(row)
        except json.JSONDecodeError as error:
            raise InputError(f"{path}, line {number}: not JSON ({error.msg}); correct it") from None
        lines.append(line)
    return lines


def pattern_reader(tables: dict[str, str]) -> Callable[[], Patterns]:
    """The registered reader `sitrep.patterns.v1`: table names to pattern files."""
    return lambda: {name: read_patterns(path) for name, path in tables.items()}


class RuleComponent(BatchPipe):
    """A component whose knowledge is tables of pattern lines.

    Patterns come from `initialize`, from disk or bytes, or, for a component that was just
    added to a blank pipeline, from the package's own files on first use. Subclasses name
    their tables in `files`, the keys they understand in `keys`, the span groups that they write in
    `layers`, and implement `compile` (the lookup structures), and `__call__`.
    """

    files: ClassVar[Mapping[str, str]] = {}
    layers: ClassVar[Sequence[str]] = ()
    keys: ClassVar[Mapping[str, Sequence[str]]] = {}

    def __init__(self, nlp: Language, name: str) -> None:
        register()
        self.vocab = nlp.vocab
        self.name = name
        self._patterns: Patterns | None = None

    @property
    def patterns(self) -> Patterns:
        """The pattern tables in use; the package's own where nothing else was given."""
        if self._patterns is None:
            self.use({table: read_patterns(path) for table, path in self.files.items()})
        assert self._patterns is not None
        return self._patterns

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        patterns: Any = None,
    ) -> None:
        """Take pattern tables, or a function that returns them.

        Tables that are not given are the package's own. (`patterns` is Any since spaCy builds a
        schema from this signature and cannot resolve this module's aliases.)
        """
        given = patterns() if callable(patterns) else patterns or {}
        if unknown := sorted(set(given) - set(self.files)):
            raise InputError(
                f"{self.name}: unknown pattern table {unknown[0]!r}; it has {sorted(self.files)}"
            )
        own = {t: read_patterns(path) for t, path in self.files.items() if t not in given}
        self.use({**own, **given})

    def use(self, patterns: Patterns) -> None:
        """Check pattern tables, keep them and compile them.

        Raises InputError for a key that the component does not know.
        """
        for table, lines in patterns.items():
            known = set(self.keys[table])
            for number, line in enumerate(lines, start=1):
                if unknown := sorted(set(line) - known):
                    raise InputError(
                        f"{self.name}, {table} pattern {number} ({line}): unknown key "
                        f"{unknown[0]!r}; known are {sorted(known)}"
                    )
        self._patterns = patterns
        self.compile(patterns)

    def compile(self, patterns: Patterns) -> None:
        """Build lookup structures from checked pattern tables."""
        raise NotImplementedError

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        raise NotImplementedError

    def score(self, examples: Iterable[Example], **kwargs: Any) -> dict[str, Any]:
        """Exact span scores of the component's layers: `spans_<layer>_p`, `_r` and `_f`."""
        found = list(examples)
        scores: dict[str, Any] = {}
        for layer in self.layers:
            scores |= Scorer.score_spans(
                found,
                f"spans_{layer}",
                getter=_layer,
                has_annotation=partial(_has_layer, layer),
                allow_overlap=True,
                labeled=True,
            )
        return scores

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """The patterns as bytes."""
        return util.to_bytes({"patterns": lambda: json.dumps(self.patterns).encode()}, exclude)

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> RuleComponent:
        """Take patterns from bytes."""
        util.from_bytes(data, {"patterns": lambda b: self.use(json.loads(b))}, exclude)
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write each pattern table as `<table>.jsonl` under `path`."""
        folder = util.ensure_path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for table, lines in self.patterns.items():
            rows = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            (folder / f"{table}.jsonl").write_text(rows, encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> RuleComponent:
        """Take the pattern tables that `to_disk` wrote."""
        folder = util.ensure_path(path)
        self.use({table: read_patterns(folder / f"{table}.jsonl") for table in self.files})
        return self


def _layer(doc: Doc, key: str) -> Iterable[Span]:
    spans: Iterable[Span] = doc.spans.get(key.removeprefix("spans_"), ())
    return spans


def _has_layer(layer: str, doc: Doc) -> bool:
    return layer in doc.spans
