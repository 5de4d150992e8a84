"""Deadlines of calls as iCalendar (RFC 5545), for agendas that subscribe to them."""

from datetime import timedelta

from django.conf import settings
from icalendar import Calendar, Event

from portal.exports.table import absolute


def calendar_of(calls):
    """An iCalendar file with an all-day event on each closing date of `calls`; bytes.

    A call without a closing date has no place in it. Its event keeps the same UID for ever, so that an agenda
    replaces it when the date moves.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Kapstok//Subsidies//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Kapstok: uiterste data van subsidies")
    calendar.add("x-wr-timezone", "Europe/Brussels")
    for call in calls:
        calendar.add_component(event_of(call))
    return calendar.to_ical()


def event_of(call):
    """The event on the last day to apply for `call`."""
    event = Event()
    host = settings.SITE_URL.split("//")[1].split(":")[0]
    event.add("uid", f"oproep-{call.pk}@{host}")
    event.add("dtstamp", call.updated_at)
    event.add("last-modified", call.updated_at)
    event.add("sequence", int(call.updated_at.timestamp()))
    event.add("summary", f"Uiterste dag: {call.scheme.title} ({call.title})")
    event.add("dtstart", call.closes_on)
    event.add("dtend", call.closes_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("url", absolute(call.scheme.get_absolute_url()))
    event.add("description", f"{call.scheme.provider.name}. {call.scheme.summary}")
    return event
