"""What a guessed or hand-made request reaches beyond one's scope: nothing."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile

from partners.models import ContactPoint
from portal.accounts.models import Scope
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from practices.models import Practice, PracticeMunicipality
from subsidies.models import Award, Call, Scheme
from tests.admin.forms import address, errors, filled, new_row, said, save
from tests.factories import (
    make_award,
    make_call,
    make_contact_point,
    make_indicator,
    make_municipality,
    make_partner,
    make_practice,
    make_provider,
    make_province,
    make_rule,
    make_scheme,
    make_source,
    make_user,
)

SECRET = "zonnewijzerplan"
NEEDS_PLACE = "Kies minstens één gemeente of provincie waarvoor u werkt: Genk."


@pytest.fixture
def genk(db):
    return make_municipality(name="Genk")


@pytest.fixture
def hasselt(db):
    return make_municipality(name="Hasselt")


@pytest.fixture
def officer(sign_in, genk):
    return sign_in(OFFICER, municipalities=[genk])


@pytest.fixture
def provider(db):
    return make_provider(name="Onze gever")


@pytest.fixture
def agency(sign_in, provider):
    return sign_in(AGENCY, providers=[provider])


def municipalities(practice):
    return [locality.municipality.name for locality in practice.localities.all()]


# Practices -------------------------------------------------------------------


def written(officer, **changes):
    """What an officer posts for a new practice."""
    form = filled(officer.get(address(Practice, "add")))
    return form | {"title": "Samen koken", "slug": "samen-koken", "summary": "Buren koken."} | changes


def test_new_practice_needs_a_place_of_the_officer(officer, genk, hasselt):
    without = officer.post(address(Practice, "add"), written(officer))
    elsewhere = officer.post(address(Practice, "add"), written(officer, **{"localities-0-municipality": hasselt.pk}))

    assert errors(without) == errors(elsewhere) == [NEEDS_PLACE]
    # Nothing typed is lost, and nothing is saved.
    assert "Samen koken" in elsewhere.content.decode()
    assert "Hasselt" in elsewhere.content.decode()
    assert list(Practice.objects.all()) == []


def test_practice_of_the_province_is_for_who_has_the_province(sign_in):
    province = make_province(name="Limburg")
    officer = sign_in(OFFICER, provinces=[province])

    officer.post(address(Practice, "add"), written(officer, provinces=[province.pk]))

    assert [practice.owner for practice in Practice.objects.all()] == [officer.user]


def test_practice_is_not_given_away(officer, genk, hasselt):
    practice = make_practice(status="draft", municipalities=[genk])

    answer = save(officer, practice, **{"localities-0-municipality": hasselt.pk})

    assert errors(answer) == [NEEDS_PLACE]
    assert municipalities(practice) == ["Genk"]


def test_practice_is_shared_with_another_town(officer, genk, hasselt):
    practice = make_practice(status="draft", municipalities=[genk])
    row = new_row("localities", 1, municipality=hasselt.pk, name_in_source="", practice=practice.pk)

    save(officer, practice, **row)

    assert municipalities(practice) == ["Genk", "Hasselt"]


def test_rows_of_another_practice_cannot_be_taken_or_deleted(officer, genk, hasselt):
    practice = make_practice(status="draft", municipalities=[genk])
    other = make_practice(status="draft", municipalities=[hasselt])
    row = other.localities.get()
    taken = {"localities-TOTAL_FORMS": 2, "localities-INITIAL_FORMS": 2, "localities-1-id": row.pk}
    taken |= {"localities-1-practice": practice.pk, "localities-1-municipality": genk.pk}

    moved = save(officer, practice, **taken)
    save(officer, practice, **taken, **{"localities-1-DELETE": "on"})

    assert moved.status_code == 200
    assert PracticeMunicipality.objects.get(pk=row.pk).practice == other
    assert municipalities(other) == ["Hasselt"]


@pytest.mark.parametrize("action", ["submit", "publish", "unpublish", "archive", "delete_selected"])
def test_actions_reach_no_practice_of_another_town(officer, genk, hasselt, action):
    own = make_practice(title="Eigen", municipalities=[genk])
    hidden = make_practice(title=SECRET, status="draft", municipalities=[hasselt])
    shown = make_practice(title="Getoond elders", status="review", municipalities=[hasselt], owner=officer.user)

    picked = {"action": action, "_selected_action": [own.pk, hidden.pk, shown.pk], "post": "yes"}
    answer = officer.post(address(Practice, "changelist"), picked, follow=True)

    assert dict(Practice.objects.values_list("title", "status")) == {
        "Eigen": "published",
        SECRET: "draft",
        "Getoond elders": "review",
    }
    assert SECRET not in answer.content.decode()


def test_select_across_reaches_no_practice_of_another_town(officer, genk, hasselt):
    make_practice(title="Eigen", status="draft", municipalities=[genk])
    make_practice(title=SECRET, status="draft", municipalities=[hasselt])

    picked = {"action": "submit", "_selected_action": ["1"], "select_across": "1"}
    officer.post(address(Practice, "changelist"), picked, follow=True)

    assert dict(Practice.objects.values_list("title", "status")) == {"Eigen": "review", SECRET: "draft"}


def test_officer_does_not_say_who_is_responsible(officer, genk):
    colleague = make_user(OFFICER, municipalities=[genk])
    practice = make_practice(status="draft", municipalities=[genk], owner=colleague)

    page = officer.get(address(practice))
    save(officer, practice, owner=officer.user.pk)

    practice.refresh_from_db()
    assert practice.owner == colleague
    assert f"/auth/user/{colleague.pk}/" not in page.content.decode()
    assert colleague.username in page.content.decode()


def test_entry_without_anybody_responsible_says_so(officer, genk):
    page = officer.get(address(make_practice(status="draft", municipalities=[genk]))).content.decode()

    assert re.search(r'field-owner_name.*?<div class="readonly">–</div>', page, re.DOTALL)


def test_officer_without_scope_is_told_what_is_missing(sign_in):
    officer = sign_in(OFFICER)

    page = officer.get(address(Practice, "changelist"))

    assert said(page) == ["Uw account heeft nog geen gemeente. Vraag een beheerder."]
    assert officer.get(address(Practice, "add")).status_code == 403


# Relations to what is hidden -------------------------------------------------


def test_hidden_partner_is_not_shown_not_lost_and_not_chosen(officer, genk):
    shown = make_partner(title="Getoonde partner")
    hidden, other = (make_partner(title=f"{SECRET} {n}", status="draft") for n in (1, 2))
    practice = make_practice(status="draft", municipalities=[genk], supported_by=[shown, hidden])

    page = officer.get(address(practice))
    save(officer, practice, title="Veranderd")
    refused = save(officer, practice, supported_by=[shown.pk, other.pk])

    assert SECRET not in page.content.decode()
    assert "een fiche van een ander, nog niet gepubliceerd" in page.content.decode()
    assert set(practice.supported_by.all()) == {shown, hidden}
    assert Practice.objects.get().title == "Veranderd"
    assert SECRET not in refused.content.decode()


def test_hidden_partner_is_not_shown_to_who_reads(officer, genk, hasselt):
    hidden = make_partner(title=SECRET, status="draft")
    practice = make_practice(municipalities=[hasselt], supported_by=[hidden])
    successor = make_partner(successors=[hidden])

    pages = [officer.get(address(each)) for each in (practice, successor)]
    pages += [officer.get(f"{address(Practice, 'add')}?supported_by={hidden.pk}")]

    assert [SECRET in page.content.decode() for page in pages] == [False] * 3


def test_hidden_indicator_of_a_rule_is_not_shown_and_not_lost(agency, provider, officer):
    hidden = make_indicator(title=SECRET, status="draft")
    scheme = make_scheme(provider=provider)
    rule = make_rule(scheme=scheme, indicator=hidden, threshold=10)

    pages = [client.get(address(scheme)) for client in (agency, officer)]
    save(agency, scheme, amounts="Veel.", **{"rules-0-threshold": "12"})

    rule.refresh_from_db()
    assert [SECRET in page.content.decode() for page in pages] == [False] * 2
    assert (rule.indicator, int(rule.threshold)) == (hidden, 12)


def test_shortcut_to_the_public_page_tells_no_address(officer, hasselt):
    """Django's own leads from a number to an address, and that of a draft has its title."""
    practice = make_practice(slug=SECRET, status="draft", municipalities=[hasselt])
    kind = ContentType.objects.get_for_model(Practice)

    answer = officer.get(f"/beheer/r/{kind.pk}/{practice.pk}/")

    assert answer.status_code == 404
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "supported_by__title__startswith=zon",
        "owner__password__startswith=md5",
        "owner__username=x",
        "_to_field=slug&_popup=1",
        "id__in=1,2,3",
        "e=1",
        "o=-1.2",
        "van=ander",
        "te-wijzigen=x",
        "nazicht=zomaar",
    ],
)
def test_made_up_filters_tell_nothing(officer, hasselt, query):
    make_practice(
        title=SECRET, status="draft", municipalities=[hasselt], supported_by=[make_partner(title="Zonnehuis")]
    )

    answer = officer.get(f"{address(Practice, 'changelist')}?{query}", follow=True)

    assert answer.status_code in (200, 400)
    assert SECRET not in answer.content.decode()


