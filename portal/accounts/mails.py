"""Mails about accounts. Addresses in them start with SITE_URL, never with what a browser says the host is."""

import logging
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def absolute(path):
    return f"{settings.SITE_URL}{path}"


def compose(template, to, context):
    """The EmailMessage of account/email/<template>_subject.txt and _message.txt (or of mfa/email)."""
    context = {"site_url": settings.SITE_URL, "contact_email": settings.CONTACT_EMAIL} | context
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    return EmailMessage(subject, render_to_string(f"{template}_message.txt", context).strip() + "\n", to=[to])


def send(template, user, **context):
    """Sends `user` a mail; returns whether the mail server took it. Without an address nothing is sent."""
    if not user.email:
        return False
    return deliver(compose(f"account/email/{template}", user.email, {"user": user} | context))


def deliver(message):
    """Hands `message` to the mail server; what fails is told to the operator, without an address."""
    try:
        return bool(message.send())
    except OSError:  # SMTPException is one
        logger.exception("A mail about an account could not be sent")
        return False


def deliver_unnoticed(message):
    """The same, while the page is already answered: how long that takes, tells nobody that there was a mail."""
    Thread(target=deliver, args=[message]).start()
