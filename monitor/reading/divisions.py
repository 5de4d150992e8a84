"""Which division in municipalities a file uses, told by the codes and names that did not always exist.

Source: the Flemish mergers of 1 January 2019 and 1 January 2025 (Statbel, REFNIS).
"""

from portal.reading import UnreadableFile

BEGAN = {
    2019: "12041 44083 44084 44085 45068 72042 72043",
    2025: "23106 37021 37022 44086 44087 46029 44088 46030 73110 73111 71071 71072",
}
ENDED = {
    2019: "12030 12034 44001 44029 44011 44049 44036 44072 44080 45017 45057 71047 72040 72025 72029",
    2025: "11007 23023 23024 23032 37012 37018 37007 37015 44012 44048 44034 44073 46014 44045 44040 44043 46003"
    " 46013 11056 73006 73032 73009 73083 71069 71057 71022 73040",
}
# Only names that no municipality of the next division has.
GONE = {
    2019: "Puurs, Sint-Amands, Nevele, Knesselare, Lovendegem, Waarschoot, Zomergem, Kruishoutem, Zingem, Opglabbeek,"
    " Meeuwen-Gruitrode, Neerpelt, Overpelt",
    2025: "Borsbeek, Galmaarden, Gooik, Herne, Ruiselede, Meulebeke, De Pinte, Nazareth, Wachtebeke, Moerbeke, Melle,"
    " Merelbeke, Beveren, Kruibeke, Zwijndrecht, Bilzen, Hoeselt, Borgloon, Tongeren, Ham, Tessenderlo, Kortessem",
}
FIRST = {code: year for year, codes in BEGAN.items() for code in codes.split()}
LAST = {code: year for year, codes in ENDED.items() for code in codes.split()}
LAST_BY_NAME = {name.casefold(): year for year, names in GONE.items() for name in names.split(", ")}


def division_of(cells):
    """The year of the one division that cells of every year have; None when each has that of its own year.

    Statbel's incomes of 2005, for instance, come with the codes of 2019. Raises UnreadableFile when the codes belong
    to no one division.
    """
    spans = {}
    for code, year in {(cell.code, cell.year) for cell in cells}:
        first, end = spans.get(year, (0, 9999))
        spans[year] = max(first, FIRST.get(code, 0)), min(end, LAST.get(code, 9999))
    if all(first <= year < end for year, (first, end) in spans.items()):
        return None
    first = max(first for first, _ in spans.values())
    end = min(end for _, end in spans.values())
    if first >= end:
        raise UnreadableFile(
            "De NIS-codes in dit bestand horen bij verschillende indelingen in gemeenten. "
            "Laad de jaren van vóór en na een fusie apart."
        )
    return first or end - 1


def division_by_names(names):
    """The year of the division in which all these names exist (a set of names as in the file); that of 2025 unless
    one of them is of before."""
    ends = [LAST_BY_NAME[name.casefold()] for name in names if name.casefold() in LAST_BY_NAME]
    return min(ends) - 1 if ends else max(BEGAN)
