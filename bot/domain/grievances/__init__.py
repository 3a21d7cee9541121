"""Rules of grievances: from filing to reply."""
