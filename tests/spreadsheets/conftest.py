import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from portal.roles import set_up_roles
from portal.spreadsheets.kinds import kinds
from tests.factories import (
    make_domain,
    make_municipality,
    make_partner,
    make_place,
    make_practice,
    make_province,
    make_source,
    make_theme,
    make_user,
)


@pytest.fixture
def words(db):
    """Words that practices of these tests use, by name."""
    province = make_province(name="Limburg", slug="limburg")
    genk = make_municipality(name="Genk", nis="71016", province=province)
    make_place(name="Winterslag", municipality=genk)
    return {
        "genk": genk,
        "gent": make_municipality(name="Gent", nis="44021"),
        "limburg": province,
        "wonen": make_theme(name="Wonen", slug="wonen"),
        "taal": make_theme(name="Taal; Nederlands", slug="taal"),
        "jeugd": make_domain(name="Jeugd", slug="jeugd"),
        "source": make_source(title="Stadsgenoten", slug="stadsgenoten", year=2020),
    }


@pytest.fixture
def practice(words):
    """A published practice with something in every kind of column."""
    found = make_practice(
        title="Buren op de bank",
        slug="buren",
        summary="Buren zitten samen.",
        themes=[words["wonen"], words["taal"]],
        domains=[words["jeugd"]],
        provinces=[words["limburg"]],
        municipalities=[words["genk"]],
        sources=[words["source"]],
        area="Twee wijken; een dorp",
        approach="=Eerst\n\n- een  lijst\n  - dieper",
        partners=["OCMW", "Buurthuis; de Kring"],
        supported_by=[make_partner(title="Zichtbaar"), make_partner(title="Verborgen", status="draft")],
        period="2014",
        website="www.genk.be",
        website_path="buurten",
    )
    found.citations.update(reference="deel 1; bladzijde 3", note="Elders staat 2013.")
    return found


@pytest.fixture
def person(settings, tmp_path, db):
    """Makes a browser in which somebody with that role has signed in."""
    settings.LOCAL_DIR = tmp_path
    set_up_roles()

    def person(role, **held):
        client = Client()
        client.user = make_user(role, **held)
        client.force_login(client.user)
        return client

    return person


@pytest.fixture
def sheets():
    """All kinds of list by name."""
    return kinds()


@pytest.fixture
def send():
    """Uploads a file to the page of a list; the answer after it."""

    def send(client, content, kind="praktijken", page="practices/practice", name="lijst.csv"):
        file = SimpleUploadedFile(name, content)
        return client.post(f"/beheer/{page}/rekenblad/", {"kind": kind, f"{kind}-file": file}, follow=True)

    return send
