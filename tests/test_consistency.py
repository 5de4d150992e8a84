"""Habits of the house that no linter knows."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template import engines
from jinja2 import meta, nodes

from portal.lists import drawing
from portal.rendering.environment import FILTERS, GLOBALS

PROJECT = Path(__file__).parent.parent
OURS = ("portal", "practices", "partners", "subsidies", "monitor")
PUBLIC = sorted((PROJECT / "templates").rglob("*.html"))
ADMIN = sorted((PROJECT / "portal" / "templates").rglob("*.html"))
TEMPLATES = [*PUBLIC, *ADMIN]
MODULES = sorted(path for label in (*OURS, "tests") for path in (PROJECT / label).rglob("*.py"))
# Django looks these up by name.
FOUND_BY_DJANGO = {"404.html", "500.html"}


def name_of(template):
    """The name by which Django finds it."""
    return str(template.relative_to(next(each for each in template.parents if each.name == "templates")))


def template_ids(template):
    return name_of(template)


def is_test(path):
    return path.is_relative_to(PROJECT / "tests")


def our_models():
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def lower_case(text):
    """Whether a label begins in lower case, apart from names in capitals such as NIS-code."""
    word = text.split("-")[0].split(" ")[0]
    return text[:1] == text[:1].lower() or word.isupper()


def test_names_of_models_and_fields_are_in_lower_case():
    names = [
        str(name) for model in our_models() for name in (model._meta.verbose_name, model._meta.verbose_name_plural)
    ]
    fields = [
        str(field.verbose_name)
        for model in our_models()
        for field in model._meta.get_fields()
        if not field.auto_created and field.editable
    ]

    assert [name for name in [*names, *fields] if not lower_case(name)] == []


def test_names_of_fields_are_given():
    """Django would make a name of the English word in the code."""
    made_up = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if not field.auto_created and field.editable and str(field.verbose_name) == field.name.replace("_", " ")
    ]

    # Words that are the same in Dutch.
    same = {"website", "type", "budget", "sector", "partner", "contact", "indicator", "checklist", "code", "in_2018"}
    assert [name for name in made_up if name.split(".")[1] not in same] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=template_ids)
def test_template_is_short(template):
    assert len(template.read_text().splitlines()) < 100


@pytest.mark.parametrize("template", TEMPLATES, ids=template_ids)
def test_template_has_nothing_inline(template):
    """The content security policy would stop it."""
    text = template.read_text()

    assert re.findall(r"\sstyle\s*=", text) == []
    assert re.findall(r"<style\b", text) == []
    assert re.findall(r"\son[a-z]+\s*=", text) == []
    assert re.findall(r"javascript:", text) == []
    assert [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag] == []


@pytest.fixture(scope="module")
def jinja():
    """The environment of the public templates."""
    return engines["jinja2"].env


def parsed(jinja, template):
    return jinja.parse(template.read_text())


def imports_of(tree):
    """Names that a template imports, each as often as it does, with the template they are from; a list of tuples."""
    return [
        (name if isinstance(name, str) else name[1], node.template.value)
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    ]


def names_in(tree):
    """Every name that a template reads: variables, macros and functions."""
    return {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}


@pytest.mark.parametrize("template", PUBLIC, ids=template_ids)
def test_template_compiles(jinja, template):
    """An unknown filter or test stops it."""
    jinja.compile(template.read_text(), template.name)


def test_every_template_is_used(jinja):
    code = "\n".join(path.read_text() for path in MODULES if not is_test(path))
    used = {name for template in PUBLIC for name in meta.find_referenced_templates(parsed(jinja, template))}
    # One whose name is only known on the way cannot be followed; there is none.
    assert None not in used
    used |= set(re.findall(r'"([\w/]+\.html)"', code))
    # Those of the admin have a folder and an engine of their own.
    used -= {name_of(template) for template in ADMIN}
    names = {name_of(template) for template in PUBLIC}

    assert names - used == FOUND_BY_DJANGO
    assert used <= names


@pytest.mark.parametrize("template", PUBLIC, ids=template_ids)
def test_template_imports_what_it_uses(jinja, template):
    """No macro for nothing or twice, and none that is not there."""
    tree = parsed(jinja, template)
    imported = imports_of(tree)
    names = [name for name, _ in imported]

    assert [name for name in names if name not in names_in(tree)] == []
    assert len(names) == len(set(names))
    for name, source in imported:
        defined = parsed(jinja, PROJECT / "templates" / source).find_all(nodes.Macro)
        assert name in {macro.name for macro in defined}


def test_every_macro_is_used(jinja):
    trees = {name_of(template): parsed(jinja, template) for template in PUBLIC}
    imported = {pair for tree in trees.values() for pair in imports_of(tree)}
    macros = {(macro.name, name) for name, tree in trees.items() for macro in tree.find_all(nodes.Macro)}
    code = "\n".join(path.read_text() for path in MODULES if not is_test(path))
    imported |= {(name, source) for source, name in re.findall(r'\bmacro\("([^"]+)", "([^"]+)"\)', code)}
    imported |= {(name, drawing.TEMPLATE) for pair in drawing.MACROS.values() for name in pair}

    assert imported <= macros
    assert [(macro, name) for macro, name in macros - imported if macro not in names_in(trees[name])] == []


def test_everything_that_templates_are_given_is_used(jinja):
    trees = [parsed(jinja, template) for template in PUBLIC]
    filters = {node.name for tree in trees for node in tree.find_all(nodes.Filter)}

    assert set(FILTERS) - filters == set()
    assert set(GLOBALS) - set().union(*map(names_in, trees)) == set()


@pytest.mark.parametrize("template", PUBLIC, ids=template_ids)
def test_macros_know_only_their_arguments(jinja, template):
    """A template with macros is imported without the page's context."""
    tree = parsed(jinja, template)
    if tree.find(nodes.Macro):
        # What is set in a branch counts as unknown in Jinja's eyes.
        made = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "store"}
        assert meta.find_undeclared_variables(tree) - {*jinja.globals, *made, "caller"} == set()


