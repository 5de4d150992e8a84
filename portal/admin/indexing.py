"""Saving in the admin and the search index."""

from portal.search import changes


class IndexedOnce:
    """Mixin for a ModelAdmin: an entry is indexed once, when its rows and relations are saved too."""

    def changeform_view(self, *args, **kwargs):
        with changes.together():
            return super().changeform_view(*args, **kwargs)
