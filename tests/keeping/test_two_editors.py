"""Two people who edit one thing: nobody's save hides another's."""

import re

import pytest

from portal.accounts.models import Scope
from portal.keeping.models import KeptForm
from portal.keeping.tokens import FIELD
from portal.models import Status
from portal.roles import OFFICER
from portal.versions.documents import document_of
from portal.versions.recording import latest
from portal.workflow.models import Proposal
from practices.models import Practice
from tests.admin.forms import address, errors, filled, new_row, said
from tests.factories import (
    make_argument,
    make_call,
    make_contact_point,
    make_figure,
    make_indicator,
    make_municipality,
    make_partner,
    make_practice,
    make_question,
    make_scheme,
    make_source,
    make_theme,
)


@pytest.fixture
def pair(colleague):
    """Lies and Jan, each in a browser of their own."""
    return colleague("Lies", "Kok"), colleague("Jan", "Maes")


def both_save(pair, thing, hers, his):
    """Both open the form; she saves `hers`, then he `his`. What he gets."""
    lies, jan = pair
    forms = [filled(client.get(address(thing))) for client in pair]
    first = lies.post(address(thing), forms[0] | hers)
    assert first.status_code == 302
    return jan.post(address(thing), forms[1] | his)


def choices(page):
    """What a page asks to choose: a dict of key to label, what it was, theirs and mine."""
    return {each.key: (each.label, each.base, each.theirs, each.mine) for each in page.context["second"].choices()}


def listed(found):
    return [(each.label, str(each.words)) for each in found]


def save_together(client, page, **chosen):
    """Sends the page, with "theirs" for the keys in `chosen`."""
    kept = KeptForm.objects.get()
    answers = {f"keuze.{key}": "mine" for key in choices(page)} | {f"keuze.{key}": side for key, side in chosen.items()}
    return client.post(f"/beheer/bewaard/{kept.pk}/samen/", {"seen": page.context["second"].seen, **answers})


def test_second_sees_who_saved_and_what_both_made_of_it(pair):
    theme, old = make_theme(name="Wonen"), make_theme(name="Taal")
    practice = make_practice(title="Was", approach="Zo.", summary="Kort.", themes=[old])

    page = both_save(
        pair,
        practice,
        {"title": "Van Lies", "approach": "Haar aanpak.", "budget": "10 euro"},
        {"title": "Van Jan", "summary": "Zijn samenvatting.", "themes": [theme.pk]},
    )

    practice.refresh_from_db()
    assert (page.status_code, practice.title) == (409, "Van Lies")
    assert choices(page) == {"fields.title": ("Titel", "Was", "Van Lies", "Van Jan")}
    assert listed(page.context["second"].taken()) == [
        ("Aanpak", "<del>Zo</del><ins>Haar aanpak</ins>."),
        ("Budget", "<ins>10 euro</ins>"),
    ]
    assert listed(page.context["second"].added()) == [
        ("Samenvatting", "<del>Kort</del><ins>Zijn samenvatting</ins>."),
        ("Thema's", "<del>Taal</del>\n<ins>Wonen</ins>"),
    ]
    shown = page.content.decode()
    assert re.search(r"Lies Kok bewaarde als laatste, om \d\d\.\d\d\.", shown)
    assert 'name="keuze.fields.title" value="mine" checked' in shown
    assert KeptForm.objects.get().data["title"] == ["Van Jan"]


@pytest.mark.parametrize(("side", "title"), [("mine", "Van Jan"), ("theirs", "Van Lies")])
def test_both_saves_become_one(pair, get, side, title):
    theme = make_theme()
    practice = make_practice(title="Was", approach="Zo.", themes=[])
    page = both_save(
        pair,
        practice,
        {"title": "Van Lies", "approach": "Over tuinieren."},
        {"title": "Van Jan", "summary": "Over koken.", "themes": [theme.pk]},
    )

    answer = save_together(pair[1], page, **{"fields.title": side})

    practice.refresh_from_db()
    assert answer.url == address(practice)
    assert (practice.title, practice.approach, practice.summary) == (title, "Over tuinieren.", "Over koken.")
    assert list(practice.themes.all()) == [theme]
    version = latest(practice)
    assert (version.made_by, version.document) == (pair[1].user, document_of(practice))
    assert not KeptForm.objects.exists()
    found = [get("/praktijken/", q=word).context["page"].paginator.count for word in ("tuinieren", "koken")]
    assert found == [1, 1]
    assert said(pair[1].get(address(practice))) == [f"Bewaard: “{title}”, met wat de andere wijzigde."]


