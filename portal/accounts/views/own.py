"""One's own account."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from portal import roles
from portal.accounts import receivers, secondstep

SHOWN = 10


@method_decorator(never_cache, name="dispatch")
class Account(LoginRequiredMixin, TemplateView):
    """Who one is here, when and where one signed in, and a button to end all other sessions."""

    template_name = "account/account.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        sign_ins = user.sign_ins.all()
        return super().get_context_data(**kwargs) | {
            "roles": [group.name for group in user.groups.all()],
            "scope": roles.scope_of(user),
            "has_step": secondstep.is_set_up_by(user),
            "needs_step": secondstep.is_required_of(user),
            "current": self.request.session.get("sign_in"),
            "going_on": set(sign_ins.going_on().values_list("pk", flat=True)),
            "sign_ins": sign_ins[:SHOWN],
        }

    def post(self, request, **kwargs):
        ended = receivers.end_others(request, request.user)
        text = "Alle andere sessies zijn beëindigd." if ended else "Er waren geen andere sessies."
        messages.success(request, text)
        return redirect("account")
