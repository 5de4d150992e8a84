"""What can never be true, PostgreSQL refuses, and a form says so in Dutch."""

from datetime import date, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models.constraints import BaseConstraint
from django.utils import timezone

from monitor.models import FigureImport, IndicatorName
from portal.models import LoadedRecord, SearchCount, Status
from practices.models import PracticeMunicipality
from subsidies.models import CallStep
from tests import factories

OURS = ("portal", "practices", "partners", "subsidies", "monitor")
ENTRIES = {
    "practice": factories.make_practice,
    "resource": factories.make_resource,
    "question": factories.make_question,
    "partner": factories.make_partner,
    "scheme": factories.make_scheme,
    "monitor": factories.make_monitor,
    "indicator": factories.make_indicator,
    "policyitem": factories.make_policy_item,
}


def changed(thing, **fields):
    """`thing`, with other values that are not saved yet."""
    for name, value in fields.items():
        setattr(thing, name, value)
    return thing


def double_figure():
    figure = factories.make_figure(year=2012)
    return changed(factories.make_figure(indicator=figure.indicator, year=2013), year=2012)


def double_call():
    call = factories.make_call(title="Ronde 1", closes_on=None)
    return changed(factories.make_call(scheme=call.scheme, title="Ronde 2"), title="Ronde 1")


def double_locality():
    practice = factories.make_practice(municipalities=[factories.make_municipality() for _ in range(2)])
    first, second = practice.localities.all()
    return changed(second, municipality=first.municipality)


def double_place():
    place = factories.make_place(name="Centrum", municipality=factories.make_municipality())
    return changed(factories.make_place(municipality=place.municipality), name="Centrum")


def double_municipality():
    factories.make_municipality(name="Beveren")
    return changed(factories.make_municipality(), name="Beveren")


def double_record():
    moment = datetime(2026, 3, 1, tzinfo=timezone.get_default_timezone())
    for key in ("a", "b"):
        LoadedRecord.objects.create(kind="theme", key=key, digest="0", saved_at=moment)
    return changed(LoadedRecord.objects.get(key="b"), key="a")


def double_search():
    for words in ("taal", "sport"):
        SearchCount.objects.create(day=date(2026, 3, 1), words=words, times=1, results=1)
    return changed(SearchCount.objects.get(words="taal"), words="sport")


def double_award():
    award = factories.make_award(scheme=factories.make_scheme(), municipality=factories.make_municipality())
    other = factories.make_award(scheme=award.scheme, municipality=award.municipality, year=award.year + 1)
    return changed(other, year=award.year)


def double_name():
    indicator = factories.make_indicator()
    for name in ("TX_1", "TX_2"):
        IndicatorName.objects.create(indicator=indicator, format="pinc-csv", name=name)
    return changed(IndicatorName.objects.get(name="TX_2"), name="TX_1")


def undone_import():
    """Undone by someone, it is not known when."""
    undone = FigureImport.objects.create(
        name="cijfers.csv", digest="0" * 64, format="long-csv", source=factories.make_source()
    )
    return changed(undone, undone_by=User.objects.create(username="redacteur"))


def award(**fields):
    scheme, municipality = factories.make_scheme(), factories.make_municipality()
    return changed(factories.make_award(scheme=scheme, municipality=municipality), **fields)


def rule(**fields):
    return changed(factories.make_rule(scheme=factories.make_scheme()), **fields)


def merged(**fields):
    successor = factories.make_municipality()
    return changed(factories.make_merged_municipality(successor), **fields)


def step_backwards():
    step = CallStep.objects.create(call=factories.make_call(), title="Voorstel", starts_on=date(2026, 5, 2))
    return changed(step, ends_on=date(2026, 5, 1))


