"""What search engines may see, and where."""

from xml.etree import ElementTree

from portal.models import Status
from tests.factories import make_rule, make_scheme
from tests.whole_site import addresses, make_one_of_each, make_vocabulary


def test_robots(client, db):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /melden/",
        "Disallow: /nazicht/",
        "Disallow: /*.csv",
        "Disallow: /*.xlsx",
        "Disallow: /*.ods",
        "Disallow: /*.json",
        "Disallow: /*.pdf",
        "Sitemap: https://kapstok.example/sitemap.xml",
    ]


def test_sitemap_leads_to_every_page(client, db):
    vocabulary = make_vocabulary()
    entries = make_one_of_each([vocabulary])
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    listed = {location.text for location in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    gap = f"{entries['scheme'].get_absolute_url()}kloof/"
    left_out = {"/subsidies/overzicht/", gap, "/zoeken/", "/toegankelijkheid/", "/privacy/"}
    pages = {address for address in addresses(vocabulary, entries) if "?" not in address} - left_out
    assert listed == {f"http://testserver{address}" for address in pages}


def test_sitemap_leads_to_municipalities_of_schemes_with_rules_only(client, db):
    measured, plain, draft = make_scheme(), make_scheme(), make_scheme(status=Status.DRAFT)
    for scheme in (measured, measured, draft):
        make_rule(scheme=scheme)

    listed = client.get("/sitemap.xml").content.decode()

    assert [listed.count(f"{each.get_absolute_url()}gemeenten/<") for each in (measured, plain, draft)] == [1, 0, 0]
