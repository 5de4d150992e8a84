"""Choosing among entries in a form: those that one may see, and those that are chosen already."""

from django import forms
from django.db.models import Prefetch

from portal import roles
from portal.models import Entry

# In the place of the title of an entry that is chosen and that the reader may not see.
HIDDEN = "(een fiche van een ander, nog niet gepubliceerd)"


class RelationsForm(forms.ModelForm):
    """Keeps what was chosen and is hidden from its reader: without its title, but it stays chosen.

    A field may hide something when its `may_hide` is set. `refusal` is what a first try to save found wrong.
    """

    refusal = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if getattr(field, "may_hide", False) and self.instance.pk:
                self.keep_hidden(name, field)

    def keep_hidden(self, name, field):
        model, keys = field.queryset.model, self.chosen(name)
        chosen = model._default_manager.filter(pk__in=keys)
        hidden = set(chosen.exclude(pk__in=field.queryset.values("pk")).values_list("pk", flat=True))
        if hidden:
            field.queryset = model._default_manager.filter(pk__in=field.queryset.values("pk")) | chosen
            # What the row gives of a relation to many may be narrowed already.
            self.initial[name] = keys if isinstance(field, forms.ModelMultipleChoiceField) else keys[0]
            field.label_from_instance = lambda entry: HIDDEN if entry.pk in hidden else str(entry)

    def chosen(self, name):
        """Primary keys of what the field `name` of the saved row has; a list."""
        field = self._meta.model._meta.get_field(name)
        if not field.many_to_many:
            return [getattr(self.instance, field.attname)]
        through, source, target = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
        return list(through._default_manager.filter(**{source: self.instance.pk}).values_list(target, flat=True))

    def clean(self):
        if self.refusal:
            raise forms.ValidationError(self.refusal)
        return super().clean()


def is_narrowed(user, field):
    """Whether `field` is a relation to entries of which `user` may not see all."""
    other = field.related_model
    return isinstance(other, type) and issubclass(other, Entry) and not roles.sees_all(user, other)


def visible_relations(user, model):
    """Prefetches that leave out of the relations of rows of `model` what `user` may not see; a list.

    A part needs none for its own entry: who sees the one sees the other.
    """
    return [
        Prefetch(field.name, roles.visible(user, field.related_model._default_manager.all()))
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.name != getattr(model, "part_of", None) and is_narrowed(user, field)
    ]


class ChoosesVisible:
    """Mixin for a ModelAdmin or inline: offers and takes only entries that the signed-in person may see."""

    form = RelationsForm

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return self.narrowed(super().formfield_for_foreignkey, db_field, request, kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return self.narrowed(super().formfield_for_manytomany, db_field, request, kwargs)

    @staticmethod
    def narrowed(make_field, db_field, request, kwargs):
        if not is_narrowed(request.user, db_field):
            return make_field(db_field, request, **kwargs)
        kwargs.setdefault("queryset", roles.visible(request.user, db_field.related_model._default_manager.all()))
        field = make_field(db_field, request, **kwargs)
        if field:
            field.may_hide = True
        return field
