"""Habits of the house that no linter knows."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.template.engine import Engine

PROJECT = Path(__file__).parent.parent
OURS = ("portal", "practices", "partners", "subsidies", "monitor")
TEMPLATES = sorted((PROJECT / "templates").rglob("*.html"))
MODULES = sorted(path for label in (*OURS, "tests") for path in (PROJECT / label).rglob("*.py"))
# Django looks these up by name.
FOUND_BY_DJANGO = {"404.html", "500.html"}


def name_of(template):
    return str(template.relative_to(PROJECT / "templates"))


def template_ids(template):
    return name_of(template)


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


def test_every_template_is_used():
    code = "\n".join(path.read_text() for path in MODULES if "tests" not in path.parts)
    used = set(re.findall(r'{% (?:extends|include) "([^"]+)"', "\n".join(path.read_text() for path in TEMPLATES)))
    # A template may be passed on by its name: {% include "a.html" with more="b.html" %}.
    used |= set(re.findall(r'="([\w/]+\.html)"', "\n".join(path.read_text() for path in TEMPLATES)))
    used |= set(re.findall(r'"([\w/]+\.html)"', code))
    # Those of the admin replace Django's own.
    names = {name_of(template) for template in TEMPLATES if not name_of(template).startswith("admin/")}

    assert names - used == FOUND_BY_DJANGO
    assert {name for name in used if not name.startswith("admin/")} <= names


def tags_and_filters(library):
    """What a library of template tags adds."""
    module = Engine.get_default().template_libraries[library]
    return {*module.tags, *module.filters}


@pytest.mark.parametrize("template", TEMPLATES, ids=template_ids)
def test_template_loads_what_it_uses(template):
    text = template.read_text()
    loaded = [name for names in re.findall(r"{% load ([^%]+) %}", text) for name in names.split()]
    if "from" in loaded:
        pytest.skip("names what it takes")
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
    code = [path for path in MODULES if not {"migrations", "tests"} & set(path.parts)]
    limits = {path: 150 if "views" in (path.stem, path.parent.name) else 300 for path in code}

    assert [f"{path.relative_to(PROJECT)}: {lines_of(path)}" for path in code if lines_of(path) > limits[path]] == []


def test_imports_point_one_way():
    """portal's models know no other app; practices know partners; the plan in monitor knows practices."""
    below = {
        "portal/models": {"practices", "partners", "subsidies", "monitor"},
        "partners": {"practices", "subsidies", "monitor"},
        "practices": {"subsidies", "monitor"},
        "subsidies": {"practices", "partners", "monitor"},
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
