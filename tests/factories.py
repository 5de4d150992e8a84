"""Test data: plain functions that make one object each, with all that is required and nothing more.

Every field can be given by its name; a many-to-many relation takes a list. Entries are published on 1 March
2026 unless told otherwise, cite one source of 2013, and are findable by words.
"""

from datetime import date
from decimal import Decimal
from itertools import count

from django.contrib.auth.models import Group, User

from monitor.models import Figure, Indicator, Monitor, PolicyItem
from partners.models import ContactPoint, Partner, Sector
from portal.accounts.models import Scope
from portal.models import Domain, Municipality, Place, Province, Source, Status, Synonyms, TargetGroup, Theme
from portal.search import changes
from practices.models import Argument, ChecklistItem, Practice, Question, Resource
from subsidies.models import Applicant, Award, Call, EligibilityRule, Provider, Scheme

PUBLISHED_ON = date(2026, 3, 1)
numbers = count(1_001)  # as many digits in each, so that names sort as they were made


def make(model, fields):
    """Saves an object of `model`; relations to many are set once it exists."""
    relations = {field.name: fields.pop(field.name) for field in model._meta.many_to_many if field.name in fields}
    thing = model.objects.create(**fields)
    for name, others in relations.items():
        defaults = {"reference": "Hoofdstuk 1"} if name == "sources" else None
        # One by one: together, Django would add them in the order of a set.
        for other in others:
            getattr(thing, name).add(other, through_defaults=defaults)
    return thing


def make_term(model, name, fields):
    """Saves a word of a vocabulary, named after its number."""
    n = next(numbers)
    return make(model, {"name": f"{name} {n}", "slug": f"{name.lower().replace(' ', '-')}-{n}"} | fields)


def make_entry(model, name, fields):
    """Saves an entry; it is indexed once, when all its relations are there."""
    n = next(numbers)
    if "sources" not in fields:
        fields["sources"] = [make_source()]
    if fields.get("status", Status.PUBLISHED) == Status.PUBLISHED:
        fields.setdefault("published_on", PUBLISHED_ON)
    defaults = {
        "title": f"{name} {n}",
        "slug": f"{name.lower()}-{n}",
        "summary": f"Samenvatting {n}.",
        "status": Status.PUBLISHED,
    }
    with changes.together():
        return make(model, defaults | fields)


def make_source(**fields):
    n = next(numbers)
    return make(Source, {"title": f"Bron {n}", "slug": f"bron-{n}", "year": 2013} | fields)


def make_theme(**fields):
    return make_term(Theme, "Thema", {"question": "Wat nu?", "summary": "Waarover het gaat."} | fields)


def make_domain(**fields):
    return make_term(Domain, "Domein", fields)


def make_target_group(**fields):
    return make_term(TargetGroup, "Doelgroep", fields)


def make_synonyms(**fields):
    return make(Synonyms, {"words": [f"woord {next(numbers)}", "ander woord"]} | fields)


def make_province(**fields):
    return make_term(Province, "Provincie", {"code": f"{next(numbers):05}"} | fields)


def make_municipality(**fields):
    if "province" not in fields:
        fields["province"] = make_province()
    return make_term(Municipality, "Gemeente", {"nis": f"{next(numbers):05}"} | fields)


def make_merged_municipality(successor, **fields):
    """A municipality that merged into `successor` at the end of 2024."""
    return make_municipality(
        **{"successor": successor, "province": successor.province, "valid_until": date(2024, 12, 31)} | fields
    )


def make_place(**fields):
    """Another name for `municipality`."""
    return make(Place, {"name": f"Plaats {next(numbers)}"} | fields)


def make_practice(**fields):
    return make_entry(Practice, "Praktijk", fields)


def make_resource(**fields):
    return make_entry(Resource, "Hulpmiddel", {"kind": Resource.Kind.PUBLICATION} | fields)


def make_checklist(**fields):
    """A resource that is a checklist, still without items."""
    return make_resource(**{"kind": Resource.Kind.CHECKLIST} | fields)


def make_checklist_item(**fields):
    """A point of `checklist`."""
    return make(ChecklistItem, {"title": f"Punt {next(numbers)}"} | fields)


def make_question(**fields):
    return make_entry(Question, "Vraag", fields)


def make_argument(**fields):
    """An argument of `question`."""
    n = next(numbers)
    return make(Argument, {"title": f"Argument {n}", "text": f"Uitwerking {n}."} | fields)


def make_sector(**fields):
    return make_term(Sector, "Sector", fields)


def make_partner(**fields):
    if "sector" not in fields:
        fields["sector"] = make_sector()
    return make_entry(Partner, "Partner", fields)


def make_contact_point(**fields):
    """A contact point that serves nobody unless told."""
    if "partner" not in fields:
        fields["partner"] = make_partner()
    return make(ContactPoint, {"name": f"Contactpunt {next(numbers)}"} | fields)


def make_applicant(**fields):
    return make_term(Applicant, "Aanvrager", fields)


def make_provider(**fields):
    return make_term(Provider, "Gever", {"level": "vlaams"} | fields)


def make_scheme(**fields):
    if "provider" not in fields:
        fields["provider"] = make_provider()
    return make_entry(Scheme, "Subsidie", fields)


def make_call(**fields):
    """A call without dates unless told."""
    if "scheme" not in fields:
        fields["scheme"] = make_scheme()
    return make(Call, {"title": f"Oproep {next(numbers)}"} | fields)


def make_rule(**fields):
    """A rule of `scheme`: at least 10 of a new indicator, unless told."""
    if fields.get("kind", "cijfer") == "cijfer":
        if "indicator" not in fields:
            fields["indicator"] = make_indicator()
        fields.setdefault("comparison", "minstens")
        if "reference" not in fields:
            fields.setdefault("threshold", Decimal(10))
    return make(EligibilityRule, fields)


def make_award(**fields):
    """An award of `scheme` to `municipality`, in 2014."""
    if "source" not in fields:
        fields["source"] = make_source()
    return make(Award, {"year": 2014} | fields)


def make_monitor(**fields):
    return make_entry(Monitor, "Monitor", fields)


def make_indicator(**fields):
    return make_entry(Indicator, "Indicator", {"definition": "Wat er geteld wordt.", "unit": "personen"} | fields)


def make_policy_item(**fields):
    """A strategic goal, the only item that stands alone; give another `level` together with its `parent`."""
    defaults = {"code": f"SD{next(numbers)}", "level": PolicyItem.Level.STRATEGIC}
    return make_entry(PolicyItem, "Doel", defaults | fields)


def make_figure(**fields):
    """A figure of 2012 with value 57, about Flanders unless it has another area."""
    if "indicator" not in fields:
        fields["indicator"] = make_indicator()
    if "source" not in fields:
        fields["source"] = make_source()
    if not {"municipality", "province", "region"} & set(fields):
        fields["region"] = Figure.Region.FLANDERS
    if "mark" not in fields:
        fields.setdefault("value", 57)
    return make(Figure, {"year": 2012} | fields)


def make_user(role=None, *, municipalities=(), provinces=(), providers=(), **fields):
    """An account for the admin with that role (a name of portal.roles), and a scope when it works for anything."""
    user = User.objects.create_user(**{"username": f"account-{next(numbers)}", "is_staff": True} | fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    held = {"municipalities": municipalities, "provinces": provinces, "providers": providers}
    if any(held.values()):
        make(Scope, {"user": user} | held)
    return user
