"""The pages of one's own account, under /beheer/account/. What allauth has more, is not reachable."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib import admin
from django.urls import path, re_path

from portal.accounts.views import invitation, own


def page(route, view, name, title, route_as=path):
    """The address of a class-based view in the look of the admin, with that title."""
    context = {
        "title": title,
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "site_url": admin.site.site_url,
    }
    return route_as(route, view.as_view(extra_context=context), name=name)


urlpatterns = [
    page("", own.Account, "account", "Mijn account"),
    page("aanmelden/", account.LoginView, "account_login", "Aanmelden"),
    page("afmelden/", account.LogoutView, "account_logout", "Afmelden"),
    page("niet-actief/", account.AccountInactiveView, "account_inactive", "Dit account is niet actief"),
    page("bevestigen/", account.ReauthenticateView, "account_reauthenticate", "Bent u het zelf?"),
    page("wachtwoord/", account.PasswordChangeView, "account_change_password", "Wachtwoord wijzigen"),
    page("wachtwoord-vergeten/", account.PasswordResetView, "account_reset_password", "Wachtwoord vergeten"),
    page(
        "wachtwoord-vergeten/verstuurd/",
        account.PasswordResetDoneView,
        "account_reset_password_done",
        "Kijk in uw mailbox",
    ),
    page(
        "wachtwoord-vergeten/klaar/",
        account.PasswordResetFromKeyDoneView,
        "account_reset_password_from_key_done",
        "Uw wachtwoord is gewijzigd",
    ),
    page(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9a-z]+)-(?P<key>[\w-]+)/$",
        account.PasswordResetFromKeyView,
        "account_reset_password_from_key",
        "Kies een nieuw wachtwoord",
        route_as=re_path,
    ),
    page("code/", second_step.AuthenticateView, "mfa_authenticate", "Tweede stap"),
    page("tweede-stap/", second_step.IndexView, "mfa_index", "Tweede stap bij het aanmelden"),
    page("tweede-stap/instellen/", totp.ActivateTOTPView, "mfa_activate_totp", "De tweede stap instellen"),
    page("tweede-stap/uitschakelen/", totp.DeactivateTOTPView, "mfa_deactivate_totp", "De app loskoppelen"),
    page("tweede-stap/herstelcodes/", codes.ViewRecoveryCodesView, "mfa_view_recovery_codes", "Uw herstelcodes"),
    page(
        "tweede-stap/herstelcodes/nieuw/",
        codes.GenerateRecoveryCodesView,
        "mfa_generate_recovery_codes",
        "Nieuwe herstelcodes",
    ),
    page("uitnodiging/<str:token>/", invitation.Accept, "invitation", "Welkom bij Kapstok"),
]