def test_rows_become_one(pair):
    """Each adds, changes and deletes rows; of one row they change different fields, of another the same."""
    partner, town = make_partner(), make_municipality()
    _, same, _, _ = (make_contact_point(partner=partner, name=name, position=n) for n, name in enumerate("abcd"))
    forms = {"contacts-0-phone": "089 1", "contacts-1-phone": "089 2", "contacts-2-DELETE": "on"}
    theirs = {"contacts-0-note": "Open", "contacts-1-phone": "089 3", "contacts-3-DELETE": "on"}

    page = both_save(
        pair,
        partner,
        forms | new_row("contacts", 4, name="Van Lies", municipalities=[town.pk]),
        theirs | new_row("contacts", 4, name="Van Jan"),
    )
    asked = choices(page)
    save_together(pair[1], page)

    key = f"rows.contacts.{same.pk}.fields.phone"
    assert asked == {key: ("Contactpunt “b”, telefoon", "–", "089 2", "089 3")}
    rows = partner.contacts.order_by("pk").values_list("name", "phone", "note")
    assert list(rows) == [("a", "089 1", "Open"), ("b", "089 3", ""), ("Van Lies", "", ""), ("Van Jan", "", "")]
    assert list(partner.contacts.get(name="Van Lies").municipalities.all()) == [town]


@pytest.mark.parametrize("who_deletes", ["first", "second"])
def test_row_that_one_deleted_and_the_other_changed(pair, who_deletes):
    question = make_question()
    argument = make_argument(question=question, title="Kern", text="Oud.")
    delete, change = {"arguments-0-DELETE": "on"}, {"arguments-0-text": "Nieuw."}

    page = both_save(pair, question, *((delete, change) if who_deletes == "first" else (change, delete)))
    key, (label, _, theirs, mine) = next(iter(choices(page).items()))
    save_together(pair[1], page)

    assert (key, label) == (f"rows.arguments.{argument.pk}", "Argument “Kern”")
    gone = theirs if who_deletes == "first" else mine
    assert gone == "deze rij is verwijderd"
    assert question.arguments.count() == (1 if who_deletes == "first" else 0)


def test_same_new_row_of_both_comes_once(pair):
    """Also when the two differ, but may not stand beside each other."""
    scheme, source = make_scheme(), make_source()
    rows = new_row("citations", 1, source=source.pk, reference="Bladzijde 5")

    page = both_save(
        pair,
        scheme,
        rows | new_row("calls", title="Ronde 1", note="Van Lies"),
        rows | new_row("calls", title="Ronde 1", note="Van Jan"),
    )
    asked = [words[0] for words in choices(page).values()]
    save_together(pair[1], page)

    assert asked == ["Oproep “Ronde 1”"]
    assert list(scheme.calls.values_list("title", "note")) == [("Ronde 1", "Van Jan")]
    assert scheme.citations.filter(reference="Bladzijde 5").count() == 1


def test_third_who_saves_while_one_chooses(pair, colleague):
    practice = make_practice(title="Was", approach="Zo.")
    page = both_save(pair, practice, {"title": "Van Lies"}, {"title": "Van Jan"})
    an = colleague("An", "Peeters")
    an.post(address(practice), filled(an.get(address(practice))) | {"title": "Van An", "budget": "Veel"})

    again = save_together(pair[1], page, **{"fields.title": "theirs"})
    practice.refresh_from_db()

    assert (again.status_code, practice.title) == (409, "Van An")
    assert "Intussen bewaarde nog iemand." in again.content.decode()
    assert choices(again) == {"fields.title": ("Titel", "Was", "Van An", "Van Jan")}
    assert 'value="theirs" checked' in again.content.decode()
    save_together(pair[1], again)
    practice.refresh_from_db()
    assert (practice.title, practice.budget) == ("Van Jan", "Veel")


def test_different_fields_ask_nothing_but_a_look(pair):
    practice = make_practice(title="Was", approach="Zo.")

    page = both_save(pair, practice, {"title": "Van Lies"}, {"approach": "Van Jan"})
    save_together(pair[1], page)

    practice.refresh_from_db()
    assert "U hoeft niet te kiezen." in page.content.decode()
    assert (practice.title, practice.approach) == ("Van Lies", "Van Jan")


def test_what_each_adds_to_and_takes_off_one_relation_asks_no_choice(pair):
    language, housing, work, sport = (make_theme(name=name) for name in ("Taal", "Wonen", "Werk", "Sport"))
    practice = make_practice(themes=[language, housing])

    page = both_save(pair, practice, {"themes": [language.pk, housing.pk, work.pk]}, {"themes": [housing.pk, sport.pk]})
    save_together(pair[1], page)

    assert choices(page) == {}
    assert listed(page.context["second"].taken()) == [("Thema's", "<ins>Werk</ins>\n(2 ongewijzigd)")]
    assert set(practice.themes.all()) == {housing, work, sport}


