"""The use cases: one verb, one transaction each. They never speak to Slack; what people must hear is left as notices."""
