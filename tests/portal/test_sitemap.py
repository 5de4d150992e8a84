"""What search engines may see, and where."""

from xml.etree import ElementTree

from tests.whole_site import addresses, make_one_of_each, make_vocabulary


def test_robots(client, db):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /beheer/",
        "Disallow: /*/export.",
        "Sitemap: https://kapstok.example/sitemap.xml",
    ]


def test_sitemap_leads_to_every_page(client, db):
    vocabulary = make_vocabulary()
    entries = make_one_of_each([vocabulary])
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    listed = {location.text for location in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    left_out = {"/subsidies/overzicht/", "/zoeken/", "/toegankelijkheid/", "/privacy/"}
    pages = {address for address in addresses(vocabulary, entries) if "?" not in address} - left_out
    assert listed == {f"http://testserver{address}" for address in pages}
