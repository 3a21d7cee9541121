"""Benchmarks: `uv run python -m tests.bench [name …] [--json]`, each beside a floor or a peer of the same run."""
