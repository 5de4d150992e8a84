"""From an invitation to the desk, in a real browser; and the pages of accounts for who hears or types them."""

import re
import time

import pytest

from portal.accounts.secondstep import code_now
from tests.accounts.steps import PASSWORD
from tests.browser.conftest import sign_in
from tests.browser.test_accessibility import faults_in_all_views

pytestmark = pytest.mark.browser

NEW = "paraplu-graniet-otter"
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"


@pytest.fixture(scope="package")
def administrator(browser, browser_context_args, make_account, worker_id):
    """A page on which an administrator has signed in."""
    name = f"beheerder-{worker_id}"
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page, name, make_account(name, "beheerder"))
    yield page
    context.close()


def mailed_link(folder, subject):
    """The path of the last address in a mail with that subject, once the portal has sent it."""
    link = re.compile(rf"Subject: {subject}.*?http://[^/]+(/beheer/account/uitnodiging/\S+)", re.DOTALL)
    for _ in range(100):
        if found := link.findall((folder / "output").read_text()):
            return found[-1]
        time.sleep(0.1)
    raise AssertionError("There is no such mail")


def invite(administrator, name, address):
    administrator.set_viewport_size({"width": 1280, "height": 900})
    administrator.goto("/beheer/auth/user/add/")
    administrator.fill("#id_first_name", "Mia")
    administrator.fill("#id_last_name", name)
    administrator.fill("#id_email", address)
    administrator.get_by_label("eindredacteur").check()
    administrator.click("[name=_save]")
    administrator.wait_for_selector("text=De uitnodiging is verstuurd")


def choose_password(page, link):
    page.goto(link)
    yield "invitation"
    page.fill("#id_password1", NEW)
    page.fill("#id_password2", NEW)
    page.click("#content [type=submit]")


def set_up(page):
    page.wait_for_selector(".qr")
    yield "set up"
    assert page.evaluate("document.querySelector('.qr').naturalWidth") > 0
    page.fill("#id_code", code_now(page.inner_text(".key")))
    page.click("#content [type=submit]")


def save_codes(page):
    page.wait_for_selector(".codes")
    yield "codes"
    codes = page.locator(".codes li").all_inner_texts()
    with page.expect_download() as download:
        page.click("a[download]")
    assert download.value.suggested_filename == "herstelcodes-kapstok.txt"
    assert download.value.path().read_text().splitlines()[1:] == codes
    page.click("text=Ik heb ze bewaard")


def look(page, step):
    """Does a step, and looks at its page in between; the step's name, and the faults of its page."""
    name = next(step)
    found = faults_in_all_views(page)
    next(step, None)
    return name, found


def test_from_invitation_to_desk(administrator, page, portal_folder, worker_id):
    """Each page on the way is accessible, and the browser refuses nothing."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    invite(administrator, f"Nieuw {worker_id.title()}", f"mia.{worker_id}@voorbeeld.be")

    link = mailed_link(portal_folder, "Kapstok: u bent uitgenodigd")
    steps = [look(page, step) for step in (choose_password(page, link), set_up(page), save_codes(page))]

    page.wait_for_url("**/beheer/")
    assert page.locator("#user-tools").inner_text().upper().startswith("WELKOM")
    assert steps == [("invitation", {}), ("set up", {}), ("codes", {})]
    assert complaints == []


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/account/",
        "/beheer/account/wachtwoord/",
        "/beheer/account/afmelden/",
        "/beheer/account/tweede-stap/",
        "/beheer/account/bevestigen/",
        "/beheer/auth/user/",
        "/beheer/auth/user/add/",
        "/beheer/auth/user/1/change/",
        "/beheer/auth/user/1/toegang/",
    ],
)
def test_page_of_accounts_is_accessible(administrator, address):
    administrator.goto(address)

    assert faults_in_all_views(administrator) == {}


def test_second_step_is_accessible(page, make_account, worker_id):
    name = f"stap-{worker_id}"
    make_account(name, "eindredacteur")
    page.goto("/beheer/account/aanmelden/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.wait_for_selector("#id_code")
    page.fill("#id_code", "000000")
    page.click("[type=submit]")
    page.wait_for_selector(".errorlist")

    assert faults_in_all_views(page, prepare=OPEN_ALL) == {}


def test_link_that_no_longer_works_is_accessible(page):
    page.goto("/beheer/account/uitnodiging/x/")

    assert faults_in_all_views(page) == {}