@pytest.mark.parametrize("his", [{"title": "Nieuw"}, {}])
def test_second_who_adds_nothing_is_done(pair, his):
    """Also for who sends the same form again, because the first answer got lost."""
    practice = make_practice(title="Was")

    answer = both_save(pair, practice, {"title": "Nieuw"}, his)

    practice.refresh_from_db()
    assert (answer.status_code, practice.title) == (302, "Nieuw")
    assert said(pair[1].get(address(practice))) == ["Er was niets meer te bewaren: wat u typte, staat er al."]
    assert not KeptForm.objects.exists()


def test_faults_come_first(pair):
    practice = make_practice(title="Was")

    page = both_save(pair, practice, {"title": "Van Lies"}, {"title": "", "budget": "1 euro"})
    asked = pair[1].post(address(practice), filled(page) | {"title": "Van Jan"})

    assert errors(page) == ["Dit veld is verplicht."]
    assert KeptForm.objects.get().data["budget"] == ["1 euro"]
    assert choices(asked) == {"fields.title": ("Titel", "Was", "Van Lies", "Van Jan")}


def test_together_they_may_not_leave_a_published_entry_without_source(pair):
    one, other = make_source(), make_source()
    practice = make_practice(sources=[one, other])

    page = both_save(pair, practice, {"citations-0-DELETE": "on"}, {"citations-1-DELETE": "on"})
    answer = save_together(pair[1], page)

    assert answer.status_code == 409
    assert "minstens één bron" in answer.content.decode()
    assert practice.citations.get().source == other
    assert KeptForm.objects.exists()


def test_form_without_a_token_overwrites_nothing(pair):
    """Nobody knows from what it started."""
    practice = make_practice(title="Was", summary="Kort.")
    posted = filled(pair[0].get(address(practice))) | {"title": "Met de hand"}
    del posted[FIELD]

    page = pair[0].post(address(practice), posted)
    practice.refresh_from_db()
    went_on = pair[0].post(f"/beheer/bewaard/{KeptForm.objects.get().pk}/verder/", {"seen": page.context["seen"]})
    form = pair[0].get(went_on.url)
    saved = pair[0].post(address(practice), filled(form))

    assert (page.status_code, practice.title) == (409, "Was")
    assert [(each.label, each.stored, each.typed) for each in page.context["typed"]] == [
        ("Titel", "Was", "Met de hand")
    ]
    practice.refresh_from_db()
    assert (saved.status_code, practice.title) == (302, "Met de hand")


def test_token_of_another_entry_is_none(pair):
    one, other = make_practice(title="De ene"), make_practice(title="De andere")
    token = filled(pair[0].get(address(one)))[FIELD]

    answer = pair[0].post(address(other), filled(pair[0].get(address(other))) | {FIELD: token, "title": "Weg"})

    other.refresh_from_db()
    assert (answer.status_code, other.title) == (409, "De andere")


def test_row_with_a_page_of_its_own_shows_both(pair):
    call = make_call(title="Was", note="Oud")
    forms = [filled(client.get(address(call))) for client in pair]
    pair[0].post(address(call), forms[0] | {"title": "Van Lies"} | new_row("steps", title="Infosessie"))

    page = pair[1].post(address(call), forms[1] | {"title": "Van Jan"} | new_row("steps", title="Beslissing"))
    call.refresh_from_db()

    assert (page.status_code, call.title) == (409, "Van Lies")
    assert ("Titel", "Van Lies", "Van Jan") in [(each.label, each.stored, each.typed) for each in page.context["typed"]]
    assert "Lies Kok bewaarde als laatste" in page.content.decode()
    kept = KeptForm.objects.get()
    went_on = pair[1].post(f"/beheer/bewaard/{kept.pk}/verder/", {"seen": page.context["seen"]}, follow=True)
    assert filled(went_on)["title"] == "Van Jan"


def test_row_edited_in_the_form_of_its_entry_and_on_its_own_page(pair):
    scheme = make_scheme()
    call = make_call(scheme=scheme, title="Was")
    form = filled(pair[1].get(address(call)))
    pair[0].post(address(scheme), filled(pair[0].get(address(scheme))) | {"calls-0-title": "Van Lies"})

    page = pair[1].post(address(call), form | {"title": "Van Jan"})

    call.refresh_from_db()
    assert (page.status_code, call.title) == (409, "Van Lies")