# Constraint: how to make something that breaks it, and what the form then says.
BROKEN = {
    "loaded_record_is_unique": (double_record, "Geladen inhoud met deze Soort en Sleutel bestaat al."),
    "search_count_is_unique": (double_search, "Zoekopdracht met deze Dag en Woorden bestaat al."),
    "municipality_name_is_unique_today": (
        double_municipality,
        "Er is vandaag al een gemeente met deze naam.",
    ),
    "municipality_nis_has_five_digits": (
        lambda: changed(factories.make_municipality(), nis="1100"),
        "Een NIS-code heeft vijf cijfers.",
    ),
    "municipality_ended_with_successor": (
        lambda: merged(valid_until=None),
        "Een gemeente die ophield te bestaan, heeft een einddatum én een opvolger.",
    ),
    "municipality_ends_after_it_starts": (
        lambda: merged(valid_from=date(2025, 1, 1)),
        "De einddatum ligt voor de begindatum.",
    ),
    "place_name_is_unique_in_municipality": (double_place, "Deze plaatsnaam bestaat al in deze gemeente."),
    "source_year_is_plausible": (
        lambda: changed(factories.make_source(), year=1949),
        "Het jaar van een bron ligt tussen 1950 en 2100.",
    ),
    "synonyms_are_two_or_more": (
        lambda: changed(factories.make_synonyms(), words=["OCMW"]),
        "Geef minstens twee woorden die hetzelfde betekenen.",
    ),
    "practice_stopped_has_reason_or_note": (
        lambda: changed(factories.make_practice(), state="stopgezet"),
        "Zeg in de toelichting waarom ze stopte, of dat niemand dat weet.",
    ),
    "practice_names_a_municipality_once": (double_locality, "Deze gemeente staat al bij deze praktijk."),
    "resource_year_is_plausible": (
        lambda: changed(factories.make_resource(), year=2101),
        "Het jaar van uitgave ligt tussen 1950 en 2100.",
    ),
    "partner_end_is_plausible": (
        lambda: changed(factories.make_partner(), active_until=205),
        "Het jaar waarin een partner stopte, ligt tussen 1950 en 2100.",
    ),
    "provider_provincial_has_province": (
        lambda: changed(factories.make_provider(), level="provinciaal"),
        "Een provinciale subsidiegever heeft een provincie.",
    ),
    "scheme_ends_on_or_after_start": (
        lambda: changed(factories.make_scheme(), valid_from=date(2026, 5, 2), valid_until=date(2026, 5, 1)),
        "De einddatum ligt voor de begindatum.",
    ),
    "scheme_share_is_a_percentage": (
        lambda: changed(factories.make_scheme(), share_percent=0),
        "Een aandeel ligt tussen 0 en 100 procent.",
    ),
    "call_closes_on_or_after_opening": (
        lambda: changed(factories.make_call(), opens_on=date(2026, 5, 2), closes_on=date(2026, 5, 1)),
        "De einddatum ligt voor de begindatum.",
    ),
    "call_is_unique_in_scheme": (double_call, "Deze oproep staat al bij deze subsidie."),
    "call_step_ends_on_or_after_start": (step_backwards, "De einddatum ligt voor de begindatum."),
    "rule_about_figure_is_whole": (
        lambda: rule(comparison=""),
        "Een regel over een cijfer heeft een cijfer en een vergelijking; een andere regel heeft die niet.",
    ),
    "rule_compares_with_one_thing": (
        lambda: rule(reference="vlaanderen"),
        "Geef een drempel, of een gebied om mee te vergelijken: precies één van beide.",
    ),
    "rule_multiple_is_of_reference": (
        lambda: rule(multiple=2),
        "“Maal” is meer dan 0, en hoort bij een gebied om mee te vergelijken.",
    ),
    "award_is_unique_for_year": (
        double_award,
        "Voor deze subsidie, gemeente en dit jaar is er al een toekenning.",
    ),
    "award_amount_is_not_negative": (lambda: award(amount=-1), "Een bedrag is niet negatief."),
    "award_year_is_likely": (lambda: award(year=1902), "Een jaar is minstens 1950."),
    "indicator_decimals_at_most_four": (
        lambda: changed(factories.make_indicator(), decimals=5),
        "Een cijfer staat er met hoogstens vier cijfers na de komma.",
    ),
    "indicator_share_has_both_parts": (
        lambda: changed(factories.make_indicator(), numerator=factories.make_indicator()),
        "Een deel heeft een teller én een noemer, en telt zelf niet op.",
    ),
    "indicator_main_has_sentence": (
        lambda: changed(factories.make_indicator(), position=1, sentence="Er wonen mensen."),
        "Een hoofdcijfer heeft een zin met {waarde}.",
    ),
    "indicator_name_is_unique_in_format": (double_name, "Deze naam staat al bij een indicator."),
    "import_undone_by_someone_at_a_time": (undone_import, "Wie iets ongedaan maakte, deed dat op een tijdstip."),
    "figure_is_unique_for_area_and_year": (
        double_figure,
        "Dit cijfer bestaat al voor dit gebied en dit jaar.",
    ),
    "figure_has_one_area": (
        lambda: changed(factories.make_figure(region="belgie"), province=factories.make_province()),
        "Een cijfer hoort bij precies één gebied.",
    ),
    "figure_has_value_or_mark": (
        lambda: changed(factories.make_figure(), mark="hidden"),
        "Een cijfer heeft een waarde, of een merkteken dat zegt waarom niet.",
    ),
    "policyitem_has_parent_unless_strategic": (
        lambda: changed(factories.make_policy_item(), level="actie"),
        "Alleen een strategische doelstelling staat op zichzelf.",
    ),
}
BROKEN |= {
    f"{name}_check_again_after_check": (
        lambda make=make: changed(make(), checked_on=date(2026, 3, 2), check_again_by=date(2026, 3, 1)),
        "De datum om opnieuw na te kijken ligt voor de datum van het nazicht.",
    )
    for name, make in ENTRIES.items()
}
# The form never comes to complain of this: it fills in today's date, see below.
UNDATED = {f"{name}_published_has_date": make for name, make in ENTRIES.items()}


