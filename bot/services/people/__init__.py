"""Use cases of people: directory, duty, languages."""
