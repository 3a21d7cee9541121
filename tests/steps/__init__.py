"""What tests share: no test imports another.

builders, lists, calls      moments, people, rows of lists, results: plain values, quickly loaded
desks, grievances, rows     at a desk on a database: its people, lists, calls and grievances; looking at the rows
deliveries                  what delivery does with the outbox, without Slack
slack, bolt_app             in Slack, through the sandbox: at the sample station, or on an app of a test's own
processes, crew             the bot as a process: the command, and several bots that are killed
busy_station, …             stations with a past, and the figures counted anew of their trail
cards, report_cards, views  cards with valid defaults, and a sample of every view
payload_values, mutations   what nobody sensible would send
workspace, browsing         the sandbox by itself, and its page
vectors                     the files of `tests/vectors`
"""
