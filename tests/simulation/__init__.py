"""Stations that live whole days: two of which what each role sees is compared, and one under a simulator."""
