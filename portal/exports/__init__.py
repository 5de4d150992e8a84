"""Lists as files. `table` says what a list's columns are; one module a format writes them."""

from portal.exports import csv, json, ods, xlsx

FORMATS = {"csv": csv, "xlsx": xlsx, "ods": ods, "json": json}
