"""The bin: what was deleted can come back for some time, with all that went with it."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal import audit, roles
from portal.models import Status
from portal.search import changes
from portal.versions.documents import rows_of
from portal.versions.models import Action, Deleted, Version
from portal.versions.recording import before_change, latest, record_all
from portal.versions.shapes import pointing_relations, record_shapes
from portal.versions.wording import name_of
from portal.versions.writing import Writer, write

BATCH = 1_000
BACK = "Iemand heeft ze intussen al teruggehaald."
TAKEN = "Een andere fiche heeft nu het adres “{}”. Geef die eerst een ander adres."


def put_in_bin(entry, user):
    """Keeps `entry`, that is about to be deleted by `user`, as a Deleted; returns it."""
    model = type(entry)
    before_change(model, [entry.pk])
    return Deleted.objects.create(
        version=latest(entry),
        title=entry.title,
        pointed={
            relation.name: sorted(getattr(entry, relation.get_accessor_name()).values_list("pk", flat=True))
            for relation in pointing_relations(model)
        },
        records={name: rows_of(shape, [entry.pk])[entry.pk] for name, shape in record_shapes(model).items()},
        created_at=entry.created_at,
        deleted_by=user,
        deleted_by_name=name_of(user),
    )


@transaction.atomic
def take_out(deleted, user):
    """Brings the entry of `deleted` back as it was, for `user`; returns it.

    `left_out` of the entry has a Dutch sentence for each thing that does not come back. What was public is so again,
    unless `user` may not publish: then it is a draft. Raises ValidationError when it cannot come back.
    """
    version, model = deleted.version, deleted.model
    document = version.document
    # Locked: two who bring it back at once are told so.
    here = Deleted.objects.select_for_update(of=("self",)).filter(pk=deleted.pk)
    if not here or model._base_manager.filter(pk=version.entry_id).exists():
        raise ValidationError(BACK)
    with changes.together():
        entry = written(model, version.entry_id, as_draft_unless_allowed(document, model, user))
        model._base_manager.filter(pk=entry.pk).update(created_at=deleted.created_at)
        entry.left_out += [*bring_records(entry, deleted.records), *point_again(entry, deleted.pointed)]
    deleted.delete()
    record_all(model, [entry.pk], user, Action.UNDELETED, even_same=True)
    audit.log(user, "undelete", entry)
    return entry


def as_draft_unless_allowed(document, model, user):
    """The document of an entry that comes back, as `user` may bring it back."""
    fields = document["fields"]
    if fields["status"] != Status.PUBLISHED or roles.may_publish(user, model):
        return document
    return document | {"fields": fields | {"status": Status.DRAFT}}


def written(model, pk, document):
    """The entry, made anew. Raises ValidationError, with a sentence that says what to do when its address is taken."""
    try:
        return write(model, pk, document)
    except ValidationError as error:
        if "slug" in getattr(error, "error_dict", {}):
            raise ValidationError(TAKEN.format(document["fields"]["slug"])) from error
        raise


def bring_records(entry, records):
    """Makes the rows that stood on their own and went with `entry`; returns what was left out, Dutch sentences."""
    left_out = []
    for name, shape in record_shapes(type(entry)).items():
        rows = records.get(name, [])
        writer = Writer(shape, *rows)
        things = [writer.fill_row(shape, shape.model(pk=row["pk"], **{shape.parent.name: entry}), row) for row in rows]
        try:
            with transaction.atomic():
                shape.model._base_manager.bulk_create([thing for thing in things if thing], batch_size=BATCH)
        except IntegrityError:
            left_out.append(f"{shape.model._meta.verbose_name_plural}: er zijn er intussen andere.")
        left_out += sorted(set(writer.left_out))
    return left_out


def point_again(entry, pointed):
    """Has other entries point at `entry` again, as far as they are still there; returns what was left out."""
    left_out = []
    for relation in pointing_relations(type(entry)):
        keys = pointed.get(relation.name, [])
        there = set(relation.related_model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        getattr(entry, relation.get_accessor_name()).add(*there)
        name = relation.related_model._meta.verbose_name
        left_out += [f"De verwijzing van {name} nr. {key}, die niet meer bestaat." for key in keys if key not in there]
    return left_out


@transaction.atomic
def empty(now):
    """Removes for good what was kept long enough at the moment `now`, its versions too; returns how many entries."""
    gone = list(Deleted.objects.over(now).select_for_update(of=("self",)).select_related("version__entry_type"))
    for deleted in gone:
        Version.objects.of_entries(deleted.model, [deleted.version.entry_id]).delete()
    return len(gone)
