"""The bench's own PostgreSQL, apart from the portal's, with a database for each size; they stay for the next run."""

import hashlib
import shutil
import sys
from contextlib import contextmanager
from urllib.parse import quote, urlencode

import psutil
from psycopg import sql

from portal.embedded import PROJECT_DIR, own_server
from portal.embedded.errors import ServerError
from portal.embedded.server import Server
from tests.bench.environment import environment, run_python
from tests.bench.progress import say

MB = 1024 * 1024
BYTES_A_PRACTICE = 16 * 1024  # on disk, with its indexes
LARGEST_BUFFERS = 2048  # MB, as in the research
# What a database depends on; when one of these changes, it is made anew.
CONTENT_FILES = (
    *("fixtures/**/*", "*/migrations/*.py", "*/models.py", "*/models/*.py"),
    *("portal/content/*.py", "portal/search/**/*", "portal/text.py"),
)
# They ask the index and do not shape its rows.
ASKING = {
    f"portal/search/{name}.py"
    for name in (
        *("engine", "gazetteer", "marking", "places", "question", "rarity", "relevance"),
        *("related", "spelling", "sql", "statement", "synonyms", "terms", "weights"),
    )
}
FILL_FILES = (*CONTENT_FILES, *(f"tests/bench/{name}.py" for name in ("fill", "practices", "rows", "words")))
CONTENT = "content"


def directory():
    """Where the bench keeps its server and files: "bench" in the portal's own local directory."""
    return own_server().place.local_dir / "bench"


def log():
    """Where what the served sites say goes."""
    return directory() / "serving.log"


def tuning():
    """Settings of a server that is meant for this machine: a quarter of its memory, and room to fill quickly."""
    buffers = min(LARGEST_BUFFERS, psutil.virtual_memory().total // 4 // MB)
    return {
        "shared_buffers": f"{buffers}MB",
        "max_wal_size": "4GB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "maintenance_work_mem": "256MB",
    }


@contextmanager
def running_server():
    """The bench's server, stopped afterwards."""
    server = Server(directory())
    server.ensure_running()
    log().write_text("")
    try:
        tune(server)
        yield server
    finally:
        server.stop()


def tune(server):
    """Gives the server its settings; they are kept with the data, so this restarts it only once."""
    with server.connect("postgres") as connection:
        for name, value in tuning().items():
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value)))
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("SELECT pg_sleep(0.2)")
        waiting = connection.execute("SELECT count(*) FROM pg_settings WHERE pending_restart").fetchone()[0]
    if waiting:
        server.stop()
        server.ensure_running()


def address(server, database):
    """The database as DATABASE_URL has it."""
    parameters = server.connection_parameters(database)
    user, host = quote(parameters["user"]), quote(parameters["host"], safe="")
    options = urlencode({"requirepeer": parameters["requirepeer"]})
    return f"postgresql://{user}@{host}:{parameters['port']}/{database}?{options}"


def fingerprint(patterns):
    """A text that changes with the files of the project that `patterns` name, but for those of ASKING."""
    digest = hashlib.sha256()
    for pattern in patterns:
        for path in sorted(PROJECT_DIR.glob(pattern)):
            name = path.relative_to(PROJECT_DIR).as_posix()
            if path.is_file() and path.suffix != ".pyc" and name not in ASKING:
                digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def database_of(server, size):
    """The address of the database with `size` practices, made when it is not there or out of date."""
    content = make(server, CONTENT, fingerprint(CONTENT_FILES), "template0", load_content)
    wanted = fingerprint(FILL_FILES)
    return address(server, make(server, f"n{size}", wanted, content, lambda url: fill(server, url, size)))


def prepared(server, size):
    """The address of the database with `size` practices; the static files of a portal on it are there too."""
    url = database_of(server, size)
    run_python(environment(directory(), url), "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
    return url


def load_content(url):
    """Fills an empty database with our own content."""
    for arguments in (["migrate", "--verbosity", "0"], ["load_content"]):
        run_python(environment(directory(), url), "manage.py", *arguments, output=sys.stderr)


def fill(server, url, size):
    """Adds `size` made-up practices to a database with our own content; raises ServerError when they do not fit."""
    needed, free = size * BYTES_A_PRACTICE, shutil.disk_usage(server.place.home).free
    if free < needed:
        raise ServerError(f"Te weinig plaats op de schijf: {free // MB} MB vrij, {needed // MB} MB nodig.")
    run_python(environment(directory(), url), "-m", "tests.bench.within", "fill", size)


def make(server, name, wanted, template, build):
    """Database `name`; unless its fingerprint is `wanted`, `build` (which takes its address) makes it of `template`.

    It is built under another name: what was interrupted is never taken for a database.
    """
    with server.connect("postgres") as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if found and found[0] == wanted:
            return name
        say(f"Databank {name}: eenmalig maken.")
        unfinished = f"{name}_new"
        names = {"name": sql.Identifier(name), "new": sql.Identifier(unfinished)}
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {new}").format(**names))
        connection.execute(sql.SQL("CREATE DATABASE {new} TEMPLATE {}").format(sql.Identifier(template), **names))
        build(address(server, unfinished))
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {name}").format(**names))
        connection.execute(sql.SQL("ALTER DATABASE {new} RENAME TO {name}").format(**names))
        connection.execute(sql.SQL("COMMENT ON DATABASE {name} IS {}").format(sql.Literal(wanted), **names))
    return name


def stopped_place():
    """Where the bench's server keeps its files, after stopping it."""
    server = Server(directory())
    server.stop()
    return server.place