def tags_and_filters(library):
    """What a library of template tags adds."""
    module = engines["django"].engine.template_libraries[library]
    return {*module.tags, *module.filters}


@pytest.mark.parametrize("template", ADMIN, ids=template_ids)
def test_template_of_the_admin_loads_what_it_uses(template):
    text = template.read_text()
    loaded = [name for names in re.findall(r"{% load ([^%]+) %}", text) for name in names.split()]
    used = set(re.findall(r"\|(\w+)", text)) | set(re.findall(r"{%\s*(\w+)", text))

    assert [name for name in loaded if not tags_and_filters(name) & used] == []
    assert len(loaded) == len(set(loaded))


def test_migrations_are_in_step(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_module_is_a_drawer():
    drawers = {"utils", "helpers", "common", "misc", "util", "helper"}
    names = {part for path in MODULES for part in (*path.relative_to(PROJECT).parts[:-1], path.stem)}

    assert names & drawers == set()


def lines_of(path):
    return len(path.read_text().splitlines())


def test_modules_fit_their_rooms():
    """Small rooms: views under 150 lines, other modules under 300."""
    code = [path for path in MODULES if "migrations" not in path.parts and not is_test(path)]
    limits = {path: 150 if "views" in (path.stem, path.parent.name) else 300 for path in code}

    assert [f"{path.relative_to(PROJECT)}: {lines_of(path)}" for path in code if lines_of(path) > limits[path]] == []


def test_imports_point_one_way():
    """portal's models know no other app; practices know partners; the plan in monitor knows practices; subsidies know
    the figures in monitor."""
    below = {
        "portal/models": {"practices", "partners", "subsidies", "monitor"},
        "partners": {"practices", "subsidies", "monitor"},
        "practices": {"subsidies", "monitor"},
        "subsidies": {"practices", "partners"},
        "monitor": {"partners", "subsidies"},
    }
    wrong = [
        f"{path.relative_to(PROJECT)} imports {app}"
        for folder, forbidden in below.items()
        for path in (PROJECT / folder).rglob("*.py")
        if "migrations" not in path.parts
        for app in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(), re.MULTILINE)
        if app in forbidden
    ]

    assert wrong == []


def test_files_name_nothing_of_this_machine():
    texts = [*MODULES, *TEMPLATES, *(PROJECT / "fixtures").rglob("*.*"), PROJECT / "README.md"]
    home = str(PROJECT)

    assert [str(path) for path in texts if path.name != "test_consistency.py" and home in path.read_text()] == []
