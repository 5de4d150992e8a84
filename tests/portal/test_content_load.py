"""Loading content: everything lands, people's work stays, and it is all or nothing."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from icalendar import Calendar

from monitor.models import Figure, FigureImport, Indicator, PolicyItem
from partners.models import ContactPoint, Partner, Sector
from portal.content.check import Checked
from portal.content.files import ContentError, Record
from portal.content.load import load
from portal.models import LoadedRecord, Municipality, Place, Source, Status, Theme
from practices.models import Practice, Question, Resource
from subsidies.models import Call, Provider, Scheme
from tests.factories import make_figure, make_practice, make_theme
from tests.small_content import checked, content, one, write
from tests.whole_site import titles

RECORDS = sum(map(len, content().values()))


@pytest.fixture
def kinds(db):
    """Content that has been loaded, to change and load again."""
    kinds = content()
    load(checked(kinds))
    return kinds


def report(kinds):
    """What loading `kinds` did: new, changed, same, and what was kept."""
    done = load(checked(kinds))
    return done.counts["new"], done.counts["changed"], done.counts["same"], done.kept


def test_everything_lands(db):
    assert report(content()) == (RECORDS, 0, 0, [])

    practice = Practice.objects.get()
    assert (practice.slug, practice.title, practice.summary) == (
        "leeskriebels",
        "Leeskriebels",
        "Vrijwilligers lezen voor.",
    )
    assert practice.state == "lopend"
    assert practice.place_names == ["Bilzen (Bilzen-Hoeselt)", "Winterslag (Genk)"]
    assert [str(citation) for citation in practice.citations.all()] == ["Kapstokken (2013), Hoofdstuk 1"]
    assert [theme.slug for theme in practice.themes.all()] == ["taal"]
    assert [partner.slug for partner in practice.supported_by.all()] == ["prisma"]


def test_entries_are_published_today_and_findable(get, time_machine):
    time_machine.move_to("2026-06-15T23:30:00+02:00", tick=False)
    load(checked(content()))

    for model in (Practice, Resource, Question, Partner, Scheme, Indicator, PolicyItem):
        for entry in model.objects.all():
            assert (entry.status, entry.published_on) == (Status.PUBLISHED, date(2026, 6, 15)), entry
            assert entry.title in titles(get("/zoeken/", q=entry.title).context["best"])
    # Words of what belongs to it, too.
    assert titles(get("/praktijken/", q="winterslag").context["page"]) == [Practice.objects.get().title]


def test_children_land_with_their_relations(kinds):
    contact = ContactPoint.objects.get()
    figures = Figure.objects.order_by("pk")

    assert (contact.phone, contact.email) == ("011 23 80 00", "info@limburg.be")
    assert [town.name for town in contact.municipalities.all()] == ["Bilzen-Hoeselt"]
    assert [town.name for town in contact.excepted.all()] == ["Genk"]
    assert [province.slug for province in contact.provinces.all()] == ["limburg"]
    assert [(figure.area_name, figure.value, figure.mark) for figure in figures] == [
        ("Genk", Decimal(57), ""),
        ("Vlaanderen", None, "missing"),
    ]
    assert Call.objects.get().closes_on == date(2026, 6, 30)
    assert [item.title for item in Resource.objects.get().items.all()] == ["Bekend"]
    assert [argument.text for argument in Question.objects.get().arguments.all()] == ["Het moet."]
    assert [partner.slug for partner in Partner.objects.get(slug="prisma").successors.all()] == ["agentschap"]


def figures_of_bilzen():
    """A figure of 2012 and one of 2025 for "Bilzen", which merged in between."""
    return [{"area": "Bilzen", "year": year, "value": year, "source": "kapstokken"} for year in (2012, 2025)]


def test_figure_stands_with_the_municipality_of_its_year(kinds):
    one(kinds, "indicator")["figures"] = figures_of_bilzen()
    load(checked(kinds))

    assert list(Figure.objects.values_list("municipality__nis", "year")) == [("73006", 2012), ("73110", 2025)]


def test_names_in_files_and_parts_of_a_share_land(kinds):
    share = {
        **one(kinds, "indicator"),
        "slug": "aandeel",
        "title": "Aandeel",
        "unit": "%",
        "numerator": "nieuwkomers",
        "denominator": "nieuwkomers",
        "file_names": ["deel", {"format": "swing", "name": "pct"}],
    }
    # A share may stand before what it is made of.
    kinds["indicator"].insert(0, share)
    load(checked(kinds))

    indicator = Indicator.objects.get(slug="aandeel")
    assert (indicator.numerator.slug, indicator.denominator.slug) == ("nieuwkomers", "nieuwkomers")
    assert list(indicator.file_names.values_list("format", "name")) == [("", "deel"), ("swing", "pct")]


def test_imported_figures_outlive_their_record(kinds):
    """Also one in the place of a figure of the files."""
    indicator, source = Indicator.objects.get(), Source.objects.get()
    imported = FigureImport.objects.create(name="a.csv", digest="0" * 64, format="swing", source=source)
    Figure.objects.filter(region="vlaanderen").update(imported_by=imported)
    own = {"indicator": indicator, "source": source, "imported_by": imported}
    make_figure(municipality=Municipality.objects.get(nis="71016"), year=2020, value=3, **own)
    one(kinds, "indicator")["figures"][0]["value"] = 58
    one(kinds, "indicator")["figures"][1] |= {"value": 9, "mark": None}

    new, changed, same, kept = report(kinds)

    assert (new, changed, same) == (0, 1, RECORDS - 1)
    assert kept == [
        "indicator.yaml, record 1 (nieuwkomers): 'Nieuwkomers, Vlaanderen, 2012' is er intussen uit een bestand"
    ]
    assert list(Figure.objects.order_by("year", "municipality").values_list("year", "value", "imported_by")) == [
        (2012, 58, None),
        (2012, None, imported.pk),
        (2020, 3, imported.pk),
    ]


def plan():
    """The plan as loaded: code, level, code of what it falls under, and position."""
    items = PolicyItem.objects.in_order().select_related("parent")
    return [(item.code, item.level, item.parent and item.parent.code, item.position) for item in items]


PLAN = [
    ("SD1", "strategisch", None, 100_000),
    ("OD1.2", "operationeel", "SD1", 102_000),
    ("1.2.10", "actie", "OD1.2", 102_010),
]


def test_plan_lands_in_its_own_order(db):
    kinds = content()
    kinds["policy_item"][0]["practices"] = ["leeskriebels"]
    load(checked(kinds))
    action = PolicyItem.objects.get(code="1.2.10")

    assert plan() == PLAN
    assert (action.lead, action.period, action.state, action.in_2018) == (
        ["Dienst Jeugd"],
        "2016-2019",
        "lopend",
        "onderweg",
    )
    assert [practice.slug for practice in action.practices.all()] == ["leeskriebels"]
    assert [monitor.slug for monitor in action.monitors.all()] == ["survey"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_plan_lands_whichever_file_comes_first(db, order):
    kinds = content()
    items = kinds.pop("policy_item")
    files = [Record("policy_item", items[place], Path(f"plan-{number}.yaml"), 0) for number, place in enumerate(order)]
    others = [
        Record(kind, fields, Path(f"{kind}.yaml"), position)
        for kind, records in kinds.items()
        for position, fields in enumerate(records)
    ]

    load(Checked([*files, *others]))

    assert plan() == PLAN


def test_municipality_lands_before_its_successor(db):
    kinds = content()
    kinds["municipality"].reverse()

    assert report(kinds) == (RECORDS, 0, 0, [])
    assert Municipality.objects.get(nis="73006").successor.name == "Bilzen-Hoeselt"


def test_goal_that_falls_under_itself_is_refused(db):
    kinds = content()
    kinds["policy_item"][1]["parent"] = "od-1-2"

    with pytest.raises(ContentError, match=r"^policy_item\.yaml, record 2 \(od-1-2\): 'od-1-2' \(policy_item\) staat"):
        load(checked(kinds))


@pytest.mark.parametrize("value", [0.1, 57.3, 33.3333, 2.0001, 0.0, 12345678.9])
def test_decimals_land_exactly_as_written(db, value):
    kinds = content()
    one(kinds, "indicator")["figures"][0]["value"] = value
    load(checked(kinds))

    assert Figure.objects.order_by("pk").first().value == Decimal(str(value))


def test_places_land(kinds):
    bilzen = Municipality.objects.get(nis="73006")

    assert (bilzen.successor.name, bilzen.valid_until, bilzen.slug) == (
        "Bilzen-Hoeselt",
        date(2024, 12, 31),
        "bilzen-73006",
    )
    assert Municipality.objects.get(nis="71016").type == "centrumstad"
    assert Place.objects.count() == 3
    assert Provider.objects.get().province.slug == "limburg"


def test_loading_again_changes_nothing(kinds):
    before = [list(model.objects.order_by("pk").values()) for model in (Practice, Partner, Call, LoadedRecord)]

    assert report(kinds) == (0, 0, RECORDS, [])
    assert [list(model.objects.order_by("pk").values()) for model in (Practice, Partner, Call, LoadedRecord)] == before


def test_changed_record_changes_its_entry(kinds, get):
    practice = Practice.objects.get()
    one(kinds, "practice").update(
        title="Voorlezen", themes=["wonen"], municipalities=["Genk"], approach="  Veel zwemmen. \n"
    )

    assert report(kinds) == (0, 1, RECORDS - 1, [])

    changed = Practice.objects.get()
    assert (changed.pk, changed.title, changed.approach) == (practice.pk, "Voorlezen", "Veel zwemmen.")
    assert [theme.slug for theme in changed.themes.all()] == ["wonen"]
    assert changed.place_names == ["Genk"]
    assert changed.published_on == practice.published_on
    assert titles(get("/praktijken/", q="zwemmen").context["page"]) == ["Voorlezen"]
    # Between quotes, because Winterslag is a part of Genk, where it is now.
    assert titles(get("/praktijken/", q='"winterslag"').context["page"]) == []


def test_field_taken_out_is_emptied(kinds):
    one(kinds, "practice")["budget"] = "€ 1.000"
    load(checked(kinds))
    for name in ("budget", "state", "domains", "supported_by"):
        one(kinds, "practice").pop(name)

    load(checked(kinds))

    practice = Practice.objects.get()
    assert (practice.budget, practice.state) == ("", "onbekend")
    assert [*practice.domains.all(), *practice.supported_by.all()] == []


def test_changed_term_beside_an_unchanged_one(kinds):
    """An entry may refer to both a term that changed in the same load and one that did not."""
    kinds["theme"][0]["name"] = "Talen"
    one(kinds, "practice")["themes"] = ["taal", "wonen"]

    assert report(kinds) == (0, 2, RECORDS - 2, [])
    assert [theme.name for theme in Practice.objects.get().themes.all()] == ["Talen", "Wonen"]


def test_new_record_is_added(kinds):
    kinds["theme"].append({"slug": "werk", "name": "Werk", "question": "Wat?", "summary": "Over werk."})

    assert report(kinds) == (1, 0, RECORDS, [])
    assert [theme.slug for theme in Theme.objects.all()] == ["taal", "wonen", "werk"]


def test_what_a_person_changed_is_kept(kinds):
    practice = Practice.objects.get()
    practice.title = "Beter verwoord"
    practice.save()
    one(kinds, "practice")["title"] = "Voorlezen"

    kept = "practice.yaml, record 1 (leeskriebels): is in het portaal gewijzigd"
    assert report(kinds) == (0, 0, RECORDS - 1, [kept])
    assert report(kinds) == (0, 0, RECORDS - 1, [kept])
    assert Practice.objects.get().title == "Beter verwoord"


def test_what_a_person_unpublished_stays_so(kinds):
    practice = Practice.objects.get()
    practice.status = Status.ARCHIVED
    practice.save()
    one(kinds, "practice")["title"] = "Voorlezen"
    load(checked(kinds))

    assert Practice.objects.get().status == Status.ARCHIVED


def test_what_a_person_deleted_stays_deleted(kinds):
    Practice.objects.all().delete()

    assert report(kinds) == (0, 0, RECORDS, [])
    one(kinds, "practice")["title"] = "Voorlezen"
    kept = "practice.yaml, record 1 (leeskriebels): is in het portaal verwijderd"
    assert report(kinds) == (0, 0, RECORDS - 1, [kept])
    assert not Practice.objects.exists()


def test_what_a_person_made_is_kept(db):
    make_practice(slug="leeskriebels", title="Van een ambtenaar")

    kept = "practice.yaml, record 1 (leeskriebels): bestond al in het portaal"
    assert report(content()) == (RECORDS - 1, 0, 0, [kept])
    assert Practice.objects.get().title == "Van een ambtenaar"


def test_reference_to_what_a_person_deleted_is_left_out(kinds):
    """An officer's deletion may not stop the next upgrade."""
    Partner.objects.get(slug="prisma").delete()
    one(kinds, "practice").update(title="Voorlezen", supported_by=["prisma", "agentschap"])

    assert report(kinds) == (
        0,
        1,
        RECORDS - 1,
        ["practice.yaml, record 1 (leeskriebels): verwijst niet meer naar 'prisma' (partner), dat is verwijderd"],
    )
    assert [partner.slug for partner in Practice.objects.get().supported_by.all()] == ["agentschap"]


