"""Slack in: each handler reads the payload, makes one service call and answers the person.

    app            a Bolt app that takes each request once and times it
    admission      who may come in, and what language they read
    payloads       reading what Slack sends
    answering      one way to answer a command, a click and a form
    installation   what every handler is given

Every other module listens: its `register(app, installation)` names what it listens to.
"""
