"""Entries with all that can belong to one, for the tests of versions."""

from datetime import date
from decimal import Decimal

from django.apps import apps
from django.db import connection

from tests import factories


def full_partner():
    """A partner with a contact point that serves a province and a municipality."""
    province = factories.make_province()
    partner = factories.make_partner(
        title="Steunpunt", domains=[factories.make_domain()], successors=[factories.make_partner()], services=["Raad"]
    )
    municipality = factories.make_municipality(province=province)
    factories.make_contact_point(partner=partner, name="Onthaal", provinces=[province], municipalities=[municipality])
    return partner


def full_scheme():
    """A scheme with a call with a step, a rule with a list of municipalities, and an award."""
    scheme = factories.make_scheme(
        title="Samen sterk", share_percent=Decimal("12.5"), valid_from=date(2026, 1, 1), themes=[factories.make_theme()]
    )
    call = factories.make_call(scheme=scheme, title="Oproep voorjaar", closes_on=date(2027, 3, 1))
    call.steps.create(title="Infosessie", starts_on=date(2027, 2, 1))
    genk = factories.make_municipality()
    factories.make_rule(scheme=scheme, kind="lijst", municipalities=[genk])
    factories.make_rule(scheme=scheme, threshold=Decimal("10.5"))
    factories.make_award(scheme=scheme, municipality=genk)
    return scheme


def full_practice():
    """A practice in two municipalities, supported by a partner."""
    practice = factories.make_practice(
        title="Buurtsalon",
        approach="Elke week een salon.",
        partners=["de bib", "het OCMW"],
        themes=[factories.make_theme()],
        supported_by=[factories.make_partner()],
    )
    practice.localities.create(municipality=factories.make_municipality(), name_in_source="Winterslag")
    practice.localities.create(municipality=factories.make_municipality())
    return practice


def one_of_each():
    """An entry of each kind, with rows of each kind; a list."""
    checklist = factories.make_checklist()
    factories.make_checklist_item(checklist=checklist, position=1)
    question = factories.make_question()
    factories.make_argument(question=question)
    indicator = factories.make_indicator()
    indicator.file_names.create(name=indicator.slug)
    factories.make_figure(indicator=indicator)
    practice = full_practice()
    monitor = factories.make_monitor(provinces=[factories.make_province()])
    goal = factories.make_policy_item()
    action = factories.make_policy_item(level="operationeel", parent=goal, practices=[practice], monitors=[monitor])
    return [practice, checklist, question, full_partner(), full_scheme(), indicator, monitor, goal, action]


def all_rows():
    """Every row of every table with content, the search index included; a dict of table to a list of rows as text."""
    ours = [model for label in ("portal", "practices", "partners", "subsidies", "monitor") for model in tables(label)]
    rows = {}
    with connection.cursor() as cursor:
        for table in ours:
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t ORDER BY 1")
            rows[table] = [text for (text,) in cursor.fetchall()]
    return rows


def tables(label):
    """The tables of an app, but for that of the content version: each change adds to it."""
    models = apps.get_app_config(label).get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model._meta.label != "portal.ContentChange"]
