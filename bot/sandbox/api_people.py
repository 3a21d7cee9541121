"""users.*: who somebody is."""

from bot.sandbox.errors import SlackError
from bot.sandbox.pages import page_of
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import Json, Member, Workspace


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
        "is_stranger": member.is_stranger or member.is_outsider,
        "tz": "Asia/Seoul",
        "profile": {"real_name": member.real_name, "email": f"{member.name}@hanbit.example"},
    }


def user_info(slack: Slack, arguments: Json) -> Json:
    """users.info; the language only for who asks."""
    workspace = slack.workspace
    member = workspace.member(str(arguments.get("user") or ""))
    asks = str(arguments.get("include_locale") or "").casefold() in {"1", "true"}
    locale = {"locale": member.locale} if asks else {}
    return {"user": {**user_json(member), **_enterprise_user(workspace, member), **locale}}


def _enterprise_user(workspace: Workspace, member: Member) -> Json:
    """Write what is told of somebody of the same organisation: which of its workspaces are theirs."""
    if workspace.enterprise is None or not member.teams:
        return {}
    enterprise = {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.enterprise["name"]}
    return {"enterprise_user": {"id": member.id, **enterprise, "teams": list(member.teams)}}


def user_list(slack: Slack, arguments: Json) -> Json:
    """users.list: members of this workspace, those who were deactivated too, in pages; strangers are not among them."""
    own = [member for member in slack.workspace.members.values() if not member.is_outsider]
    page, cursor = page_of(own, arguments)
    return {"members": [user_json(member) for member in page], "response_metadata": {"next_cursor": cursor}}


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
