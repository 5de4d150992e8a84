"""What makes one result better than another: all numbers of the ranking, with their reasons. Try a change with
`make bench-search`, which says what it does to a few hundred judged questions.

The relevance of an entry is the sum, over the words sought, of how rare the word is times how well the entry has it.
How well follows from where the word stands (FIELDS) and in what form it was found (the FACTORs).
"""

from portal.search.kinds import Kind

# How much a word counts by where it stands; PostgreSQL's four weights, from D to A. An entry puts its texts under
# them in search_texts(): A title, municipality and initiative, B summary and terms, C the long texts, D names of
# sources, which hundreds of entries share. A title says what an entry is about; a long text mentions much in passing.
FIELDS = {"D": 0.03, "C": 0.14, "B": 0.4, "A": 1.0}

# How much a form of the word counts, against the word itself (1).
PART_FACTOR = 0.6  # "huiswerkklas" for huiswerk: about it, but about more
SYNONYM_FACTOR = 0.7  # "baan" for werk: the same to most, not to all
PLACE_FACTOR = 1.0  # "Aalsterse" for an entry of Aalst: as good as the name
PART_OF_PLACE_FACTOR = 0.4  # "Winterslag" for one of Genk: near, but those of Winterslag itself come first
PART_ALONE_FACTOR = 0.2  # "poets" alone for poetsvrouw, shared by the parts: better than nothing
SPLIT_FACTOR = 0.3  # "beleid" and "taal" somewhere, for taalbeleid: perhaps by chance

# Where all kinds are searched together. Actions of the plan and figures are short, so that each word of them weighs
# much; but who asks for no figure or plan wants to know what to do.
KINDS = {Kind.PRACTICE: 1.05, Kind.QUESTION: 1.1, Kind.POLICY: 0.72, Kind.INDICATOR: 0.82, Kind.MONITOR: 0.9}

# One word counts at most this, however often it stands there: a word three times in a title is no better than once.
MOST_OF_A_WORD = 1.15

# A title that consists of nothing but the words sought is what the visitor had in mind.
TITLE_BONUS = 0.5

# The part of the question, counted by rarity, that an entry must have when fewer than FEW entries have all of it. More
# than half: of two words, one that nobody wrote is not enough left out.
ENOUGH = 0.52
FEW = 5

# "Subsidie voor …" asks for a subsidy, though others may say more of it: added for that kind, as a part of all rarity.
KIND_BONUS = 0.2

# Entries of which the relevance is computed, the newest first, when a question matches more. Ranking costs time for
# each entry that it weighs; a question that matches hundreds of entries is too broad for its order to say much.
RANKED = 400

# Matches that are counted exactly, and beside each choice of a filter.
COUNTED = 10_000
QUIET_FACTOR = 0.3  # and the word itself, or one that stands in any question, counts for less
