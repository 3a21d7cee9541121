"""What a person sees: exactly what Slack would show them."""

from bot.sandbox.api_views import describe
from bot.sandbox.workspace import Channel, Json, Workspace


def see(workspace: Workspace, user: str) -> Json:
    """Return exactly what a person could see in Slack."""
    top = workspace.top_view(user)
    home = workspace.homes.get(user)
    channels = [each for each in workspace.channels.values() if user in each.members]
    ephemerals = [each for each in workspace.ephemerals.values() if each.only_for == user]
    return {
        "seq": workspace.seq,
        "channels": [_shown(each) for each in channels if each.user is None],
        "direct_messages": [_shown(each) for each in channels if each.user is not None],
        "ephemerals": [{**each.as_json(), "channel": each.channel} for each in ephemerals],
        "modal": {**describe(top), "errors": top.errors} if top else None,
        "home": describe(home) if home else None,
    }


def _shown(channel: Channel) -> Json:
    messages = [{**message.as_json(), "channel": channel.id} for message in channel.messages.values()]
    return {"id": channel.id, "name": channel.name, "messages": messages}
