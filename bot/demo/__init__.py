"""Trying it without Slack: a local workspace, a sample station and the bot in one process; the tour."""
