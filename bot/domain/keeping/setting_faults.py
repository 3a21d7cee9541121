"""What can be wrong with the settings of an installation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from bot.domain.refusals import Fact


class SettingFault(StrEnum):
    """What is wrong with a setting. Its sentence says what would be right."""

    MISSING = "missing"
    NEEDED = "needed"  # in this SLACK_MODE
    NOT_A_KEY = "not_a_key"
    NOT_A_PUBLIC_KEY = "not_a_public_key"
    NOT_A_DATABASE = "not_a_database"
    WRONG_BEGINNING = "wrong_beginning"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_A_PORT = "not_a_port"
    NOT_A_HOST = "not_a_host"
    NOT_ADDRESSES = "not_addresses"
    NOT_A_SECRET = "not_a_secret"  # noqa: S105 — its name
    NOT_A_TOKEN = "not_a_token"  # noqa: S105 — its name
    SWAPPED = "swapped"
    SAME_AS = "same_as"
    NOT_A_PROXY = "not_a_proxy"
    NOT_A_CHANNEL = "not_a_channel"
    NOT_A_PREFIX = "not_a_prefix"
    NOT_ONE_OF = "not_one_of"
    NOT_A_TEXT = "not_a_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_TIME = "not_a_time"
    NOT_A_LENGTH = "not_a_length"
    NOT_HOURS = "not_hours"
    NOT_APPROVALS = "not_approvals"
    NOT_A_TABLE = "not_a_table"
    NOT_WORDS = "not_words"
    NOT_A_NAME = "not_a_name"
    NOT_AN_EARLIER_NAME = "not_an_earlier_name"
    TOO_SHORT = "too_short"
    NAMED_TWICE = "named_twice"
    NOT_AN_ITEM = "not_an_item"
    NOT_AN_ITEM_KEY = "not_an_item_key"
    ITEM_WITHOUT_WORDS = "item_without_words"
    WORDS_TOO_LONG = "words_too_long"
    TOO_MANY_ITEMS = "too_many_items"
    NO_OVERALL = "no_overall"
    MONEY_IS_NO_ITEM = "money_is_no_item"
    EMERGENCY_NUMBER = "emergency_number"
    NOT_A_MAIN_NUMBER = "not_a_main_number"
    NOT_AN_EXTENSION = "not_an_extension"
    PLACEHOLDER = "placeholder"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    LENGTH_OUT_OF_RANGE = "length_out_of_range"
    TIME_OUT_OF_RANGE = "time_out_of_range"
    NOT_AFTER = "not_after"
    SHORTER_THAN = "shorter_than"
    HOURS_OUT_OF_ORDER = "hours_out_of_order"
    BEFORE_CALLING_ENDS = "before_calling_ends"
    NO_REVEAL_ADDRESS = "no_reveal_address"
    NO_DEPARTMENT = "no_department"
    NOT_A_SWITCH = "not_a_switch"
    NOT_A_COMMAND = "not_a_command"
    NOT_A_PATH = "not_a_path"
    NOT_A_GATEWAY = "not_a_gateway"
    NEEDED_BY_PORT = "needed_by_port"
    UNKNOWN_IN_TABLE = "unknown_in_table"
    IN_ANOTHER_TABLE = "in_another_table"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    MISSPELT = "misspelt"
    OF_OTHER_FILE = "of_other_file"
    GIVEN_TWICE = "given_twice"
    BROKEN_LINE = "broken_line"
    LINE_TWICE = "line_twice"
    A_FOLDER = "a_folder"
    NOT_UTF8 = "not_utf8"
    NO_FILE = "no_file"
    UNREADABLE_FILE = "unreadable_file"
    BROKEN_FILE = "broken_file"


class SettingReason(StrEnum):
    """Why a setting has a least or a most."""

    MORNING = "morning"
    EVENINGS = "evenings"
    TWO_DAYS = "two_days"
    PRESSING = "pressing"
    BUSY = "busy"
    OFTEN = "often"
    IDLE = "idle"
    CODES = "codes"
    CONFLICTS = "conflicts"
    REOPENING = "reopening"
    UNDOING = "undoing"
    HOLDING = "holding"
    RESTING = "resting"
    SHARE = "share"
    MEMORY = "memory"
    DESTRUCTION = "destruction"
    ACCESS_LOG = "access_log"
    TRAIL = "trail"


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One mistake: the variable ("CALL_CHANNEL") or the file and its line ("station.toml: name"), never the value."""

    fault: SettingFault
    name: str
    facts: Mapping[str, Fact | time | timedelta | float] = field(default_factory=dict)
    why: SettingReason | None = None
