"""The database: tables, queries, outbox, trail, secrets, migrations. All SQL of the house is here."""
