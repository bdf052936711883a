"""One office's database: reading, recorded writing, undo, the audit trail, backups and the feed of changes.

Nothing is imported here on purpose: `errors` and `changes` must load without SQLAlchemy.
"""
