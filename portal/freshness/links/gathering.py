"""Which addresses stand in entries and sources."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import TextField

from portal.freshness.kinds import entry_models
from portal.freshness.models import LinkCheck, LinkUse
from portal.models import Entry, Source, Status
from portal.rendering.contact import web_address
from portal.rendering.prose import MARKDOWN
from portal.versions.shapes import row_relations

LONGEST = 2000
AT_ONCE = 500


def addresses_of(thing):
    """The addresses on the internet in an entry with its rows, or in a source; a set of str."""
    rows = [row for name in row_names(type(thing)) for row in getattr(thing, name).all()]
    found = {address for each in (thing, *rows) for address in addresses_in(each)}
    return {address for address in found if address.startswith(("http://", "https://")) and len(address) <= LONGEST}


def row_names(model):
    """The names by which the rows of an entry are reached; a source has none."""
    relations = row_relations(model) if issubclass(model, Entry) else ()
    return [relation.get_accessor_name() for relation in relations]


def addresses_in(thing):
    """The addresses in the fields of one row: its website, and the links in its texts."""
    for field in thing._meta.fields:
        value = getattr(thing, field.attname)
        if field.name == "website" and value:
            yield web_address(value.strip()).partition("#")[0]
        elif isinstance(field, TextField) and value and "](" in value:
            yield from links_in(value)


def links_in(text):
    """Where the links in Markdown lead, without the place on the page."""
    for block in MARKDOWN.parse(text):
        for token in block.children or ():
            if token.type == "link_open":
                yield token.attrs["href"].partition("#")[0]


def holders():
    """All that has addresses: entries that are not archived, and sources."""
    for model in (*entry_models(), Source):
        rows = model.objects.prefetch_related(*row_names(model))
        if model is not Source:
            rows = rows.exclude(status=Status.ARCHIVED)
        yield from rows.iterator(chunk_size=AT_ONCE)


@transaction.atomic
def gather():
    """Brings the tables of links in step with the entries; returns how many addresses there are."""
    wanted = {(address, of_type(each), each.pk) for each in holders() for address in addresses_of(each)}
    urls = {url for url, _, _ in wanted}
    LinkCheck.objects.bulk_create(
        (LinkCheck(url=url, host=host_of(url)) for url in sorted(urls)), batch_size=AT_ONCE, ignore_conflicts=True
    )
    LinkCheck.objects.exclude(url__in=urls).delete()
    keys = dict(LinkCheck.objects.values_list("url", "pk"))
    wanted = {(keys[url], kind, key) for url, kind, key in wanted}
    known = {(use.link_id, use.holder_type_id, use.holder_id): use.pk for use in LinkUse.objects.all()}
    LinkUse.objects.filter(pk__in=[known[use] for use in known.keys() - wanted]).delete()
    LinkUse.objects.bulk_create(
        LinkUse(link_id=link, holder_type_id=kind, holder_id=key) for link, kind, key in sorted(wanted - known.keys())
    )
    return len(urls)


def of_type(thing):
    return ContentType.objects.get_for_model(thing).pk


def host_of(url):
    """The website of an address: what stands between the slashes."""
    return url.split("/")[2].lower()[:253]
