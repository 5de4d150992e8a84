"""What a change of content does to the index: signals of Django's ORM lead to the entries that it touches.

An entry is touched by a change of itself, of its rows (citations, calls, points …), of its relations, and of what it
is related to: a theme that gets another name, or is deleted, stands in the index of all its entries. Changes that pass
by the ORM's signals (QuerySet.update, SQL) can hide an entry (a trigger of the database sees to that) but not index
it: after those, `manage.py rebuild_search`.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction
from django.db.models import CASCADE
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from portal.models.entry import Entry
from portal.search import index

# The changes being gathered, a dict of model to set of primary keys; None when each is indexed at once.
gathered = ContextVar("gathered", default=None)


@contextmanager
def together():
    """Index what changes inside once, at the end: for who saves an entry in steps, or many entries.

    An error undoes the changes, so that none is left that nobody indexed.
    """
    if gathered.get() is not None:
        yield
        return
    with transaction.atomic():
        token = gathered.set({})
        try:
            yield
            found = gathered.get()
        finally:
            gathered.reset(token)
        for model in sorted(found, key=lambda model: model.search_kind):
            index.refresh(model, found[model])


@contextmanager
def at_once():
    """Index each change inside when it is made, also inside together(): for what is looked at, and then undone."""
    token = gathered.set(None)
    try:
        yield
    finally:
        gathered.reset(token)


def touch(model, keys):
    """Have the entries of `model` with primary keys `keys` indexed, now or with the others that are gathered."""
    keys = [key for key in keys if key is not None]
    waiting = gathered.get()
    if not keys:
        return
    if waiting is None:
        index.refresh(model, keys)
    else:
        waiting.setdefault(model, set()).update(keys)


def watch():
    """Connect the signals; called once, when all models are there."""
    for model in index.entry_models():
        watch_entry(model)
        for relation in model._meta.related_objects:
            if relation.one_to_many and relation.on_delete is CASCADE and not issubclass(relation.related_model, Entry):
                watch_rows(model, relation)
        for field in [*model._meta.many_to_many, *(each for each in model._meta.fields if each.many_to_one)]:
            # An account is saved at each login, and nothing of it is in the index.
            if field.name != "owner":
                watch_related(model, field)
        for other in model.indexed_by_all:
            watch_all(model, other)


def watch_entry(model):
    def on_change(sender, instance, **kwargs):
        touch(model, [instance.pk])

    connect(post_save, on_change, model)
    connect(post_delete, on_change, model)


def watch_rows(model, relation):
    """Rows of an entry: their own changes, and those of their relations to many."""
    name = relation.field.attname

    def on_change(sender, instance, **kwargs):
        touch(model, [getattr(instance, name)])

    def touch_of(keys):
        rows = relation.related_model._base_manager.filter(pk__in=keys)
        touch(model, set(rows.values_list(name, flat=True)))

    connect(post_save, on_change, relation.related_model)
    connect(post_delete, on_change, relation.related_model)
    for field in relation.related_model._meta.many_to_many:
        watch_relation(field, touch_of)


def watch_related(model, field):
    """What an entry is related to: its being related, and the changes of the other."""

    def on_other(sender, instance, created=False, **kwargs):
        if not created:
            touch(model, with_relation(field, instance))

    connect(post_save, on_other, field.related_model)
    if field.many_to_many:
        watch_relation(field, partial(touch, model))


def watch_relation(field, touch_of):
    """A relation to many; `touch_of` takes the primary keys of those on its own side whose relations changed."""
    connect(m2m_changed, partial(on_relation, field, touch_of), field.remote_field.through)
    name = f"_{field.model._meta.model_name}_{field.name}"

    def before(sender, instance, **kwargs):
        # Django deletes the relations of what it deletes without a signal, and before it tells.
        setattr(instance, name, with_relation(field, instance))

    def after(sender, instance, **kwargs):
        touch_of(instance.__dict__.pop(name, []))

    connect(pre_delete, before, field.related_model)
    connect(post_delete, after, field.related_model)


def watch_all(model, other):
    """A model of which any row counts for all entries of `model`, related or not."""

    def on_change(sender, **kwargs):
        touch(model, model.objects.published().values_list("pk", flat=True))

    connect(post_save, on_change, other)
    connect(post_delete, on_change, other)


def on_relation(field, touch_of, sender, instance, action, reverse, pk_set, **kwargs):
    """A relation to many changed, from its own side or from the other."""
    if action == "pre_clear" and reverse:
        # Afterwards nobody knows whose they were.
        instance._cleared = with_relation(field, instance)
    if not action.startswith("post_"):
        return
    if not reverse:
        touch_of([instance.pk])
    else:
        touch_of(pk_set if pk_set is not None else instance.__dict__.pop("_cleared", []))


def with_relation(field, instance):
    """The primary keys of those that have `instance` in their relation `field`; a list."""
    return list(field.model._base_manager.filter(**{field.name: instance.pk}).values_list("pk", flat=True))


def connect(signal, receiver, sender):
    signal.connect(receiver, sender=sender, weak=False)
