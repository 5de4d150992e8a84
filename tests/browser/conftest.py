"""A real browser on a running portal. Without Chromium these tests are skipped, or fail where one is required."""

import os
import shutil

import pytest

from tests.browser.server import running_portal, shared_database

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


@pytest.fixture(scope="session", autouse=True)
def _event_loop_beside_the_database():
    """Playwright's event loop lives in the thread of the tests, where Django would then refuse its database."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture(scope="session")
def live_portal(django_db_blocker, tmp_path_factory, worker_id):
    """The address of a running portal with the real content, without a slash at the end."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    with (
        django_db_blocker.unblock(),
        shared_database(shared, worker_id) as database,
        running_portal(database, tmp_path_factory.mktemp("portal")) as address,
    ):
        yield address


@pytest.fixture(scope="session")
def base_url(live_portal):
    """Pages open addresses of the portal, such as "/praktijken/"."""
    return live_portal


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
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
