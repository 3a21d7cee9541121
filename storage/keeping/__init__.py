"""Tables and queries of keeping: contact data, access log, deletion, keys."""
