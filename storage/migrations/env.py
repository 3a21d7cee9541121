"""Alembic's door: runs the migrations on the engine that storage/migrating.py hands over."""

from alembic import context

from storage import grievance_tables, inbound_tables, quality_tables, supervision_tables, tables

TABLES = (tables, grievance_tables, inbound_tables, quality_tables, supervision_tables)
"""All are loaded, so that the metadata knows every table."""

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=tables.Row.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
