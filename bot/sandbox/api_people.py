"""users.*: who somebody is."""

from bot.sandbox.errors import SlackError
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import TEAM, Json, Member


def user_json(member: Member) -> Json:
    """Write a person as users.info does."""
    return {
        "id": member.id,
        "team_id": member.team_id,
        "name": member.name,
        "real_name": member.real_name,
        "deleted": member.deleted,
        "is_bot": member.is_bot,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": member.is_ultra_restricted,
        "is_stranger": member.is_stranger or member.team_id != TEAM,
        "tz": "Asia/Seoul",
        "profile": {"real_name": member.real_name, "email": f"{member.name}@hanbit.example"},
    }


def user_info(slack: Slack, arguments: Json) -> Json:
    """users.info; the language only for who asks."""
    member = slack.workspace.member(str(arguments.get("user") or ""))
    asks = str(arguments.get("include_locale") or "").casefold() in {"1", "true"}
    return {"user": user_json(member) | ({"locale": member.locale} if asks else {})}


def user_list(slack: Slack, _arguments: Json) -> Json:
    """users.list."""
    members = [user_json(member) for member in slack.workspace.members.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def user_by_email(slack: Slack, arguments: Json) -> Json:
    """users.lookupByEmail."""
    for member in slack.workspace.members.values():
        user = user_json(member)
        if user["profile"]["email"] == arguments.get("email"):
            return {"user": user}
    raise SlackError("users_not_found")


METHODS = {
    "users.info": (user_info, ("users:read",)),
    "users.list": (user_list, ("users:read",)),
    "users.lookupByEmail": (user_by_email, ("users:read.email",)),
}
