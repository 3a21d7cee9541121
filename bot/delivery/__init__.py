"""Outbox → Slack: pace, render, send, reconcile, give up loudly."""
