"""The index is in step with the entries: after every change, whoever made it, as if it were made anew."""

from datetime import date

import pytest

from partners.models import Partner
from tests import factories
from tests.search.indexed import rebuild, rows, words, words_in_rows
from tests.whole_site import titles

OTHER_PARTS = {"title": "Zeldzaam"}


def renamed(name, field="name", value="Zeldzaam"):
    """A change that gives a thing another name."""

    def change(site):
        setattr(site[name], field, value)
        site[name].save()

    return change


def status_of(name, status):
    def change(site):
        site[name].status = status
        site[name].save()

    return change


def in_relation(name, relation, act, *others):
    """A change of a relation to many: "add", "remove", "set" or "clear"."""

    def change(site):
        things = [site[other] for other in others]
        getattr(getattr(site[name], relation), act)(*([things] if act == "set" else things))

    return change


def part(entry, relation, **fields):
    """A change of the first of the rows that belong to an entry."""

    def change(site):
        row = getattr(site[entry], relation).first()
        for field, value in fields.items():
            setattr(row, field, value)
        row.save()

    return change


def merged(site):
    town = factories.make_municipality(name="Zeldzaam", province=site["province"])
    site["municipality"].successor, site["municipality"].valid_until = town, date(2026, 1, 1)
    site["municipality"].save()


def moved_up(site):
    """The goal above the goal above an action is another."""
    site["operational_goal"].parent = factories.make_policy_item()
    site["operational_goal"].save()


CHANGES = {
    "own text": renamed("practice", "approach"),
    "own title": renamed("scheme", "title"),
    "own address": renamed("partner", "slug"),
    "own date": lambda site: (setattr(site["question"], "published_on", date(2020, 1, 1)), site["question"].save()),
    "source": renamed("source", "title"),
    "citation": part("practice", "citations", reference="Zeldzaam"),
    "citation deleted": lambda site: site["practice"].citations.first().delete(),
    "citations deleted": lambda site: site["monitor"].citations.all().delete(),
    "source by relation": lambda site: site["source"].practices.clear(),
    "locality": part("practice", "localities", name_in_source="Zeldzaam"),
    "locality deleted": lambda site: site["practice"].localities.first().delete(),
    "locality by relation": lambda site: site["practice"].municipalities.add(factories.make_municipality()),
    "locality by municipality": lambda site: site["municipality"].practices.remove(site["practice"]),
    "item": part("checklist", "items", **OTHER_PARTS),
    "item added": lambda site: factories.make_checklist_item(checklist=site["checklist"]),
    "items deleted": lambda site: site["checklist"].items.all().delete(),
    "argument": part("question", "arguments", **OTHER_PARTS),
    "call": part("scheme", "calls", **OTHER_PARTS),
    "call added": lambda site: factories.make_call(scheme=site["scheme"], title="Zeldzaam"),
    "contact": part("partner", "contacts", name="Zeldzaam"),
    "contact deleted": lambda site: site["partner"].contacts.first().delete(),
    "contact for Flanders": part("partner", "contacts", serves_flanders=True),
    "contact with towns": lambda site: site["partner"].contacts.first().municipalities.remove(site["town"]),
    "contact with provinces": lambda site: site["partner"].contacts.first().provinces.set([]),
    "contact except a town": lambda site: site["partner"].contacts.first().excepted.add(site["municipality"]),
    "contact by its town": lambda site: site["town"].contact_points.clear(),
    "theme": renamed("theme"),
    "theme deleted": lambda site: site["theme"].delete(),
    "themes deleted": lambda site: type(site["theme"]).objects.all().delete(),
    "theme added": in_relation("practice", "themes", "add", "other_theme"),
    "theme removed": in_relation("practice", "themes", "remove", "theme"),
    "themes set": in_relation("practice", "themes", "set", "other_theme"),
    "themes cleared": in_relation("practice", "themes", "clear"),
    "added to theme": in_relation("other_theme", "resources", "add", "resource", "checklist"),
    "removed from theme": in_relation("theme", "schemes", "remove", "scheme"),
    "set of theme": in_relation("theme", "questions", "set"),
    "cleared from theme": in_relation("theme", "practices", "clear"),
    "domain": renamed("domain"),
    "domain deleted": lambda site: site["domain"].delete(),
    "target group": renamed("target_group"),
    "target group deleted": lambda site: site["target_group"].delete(),
    "applicant": renamed("applicant"),
    "applicant deleted": lambda site: site["applicant"].delete(),
    "provider": renamed("provider"),
    "provider of another level": renamed("provider", "level", "federaal"),
    "sector": renamed("sector"),
    "province": renamed("province"),
    "province deleted": lambda site: site["area"].delete(),
    "municipality": renamed("municipality"),
    "municipality of another province": lambda site: (
        setattr(site["municipality"], "province", site["area"]),
        site["municipality"].save(),
    ),
    "municipality merged": merged,
    "partner renamed": renamed("partner", "title"),
    "partner archived": status_of("partner", "archived"),
    "partner deleted": lambda site: site["partner"].delete(),
    "partners deleted": lambda site: Partner.objects.all().delete(),
    "supporters": in_relation("partner", "practices", "clear"),
    "successors": in_relation("former_partner", "successors", "clear"),
    "predecessors": in_relation("partner", "predecessors", "clear"),
    "goal above": moved_up,
    "goal archived": status_of("goal", "archived"),
    "saved in parts": lambda site: (
        setattr(site["practice"], "approach", "Zeldzaam"),
        site["practice"].save(update_fields=["approach"]),
    ),
    "made by a manager": lambda site: site["practice"].citations.create(
        source=site["source"], reference="Zeldzaam", note="Zeldzaam"
    ),
    "new partner": lambda site: factories.make_contact_point(serves_flanders=True),
    "new municipality": lambda site: (
        factories.make_contact_point(serves_flanders=True, serves_brussels=True),
        factories.make_municipality(province=site["province"]),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_change_leaves_the_index_as_if_made_anew(site, change):
    before = rows()
    CHANGES[change](site)
    kept, listed = rows(), words()

    rebuild()

    assert before != kept == rows()
    assert listed == words() == words_in_rows()


NAMED = ["theme", "domain", "target group", "source", "locality", "municipality", "partner renamed", "own text"]


@pytest.mark.parametrize("change", NAMED)
def test_changed_entry_is_found_right_after(site, get, change):
    before = titles(get("/praktijken/", q="zeldzaam").context["page"])

    CHANGES[change](site)

    after = titles(get("/praktijken/", q="zeldzaam").context["page"])
    assert (before, after) == ([], [site["practice"].title])
