"""Out and in again: nothing changes but what was edited, and that exactly."""

import pytest

from portal.spreadsheets.applying import take_in
from portal.spreadsheets.lookups import Lookups
from portal.spreadsheets.plan import copied
from portal.spreadsheets.reading import sheet_in
from portal.spreadsheets.rows import Draft
from portal.versions.documents import document_of, documents_of
from portal.versions.models import Version
from practices.models import Practice
from subsidies.models import Call
from tests.factories import make_call, make_contact_point, make_practice, make_scheme
from tests.spreadsheets.files import as_csv, edited, exported, grid, planned, told

FORMATS = ("csv", "xlsx", "ods")


@pytest.fixture
def everything(practice, words):
    """One row of each kind of list."""
    make_contact_point(
        partner=practice.supported_by.get(title="Zichtbaar"),
        name="Onthaal",
        phone="0472 12 34 56",
        provinces=[words["limburg"]],
        municipalities=[words["gent"]],
        serves_brussels=True,
    )
    scheme = make_scheme(title="Wijken", slug="wijken", share_percent="12.50", valid_from="2026-01-01")
    call = make_call(scheme=scheme, title="Oproep 2026", opens_on="2026-01-05", closes_on="2026-03-01")
    call.steps.create(title="Infosessie: deel 1", starts_on="2026-01-10")
    make_call(scheme=make_scheme(), title="Zonder data")
    return practice


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", ["praktijken", "partners", "contactpunten", "subsidies", "oproepen"])
def test_untouched_export_changes_nothing(everything, sheets, tmp_path, name, extension):
    kind = sheets[name]
    content = exported(kind, extension)
    plan = planned(kind, content, tmp_path, name=f"lijst.{extension}")

    assert (plan.counts["same"], plan.counts["all"]) == (kind.model.objects.count(),) * 2
    assert plan.works == plan.ignored == []


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("name", ["praktijken", "partners", "contactpunten", "subsidies", "oproepen"])
def test_every_cell_reads_back_as_what_it_was(everything, sheets, tmp_path, name, extension):
    """As if each of them had been edited."""
    kind, lookups = sheets[name], Lookups(None)
    (tmp_path / "lijst").write_bytes(exported(kind, extension))
    objects = {str(getattr(each, "pk" if kind.part else "slug")): each for each in kind.model.objects.all()}
    documents = documents_of(kind.entry_model, [kind.entry_of(each).pk for each in objects.values()])

    for row in sheet_in(tmp_path / "lijst", f"lijst.{extension}", kind).rows:
        thing = objects[str(row.values[kind.key])]
        document = documents[kind.entry_of(thing).pk]
        if kind.part:
            document = next(each for each in document["rows"][kind.part] if each["pk"] == thing.pk)
        draft = Draft(kind.model, copied(document), lookups)
        for key, reader in kind.readers.items():
            reader.write(draft, row.values.get(key))
        assert draft.document == document


def test_only_the_edited_cell_changes(practice, sheets, tmp_path):
    kind = sheets["praktijken"]
    before = document_of(practice)
    content = edited(exported(kind), "buren", Periode="2015-2020")
    plan = planned(kind, content, tmp_path)
    assert told(plan) == [(2, "changed", {"Periode": ("2014", "2015-2020")}, [])]

    take_in(kind, plan.sheet, None, plan.digest, "lijst.csv")

    after = document_of(practice)
    assert after == before | {"fields": before["fields"] | {"period": "2015-2020"}}
    assert [(each.action, each.comment) for each in Version.objects.of(practice)] == [
        ("imported", "lijst.csv"),
        ("found", ""),
    ]


def test_lists_of_names_keep_what_their_cells_do_not_say(practice, words, sheets, tmp_path):
    """The remark at a source, a partner that visitors do not see."""
    kind = sheets["praktijken"]
    content = edited(
        exported(kind),
        "buren",
        Gemeenten="Genk; Winterslag; 44021; Limburg; Twee wijken; een dorp",
        **{"Thema's": "taal"},
        Bron="Stadsgenoten (2020), deel 1; bladzijde 4; Stadsgenoten (2020), slot",
        Werkt_samen_met="Buurthuis; de Kring; VDAB",
        Ondersteund_door="",
        Website="www.genk.be",
    )
    plan = planned(kind, content, tmp_path)
    take_in(kind, plan.sheet, None, plan.digest)

    practice = Practice.objects.get()
    assert told(plan)[0][2]["Gemeenten"][1] == "Genk; Winterslag (Genk); Gent"
    assert practice.place_names == ["Genk", "Winterslag (Genk)", "Gent", "Limburg", "Twee wijken; een dorp"]
    assert [theme.slug for theme in practice.themes.all()] == ["taal"]
    assert [(each.reference, each.note) for each in practice.citations.all()] == [
        ("deel 1; bladzijde 4", "Elders staat 2013."),
        ("slot", ""),
    ]
    assert practice.partners == ["Buurthuis; de Kring", "VDAB"]
    assert [partner.title for partner in practice.supported_by.all()] == ["Verborgen"]
    assert (practice.website, practice.website_path) == ("www.genk.be", "")


