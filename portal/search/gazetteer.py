"""Which municipality a name leads to, in all the forms in which people write it."""

from portal.caching.remember import remembered
from portal.models import Municipality, Place
from portal.search.analysis import tokens
from portal.search.places import forms_of, is_ordinary_word, spellings_of
from portal.text import fold


@remembered
def names():
    """Every form of every name: a dict of tuple of folded words to what it leads to.

    That is a dict of primary key of one of today's municipalities to whether it is its own name; not that of a part.

    Names of municipalities, of today and before, have all forms; names of parts only themselves, and not when they
    are ordinary words: who types "park" means a park.
    """
    found = {}
    for municipality in Municipality.objects.all():
        for form in forms_of(municipality.name):
            today = municipality.successor_id or municipality.pk
            is_own = municipality.successor_id is None
            own = found.setdefault(key(form), {})
            own[today] = own.get(today, False) or is_own
    for name, municipality, successor in Place.objects.values_list("name", "municipality", "municipality__successor"):
        for form in map(key, spellings_of(name)):
            if form not in found and not (len(form) == 1 and is_ordinary_word(name)):
                found[form] = {successor or municipality: False}
    return found


def key(name):
    return tuple(fold(word) for word in tokens(name))


@remembered
def single_names():
    """The names, folded, that are one word and lead to a municipality; a dict of its primary key to a set of them."""
    found = {}
    for form, leads in names().items():
        for place in leads if len(form) == 1 else ():
            found.setdefault(place, set()).add(form[0])
    return found


@remembered
def words_of_names():
    """The words of the name of each of today's municipalities, by primary key."""
    return {key: tuple(tokens(name)) for key, name in Municipality.objects.today().values_list("pk", "name")}


def municipalities_named(words):
    """What `words`, a sequence of words, name: a dict of primary keys to whether it is the municipality's own name."""
    return names().get(tuple(fold(word) for word in words), {})