def test_rows_that_versions_leave_out_are_not_overwritten(pair):
    indicator = make_indicator()
    figure = make_figure(indicator=indicator, value=1)

    page = both_save(pair, indicator, {"figures-0-value": "2"}, {"figures-0-value": "3"})

    figure.refresh_from_db()
    assert (page.status_code, figure.value) == (409, 2)
    assert [(each.stored, each.typed) for each in page.context["typed"]] == [("2", "3")]


def test_change_outside_the_admin_counts_too(pair):
    practice = make_practice(title="Was")
    form = filled(pair[0].get(address(practice)))
    Practice.objects.filter(pk=practice.pk).update(title="Uit een import")

    page = pair[0].post(address(practice), form | {"title": "Getypt"})

    assert page.status_code == 409
    assert Practice.objects.get().title == "Uit een import"


def test_entry_deleted_meanwhile(pair):
    practice = make_practice(title="Was")
    page = address(practice)
    form = filled(pair[0].get(page))
    practice.delete()

    answer = pair[0].post(page, form | {"title": "Getypt", "summary": "Lang werk."}, follow=True)

    assert said(answer) == ["Intussen is dit verwijderd: praktijk. Wat u typte is bewaard: u leest het hier."]
    assert "Lang werk." in answer.content.decode()
    assert "Zet terug" not in answer.content.decode()
    page = pair[1].get(f"/beheer/bewaard/{KeptForm.objects.get().pk}/")
    assert page.status_code == 404


def test_entry_published_meanwhile_is_closed_for_an_officer(colleague):
    """They see what is there now beside what they typed, and go on with it as a proposal."""
    genk = make_municipality()
    officer = colleague(role=OFFICER, scope={"municipalities": [genk]})
    practice = make_practice(title="Was", status=Status.DRAFT, municipalities=[genk])
    form = filled(officer.get(address(practice)))
    Practice.objects.filter(pk=practice.pk).update(status=Status.PUBLISHED, published_on="2026-11-22")

    page = officer.post(address(practice), form | {"title": "Getypt"})
    kept = KeptForm.objects.get()
    went_on = officer.post(f"/beheer/bewaard/{kept.pk}/verder/", {"seen": page.context["seen"]}, follow=True)
    saved = officer.post(address(practice), filled(went_on))

    practice.refresh_from_db()
    assert (page.status_code, saved.status_code, practice.title) == (409, 302, "Was")
    assert ("Titel", "Was", "Getypt") in [(each.label, each.stored, each.typed) for each in page.context["typed"]]
    assert Proposal.objects.get().document["fields"]["title"] == "Getypt"
    assert not KeptForm.objects.exists()


def test_proposal_that_an_editor_changed_meanwhile(colleague):
    genk = make_municipality()
    officer, editor = colleague(role=OFFICER, scope={"municipalities": [genk]}), colleague("Lies", "Kok")
    practice = make_practice(title="Was", municipalities=[genk])
    officer.post(address(practice), filled(officer.get(address(practice))) | {"title": "Voorstel"})
    form = filled(officer.get(address(practice)))
    theirs = f"{address(practice)}?voorstel={Proposal.objects.get().pk}"
    editor.post(theirs, filled(editor.get(theirs)) | {"title": "Van Lies"})

    page = officer.post(address(practice), form | {"title": "Van mij"})

    assert (page.status_code, Proposal.objects.get().document["fields"]["title"]) == (409, "Van Lies")
    assert [(each.label, each.stored, each.typed) for each in page.context["typed"]] == [
        ("Titel", "Van Lies", "Van mij")
    ]
    assert KeptForm.objects.get().data["title"] == ["Van mij"]


def test_officer_whose_town_changed_reads_what_they_typed(colleague):
    genk = make_municipality()
    officer = colleague(role=OFFICER, scope={"municipalities": [genk]})
    practice = make_practice(title="Was", status=Status.DRAFT, municipalities=[genk])
    form = filled(officer.get(address(practice)))
    Scope.objects.get().municipalities.clear()

    answer = officer.post(address(practice), form | {"title": "Getypt"})

    practice.refresh_from_db()
    assert (answer.status_code, practice.title) == (404, "Was")
    assert "Getypt" in officer.get(f"/beheer/bewaard/{KeptForm.objects.get().pk}/").content.decode()


def test_merging_asks_permission_again(pair, colleague):
    practice = make_practice(title="Was")
    page = both_save(pair, practice, {"title": "Van Lies"}, {"title": "Van Jan"})
    pair[1].user.groups.clear()

    answer = save_together(pair[1], page)

    practice.refresh_from_db()
    assert (answer.status_code, practice.title) in [(302, "Van Lies"), (403, "Van Lies")]
