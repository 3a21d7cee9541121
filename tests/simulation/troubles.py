"""What goes wrong: Slack, the line, the process, the clock, the disk. All is mended before the end.

What does not go wrong here is said in `invariants`, with what stands for it.
"""

import contextlib
from collections.abc import Mapping
from datetime import timedelta
from random import Random

from bot.sandbox.errors import PersonError
from tests.simulation.deeds import OPERATORS, Doing
from tests.simulation.scene import Scene, pause
from tests.steps.builders import JUNG
from tests.steps.desks import fill_disk

METHODS = (
    "chat.postMessage", "chat.postMessage", "chat.update", "chat.update", "conversations.open", "conversations.history",
    "views.publish", "views.open", "views.update", "users.info", "auth.test", "files.info",
    "response_url", "download", "*",
)  # fmt: skip
KINDS = (
    "ratelimited", "http_500", "internal_error", "delivered_but_dropped", "delivered_but_dropped", "dropped", "timeout",
    "slow", "stuck", "unanswered", "lands_late",
)  # fmt: skip
LONGEST = 2.0
"""Seconds; less than a lease, which is what delivery counts on (decision 4)."""


async def slack_fails(scene: Scene, _by: str, dice: Random) -> None:
    """A method fails, once or some times."""
    wish = {
        "fault": dice.choice(KINDS),
        "method": dice.choice(METHODS),
        "times": dice.choice((1, 1, 2, 4)),
        "seconds": dice.uniform(0.05, LONGEST),
        "retry_after": dice.choice((1, 3)),
    }
    scene.counts[f"slack {wish['fault']}"] += 1
    with contextlib.suppress(PersonError):
        await scene.universe.station.sandbox.fault(wish)


async def posts_land_late(scene: Scene, _by: str, dice: Random) -> None:
    """What is posted next lands some time after its connection was cut."""
    scene.counts["slack lands_late"] += 1
    wish = {"fault": "lands_late", "method": "chat.postMessage", "times": 3, "seconds": dice.uniform(1, LONGEST)}
    await scene.universe.station.sandbox.fault(wish)


async def the_line_is_cut(scene: Scene, _by: str, dice: Random) -> None:
    """The sockets are closed, with or without a word."""
    how = dice.choice(("disconnect", "warning", "refresh_requested", "link_disabled"))
    scene.counts["line cut"] += 1
    await scene.universe.station.sandbox.fault({"socket": how})


async def slack_is_down(scene: Scene, _by: str, dice: Random) -> None:
    """Slack is away for some seconds."""
    sandbox = scene.universe.station.sandbox
    scene.counts["slack down"] += 1
    await sandbox.fault({"down": True})
    await pause(dice.uniform(0.5, 12))
    await sandbox.fault({"down": False})


async def the_bot_is_killed(scene: Scene, _by: str, dice: Random) -> None:
    """The power is cut, at whatever is under way, and the process is started again."""
    await pause(dice.choice((0.0, dice.uniform(0, 0.05), dice.uniform(0, 0.5), dice.uniform(0, 3))))
    scene.universe.kill()
    scene.counts["killed"] += 1
    await scene.universe.rise(dice.choice((0.1, 1.0, 6.0)))


async def the_bot_dies_of_a_commit(scene: Scene, _by: str, dice: Random) -> None:
    """The power is cut when something was stored and nobody heard of it yet: the next claim, or a little later."""
    scene.universe.dies_in = dice.choice((1, 1, 2, 3))
    scene.counts["to die of a commit"] += 1
    await scene.types(dice.choice(OPERATORS), "/claim")


async def the_clock_is_wrong(scene: Scene, _by: str, dice: Random) -> None:
    """The bot's clock jumps, and is set right after some seconds."""
    scene.counts["clock jumped"] += 1
    minutes = dice.choice((-45, 20, 90, -3 * 24 * 60, 3 * 24 * 60))
    scene.universe.clock.wrong_by = timedelta(minutes=minutes)
    await pause(dice.uniform(1, 8))
    scene.universe.clock.wrong_by = timedelta(0)


async def the_disk_is_full(scene: Scene, _by: str, dice: Random) -> None:
    """There is no room for a while: the database may not grow."""
    bot = scene.universe.bot
    if bot is None:
        return
    scene.counts["disk full"] += 1
    bot.desk.do_now(fill_disk, full=True)
    await pause(dice.uniform(1, 6))
    if scene.universe.bot is bot:
        bot.desk.do_now(fill_disk, full=False)


async def the_workspace_changes(scene: Scene, _by: str, dice: Random) -> None:
    """An administrator changes something about the app, its channel or a person, and back."""
    channel = scene.universe.station.settings.call_channel
    changed, back = dice.choice(
        (
            ({"token": "revoked"}, {"token": "given back"}),
            ({"channel": channel, "bot": "removed"}, {"channel": channel, "bot": "invited"}),
            ({"channel": channel, "is_ext_shared": True}, {"channel": channel, "is_ext_shared": False}),
            ({"person": JUNG, "deleted": True}, {"person": JUNG, "deleted": False}),
        )
    )
    scene.counts["workspace changed"] += 1
    scene.broken.append(back)
    sandbox = scene.universe.station.sandbox
    await sandbox.fault(changed)
    await pause(dice.uniform(0.5, 15))
    await sandbox.fault(back)


async def all_is_mended(scene: Scene) -> None:
    """Let Slack, the clock and the disk be well again, and a bot be at work."""
    universe = scene.universe
    universe.station.sandbox.slack.faults.clear()
    for back in scene.broken:
        await universe.station.sandbox.fault(back)
    await universe.station.sandbox.fault({"down": False})
    universe.clock.wrong_by = timedelta(0)
    universe.dies_in = 0
    await universe.rise(0.1)
    await universe.is_ready()
    if universe.bot is not None:
        universe.bot.desk.do_now(fill_disk, full=False)


TROUBLES: Mapping[str, Doing] = {
    "slack_fails": Doing(slack_fails, 14),
    "posts_land_late": Doing(posts_land_late, 1),
    "the_line_is_cut": Doing(the_line_is_cut, 2),
    "slack_is_down": Doing(slack_is_down, 2),
    "the_workspace_changes": Doing(the_workspace_changes, 2),
    "the_bot_is_killed": Doing(the_bot_is_killed, 5),
    "the_bot_dies_of_a_commit": Doing(the_bot_dies_of_a_commit, 2),
    "the_clock_is_wrong": Doing(the_clock_is_wrong, 2),
    "the_disk_is_full": Doing(the_disk_is_full, 1),
}
