"""Accounts of the people who work in the admin. What an account may do follows from its role alone."""

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from portal import roles
from portal.accounts.access import LetsIn
from portal.accounts.models import Scope
from portal.admin.fields import Choices
from portal.audit.told import AccountsTold

admin.site.unregister(User)
# Roles stand in portal.roles; a group changed by hand would be set back.
admin.site.unregister(Group)


class ScopeInline(admin.StackedInline):
    """Only administrators open the form of an account, so only they change for whom somebody works."""

    model = Scope
    autocomplete_fields = ("municipalities", "provinces", "providers")
    can_delete = False
    verbose_name_plural = "Werkgebied"

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["widget"] = Choices(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_view_permission


def kind_to_own(request):
    """The kind of entry for which an editor looks for somebody responsible; None when the request is for another."""
    asked = request.GET
    label = f"{asked.get('app_label')}.{asked.get('model_name')}"
    if request.resolver_match.url_name != "autocomplete" or asked.get("field_name") != "owner":
        return None
    kind = apps.get_model(label) if label in roles.ENTRIES else None
    return kind if kind and roles.may_publish(request.user, kind) else None


@admin.register(User)
class AccountAdmin(LetsIn, AccountsTold, UserAdmin):
    """A superuser is made on the command line only, and is out of reach of other administrators."""

    inlines = (ScopeInline,)
    list_display = ("username", "name", "role_names", "scope_names", "state", "second_step", "last_sign_in")
    list_filter = ("groups", "is_active")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username",)}),
        ("Wie", {"fields": ("first_name", "last_name", "email")}),
        ("Rol", {"fields": ("groups", "is_active")}),
        ("Gebruik", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()

    @admin.display(description="rol")
    def role_names(self, user):
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description="werkgebied")
    def scope_names(self, user):
        scope = roles.scope_of(user)
        return ", ".join(scope.names) if scope else None

    def get_queryset(self, request):
        held = (f"scope__{name}" for name in ScopeInline.autocomplete_fields)
        return super().get_queryset(request).select_related("scope").prefetch_related("groups", *held)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"widget": forms.CheckboxSelectMultiple, "label": "Rol", "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # Choosing who is responsible for an entry --------------------------------

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or bool(kind_to_own(request))

    def get_search_fields(self, request):
        """Editors look for a name; the mail address of an account is not theirs to find."""
        return ("username", "first_name", "last_name") if kind_to_own(request) else super().get_search_fields(request)

    def get_search_results(self, request, queryset, search_term):
        if kind := kind_to_own(request):
            queryset = queryset.filter(pk__in=roles.owners(kind).values("pk"))
        return super().get_search_results(request, queryset, search_term)

    # Who may touch which account ---------------------------------------------

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self.in_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.in_reach(request, obj)

    @staticmethod
    def in_reach(request, user):
        """Whether the signed-in person may touch the account `user` at all."""
        return user is None or not user.is_superuser or request.user.is_superuser

    def save_model(self, request, obj, form, change):
        """Every account is for the admin: there is nothing else to sign in to."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)
