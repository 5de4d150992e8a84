"""Pages of practices, resources and questions."""

from django.views.generic import DetailView

from portal.lists.views import EntryList
from practices.exports import PRACTICE_COLUMNS, QUESTION_COLUMNS, RESOURCE_COLUMNS
from practices.filters import PracticeFilter, QuestionFilter, ResourceFilter
from practices.models import Practice, Question, Resource


class PracticeList(EntryList):
    template_name = "practices/list.html"
    filter_class = PracticeFilter
    columns = PRACTICE_COLUMNS
    url_name, name, title = "practices:list", "praktijken", "Praktijken"
    has_feed = True

    @classmethod
    def entries(cls):
        return Practice.objects.published().for_cards()


class PracticeDetail(DetailView):
    template_name = "practices/detail.html"
    context_object_name = "practice"

    def get_queryset(self):
        return Practice.objects.published().for_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(related=related_to(self.object), **kwargs)


def related_to(practice, limit=3):
    """Other practices with its first theme, those with most of its domains and target groups first."""
    themes = [theme.pk for theme in practice.themes.all()][:1]
    shared = {term.pk for term in practice.domains.all()}, {term.pk for term in practice.target_groups.all()}
    others = Practice.objects.published().filter(themes__in=themes).exclude(pk=practice.pk)
    others = others.for_cards().prefetch_related("domains")

    def likeness(other):
        domains, groups = shared
        alike = sum(term.pk in domains for term in other.domains.all())
        return alike + sum(term.pk in groups for term in other.target_groups.all())

    return sorted(others, key=likeness, reverse=True)[:limit]


class ResourceList(EntryList):
    template_name = "practices/resource_list.html"
    filter_class = ResourceFilter
    columns = RESOURCE_COLUMNS
    url_name, name, title = "practices:resources", "hulpmiddelen", "Hulpmiddelen"

    @classmethod
    def entries(cls):
        return Resource.objects.published().for_cards()


class ResourceDetail(DetailView):
    template_name = "practices/resource.html"
    context_object_name = "resource"

    def get_queryset(self):
        return Resource.objects.published().for_page()


class QuestionList(EntryList):
    template_name = "practices/question_list.html"
    filter_class = QuestionFilter
    columns = QUESTION_COLUMNS
    url_name, name, title = "practices:questions", "hete-hangijzers", "Hete hangijzers"

    @classmethod
    def entries(cls):
        return Question.objects.published().for_cards().order_by("pk")


class QuestionDetail(DetailView):
    template_name = "practices/question.html"
    context_object_name = "question"

    def get_queryset(self):
        return Question.objects.published().for_page()
