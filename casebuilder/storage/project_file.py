"""The project file: one SQLite database that holds a whole case, written beside and swapped in.

The file that the user sees is never opened for writing. Saving makes a new database in a temporary file in the same
folder, flushes it to the disk and puts it in the place of the old one in one step, so that at every moment the name
leads to a whole file. Opening reads the bytes into memory first; a file that somebody prepared cannot run anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from decimal import InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

import simplejson
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from casebuilder.errors import UserError
from casebuilder.files import write_beside
from casebuilder.i18n import N_
from casebuilder.model.case import Case
from casebuilder.spec import parts_of
from casebuilder.storage.interchange import FORMAT, VERSION, from_plain, to_plain
from casebuilder.storage.tables import META, POSITION, metadata, plain_from_row, to_row

APPLICATION_ID: Final = 0x42434153  # "BCAS"
FILE_VERSION: Final = 1
LARGEST_FILE: Final = 500 * 2**20
_THREAD: Final = threading.local()  # .raw is the database that the engine shall connect to next
_STAMP: Final = "fingerprint"
_MAGIC: Final = b"SQLite format 3\0"


def fingerprint(plain: dict[str, Any]) -> str:
    """The SHA-256 of the plain data of a case: equal for equal content, whatever the bytes of the file are.

    It is taken of the data and not of the case, so that a field which came with a later version, and has its default
    in an older file, changes nothing.
    """
    return hashlib.sha256(simplejson.dumps(plain, use_decimal=True, sort_keys=True).encode()).hexdigest()


# -- writing -----------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _connected() -> Iterator[tuple[Connection, sqlite3.Connection]]:
    """An empty database in memory, as SQLAlchemy and as SQLite see it."""
    raw = sqlite3.connect(":memory:")
    _THREAD.raw = raw
    with contextlib.closing(raw), _engine().connect() as connection:
        yield connection, raw


@cache
def _engine() -> Engine:
    # one engine for all files, so that statements stay compiled from one file to the next
    return create_engine("sqlite://", creator=lambda: _THREAD.raw, poolclass=NullPool)


@cache
def _definitions(tables: MetaData) -> tuple[str, ...]:
    return tuple(str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in tables.sorted_tables)


def to_bytes(case: Case) -> bytes:
    """The project file of a case as bytes."""
    tables = metadata(type(case))
    with _connected() as (connection, raw):
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {FILE_VERSION}")
        for statement in _definitions(tables):
            connection.exec_driver_sql(statement)
        for part in parts_of(type(case)):
            value = getattr(case, part.name)
            records = value if part.is_collection else (value,)
            rows = [to_row(record, position) for position, record in enumerate(records)]
            if rows:
                connection.execute(insert(tables.tables[part.name]), rows)
        stamp = {"key": _STAMP, "value": fingerprint(to_plain(case)["case"])}
        connection.execute(insert(tables.tables[META]), [stamp])
        connection.commit()
        return raw.serialize()


def save(case: Case, path: Path) -> None:
    """Write the case to `path`; the file there before stays whole until the new one is whole. Raises UserError."""
    write_beside(path, to_bytes(case))


# -- reading -----------------------------------------------------------------------------------------------------------


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            missing = N_("There is no file {name}; check the name and the folder.")
            raise UserError(missing, name=str(path)) if not path.exists() else _not_a_project(path)
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(N_("{name} is too large for a Casebuilder project."), name=path.name)
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read ({reason})."), name=path.name, reason=error.strerror or str(error)
        ) from error


def _not_a_project(path: Path) -> UserError:
    return UserError(N_("{name} is not a Casebuilder project; choose a file that ends in .bcase."), name=path.name)


def _damaged(path: Path) -> UserError:
    return UserError(
        N_("{name} is damaged or cut short and cannot be opened; ask for it again or open an older copy."),
        name=path.name,
    )


def _check_header(data: bytes, path: Path) -> None:
    """What the first hundred bytes say (https://www.sqlite.org/fileformat.html, section 1.3)."""
    if len(data) < 100 or not data.startswith(_MAGIC):
        raise _damaged(path) if data[:16] == _MAGIC[: len(data)] and data else _not_a_project(path)
    if int.from_bytes(data[68:72], "big") != APPLICATION_ID:
        raise _not_a_project(path)
    version = int.from_bytes(data[60:64], "big")
    if version > FILE_VERSION:
        raise UserError(
            N_("{name} was saved by a newer version of Casebuilder (format {version}); update Casebuilder to open it."),
            name=path.name,
            version=version,
        )
    page_size = int.from_bytes(data[16:18], "big")
    page_size = 65536 if page_size == 1 else page_size
    if len(data) < page_size * int.from_bytes(data[28:32], "big"):
        raise _damaged(path)


@contextlib.contextmanager
def _opened(data: bytes, path: Path) -> Iterator[Connection]:
    """The bytes as a database in memory, in which nothing that the file brings can run."""
    try:
        with _connected() as (connection, raw):
            raw.deserialize(data)
            raw.execute("PRAGMA trusted_schema = OFF")
            raw.execute("PRAGMA cell_size_check = ON")
            others = raw.execute("SELECT count(*) FROM sqlite_schema WHERE type IN ('view', 'trigger')").fetchone()[0]
            if others or raw.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise _damaged(path)
            yield connection
    except (sqlite3.Error, SQLAlchemyError, UnicodeError, OverflowError, MemoryError) as error:
        raise _damaged(path) from error


def _columns(connection: Connection) -> dict[str, set[str]]:
    """The names of the columns of every table that the file has."""
    found = connection.exec_driver_sql(
        "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in found:
        columns.setdefault(table, set()).add(column)
    return columns


def _rows(connection: Connection, table: Table, present: set[str]) -> list[dict[str, Any]]:
    """The rows of a table with the columns that the file has; a table or column it lacks came with a later version."""
    if POSITION not in present:
        return []
    columns = [column for column in table.columns if column.name in present]
    names = [column.name for column in columns]
    found = connection.execute(select(*columns).order_by(table.c[POSITION]))
    return [dict(zip(names, row, strict=True)) for row in found]


def _read(connection: Connection, root: type[Case]) -> tuple[dict[str, Any], str]:
    tables = metadata(root).tables
    plain: dict[str, Any] = {}
    present = _columns(connection)
    for part in parts_of(root):
        found = _rows(connection, tables[part.name], present.get(part.name, set()))
        rows = [plain_from_row(part, row) for row in found]
        if part.is_collection:
            plain[part.name] = rows
        elif rows:
            plain[part.name] = rows[0]
    meta = tables[META]
    stored = connection.execute(select(meta.c.value).where(meta.c.key == _STAMP)).scalar()
    return plain, str(stored or "")


def _plain(path: Path, root: type[Case]) -> tuple[dict[str, Any], str]:
    data = _bytes_of(path)
    _check_header(data, path)
    try:
        with _opened(data, path) as connection:
            return _read(connection, root)
    except (ValueError, TypeError, InvalidOperation, KeyError) as error:
        raise _damaged(path) from error


def load(path: Path, root: type[Case] = Case) -> Case:
    """The case in a project file; raises UserError where it is none, is damaged or is of a newer version.

    A file that was saved before a field or a part existed gets the default there.
    """
    plain, _ = _plain(path, root)
    try:
        return from_plain({"format": FORMAT, "version": VERSION, "case": plain}, root)
    except UserError as error:
        raise UserError(
            N_("{name} holds a value that cannot be right. {problem}"), name=path.name, problem=error.message
        ) from error


def verify(path: Path) -> tuple[str, ...]:
    """What is wrong inside a project file, as English message ids; empty where it is whole.

    Raises UserError where it cannot be opened at all. A changed byte that SQLite itself does not notice changes the
    fingerprint of the content.
    """
    load(path)
    plain, stored = _plain(path, Case)
    if not stored:
        return (N_("The file carries no fingerprint of its content."),)
    if stored != fingerprint(plain):
        return (N_("The content is not what was saved: the fingerprint differs."),)
    return ()
