"""cleancall (청렴콜), a Slack bot for the Integrity Call Centre of a police station.

The map of the house. Rooms, each importing only from those below it (import-linter holds it, `pyproject.toml`):

    cli        the `cleancall` command: `main` and a module for each group of commands
    demo       a local workspace, a sample station with a past, and the bot in one process; the tour
    serving    run until told to stop: `run`, `opening`, `http`, `socket_mode`, `app` (the wiring), `jobs`
    handlers   (top level) Slack in: read the payload, one service call, answer the person
    delivery   outbox → Slack: pace, render, send, find again after a crash; advance texts → the station's port
    views      Block Kit as pure functions: (card, texts) → dict
    documents  charts, workbooks and pages as pure functions: (card, texts) → bytes
    services   the use cases: one verb, one transaction
    storage    (top level) the database: tables, queries, outbox, trail, secrets, migrations; no SQL elsewhere
    settings   the environment with `.env`, and station.toml: read and checked
    texts      every word a person reads or types, one TOML file for each language
    registry   the names Slack knows us by: commands, topics, actions, forms, scopes; the manifest is made of it
    clock      the only reader of the wall clock
    logs       the log: events with ids, never names, numbers or words of people
    metrics    what /metrics counts, and the signs of life
    slack      what a request to Slack can raise, whoever makes it
    background  work in threads that the end of the process does not wait for
    domain     the rules: standard library only; no clock, no I/O, no logging. Its README is the rule book
    sandbox    a local Slack workspace; it knows Slack, not us. Its README says what Slack does and refuses
    deploy     files that put the bot to work: container, systemd, hashed pins
    docs       pages for each reader, in Korean and English; `cleancall docs` shows them, `settings` is made of the code

The same six words name the folders of domain, services, views, storage and tests:

    lists       what comes in: visitor lists, exclusions, who is not to be called
    calls       from claim to close: boards, codes, attempts, results, praise, tasks, look-ups, re-checks
    grievances  from filing to reply: routing, handling (the recipient), replying (the operator), delays, reminders
    figures     statistics, factors, signals, improvements, reports, a region of stations
    people      the station's directory, officers of a list, absences, languages, petitioners
    keeping     contact data (names, phones), access log, deletion, keys, settings, the state of an installation

What serves all of them stands beside the folders: in services `spreadsheets` opens files of lists and of staff, in a
process of its own, and `officers` finds the officers of visits in the directory. One thing can be followed by its name:
`handlers/grievances.py` → `services/grievances/replying.py` → `domain/grievances/replies.py` →
`storage/grievances/queries.py` → `views/grievances/messages.py`. Time enters as Slack does: a job ticks → a service. So
does the command line.

The order of the folders in domain and services is figures → grievances → lists → calls → people → keeping: calls and
lists never know of grievances. In storage keeping stands on top, for it destroys and counts what lies in all the
others.

Cards (`domain/*/cards.py`) hold what people are shown: frozen, already masked. Services make them, views draw them: a
view cannot leak a name, because it never gets one. Contact data are opened by `services/keeping/contact_data.py` alone,
which writes the access log. Who may know of an audit matter is decided by `services/audit_access.py` alone.

Decisions, by the numbers under which the code cites them:

1.  Async edges, plain core. Bolt's AsyncApp over Socket Mode or HTTP, one aiohttp session, APScheduler's asyncio
    scheduler. Use cases are ordinary functions; a Desk runs each in a worker thread as one transaction. Measured with
    20 commands in flight: Core statements through one writer thread claim twice as fast as ORM objects, five times as
    fast as aiosqlite. So hot transitions are Core statements; everything else may be ORM.
2.  SQLite first, PostgreSQL for several replicas, the same code. SQLite: WAL, BEGIN IMMEDIATE, one writer thread.
    PostgreSQL: a pool, FOR UPDATE SKIP LOCKED. On both, requests that wait share a commit, each in a savepoint, write
    their notices and the trail at its end in one go, and are answered after it. One deployment for each station: its
    petitioners stay there.
3.  One use case is one transaction of the change, a trail event and notices. Slack hears of it after the commit. The
    acting person is answered in the ack, or after it by the first way that Slack takes (response_url, beside the
    message, in brief by direct message), everybody else through the outbox. Nothing waits for Slack before the ack. A
    request of Slack's is known by its own id and the turn within it: each is done once, however often it comes.
4.  Nothing of consequence is a bare string: trail events, notice references, states, reasons and topics are types. A
    notice is an intent (kind + reference), drawn at the moment of sending, so a late retry shows the truth and many
    changes of one message become one update. pending → sending → sent, or failed, or ambiguous: after a crash or a
    timeout the loop looks for its opaque id in the channel's history before it posts again, when what was asked of
    Slack can no longer arrive. Whoever sends a notice renews its take; only the result of who has it counts.
5.  Whoever changes the row wins. Each transition is one conditional UPDATE on the expected state; no check-then-write.
6.  APScheduler only ticks, in memory, in every replica, by a clock that nobody sets. What is due is read from indexed
    columns; once-only work is a unique row (job, local date) that is never released.
7.  Rules are data where they can be: transitions, dispositions, due dates and permissions are tables, read by one
    function each. Permissions are checked in the service, never in a handler.
8.  Personal data: encrypted columns with rotatable keys, a keyed hash for look-up, masked cards, an access log, a
    chained append-only trail, purging. None in logs, button values or metadata.
9.  The sandbox is a stranger: it refuses what Slack refuses and can be told to fail. Demo, stories and crash tests run
    through it with the real Bolt app over real HTTP and WebSocket.
10. `now` is an argument. Aware datetimes, UTC in the database, Seoul in views.
11. Words live in `texts/`, Korean first, English equal; a test compares keys, placeholders and use.
12. Reproducible without a registry's name in the tree: hashed pins in `deploy/requirements.lock`, bounded ranges and
    exactly pinned tools in `pyproject.toml`.
13. What people said is shown of closed months, quarters and years, stored at their end (rule book §8). Whatever is
    asked, corrected or destroyed, there is one answer for each, so that answers cannot be subtracted; small cells are
    hidden with all that sums would tell of them. Audit alone reads the rows as they are.
"""
