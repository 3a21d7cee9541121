"""A region: the figures of many stations in one picture (rule book §8)."""
