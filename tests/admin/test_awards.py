"""Awards and rules in the admin: who may, and taking in a file in two steps."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from subsidies.models import Award, EligibilityRule, Provider
from tests.admin.forms import errors, save
from tests.factories import make_award, make_indicator, make_municipality, make_rule, make_scheme, make_source

LIST = "/beheer/subsidies/award/"
ADDRESS = f"{LIST}inlezen/"
CSV = "subsidie;gemeente;jaar;bedrag\nbuurten;71016;2014;<b>\n"
GOOD = CSV.replace("<b>", "1234,50")


@pytest.fixture
def source(db):
    make_scheme(slug="buurten", title="Buurten")
    make_municipality(name="Genk", nis="71016")
    return make_source()


@pytest.fixture
def agency(sign_in, source):
    """A browser of the agency that gives the subsidy."""
    return sign_in("agentschap", providers=Provider.objects.all())


def upload(client, source, text):
    file = SimpleUploadedFile("toekenningen.csv", text.encode())
    return client.post(ADDRESS, {"file": file, "source": source.pk})


def hidden(response):
    """The hidden fields of the form that confirms."""
    page = response.content.decode()
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page)
    pairs = [(re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)) for each in inputs]
    return {name[1]: value[1] for name, value in pairs if value and name[1] != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("role", ["agentschap", "eindredacteur", "beheerder"])
def test_file_is_shown_first_and_then_taken_in(sign_in, source, role):
    client = sign_in(role, providers=Provider.objects.all())
    preview = upload(client, source, GOOD)
    assert "Nazicht: 1 nieuw, 0 gewijzigd, 0 gelijk" in preview.content.decode()
    assert Award.objects.count() == 0

    response = client.post(ADDRESS, hidden(preview) | {"apply": "1"}, follow=True)

    assert "Bewaard: 1 nieuw, 0 gewijzigd." in response.content.decode()
    assert [str(award.amount) for award in Award.objects.all()] == ["1234.50"]


def test_award_that_somebody_else_saved_just_before_is_no_error(agency, source, monkeypatch):
    preview = upload(agency, source, GOOD)

    def clash(plan):
        raise IntegrityError

    monkeypatch.setattr("subsidies.admin.awards.apply", clash)
    response = agency.post(ADDRESS, hidden(preview) | {"apply": "1"}, follow=True)

    assert "Niets bewaard: iemand anders was net voor." in response.content.decode()


@pytest.mark.parametrize("role", ["redacteur gemeente", None])
def test_others_may_not(sign_in, source, role):
    client = sign_in(role)

    assert client.get(ADDRESS).status_code == 403
    assert upload(client, source, GOOD).status_code == 403
    assert Award.objects.count() == 0


def test_wrong_file_is_explained_and_escaped(agency, source):
    response = upload(agency, source, CSV)
    page = response.content.decode()

    assert "Er wordt niets bewaard: 1 rij klopt niet." in page
    assert "“&lt;b&gt;” is geen getal" in page
    assert "Bewaar alles" not in page


@pytest.mark.parametrize("content", ["", "geen base64!", "AAECAwQFBgc="])
def test_content_that_came_back_broken_is_no_error(agency, source, content):
    response = agency.post(ADDRESS, {"content": content, "source": source.pk, "apply": "1"})

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert Award.objects.count() == 0


def test_nothing_chosen_asks_for_a_file(agency, source):
    assert "Kies een bestand." in agency.post(ADDRESS, {"source": source.pk}).content.decode()


def test_list_leads_to_the_file(sign_in, agency):
    assert ADDRESS in agency.get(LIST).content.decode()
    assert ADDRESS not in sign_in("redacteur gemeente").get(LIST).content.decode()


def test_award_list_query_count(sign_in, source):
    client = sign_in("beheerder")

    def cost():
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        return len(captured)

    make_award(scheme=make_scheme(), municipality=make_municipality())
    client.get(LIST)
    first = cost()
    for _ in range(3):
        make_award(scheme=make_scheme(), municipality=make_municipality())

    assert cost() <= first


def test_rule_in_the_form_of_its_scheme(sign_in, source):
    scheme = make_scheme(title="Wijken")
    make_rule(scheme=scheme, indicator=make_indicator(title="Inwoners"), threshold=10)

    save(sign_in("beheerder"), scheme, **{"rules-0-threshold": "12,5"})

    assert str(EligibilityRule.objects.get().threshold) == "12.5000"


def test_list_of_a_rule_needs_municipalities(sign_in, source):
    scheme = make_scheme()
    make_rule(scheme=scheme, kind="centrumstad")

    response = save(sign_in("beheerder"), scheme, **{"rules-0-kind": "lijst"})

    assert "Kies de gemeenten van de lijst." in errors(response)
    assert EligibilityRule.objects.get().kind == "centrumstad"
