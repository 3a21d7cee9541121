"""The sample station, and one that has set every number otherwise."""

from datetime import time, timedelta

from bot.domain.station import Station

DEFAULT = Station(name="한빛경찰서", main_number="02-0000-0112")
CHANGED = Station(
    name="한빛경찰서",
    main_number="02-0000-0112",
    immigration_line="1346",
    family_line="1577-1367",
    volunteer_line="1588-5645",
    relay_line="108",
    morning_at=time(7, 50),
    morning_until=time(10, 20),
    list_missing_at=time(10, 35),
    day_ends_at=time(17, 15),
    calling_hours=((time(10, 5), time(11, 25)), (time(14, 25), time(16, 35))),
    promised_until=time(19, 45),
    most_attempts=6,
    attempt_gap=timedelta(hours=5),
    busy_gap=timedelta(minutes=25),
    window_working_days=23,
    recently_called=timedelta(days=41),
    idle_nudge=timedelta(minutes=55),
    idle_release=timedelta(minutes=77),
    code_valid=timedelta(days=27),
    conflict_memory=timedelta(days=200),
    reopen_within=timedelta(days=13),
    inbound_within=timedelta(days=33),
    undo_within=timedelta(minutes=13),
    undo_hold=timedelta(minutes=4),
    break_after_abuse=timedelta(minutes=35),
    recheck_share=0.125,
    recheck_within=timedelta(days=19),
    keep_contact=timedelta(days=61),
    keep_filed=timedelta(days=91),
    keep_access_log=timedelta(days=4 * 366),
    keep_trail=timedelta(days=5 * 366),
)
