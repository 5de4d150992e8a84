"""How an administrator lets somebody in: by invitation, and with a page about all that has to do with signing in."""

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format

from portal import audit
from portal.accounts import invitations, mails, names, secondstep
from portal.accounts.inviting import AccountForm, InviteForm

NO_MAIL = "De mail kon niet verstuurd worden. Probeer het later opnieuw, of vraag het na bij wie het portaal uitbaat."


class LetsIn:
    """Mixin for the admin of accounts."""

    form = AccountForm
    add_form = InviteForm
    add_form_template = None
    change_form_template = "admin/account_form.html"
    add_fieldsets = (
        (
            None,
            {
                "fields": ("first_name", "last_name", "email"),
                "description": "De persoon krijgt een mail met een link, en kiest zelf een wachtwoord. De link werkt"
                " 7 dagen.",
            },
        ),
        ("Rol", {"fields": ("groups",)}),
    )

    @admin.display(description="naam", ordering="last_name")
    def name(self, user):
        return user.get_full_name()

    @admin.display(description="toestand")
    def state(self, user):
        invitation = getattr(user, "invitation", None)
        if invitation and not invitation.accepted_at:
            return f"uitnodiging {invitation.state}"
        return "actief" if user.is_active else "niet actief"

    @admin.display(description="tweede stap")
    def second_step(self, user):
        if user.has_step:
            return "ingesteld"
        return "nog in te stellen" if user.needs_step else "niet nodig"

    @admin.display(description="laatste aanmelding", ordering="last_login")
    def last_sign_in(self, user):
        return user.last_login and date_format(timezone.localtime(user.last_login), "j M Y")

    def get_queryset(self, request):
        users = super().get_queryset(request).select_related("invitation")
        return users.annotate(has_step=secondstep.is_set_up(), needs_step=secondstep.is_required())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            transaction.on_commit(lambda: self.send_invitation(request, form.instance))

    def user_change_password(self, request, id, form_url=""):
        raise Http404("People choose their own password.")

    def get_urls(self):
        own = path("<int:pk>/toegang/", self.admin_site.admin_view(self.access), name="auth_user_access")
        return [own, *super().get_urls()]

    def access(self, request, pk):
        """The page, and what its buttons do: the value of `do` is a method of this mixin, see `deeds`."""
        user = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        deeds = self.deeds(user)
        if request.method == "POST":
            if deed := deeds.get(request.POST.get("do")):
                deed(request, user)
            else:
                messages.warning(request, "Dat kan niet meer: er is intussen iets gewijzigd.")
            return redirect("admin:auth_user_access", pk)
        context = self.admin_site.each_context(request) | {
            "title": f"Toegang van {names.name_of(user)}",
            "opts": self.opts,
            "account": user,
            "invitation": getattr(user, "invitation", None),
            "state": self.state(user),
            "deeds": list(deeds),
            "sign_ins": user.sign_ins.all()[:5],
        }
        return TemplateResponse(request, "admin/account_access.html", context)

    def deeds(self, user):
        """What an administrator can do now about `user` signing in; a dict of name to method."""
        invitation = getattr(user, "invitation", None)
        deeds = {}
        if not user.has_usable_password():
            deeds["invite"] = self.send_invitation
        if invitation and invitation.is_open:
            deeds["withdraw"] = self.withdraw_invitation
        if user.has_usable_password() and user.is_active and user.email:
            deeds["new_password"] = self.send_new_password
        if user.has_step:
            deeds["remove_step"] = self.remove_second_step
        if user.sign_ins.going_on().exists():
            deeds["end"] = self.end_sessions
        return deeds

    def send_invitation(self, request, user):
        if invitations.invite(user, request.user):
            messages.success(request, f"De uitnodiging is verstuurd naar {user.email}.")
        else:
            messages.error(request, NO_MAIL)

    def withdraw_invitation(self, request, user):
        invitations.withdraw(user.invitation, request.user)
        messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")

    def send_new_password(self, request, user):
        request_password_reset(request, user.email, [user], default_token_generator)
        messages.success(request, f"Er is een link verstuurd naar {user.email}.")

    def remove_second_step(self, request, user):
        """Asks the administrator's own password first: who has a session of them could else take over any account."""
        raise_if_reauthentication_required(request, app="portal.accounts")
        with transaction.atomic():
            secondstep.remove(user)
            user.sign_ins.all().end()
            audit.log(request.user, "two-factor", user, done="removed by an administrator")
        mails.send("second_step_removed", user)
        messages.success(request, "De tweede stap is gewist. De persoon kreeg daarover een mail.")

    def end_sessions(self, request, user):
        user.sign_ins.all().end()
        audit.log(request.user, "account", user, done="sessions ended")
        messages.success(request, "De persoon is overal afgemeld.")