def test_counts_of_a_list_leave_out_what_is_hidden(officer, genk, hasselt):
    make_practice(municipalities=[hasselt])
    for _ in range(3):
        make_practice(status="draft", municipalities=[hasselt])

    page = officer.get(f"{address(Practice, 'changelist')}?q=praktijk&_facets=True")

    assert (page.context["cl"].result_count, page.context["cl"].full_result_count) == (1, 1)
    assert "ontwerp (0)" in page.content.decode()


# Contact points --------------------------------------------------------------


@pytest.mark.parametrize("served", ["hasselt", "flanders", "nobody", "both"])
def test_contact_point_of_an_officer_serves_only_their_places(officer, genk, hasselt, served):
    partner = make_partner()
    places = {
        "hasselt": {"municipalities": [hasselt.pk]},
        "flanders": {"municipalities": [genk.pk], "serves_flanders": "on"},
        "nobody": {},
        "both": {"municipalities": [genk.pk, hasselt.pk]},
    }
    form = filled(officer.get(address(ContactPoint, "add"))) | {"partner": partner.pk, "name": "Onthaal"}

    refused = officer.post(address(ContactPoint, "add"), form | places[served])

    only = "Een contactpunt van u is er alleen voor gemeenten of provincies waarvoor u werkt: Genk."
    assert errors(refused) == [only]
    assert list(ContactPoint.objects.all()) == []


