"""The page of a list, and which entries its files hold: exactly the same ones."""

from django.core.paginator import Paginator
from django.db.models import Count, Subquery, Value
from django.urls import reverse
from django.views.generic import TemplateView

from portal import searches
from portal.exports.fetch import in_order, keys_of
from portal.lists.cards import cards_of
from portal.lists.facets import shown_number
from portal.search import weights

PAGE_SIZE = 20


class Pages(Paginator):
    """The pages of a list: as many as are counted. `amount` is its total in words."""

    def __init__(self, total, per_page):
        super().__init__([], per_page)
        self.count = min(total, weights.COUNTED)
        self.amount = shown_number(total)


def number_in(text):
    """The whole number that a text is; 1 when it is none."""
    try:
        return int(text)
    except ValueError:
        return 1


class FilteredList(TemplateView):
    """Base of a filtered list. Subclasses say which filters, columns and texts.

    `url_name` is the list's own address; `name` and `title` are those of its files.
    """

    filter_class = None
    columns = ()
    url_name = name = title = ""
    has_feed = False
    page_size = PAGE_SIZE

    @classmethod
    def filtered(cls, request):
        """The list's filters as asked for in the address."""
        return cls.filter_class(request.GET)

    def page_of(self, filters, offset):
        """The total of the list, and its rows from `offset` for one page."""
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        filters = self.filtered(self.request)
        page = self.page(filters, self.request.GET.get("pagina", "").replace("\0", "") or "1")
        return super().get_context_data(
            filters=filters,
            facets=filters.facets(),
            page=page,
            page_range=page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            list_url=reverse(self.url_name),
            has_feed=self.has_feed,
            **kwargs,
        )

    def page(self, filters, asked):
        """The page with the number `asked`, a text: the last when there is no such page, the first when it is no
        number; either way the filters name it as ignored."""
        wanted = number_in(asked)
        # Far beyond, no database could count.
        number = wanted if 0 < wanted <= weights.COUNTED else 1
        total, rows = self.page_of(filters, (number - 1) * self.page_size)
        pages = Pages(total, self.page_size)
        if wanted not in pages.page_range and number != pages.num_pages:
            number = pages.num_pages
            _, rows = self.page_of(filters, (number - 1) * self.page_size)
        if str(number) != asked:
            filters.ignored.append(("pagina", asked[:20]))
        page = pages.page(number)
        page.object_list = rows
        return page

    def render_to_response(self, context, **kwargs):
        """The page; words alone, on the first page, count as a search, not every choice that narrows it after."""
        response = super().render_to_response(context, **kwargs)
        filters, page = context["filters"], context["page"]
        if filters.words and len(filters.chosen()) == 1 and page.number == 1:
            searches.note(response, filters.words, page.paginator.count)
        return response

    @classmethod
    def exported(cls, filters):
        """The objects that a Table exports, in order, fetched in portions."""
        raise NotImplementedError


class EntryList(FilteredList):
    """A list of entries of `model`, as cards from the search index."""

    model = None

    def page_of(self, filters, offset):
        result = filters.page(offset, self.page_size)
        return result.found.total, cards_of(result)

    @classmethod
    def entries(cls, keys):
        """The published entries with primary keys `keys`, in that order, with all that a row of the export shows."""
        return in_order(cls.model.objects.published().for_page(), keys)

    @classmethod
    def exported(cls, filters):
        return cls.entries(filters.identifiers())

    @classmethod
    def newest(cls, filters, number):
        """The `number` newest entries of the filtered list, with what a feed says of them."""
        told = cls.model.objects.published().only("title", "slug", "summary", "published_on", "updated_at")
        return in_order(told, filters.newest(number))


class RowList(FilteredList):
    """A list of rows that are not entries."""

    def page_of(self, filters, offset):
        """Both by one query, unless there are no rows to tell the total."""
        count = filters.qs.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
        # Sorting keys and fetching rows by them is faster than sorting wide rows.
        keys = filters.qs.values("pk")[offset : offset + self.page_size]
        found = filters.qs.model.objects.filter(pk__in=keys).order_by(*filters.qs.query.order_by)
        rows = list(filters.for_page(found.annotate(total=Subquery(count))))
        return rows[0].total if rows else filters.qs.count(), rows

    @classmethod
    def exported(cls, filters):
        return in_order(filters.for_page(filters.rows()), keys_of(filters.qs))
