"""Tables and queries of grievances: from filing to reply."""
