"""The database: tables, queries, outbox, posts, trail, secrets, migrations. All SQL of the house is here."""
