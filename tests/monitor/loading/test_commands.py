"""Taking in figures from the command line."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import CommandError, call_command

from monitor.loading import files, open_data
from monitor.models import Figure, FigureImport, Indicator


@pytest.fixture
def run(capsys):
    """Runs a command; what it said, and its error or None."""

    def run(*arguments):
        error = None
        try:
            call_command(*map(str, arguments))
        except CommandError as raised:
            error = str(raised)
        said = capsys.readouterr()
        return said.out + said.err, error

    return run


@pytest.fixture
def served(tmp_path):
    """The address of a server of the files in the test's folder."""
    handler = partial(SimpleHTTPRequestHandler, directory=tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_preview_changes_nothing(run, imported):
    file = imported("71016;inwoners;2020;67", "71999;inwoners;2020;x", "71016;Fietsers;2020;1")

    said, error = run("import_figures", file.path)

    assert error is None
    for line in (
        "Inwoners, 2020: 1 nieuw",
        "“71999”: deze code kennen we niet: 1 cijfer",
        "Reeksen die we niet kennen, en die we dus niet inlezen:\n    Fietsers",
        "of gebruik --new",
        "Samen: 1 nieuw.",
        "Voeg --apply toe",
    ):
        assert line in said
    assert (Figure.objects.count(), FigureImport.objects.count()) == (0, 0)


def test_apply_list_and_undo(run, imported):
    file = imported("71016;inwoners;2020;67")

    said, error = run("import_figures", f"file://{file.path}", "--apply")
    number = FigureImport.objects.get().pk
    assert (error, f"Ingelezen, met nummer {number}." in said, Figure.objects.count()) == (None, True, 1)
    assert "Al ingelezen (nummer" in run("import_figures", file.path, "--apply")[0]
    assert f"{number}: cijfers.csv" in run("import_figures", "--list")[0]
    assert "alle cijfers staan weer zoals ervoor" in run("import_figures", "--undo", number)[0]
    assert Figure.objects.count() == 0
    assert "al ongedaan gemaakt" in run("import_figures", "--undo", number)[1]
    assert "geen ingelezen bestand met nummer 9999" in run("import_figures", "--undo", "9999")[1]


def test_figures_only_go_with_an_extra_word(run, imported):
    run("import_figures", imported("71016;inwoners;2020;67", "71022;inwoners;2020;70").path, "--apply")
    file = imported("71016;inwoners;2020;68")

    said, error = run("import_figures", file.path, "--apply")
    assert "Inwoners: 1 cijfer verdwijnt (2020)." in said
    assert "Voeg dan --replace toe." in said
    assert (error, Figure.objects.count()) == (f"Niet in orde: {file.path}.", 2)
    assert run("import_figures", file.path, "--apply", "--replace")[1] is None
    assert Figure.objects.count() == 1


def test_file_that_somebody_else_took_in_meanwhile_is_no_error(run, imported, monkeypatch):
    monkeypatch.setattr("monitor.management.commands.import_figures.load", lambda *_, **__: None)

    said, error = run("import_figures", imported("71016;inwoners;2020;67").path, "--apply")

    assert ("Al ingelezen." in said, error) == (True, None)


def test_list_says_how_to_take_in_a_file_with_doubts(run, imported, listed, tmp_path):
    run("import_figures", imported("71016;inwoners;2020;67", "71022;inwoners;2020;70").path, "--apply")
    file = imported("71016;inwoners;2020;68")

    said, error = run("load_figures", "--list", listed(f"- {{address: '{file.path}'}}"), "--folder", tmp_path / "own")

    assert f"import_figures --apply --replace '{file.path}'" in said
    assert "Haal deze bestanden zelf op" not in said
    assert (error.startswith("Niet in orde: 1"), Figure.objects.count()) == (True, 2)


def test_new_series_become_drafts(run, imported):
    run("import_figures", imported("71016;Fietsers;2020;1").path, "--apply", "--new")

    assert (Indicator.objects.get(slug="fietsers").status, Figure.objects.count()) == ("draft", 1)


def test_other_files_are_taken_in_beside_a_bad_one(run, imported, tmp_path):
    good, bad = imported("71016;inwoners;2020;67"), tmp_path / "noise.csv"
    bad.write_bytes(bytes(range(256)) * 9)

    said, error = run("import_figures", bad, tmp_path / "nergens.csv", good.path, "--apply")

    assert error == f"Niet in orde: {bad}, {tmp_path / 'nergens.csv'}."
    assert ("Dit lukt niet:" in said, Figure.objects.count()) == (True, 1)


def test_nothing_asked_is_said(run, db):
    assert "Geef een bestand of een adres." in run("import_figures")[1]


def test_file_is_fetched(run, imported, served):
    imported("71016;inwoners;2020;67", name="mijn cijfers.csv")

    _, error = run("import_figures", f"{served}/mijn%20cijfers.csv", "--apply")

    assert (error, FigureImport.objects.get().name, Figure.objects.count()) == (None, "mijn cijfers.csv", 1)


@pytest.mark.parametrize("address", ["{}/weg.csv", "http://127.0.0.1:1/x.csv", "ftp://x/y.csv", "http://["])
def test_address_without_a_file_is_said(run, served, db, address):
    said, error = run("import_figures", address.format(served))

    assert "Dit lukt niet:" in said
    assert error.startswith("Niet in orde")


class Hostile(BaseHTTPRequestHandler):
    """A server that breaks off, drips, redirects or errs, as the path asks."""

    def do_GET(self):
        code = {"/redirect.csv": 302, "/loop.csv": 302, "/error.csv": 503}.get(self.path, 200)
        self.send_response(code)
        if code == 302:
            self.send_header("Location", "/page.csv" if self.path == "/redirect.csv" else self.path)
        if self.path == "/short.csv":
            self.send_header("Content-Length", "1000")
        self.end_headers()
        if self.path == "/silent.csv":
            self.server.stopped.wait(5)
        elif self.path == "/drip.csv":
            while not self.server.stopped.wait(0.01):
                self.wfile.write(b"x")
        elif code == 200:
            self.wfile.write(b"<!doctype html>" if self.path == "/page.csv" else HEADING)

    def log_message(self, *_):
        """Nothing on the screen."""


HEADING = b"NIS;indicator;jaar;waarde\n71016;inwoners;2020;67\n"


@pytest.fixture
def hostile():
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        server.stopped = threading.Event()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.stopped.set()
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("short", "de verbinding viel weg"),
        ("silent", "er komt al 0.2 seconden geen antwoord"),
        ("drip", "het duurt langer dan 0 minuten"),
        ("redirect", "Dit is een webpagina"),
        ("loop", "de server antwoordt 302"),
        ("error", "de server antwoordt 503"),
    ],
)
def test_download_that_goes_wrong_is_said(run, hostile, imported, monkeypatch, path, message):
    monkeypatch.setattr(files, "PATIENCE", 0.2)
    monkeypatch.setattr(files, "LONGEST", 1)

    said, error = run("import_figures", f"{hostile}/{path}.csv", "--apply")

    assert message in said
    assert (error.startswith("Niet in orde"), Figure.objects.count()) == (True, 0)