def test_what_a_person_added_stays(kinds):
    make_theme(name="Van een ambtenaar")
    load(checked(kinds))

    assert Theme.objects.filter(name="Van een ambtenaar").exists()


def test_merger_of_municipalities_moves_practices(kinds):
    """The practice's own record stays the same; the map under it changes."""
    kinds["municipality"].insert(
        0, {"nis": "71099", "name": "Genk-Bilzen", "province": "limburg", "since": "2031-01-01"}
    )
    kinds["municipality"][1].update(successor="71099", until="2030-12-31")
    kinds["place"][0]["municipality"] = "71099"
    kinds["place"][1]["municipality"] = "71099"
    load(checked(kinds))

    assert Practice.objects.get().place_names == ["Bilzen (Bilzen-Hoeselt)", "Winterslag (Genk-Bilzen)"]
    assert [town.name for town in ContactPoint.objects.get().excepted.all()] == ["Genk-Bilzen"]


def test_calls_keep_their_place_in_agendas(kinds, client):
    """A change to a scheme is no reason for an agenda to show its deadline twice."""
    before = Calendar.from_ical(client.get("/subsidies/kalender.ics").content).walk("VEVENT")
    one(kinds, "scheme")["conditions"] = "Samen met bewoners."
    one(kinds, "scheme")["calls"] = [
        {"title": "Ronde 2", "closes_on": "2027-06-30"},
        {"title": "Ronde 1", "closes_on": "2026-07-31"},
    ]
    load(checked(kinds))

    after = Calendar.from_ical(client.get("/subsidies/kalender.ics").content).walk("VEVENT")

    assert [str(event["summary"]) for event in after] == [
        "Uiterste dag: Buurten (Ronde 1)",
        "Uiterste dag: Buurten (Ronde 2)",
    ]
    assert str(after[0]["uid"]) == str(before[0]["uid"])
    assert str(after[1]["uid"]) != str(before[0]["uid"])


