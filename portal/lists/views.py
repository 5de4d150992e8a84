"""The page, the exports and the feed of a list: all three show exactly the same entries."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.generic import TemplateView

from portal.exports import FORMATS
from portal.exports.table import Table, absolute
from portal.text import printable

PAGE_SIZE = 20
FEED_SIZE = 50


class EntryList(TemplateView):
    """A filtered list. Subclasses say which entries, filters, columns and texts.

    `url_name` is the list's own address; `name` and `title` are those of its files.
    """

    filter_class = None
    columns = ()
    url_name = name = title = ""
    has_feed = False
    page_size = PAGE_SIZE

    @classmethod
    def entries(cls):
        """What the list holds without filters, in its own order, with what a card shows."""
        raise NotImplementedError

    @classmethod
    def export_entries(cls, entries):
        """`entries` with all that a row of the export shows."""
        return entries.for_page()

    @classmethod
    def filtered(cls, request):
        """The list's filters as asked for in the address."""
        return cls.filter_class(request.GET, queryset=cls.entries())

    def get_context_data(self, **kwargs):
        filters = self.filtered(self.request)
        paginator = Paginator(filters.qs, self.page_size)
        asked = self.request.GET.get("pagina", "").replace("\0", "") or "1"
        page = paginator.get_page(asked)
        if str(page.number) != asked:
            filters.ignored.append(("pagina", asked[:20]))
        return super().get_context_data(
            filters=filters,
            facets=filters.facets(),
            page=page,
            page_range=paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            list_url=reverse(self.url_name),
            has_feed=self.has_feed,
            **kwargs,
        )


def export(request, of, extension):
    """The list of view class `of` as a file; 404 for an unknown `extension`."""
    if extension not in FORMATS:
        raise Http404
    filters = of.filtered(request)
    query = f"?{filters.query_string}" if filters.query_string else ""
    table = Table(
        name=of.name,
        title=of.title,
        columns=of.columns,
        queryset=of.export_entries(filters.qs),
        filters=filters.chosen(),
        address=absolute(reverse(of.url_name) + query),
    )
    response = FORMATS[extension].response(table)
    response["Content-Disposition"] = f'attachment; filename="{table.file_name(extension)}"'
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
    for entry in filters.qs.order_by("-published_on", "-pk")[:FEED_SIZE]:
        atom.add_item(
            title=printable(entry.title),
            link=absolute(entry.get_absolute_url()),
            description=printable(entry.summary),
            unique_id=f"tag:{settings.SITE_URL.split('//')[1]},2026:{entry.get_absolute_url()}",
            pubdate=timezone.make_aware(timezone.datetime.combine(entry.published_on, timezone.datetime.min.time())),
            updateddate=entry.updated_at,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
