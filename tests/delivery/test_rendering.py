"""Drawing notices."""

from bot.delivery.rendering import Renderer
from bot.domain.announcements import NOTICES, HomeNotice
from bot.domain.notices import WITH_FILES
from bot.services.desk import Desk
from bot.texts import Languages


def test_every_notice_can_be_drawn(desk: Desk) -> None:
    renderer = Renderer(desk, Languages("ko", desk.station))

    messages = {what for kind, what in NOTICES.items() if kind not in WITH_FILES} - {HomeNotice}

    assert renderer.drawn.keys() == messages
    assert renderer.reports.drawn.keys() == {NOTICES[kind] for kind in WITH_FILES}
