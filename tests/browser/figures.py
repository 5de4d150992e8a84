"""Made-up official figures of every municipality, so that pages with figures show them; taken in as anybody's file."""

import csv
import os
import subprocess
import sys

from portal.content.files import read_file
from tests.browser.server import PROJECT, locked

YEARS = [2015, 2020, 2025]
SOURCE = "statbel-herkomst"
# Indicator: its share of the inhabitants. The largest town has the smallest groups, so that some are under 10 persons.
GROUPS = {
    "inwoners-belgische-achtergrond": 0.74,
    "inwoners-herkomst-buurlanden": 0.04,
    "inwoners-herkomst-eu": 0.07,
    "inwoners-herkomst-buiten-eu": 0.15,
    "inwoners-buitenlandse-herkomst": 0.26,
    "nieuwkomers": 0.009,
}
RATE = "werkzoekendengraad"


def load_figures(folder, database):
    """Takes the figures in, once for all workers that share `folder`, with the portal's own command."""
    file = folder / "cijfers.csv"
    with locked(folder):
        if file.exists():
            return
        with file.open("w", newline="") as opened:
            csv.writer(opened, delimiter=";").writerows([("NIS", "indicator", "jaar", "waarde"), *rows()])
        command = [sys.executable, "manage.py", "import_figures", str(file), "--apply", "--source", SOURCE]
        environment = {**os.environ, "DATABASE_URL": database}
        subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)


def rows():
    """A row for every figure: code, indicator, year, value."""
    places = [record.fields for record in read_file(PROJECT / "fixtures" / "places" / "municipalities.yaml")]
    for number, each in enumerate(place for place in places if "until" not in place):
        for at, year in enumerate(YEARS):
            inhabitants = 80 + (number * 7919 % 60000) * (10 + at) // 10
            foreign = (0.4 + number * 37 % 100 / 60) * (0.8 + at / 10)
            yield each["nis"], "inwoners", year, inhabitants
            for slug, share in GROUPS.items():
                yield each["nis"], slug, year, round(inhabitants * share * foreign)
            # What a publisher leaves out.
            yield each["nis"], RATE, year, "x" if number % 50 == 7 else f"{2 + number % 90 / 10:.1f}".replace(".", ",")
