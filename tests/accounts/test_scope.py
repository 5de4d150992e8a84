"""What belongs to the scope of an account, and what its user sees and changes of it."""

import pytest
from django.contrib.auth.models import User

from partners.models import ContactPoint
from portal import roles
from portal.accounts.models import Scope
from portal.models import Municipality
from practices.models import Practice
from subsidies.models import Award, Call, Scheme
from tests.factories import (
    make_award,
    make_call,
    make_contact_point,
    make_merged_municipality,
    make_municipality,
    make_partner,
    make_practice,
    make_provider,
    make_province,
    make_scheme,
    make_user,
)


@pytest.fixture(autouse=True)
def _roles(db):
    roles.set_up_roles()


def titles(rows):
    return sorted(rows.values_list("title", flat=True))


def names(rows):
    return sorted(rows.values_list("name", flat=True))


def fresh(user):
    """The account as a next request has it."""
    return User.objects.get(pk=user.pk)


def test_former_municipality_counts_as_its_successor(db):
    today = make_municipality(name="Bilzen-Hoeselt")
    former = make_merged_municipality(today, name="Bilzen")
    sister = make_merged_municipality(today, name="Hoeselt")
    older = make_merged_municipality(former, name="Martenslinde")
    other = make_municipality(name="Genk")

    assert Municipality.objects.one_with([former.pk]) == {today.pk, former.pk, sister.pk, older.pk}
    assert Municipality.objects.one_with([other.pk]) == {other.pk}
    assert Municipality.objects.one_with([]) == set()


def test_municipalities_that_name_each_other_are_no_trap(db):
    one = make_municipality()
    other = make_merged_municipality(one)
    Municipality.objects.filter(pk=one.pk).update(successor=other, valid_until="2024-12-31")

    assert one.pk in Municipality.objects.one_with([one.pk])


def test_practices_that_an_officer_sees_and_writes(db):
    genk, hasselt, limburg = make_municipality(), make_municipality(), make_province()
    old = make_merged_municipality(genk)
    officer = make_user(roles.OFFICER, municipalities=[genk], provinces=[limburg])
    colleague = make_user(roles.OFFICER, municipalities=[hasselt])
    for status in ("draft", "review", "published", "archived"):
        make_practice(title=f"Genk {status}", status=status, municipalities=[genk, hasselt])
        make_practice(title=f"Hasselt {status}", status=status, municipalities=[hasselt])
    make_practice(title="vroeger Genk", status="draft", municipalities=[old])
    make_practice(title="provincie", status="draft", provinces=[limburg])
    make_practice(title="zonder plaats, van mij", status="draft", owner=officer)
    make_practice(title="elders, van mij", status="draft", owner=officer, municipalities=[hasselt])
    make_practice(title="zonder plaats, van een ander", status="draft", owner=colleague)
    make_practice(title="zonder plaats, van niemand", status="draft")
    # A municipality of the province is not the province.
    limburg.municipalities.add(make_municipality())
    make_practice(title="gemeente van de provincie", status="draft", municipalities=[limburg.municipalities.get()])

    written = ["Genk draft", "Genk review", "provincie", "vroeger Genk", "zonder plaats, van mij"]
    assert titles(roles.changeable(officer, Practice.objects.all())) == written
    assert titles(roles.visible(officer, Practice.objects.all())) == sorted(
        [*written, "Genk archived", "Genk published", "Hasselt archived", "Hasselt published", "elders, van mij"]
    )
    assert [entry.title for entry in Practice.objects.all() if roles.may_propose(officer, entry)] == ["Genk published"]
    for entry in Practice.objects.all():
        assert roles.may_change(officer, entry) == (entry.title in written)
        assert roles.may_delete(officer, entry) is False


def test_officer_without_scope_sees_what_is_public_and_writes_nothing(db):
    officer = make_user(roles.OFFICER)
    make_practice(title="getoond")
    make_practice(title="ontwerp", status="draft")
    make_practice(title="van mij", status="draft", owner=officer)

    assert titles(roles.visible(officer, Practice.objects.all())) == ["getoond", "van mij"]
    assert titles(roles.changeable(officer, Practice.objects.all())) == []
    assert roles.may_add(officer, Practice) is False
    Scope.objects.create(user=officer)
    assert roles.may_add(fresh(officer), Practice) is False


def test_contact_points_of_an_officer_serve_only_their_places(db):
    genk, hasselt, limburg, antwerp = make_municipality(), make_municipality(), make_province(), make_province()
    officer = make_user(roles.OFFICER, municipalities=[genk], provinces=[limburg])
    served = {
        "Genk": {"municipalities": [genk]},
        "Limburg": {"provinces": [limburg]},
        "beide": {"municipalities": [genk], "provinces": [limburg], "excepted": [hasselt]},
        "Genk en Hasselt": {"municipalities": [genk, hasselt]},
        "Genk en Antwerpen": {"municipalities": [genk], "provinces": [antwerp]},
        "Genk en Vlaanderen": {"municipalities": [genk], "serves_flanders": True},
        "Genk en Brussel": {"municipalities": [genk], "serves_brussels": True},
        "niemand": {},
    }
    partner = make_partner()
    for name, places in served.items():
        make_contact_point(name=name, partner=partner, **places)
    make_contact_point(name="van een ontwerp", partner=make_partner(status="draft"), municipalities=[genk])

    assert names(roles.visible(officer, ContactPoint.objects.all())) == sorted(served)
    assert names(roles.changeable(officer, ContactPoint.objects.all())) == ["Genk", "Limburg", "beide"]


def test_schemes_calls_and_awards_of_an_agency(db):
    providers = [make_provider() for _ in range(3)]
    agency = make_user(roles.AGENCY, providers=providers[:2])
    genk = make_municipality()
    for number, provider in enumerate(providers):
        for status in ("draft", "published"):
            scheme = make_scheme(title=f"{number} {status}", status=status, provider=provider)
            make_call(scheme=scheme, title=scheme.title)
            make_award(scheme=scheme, municipality=genk, note=scheme.title)
    own = ["0 draft", "0 published", "1 draft", "1 published"]

    assert titles(roles.changeable(agency, Scheme.objects.all())) == own
    assert titles(roles.changeable(agency, Call.objects.all())) == own
    assert sorted(award.note for award in roles.changeable(agency, Award.objects.all())) == own
    for rows in (Scheme.objects.all(), Call.objects.all()):
        assert titles(roles.visible(agency, rows)) == [*own, "2 published"]
    assert [roles.belongs(agency, call) for call in Call.objects.order_by("title")] == [True] * 4 + [False] * 2


def test_editors_and_administrators_have_everything(db):
    make_practice(status="draft", municipalities=[make_municipality()])
    make_call(scheme=make_scheme(status="draft"))

    for role in (roles.EDITOR, roles.ADMINISTRATOR):
        user = make_user(role)
        for rows in (Practice.objects.all(), Scheme.objects.all(), Call.objects.all()):
            assert roles.visible(user, rows).count() == roles.changeable(user, rows).count() == 1
            assert roles.may_change(user, rows.get())
            assert roles.belongs(user, rows.get())


def test_owner_is_an_active_user_who_may_change_that_kind(db):
    officer, editor, agency = (make_user(role) for role in (roles.OFFICER, roles.EDITOR, roles.AGENCY))
    gone = make_user(roles.EDITOR)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert set(roles.owners(Practice)) == {officer, editor}
    assert set(roles.owners(Scheme)) == {agency, editor}
