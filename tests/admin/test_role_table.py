"""Who may do what with what: a table, of which each cell is tried out with real requests.

A cell has a letter for each thing that is possible: r for reading (form, history and preview), w for changing, v for
proposing a change, p for publishing or taking off, d for deleting. Instead of letters: "." for a row that to this
person does not exist (404), and x for a kind that is none of their business (403). Where the cell is empty, the person
is as good as the officer.
"""

import pytest
from django.contrib.admin import site
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from portal.models import Entry, Municipality
from portal.workflow.models import Proposal
from tests.admin.forms import address, filled, new_row
from tests.admin.world import World, word_of

TABLE = """
                             | officer | region | nowhere | agency | editor | admin
practice Genk draft          | rw      | rw     | .       | .      | rwpd   | rwpd
practice Genk review         | rw      | rw     | .       | .      | rwpd   | rwpd
practice Genk published      | rv      | rv     | r       | r      | rwpd   | rwpd
practice Genk archived       | r       | r      | r       | r      | rwpd   | rwpd
practice Genk+Hasselt draft  | rw      | rw     | .       | .      | rwpd   | rwpd
practice Hasselt draft       | .       | rw     | .       | .      | rwpd   | rwpd
practice Hasselt review      | .       | rw     | .       | .      | rwpd   | rwpd
practice Hasselt published   | r       | rv     | r       | r      | rwpd   | rwpd
practice Limburg draft       | .       | rw     | .       | .      | rwpd   | rwpd
practice nowhere, officer's  | rw      | .      | .       | .      | rwpd   | rwpd
practice Hasselt, officer's  | r       | rw     | .       | .      | rwpd   | rwpd
practice nowhere, nobody's   | .       | .      | .       | .      | rwpd   | rwpd
resource draft               | .       |        |         | .      | rwpd   | rwpd
resource published           | r       |        |         | r      | rwpd   | rwpd
question draft               | .       |        |         | .      | rwpd   | rwpd
question published           | r       |        |         | r      | rwpd   | rwpd
partner draft                | .       |        |         | .      | rwpd   | rwpd
partner published            | r       |        |         | r      | rwpd   | rwpd
indicator draft              | .       |        |         | .      | rwpd   | rwpd
indicator published          | r       |        |         | r      | rwpd   | rwpd
monitor draft                | .       |        |         | .      | rwpd   | rwpd
monitor published            | r       |        |         | r      | rwpd   | rwpd
policy item draft            | .       |        |         | .      | rwpd   | rwpd
policy item published        | r       |        |         | r      | rwpd   | rwpd
scheme own draft             | .       |        |         | rw     | rwpd   | rwpd
scheme own published         | r       |        |         | rw     | rwpd   | rwpd
scheme other draft           | .       |        |         | .      | rwpd   | rwpd
scheme other published       | r       |        |         | r      | rwpd   | rwpd
contact Genk                 | rwd     | rwd    | r       | r      | rwd    | rwd
contact Genk+Hasselt         | r       | rwd    | r       | r      | rwd    | rwd
contact Hasselt              | r       | rwd    | r       | r      | rwd    | rwd
contact Limburg              | r       | rwd    | r       | r      | rwd    | rwd
contact Flanders             | r       | r      | r       | r      | rwd    | rwd
contact Genk, draft partner  | .       | .      | .       | .      | rwd    | rwd
call own draft               | .       |        |         | rwd    | rwd    | rwd
call own published           | r       |        |         | rwd    | rwd    | rwd
call other draft             | .       |        |         | .      | rwd    | rwd
call other published         | r       |        |         | r      | rwd    | rwd
award own draft              | .       |        |         | rwd    | rwd    | rwd
award own published          | r       |        |         | rwd    | rwd    | rwd
award other draft            | .       |        |         | .      | rwd    | rwd
award other published        | r       |        |         | r      | rwd    | rwd
figure draft                 | .       |        |         | .      | rwd    | rwd
figure published             | r       |        |         | r      | rwd    | rwd
source                       | r       |        |         | r      | rw     | rwd
theme                        | r       |        |         | r      | r      | rwd
domain                       | r       |        |         | r      | r      | rwd
municipality                 | r       |        |         | r      | r      | rwd
provider                     | r       |        |         | r      | rw     | rwd
synonyms                     | r       |        |         | r      | rw     | rwd
search count                 | r       |        |         | r      | r      | r
figure import                | x       |        |         | x      | r      | r
user                         | x       |        |         | x      | x      | rw
superuser                    | x       |        |         | x      | x      | r
"""

