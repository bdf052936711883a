"""Tests of app.store, on real SQLite files and, where it is installed, a real PostgreSQL."""