def our_constraints():
    """The constraints that our models declare, by name."""
    return {
        constraint.name: constraint
        for label in OURS
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


def test_constraint_without_test():
    assert set(our_constraints()) == {*BROKEN, *UNDATED}
    assert all(isinstance(constraint, BaseConstraint) for constraint in our_constraints().values())


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_in_database(db, name):
    broken, _ = BROKEN[name]
    thing = broken()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        thing.save()


@pytest.mark.parametrize("name", BROKEN)
def test_constraint_in_form(db, name):
    broken, message = BROKEN[name]
    thing = broken()

    with pytest.raises(ValidationError) as refused:
        thing.full_clean()

    # A rule may have a validator on its field too; it says the same, or what is wrong more precisely.
    assert message in refused.value.messages


@pytest.mark.parametrize("name", UNDATED)
def test_published_without_date_in_database(db, name):
    entry = changed(UNDATED[name](), published_on=None)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        entry.save()
    with pytest.raises(ValidationError) as refused:
        entry.validate_constraints()

    assert refused.value.messages == ["Een gepubliceerde fiche heeft een publicatiedatum."]


@pytest.mark.parametrize("make", ENTRIES.values(), ids=ENTRIES)
def test_published_without_date_in_form(db, time_machine, make):
    time_machine.move_to(datetime(2026, 6, 30, 23, 30, tzinfo=timezone.get_default_timezone()), tick=False)
    entry = changed(make(), published_on=None)

    entry.full_clean()

    assert entry.published_on == date(2026, 6, 30)


@pytest.mark.parametrize("make", ENTRIES.values(), ids=ENTRIES)
def test_draft_without_date(db, make):
    entry = make(status=Status.DRAFT)

    entry.full_clean()

    assert entry.published_on is None


def test_valid_rows_pass(db):
    """What the constraints leave free stays free."""
    town, village = factories.make_municipality(), factories.make_municipality()
    former = factories.make_merged_municipality(town, name=village.name)
    practice = factories.make_practice(municipalities=[town])
    again = PracticeMunicipality.objects.create(practice=practice, municipality=town, name_in_source="Wijk")
    same_day = factories.make_call(opens_on=date(2026, 5, 1), closes_on=date(2026, 5, 1))
    other_year = factories.make_call(scheme=same_day.scheme, title=same_day.title, closes_on=date(2027, 5, 1))
    whole = factories.make_scheme(share_percent=100)
    figure = factories.make_figure(municipality=town)
    period = factories.make_figure(indicator=figure.indicator, municipality=town, period="2011-2012")
    hidden = factories.make_figure(indicator=figure.indicator, municipality=village, mark="hidden")

    goal = factories.make_policy_item()
    action = factories.make_policy_item(level="actie", parent=goal)

    for thing in (former, again, same_day, other_year, whole, figure, period, hidden, goal, action):
        thing.full_clean()


def test_every_constraint_is_in_the_database(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype IN ('c', 'u') UNION SELECT indexname FROM pg_indexes"
        )
        in_database = {name for (name,) in cursor.fetchall()}

    assert set(our_constraints()) - in_database == set()