HEAD, *LINES = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip("\n").splitlines()]
ROLES = HEAD[1:]
CELLS = [(name, role, cell) for name, *cells in LINES for role, cell in zip(ROLES, cells, strict=True) if cell]
REFUSED = {"x": 403, ".": 404}
# The field that a change is tried on.
TEXTS = ("title", "name", "note", "first_name", "words")

# What an officer must add before it can be saved.
PLACES = {
    word_of("practice nowhere, officer's"): lambda: new_row(
        "localities", municipality=Municipality.objects.get(name="Genk").pk
    )
}


@pytest.fixture(scope="module")
def world(module_db):
    return World()


@pytest.fixture(scope="module")
def browsers(world):
    """A browser for each role; nothing that a test does with it reaches the next."""
    found = {}
    for role, user in world.users.items():
        found[role] = Client()
        found[role].force_login(user)
    return found


def test_table_has_every_row_and_role(world):
    assert [name for name, *_ in LINES] == sorted(world.rows, key=[name for name, *_ in LINES].index)
    assert list(world.users) == ROLES


@pytest.mark.parametrize(("name", "role", "cell"), CELLS, ids=[f"{role} - {name}" for name, role, _ in CELLS])
def test_cell(db, world, browsers, name, role, cell):
    client, row = browsers[role], world.rows[name]

    pages = {page: client.get(address(row, page)) for page in pages_of(row)}
    assert {page.status_code for page in pages.values()} == {REFUSED.get(cell, 200)}
    assert is_changed(client, row, cell, pages["change"]) == ("w" in cell)
    if isinstance(row, Entry):
        assert is_published(client, row) == ("p" in cell)
    assert is_deleted(client, row, cell) == ("d" in cell)


def pages_of(row):
    """Where a row can be read."""
    has_preview = isinstance(row, Entry) and row._meta.model_name != "monitor"
    return ("change", "history", *(["preview"] if has_preview else []))


def is_changed(client, row, cell, page):
    """Whether posting the form changes it: with what the form holds, or by hand when it takes nothing."""
    field = next(name for name in TEXTS if hasattr(row, name))
    takes = page.status_code == 200 and page.context["has_change_permission"]
    posted = (filled(page) if takes else {}) | PLACES.get(getattr(row, "title", ""), dict)()
    answer = client.post(address(row), posted | {field: "Veranderd"})
    after = type(row)._default_manager.get(pk=row.pk)
    changed = getattr(after, field) == "Veranderd"
    proposed = Proposal.objects.filter(entry_type=ContentType.objects.get_for_model(row), entry_id=row.pk).exists()
    assert proposed == ("v" in cell)
    assert answer.status_code == (302 if changed or proposed else REFUSED.get(cell, 403)), shown_errors(answer)
    return changed


def shown_errors(answer):
    return answer.context and answer.context.get("errors")


def is_published(client, row):
    """Whether an action of the list puts it on the portal, or takes it off."""
    status = type(row).objects.get(pk=row.pk).status
    action = "unpublish" if status == "published" else "publish"
    answer = client.post(address(type(row), "changelist"), {"action": action, "_selected_action": [row.pk]})
    assert answer.status_code in (200, 302, 403)
    return type(row).objects.get(pk=row.pk).status != status


def is_deleted(client, row, cell):
    """Whether its page to delete it does."""
    answer = client.post(address(row, "delete"), {"post": "yes"}).status_code
    deleted = not type(row)._default_manager.filter(pk=row.pk).exists()
    assert answer == (302 if deleted else REFUSED.get(cell, 403))
    return deleted


