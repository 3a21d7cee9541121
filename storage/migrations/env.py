"""Alembic's door: runs the migrations on the engine that storage/migrating.py hands over."""

from alembic import context

from storage.tables import Row

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
