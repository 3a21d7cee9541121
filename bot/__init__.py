"""cleancall (청렴콜), a Slack bot for the Integrity Call Centre of a police station.

The map of the house. Each room imports only from the rooms below it (import-linter holds it):

    cli        the `cleancall` command
    statistics  `cleancall stats`: figures on the screen or in a file
    upkeep     what keeps a station going for years: a copy of the database, the day's list on paper
    console    what the commands do: settings in, one use case, words out
    doctor     looks at everything an installation rests on, and changes nothing
    installing what a new station starts from: station.toml, .env
    demo       a local workspace, a sample station and the bot in one process; the tour
    serve      run until told to stop: Socket Mode or HTTP, scheduler, delivery, health
    http       our HTTP port: Slack's requests in HTTP mode, health
    socket_line  the line to Slack in Socket Mode: held open, watched
    app        the wiring: the only module that sees every room
    handlers   Slack in: read the payload, one service call, answer the person
    jobs       when each job ticks
    delivery   outbox → Slack: pace, render, send, reconcile
    views      Block Kit as pure functions: (card, texts) → dict
    documents  charts, workbooks and pages as pure functions: (card, texts) → bytes
    services   the use cases: one verb, one transaction
    storage    tables, queries, outbox, trail, secrets, migrations
    settings   the environment and station.toml
    registry   the names Slack knows us by: commands, actions, forms, scopes; the manifest is made of it
    clock      the only reader of the wall clock
    metrics    what /metrics counts, and the signs of life
    slack      what a request to Slack can raise, whoever makes it
    logs       the log: events with ids, never names, numbers or words of people
    texts      every word a person reads, Korean first
    domain     the rules: standard library only; no clock, no I/O, no logging

    sandbox    a local Slack workspace; it knows Slack, not us, and only the demo and the tests know it

One web library serves everything: aiohttp, which Socket Mode needs anyway. Bolt has an adapter for it, and the sandbox
can really cut a connection with it.
"""