def test_contact_point_of_an_officer_is_saved_and_not_widened(officer, genk, hasselt):
    partner = make_partner()
    form = filled(officer.get(address(ContactPoint, "add"))) | {"partner": partner.pk, "name": "Onthaal"}
    officer.post(address(ContactPoint, "add"), form | {"municipalities": [genk.pk]})
    contact = partner.contacts.get()

    save(officer, contact, municipalities=[genk.pk, hasselt.pk])
    save(officer, contact, phone="089 12 34 56")

    contact.refresh_from_db()
    assert (list(contact.municipalities.all()), contact.phone) == ([genk], "089 12 34 56")


def test_contact_point_is_not_added_to_a_hidden_partner(officer, genk):
    hidden = make_partner(title=SECRET, status="draft")
    form = filled(officer.get(address(ContactPoint, "add"))) | {"partner": hidden.pk, "name": "Onthaal"}

    refused = officer.post(address(ContactPoint, "add"), form | {"municipalities": [genk.pk]})

    assert SECRET not in refused.content.decode()
    assert list(ContactPoint.objects.all()) == []


def test_contact_points_of_others_are_not_deleted_together(officer, genk, hasselt):
    partner = make_partner()
    own, other = (make_contact_point(partner=partner, municipalities=[town]) for town in (genk, hasselt))

    picked = {"action": "delete_selected", "_selected_action": [own.pk, other.pk], "post": "yes"}
    answer = officer.post(address(ContactPoint, "changelist"), picked)

    assert answer.status_code == 403
    assert ContactPoint.objects.count() == 2


# Schemes, calls and awards ---------------------------------------------------


def test_scheme_is_not_moved_to_another_provider(agency, provider):
    other = make_provider(name="Andere gever")
    scheme = make_scheme(provider=provider)

    refused = save(agency, scheme, provider=other.pk)

    scheme.refresh_from_db()
    assert refused.status_code == 200
    assert scheme.provider == provider
    assert "Andere gever" not in agency.get(address(Scheme, "add")).content.decode()


