"""Views of grievances: from filing to reply."""
