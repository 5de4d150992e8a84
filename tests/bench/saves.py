"""Saving while everything is killed: what is confirmed must be there, whole.

Editors save their practices by the form of the admin, over HTTP. Meanwhile gunicorn, a process of PostgreSQL and
PostgreSQL itself are killed (SIGKILL) in turn, and started again. A save counts as confirmed when its answer is the
redirect that follows a save. Afterwards `wrong` (inside Django) looks for each of them.
"""

import http.client
import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from urllib.parse import urlencode

import psutil

from portal.embedded import PROJECT_DIR
from portal.embedded.server import Server
from tests.bench import databases
from tests.bench.environment import SECURE, environment, run_python
from tests.bench.progress import number, say
from tests.bench.serving import PORTAL, WORKERS, free_port, wait_until_served

SAVES = 500
EDITORS = 4
BETWEEN_KILLS = 12  # confirmed saves
PATIENCE = 0.2  # seconds before an editor tries again
LONGEST = 20  # seconds for an answer; a worker that hangs counts as no answer
CONFIRMED = "bevestigd"
MOST_SECONDS = 1800  # for the whole run


class Form(HTMLParser):
    """What a browser would post from the form of an entry; `fields` is a list of name and value."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.open, self.select, self.text = [], False, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        name = attributes.get("name")
        if tag == "form":
            self.open = attributes.get("id", "").endswith("_form") and "logout" not in attributes["id"]
        elif self.open and tag == "input" and name and self.is_sent(attributes):
            self.fields.append((name, attributes.get("value") or ""))
        elif self.open and tag == "select":
            self.select = name
        elif self.select and tag == "option" and "selected" in attributes:
            self.fields.append((self.select, attributes.get("value") or ""))
        elif self.open and tag == "textarea":
            self.text = [name, ""]

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.text:
            self.fields.append((self.text[0], self.text[1].removeprefix("\n")))
            self.text = None

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    @staticmethod
    def is_sent(attributes):
        kind = attributes.get("type", "text")
        return kind not in ("submit", "button", "file") and (
            kind not in ("checkbox", "radio") or "checked" in attributes
        )


class Editor:
    """Somebody signed in with the cookie `session`, who saves the practice with primary key `practice`."""

    def __init__(self, port, session, practice):
        self.port, self.session, self.page = port, session, f"/beheer/practices/practice/{practice}/change/"
        self.practice = practice

    def ask(self, method, body=None, **headers):
        """The status, the headers and the body of an answer. Raises OSError or HTTPException when none comes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
        try:
            connection.request(method, self.page, body, SECURE | headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def save(self, mark):
        """Saves with `mark` in the title, the summary and a new row, in place of the row of before.

        Returns CONFIRMED, or what came instead.
        """
        cookie = f"sessionid={self.session}"
        status, headers, page = self.ask("GET", Cookie=cookie)
        if status != 200:
            return f"{status} voor het formulier"
        token = headers["Set-Cookie"].partition("csrftoken=")[2].partition(";")[0]
        fields = [(name, value) for name, value in Form(page).fields if name not in ("title", "summary")]
        rows = int(dict(fields)["citations-TOTAL_FORMS"])
        source = dict(fields)["citations-0-source"]
        fields = [(name, str(rows + 1) if name == "citations-TOTAL_FORMS" else value) for name, value in fields]
        fields += [(f"citations-{row}-DELETE", "on") for row in range(1, rows)]
        fields += [(f"citations-{rows}-source", source), (f"citations-{rows}-reference", mark)]
        fields += [("title", mark), ("summary", mark), ("_continue", "1")]
        status, headers, _ = self.ask(
            "POST",
            urlencode(fields),
            **{
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"{cookie}; csrftoken={token}",
                "Origin": f"https://127.0.0.1:{self.port}",
            },
        )
        # "Bewaar en werk verder" leads back to the form; anything else is no confirmation.
        return CONFIRMED if status == 302 and headers["Location"] == self.page else status


class Run:
    """One run: counts what is confirmed, as pairs of practice and mark, until there are `wanted`."""

    def __init__(self, wanted):
        self.wanted, self.confirmed, self.other = wanted, [], {}
        self.marks, self.lock, self.done = 0, Lock(), Event()
        self.deadline = time.monotonic() + MOST_SECONDS

    def work(self, editor):
        while not self.done.is_set() and time.monotonic() < self.deadline:
            with self.lock:
                self.marks += 1
                mark = f"Bewaring {self.marks}"
            try:
                status = editor.save(mark)
            except (OSError, http.client.HTTPException):
                status = "geen antwoord"
            with self.lock:
                if status == CONFIRMED:
                    self.confirmed.append((editor.practice, mark))
                else:
                    self.other[status] = self.other.get(status, 0) + 1
                if len(self.confirmed) >= self.wanted:
                    self.done.set()
            if status != CONFIRMED:
                time.sleep(PATIENCE)


class Site:
    """gunicorn on one port, that is killed and started again."""

    def __init__(self, port, variables, log):
        self.port, self.variables, self.log = port, variables | {"WEB_CONCURRENCY": WORKERS}, log
        self.start()

    def start(self):
        words = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", *PORTAL]
        with self.log.open("a") as output:
            self.process = subprocess.Popen(words, cwd=PROJECT_DIR, env=self.variables, stdout=output, stderr=output)
        deadline = time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            # A connection may reach a socket of the killed one.
            with suppress(OSError):
                return wait_until_served(self.port, self.process, self.log)
        raise RuntimeError(f"gunicorn does not answer: see {self.log}")

    def kill(self):
        """SIGKILL for all its processes at once."""
        workers = psutil.Process(self.process.pid).children(recursive=True)
        for process in (*workers, self.process):
            process.kill()
        self.process.wait()


def kill_postgres(server, only_one):
    """SIGKILL for one of PostgreSQL's processes that serve the portal, or for PostgreSQL itself; starts it again."""
    postmaster = psutil.Process(server.status().pid)
    serving = [each for each in postmaster.children() if "kapstok" in " ".join(each.cmdline())]
    if only_one and serving:
        # PostgreSQL then ends all others and recovers by itself.
        random.choice(serving).kill()
    else:
        postmaster.kill()
        psutil.wait_procs([postmaster], timeout=LONGEST)
    server.ensure_running()


def kill_in_turn(run, site, server, between):
    """Kills something each `between` confirmed saves until the run is done; a list of what was killed."""
    killed = []
    kills = {
        "gunicorn": lambda: (site.kill(), site.start()),
        "een proces van PostgreSQL": lambda: kill_postgres(server, only_one=True),
        "PostgreSQL": lambda: kill_postgres(server, only_one=False),
    }
    while not run.done.wait(0.02):
        if len(run.confirmed) >= between * (len(killed) + 1):
            # At any moment of a save.
            time.sleep(random.uniform(0, 0.3))
            name = list(kills)[len(killed) % len(kills)]
            kills[name]()
            killed.append(name)
            say(f"{number(len(run.confirmed))} bewaard, gedood: {name}")
        if time.monotonic() > run.deadline:
            break
    return killed


def attack(folder, wanted, between=BETWEEN_KILLS, editors=EDITORS, **more):
    """Runs it all in `folder`, which must be new; the Run, what was killed, and what is wrong afterwards."""
    server, log = Server(folder / "local"), folder / "output"
    server.ensure_running()
    url = databases.address(server, "kapstok")
    variables = environment(folder, url, **more)
    run_python(variables, "manage.py", "migrate", "--verbosity", "0")
    if "DEBUG" not in more:
        run_python(variables, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    made = json.loads(run_python(variables, "-m", "tests.bench.within", "editors", editors, output=subprocess.PIPE))
    run, site = Run(wanted), Site(free_port(), variables, log)
    try:
        threads = [Thread(target=run.work, args=[Editor(site.port, *each)]) for each in made]
        for thread in threads:
            thread.start()
        killed = kill_in_turn(run, site, server, between)
        run.done.set()
        for thread in threads:
            thread.join()
        (folder / "confirmed").write_text(json.dumps(run.confirmed))
        found = run_python(variables, "-m", "tests.bench.within", "saved", folder / "confirmed", output=subprocess.PIPE)
    finally:
        run.done.set()
        site.kill()
        server.stop()
    return run, killed, json.loads(found)


def report(run, killed, wrong):
    """What came of it, in Dutch."""
    counts = ", ".join(f"{killed.count(name)} keer {name}" for name in dict.fromkeys(killed))
    others = ", ".join(f"{times} keer {status}" for status, times in run.other.items())
    return "\n".join(
        [
            f"{number(len(run.confirmed))} keer bewaard en bevestigd; gedood: {counts or 'niets'}",
            f"Niet bevestigd: {others or 'niets'}",
            f"Bevestigd en niet heel terug te vinden: {len(wrong)}",
            *(f"  {line}" for line in wrong[:20]),
        ]
    )


def run():
    """Saves NUMBER times (500) on a server of its own; the report, and whether all is there."""
    with TemporaryDirectory(prefix="kapstok-saves-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        found, killed, wrong = attack(place, int(os.environ.get("NUMBER") or SAVES))
    return report(found, killed, wrong), not wrong and len(found.confirmed) >= found.wanted