def test_all_or_nothing(db):
    kinds = content()
    one(kinds, "practice").update(state="stopped")  # PostgreSQL wants a reason

    with pytest.raises(ContentError, match=r"practice\.yaml, record 1 \(leeskriebels\): "):
        load(checked(kinds))

    for model in (Theme, Municipality, Practice, Partner, LoadedRecord):
        assert not model.objects.exists()


def test_content_with_errors_is_not_loaded(db):
    kinds = content()
    one(kinds, "practice")["themes"] = ["muziek"]

    with pytest.raises(ContentError, match="themes: 'muziek' bestaat niet als theme"):
        load(checked(kinds))

    assert not Sector.objects.exists()


@pytest.mark.parametrize(
    ("kind", "name", "value", "message"),
    [
        (
            "partner",
            "active_until",
            "lang geleden",
            ": active_until: Waarde van ‘lang geleden’ moet een geheel getal zijn.",
        ),
        ("scheme", "valid_from", "31/02/2026", ": valid_from: "),
        ("source", "year", 1900, "source_year_is_plausible"),
        ("municipality", "nis", "7300", ": nis: Een NIS-code heeft vijf cijfers."),
    ],
)
def test_value_that_does_not_fit_names_its_record(db, kind, name, value, message):
    kinds = content()
    one(kinds, kind)[name] = value

    with pytest.raises(ContentError, match=rf"^{kind}\.yaml, record \d \(") as refused:
        load(checked(kinds))

    assert message in str(refused.value)


