"""How an installation stands: what `cleancall doctor` looks at, what can be wrong, what keeps it from running."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.keeping.accounts import Account, Standing, standings_of
from bot.domain.keeping.setting_faults import SettingProblem
from bot.domain.refusals import Fact
from bot.domain.roles import Role


class Check(StrEnum):
    """One thing that is looked at."""

    SETTINGS = "settings"
    HOSTS = "hosts"
    BOT = "bot"
    SCOPES = "scopes"
    APP = "app"
    CHANNEL = "channel"
    CLOCK = "clock"
    HOLIDAYS = "holidays"
    DISK = "disk"
    DATABASE = "database"
    TABLES = "tables"
    TRAIL = "trail"
    KEYS = "keys"
    NOTICES = "notices"
    PEOPLE = "people"
    ACCOUNTS = "accounts"
    PORTS = "ports"
    NAMES = "names"
    TEXTS = "texts"


class InstallationFault(StrEnum):
    """One thing that is wrong. Its sentence says what to do."""

    SETTING = "setting"
    HOST_CLOSED = "host_closed"
    SLACK_AWAY = "slack_away"
    BOT_REFUSED = "bot_refused"
    APP_REFUSED = "app_refused"
    SCOPE_MISSING = "scope_missing"
    SCOPE_UNUSED = "scope_unused"
    CHANNEL_REFUSED = "channel_refused"
    CHANNEL_SHARED = "channel_shared"
    CHANNEL_PUBLIC = "channel_public"
    CHANNEL_ARCHIVED = "channel_archived"
    CLOCK_OFF = "clock_off"
    TABLE_ENDS = "table_ends"
    DISK_FULL = "disk_full"
    DRIVER_MISSING = "driver_missing"
    DATABASE_AWAY = "database_away"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_MISSING = "database_missing"
    DATABASE_NEWER = "database_newer"
    DATABASE_COPIED = "database_copied"
    DATABASE_MOVED = "database_moved"
    NOT_MIGRATED = "not_migrated"
    BACKUP_NEEDED = "backup_needed"
    BACKUP_NO_ROOM = "backup_no_room"
    BACKUP_FAILED = "backup_failed"
    BACKUP_UNSOUND = "backup_unsound"
    NOT_SEALED = "not_sealed"
    TRAIL_BROKEN = "trail_broken"
    TRAIL_CUT_OFF = "trail_cut_off"
    KEY_MISSING = "key_missing"
    HASH_KEY_MOVED = "hash_key_moved"
    KEYS_FOREIGN = "keys_foreign"
    KEYS_LEFT_OUT = "keys_left_out"
    KEYS_OUT_OF_PLACE = "keys_out_of_place"
    KEY_NOT_DERIVED = "key_not_derived"
    KEYS_FORGOTTEN = "keys_forgotten"
    KEYS_NOT_WRITTEN = "keys_not_written"
    NOTICE_STUCK = "notice_stuck"
    NOTICE_FAILED = "notice_failed"
    NOBODY = "nobody"
    NO_OPERATOR = "no_operator"
    NO_SUPERVISOR = "no_supervisor"
    NO_AUDIT = "no_audit"
    NO_OFFICER = "no_officer"
    NO_HEAD = "no_head"
    NO_SWITCHBOARD = "no_switchboard"
    HEADLESS = "headless"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_CLOSED = "account_closed"
    ACCOUNT_BOT = "account_bot"
    ACCOUNT_GUEST = "account_guest"
    ACCOUNT_OUTSIDER = "account_outsider"
    NOT_IN_CHANNEL = "not_in_channel"
    PROXY_CLOSED = "proxy_closed"
    PORT_CLOSED = "port_closed"
    HOST_UNKNOWN = "host_unknown"
    FOLDER_MISSING = "folder_missing"
    FOLDER_CLOSED = "folder_closed"
    NOTHING_YET = "nothing_yet"
    LOOK_FAILED = "look_failed"
    OTHER_DEPARTMENTS = "other_departments"
    OTHER_TYPES = "other_types"
    STAFF_ELSEWHERE = "staff_elsewhere"
    OFFICERS_UNKNOWN = "officers_unknown"
    PORT_TAKEN = "port_taken"
    OTHER_BOT = "other_bot"
    ANOTHER_RUNS = "another_runs"
    TEXT_FOLDER_CLOSED = "text_folder_closed"
    TEXT_PROGRAM_MISSING = "text_program_missing"
    TEXT_GATEWAY_CLOSED = "text_gateway_closed"
    CONNECTION_DEAD = "connection_dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of a look: a fault, or None when all is well. `facts` are those of the sentence."""

    check: Check
    fault: InstallationFault | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    people: Sequence[Account] = ()  # whom it is about
    setting: SettingProblem | None = None  # of a setting: what is wrong with it

    @property
    def is_advice(self) -> bool:
        """Whether the bot works as it should, and somebody may make it better."""
        return self.fault in ADVICE


