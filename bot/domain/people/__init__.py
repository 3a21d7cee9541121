"""Rules of people: directory, duty, languages."""
