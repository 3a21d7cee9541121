"""The names Slack knows us by: commands, topics, actions, forms, events, scopes. manifest.yml is made of this page."""

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlsplit

from bot.domain.figures.topics import StatsTopic
from bot.domain.roles import Action


class Permitted(StrEnum):
    """What people ask for by typing it; `needs` is what they must be allowed to do for it to be of use to them."""

    needs: Action

    def __new__(cls, name: str, needs: Action) -> Self:
        """Make a member of its name and what it needs."""
        member = str.__new__(cls, name)
        member._value_ = name
        member.needs = needs
        return member


class Command(Permitted):
    """Slash commands. With COMMAND_PREFIX "gc" they become /gc-queue and so on."""

    QUEUE = "queue", Action.SEE_QUEUE
    CLAIM = "claim", Action.CLAIM
    RELEASE = "release", Action.RELEASE
    DONE = "done", Action.RECORD
    LOOKUP = "lookup", Action.LOOK_UP
    STATS = "stats", Action.ASK_STATS
    CLEANCALL = "cleancall", Action.SEE_HOME


class Topic(Permitted):
    """What `/cleancall` does, by the word after it."""

    HELP = "help", Action.SEE_HOME
    IMPORT = "import", Action.IMPORT
    ADD = "add", Action.TAKE_IN
    GRIEVANCE = "grievance", Action.SEE_GRIEVANCE
    UNDO = "undo", Action.RECORD
    MISTAKE = "mistake", Action.RECORD
    REOPEN = "reopen", Action.REOPEN
    OVERRIDE = "override", Action.OVERRIDE
    ABUSE = "abuse", Action.SEE_ABUSE
    EXCLUDE = "exclude", Action.EXCLUDE
    INCLUDE = "include", Action.INCLUDE
    SUBJECT = "subject", Action.SERVE_SUBJECT
    AWAY = "away", Action.SET_ABSENCE
    HOLIDAY = "holiday", Action.SET_HOLIDAY
    DOWNTIME = "downtime", Action.STOP_CLOCK
    OUTBOX = "outbox", Action.SEE_OUTBOX


class Part(StrEnum):
    """What a topic is typed with, beside its own word."""

    CALL = "call"
    EXCLUDED = "excluded"  # the number of a call, or that of a visitor whom a list excludes
    GRIEVANCE = "grievance"
    OPERATOR = "operator"
    VERB = "verb"
    DELETE = "delete"
    DUTY = "duty"
    DAY = "day"
    STRETCH = "stretch"
    REASON = "reason"


class SubjectVerb(StrEnum):
    """What may be asked about a petitioner, beside what is kept."""

    DELETE = "delete"


class HolidayVerb(StrEnum):
    """What may be done to the holiday table."""

    ADD = "add"
    REMOVE = "remove"


class DowntimeVerb(StrEnum):
    """What may be done to a down-time that is known."""

    UNDO = "undo"


class OutboxVerb(StrEnum):
    """What may be done to notices that could not be delivered."""

    RETRY = "retry"


class ActionId(StrEnum):
    """Buttons and selects that have a listener. Values are call numbers or task ids, never personal data."""

    CLAIM = "call.claim"
    RELEASE = "call.release"
    RECORD = "call.record"
    QUICK_RESULT = "call.result"  # a menu, and one button for each of the most frequent: "call.result.no_answer"
    CLAIM_NEXT = "call.claim_next"
    TAKE_IN = "call.take_in"
    ADD_CALLER = "caller.add"
    NUMBER = "call.number"
    FLAGS = "call.flags"
    UNDO = "call.undo"
    EXCLUDE = "petitioner.exclude"
    RESULT_CHANGED = "result.change"
    PRAISED_OFFICER = "praise.officer"
    TASK_DONE = "task.done"
    TASK_CONTACT = "task.contact"
    TASK_SEND = "task.send"
    TASK_NUMBER = "task.number"
    TASK_SENT = "task.sent"
    QUEUE = "queue.see"
    FILING_CHANGED = "filing.change"
    FILING_OFFICER = "filing.officer"
    SEE_GRIEVANCE = "grievance.see"
    URGE = "grievance.urge"
    MISTAKEN = "grievance.mistaken"
    LOOK_UP = "lookup.open"
    ACKNOWLEDGE = "grievance.acknowledge"
    ANSWER = "grievance.answer"
    DECLINE = "grievance.decline"
    RIGHT_OFFICER = "grievance.right_officer"
    HAND_ON = "grievance.hand_on"
    REPLY = "grievance.reply"
    CONTACT = "grievance.contact"
    DIRECT_CALL = "grievance.direct_call"
    DELAY = "grievance.delay"
    PROGRESS = "grievance.progress"
    TELL_DELAY = "grievance.tell_delay"
    LETTER = "letter"  # one for each letter: "letter.reply"
    WITHDRAW = "grievance.withdraw"
    AGAIN = "grievance.again"
    ABSENCE = "absence.set"
    DEPUTY = "absence.deputy"
    AWAY_PERSON = "absence.person"
    BREAK = "break.begin"
    END_BREAK = "break.end"
    STATS_CHARTS = "stats.charts"
    STATS_SHEET = "stats.sheet"
    STATS_TOPIC = "stats.topic"  # one for each topic: "stats.topic.factors"
    SIGNAL_IMPROVE = "signal.improve"
    SIGNAL_DISMISS = "signal.dismiss"
    IMPROVEMENT_OWNER = "improvement.owner"
    IMPROVEMENT_DONE = "improvement.done"
    DELETION_DESTROY = "deletion.destroy"
    DELETION_KEEP = "deletion.keep"
    DELETION_CONTACT = "deletion.contact"
    DELETION_TOLD = "deletion.told"
    RECHECK = "recheck.claim"
    RECHECK_RESULT = "recheck.result"
    IMPORT_ANYWAY = "import.anyway"


