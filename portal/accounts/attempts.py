"""Slowing down who guesses passwords, without stopping the person or the town hall that is attacked.

Wrong passwords count for an account *at one place*: a device that the person signed in from before, else an address.
After FREE of them each next try has to wait, twice as long each time. So a guesser stands still, while a colleague at
the same address and the owner at an own device notice nothing. Two more counters only hold back unknown devices:

- of the account, wherever the guesses come from: many addresses get one try a minute together;
- of the address, whatever accounts are tried: there the second try of an account already waits, never the first.

The counters are in the cache under keyed hashes, and are gone an hour after the last wrong password. An account is
its user, or what was typed when there is none: both wait alike.
"""

import time

from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db.models import Q
from django.utils.crypto import salted_hmac

from portal.accounts import devices

FREE = 5
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60  # seconds
OF_ACCOUNT = 30
WAIT_OF_ACCOUNT = 60  # seconds
OF_ADDRESS = 100
KEPT = 60 * 60  # seconds


class Counter:
    """Wrong passwords of one kind; `count` of them, the last at `last` (seconds since 1970)."""

    def __init__(self, *parts):
        self.key = salted_hmac("portal.accounts.attempts", repr(parts), algorithm="sha256").hexdigest()
        self.count, self.last = cache.get(self.key, (0, 0.0))

    def add(self):
        self.count, self.last = self.count + 1, time.time()
        cache.set(self.key, (self.count, self.last), KEPT)

    def take_back(self):
        """Undoes one `add`."""
        if self.count > 1:
            cache.set(self.key, (self.count - 1, self.last), KEPT)
        else:
            cache.delete(self.key)

    def clear(self):
        cache.delete(self.key)

    def seconds_left(self, wait):
        """How much of a wait of `wait` seconds is left since the last one."""
        return max(0, self.last + wait - time.time())


class Attempt:
    """One try to sign in with what was typed as `login`. `user` is the primary key of whose account that is, or None.

    Call `begin` before the password is looked at, then `succeed` or nothing: what began counts as wrong.
    """

    def __init__(self, request, login):
        self.user = user_of(login)
        self.device = devices.known(request, self.user)
        account = self.user or login.casefold()
        address = get_ip(request)
        self.here = Counter("here", self.device or address, account)
        self.elsewhere = [] if self.device else [Counter("account", account), Counter("address", address)]

    def seconds_to_wait(self):
        """How long until a next try is looked at; 0 when it may be now."""
        free, wait = FREE, 0
        if self.elsewhere:
            account, address = self.elsewhere
            free = FREE if address.count < OF_ADDRESS else 1
            wait = account.seconds_left(WAIT_OF_ACCOUNT) if account.count >= OF_ACCOUNT else 0
        if self.here.count >= free:
            wait = max(wait, self.here.seconds_left(min(FIRST_WAIT * 2 ** (self.here.count - free), LONGEST_WAIT)))
        return wait

    def begin(self):
        """Counts this try as a wrong one; before the password is looked at, so that tries at once count too."""
        for counter in (self.here, *self.elsewhere):
            counter.add()

    def succeed(self):
        """The password was right: this place starts afresh, and the other counters are as before."""
        self.here.clear()
        for counter in self.elsewhere:
            counter.take_back()

    @property
    def has_begun_waiting(self):
        """Whether a next try waits, and this one did not yet: the moment to tell somebody."""
        account = self.elsewhere[0] if self.elsewhere else None
        return self.here.count == FREE or bool(account and account.count == OF_ACCOUNT)


def user_of(login):
    """The primary key of the user who signs in with that name or address; None when there is none."""
    found = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login))
    return found.order_by("pk").values_list("pk", flat=True).first()
