"""The page that the link of an invitation opens."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.db import transaction
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from portal.accounts import invitations
from portal.accounts.forms import FirstPasswordForm
from portal.accounts.models import Invitation


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class Accept(FormView):
    """Choosing the first password; then the person is signed in, and set up the second step when the role asks so.

    Opening the page uses nothing up: mail programs open links by themselves.
    """

    form_class = FirstPasswordForm
    template_name = "account/invitation.html"

    def dispatch(self, request, *args, token, **kwargs):
        self.invitation = Invitation.objects.of_link(token)
        if self.invitation is None:
            context = self.extra_context | {"title": "Deze link werkt niet meer"}
            return self.response_class(request, "account/invitation_gone.html", context, status=410)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.invitation.user}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"invited": self.invitation.user}

    def form_valid(self, form):
        with transaction.atomic():
            if not invitations.accept(self.invitation):
                return redirect(self.request.path)
            form.save()
        user = self.invitation.user
        self.request.session.flush()
        record_authentication(self.request, user, "password", username=user.username)
        return perform_login(self.request, Login(user=user))
