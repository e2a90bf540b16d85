"""Real annotation servers for tests: doccano and Label Studio, from their PyPI packages.

`python tests/servers.py` (or `make servers`) makes an environment for each, and a data folder
that is ready to serve, in the user's cache folder or in $SITREP_SERVERS. This takes minutes and
is done once. Tests copy the data folder, serve the copy on a free port of the loopback
interface, and stop the server again. A test is skipped where there is no environment for its
server, unless $SITREP_REQUIRE_SERVERS is set.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
import requests

PINS = Path(__file__).parent / "data" / "servers"
PASSWORD = "a long enough one"
TOKEN = "0123456789abcdef0123456789abcdef01234567"
REVIEWERS = ("amal", "jo")
_PATIENCE = 240.0


# Runs a command until standard input ends, which it does when the tests end, however they end.
_WATCH = """
import os, signal, subprocess, sys, threading
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
threading.Thread(target=lambda: os._exit(child.wait()), daemon=True).start()
sys.stdin.read()
os.killpg(0, signal.SIGKILL)
"""


class MissingError(RuntimeError):
    """There is no environment for a server, and why."""


def home() -> Path:
    """Where environments and data folders are kept between runs."""
    folder = os.environ.get("SITREP_SERVERS")
    return Path(folder) if folder else platformdirs.user_cache_path("sitrep") / "servers"


class Server(ABC):
    """A server that tests can start, freeze, kill and start again, on the same data and port."""

    name: str
    pythons: tuple[str, ...]

    def __init__(self, folder: Path) -> None:
        """A server on a copy of the prepared data, in a folder of its own."""
        self.folder = folder / self.name
        shutil.copytree(self.prepared(), self.folder)
        self.logs = folder / f"{self.name}-logs"
        self.logs.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    @classmethod
    def environment(cls) -> Path:
        """The virtual environment, under a name that changes with what is installed in it."""
        pins = (PINS / f"{cls.name}.txt").read_bytes()
        key = hashlib.sha256(pins).hexdigest()[:12]
        return home() / f"{cls.name}-{key}"

    @classmethod
    def prepared(cls) -> Path:
        """The data folder that is copied for each run. Raises MissingError where there is none."""
        data = cls.environment() / "data"
        if not data.is_dir():
            raise MissingError(f"no {cls.name} server; make one with `make servers`")
        return data

    @classmethod
    def make(cls) -> None:
        """Make the environment and the data folder, unless they are there."""
        environment = cls.environment()
        if (environment / "data").is_dir():
            print(f"{cls.name}: {environment} is ready")
            return
        python = cls.find_python()
        print(f"{cls.name}: making {environment} with {python}; this takes minutes", flush=True)
        shutil.rmtree(environment, ignore_errors=True)
        run([python, "-m", "venv", str(environment)])
        pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check"]
        pins = str(PINS / f"{cls.name}.txt")
        run([*pip, "install", "--quiet", "--no-deps", "--requirement", pins])
        part = environment / "data.part"
        part.mkdir()
        cls.prepare(part)
        part.rename(environment / "data")

    @classmethod
    def find_python(cls) -> str:
        """A Python that the server runs on. Raises MissingError if there is none."""
        code = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
        for python in (sys.executable, *(f"python{version}" for version in cls.pythons)):
            try:
                found = subprocess.run([python, "-c", code], capture_output=True, check=True)
            except (OSError, subprocess.CalledProcessError):
                continue
            if found.stdout.decode().strip() in cls.pythons:
                return python
        raise MissingError(f"{cls.name} needs a Python of {', '.join(cls.pythons)}; install one")

    @classmethod
    @abstractmethod
    def prepare(cls, data: Path) -> None:
        """Fill an empty data folder: tables, and users."""

    @abstractmethod
    def commands(self) -> dict[str, list[str]]:
        """The commands that serve, by the names that `start` and `kill` take."""

    @abstractmethod
    def variables(self) -> dict[str, str]:
        """Their environment variables beside our own."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server is there."""

    def start(self, *names: str) -> None:
        """Start the named processes, or all, and wait until the server answers."""
        for name, command in self.commands().items():
            if name in self.running or (names and name not in names):
                continue
            with (self.logs / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    [sys.executable, "-c", _WATCH, *command],
                    cwd=self.folder,
                    env=os.environ | self.variables(),
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        deadline = time.monotonic() + _PATIENCE
        while not self.answers():
            dead = [name for name, process in self.running.items() if process.poll() is not None]
            if dead or time.monotonic() > deadline:
                lines = (self.logs / f"{(dead or list(self.running))[0]}.log").read_text()
                raise RuntimeError(f"{self.name} does not start: {lines[-2000:]}")
            time.sleep(0.2)

    def kill(self, *names: str) -> None:
        """Kill the named processes, or all, as a power cut would."""
        for name in names or tuple(self.running):
            self._end(name, signal.SIGKILL)

    def _end(self, name: str, number: int) -> None:
        process = self.running.pop(name)
        os.killpg(process.pid, number)
        process.communicate()

    @contextmanager
    def frozen(self, name: str) -> Iterator[None]:
        """A process takes what it is sent and does nothing."""
        os.killpg(self.running[name].pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.running[name].pid, signal.SIGCONT)


class DoccanoServer(Server):
    """doccano's web server and its task worker."""

    name = "doccano"
    pythons = ("3.11", "3.10", "3.9")

    @classmethod
    def prepare(cls, data: Path) -> None:
        """Make the tables; user admin, and reviewers that are no staff."""
        variables = os.environ | cls.settings(data)
        run([str(cls.environment() / "bin" / "doccano"), "init"], env=variables)
        code = (
            "import django, os; django.setup(); from django.contrib.auth.models import User\n"
            "word = os.environ['PASSWORD']\n"
            "User.objects.create_superuser('admin', password=word)\n"
            f"for name in {REVIEWERS}: User.objects.create_user(name, password=word)"
        )
        run(
            [str(cls.environment() / "bin" / "python"), "-c", code],
            env=variables | {"PASSWORD": PASSWORD, "PYTHONPATH": str(cls.backend())},
        )

    @classmethod
    def backend(cls) -> Path:
        """Where doccano's own modules are."""
        return next(cls.environment().glob("lib/python3*/site-packages/backend"))

    @classmethod
    def settings(cls, data: Path) -> dict[str, str]:
        """What makes doccano keep everything in a data folder."""
        return {
            "DOCCANO_HOME": str(data),
            "DATABASE_URL": f"sqlite:///{data}/db.sqlite3",
            "MEDIA_ROOT": str(data / "media"),
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "STANDALONE": "True",
        }

    def variables(self) -> dict[str, str]:
        return self.settings(self.folder)

    def credentials(self) -> dict[str, str]:
        """What sitrep reads from the environment to log in."""
        return {"SITREP_DOCCANO_USER": "admin", "SITREP_DOCCANO_PASSWORD": PASSWORD}

    def commands(self) -> dict[str, list[str]]:
        # `doccano webserver` would listen on all interfaces.
        tools = self.environment() / "bin"
        return {
            "web": [
                str(tools / "gunicorn"), "--chdir", str(self.backend()),
                "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "config.wsgi",
            ],
            "worker": [str(tools / "doccano"), "task", "--concurrency", "1"],
        }  # fmt: skip

    def answers(self) -> bool:
        if "web" not in self.running:
            return True
        try:
            return requests.get(f"{self.url}/v1/projects", timeout=5).status_code in (401, 403)
        except requests.RequestException:
            return False


class LabelStudioServer(Server):
    """Label Studio's web server, which is all it has."""

    name = "label_studio"
    pythons = ("3.11", "3.12", "3.10", "3.13")

    @classmethod
    def prepare(cls, data: Path) -> None:
        """Serve once: the first start makes the tables and the user."""
        server = cls.__new__(cls)
        server.folder, server.logs, server.running = data, data.parent, {}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            server.port = probe.getsockname()[1]
        server.url = f"http://127.0.0.1:{server.port}"
        server.start()
        server._end("web", signal.SIGTERM)

    def credentials(self) -> dict[str, str]:
        """What sitrep reads from the environment to log in."""
        return {"SITREP_LABEL_STUDIO_TOKEN": TOKEN}

    def variables(self) -> dict[str, str]:
        return {
            "LABEL_STUDIO_USERNAME": "admin@example.org",
            "LABEL_STUDIO_PASSWORD": PASSWORD,
            "LABEL_STUDIO_USER_TOKEN": TOKEN,
            "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
            "COLLECT_ANALYTICS": "false",
            "LATEST_VERSION_CHECK": "false",
            "SENTRY_DSN": "",
        }

    def commands(self) -> dict[str, list[str]]:
        return {
            "web": [
                str(self.environment() / "bin" / "label-studio"), "start", "--no-browser",
                "--internal-host", "127.0.0.1", "--port", str(self.port),
                "--data-dir", str(self.folder),
            ]
        }  # fmt: skip

    def answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/health", timeout=5).ok
        except requests.RequestException:
            return False


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command; what it said is shown where it fails."""
    done = subprocess.run(
        command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        raise MissingError(f"{command[0]} failed:\n{done.stdout.decode()[-4000:]}")


def main() -> None:
    """Make all servers; exit code 1 where one cannot be made."""
    failed = []
    for server in (DoccanoServer, LabelStudioServer):
        try:
            server.make()
        except MissingError as error:
            failed.append(str(error))
    for line in failed:
        print(line, file=sys.stderr)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
