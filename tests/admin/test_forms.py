"""What an editor types is what is stored, and a change of a row is a change of its entry."""

from decimal import Decimal

import pytest
from django import forms

from monitor.admin import FIGURES_IN_FORM
from monitor.models import Figure
from portal.admin.fields import LinesField, NumberField
from portal.models import Status
from portal.roles import EDITOR
from practices.models import Practice
from subsidies.models import CallStep
from tests.admin.forms import address, errors, filled, new_row, save
from tests.factories import (
    make_argument,
    make_call,
    make_contact_point,
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_partner,
    make_practice,
    make_province,
    make_question,
    make_scheme,
    make_source,
)
from tests.whole_site import titles

LINES = ["Buurthuis, wijk Noord", "Huis van het Kind"]


@pytest.fixture
def editor(sign_in):
    return sign_in(EDITOR)


def touched(entry):
    """Whether `entry` was saved since it was read."""
    return type(entry).objects.get(pk=entry.pk).updated_at != entry.updated_at


def test_list_is_written_one_a_line(editor):
    practice = make_practice(partners=LINES)

    shown = editor.get(address(practice)).context["adminform"].form["partners"].value()
    save(editor, practice, partners="Buurthuis, wijk Noord\r\n\r\n  Huis van het Kind \r\nOCMW\r\n")

    practice.refresh_from_db()
    assert shown == "\n".join(LINES)
    assert practice.partners == [*LINES, "OCMW"]


def test_list_stays_as_it_is(editor):
    practice, partner = make_practice(partners=LINES), make_partner(services=LINES)

    save(editor, practice)
    save(editor, partner)

    practice.refresh_from_db()
    partner.refresh_from_db()
    assert (practice.partners, partner.services) == (LINES, LINES)


def test_list_with_a_line_too_long(editor):
    practice = make_practice(partners=LINES)

    response = save(editor, practice, partners=f"Kort\n{'x' * 251}")

    assert errors(response) == ["Regel 2: Zorg dat deze waarde niet meer dan 250 tekens bevat (het zijn er nu 251)."]


def test_lines_field_tells_a_change():
    field = LinesField(forms.CharField())

    assert not field.has_changed(LINES, "\r\n".join(LINES))
    assert field.has_changed(LINES, LINES[0])


@pytest.mark.parametrize(
    ("written", "value"), [("12,5", "12.5"), ("12.5", "12.5"), ("1234,5", "1234.5"), ("-3", "-3"), ("0.1234", "0.1234")]
)
def test_number_as_written(written, value):
    assert NumberField().clean(written) == Decimal(value)


@pytest.mark.parametrize("written", ["1.234", "12.345.678", "1.234,5"])
def test_number_that_could_be_two(written):
    with pytest.raises(forms.ValidationError, match="Schrijf grote getallen zonder punten"):
        NumberField().clean(written)


def test_number_is_shown_in_short(editor):
    figure = make_figure(value="12.5000")

    page = editor.get(address(figure)).content.decode()
    save(editor, figure, value="1000,25")

    figure.refresh_from_db()
    assert '<input type="text" name="value" value="12,5" inputmode="decimal"' in page
    assert figure.value == Decimal("1000.25")


@pytest.mark.parametrize(
    ("make_row", "prefix", "row"),
    [
        (lambda: make_question(), "arguments", {"title": "Kern", "text": "Uitwerking"}),
        (lambda: make_scheme(), "calls", {"title": "Ronde 1"}),
        (lambda: make_partner(), "contacts", {"name": "Onthaal"}),
    ],
)
def test_new_row_touches_its_entry(editor, make_row, prefix, row):
    entry = make_row()

    save(editor, entry, **new_row(prefix, **row))

    assert getattr(entry, prefix).count() == 1
    assert touched(entry)


def test_changed_row_touches_its_entry_and_makes_it_found(editor, get):
    practice = make_practice()

    save(editor, practice, **new_row("localities", municipality=make_municipality(name="Zonhoven").pk))

    assert touched(practice)
    assert titles(get("/praktijken/", q="zonhoven").context["page"]) == [practice.title]


