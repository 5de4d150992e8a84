"""Many who change one entry at the same time."""

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from portal.versions.models import Action, Version
from portal.versions.recording import record
from practices.models import Practice
from tests import factories


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A practice that other connections see too; it goes after the test."""
    with django_db_blocker.unblock():
        practice = factories.make_practice()
        source = practice.citations.get().source
        yield practice
        Version.objects.of(practice).delete()
        practice.delete()
        source.delete()
        connection.close()


def test_numbers_have_no_gaps_when_many_record_at_once(committed):
    start = Barrier(8)

    def work(number):
        try:
            start.wait()
            with transaction.atomic():
                Practice.objects.filter(pk=committed.pk).update(summary=f"Samenvatting door {number}.")
                record(committed, None, Action.CHANGED)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert [version.number for version in Version.objects.of(committed)] == list(range(8, 0, -1))