@pytest.mark.parametrize("role", ROLES)
def test_lists_autocompletes_and_filters_show_what_may_be_read(db, world, browsers, role):
    """Each word stands in a list when its row may be read, and else nowhere that offers or counts rows."""
    client = browsers[role]
    readable = {name for name, each, cell in CELLS if each == as_good_as(name, role) and "r" in cell}
    lists = {
        model: client.get(address(model, "changelist"), {"all": ""}).content.decode()
        for model in {type(row) for row in world.rows.values()}
    }

    assert {name for name, row in world.rows.items() if word_of(name) in lists[type(row)]} == readable
    # An editor says who is responsible for an entry.
    choosable = {"user", "superuser"} if role == "editor" else set()
    hidden = [word_of(name) for name in world.rows if name not in readable | choosable]
    everything = "".join([*lists.values(), *filtered(client), *offered(client)])
    assert [word for word in hidden if word in everything] == []


def as_good_as(name, role):
    """The role whose cell counts for this row."""
    return role if (name, role) in {cell[:2] for cell in CELLS} else "officer"


def filtered(client):
    """Lists as narrowed by words and filters, and what their actions would do."""
    for model in (model for model in site._registry if issubclass(model, Entry) or hasattr(model, "part_of")):
        for query in ("q=woord", "te-wijzigen=ja"):
            yield client.get(f"{address(model, 'changelist')}?{query}", follow=True).content.decode()


def offered(client):
    """What typing "woord" offers in each field of each form."""
    for model_admin in list(site._registry.values()):
        inlines = [inline(model_admin.model, site) for inline in model_admin.inlines]
        for each in (model_admin, *inlines):
            for field in (*each.autocomplete_fields, *(["owner"] if issubclass(each.model, Entry) else [])):
                asked = {"app_label": each.opts.app_label, "model_name": each.opts.model_name, "field_name": field}
                answer = client.get("/beheer/autocomplete/", asked | {"term": "woord"})
                assert answer.status_code in (200, 403)
                yield answer.content.decode()


ADDS = """
              | officer | region | nowhere | agency | editor | admin
practice      | yes     | yes    | no      | no     | yes    | yes
resource      | no      | no     | no      | no     | yes    | yes
question      | no      | no     | no      | no     | yes    | yes
partner       | no      | no     | no      | no     | yes    | yes
scheme        | no      | no     | no      | yes    | yes    | yes
indicator     | no      | no     | no      | no     | yes    | yes
monitor       | no      | no     | no      | no     | yes    | yes
policyitem    | no      | no     | no      | no     | yes    | yes
contactpoint  | yes     | yes    | no      | no     | yes    | yes
call          | no      | no     | no      | yes    | yes    | yes
award         | no      | no     | no      | yes    | yes    | yes
figure        | no      | no     | no      | no     | yes    | yes
source        | yes     | yes    | yes     | yes    | yes    | yes
synonyms      | no      | no     | no      | no     | yes    | yes
provider      | no      | no     | no      | no     | yes    | yes
sector        | no      | no     | no      | no     | yes    | yes
applicant     | no      | no     | no      | no     | yes    | yes
theme         | no      | no     | no      | no     | no     | yes
domain        | no      | no     | no      | no     | no     | yes
targetgroup   | no      | no     | no      | no     | no     | yes
province      | no      | no     | no      | no     | no     | yes
municipality  | no      | no     | no      | no     | no     | yes
place         | no      | no     | no      | no     | no     | yes
figureimport  | no      | no     | no      | no     | yes    | yes
searchcount   | no      | no     | no      | no     | no     | no
deleted       | no      | no     | no      | no     | no     | no
purge         | no      | no     | no      | no     | no     | yes
report        | no      | no     | no      | no     | no     | no
linkcheck     | no      | no     | no      | no     | no     | no
event         | no      | no     | no      | no     | no     | no
user          | no      | no     | no      | no     | no     | yes
"""
ADD_HEAD, *ADD_LINES = [[cell.strip() for cell in line.split("|")] for line in ADDS.strip("\n").splitlines()]


def test_who_adds_what(db, world, browsers):
    models = {model._meta.model_name: model for model in site._registry}

    def answer(role, kind):
        status = browsers[role].post(address(models[kind], "add"), {}).status_code
        return {200: "yes", 403: "no", 404: "no"}.get(status, status)

    found = [[kind, *(answer(role, kind) for role in ADD_HEAD[1:])] for kind, *_ in ADD_LINES]

    assert found == ADD_LINES
    assert {kind for kind, *_ in ADD_LINES} == set(models)
