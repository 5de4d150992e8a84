"""Two people with a browser each who edit one entry, and what is typed when a server or a session is gone."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.browser.server import PROJECT, database_address
from tests.browser.test_accessibility import faults_in_all_views

pytestmark = pytest.mark.browser

# Two officers of one town, signed in, and a draft of theirs.
MAKE = """
import django, json, sys
django.setup()
from django.test import Client
from portal.models import Municipality, Source
from portal.roles import OFFICER, set_up_roles
from practices.models import Practice
from tests.factories import make_practice, make_user
set_up_roles()
genk, source = Municipality.objects.get(nis="71016"), Source.objects.first()
name, sessions = sys.argv[1], []
for first, last in (("Lies", "Kok"), ("Jan", "Maes")):
    client = Client()
    user = make_user(OFFICER, municipalities=[genk], username=f"{first}-{name}", first_name=first, last_name=last)
    client.force_login(user)
    sessions.append(client.cookies["sessionid"].value)
practice = make_practice(
    title="Buurtsalon", slug=f"buurtsalon-{name}", approach="Elke week.", status="draft", municipalities=[genk],
    sources=[source]
)
print(json.dumps([sessions, practice.pk]))
"""


@pytest.fixture
def pair(browser, browser_context_args, live_portal, portal_folder, request):
    """Lies and Jan, each with a page in a browser of their own, and the address of the form of one entry."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        # A session is only good with the key of the portal that made it.
        "KAPSTOK_LOCAL_DIR": str(portal_folder),
    }
    environment.pop("SECRET_KEY", None)
    words = [sys.executable, "-c", MAKE, str(abs(hash((request.node.name, os.getpid()))))]
    made = subprocess.run(words, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
    sessions, practice = json.loads(made.stdout)
    contexts = [browser.new_context(**browser_context_args) for _ in sessions]
    pages = []
    for context, session in zip(contexts, sessions, strict=True):
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_portal}])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error, page=page: page.complaints.append(str(error)))
        pages.append(page)
    yield *pages, f"/beheer/practices/practice/{practice}/change/"
    for context in contexts:
        context.close()


def save(page):
    page.click("[name=_continue]")


def test_two_browsers_edit_one_entry(pair):
    """Both type in the title and each in something else; Jan chooses, and nothing of either is lost."""
    lies, jan, form = pair
    lies.goto(form)
    jan.goto(form)
    lies.fill("#id_title", "Buurtsalon van Lies")
    lies.fill("#id_approach", "Elke maand.")
    save(lies)
    jan.fill("#id_title", "Buurtsalon van Jan")
    jan.fill("#id_occasion", "De buurt vroeg het.")
    jan.click("#citations-group .add-row a")

    jan.fill("#id_citations-0-reference", "Bladzijde 12")
    jan.locator("#citations-1 .inline-deletelink").click()
    save(jan)

    assert jan.locator("h1").inner_text() == "Iemand anders was net voor"
    assert re.search(r"Lies Kok bewaarde als laatste, om \d\d\.\d\d\.", jan.inner_text("#content-main"))
    assert faults_in_all_views(jan) == {}
    jan.get_by_label("Nu bewaard").check()
    jan.click("text=Bewaar samen")
    assert jan.input_value("#id_title") == "Buurtsalon van Lies"
    assert jan.input_value("#id_approach") == "Elke maand."
    assert jan.input_value("#id_occasion") == "De buurt vroeg het."
    assert jan.input_value("#id_citations-0-reference") == "Bladzijde 12"
    assert lies.complaints + jan.complaints == []


def test_what_is_typed_is_kept_by_itself_and_comes_back(pair):
    """An added row too; a colleague sees who types, a server that is away is told, and the tab may close."""
    lies, jan, form = pair
    lies.goto(form)
    line = lies.locator(".kept-line")
    lies.wait_for_timeout(700)
    lies.context.set_offline(True)
    lies.fill("#id_summary", "Nog niet af")
    lies.click("#localities-group .add-row a")
    lies.fill("#id_localities-1-name_in_source", "Winterslag")
    line.get_by_text("Niet bewaard: geen verbinding. We proberen opnieuw.").wait_for()
    lies.context.set_offline(False)
    line.get_by_text(re.compile(r"Automatisch bewaard om \d\d\.\d\d")).wait_for()
    other = lies.context.new_page()
    lies.close()

    jan.goto(form)
    other.goto(form)

    assert re.search(r"Lies K\. werkt hier ook aan, sinds \d\d\.\d\d\.", jan.inner_text("#content-main"))
    assert faults_in_all_views(other) == {}
    other.click("text=Zet terug")
    assert other.input_value("#id_summary") == "Nog niet af"
    assert other.input_value("#id_localities-1-name_in_source") == "Winterslag"
    other.click("text=Gooi weg wat ik typte")
    assert other.input_value("#id_summary") != "Nog niet af"
    assert "werkt hier ook aan" not in other.inner_text("#content-main")


def test_form_sent_after_the_session_ended_leads_to_signing_in(pair):
    lies, _, form = pair
    lies.goto(form)
    lies.fill("#id_summary", "Mijn werk van een uur")
    lies.context.clear_cookies(name="sessionid")
    save(lies)

    assert "Wat u typte is bewaard. Meld u aan en ga verder." in lies.inner_text("body")
    assert "bewaard" in lies.url
