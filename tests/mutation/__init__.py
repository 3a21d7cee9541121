"""Mutation: do the tests notice when a rule is another? `uv run --group mutation python -m tests.mutation`."""
