"""Alembic's door: runs the migrations on the engine that storage/migrating.py hands over."""

from alembic import context

from storage.schema import SCHEMA

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=SCHEMA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
