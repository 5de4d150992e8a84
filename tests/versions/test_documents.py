"""An entry as a document, and back."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from portal.models import IndexedEntry
from portal.roles import ENTRIES
from portal.search import changes
from portal.versions.documents import document_of, documents_of
from portal.versions.shapes import shape_of
from portal.versions.writing import as_if, write
from practices.models import Practice
from subsidies.models import Award, Scheme
from tests import factories
from tests.versions.entries import all_rows, full_partner, full_practice, full_scheme, one_of_each

pytestmark = pytest.mark.django_db


def names_of(shape):
    return {name: names_of(below) for name, below in shape.rows.items()}


def test_rows_that_are_edited_with_an_entry_belong_to_it_and_records_do_not():
    assert {label: names_of(shape_of(apps.get_model(label))) for label in ENTRIES} == {
        "practices.practice": {"localities": {}, "citations": {}},
        "practices.resource": {"items": {}, "citations": {}},
        "practices.question": {"arguments": {}, "citations": {}},
        "partners.partner": {"contacts": {}, "citations": {}},
        "subsidies.scheme": {"calls": {"steps": {}}, "rules": {}, "citations": {}},
        "monitor.indicator": {"file_names": {}, "citations": {}},
        "monitor.monitor": {"citations": {}},
        "monitor.policyitem": {"citations": {}},
    }


def test_document_holds_fields_relations_and_rows_within_rows():
    scheme = full_scheme()
    call, rules, citation = scheme.calls.get(), scheme.rules.order_by("pk"), scheme.citations.get()

    document = document_of(scheme)

    assert document["many"] == {
        "themes": [scheme.themes.get().pk],
        "domains": [],
        "applicants": [],
    }
    assert document["rows"]["calls"] == [
        {
            "pk": call.pk,
            "fields": {"title": "Oproep voorjaar", "opens_on": None, "closes_on": "2027-03-01", "note": ""},
            "many": {},
            "rows": {
                "steps": [
                    {
                        "pk": call.steps.get().pk,
                        "fields": {"title": "Infosessie", "starts_on": "2027-02-01", "ends_on": None},
                        "many": {},
                        "rows": {},
                    }
                ]
            },
        }
    ]
    assert document["rows"]["rules"][0]["many"] == {"municipalities": [rules[0].municipalities.get().pk]}
    assert document["rows"]["rules"][1]["fields"]["threshold"] == "10.5000"
    assert document["rows"]["citations"][0]["fields"]["source"] == citation.source_id
    fields = document["fields"]
    assert (fields["share_percent"], fields["valid_from"]) == ("12.50", "2026-01-01")
    assert (fields["status"], fields["published_on"], fields["slug"]) == ("published", "2026-03-01", scheme.slug)
    assert {"sort_key", "created_at", "updated_at", "id"} & set(fields) == set()


def test_document_survives_json():
    for entry in one_of_each():
        document = document_of(entry)
        assert json.loads(json.dumps(document)) == document


def test_documents_of_many_cost_the_same_queries_as_of_one(django_assert_num_queries):
    partners = [full_partner() for _ in range(3)]

    # The partner, its themes, domains and successors; of contacts whose, what, and three relations; two of citations.
    with django_assert_num_queries(11):
        documents_of(type(partners[0]), [partners[0].pk])
    with django_assert_num_queries(11):
        documents_of(type(partners[0]), [partner.pk for partner in partners])


def test_writing_what_stands_there_changes_nothing():
    entries = one_of_each()
    before = all_rows()

    for entry in entries:
        write(type(entry), entry.pk, document_of(entry))

    assert all_rows() == before


def test_what_was_deleted_comes_back_as_it_was():
    documents = [(entry, document_of(entry)) for entry in one_of_each()]

    for entry, _ in reversed(documents):
        pk = entry.pk
        entry.delete()
        entry.pk = pk
    for entry, document in documents:
        written = write(type(entry), entry.pk, document)
        # A successor and the goals of a practice were deleted too; they come back before or after.
        assert written.pk == entry.pk
    for entry, document in documents:
        write(type(entry), entry.pk, document)

    assert [document_of(entry) for entry, _ in documents] == [document for _, document in documents]


def test_rows_that_differ_are_changed_added_and_deleted_under_their_own_keys():
    scheme = full_scheme()
    document = document_of(scheme)
    call = scheme.calls.get()
    call.steps.all().delete()
    call.title = "Oproep najaar"
    call.save()
    scheme.calls.create(title="Te veel")
    scheme.rules.all().delete()
    scheme.title = "Iets anders"
    scheme.save()

    written = write(Scheme, scheme.pk, document)

    assert document_of(scheme) == document
    assert (written.sort_key, written.left_out) == ("samen sterk", [])
    assert Award.objects.filter(scheme=scheme).count() == 1


def test_a_row_without_a_key_is_new():
    practice = full_practice()
    document = document_of(practice)
    place = factories.make_municipality()
    document["rows"]["localities"].append(
        {"pk": None, "fields": {"municipality": place.pk, "name_in_source": ""}, "many": {}}
    )

    write(Practice, practice.pk, document)

    assert practice.localities.filter(municipality=place).exists()
    assert practice.localities.count() == 3


def test_the_key_of_a_row_of_another_entry_is_not_taken():
    other, practice = full_practice(), full_practice()
    document = document_of(practice)
    document["rows"]["localities"].append(document_of(other)["rows"]["localities"][0])
    before = document_of(other)

    write(Practice, practice.pk, document)

    assert document_of(other) == before
    assert practice.localities.count() == 3


def test_rows_can_trade_what_must_be_unique():
    practice = full_practice()
    document = document_of(practice)
    one, two = document["rows"]["localities"]
    one["fields"], two["fields"] = two["fields"], one["fields"]

    write(Practice, practice.pk, document)

    assert document_of(practice) == document


def test_what_is_gone_is_left_out_and_said():
    practice = full_practice()
    document = document_of(practice)
    theme, partner = practice.themes.get(), practice.supported_by.get()
    source = practice.citations.get().source
    theme_pk, partner_pk, source_pk = theme.pk, partner.pk, source.pk
    practice.citations.all().delete()
    for thing in (theme, partner, source):
        thing.delete()

    written = write(Practice, practice.pk, document)

    assert written.left_out == [
        f"Thema's: thema nr. {theme_pk} bestaat niet meer.",
        f"Ondersteund door: partner nr. {partner_pk} bestaat niet meer.",
        f"Bronvermelding weggelaten. Bron: bron nr. {source_pk} bestaat niet meer.",
    ]
    assert list(practice.themes.all()) == []


def test_an_entry_that_needs_what_is_gone_cannot_be_written():
    scheme = factories.make_scheme()
    document = document_of(scheme)
    provider, pk = scheme.provider, scheme.pk
    scheme.delete()
    provider_pk = provider.pk
    provider.delete()

    with pytest.raises(ValidationError, match=f"Subsidiegever: subsidiegever nr. {provider_pk} bestaat niet meer."):
        write(Scheme, pk, document)


def test_a_taken_address_is_refused_with_a_message():
    practice = full_practice()
    document = document_of(practice)
    document["fields"]["slug"] = factories.make_practice(slug="bezet").slug

    with pytest.raises(ValidationError) as refused:
        write(Practice, practice.pk, document)

    assert list(refused.value.message_dict) == ["slug"]


def test_a_document_older_than_a_field_leaves_it_as_it_is():
    practice = full_practice()
    document = document_of(practice)
    for part in (document["fields"], document["many"], document["rows"]):
        part.pop("approach", None)
        part.pop("themes", None)
        part.pop("localities", None)
    document["fields"]["title"] = "Nieuwe titel"

    write(Practice, practice.pk, document)

    practice.refresh_from_db()
    assert (practice.title, practice.approach) == ("Nieuwe titel", "Elke week een salon.")
    assert (practice.themes.count(), practice.localities.count()) == (1, 2)


def indexed_title(practice):
    return IndexedEntry.objects.get(kind=Practice.search_kind, entry_id=practice.pk).card["title"]


def test_writing_follows_into_the_search_index():
    practice = full_practice()
    document = document_of(practice)
    document["fields"]["title"] = "Soepcafé"

    write(Practice, practice.pk, document)

    assert indexed_title(practice) == "Soepcafé"


@pytest.mark.parametrize("outer", [transaction.atomic, changes.together])
def test_as_if_shows_what_would_be_and_leaves_no_trace(outer):
    practice = full_practice()
    document = document_of(practice)
    document["fields"]["title"] = "Soepcafé"
    document["rows"]["localities"].clear()
    before = all_rows()

    with outer():
        with as_if(Practice, practice.pk, document) as shown:
            assert (shown.title, indexed_title(practice)) == ("Soepcafé", "Soepcafé")
            assert document_of(practice) == document
        assert all_rows() == before
        Practice.objects.filter(pk=practice.pk).update(checked_on=date(2026, 4, 1))

    practice.refresh_from_db()
    assert (practice.title, practice.checked_on) == ("Buurtsalon", date(2026, 4, 1))


def test_as_if_leaves_no_trace_when_the_work_inside_fails():
    practice = full_practice()
    document = document_of(practice) | {"many": {}}
    document["fields"]["title"] = "Soepcafé"
    before = all_rows()

    with pytest.raises(ZeroDivisionError), as_if(Practice, practice.pk, document):
        raise ZeroDivisionError

    assert all_rows() == before


def test_as_if_shows_an_entry_that_does_not_exist_yet():
    document = document_of(full_practice())
    document["fields"]["slug"] = "nieuw"
    number = Practice.objects.count()

    with as_if(Practice, None, document) as shown:
        assert Practice.objects.get(slug="nieuw") == shown

    assert Practice.objects.count() == number
