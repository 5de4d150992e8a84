"""Forms of an administrator for the account of somebody else. No password in any of them: people choose their own."""

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User

from portal.accounts.invitations import new_username

TAKEN = "Iemand anders heeft dit adres al. Elk account heeft een eigen adres: men meldt zich ermee aan."


class OwnAddress:
    """Mixin for a form of a User: an address belongs to one account."""

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email and User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN, code="taken")
        return email


class AccountForm(OwnAddress, UserChangeForm):
    password = None


class InviteForm(OwnAddress, forms.ModelForm):
    """A new account; its name to sign in with is made of the person's name."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "groups")
        labels = {"first_name": "voornaam", "last_name": "achternaam", "email": "e-mailadres"}
        help_texts = {"email": "Hierheen gaat de uitnodiging. Met dit adres meldt de persoon zich ook aan."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True

    def save(self, commit=True):
        self.instance.username = new_username(self.instance.first_name, self.instance.last_name)
        self.instance.set_unusable_password()
        return super().save(commit)
