"""Who asks, by network address: only our own proxies are believed."""

import pytest

from portal.accounts.clients import network_address


@pytest.mark.parametrize(
    ("proxies", "named", "expected"),
    [
        (0, "6.6.6.6, 192.0.2.7", "127.0.0.1"),
        (1, "6.6.6.6, 192.0.2.7", "192.0.2.7"),
        (2, "6.6.6.6, 192.0.2.7", "6.6.6.6"),
        (3, "6.6.6.6, 192.0.2.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_proxies_of_our_own_say_who_asks(rf, settings, proxies, named, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert network_address(rf.get("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": named})) == expected
