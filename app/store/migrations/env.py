"""Where Alembic begins: the connection and the metadata are handed in by app.store.migrating."""

from alembic import context

from app.store.migrating import ours

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    target_metadata=attributes["metadata"],
    render_as_batch=True,
    # SQLite can take back a CREATE or ALTER; all of it happens in the transaction of whoever called.
    transactional_ddl=True,
    include_object=ours,
)
context.run_migrations()
