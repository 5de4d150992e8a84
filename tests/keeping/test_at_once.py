"""Two who save one entry in the same moment, each over a connection of their own."""

import time
from threading import Thread

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client

from portal.keeping.models import KeptForm
from portal.roles import EDITOR, set_up_roles
from portal.versions.models import Version
from practices.models import Practice
from tests import factories
from tests.admin.forms import address, filled

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A practice and two editors that other connections see too; they go after the test."""
    with django_db_blocker.unblock():
        set_up_roles()
        practice = factories.make_practice(title="Was")
        source = practice.citations.get().source
        users = [factories.make_user(EDITOR) for _ in range(2)]
        yield practice, users
        Version.objects.of(practice).delete()
        practice.delete()
        source.delete()
        User.objects.filter(pk__in=[user.pk for user in users]).delete()
        connection.close()


def wait_until(number):
    """Waits until that many connections wait for the row; raises AssertionError when that does not come."""
    deadline = time.monotonic() + 60
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            # Else a transaction sees who waited when it first asked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0] == number:
                return
            time.sleep(0.05)
    raise AssertionError(f"No {number} connections wait.")


def test_only_one_of_two_saves_at_once_is_done(committed):
    practice, users = committed
    page, answers = address(practice), {}
    clients = [Client() for _ in users]
    for client, user in zip(clients, users, strict=True):
        client.force_login(user)
    forms = [filled(client.get(page)) for client in clients]

    def save(client, user, form):
        try:
            answers[user.pk] = client.post(page, form | {"title": f"Van {user.pk}"}).status_code
        finally:
            connection.close()

    threads = [Thread(target=save, args=each) for each in zip(clients, users, forms, strict=True)]
    with transaction.atomic():
        # Both come to the row before either can have it.
        Practice.objects.select_for_update().get(pk=practice.pk)
        for thread in threads:
            thread.start()
        wait_until(2)
    for thread in threads:
        thread.join(60)

    practice.refresh_from_db()
    assert sorted(answers.values()) == [302, 409]
    first = next(pk for pk, status in answers.items() if status == 302)
    assert practice.title == f"Van {first}"
    second = next(pk for pk in answers if pk != first)
    assert KeptForm.objects.get(user=second).data["title"] == [f"Van {second}"]
    assert not KeptForm.objects.filter(user=first).exists()


def test_somebody_alone_is_not_held_up(colleague):
    editor, practice = colleague(), factories.make_practice()

    assert editor.post(address(practice), filled(editor.get(address(practice)))).status_code == 302
