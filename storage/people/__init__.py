"""Tables and queries of people: directory, duty, languages."""
