"""Accounts of the people who work in the admin. What an account may do follows from its role alone."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, User

from portal.audit.told import AccountsTold

admin.site.unregister(User)
# Roles stand in portal.roles; a group changed by hand would be set back.
admin.site.unregister(Group)


UNUSABLE = (
    "Zonder wachtwoord kan deze persoon zich niet aanmelden."
    '<ul id="id_unusable_warning" class="messagelist"><li class="warning">'
    "Als u dit uitschakelt, is het huidige wachtwoord verloren.</li></ul>"
)


class PasswordForm(AdminPasswordChangeForm):
    """Django's, with the one help text that it has in English only."""

    usable_password_help_text = UNUSABLE


@admin.register(User)
class AccountAdmin(AccountsTold, UserAdmin):
    """A superuser is made on the command line only, and is out of reach of other administrators."""

    list_display = ("username", "first_name", "last_name", "email", "role_names", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Wie", {"fields": ("first_name", "last_name", "email")}),
        ("Rol", {"fields": ("groups", "is_active")}),
        ("Gebruik", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()
    change_password_form = PasswordForm

    @admin.display(description="rol")
    def role_names(self, user):
        return ", ".join(group.name for group in user.groups.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs |= {"widget": forms.CheckboxSelectMultiple, "label": "Rol", "help_text": ""}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

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