def test_entry_is_found_by_its_new_text(editor, get):
    practice = make_practice(approach="Vroeger.")

    save(editor, practice, approach="Er is een moestuin.")

    assert titles(get("/praktijken/", q="moestuin").context["page"]) == [practice.title]


@pytest.mark.parametrize("change", ["save", "delete", "delete_selected"])
def test_row_on_its_own_page_touches_its_entry(editor, change):
    call = make_call()
    scheme = call.scheme
    pages = {
        "save": lambda: save(editor, call, **new_row("steps", title="Infosessie")),
        "delete": lambda: editor.post(address(call, "delete"), {"post": "yes"}),
        "delete_selected": lambda: editor.post(
            address(type(call), "changelist"),
            {"action": "delete_selected", "_selected_action": [call.pk], "post": "yes"},
        ),
    }

    pages[change]()

    steps = list(CallStep.objects.values_list("title", flat=True))
    assert (scheme.calls.count(), steps) == ((1, ["Infosessie"]) if change == "save" else (0, []))
    assert touched(scheme)


def test_row_stays_with_its_entry(editor):
    call, other = make_call(), make_scheme()

    save(editor, call, scheme=other.pk)

    call.refresh_from_db()
    assert call.scheme != other


def test_rows_without_number_go_last(editor):
    question = make_question()
    for position in (0, 5):
        make_argument(question=question, position=position, title=f"Nummer {position}")
    rows = new_row("arguments", 2, title="Derde", text="x", position="")
    rows |= new_row("arguments", 3, title="Vierde", text="x", position="")

    save(editor, question, **rows)

    assert list(question.arguments.values_list("title", "position")) == [
        ("Nummer 0", 0),
        ("Nummer 5", 5),
        ("Derde", 6),
        ("Vierde", 7),
    ]


def test_form_posted_unchanged_changes_no_row(editor):
    contact = make_contact_point(municipalities=[make_municipality()], provinces=[make_province()], position=3)

    response = save(editor, contact.partner)

    before = contact.municipalities.get(), contact.provinces.get(), 3
    contact.refresh_from_db()
    assert response.status_code == 302
    assert (contact.municipalities.get(), contact.provinces.get(), contact.position) == before


def test_address_of_a_published_entry_stays(editor):
    practice = make_practice(slug="oud")
    taken_off = make_practice(slug="weg", status=Status.DRAFT, published_on="2026-01-01")

    save(editor, practice, slug="nieuw")
    save(editor, taken_off, slug="nieuw")

    assert set(Practice.objects.values_list("slug", flat=True)) == {"oud", "weg"}


def test_entry_must_be_at_a_municipality_of_today(editor):
    today = make_municipality()
    former = make_merged_municipality(today)
    practice = make_practice()

    response = save(editor, practice, **new_row("localities", municipality=former.pk))

    assert errors(response) == ["Selecteer een geldige keuze. Deze keuze is niet beschikbaar."]
    assert practice.localities.count() == 0


def test_figures_leave_the_form_when_they_are_many(editor):
    indicator, source = make_indicator(), make_source()
    Figure.objects.bulk_create(
        Figure(indicator=indicator, source=source, region="vlaanderen", value=1, year=year)
        for year in range(1990, 1990 + FIGURES_IN_FORM)
    )
    few = editor.get(address(indicator))
    make_figure(indicator=indicator, source=source, year=1989)

    many = editor.get(address(indicator))

    assert "figures-TOTAL_FORMS" in filled(few)
    assert "figures-TOTAL_FORMS" not in filled(many)
    link = f"/beheer/monitor/figure/?indicator__id__exact={indicator.pk}"
    assert f'<a href="{link}">Lijst met 31 cijfer(s)</a>' in many.content.decode()
    assert editor.get(link).context["cl"].result_count == 31
