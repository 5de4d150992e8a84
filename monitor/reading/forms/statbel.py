"""What every file of Statbel has in common."""

ABOUT = {"publisher": "Statbel", "licence": "Licentie open data van Statbel (22 oktober 2015)"}
