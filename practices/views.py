"""Pages of practices, resources and questions."""

from portal.lists.cards import cards_from
from portal.lists.views import EntryList
from portal.search.related import rows_like
from portal.views.entries import EntryDetail
from practices.exports import PRACTICE_COLUMNS, QUESTION_COLUMNS, RESOURCE_COLUMNS
from practices.filters import PracticeFilter, QuestionFilter, ResourceFilter
from practices.models import Practice, Question, Resource

RELATED_SHOWN = 3


class PracticeList(EntryList):
    template_name = "practices/list.html"
    model = Practice
    filter_class = PracticeFilter
    columns = PRACTICE_COLUMNS
    url_name, name, title = "practices:list", "praktijken", "Praktijken"
    has_feed = True


class PracticeDetail(EntryDetail):
    model = Practice
    template_name = "practices/detail.html"
    context_object_name = "practice"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"related": cards_from(rows_like(self.object, context["card"], RELATED_SHOWN))}


class ResourceList(EntryList):
    template_name = "practices/resource_list.html"
    model = Resource
    filter_class = ResourceFilter
    columns = RESOURCE_COLUMNS
    url_name, name, title = "practices:resources", "hulpmiddelen", "Hulpmiddelen"


class ResourceDetail(EntryDetail):
    model = Resource
    rows = ("items",)
    template_name = "practices/resource.html"
    context_object_name = "resource"


class QuestionList(EntryList):
    template_name = "practices/question_list.html"
    model = Question
    filter_class = QuestionFilter
    columns = QUESTION_COLUMNS
    url_name, name, title = "practices:questions", "hete-hangijzers", "Hete hangijzers"


class QuestionDetail(EntryDetail):
    model = Question
    rows = ("arguments",)
    template_name = "practices/question.html"
    context_object_name = "question"
