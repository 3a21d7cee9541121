"""Rules of keeping: contact data, access log, deletion, keys."""
