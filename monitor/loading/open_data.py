"""The list of official open data that `make figures` takes in: open_data.yaml, or another of that form."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from monitor.loading.errors import LoadingError

LIST = Path(__file__).with_suffix(".yaml")
FIELDS = {"what", "address", "years", "name", "page", "licence"}


@dataclass(frozen=True)
class OpenData:
    """One file: `address` is empty when it can only be downloaded by hand, under a name that starts with `name`."""

    what: str
    address: str
    name: str
    page: str
    licence: str


def open_data(path=LIST):
    """The files in a list, in its order; a list of OpenData. Raises LoadingError."""
    try:
        rows = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise LoadingError(f"De lijst {path} is niet te lezen: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LoadingError(f"{path} is geen lijst met bij elk bestand what, name en address.")
    return [each for number, row in enumerate(rows, 1) for each in files_of(row, f"{path}, bestand {number}")]


def files_of(row, where):
    """The OpenData of one record of the list: one for each of its years. Raises LoadingError."""
    unknown = ", ".join(sorted(str(name) for name in set(row) - FIELDS))
    if unknown or not (row.get("address") or row.get("name")):
        raise LoadingError(f"{where}: {f'onbekend is {unknown}' if unknown else 'address of name ontbreekt'}.")
    address = str(row.get("address") or "")
    name = str(row.get("name") or address.rsplit("/", 1)[-1])
    texts = {field: str(row.get(field) or "") for field in ("page", "licence")}
    if not name:
        raise LoadingError(f"{where}: het adres eindigt niet op een naam; schrijf er name bij.")
    what = str(row.get("what") or name)
    if not (years := row.get("years")):
        return [OpenData(what, address, name, **texts)]
    return [
        OpenData(f"{what}, {year}", address.replace("{year}", str(year)), name.replace("{year}", str(year)), **texts)
        for year in years
    ]


def by_hand(each, folder):
    """The files that somebody put in `folder` for an OpenData, by how their names start; a list of Path."""
    if not folder.is_dir():
        return []
    # As it was downloaded, or unpacked.
    start = Path(each.name).stem.casefold()
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name.casefold().startswith(start))
