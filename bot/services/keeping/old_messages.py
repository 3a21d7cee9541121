"""Drawing anew what stands in Slack as older versions drew it, with words of lists (rule book §7)."""

from bot.domain.announcements import announcement_of
from bot.domain.notices import NoticeKind
from bot.services.keeping.purging import ABOUT_CALLS, ABOUT_GRIEVANCES, ABOUT_PRAISE, is_night
from bot.services.unit import Unit
from storage.keeping.resealing import posts_before, resealing_with_old_posts

BATCH = 50
"""What Slack takes before the next batch."""
SHOW_WORDS = (
    NoticeKind.BOARD_PAGE.value,
    NoticeKind.SIGNAL.value,
    NoticeKind.IMPROVEMENT.value,
    NoticeKind.IMPROVEMENT_REMINDER.value,
    NoticeKind.IMPROVEMENT_EFFECT.value,
    *ABOUT_CALLS,
    *ABOUT_GRIEVANCES,
    *ABOUT_PRAISE,
)
"""Messages that show departments or types of petition."""


def redraw_at_night(unit: Unit) -> int:
    """Have a batch of messages drawn anew, between two and six in the morning, the newest first. Returns how many."""
    if not is_night(unit):
        return 0
    work = resealing_with_old_posts(unit.session)
    if work is None or work.posts_before is None:
        return 0
    posts = posts_before(unit.session, work.posts_before, BATCH, kinds=SHOW_WORDS)
    for post in posts:
        unit.announce(announcement_of(NoticeKind(post.kind), post.ref), to=post.recipient, for_audit=post.for_audit)
    work.posts_before = posts[-1].key if posts else None
    return len(posts)
