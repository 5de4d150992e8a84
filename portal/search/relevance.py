"""The relevance of an entry to a question, as SQL: see portal.search.weights for the numbers and their reasons."""

from portal.search import weights
from portal.search.terms import OWN


def relevance(wish, put):
    """The SQL of the relevance of row `e` to `wish`; `put` adds a parameter by its name, so that questions with as many
    words and forms have the same SQL, and PostgreSQL plans it once."""
    whole = sum(term.rarity for term in wish.terms)
    parts = ["0", *(of_term(term, f"term{number}", put) for number, term in enumerate(wish.terms))]
    parts.append(f"CASE WHEN e.is_title THEN {number_in(put, 'title_bonus', whole * weights.TITLE_BONUS)} ELSE 0 END")
    if wish.likely:
        bonus = number_in(put, "kind_bonus", whole * weights.KIND_BONUS)
        parts.append(f"CASE WHEN e.kind IN ({', '.join(f'{kind:d}' for kind in wish.likely)}) THEN {bonus} ELSE 0 END")
    return f"round((({' + '.join(parts)}) * {of_kind(wish)})::numeric, 3)"


def of_term(term, name, put):
    """What one term adds; its parameters begin with `name`."""
    scores = {}
    for place, form in enumerate(term.forms):
        score = of_form(form, form.factor, f"{name}_form{place}", put)
        scores.setdefault(OWN if form.nearness == OWN else place, []).append(score)
    for place, part in enumerate(term.parts):
        scores[f"part {place}"] = [of_form(part.forms[0], part_factor(term, part), f"{name}_part{place}", put)]
    # The word and compounds of it add up; of what means the same only the best counts.
    best = ", ".join(" + ".join(same) for same in scores.values())
    return f"{number_in(put, f'{name}_rarity', term.rarity)} * least({weights.MOST_OF_A_WORD}, greatest({best}))"


def of_form(form, factor, name, put):
    """How well row `e` has one form, times the factor that says how much that form counts."""
    fields = put("fields", [weights.FIELDS[field] for field in "DCBA"])
    query, scale = put(name, form.query), number_in(put, f"{name}_scale", form.scale)
    score = f"least({weights.MOST_OF_A_WORD}, {scale} * ts_rank({fields}::real[], e.vector, {query}::tsquery))"
    return f"{number_in(put, f'{name}_factor', factor)} * {score}"


def part_factor(term, part):
    """How much a part counts that an entry has alone: by its rarity among the parts."""
    return weights.PART_ALONE_FACTOR * part.rarity / sum(each.rarity for each in term.parts)


def number_in(put, name, number):
    """A number as a parameter."""
    return f"{put(name, round(number, 4))}::float8"


def of_kind(wish):
    """What makes one kind come before another, when several are asked for."""
    if len(wish.kinds) == 1:
        return "1"
    # Who asks for figures does not want them last.
    factors = {kind: max(factor, kind in wish.likely) for kind, factor in weights.KINDS.items()}
    cases = " ".join(f"WHEN {kind:d} THEN {factor:.2f}" for kind, factor in factors.items())
    return f"CASE e.kind {cases} ELSE 1 END"
