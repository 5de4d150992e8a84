"""Fixtures of the whole suite. Test data comes from tests/factories.py, not from fixtures."""

import pytest
from django.db import transaction
from django.template import Context
from django.template.backends import jinja2
from django.test import Client, override_settings
from django.test.signals import template_rendered


@pytest.fixture(scope="session", autouse=True)
def _settings_of_the_suite(tmp_path_factory):
    """Static files as they are in the project, without the hashed copies that `make` collects.

    Passwords are hashed cheaply: a hash that resists thieves would take most of the admin tests' time.
    """
    with override_settings(
        SITE_URL="https://kapstok.example",
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_public_pages():
    """Fills `response.context` and `response.templates` on public pages: Django does so for its own templates only."""
    render = jinja2.Template.render

    def render_and_tell(self, context=None, request=None):
        context = {} if context is None else context
        html = render(self, context, request)
        template_rendered.send(sender=self, template=self.template, context=Context(context))
        return html

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Template, "render", render_and_tell)
        yield


@pytest.fixture(scope="session", autouse=True)
def _whole_sign_in():
    """`client.force_login(user)` stands for all of signing in: whose role requires the second step, has taken it.

    What happens without it, tests/accounts tests through the pages themselves.
    """
    from portal.accounts import secondstep
    from tests.accounts.steps import give_second_step

    force_login = Client.force_login

    def force_whole_login(client, user, backend=None):
        if secondstep.is_required_of(user):
            give_second_step(user)
        force_login(client, user, backend)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_whole_login)
        yield


@pytest.fixture(autouse=True)
def _nothing_kept():
    """No page and no search of an earlier test."""
    from portal import searches
    from portal.caching.middleware import kept_pages

    kept_pages.clear()
    searches.counts.take()


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """The database, for data that the tests of a module only read; it is undone after the module.

    A test that uses such data asks for `db` too (or for `get` or `client` with it), so that what it adds is its own.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def get(client, db):
    """Gets an address of the portal, with `query` as its filters: get("/praktijken/", thema=["a", "b"])."""

    def get(address, **query):
        return client.get(address, query)

    return get
