"""A real browser on a running portal. Without Chromium these tests are skipped, or fail where one is required."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

from portal.accounts.secondstep import code_now
from tests.accounts.steps import PASSWORD
from tests.browser.figures import load_figures
from tests.browser.server import PROJECT, database_address, join_database, leave_database, running_portal

# Prints the secret of the app.
MAKE_ACCOUNT = """
import django, sys
django.setup()
from django.contrib.auth.models import Group, User
from portal.accounts import secondstep
from portal.roles import set_up_roles
set_up_roles()
name, role, password = sys.argv[1:]
user, _ = User.objects.get_or_create(username=name, is_staff=True, email=f"{name}@voorbeeld.be")
user.set_password(password)
user.save()
user.groups.set([Group.objects.get(name=role)])
secondstep.remove(user)
print(secondstep.give(user))
"""
NO_CHROMIUM = (
    "Geen Chromium gevonden. Op Debian en Ubuntu: apt-get install chromium;"
    " elders: zeg met CHROMIUM= waar het programma staat."
)
QUIET = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium():
    """The path of Chromium, None when this machine has none."""
    wanted = os.environ.get("CHROMIUM")
    return shutil.which(wanted) if wanted else shutil.which("/usr/bin/chromium") or shutil.which("chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """How to start Debian's Chromium; here it shows that there is none."""
    chromium = find_chromium()
    if chromium is None:
        unavailable = pytest.fail if os.environ.get("KAPSTOK_REQUIRE_BROWSER") == "1" else pytest.skip
        unavailable(NO_CHROMIUM)
    # Chromium's sandbox refuses to work for root, as which CI runs.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET + sandbox}


@pytest.fixture(scope="session")
def portal_folder(tmp_path_factory):
    """Where the running portal has its key, and what it says: `output`, with the mails that it sends."""
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="session")
def live_database(django_db_blocker, tmp_path_factory, worker_id):
    """The address of the database of the running portal."""
    shared = shared_folder(tmp_path_factory, worker_id)
    with django_db_blocker.unblock():
        database = join_database(shared, worker_id)
    yield database
    with django_db_blocker.unblock():
        leave_database(shared, worker_id)


def shared_folder(tmp_path_factory, worker_id):
    """The folder of all workers of a test run."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def live_portal(live_database, tmp_path_factory, portal_folder, worker_id):
    """The address of a running portal with the real content and made-up figures, without a slash at the end."""
    with running_portal(live_database, portal_folder) as address:
        load_figures(shared_folder(tmp_path_factory, worker_id), live_database)
        yield address


@pytest.fixture(scope="package")
def playwright(browser_type_launch_args, live_portal):
    """Playwright, for these tests only: pytest-playwright would keep it until the last test of the session.

    Its event loop lives in the thread of the tests, and while it does, Django refuses its database there, or gives
    another connection than before. The portal and its database are there before it comes and after it went.
    """
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright, browser_type_launch_args):
    browser = playwright.chromium.launch(**browser_type_launch_args)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def browser_context_args(live_portal):
    """A wide window, in which pages open addresses of the portal such as "/praktijken/"."""
    return {"base_url": live_portal, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="package")
def _shared_page(browser, browser_context_args):
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def tab(_shared_page, browser_context_args):
    """One page for all tests that only look: it keeps what it loaded, as a visitor's browser does."""
    _shared_page.set_viewport_size(browser_context_args["viewport"])
    _shared_page.emulate_media(media="screen", color_scheme="light")
    return _shared_page


@pytest.fixture(scope="session")
def make_account(live_portal, portal_folder):
    """Makes an account on the running portal; returns the secret of its app: make_account("els", "beheerder")."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "KAPSTOK_LOCAL_DIR": str(portal_folder),
    }
    environment.pop("SECRET_KEY", None)

    def make_account(name, role):
        command = [sys.executable, "-c", MAKE_ACCOUNT, name, role, PASSWORD]
        made = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
        return made.stdout.strip()

    return make_account


def sign_in(page, name, secret):
    """Signs in on `page` as a person does, with the password and with the code of the app."""
    page.goto("/beheer/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    page.fill("#id_code", code_now(secret))
    page.click("[type=submit]")
    page.wait_for_url("**/beheer/")


@pytest.fixture(scope="session")
def account(worker_id):
    """The name of an editor of this worker's own, on the database that all share."""
    return f"editor-{worker_id}"


@pytest.fixture(scope="package")
def cookies_of_account(browser, browser_context_args, make_account, account):
    """What the browser of the editor keeps after signing in, once for all tests: a code works only once."""
    context = browser.new_context(**browser_context_args)
    sign_in(context.new_page(), account, make_account(account, "eindredacteur"))
    yield context.cookies()
    context.close()


@pytest.fixture
def desk(page, cookies_of_account):
    """A page on which an editor has signed in; `desk.complaints` is what the browser complained about."""
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.context.add_cookies(cookies_of_account)
    page.goto("/beheer/")
    return page