def test_file_that_is_too_large_is_refused(run, imported, served, monkeypatch):
    file = imported("71016;inwoners;2020;67")
    monkeypatch.setattr(files, "LARGEST", 20)

    assert "groter dan" in run("import_figures", file.path)[0]
    assert "groter dan" in run("import_figures", f"{served}/{file.name}")[0]


@pytest.fixture
def listed(tmp_path):
    """Writes a list for load_figures; its path."""

    def listed(text):
        path = tmp_path / "list.yaml"
        path.write_text(text)
        return path

    return listed


def test_list_is_taken_in_and_goes_on_after_a_failure(run, imported, served, listed, tmp_path):
    imported("71016;inwoners;2020;67", name="a_2020.csv")
    imported("71016;inwoners;2021;68", name="a_2021.csv")
    path = listed(
        f"- {{what: Weg, address: '{served}/weg.csv', page: https://voorbeeld.be}}\n"
        f"- {{what: Inwoners, address: '{served}/a_{{year}}.csv', years: [2020, 2021]}}\n"
    )

    said, error = run("load_figures", "--list", path, "--folder", tmp_path / "own")

    assert error == "Niet in orde: 1 van de 3 bestanden. Wat wel lukte, staat erin."
    assert f"zet ze in {tmp_path / 'own'}" in said
    assert "weg.csv: Weg, te vinden op https://voorbeeld.be" in said
    assert "[3/3] Inwoners, 2021" in said
    assert sorted(Figure.objects.values_list("year", "value")) == [(2020, 67), (2021, 68)]


def test_files_put_there_by_hand_go_first(run, imported, listed, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    imported("71016;inwoners;2020;67", name="x.csv").path.rename(own / "Nieuwkomers (3).csv")
    path = listed("- {name: nieuwkomers}\n")

    assert run("load_figures", "--list", path, "--folder", own)[1] is None
    assert Figure.objects.count() == 1
    said, error = run("load_figures", "--list", path, "--folder", own)
    assert ("Al ingelezen, niets verandert." in said, error) == (True, None)


@pytest.mark.parametrize(
    "text", ["{", "a: b", "- x", "- {what: x}", "- {name: x, adres: y}", "- {address: 'https://x.be/'}"]
)
def test_list_that_is_wrong_is_said(run, db, listed, text):
    assert run("load_figures", "--list", listed(text))[1]


def test_own_list_is_sound():
    found = open_data.open_data()

    assert len(found) == len({each.name for each in found}) > 5
    assert all(each.what and each.page.startswith("https://") and each.licence for each in found)
    assert not [each for each in found if "{" in each.address + each.name]
