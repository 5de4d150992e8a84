"""The exports and the feed of a list: they hold exactly the entries of its page."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from portal.audit.exports import followed
from portal.exports import FORMATS
from portal.exports.table import Table, absolute
from portal.text import printable

FEED_SIZE = 50


def export(request, of, extension):
    """The list of view class `of` as a file; 404 for an unknown `extension`."""
    filters = of.filtered(request)
    query = f"?{filters.query_string}" if filters.query_string else ""
    table = Table(
        name=of.name,
        title=of.title,
        columns=of.columns,
        filters=filters.chosen(),
        address=absolute(reverse(of.url_name) + query),
        entries=lambda: of.exported(filters),
    )
    return file_of(table, extension, request)


def file_of(table, extension, request):
    """A Table as a download; 404 for an unknown `extension`."""
    if extension not in FORMATS:
        raise Http404
    table, tell = followed(table, extension, request)
    response = FORMATS[extension].response(table)
    if tell:
        # Once it was sent: only then is it known how much.
        response._resource_closers.append(tell)
    response["Content-Disposition"] = f'attachment; filename="{table.file_name(extension)}"'
    if request.method == "HEAD":
        response.streaming_content = ()  # the server would make the whole file, to send none of it
    return response


def feed(request, of):
    """The newest entries of the filtered list of view class `of`, as Atom."""
    filters = of.filtered(request)
    address = absolute(reverse(of.url_name))
    atom = Atom1Feed(
        title=f"Kapstok: {of.title.lower()}",
        link=f"{address}?{filters.query_string}" if filters.query_string else address,
        feed_url=absolute(request.get_full_path()),
        description=None,
        language="nl-BE",
    )
    for entry in of.newest(filters, FEED_SIZE):
        atom.add_item(
            title=printable(entry.title),
            link=absolute(entry.get_absolute_url()),
            description=printable(entry.summary),
            unique_id=f"tag:{settings.SITE_URL.split('//')[1]},2026:{entry.get_absolute_url()}",
            pubdate=timezone.make_aware(timezone.datetime.combine(entry.published_on, timezone.datetime.min.time())),
            updateddate=entry.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
