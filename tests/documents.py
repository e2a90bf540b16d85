"""Documents as examples: the commands and scripts in a Markdown page are run, as a reader would."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)


def blocks(document, *kinds):
    """A page's fenced blocks of some kinds, as test parameters."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return [
        pytest.param(block, id=re.sub(r"\W+", "-", f"{document} {block['body']}")[:60].strip("-"))
        for block in _BLOCK.finditer(text)
        if block["kind"] in kinds
    ]


def write_files(document, folder):
    """Write the blocks that have a file's name behind their kind (```csv posts.csv)."""
    for block in _BLOCK.finditer((ROOT / document).read_text(encoding="utf-8")):
        if block["file"]:
            (folder / block["file"]).write_text(block["body"], encoding="utf-8")


def run(command, folder, **environment):
    """Run a shell command as after `source .venv/bin/activate`: what it prints."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        shell=True,
        cwd=folder,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout + done.stderr


def lines(text):
    """The lines that are not empty, with single blanks."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


_SERVERS = {
    "http://127.0.0.1:8000": "doccano_server",
    "http://127.0.0.1:8080": "label_studio_server",
}


def on_a_server(block, request):
    """A block's text and the environment to run it in: with a real server where it names one."""
    for url, fixture in _SERVERS.items():
        if url in block["body"]:
            server = request.getfixturevalue(fixture)
            return block["body"].replace(url, server.url), server.credentials()
    return block["body"], {}


def check_block(block, folder, request):
    """Run a block: commands ("$ …") with lines that they must print, a shell or Python script."""
    body, environment = on_a_server(block, request)
    if block["kind"] == "sh":
        run(f"set -e\n{body}", folder, **environment)
        return
    if block["kind"] == "python":
        (folder / "script.py").write_text(body, encoding="utf-8")
        assert lines(run("python -W error script.py", folder, **environment))
        return
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        printed = lines(run(command, folder, **environment))
        missing = [line for line in lines(shown) if line not in printed]
        assert not missing, f"{command} no longer prints this; show what it prints"
