"""What makes one municipality like another: all numbers of the comparison, with their reasons.

A distance is a weighted mean of differences, each counted in spreads: 1 means that the two differ as much as two
municipalities taken at random usually do. Differences add up (no squares), so that a page can show what a distance
consists of.
"""

# Enough that one odd member does not move the median, few enough to read their names.
MEMBERS = 8

# The median of fewer peers is chance. Brussels has 18 others, the smallest province 44.
FEWEST_WITH_VALUE = 5

# Nothing is compared on what fewer of the others are known by: then those with figures would be the only peers.
LEAST_KNOWN = 0.5

# How much each difference counts. Population first: it decides what a town can organise and pay. Then whether it is
# town or village (density, or the type where density is unknown). The origin mix counts as much as population, in
# three parts, and its change a little: it tells towns that are used to newcomers from those that are not yet.
WEIGHTS = {
    "population": 3,
    "density": 2,
    "type": 2,
    "neighbouring": 1,
    "eu": 1,
    "non_eu": 1,
    "change": 1,
}

# Another type (grootstad, Vlaamse Rand) counts as a difference of this many spreads.
OTHER_TYPE = 2.0

# Over how many years the share of foreign origin is compared.
YEARS_OF_CHANGE = 10

# When even the nearest is this far, nothing is alike, and the page says so.
FAR = 1.0

# MAD × this is the standard deviation, for values that are normally distributed (Rousseeuw & Croux 1993).
NORMAL = 1.4826

# A difference stands out from this score. In a normal distribution one in 22 does by chance.
STANDS_OUT = 2.0
# The spread of a few peers can be near nothing by chance: it counts for at least this part of the spread of all
# municipalities of the region. By chance it can be large as well: it never counts for more than that of all.
LEAST_SPREAD = 0.5
MOST_SHOWN = 4
# Of one theme, so that unemployment by sex, age and origin does not take all the room.
MOST_OF_THEME = 2
# Where little stands out, the page shows the greatest differences that are more than a trifle, and says what they are.
NOTICED = 0.5
FEWEST_SHOWN = 3

# Small charts show a round year in five over this many years: enough for a direction, and all towns fit in memory.
YEARS_OF_CHARTS = 25
YEARS_APART = 5
