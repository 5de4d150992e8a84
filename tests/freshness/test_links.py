"""Looking whether websites are still there: politely, and never inside our own network."""

import socket
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from threading import Thread
from time import sleep

import pytest
from django.core.management import CommandError, call_command
from django.db import connection as database

from portal.freshness.links import network, running
from portal.freshness.links.checking import Checker, Found
from portal.freshness.links.gathering import addresses_of, gather
from portal.freshness.links.network import is_public
from portal.freshness.models import LinkCheck, LinkUse
from portal.models import Status
from tests.factories import make_argument, make_contact_point, make_partner, make_practice, make_question, make_source

ANSWERS = {
    "/goed": (200, ""),
    "/weg": (404, ""),
    "/stuk": (500, ""),
    "/schuw": (403, ""),
    "/druk": (429, ""),
    "/verhuisd": (301, "/goed"),
    "/kring": (302, "/kring"),
    "/naar-binnen": (302, "http://10.0.0.1/geheim"),
    "/naar-bestand": (302, "file:///etc/passwd"),
}


class Website(BaseHTTPRequestHandler):
    """A website on this machine that remembers what it was asked."""

    asked = []

    def do_HEAD(self):
        self.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/traag":
            sleep(3)
        if self.path == "/alleen-get" and self.command == "HEAD":
            self.send_error(405)
            return
        status, location = ANSWERS.get(self.path, (200, ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    """The address of that website."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Website)
    httpd.daemon_threads = True
    Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def checker():
    """One that may visit this machine, and nothing else; only a test can make it."""
    Website.asked.clear()
    return Checker(allows=lambda address, port: address == "127.0.0.1", pause=0)


# What is there -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "works", "text"),
    [
        ("/goed", True, "werkt (200)"),
        ("/é?q=a b&c=%20", False, "dit is geen adres van een website"),
        ("/één?q=a%20b", True, "werkt (200)"),
        ("/alleen-get", True, "werkt (200)"),
        ("/weg", False, "de bladzijde is weg (404)"),
        ("/stuk", False, "de website geeft een fout (500)"),
        ("/schuw", True, "antwoordt, maar niet aan een programma (403)"),
        ("/druk", True, "antwoordt, maar niet aan een programma (429)"),
        ("/verhuisd", True, "werkt (200), verwijst door naar {server}/goed"),
        ("/kring", False, "de website verwijst in een kring door"),
        ("/naar-binnen", False, "dit adres ligt niet op het openbare internet"),
        ("/naar-bestand", False, "dit is geen adres van een website"),
    ],
)
def test_answers(server, checker, path, works, text):
    assert checker.check(f"{server}{path}") == Found(works, text.format(server=server))


def test_questions_say_who_asks(server, checker, settings):
    settings.CONTACT_EMAIL = "info@kapstok.example"

    checker.check(f"{server}/alleen-get")

    name = "Kapstok-linkcheck/1.0 (+https://kapstok.example; info@kapstok.example)"
    assert Website.asked == [("HEAD", "/alleen-get", name), ("GET", "/alleen-get", name)]


def test_website_that_says_too_many_has_rest(server, checker):
    checker.check(f"{server}/druk")

    assert [method for method, _, _ in Website.asked] == ["HEAD"]
    assert checker.resting == {"127.0.0.1"}


def test_one_website_gets_time_between_questions(server, monkeypatch):
    pauses = []
    monkeypatch.setattr("portal.freshness.links.checking.sleep", pauses.append)
    checker = Checker(allows=lambda address, port: True, pause=2)

    checker.check(f"{server}/goed")
    checker.check(f"{server}/goed")

    assert pauses[0] == 0
    assert 1 < pauses[1] <= 2


def test_nobody_answers(checker):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        assert checker.check(f"http://127.0.0.1:{port}/") == Found(False, "de verbinding met de website lukt niet")


def test_silence_ends(server, checker, monkeypatch):
    monkeypatch.setattr(network, "SILENCE", 0.3)

    assert checker.check(f"{server}/traag") == Found(False, "de website antwoordt niet")


def test_website_that_sends_a_letter_at_a_time_ends_too(checker, monkeypatch):
    monkeypatch.setattr(network, "PATIENCE", 0.5)

    def drip(listener):
        visitor, _ = listener.accept()
        with visitor:
            for letter in b"HTTP/1.1 200 OK" * 20:
                try:
                    visitor.send(bytes([letter]))
                except OSError:
                    return
                sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=drip, args=[listener], daemon=True).start()
        found = checker.check(f"http://127.0.0.1:{listener.getsockname()[1]}/")

    assert not found.works


def test_name_that_leads_nowhere(checker):
    assert checker.check("http://bestaat-niet.invalid/").text == "deze website bestaat niet (meer)"


@pytest.mark.parametrize(
    "address",
    [
        "http://",
        "https://zie onze site",
        "http://a:b@c.be/",
        "http://[::1",
        "http://x.be:99999/",
        "ftp://x.be/",
        "x",
        "http://..be/",
    ],
)
def test_what_is_no_address(checker, address):
    assert checker.check(address) == Found(False, "dit is geen adres van een website")


# Where it may go ----------------------------------------------------------------

INSIDE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
    *("2002:7f00:1::", "224.0.0.1", "255.255.255.255", "ff02::1"),
]


@pytest.mark.parametrize("address", INSIDE)
def test_inside_is_forbidden(address):
    assert not is_public(address, 443)


def test_outside_is_allowed_on_the_ports_of_websites():
    assert is_public("193.191.245.1", 443)
    assert is_public("2a02:a000::1", 80)
    assert not is_public("193.191.245.1", 25)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "https://127.0.0.1:8443/",
    ],
)
def test_running_portal_does_not_look_inside(address, monkeypatch):
    def connect(*args):
        raise AssertionError("It connected.")

    monkeypatch.setattr(socket, "create_connection", connect)

    assert Checker(pause=0).check(address) == Found(False, "dit adres ligt niet op het openbare internet")


def test_name_with_one_address_inside_is_forbidden(monkeypatch):
    both = [(2, 1, 6, "", ("193.191.245.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: both)

    assert Checker(pause=0).check("http://sluw.be/").text == "dit adres ligt niet op het openbare internet"


def test_name_is_looked_up_once(monkeypatch):
    """Were it looked up again to connect, it could lead inside by then."""
    looked_up, connected = [], []

    def look_up(host, port, **options):
        looked_up.append(host)
        return [(2, 1, 6, "", ("193.191.245.1" if len(looked_up) == 1 else "127.0.0.1", port))]

    def connect(place, timeout):
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", connect)
    Checker(pause=0).check("http://sluw.be/")

    assert (looked_up, connected) == (["sluw.be"], [("193.191.245.1", 80)])


# What is looked at ---------------------------------------------------------------


def test_addresses_in_an_entry(db):
    practice = make_practice(
        website="www.fiets.be",
        approach="Zie [hier](https://a.be/x#deel), [mail](mailto:a@b.be) en [daar](/partners/). Niet: www.tekst.be",
        results="[stuk](javascript:alert)",
    )
    partner = make_partner(website="http://partner.be")
    make_contact_point(partner=partner, website="loket.partner.be")
    question = make_question()
    make_argument(question=question, text="[bewijs](https://bewijs.be)")

    assert addresses_of(practice) == {"https://www.fiets.be", "https://a.be/x"}
    assert addresses_of(partner) == {"http://partner.be", "https://loket.partner.be"}
    assert addresses_of(question) == {"https://bewijs.be"}
    assert addresses_of(make_source(website="bron.be/boek#3")) == {"https://bron.be/boek"}


def test_gathering_follows_the_entries(db):
    practice = make_practice(website="www.een.be", sources=[])
    make_practice(website="www.een.be", sources=[])
    make_practice(website="www.weg.be", status=Status.ARCHIVED, sources=[])
    draft = make_practice(website="www.twee.be", status=Status.DRAFT, sources=[])
    assert gather() == 2
    practice.website = "www.drie.be"
    practice.save()
    draft.delete()

    assert gather() == 2
    assert set(LinkCheck.objects.values_list("url", "host")) == {
        ("https://www.een.be", "www.een.be"),
        ("https://www.drie.be", "www.drie.be"),
    }
    assert LinkUse.objects.count() == 2


def test_gathering_costs_the_same_for_one_entry_and_for_three(db, django_assert_num_queries):
    make_partner(website="www.een.be")
    gather()
    with django_assert_num_queries(17):
        gather()
    make_partner(website="www.een.be")
    make_partner(website="www.een.be")
    gather()
    with django_assert_num_queries(17):
        gather()


@pytest.fixture
def run(db, checker):
    """A run of the checks; what it says."""

    def run(limit=100, minutes=1, checker=checker):
        lines = []
        running.run(limit, minutes, lines.append, checker)
        return lines

    return run


def test_link_is_broken_after_failing_on_three_days(server, run, time_machine):
    make_practice(website=f"{server}/weg", sources=[])
    seen = []
    for hours in (0, 21, 24, 24):
        time_machine.shift(timedelta(hours=hours))
        run()
        link = LinkCheck.objects.get()
        seen.append((link.failed_days, link.failing_since, link.is_broken))

    # From nine in the evening to six in the morning is another day; the first two runs are of different days too.
    since = date(2026, 11, 3)
    assert seen == [(1, since, False), (2, since, False), (3, since, True), (4, since, True)]
    assert list(LinkCheck.objects.broken()) == [link]
    assert link.result == "de bladzijde is weg (404)"


def test_failing_twice_on_a_day_counts_once(db, now):
    link = LinkCheck.objects.create(url="https://x.be", host="x.be")
    for _ in range(5):
        link.note(Found(False, "weg"), now, now.date())

    assert (link.failed_days, link.is_broken) == (1, False)


def test_link_that_works_again(db, now):
    link = LinkCheck.objects.create(
        url="https://x.be",
        host="x.be",
        failed_days=3,
        failing_since=date(2026, 10, 1),
        last_failed_on=date(2026, 10, 9),
    )

    link.note(Found(True, "werkt (200)"), now, now.date())

    assert (link.failed_days, link.failing_since, link.last_failed_on) == (0, None, None)


def test_broken_link_hides_nothing(client, server, run):
    practice = make_practice(website=f"{server}/weg", checked_on=date(2026, 10, 1), sources=[])
    before = client.get(practice.get_absolute_url()).content
    LinkCheck.objects.update(failed_days=3)
    run()

    assert client.get(practice.get_absolute_url()).content == before


def test_next_run_goes_on_where_this_one_stopped(server, run, time_machine):
    for number in range(5):
        make_practice(website=f"{server}/nr{number}", sources=[])

    assert run(limit=2)[-1] == "2 nagekeken; 0 kapot in het geheel."
    time_machine.shift(60)
    assert run(limit=2)[-1] == "2 nagekeken; 0 kapot in het geheel."
    assert run()[-1] == "1 nagekeken; 0 kapot in het geheel."
    assert sorted(path for _, path, _ in Website.asked) == [f"/nr{number}" for number in range(5)]
    assert run()[-1] == "0 nagekeken; 0 kapot in het geheel."


def test_run_ends_in_time(server, run):
    make_practice(website=f"{server}/goed", sources=[])

    assert run(minutes=-1)[1:] == [
        "De tijd is om. De rest komt in een volgende keer.",
        "0 nagekeken; 0 kapot in het geheel.",
    ]


def test_machine_without_a_network_breaks_nothing(db):
    for number in range(3):
        make_practice(website=f"nr{number}.invalid", sources=[])
    lines = []

    running.run(10, 1, lines.append, Checker(pause=0))

    assert lines[-2] == "Geen enkele website antwoordde. Is er wel een netwerk? Er is niets bewaard."
    assert not LinkCheck.objects.exclude(checked_at=None).exists()


def test_failures_before_the_first_answer_count(server, run):
    for number in range(3):
        make_practice(website=f"nr{number}.invalid", sources=[])
    make_practice(website=f"{server}/goed", sources=[])

    assert run()[-1] == "4 nagekeken; 0 kapot in het geheel."
    assert LinkCheck.objects.filter(failed_days=1).count() == 3


def test_websites_take_turns(db):
    links = [LinkCheck(url=f"{host}{number}", host=host) for host in "ab" for number in range(3)]

    assert [link.url for link in running.in_turns(links)] == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_command(db, monkeypatch):
    make_practice(website="www.fiets.be", sources=[])
    monkeypatch.setattr(Checker, "check", lambda self, url: Found(False, "weg"))
    out = StringIO()

    call_command("check_links", stdout=out)

    assert out.getvalue().splitlines() == [
        "1 adressen in fiches en bronnen.",
        "  https://www.fiets.be: weg",
        "1 nagekeken; 0 kapot in het geheel.",
    ]
    with pytest.raises(CommandError, match="minstens 1"):
        call_command("check_links", "--limit", "0")


def test_two_runs_at_once(db, run):
    other = database.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [running.LOCK])
        try:
            with pytest.raises(CommandError, match="Er loopt al een controle"):
                call_command("check_links")
        finally:
            other.close()
