"""Views of people: directory, duty, languages."""