class FormId(StrEnum):
    """Modals that are submitted."""

    RESULT = "result"
    FILING = "filing"
    ANSWER = "answer"
    DECLINE = "decline"
    HAND_ON = "hand_on"
    REPLY = "reply"
    DELAY = "delay"
    PROGRESS = "progress"
    TELL_DELAY = "tell_delay"
    WITHDRAW = "withdraw"
    AGAIN = "again"
    ABSENCE = "absence"
    DISMISS = "dismiss"
    KEEP = "keep"
    IMPROVE = "improve"
    RECHECK = "recheck"
    LOOK_UP = "look_up"
    EXCLUDE = "exclude"
    CALLER = "caller"
    NUMBER = "number"
    FLAGS = "flags"


INPUT = "input"
"""The action id of form inputs that need no listener; their block id names the field."""

ABOUT_US = ("app_uninstalled", "channel_shared", "channel_unshared", "member_joined_channel", "tokens_revoked")
"""Events that say that we, or the call channel, may no longer stand as we did."""
EVENTS = (*ABOUT_US, "app_home_opened", "file_deleted", "file_shared", "message.im")

SCOPES = (
    "commands",
    "chat:write",
    "im:write",
    "im:history",
    "groups:history",
    "groups:read",
    "users:read",
    "files:read",
    "files:write",
)


def _any_of(*words: str) -> str:
    return f"[{'|'.join(words)}]"


USAGE: Mapping[Command, tuple[str, str]] = {
    Command.QUEUE: ("오늘의 청렴콜 대기열을 봅니다", "[help]"),
    Command.CLAIM: ("청렴콜을 맡습니다", "[번호]"),
    Command.RELEASE: ("맡은 청렴콜을 내려놓습니다", "[번호]"),
    Command.DONE: ("통화 결과를 기록합니다", "[번호] [결과]"),
    Command.LOOKUP: ("우리 직원의 전화가 맞는지 확인합니다", "확인번호, 전화번호 또는 전화한 사람의 이름"),
    Command.STATS: (
        "청렴콜 현황을 봅니다 (감독자, 부서장)",
        f"[기간] [부서] {_any_of(*(topic for topic in StatsTopic if topic is not StatsTopic.SUMMARY))}",
    ),
    Command.CLEANCALL: ("도움말, 명단 올리기, 고충 보기, 감독자 기능", _any_of(*Topic)),
}


COMMAND_NAME, MOST_NAME = re.compile(r"/[a-z0-9][a-z0-9_-]*"), 32
"""How Slack lets a command be named, and how long."""
MOST_PREFIX = MOST_NAME - len("/-") - max(map(len, Command))


def is_prefix(words: str) -> bool:
    """Check whether Slack takes the commands' names with a prefix; with none it does."""
    names = (slash(command, words) for command in Command)
    return all(len(name) <= MOST_NAME and COMMAND_NAME.fullmatch(name) for name in names)


def is_request_url(words: str) -> bool:
    """Check whether Slack takes an address to bring its requests to: https, with a host, and nothing to guess."""
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:
        return False
    is_plain = words.isascii() and words.isprintable() and not re.search(r"[\s#@]", words)
    return is_plain and parts.scheme == "https" and bool(parts.hostname) and port != 0


def slash(command: Command, prefix: str) -> str:
    """Spell a command as people type it: "/claim", or "/gc-claim" with the prefix "gc"."""
    return f"/{prefix}-{command}" if prefix else f"/{command}"


def manifest(prefix: str = "", request_url: str | None = None) -> dict[str, Any]:
    """Build the Slack app's manifest. Without a request URL the app uses Socket Mode (Slack: no URLs there)."""
    url = {} if request_url is None else {"url": request_url}
    address = {} if request_url is None else {"request_url": request_url}
    return {
        "display_information": {
            "name": "청렴콜",
            "description": "청렴 콜 센터의 방문 민원인 통화 대기열을 함께 처리합니다",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "청렴콜", "always_online": True},
            "slash_commands": [
                {
                    "command": slash(command, prefix),
                    "description": description,
                    "usage_hint": hint,
                    "should_escape": False,
                    **url,
                }
                for command, (description, hint) in USAGE.items()
            ],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(EVENTS)},
            "interactivity": {
                "is_enabled": True,
                **address,
                **({} if request_url is None else {"message_menu_options_url": request_url}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": request_url is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_yaml(prefix: str = "", request_url: str | None = None) -> str:
    """Write the manifest as the YAML that Slack takes."""
    import yaml

    return yaml.safe_dump(manifest(prefix, request_url), allow_unicode=True, sort_keys=False)


def manifest_json(prefix: str = "", request_url: str | None = None) -> str:
    """Write the manifest as the JSON that the Slack CLI takes."""
    return json.dumps(manifest(prefix, request_url), ensure_ascii=False) + "\n"
