"""The policy plan: its order, pages, filters and exports, and what of it stays hidden."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.models import PolicyItem
from tests.factories import (
    make_domain,
    make_monitor,
    make_policy_item,
    make_practice,
    make_source,
    make_theme,
)


def make_operational_goal(parent, **fields):
    return make_policy_item(level="operationeel", parent=parent, **fields)


def make_action(parent, **fields):
    return make_policy_item(level="actie", parent=parent, **fields)


@pytest.fixture
def plan(db):
    """Two strategic goals; the first with two operational goals of two and one actions. A dict of code to item."""
    first = make_policy_item(code="SD1", slug="sd-1", title="Meedoen", position=100_000)
    second = make_policy_item(code="SD2", slug="sd-2", title="Afstemmen", position=200_000)
    work = make_operational_goal(first, code="OD1.1", slug="od-1-1", title="Werk", position=101_000)
    school = make_operational_goal(first, code="OD1.2", slug="od-1-2", title="School", position=102_000)
    items = [
        # "1.1.10" sorts before "1.1.2" as text, and is made first.
        make_action(work, code="1.1.10", slug="actie-1-1-10", title="Boot", position=101_010),
        make_action(work, code="1.1.2", slug="actie-1-1-2", title="Zee", position=101_002),
        make_action(school, code="1.2.1", slug="actie-1-2-1", title="Aap", position=102_001),
        *(first, second, work, school),
    ]
    return {item.code: item for item in items}


ORDER = ["SD1", "OD1.1", "1.1.2", "1.1.10", "OD1.2", "1.2.1", "SD2"]


def codes(response):
    """The codes of the items that a list shows, in order."""
    return [item.code for item in response.context["page"]]


def text_of(get, address):
    response = get(address)
    assert response.status_code == 200
    return response.content.decode()


def hide(item):
    PolicyItem.objects.filter(pk=item.pk).update(status="draft")


def test_list_in_the_order_of_the_plan(get, plan):
    assert codes(get("/beleidsplan/")) == ORDER
    assert codes(get("/beleidsplan/", sorteer="titel")) == ["1.2.1", "SD2", "1.1.10", "SD1", "OD1.2", "OD1.1", "1.1.2"]


def test_list_starts_with_the_goals_and_their_actions(get, plan):
    hide(plan["1.1.10"])
    response = get("/beleidsplan/")

    assert [(goal.code, goal.action_count) for goal in response.context["goals"]] == [
        ("SD1", 0),
        ("OD1.1", 1),
        ("OD1.2", 1),
        ("SD2", 0),
    ]
    page = response.content.decode()
    assert '<li class="level-operationeel"><h3><a href="/beleidsplan/od-1-1/">OD1.1. Werk</a></h3>' in page
    assert '<p class="soft small">1 actie</p>' in page


def test_filtered_list_leaves_the_goals_out(get, plan):
    assert 'id="goals"' in text_of(get, "/beleidsplan/")
    assert 'id="goals"' not in text_of(get, "/beleidsplan/?soort=actie")


def test_list_of_one(get, plan):
    """One and more are said in Dutch."""
    assert '<h2 class="amount">1 doel of actie</h2>' in text_of(get, "/beleidsplan/?q=aap")
    assert '<h2 class="amount">7 doelen en acties</h2>' in text_of(get, "/beleidsplan/")


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("sd-1", ["OD1.1", "1.1.2", "1.1.10", "OD1.2", "1.2.1"]),
        ("od-1-1", ["1.1.2", "1.1.10"]),
        ("od-1-2", ["1.2.1"]),
    ],
)
def test_filter_by_goal(get, plan, goal, expected):
    """A strategic goal has its operational goals and their actions."""
    response = get("/beleidsplan/", doel=goal)

    assert codes(response) == expected
    assert response.context["filters"].ignored == []
    assert codes(get("/beleidsplan/", doel=goal, soort="actie")) == [code for code in expected if code[0] == "1"]


def test_goals_to_choose_from(get, plan):
    """With what each would give; a hidden goal is no choice, though its actions still belong to the one above."""
    hide(plan["OD1.2"])
    facet = next(facet for facet in get("/beleidsplan/").context["facets"] if facet["name"] == "doel")

    assert [(choice.value, choice.label, choice.count) for choice in facet["choices"]] == [
        ("sd-1", "Meedoen", 4),
        ("od-1-1", "Werk", 2),
    ]


@pytest.mark.parametrize("value", ["od-1-2", "actie-1-1-2", "sd-9"])
def test_filter_by_what_is_no_goal_to_visitors(get, plan, value):
    hide(plan["OD1.2"])
    response = get("/beleidsplan/", doel=value)

    assert response.context["filters"].ignored == [("doelstelling", value)]
    assert codes(response) == [code for code in ORDER if code != "OD1.2"]


def test_filter_by_columns(get, plan):
    for code, state, stand in [("1.1.2", "lopend", "onderweg"), ("1.2.1", "afgerond", "extra")]:
        plan[code].state, plan[code].in_2018 = state, stand
        plan[code].save()

    assert codes(get("/beleidsplan/", toestand="lopend")) == ["1.1.2"]
    assert codes(get("/beleidsplan/", toestand=["lopend", "afgerond"])) == ["1.1.2", "1.2.1"]
    assert codes(get("/beleidsplan/", stand="extra")) == ["1.2.1"]
    assert codes(get("/beleidsplan/", soort="strategisch")) == ["SD1", "SD2"]
    assert codes(get("/beleidsplan/", soort="strategisch", toestand="lopend")) == []


def test_words_find_by_code_and_lead(get, db):
    item = make_policy_item(code="SD7", lead=["Dienst Jeugd"])

    assert codes(get("/beleidsplan/", q="SD7")) == [item.code]
    assert codes(get("/beleidsplan/", q="jeugd")) == [item.code]


def test_goal_page(get, plan):
    page = text_of(get, "/beleidsplan/sd-1/")

    assert "<h1>Meedoen</h1>" in page
    assert "<h2>Operationele doelstellingen</h2>" in page
    assert page.index("/beleidsplan/od-1-1/") < page.index("/beleidsplan/od-1-2/")
    assert "Toestand in 2018" not in page
    assert '<dt>Valt onder</dt><dd><a href="/beleidsplan/">het plan</a></dd>' in page


def test_operational_goal_page_shows_its_actions_in_order(get, plan):
    response = get("/beleidsplan/od-1-1/")

    assert [item.code for item in response.context["below"]] == ["1.1.2", "1.1.10"]
    assert "<h2>Acties</h2>" in response.content.decode()


def test_action_page(get, plan):
    PolicyItem.objects.filter(code="1.1.2").update(
        lead=["VDAB", "VRT"], period="2016-2019", state="lopend", state_note="Sinds 2016.", body="Veel *werk*."
    )
    practice, monitor = make_practice(title="Stage"), make_monitor(title="Survey", slug="survey")
    plan["1.1.2"].practices.add(practice, make_practice(title="Geheim", status="draft"))
    plan["1.1.2"].monitors.add(monitor, make_monitor(title="Geheim", status="draft"))
    plan["1.1.2"].domains.add(make_domain(name="Werk", slug="werk"))
    page = text_of(get, "/beleidsplan/actie-1-1-2/")

    assert "<title>1.1.2. Zee" in page
    assert (
        '<li><a href="/beleidsplan/sd-1/">SD1</a></li><li><a href="/beleidsplan/od-1-1/">OD1.1</a></li>'
        '<li aria-current="page">1.1.2</li>'
    ) in page
    assert "<dt>Trekker</dt><dd><ul><li>VDAB</li><li>VRT</li></ul></dd>" in page
    assert "<dt>Periode</dt><dd>2016-2019</dd>" in page
    assert '<span class="state state-lopend">Lopend</span><br>Sinds 2016.' in page
    assert "<dt>In 2018</dt><dd>Niet gezegd</dd>" in page
    assert '<a href="/beleidsplan/?domein=werk">Werk</a>' in page
    assert '<dt>Valt onder</dt><dd><a href="/beleidsplan/od-1-1/">OD1.1. Werk</a></dd>' in page
    assert "<p>Veel <em>werk</em>.</p>" in page
    assert f'<a href="{practice.get_absolute_url()}">Stage</a>' in page
    assert '<a href="/cijfers/bronnen/#survey">Survey</a>' in page
    assert "Geheim" not in page


def test_action_under_hidden_goals_does_not_name_them(get, plan):
    hide(plan["SD1"])
    hide(plan["OD1.1"])
    page = text_of(get, "/beleidsplan/actie-1-1-2/")
    found = json.loads(b"".join(get("/beleidsplan/export.json", q="zee")))

    for secret in ("OD1.1", "SD1", "Meedoen", "Werk", "/beleidsplan/sd-1/", "/beleidsplan/od-1-1/"):
        assert secret not in page
    assert [(item["code"], item["parent"]) for item in found] == [("1.1.2", None)]


def test_drafts_are_hidden(get, plan):
    for code in ("SD2", "OD1.2", "1.1.2"):
        hide(plan[code])

    plan = get("/beleidsplan/")

    assert codes(plan) == ["SD1", "OD1.1", "1.1.10", "1.2.1"]
    assert [goal.code for goal in plan.context["goals"]] == ["SD1", "OD1.1"]
    assert [get(f"/beleidsplan/{slug}/").status_code for slug in ("sd-2", "od-1-2", "actie-1-1-2")] == [404] * 3
    assert [item.code for item in get("/beleidsplan/sd-1/").context["below"]] == ["OD1.1"]
    assert [item.code for item in get("/beleidsplan/od-1-1/").context["below"]] == ["1.1.10"]


def test_item_as_json(get, db):
    goal = make_policy_item(code="OD4.2", position=1)
    item = make_action(
        goal,
        code="4.2.1",
        slug="actie-4-2-1",
        title="Monitor",
        summary="Een monitor.",
        body="Elke gemeente.",
        lead=["Agentschap", "VVSG"],
        period="2016-2019",
        state="lopend",
        state_note="Sinds 2016.",
        in_2018="onderweg",
        themes=[make_theme(slug="beleid")],
        domains=[make_domain(slug="integratie")],
        sources=[make_source(title="Plan", year=2018)],
        position=2,
    )

    found = json.loads(b"".join(get("/beleidsplan/export.json")))

    assert [record["code"] for record in found] == ["OD4.2", "4.2.1"]
    assert found[0]["kind"] == "strategisch"
    assert found[1] == {
        "slug": "actie-4-2-1",
        "url": f"https://kapstok.example{item.get_absolute_url()}",
        "code": "4.2.1",
        "kind": "actie",
        "title": "Monitor",
        "summary": "Een monitor.",
        "body": "Elke gemeente.",
        "parent": "OD4.2",
        "lead": ["Agentschap", "VVSG"],
        "period": "2016-2019",
        "state": "lopend",
        "state_note": "Sinds 2016.",
        "in_2018": "onderweg",
        "themes": ["beleid"],
        "domains": ["integratie"],
        "sources": [{"title": "Plan", "year": 2018, "reference": "Hoofdstuk 1"}],
        "checked_on": None,
    }


def test_spreadsheet_speaks_dutch(get, plan):
    PolicyItem.objects.filter(code="1.1.2").update(state="lopend", lead=["VDAB", "VRT"])
    rows = b"".join(get("/beleidsplan/export.csv", doel="od-1-1")).decode("utf-8-sig").split("\r\n")
    cells = [dict(zip(rows[0].split(";"), row.split(";"), strict=False)) for row in rows[1:-1]]

    assert [(cell["Code"], cell["Soort"], cell["Valt onder"]) for cell in cells] == [
        ("1.1.2", "actie", "OD1.1"),
        ("1.1.10", "actie", "OD1.1"),
    ]


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        b"".join(response)
    return len(captured)


def test_queries_with_one_and_three(client, plan):
    """Of the list, its file, a goal with actions, and an action with practices."""
    hide(plan["1.1.10"])
    related = [make_practice(themes=[make_theme()]) for _ in range(3)]
    plan["1.1.2"].practices.add(related[0])
    plan["1.1.2"].monitors.add(make_monitor())
    addresses = [
        "/beleidsplan/?doel=od-1-1",
        "/beleidsplan/export.json?doel=od-1-1",
        "/beleidsplan/od-1-1/",
        "/beleidsplan/actie-1-1-2/",
    ]
    # What is done once in a process, and once on a connection.
    for address in ("/", plan["SD1"].get_absolute_url()):
        queries(client, address)
    with_one = [queries(client, address) for address in addresses]
    for number in (3, 4):
        more = {"themes": [make_theme()], "domains": [make_domain()], "practices": related}
        make_action(plan["OD1.1"], code=f"1.1.{number}", **more)
    plan["1.1.2"].practices.add(*related)
    plan["1.1.2"].monitors.add(make_monitor(), make_monitor())

    assert [queries(client, address) for address in addresses] == with_one


def test_name_and_goals_above(plan):
    action = plan["1.1.2"]

    assert str(action) == "1.1.2 Zee"
    assert action.public_goals == [plan["SD1"], plan["OD1.1"]]
    assert (plan["SD1"].public_goals, plan["SD1"].public_parent) == ([], None)