def test_command_loads_and_says_so(db, tmp_path, capsys):
    write(content(), tmp_path)
    call_command("load_content", folder=tmp_path)
    call_command("load_content", folder=tmp_path)
    call_command("load_content", folder=tmp_path, again=True)

    assert capsys.readouterr().out.splitlines() == [
        f"Inhoud: {RECORDS} nieuw, 0 gewijzigd, 0 gelijk.",
        "Inhoud: de bestanden zijn niet veranderd.",
        f"Inhoud: 0 nieuw, 0 gewijzigd, {RECORDS} gelijk.",
    ]


def test_command_says_what_it_left_alone(db, tmp_path, capsys):
    make_practice(slug="leeskriebels")
    write(content(), tmp_path)
    call_command("load_content", folder=tmp_path)

    assert capsys.readouterr().out.splitlines() == [
        "  met rust gelaten: practice.yaml, record 1 (leeskriebels): bestond al in het portaal",
        f"Inhoud: {RECORDS - 1} nieuw, 0 gewijzigd, 0 gelijk, 1 met rust gelaten.",
    ]


def test_command_that_failed_tries_again(db, tmp_path, capsys):
    kinds = content()
    one(kinds, "practice")["state"] = "stopped"
    write(kinds, tmp_path)
    with pytest.raises(CommandError, match="leeskriebels"):
        call_command("load_content", folder=tmp_path)
    with pytest.raises(CommandError, match="leeskriebels"):
        call_command("load_content", folder=tmp_path)

    write(content(), tmp_path)
    call_command("load_content", folder=tmp_path)

    assert capsys.readouterr().out == f"Inhoud: {RECORDS} nieuw, 0 gewijzigd, 0 gelijk.\n"
