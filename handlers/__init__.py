"""Slack in: each handler reads the payload, makes one service call and answers the person.

`register(app, office)` in each module names what it listens to.
"""
