"""The relevance of an entry to a question, as SQL: see portal.search.weights for the numbers and their reasons."""

from portal.search import weights
from portal.search.terms import OWN


def relevance(wish, put):
    """The SQL of the relevance of row `e` of the index to `wish`; `put` adds a parameter by its name."""
    whole = sum(term.rarity for term in wish.terms)
    fields = put("fields", [weights.FIELDS[field] for field in "DCBA"])
    parts = ["0"]
    for number, term in enumerate(wish.terms):
        queries = [put(f"form{number}_{place}", form.query) for place, form in enumerate(term.forms)]
        parts.append(of_term(term, queries, fields))
    title = f"e.sort_key = {put('typed', wish.typed)}"
    parts.append(f"CASE WHEN {title} THEN {whole * weights.TITLE_BONUS:.4f} ELSE 0 END")
    if wish.likely:
        parts.append(f"CASE WHEN e.kind = {wish.likely:d} THEN {whole * weights.KIND_BONUS:.4f} ELSE 0 END")
    return f"round((({' + '.join(parts)}) * {of_kind(wish)})::numeric, 3)"


def of_term(term, queries, fields):
    """What one term adds; `queries` are the placeholders of its forms' tsqueries, `fields` of the weights by field."""
    scores = {}
    for place, (form, query) in enumerate(zip(term.forms, queries, strict=True)):
        score = f"{form.scale:.4f} * ts_rank({fields}::real[], e.vector, {query}::tsquery)"
        score = f"{form.factor} * least({weights.MOST_OF_A_WORD}, {score})"
        scores.setdefault(OWN if form.nearness == OWN else place, []).append(score)
    # The word and compounds of it add up; of what means the same only the best counts.
    best = ", ".join(" + ".join(same) for same in scores.values())
    return f"{term.rarity:.4f} * least({weights.MOST_OF_A_WORD}, greatest({best}))"


def of_kind(wish):
    """What makes one kind come before another, when several are asked for."""
    if len(wish.kinds) == 1:
        return "1"
    cases = " ".join(f"WHEN {kind:d} THEN {factor}" for kind, factor in weights.KINDS.items())
    return f"CASE e.kind {cases} ELSE 1 END"
