"""Filling in the forms of the admin as a browser does."""

import re

from django.forms import BooleanField, ModelMultipleChoiceField
from django.urls import reverse


def address(thing, page="change"):
    """The address of an admin page of an object, or of a model for "add" and "changelist"."""
    arguments = [thing.pk] if isinstance(thing.pk, int) else []
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_{page}", args=arguments)


def filled(response):
    """What a browser would post from that page when nobody changes anything; a dict."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    fields = {field.html_name: value for form in forms for field in form if (value := posted(field)) is not None}
    return fields | token(response)


def token(response):
    """The hidden field by which a form tells whose it is and what it started from; a dict."""
    opened = response.context.get("opened")
    return {opened.name: opened.signed} if opened else {}


def posted(field):
    """The value that a browser posts for a bound field; None when it leaves the field out."""
    value = field.value()
    if isinstance(field.field, BooleanField):
        return "on" if value else None
    if isinstance(field.field, ModelMultipleChoiceField):
        return value or None
    return "" if value is None else value


def save(client, thing, **changes):
    """Opens the form of `thing`, posts it with `changes`, and returns the answer."""
    return client.post(address(thing), filled(client.get(address(thing))) | changes)


def press(client, thing, button, **changes):
    """The same with one of the buttons for a step: "publish", "submit" … (see portal.workflow.steps)."""
    return save(client, thing, **{f"_{button}": "1"} | changes)


def buttons(response):
    """The buttons of the form of an entry, as one reads them; a list."""
    return re.findall(r'<input type="submit" value="([^"]+)"', response.content.decode())


def errors(response):
    """All that a refused form says; a list of sentences."""
    return [
        str(sentence)
        for found in response.context["errors"]
        for sentence in ([found] if isinstance(found, str) else found)
    ]


def said(response):
    """The messages on the page that follows; a list."""
    return [str(message) for message in response.context["messages"]]


def new_row(prefix, number=0, **values):
    """The fields of one more row in a form that had `number` of them."""
    fields = {f"{prefix}-TOTAL_FORMS": number + 1}
    return fields | {f"{prefix}-{number}-{name}": value for name, value in values.items()}