def test_columns_that_are_not_there_stay(practice, sheets, tmp_path):
    rows = grid(exported(sheets["praktijken"]))
    slug, title = rows[0].index("Korte naam"), rows[0].index("Titel")
    content = f"Korte naam;Titel\r\n{rows[1][slug]};{rows[1][title]} (nieuw)\r\n".encode()

    plan = planned(sheets["praktijken"], content, tmp_path)

    assert told(plan)[0][2] == {"Titel": ("Buren op de bank", "Buren op de bank (nieuw)")}
    assert plan.ignored == ["Er is geen kolom “Bewaard op”: we weten niet of iemand intussen iets anders schreef."]


def test_what_a_spreadsheet_does_to_looks_is_no_change(practice, sheets, tmp_path):
    """Zeros that a number does not need, blanks, kinds of line breaks, another way to write a date."""
    Practice.objects.update(contact="0472123456", checked_on="2026-02-01", budget="12,50")
    kind = sheets["praktijken"]
    content = edited(
        exported(kind),
        "buren",
        Contact="472123456",
        Budget="12,5",
        Laatst_nagekeken="1-02-26",
        Aanpak="'=Eerst\r\n\r\n-  een lijst \r\n- dieper\r\n",
    )

    assert told(planned(kind, content, tmp_path)) == []


def test_zero_that_somebody_adds_is_a_change(practice, sheets, tmp_path):
    Practice.objects.update(contact="472123456")
    content = edited(exported(sheets["praktijken"]), "buren", Contact="0472123456")

    assert told(planned(sheets["praktijken"], content, tmp_path))[0][2] == {"Contact": ("472123456", "0472123456")}


def test_computed_cells_are_ignored_and_told(practice, sheets, tmp_path):
    content = edited(exported(sheets["praktijken"]), "buren", Werkstatus="archief")
    plan = planned(sheets["praktijken"], content, tmp_path)

    assert told(plan) == []
    assert plan.ignored == ["“Werkstatus” is gewijzigd in rij 2, maar dat telt niet. Deze kolom volgt uit andere."]


def test_calls_and_their_steps(everything, sheets, tmp_path):
    call = Call.objects.get(title="Oproep 2026")
    kind = sheets["oproepen"]
    rows = grid(edited(exported(kind), str(call.pk), Sluit_op="1 april 2026", Stappen="Beslissing: ? – 1/05/2026"))
    new = ["", "", "wijken", "Oproep 2027", "4/01/2027", "", "Nog voorlopig.", "", ""]
    rows.append(new + [""] * (len(rows[0]) - len(new)))
    plan = planned(kind, as_csv(rows), tmp_path)
    take_in(kind, plan.sheet, None, plan.digest)

    call.refresh_from_db()
    assert str(call.closes_on) == "2026-04-01"
    assert [(step.title, step.starts_on, str(step.ends_on)) for step in call.steps.all()] == [
        ("Beslissing", None, "2026-05-01")
    ]
    new = Call.objects.get(title="Oproep 2027")
    assert (new.scheme.slug, str(new.opens_on), new.closes_on, new.note) == (
        "wijken",
        "2027-01-04",
        None,
        "Nog voorlopig.",
    )


def test_empty_cell_empties_what_may_be_empty(practice, sheets, tmp_path):
    kind = sheets["praktijken"]
    make_practice(title="Tweede", slug="tweede")
    content = edited(edited(exported(kind), "buren", Periode=""), "tweede", Samenvatting="")

    first, second = told(planned(kind, content, tmp_path))
    assert first == (2, "changed", {"Periode": ("2014", "")}, [])
    assert second == (3, "refused", {}, ["rij 3, kolom E (Samenvatting): deze cel mag niet leeg zijn."])
