"""Which schema a database has, and how a new one gets it."""

from sqlalchemy import Connection, MetaData, text

REVISIONS = ("0001",)  # oldest first; the last is what this program writes
HEAD = REVISIONS[-1]


def create(connection: Connection, metadata: MetaData) -> None:
    """Make every table of `metadata` in an empty database, as the migrations would have, and stamp it."""
    metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})