ADVICE = frozenset(
    {
        InstallationFault.OTHER_DEPARTMENTS,
        InstallationFault.OTHER_TYPES,
        InstallationFault.STAFF_ELSEWHERE,
        InstallationFault.OFFICERS_UNKNOWN,
        InstallationFault.KEYS_NOT_WRITTEN,
        InstallationFault.SCOPE_UNUSED,
        InstallationFault.HEADLESS,
    }
)
"""What is told and is no fault: names that no table of the station or its directory knows; keys that were derived;
scopes that an older version asked for; departments whose head is missing, in whose place audit answers."""


class Remedy(StrEnum):
    """What kind of thing is done next about a fault."""

    COMMAND = "command"
    SETTING = "setting"
    LINE = "line"  # what its own sentence says


STAFF = "cleancall staff staff.csv"
REMEDIES: Mapping[InstallationFault, tuple[Remedy, str]] = {
    InstallationFault.NOTHING_YET: (Remedy.COMMAND, "cleancall init"),
    InstallationFault.BOT_REFUSED: (Remedy.SETTING, "SLACK_BOT_TOKEN"),
    InstallationFault.APP_REFUSED: (Remedy.SETTING, "SLACK_APP_TOKEN"),
    InstallationFault.SCOPE_MISSING: (Remedy.COMMAND, "cleancall manifest"),
    InstallationFault.CHANNEL_REFUSED: (Remedy.SETTING, "CALL_CHANNEL"),
    InstallationFault.PROXY_CLOSED: (Remedy.SETTING, "HTTPS_PROXY"),
    InstallationFault.DATABASE_AWAY: (Remedy.SETTING, "DATABASE_URL"),
    InstallationFault.DATABASE_MOVED: (Remedy.SETTING, "DATABASE_URL"),
    InstallationFault.FOLDER_MISSING: (Remedy.SETTING, "DATABASE_URL"),
    InstallationFault.DATABASE_MISSING: (Remedy.COMMAND, "cleancall migrate"),
    InstallationFault.NOT_MIGRATED: (Remedy.COMMAND, "cleancall migrate"),
    InstallationFault.NOT_SEALED: (Remedy.COMMAND, "cleancall migrate"),
    InstallationFault.KEY_MISSING: (Remedy.SETTING, "DATA_KEYS"),
    InstallationFault.HASH_KEY_MOVED: (Remedy.SETTING, "DATA_KEYS"),
    InstallationFault.NOBODY: (Remedy.COMMAND, STAFF),
    **dict.fromkeys(
        (
            InstallationFault.NO_AUDIT,
            InstallationFault.NO_OPERATOR,
            InstallationFault.NO_SUPERVISOR,
            InstallationFault.NO_OFFICER,
            InstallationFault.NO_HEAD,
            InstallationFault.NO_SWITCHBOARD,
            InstallationFault.ACCOUNT_UNKNOWN,
            InstallationFault.ACCOUNT_CLOSED,
            InstallationFault.ACCOUNT_BOT,
        ),
        (Remedy.COMMAND, STAFF),
    ),
}
"""What is done next about a fault, where it is one command or one setting of `.env`."""


