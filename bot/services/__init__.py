"""The use cases: one verb, one transaction each. What people must hear is left as notices; Slack is never asked."""