def test_call_and_award_are_not_added_to_a_scheme_of_another(agency):
    scheme = make_scheme()
    call = filled(agency.get(address(Call, "add"))) | {"scheme": scheme.pk, "title": "Oproep"}
    award = {"scheme": scheme.pk, "municipality": make_municipality().pk, "year": 2020, "source": make_source().pk}

    answers = [agency.post(address(Call, "add"), call), agency.post(address(Award, "add"), award)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert (Call.objects.count(), Award.objects.count()) == (0, 0)


def test_call_and_award_offer_only_schemes_of_the_agency(agency, provider):
    make_scheme(title="Onze wijken", provider=provider)
    make_scheme(title="Andere wijken")
    asked = {"term": "wijken", "app_label": "subsidies", "field_name": "scheme"}

    offers = [agency.get("/beheer/autocomplete/", asked | {"model_name": model}).json() for model in ("call", "award")]

    assert [[result["text"] for result in offer["results"]] for offer in offers] == [["Onze wijken"]] * 2


def test_call_stays_with_its_scheme(agency, provider):
    own, other = make_scheme(provider=provider), make_scheme()
    call = make_call(scheme=own)

    save(agency, call, scheme=other.pk)

    call.refresh_from_db()
    assert call.scheme == own


def test_awards_of_another_provider_are_not_deleted_together(agency, provider):
    genk = make_municipality()
    own = make_award(scheme=make_scheme(provider=provider), municipality=genk)
    other = make_award(scheme=make_scheme(), municipality=genk)
    hidden = make_award(scheme=make_scheme(title=SECRET, status="draft"), municipality=genk)

    picked = {"action": "delete_selected", "_selected_action": [own.pk, other.pk, hidden.pk], "post": "yes"}
    answer = agency.post(address(Award, "changelist"), picked)

    assert answer.status_code == 403
    assert SECRET not in answer.content.decode()
    assert Award.objects.count() == 3


def test_file_with_awards_names_only_schemes_of_the_agency(agency, provider):
    make_scheme(slug="ons", provider=provider)
    other, hidden = make_scheme(slug="ander"), make_scheme(slug="geheim", title=SECRET, status="draft")
    make_municipality(name="Genk", nis="71016")
    lines = "subsidie;gemeente;jaar;bedrag\nander;71016;2014;1\ngeheim;71016;2014;1\n"
    page = f"{address(Award, 'changelist')}inlezen/"

    def upload(text, **more):
        file = SimpleUploadedFile("a.csv", text.encode())
        return agency.post(page, {"file": file, "source": make_source().pk, "apply": "1"} | more)

    named = upload(lines).content.decode()
    chosen = upload("gemeente;jaar;bedrag\n71016;2014;1\n", scheme=other.pk)

    assert "subsidie “ander” kennen we niet" in named
    assert "subsidie “geheim” kennen we niet" in named
    assert chosen.context["form"].errors.keys() == {"scheme"}
    assert [hidden.title in text for text in (named, chosen.content.decode())] == [False, False]
    assert Award.objects.count() == 0


def test_filter_on_schemes_of_awards_names_no_hidden_scheme(agency):
    genk = make_municipality()
    for title, status in (("Getoond", "published"), ("Ook getoond", "published"), (SECRET, "draft")):
        make_award(scheme=make_scheme(title=title, status=status), municipality=genk)

    page = agency.get(address(Award, "changelist")).content.decode()

    assert "Ook getoond" in page
    assert SECRET not in page


# Accounts --------------------------------------------------------------------


def test_only_an_administrator_changes_scope_and_role(sign_in, genk):
    user = make_user(OFFICER)
    administrator, editor = sign_in(ADMINISTRATOR), sign_in(EDITOR)
    row = {"scope-0-municipalities": [genk.pk], "scope-TOTAL_FORMS": 1}
    form = filled(administrator.get(address(user))) | row

    refused = editor.post(address(user), form)
    before = Scope.objects.filter(user=user).count()
    saved = administrator.post(address(user), form)

    assert saved.status_code == 302, errors(saved)
    assert (refused.status_code, before) == (403, 0)
    assert list(Scope.objects.get(user=user).municipalities.all()) == [genk]
    assert "Genk" in administrator.get(address(User, "changelist")).content.decode()


def test_administrator_does_not_become_superuser(sign_in):
    administrator = sign_in(ADMINISTRATOR)
    form = filled(administrator.get(address(administrator.user)))

    administrator.post(address(administrator.user), form | {"is_superuser": "on"})

    assert User.objects.get(pk=administrator.user.pk).is_superuser is False


def test_editor_chooses_who_is_responsible(sign_in, officer):
    editor = sign_in(EDITOR)
    User.objects.filter(pk=officer.user.pk).update(first_name="Fatima", email="geheim@genk.be")
    agency = make_user(AGENCY, first_name="Fatima")
    practice = make_practice(status="draft")
    asked = {"app_label": "practices", "model_name": "practice", "field_name": "owner"}

    def offered(client, term, **other):
        answer = client.get("/beheer/autocomplete/", asked | {"term": term} | other)
        return answer.status_code, [
            each["id"] for each in answer.json()["results"]
        ] if answer.status_code == 200 else []

    save(editor, practice, owner=officer.user.pk)
    refused = save(editor, practice, owner=agency.pk)

    practice.refresh_from_db()
    assert practice.owner == officer.user
    assert refused.status_code == 200
    assert offered(editor, "fatima") == (200, [str(officer.user.pk)])
    assert offered(editor, "geheim") == (200, [])
    assert offered(officer, "fatima") == (403, [])
    assert offered(editor, "fatima", app_label="monitor", model_name="figureimport", field_name="imported_by")[0] == 403
    mine = officer.get(f"{address(Practice, 'changelist')}?van=mij").context["cl"].result_list
    assert list(mine) == [practice]


def test_account_without_role_reaches_nothing(sign_in):
    client = sign_in(None)
    practice = make_practice()

    answers = [client.get(address(practice, page)) for page in ("change", "history", "delete", "preview")]

    assert {answer.status_code for answer in answers} == {403}
