"""The admin at /beheer/: what all its pages share, and the models of the portal app itself."""

from django.contrib import admin

from portal.admin import accounts, places, searches, vocabularies  # noqa: F401  importing registers their models

admin.site.site_header = "Kapstok – beheer"
admin.site.site_title = "Kapstok – beheer"
admin.site.index_template = "admin/desk.html"
admin.site.index_title = "Wat wilt u doen?"
admin.site.empty_value_display = "–"
