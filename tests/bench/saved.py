"""The part of tests.bench.saves that runs inside Django: who saves what, and whether it is there."""

import json
from pathlib import Path

from django.test import Client

from portal.models import IndexedEntry
from portal.roles import EDITOR, set_up_roles
from portal.versions.documents import document_of
from portal.versions.models import Version
from practices.models import Practice
from tests.accounts.steps import give_second_step
from tests.factories import make_practice, make_user


def make_editors(number):
    """Makes so many editors with a practice each; a list of session and primary key of the practice."""
    set_up_roles()
    made = []
    for _ in range(number):
        client, user = Client(), make_user(EDITOR)
        give_second_step(user)
        client.force_login(user)
        made.append((client.cookies["sessionid"].value, make_practice().pk))
    return made


def wrong(path):
    """What is missing or in pieces of the confirmed saves in the file `path`; a list of sentences."""
    confirmed = json.loads(Path(path).read_text())
    found = []
    for practice in Practice.objects.all():
        marks = [mark for pk, mark in confirmed if pk == practice.pk]
        versions = {version.title: version for version in Version.objects.of(practice)}
        found += [f"{practice.pk}, {mark}: geen versie" for mark in marks if mark not in versions]
        found += [
            f"{practice.pk}, {mark}: niet heel" for mark in marks if mark in versions and not is_whole(versions[mark])
        ]
        found += now(practice, marks)
    return found


def is_whole(version):
    """Whether a version has all that its save sent: title, summary and the new row, without the row of before."""
    document = version.document
    references = [row["fields"]["reference"] for row in document["rows"]["citations"]]
    return document["fields"]["summary"] == version.title and references[1:] == [version.title]


def now(practice, marks):
    """Whether the practice, its newest version and its row of the index agree, and are at least as new as `marks`."""
    newest = Version.objects.of(practice).first()
    if not marks or newest is None:
        return []
    card = IndexedEntry.objects.get(kind=Practice.search_kind, entry_id=practice.pk).card
    told = {
        "versie": newest.document == document_of(practice),
        "index": card["title"] == practice.title,
        "volgorde": int(practice.title.split()[-1]) >= int(marks[-1].split()[-1]),
    }
    return [f"{practice.pk}, nu {practice.title}: {name} klopt niet" for name, is_right in told.items() if not is_right]
