"""Forms of signing in and of one's own account: allauth's, with our words and without placeholders."""

from allauth.account import forms as account_forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache

from portal import audit
from portal.accounts import mails
from portal.accounts.passwords import ADVICE

# How long a code of the app is accepted at most: its own 30 seconds and those before and after, and some more.
CODE_LIFE = 120


class OurWords:
    """Mixin for a form: `words` has label and help text of fields by name. No field has a placeholder."""

    words = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label, field.help_text = self.words.get(name, (field.label, field.help_text))


class SignInForm(OurWords, account_forms.LoginForm):
    words = {"login": ("Gebruikersnaam of e-mailadres", ""), "password": ("Wachtwoord", "")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].max_length = 254
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True, "maxlength": 254}

    def user_credentials(self):
        """The backend looks a name up as an address too. Naming both here would hash twice for an address that has an
        account, which one could measure."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ConfirmForm(OurWords, account_forms.ReauthenticateForm):
    words = {"password": ("Wachtwoord", "")}


class ForgottenPasswordForm(OurWords, account_forms.ResetPasswordForm):
    words = {"email": ("E-mailadres", "Het adres waarop u onze mails krijgt.")}


NEW_PASSWORD = {"password1": ("Nieuw wachtwoord", ADVICE), "password2": ("Nieuw wachtwoord, nog eens", "")}


class NewPasswordForm(OurWords, account_forms.ResetPasswordKeyForm):
    words = NEW_PASSWORD


class FirstPasswordForm(OurWords, account_forms.SetPasswordForm):
    """Of somebody who was invited."""

    words = {"password1": ("Wachtwoord", ADVICE), "password2": ("Wachtwoord, nog eens", "")}

    def save(self):
        self.user.set_password(self.cleaned_data["password1"])
        self.user.save(update_fields=["password"])


class ChangePasswordForm(OurWords, account_forms.ChangePasswordForm):
    words = {"oldpassword": ("Huidig wachtwoord", ""), **NEW_PASSWORD}


class OnceOnly:
    """Mixin for a form with a `code`: the same code is not accepted twice, in all the time that it would be right."""

    def clean_code(self):
        code = super().clean_code()
        if not cache.add(f"code-{self.user.pk}-{normalize_user_code(code)}", True, CODE_LIFE):
            raise forms.ValidationError("Deze code is al gebruikt. Wacht op de volgende.", code="code_used")
        return code


CODE_FIELD = {"inputmode": "numeric", "autofocus": True, "maxlength": 20, "autocomplete": "one-time-code"}


class CodeForm(OurWords, OnceOnly, AuthenticateForm):
    """The second step."""

    words = {"code": ("Code", "De 6 cijfers in uw app, of een van uw herstelcodes.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_FIELD

    def clean_code(self):
        """Who types so many wrong codes, did know the password: the owner is told, once an hour at most."""
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            if error.code == "too_many_login_attempts" and cache.add(f"told-{self.user.pk}", True, 60 * 60):
                audit.log(None, "lock", self.user, why="wrong codes")
                mails.send("wrong_codes", self.user)
            raise


class FirstCodeForm(OurWords, OnceOnly, ActivateTOTPForm):
    """Shows that the app was set up well."""

    words = {"code": ("Code", "De 6 cijfers die de app nu toont.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_FIELD | {"autofocus": False}
