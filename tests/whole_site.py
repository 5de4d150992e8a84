"""A small portal with something of everything, its addresses, and a walk along all of them."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile, is_zipfile

from subsidies.models import CallStep
from tests import factories

LISTS = [
    "/praktijken/",
    "/hulpmiddelen/",
    "/hete-hangijzers/",
    "/partners/",
    "/subsidies/",
    "/cijfers/",
    "/cijfers/bronnen/",
    "/beleidsplan/",
    "/gemeenten/",
]
FEEDS = ["/praktijken/atom.xml", "/subsidies/atom.xml"]
# odfpy declares more namespaces in its second file than in its first.
NAMESPACE = re.compile(r' xmlns:\w+="[^"]*"')
EXTENSIONS = ["csv", "xlsx", "ods", "json"]


def make_vocabulary():
    """One of everything that entries refer to; a dict of name to object."""
    province = factories.make_province()
    municipality = factories.make_municipality(province=province)
    former = factories.make_merged_municipality(municipality)
    factories.make_place(municipality=municipality)
    return {
        "province": province,
        "municipality": municipality,
        "former": former,
        "theme": factories.make_theme(),
        "domain": factories.make_domain(),
        "target_group": factories.make_target_group(),
        "source": factories.make_source(),
        "synonyms": factories.make_synonyms(),
        "sector": factories.make_sector(),
        "applicant": factories.make_applicant(),
        "provider": factories.make_provider(level="provinciaal", province=province),
    }


def make_one_of_each(vocabularies, **fields):
    """An entry of each kind with every relation, to all of `vocabularies`; a dict of name to object.

    `fields` are given to every entry.
    """
    first = vocabularies[0]

    def all_(name):
        return [vocabulary[name] for vocabulary in vocabularies]

    entry = {"themes": all_("theme"), "sources": all_("source"), **fields}
    domains = {"domains": all_("domain")}
    partner = factories.make_partner(sector=first["sector"], website="www.partner.be", **domains, **entry)
    former_partner = factories.make_partner(
        sector=first["sector"], active_until=2015, successors=[partner], **domains, **entry
    )
    contact = {"phone": "015-28 18 30", "email": "info@partner.be", "website": "www.partner.be"}
    reach = {"provinces": all_("province"), "municipalities": all_("municipality")}
    for helper in (partner, former_partner):
        factories.make_contact_point(partner=helper, area="Regio", **contact, **reach)
    groups = {"target_groups": all_("target_group")}
    practice = factories.make_practice(
        municipalities=all_("municipality"),
        provinces=all_("province"),
        supported_by=[partner, former_partner],
        website="www.praktijk.be",
        **domains,
        **groups,
        **entry,
    )
    resource = factories.make_resource(**domains, **groups, **entry)
    checklist = factories.make_checklist(**domains, **groups, **entry)
    factories.make_checklist_item(checklist=checklist)
    question = factories.make_question(**entry)
    factories.make_argument(question=question)
    scheme = factories.make_scheme(provider=first["provider"], applicants=all_("applicant"), **domains, **entry)
    call = factories.make_call(scheme=scheme, closes_on=date(2099, 1, 31))
    CallStep.objects.create(call=call, title="Voorstel")
    monitor = factories.make_monitor(provinces=all_("province"), website="www.monitor.be", **entry)
    indicator = factories.make_indicator(**entry)
    for area in ("municipality", "province"):
        factories.make_figure(indicator=indicator, source=first["source"], **{area: first[area]})
    factories.make_figure(indicator=indicator, source=first["source"])
    factories.make_rule(scheme=scheme, indicator=indicator)
    factories.make_award(scheme=scheme, municipality=first["municipality"], source=first["source"])
    plan = {"practices": [practice], "monitors": [monitor], **domains, **entry}
    goal = factories.make_policy_item(**plan)
    operational_goal = factories.make_policy_item(level="operationeel", parent=goal, **plan)
    action = factories.make_policy_item(level="actie", parent=operational_goal, lead=["Dienst"], **plan)
    return {
        "practice": practice,
        "resource": resource,
        "checklist": checklist,
        "question": question,
        "partner": partner,
        "former_partner": former_partner,
        "scheme": scheme,
        "monitor": monitor,
        "indicator": indicator,
        "goal": goal,
        "operational_goal": operational_goal,
        "action": action,
    }


def titles(entries):
    """The titles of entries or of cards, in order; a card and its entry have the same."""
    return [entry.title for entry in entries]


def addresses(vocabulary, entries):
    """An address of each kind of page."""
    return [
        "/",
        "/themas/",
        vocabulary["theme"].get_absolute_url(),
        *LISTS,
        "/subsidies/overzicht/",
        *(entry.get_absolute_url() for name, entry in entries.items() if name != "monitor"),
        *(f"{entries['scheme'].get_absolute_url()}{page}/" for page in ("gemeenten", "kloof")),
        vocabulary["municipality"].get_absolute_url(),
        f"{vocabulary['municipality'].get_absolute_url()}omgevingsanalyse/",
        "/gemeenten/vergelijken/",
        "/zoeken/",
        "/zoeken/?q=samenvatting",
        "/zoeken/?q=nergens",
        "/over/",
        "/toegankelijkheid/",
        "/privacy/",
    ]


def forms(entries):
    """The address of every form to report a mistake."""
    return [f"/melden/{entry.search_kind.slug}/{entry.slug}/" for entry in entries.values()]


def exports():
    """The address of every export of every list, and of the other files."""
    files = [f"{address}export.{extension}" for address in LISTS for extension in EXTENSIONS]
    return [*files, *FEEDS, "/subsidies/kalender.ics", "/sitemap.xml", "/robots.txt"]


def scheme_files(scheme):
    """The address of every file of one scheme that a page links to."""
    names = ("gemeenten", "toekenningen")
    return [f"{scheme.get_absolute_url()}{name}.{extension}" for name in names for extension in EXTENSIONS]


def walk(client, starts):
    """Follows internal links from `starts`; a dict of address to what a visitor can read there.

    Fails when a link leads to an error. A list's own links, which only choose another part of it, are not followed,
    nor those to a PDF, which holds the same as its page.
    """
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address, follow=True)
        assert response.status_code == 200, (address, response.status_code)
        found[address] = readable(b"".join(response) if response.streaming else response.content)
        if response.headers["Content-Type"].startswith("text/html"):
            waiting += [
                link for link in links(address, found[address]) if "?" not in link and not link.endswith(".pdf")
            ]
    return found


def links(address, html):
    """The internal addresses to which a page links, without fragments."""
    targets = (unescape(target) for target in re.findall(r'<a [^>]*href="([^"]+)"', html))
    joined = (urljoin(address, target.split("#")[0]) for target in targets)
    return sorted({target for target in joined if not urlsplit(target).netloc and target.startswith("/")})


def readable(content):
    """The text of a file: of a workbook, that of all its parts."""
    if not is_zipfile(BytesIO(content)):
        return content.decode()
    with ZipFile(BytesIO(content)) as book:
        text = "\n".join(book.read(name).decode() for name in sorted(book.namelist()))
    return NAMESPACE.sub("", text)
