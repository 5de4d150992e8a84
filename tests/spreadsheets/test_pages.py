"""The pages of the admin: take a list out, look at what would change, decide. By whom, and of what."""

from io import BytesIO

import openpyxl
import pytest

from portal.audit.models import Event
from portal.models import Status
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from portal.workflow.models import Proposal
from practices.models import Practice
from tests.exported import body
from tests.factories import make_contact_point, make_practice, make_provider, make_scheme
from tests.spreadsheets.files import as_csv, edited, exported, grid

PAGE = "/beheer/practices/practice/rekenblad/"
PARTNERS = "partners/partner"
CONTACTS = {"kind": "contactpunten", "page": PARTNERS}


def text_of(response):
    return response.content.decode()


def apply(client, preview, **buttons):
    """Posts the form of a preview; the answer after it."""
    address = preview.request["PATH_INFO"]
    return client.post(address, {"digest": preview.context["plan"].digest} | buttons, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_from_the_list_to_what_is_saved(person, practice, sheets, send):
    client = person(EDITOR)
    assert PAGE in text_of(client.get("/beheer/practices/practice/"))
    out = body(client.get(f"{PAGE}praktijken.csv"))

    preview = send(client, edited(out, "buren", Periode="2015 <b>"))
    assert "1 rij: 0 nieuw, 1 gewijzigd, 0 gelijk, 0 geweigerd." in text_of(preview)
    assert "<td>2014</td><td>2015 &lt;b&gt;</td>" in text_of(preview)
    assert Practice.objects.get().period == "2014"

    assert said(apply(client, preview, apply="1")) == ["Ingelezen: 0 nieuw, 1 gewijzigd."]
    assert Practice.objects.get().period == "2015 <b>"
    assert list(Event.objects.order_by("pk").values_list("action", "subject")) == [
        ("export", "Praktijken, om te bewerken"),
        ("import", "praktijken"),
    ]
    assert client.get(preview.request["PATH_INFO"]).status_code == 302


def test_new_row_becomes_a_draft_of_who_takes_it_in(person, words, send):
    client = person(OFFICER, municipalities=[words["genk"]])
    rows = [["Titel", "Samenvatting", "Gemeenten", "Thema's"], ["Straatfeest", "Samen eten.", "Winterslag", "wonen"]]
    preview = send(client, as_csv(rows))
    apply(client, preview, apply="1")

    practice = Practice.objects.get()
    assert (practice.slug, practice.status, practice.owner) == ("straatfeest", Status.DRAFT, client.user)
    assert practice.place_names == ["Winterslag (Genk)"]
    assert not Practice.objects.published().exists()


def test_change_of_what_visitors_see_becomes_a_proposal(person, practice, words, sheets, send):
    client = person(OFFICER, municipalities=[words["genk"]])
    out = body(client.get(f"{PAGE}praktijken.csv"))
    preview = send(client, edited(out, "buren", Periode="2015"))
    assert "wordt een voorstel voor de eindredactie" in text_of(preview)

    answer = apply(client, preview, apply="1")

    assert said(answer) == ["Ingelezen: 0 nieuw, 1 gewijzigd. Daarvan wachten er 1 als voorstel op de eindredactie."]
    assert Practice.objects.get().period == "2014"
    assert Proposal.objects.get().document["fields"]["period"] == "2015"


def test_officer_takes_out_and_in_only_their_own_town(person, practice, words, sheets, send):
    make_practice(title="Geheim", slug="geheim", status="draft", municipalities=[words["gent"]])
    make_practice(title="Van Gent", slug="van-gent", municipalities=[words["gent"]])
    client = person(OFFICER, municipalities=[words["genk"]])
    everything = exported(sheets["praktijken"])

    assert [row[0] for row in grid(body(client.get(f"{PAGE}praktijken.csv")))[1:]] == ["Buren op de bank"]
    rows = grid(everything)
    for row in rows[1:]:
        row[rows[0].index("Periode")] = "2020"
    preview = send(client, as_csv(rows))
    outcomes = {each.name: (each.state, *each.faults) for each in preview.context["plan"].outcomes}
    assert {name: found[0] for name, found in outcomes.items()} == {
        "Buren op de bank": "changed",
        "Geheim": "refused",
        "Van Gent": "refused",
    }
    assert "er is geen praktijk met korte naam “geheim”" in outcomes["Geheim"][1]
    assert "deze praktijk valt buiten wat u mag wijzigen" in outcomes["Van Gent"][1]


@pytest.mark.parametrize("place", ["Gent", ""])
def test_officer_cannot_make_a_practice_of_another_town(person, words, send, place):
    client = person(OFFICER, municipalities=[words["genk"]])
    rows = [["Titel", "Samenvatting", "Gemeenten"], ["Straatfeest", "Samen eten.", place]]
    preview = send(client, as_csv(rows))

    assert [each.state for each in preview.context["plan"].outcomes] == ["refused"]
    assert "Genk" in preview.context["plan"].outcomes[0].faults[0]
    assert Practice.objects.count() == 0


def test_officer_cannot_give_a_practice_away(person, practice, words, sheets, send):
    client = person(OFFICER, municipalities=[words["genk"]])
    preview = send(client, edited(exported(sheets["praktijken"]), "buren", Gemeenten="Gent"))

    assert [each.state for each in preview.context["plan"].outcomes] == ["refused"]


def test_officer_keeps_contact_points_of_their_town(person, practice, words, sheets, send):
    partner = practice.supported_by.get(title="Zichtbaar")
    own = make_contact_point(partner=partner, name="Onthaal", municipalities=[words["genk"]])
    make_contact_point(partner=partner, name="Elders", municipalities=[words["gent"]])
    client = person(OFFICER, municipalities=[words["genk"]])
    rows = grid(exported(sheets["contactpunten"]))
    for row in rows[1:]:
        row[rows[0].index("Telefoon")] = "089 12 34 56"
    new = ["", "", partner.slug, "Balie", *[""] * 8, "Genk"]
    rows.append(new + [""] * (len(rows[0]) - len(new)))
    preview = send(client, as_csv(rows), **CONTACTS)
    assert [each.state for each in preview.context["plan"].outcomes] == ["changed", "refused", "new"]

    apply(client, preview, rest="1")

    assert {each.name: each.phone for each in partner.contacts.all()} == {
        "Onthaal": "089 12 34 56",
        "Elders": "",
        "Balie": "",
    }
    assert partner.contacts.get(name="Onthaal").pk == own.pk
    assert [place.name for place in partner.contacts.get(name="Balie").municipalities.all()] == ["Genk"]


def test_agency_keeps_its_own_schemes(person, sheets, send, db):
    own, other = make_provider(name="Onze dienst"), make_provider(name="Een ander")
    make_scheme(title="Eigen", slug="eigen", provider=own)
    make_scheme(title="Andere", slug="andere", provider=other)
    client = person(AGENCY, providers=[own])
    rows = grid(exported(sheets["subsidies"]))
    for row in rows[1:]:
        row[rows[0].index("Bedragen")] = "5.000 euro"
    preview = send(client, as_csv(rows), kind="subsidies", page="subsidies/scheme")

    assert {each.name: each.state for each in preview.context["plan"].outcomes} == {
        "Andere": "refused",
        "Eigen": "changed",
    }


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (AGENCY, "practices/practice"),
        (OFFICER, "subsidies/scheme"),
        (AGENCY, PARTNERS),
        (None, "partners/partner"),
    ],
)
def test_others_may_not(person, db, role, page):
    client = person(role)

    assert client.get(f"/beheer/{page}/rekenblad/").status_code == 403
    assert "rekenblad" not in text_of(client.get(f"/beheer/{page}/"))
    for address in ("praktijken.csv", "contactpunten.xlsx", "subsidies.ods", "leeg/praktijken.ods"):
        assert client.get(f"/beheer/{page}/rekenblad/{address}").status_code in (403, 404)


