"""Filters of the lists of practices, resources and questions."""

from portal.lists.facets import ChoiceFacet, MunicipalityFacet, SourceFacet, TermFacet
from portal.lists.indexed import IndexedFilter
from portal.models import Domain, Province, TargetGroup, Theme
from portal.search.kinds import Axis, Kind
from practices.models import Practice, Resource


class PracticeFilter(IndexedFilter):
    kind = Kind.PRACTICE

    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    doelgroep = TermFacet(Axis.TARGET_GROUP, model=TargetGroup, label="doelgroep")
    gemeente = MunicipalityFacet()
    provincie = TermFacet(Axis.PROVINCE, model=Province, label="provincie")
    toestand = ChoiceFacet(Axis.STATE, Practice.State, label="toestand")
    bron = SourceFacet()


class ResourceFilter(IndexedFilter):
    kind = Kind.RESOURCE

    soort = ChoiceFacet(Axis.TYPE, Resource.Kind, label="soort")
    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    domein = TermFacet(Axis.DOMAIN, model=Domain, label="beleidsdomein")
    doelgroep = TermFacet(Axis.TARGET_GROUP, model=TargetGroup, label="doelgroep")
    bron = SourceFacet()


class QuestionFilter(IndexedFilter):
    kind = Kind.QUESTION

    thema = TermFacet(Axis.THEME, model=Theme, label="thema")
    bron = SourceFacet()
