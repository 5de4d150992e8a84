"""Reading the content files. No database here."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml

# Both refuse arbitrary objects; the one in C, where its wheel has it, is ten times as quick.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ContentError(Exception):
    """A content file that cannot be read, with its name and line in a Dutch message."""


@dataclass(frozen=True)
class Record:
    """One record as it stands in a file: `fields` is its mapping, `position` its place in the file, from 0."""

    kind: str
    fields: dict
    path: Path
    position: int

    def where(self, key):
        """A Dutch address of this record for messages: file, number, key."""
        return f"{self.path.name}, record {self.position + 1} ({key})"


def content_files(folder):
    """The content files under `folder`, in a fixed order."""
    return sorted(Path(folder).rglob("*.yaml"))


def digest(folder):
    """One fingerprint of all content files under `folder`: the same while no file changed."""
    total = hashlib.sha256()
    for path in content_files(folder):
        total.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def read(folder):
    """All records under `folder`, in order of file and place; a list of Record.

    Raises ContentError for a file that is no YAML or not of the form {kind, records}.
    """
    return [record for path in content_files(folder) for record in read_file(path)]


def read_file(path):
    """The records of one file; see read()."""
    try:
        content = yaml.load(path.read_bytes(), Loader=LOADER)  # noqa: S506 both loaders are the safe ones
    except yaml.YAMLError as error:
        raise ContentError(f"{path.name} is geen geldige YAML: {error}") from error
    if not isinstance(content, dict) or set(content) != {"kind", "records"}:
        raise ContentError(f"{path.name} moet precies 'kind' en 'records' bevatten.")
    records = content["records"] or []
    if not all(isinstance(fields, dict) for fields in records):
        raise ContentError(f"{path.name}: elk record is een reeks velden met een naam.")
    return [Record(content["kind"], fields, path, position) for position, fields in enumerate(records)]