def test_file_waits_for_who_sent_it_alone(person, practice, sheets, send):
    preview = send(person(EDITOR), edited(exported(sheets["praktijken"]), "buren", Periode="2015"))
    other = person(ADMINISTRATOR)
    address = preview.request["PATH_INFO"]

    assert said(other.get(address, follow=True)) == ["Dit bestand wacht niet meer. Kies het opnieuw."]
    assert other.post(address, {"apply": "1", "digest": preview.context["plan"].digest}).status_code == 302
    assert Practice.objects.get().period == "2014"


def test_portal_that_changed_is_shown_again(person, practice, sheets, send):
    client = person(EDITOR)
    preview = send(client, edited(exported(sheets["praktijken"]), "buren", Periode="2015"))
    practice.lessons = "Nieuw."
    practice.save()

    answer = apply(client, preview, apply="1")

    assert said(answer) == ["Intussen veranderde er iets op Kapstok. Kijk opnieuw na wat er zou veranderen."]
    assert answer.request["PATH_INFO"] == preview.request["PATH_INFO"]
    assert said(apply(client, answer, apply="1")) == ["Ingelezen: 0 nieuw, 1 gewijzigd."]


def test_bad_file_gives_a_message(person, send, db):
    answer = send(person(EDITOR), b"a;b\r\nc;d\r\n")

    assert answer.request["PATH_INFO"] == PAGE
    assert said(answer) == [
        "“lijst.csv” is niet te lezen, en er is niets veranderd. De eerste rijen hebben geen koppen die we kennen."
        " Begin van een export of van een leeg werkblad."
    ]


def test_no_file_asks_for_one(person, db):
    answer = person(EDITOR).post(PAGE, {"kind": "praktijken"})

    assert "Kies een bestand." in text_of(answer)


@pytest.mark.parametrize("data", [{"kind": "x"}, {"kind": "contactpunten"}, {}])
def test_made_up_kind_is_no_error(person, data, db):
    assert person(EDITOR).post(PAGE, data).status_code == 200
    assert person(EDITOR).get(f"{PAGE}{data.get('kind')}.csv").status_code == 404


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("kind", ["praktijken", "partners", "contactpunten", "subsidies", "oproepen"])
def test_empty_sheet_has_headings_and_comes_back(person, words, sheets, send, kind, extension):
    page = {"praktijken": "practices/practice", "subsidies": "subsidies/scheme", "oproepen": "subsidies/scheme"}.get(
        kind, "partners/partner"
    )
    client = person(ADMINISTRATOR)
    content = body(client.get(f"/beheer/{page}/rekenblad/leeg/{kind}.{extension}"))
    preview = send(client, content, kind, page, f"leeg.{extension}")

    assert preview.context["plan"].outcomes == []
    assert set(preview.context["plan"].read_columns) == set(sheets[kind].readers)


def test_empty_sheet_tells_which_words_it_takes(person, words):
    content = body(person(EDITOR).get(f"{PAGE}leeg/praktijken.xlsx"))
    explained = dict(openpyxl.load_workbook(BytesIO(content)).worksheets[1].values)

    assert explained["Thema's"] == "Namen, met puntkomma's ertussen. Kies uit:\nTaal; Nederlands\nWonen"
    assert explained["Titel"] == "Verplicht. Tekst."
