"""What differs between two versions, in Dutch."""

import copy
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from partners.models import Partner
from portal.versions.differences import differences
from portal.versions.documents import document_of
from practices.models import Practice
from subsidies.models import Scheme
from tests import factories

pytestmark = pytest.mark.django_db


def told(model, before, after):
    """What a reader sees: a list of label and marked words."""
    return [(each.label, str(each.words)) for each in differences(model, before, after)]


def test_equal_documents_do_not_differ():
    document = document_of(factories.make_practice())

    assert differences(Practice, document, copy.deepcopy(document)) == []


def test_a_text_differs_word_by_word():
    before = document_of(factories.make_practice(approach="Elke week komt de buurt samen."))
    after = copy.deepcopy(before)
    after["fields"]["approach"] = "Elke maand komt de hele buurt samen."

    (found,) = differences(Practice, before, after)

    assert (found.name, found.label) == ("approach", "Aanpak")
    assert (found.before, found.after) == (before["fields"]["approach"], after["fields"]["approach"])
    assert found.words == ("Elke <del>week</del><ins>maand</ins> komt de <ins>hele </ins>buurt samen.")


def test_what_somebody_typed_is_escaped():
    before = document_of(factories.make_practice(approach="<script>alert(1)</script>"))
    after = copy.deepcopy(before)
    after["fields"]["approach"] = "<b>niets</b>"
    after["rows"]["citations"][0]["fields"]["reference"] = "<img src=x>"

    words = "".join(str(each.words) for each in differences(Practice, before, after))

    assert not any(tag in words for tag in ("<script", "<b>", "<img"))


def test_choices_dates_numbers_and_people_stand_in_words():
    owner = User.objects.create_user("an", first_name="An", last_name="Peeters")
    before = document_of(factories.make_scheme(status="draft"))
    after = copy.deepcopy(before)
    after["fields"] |= {
        "status": "review",
        "valid_from": "2026-11-22",
        "share_percent": str(Decimal("12.50")),
        "owner": owner.pk,
    }

    assert told(Scheme, before, after) == [
        ("Werkstatus", "<del>ontwerp</del><ins>ter nazicht</ins>"),
        ("Verantwoordelijke", "<ins>An Peeters</ins>"),
        ("Aandeel in de kosten (%)", "<ins>12,50</ins>"),
        ("Loopt vanaf", "<ins>22 november 2026</ins>"),
    ]


def test_relations_stand_by_name_also_those_that_are_gone():
    one, two, three = (factories.make_theme(name=name) for name in ("Wonen", "Taal", "Werk"))
    before = document_of(factories.make_practice(themes=[one, two]))
    after = copy.deepcopy(before)
    after["many"]["themes"] = [two.pk, three.pk]
    gone = one.pk
    one.delete()

    assert told(Practice, before, after) == [
        ("Thema's", f"<del>thema nr. {gone} (verwijderd)</del>\n<ins>Werk</ins>\n(1 ongewijzigd)")
    ]


def test_rows_stand_as_lines_with_what_they_hold():
    municipality = factories.make_municipality(name="Genk")
    partner = factories.make_partner()
    point = factories.make_contact_point(
        partner=partner, name="Onthaal", area="Limburg", phone="089 00 00 00", municipalities=[municipality]
    )
    before = document_of(partner)
    point.phone, point.serves_brussels = "089 11 11 11", True
    point.save()
    partner.contacts.create(name="Taalpunt", position=1)

    (found,) = differences(Partner, before, document_of(partner))

    assert (found.name, found.label) == ("contacts", "Contactpunten")
    assert found.before.splitlines() == [
        "Contactpunt: Onthaal; regio: Limburg; telefoon: 089 00 00 00; volgorde: 0; voor de gemeenten: Genk"
    ]
    assert found.after.splitlines() == [
        "Contactpunt: Onthaal; regio: Limburg; telefoon: 089 11 11 11; voor Brussel: ja; volgorde: 0;"
        " voor de gemeenten: Genk",
        "Contactpunt: Taalpunt; volgorde: 1",
    ]
    assert str(found.words).splitlines()[1] == "<ins>Contactpunt: Taalpunt; volgorde: 1</ins>"


def test_rows_within_rows_stand_in_their_line():
    scheme = factories.make_scheme()
    before = document_of(scheme)
    call = factories.make_call(scheme=scheme, title="Voorjaar", closes_on=date(2027, 3, 1))
    call.steps.create(title="Infosessie", starts_on=date(2027, 2, 1))

    (found,) = differences(Scheme, before, document_of(scheme))

    assert found.after == "Oproep: Voorjaar; sluit op: 1 maart 2027; stappen: Stap: Infosessie; van: 1 februari 2027"


def test_a_first_version_differs_in_all_that_it_says():
    practice = factories.make_practice(title="Buurtsalon", summary="Kort.")

    labels = [label for label, _ in told(Practice, None, document_of(practice))]

    assert labels == [
        "Titel",
        "Korte naam in het adres",
        "Samenvatting",
        "Werkstatus",
        "Gepubliceerd op",
        "Toestand",
        "Bronvermeldingen",
    ]


def test_names_are_asked_at_once(django_assert_max_num_queries):
    themes = [factories.make_theme() for _ in range(6)]
    before = document_of(factories.make_practice(themes=themes[:1]))
    after = copy.deepcopy(before)
    after["many"]["themes"] = [theme.pk for theme in themes]

    with django_assert_max_num_queries(2):
        differences(Practice, before, after)


def test_very_long_texts_stand_whole():
    before = document_of(factories.make_practice(approach="een woord " * 3_000))
    after = copy.deepcopy(before)
    after["fields"]["approach"] = "ander woord " * 3_000

    (found,) = differences(Practice, before, after)

    assert str(found.words).count("<del>") == 1
