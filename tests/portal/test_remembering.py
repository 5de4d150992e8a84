"""What is remembered until figures change follows from their tables alone: else it would tell what was."""

import re
import sys

from django.apps import apps
from django.db import connection

from portal.caching import remember
from portal.caching.triggers import FIGURES
from tests import factories

TABLE = re.compile(r'(?:FROM|JOIN) "?(\w+_\w+)"?')
SHARE = {"unit": "%", "sentence": "{waarde} van de inwoners.", "position": 1}


def topics_in_hand():
    """The topics of the remembered functions that are at work, the innermost first; a list."""
    frame, found = sys._getframe(), []
    while frame := frame.f_back:
        if frame.f_code.co_filename == remember.__file__ and frame.f_code.co_name == "wrapper":
            found.append(frame.f_locals["topic"])
    return found


def make_site():
    """Towns with figures of two years, a share among them, and a scheme with a rule; the towns."""
    province, source = factories.make_province(), factories.make_source()
    towns = [factories.make_municipality(province=province) for _ in range(12)]
    people = factories.make_indicator(slug="inwoners", unit="personen", is_additive=True)
    group = factories.make_indicator(unit="personen", is_additive=True, hides_small_groups=True)
    factories.make_indicator(slug="aandeel", numerator=group, denominator=people, **SHARE)
    for number, town in enumerate(towns):
        for year in (2020, 2022, 2025):
            for indicator, value in ((people, 1000 + number), (group, 100 + number * number)):
                factories.make_figure(indicator=indicator, municipality=town, year=year, value=value, source=source)
    factories.make_rule(scheme=factories.make_scheme(), indicator=people)
    return towns


def test_what_is_remembered_until_figures_change_reads_only_their_tables(get, monkeypatch):
    towns = make_site()
    read, mixed = set(), []

    def note_tables(execute, sql, *arguments):
        if "figures" in topics_in_hand():
            read.update(TABLE.findall(sql))
        return execute(sql, *arguments)

    def note_topics(version=remember.version_of_request):
        first, *others = topics_in_hand()
        if first == "content" and "figures" in others:
            mixed.append(sys._getframe(1).f_locals["function"].__qualname__)
        return version()

    monkeypatch.setattr(remember, "version_of_request", note_topics)
    with connection.execute_wrapper(note_tables):
        for address in [
            towns[0].get_absolute_url(),
            f"{towns[0].get_absolute_url()}omgevingsanalyse/",
            "/cijfers/",
            f"/cijfers/aandeel/?gemeente={towns[0].nis}",
            f"/gemeenten/vergelijken/?gemeente={towns[0].nis}&gemeente={towns[1].nis}",
            f"/subsidies/?gemeente={towns[0].nis}",
        ]:
            assert get(address).status_code == 200

    tables = {model._meta.db_table: model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert mixed == []
    assert {tables[name] for name in read if name in tables} == FIGURES


def test_change_of_other_content_leaves_what_figures_make(db):
    counted = []

    @remember.remembered_by_figures
    def by_figures():
        counted.append("figures")

    @remember.remembered
    def by_content():
        counted.append("content")

    def ask():
        counted.clear()
        by_figures(), by_content()
        return counted.copy()

    first = ask()
    factories.make_practice()
    after_practice = ask()
    factories.make_figure()
    after_figure = ask()

    assert [first, after_practice, after_figure, ask()] == [
        ["figures", "content"],
        ["content"],
        ["figures", "content"],
        [],
    ]
