"""Use cases of grievances: from filing to reply."""