def remedy_for(finding: Finding) -> tuple[Remedy, str]:
    """Return what is done next about a fault: the command, the variable, or what its line says."""
    assert finding.fault is not None  # noqa: S101 — asked of faults alone
    named = finding.facts.get("name")
    if isinstance(named, str):
        return Remedy.SETTING, named
    return REMEDIES.get(finding.fault, (Remedy.LINE, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesUnknown:
    """How much of the data no table of the station knows: counts alone, never a name."""

    visits: int = 0  # of the last days
    other_departments: int = 0
    other_types: int = 0
    people: int = 0  # members of the station in departments that no table knows
    units: int = 0  # of so many names
    with_officer: int = 0  # visits that name an officer, of the newest
    officers_unknown: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OldTrail:
    """What was found of the trail when its rows were chained anew: how many there were, how it ended.

    `broken_at`: the first row that did not fit; `cut_off`: rows missing at the end.
    """

    at: datetime
    rows: int
    head: str
    broken_at: int | None
    cut_off: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysWrong:
    """Why the keys that are set do not fit to the database, with the facts of the sentence."""

    fault: InstallationFault
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationState:
    """What the database tells of an installation."""

    keys: int
    unreadable: Sequence[str]  # tables that hold what no key opens
    numbers_are_known: bool  # the look-up hashes are made with the key that made them before
    keys_not_written: Sequence[str]  # settings that are not there, whose keys are derived
    oldest_due: datetime | None
    failed: int
    people: Mapping[Role, int]  # active, with a Slack account
    last_holiday_known: date
    names: NamesUnknown
    headless: Sequence[str] = ()  # departments of the tables that were visited lately, without head or deputy
    keys_wrong: KeysWrong | None = None
    old_trail: OldTrail | None = None  # None: it was never chained anew, or so long ago that nothing tells of it


CLOCK_MAY_DIFFER = timedelta(seconds=60)
TABLE_REACHES = timedelta(days=60)
NOTICE_MAY_WAIT = timedelta(minutes=15)
NAMES_OF_DAYS = timedelta(days=90)
"""How far back names that no table knows are counted and looked for."""
NEEDED: Mapping[InstallationFault, frozenset[Role]] = {
    InstallationFault.NO_AUDIT: frozenset({Role.AUDIT}),
    InstallationFault.NO_OPERATOR: frozenset({Role.OPERATOR}),
    InstallationFault.NO_SUPERVISOR: frozenset({Role.SUPERVISOR}),
    InstallationFault.NO_OFFICER: frozenset({Role.OFFICER}),
    InstallationFault.NO_HEAD: frozenset({Role.HEAD, Role.DEPUTY}),
    InstallationFault.NO_SWITCHBOARD: frozenset({Role.SWITCHBOARD}),
}
"""Of whom a station has one at least: without them it cannot work as the rule book says (§1, §5, §6)."""
OF_ACCOUNTS = {
    Standing.UNKNOWN: InstallationFault.ACCOUNT_UNKNOWN,
    Standing.DEACTIVATED: InstallationFault.ACCOUNT_CLOSED,
    Standing.BOT: InstallationFault.ACCOUNT_BOT,
    Standing.GUEST: InstallationFault.ACCOUNT_GUEST,
    Standing.OUTSIDER: InstallationFault.ACCOUNT_OUTSIDER,
    Standing.MEMBER: InstallationFault.NOT_IN_CHANNEL,
}


def findings_of(condition: InstallationState, now: datetime, today: date) -> list[Finding]:
    """Say what is well and what is not."""
    return [
        *([] if condition.old_trail is None else [old_trail_finding(condition.old_trail)]),
        *_all_or(Check.KEYS, _of_keys(condition), keys=condition.keys),
        *_all_or(Check.NOTICES, _of_notices(condition, now)),
        *_all_or(Check.PEOPLE, _of_people(condition)),
        *_all_or(Check.NAMES, _of_names(condition.names)),
        *_all_or(Check.HOLIDAYS, _of_holidays(condition, today), last=condition.last_holiday_known),
    ]


def clock_finding(ours: datetime, theirs: datetime) -> Finding:
    """Compare our clock with Slack's."""
    off = theirs - ours
    if abs(off) <= CLOCK_MAY_DIFFER:
        return Finding(check=Check.CLOCK)
    return Finding(
        check=Check.CLOCK, fault=InstallationFault.CLOCK_OFF, facts={"seconds": round(abs(off).total_seconds())}
    )


def old_trail_finding(old: OldTrail) -> Finding:
    """Tell how the trail stood when it was chained anew: what was wrong then is not hidden by a new chain."""
    if old.broken_at is not None:
        facts: dict[str, Fact] = {"at": old.at, "row": old.broken_at}
        return Finding(check=Check.TRAIL, fault=InstallationFault.TRAIL_BROKEN, facts=facts)
    if old.cut_off:
        facts = {"at": old.at, "missing": old.cut_off}
        return Finding(check=Check.TRAIL, fault=InstallationFault.TRAIL_CUT_OFF, facts=facts)
    return Finding(check=Check.TRAIL, facts={"at": old.at, "rows": old.rows})


def _all_or(check: Check, wrong: Sequence[Finding], **facts: Fact) -> Sequence[Finding]:
    return wrong or [Finding(check=check, facts=facts)]


def _of_keys(condition: InstallationState) -> list[Finding]:
    wrong = condition.keys_wrong
    if wrong is not None:
        return [Finding(check=Check.KEYS, fault=wrong.fault, facts=wrong.facts)]
    if condition.unreadable:
        tables = ", ".join(condition.unreadable)
        return [Finding(check=Check.KEYS, fault=InstallationFault.KEY_MISSING, facts={"tables": tables})]
    if not condition.numbers_are_known:
        return [Finding(check=Check.KEYS, fault=InstallationFault.HASH_KEY_MOVED)]
    names = ", ".join(condition.keys_not_written)
    return [Finding(check=Check.KEYS, fault=InstallationFault.KEYS_NOT_WRITTEN, facts={"names": names})] * bool(names)


def _of_notices(condition: InstallationState, now: datetime) -> list[Finding]:
    wrong = []
    oldest = condition.oldest_due
    if oldest is not None and now - oldest > NOTICE_MAY_WAIT:
        minutes = int((now - oldest) / timedelta(minutes=1))
        wrong.append(Finding(check=Check.NOTICES, fault=InstallationFault.NOTICE_STUCK, facts={"minutes": minutes}))
    if condition.failed:
        wrong.append(
            Finding(check=Check.NOTICES, fault=InstallationFault.NOTICE_FAILED, facts={"count": condition.failed})
        )
    return wrong


def _of_people(condition: InstallationState) -> list[Finding]:
    if not any(condition.people.values()):
        return [Finding(check=Check.PEOPLE, fault=InstallationFault.NOBODY)]
    missing = [fault for fault, roles in NEEDED.items() if not any(condition.people.get(role) for role in roles)]
    wrong = [Finding(check=Check.PEOPLE, fault=fault) for fault in missing]
    if condition.headless and InstallationFault.NO_HEAD not in missing:
        departments: dict[str, Fact] = {"departments": ", ".join(condition.headless)}
        wrong.append(Finding(check=Check.PEOPLE, fault=InstallationFault.HEADLESS, facts=departments))
    return wrong


def account_findings(
    accounts: Sequence[Account], known: Mapping[str, Standing], members: Collection[str] | None
) -> list[Finding]:
    """Say which members of the directory Slack does not know, or not as the rules ask, and who misses the channel."""
    wrong = standings_of(accounts, known, members)
    findings = [
        Finding(check=Check.ACCOUNTS, fault=fault, people=wrong[standing])
        for standing, fault in OF_ACCOUNTS.items()
        if standing in wrong
    ]
    return findings or [Finding(check=Check.ACCOUNTS, facts={"count": len(accounts)})]


def _of_names(names: NamesUnknown) -> list[Finding]:
    visits: dict[str, Fact] = {"days": NAMES_OF_DAYS.days, "visits": names.visits}
    counted: Mapping[InstallationFault, tuple[int, Mapping[str, Fact]]] = {
        InstallationFault.OTHER_DEPARTMENTS: (names.other_departments, visits),
        InstallationFault.OTHER_TYPES: (names.other_types, visits),
        InstallationFault.STAFF_ELSEWHERE: (names.people, {"units": names.units}),
        InstallationFault.OFFICERS_UNKNOWN: (names.officers_unknown, {"visits": names.with_officer}),
    }
    return [
        Finding(check=Check.NAMES, fault=fault, facts={**facts, "count": count})
        for fault, (count, facts) in counted.items()
        if count
    ]


def _of_holidays(condition: InstallationState, today: date) -> list[Finding]:
    last = condition.last_holiday_known
    if last - today >= TABLE_REACHES:
        return []
    return [Finding(check=Check.HOLIDAYS, fault=InstallationFault.TABLE_ENDS, facts={"last": last})]
