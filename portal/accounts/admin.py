"""What allauth shows in the admin by itself stays out of it: AccountAdmin has what an administrator needs."""

from allauth.account.admin import EmailAddress  # importing registers it
from allauth.account.decorators import secure_admin_login
from allauth.mfa.admin import Authenticator
from django.contrib import admin

admin.site.unregister((EmailAddress, Authenticator))
# Django's own page would let somebody in without the second step.
admin.site.login = secure_admin_login(admin.site.login)
