"""Filters of the lists of practices, resources and questions."""

from portal.lists.filters import ChoiceFacet, Facet, ListFilter, MunicipalityFacet, SourceFacet
from portal.models import Domain, Province, TargetGroup, Theme
from practices.models import Practice, Resource


class PracticeFilter(ListFilter):
    thema = Facet("themes", model=Theme, label="thema")
    domein = Facet("domains", model=Domain, label="beleidsdomein")
    doelgroep = Facet("target_groups", model=TargetGroup, label="doelgroep")
    gemeente = MunicipalityFacet("municipalities")
    provincie = Facet("municipalities__province", "provinces", model=Province, label="provincie")
    toestand = ChoiceFacet("state", Practice.State, label="toestand")
    bron = SourceFacet()


class ResourceFilter(ListFilter):
    soort = ChoiceFacet("kind", Resource.Kind, label="soort")
    thema = Facet("themes", model=Theme, label="thema")
    domein = Facet("domains", model=Domain, label="beleidsdomein")
    doelgroep = Facet("target_groups", model=TargetGroup, label="doelgroep")
    bron = SourceFacet()


class QuestionFilter(ListFilter):
    thema = Facet("themes", model=Theme, label="thema")
    bron = SourceFacet()
