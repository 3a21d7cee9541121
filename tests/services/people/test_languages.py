"""The language of each member of the station, on both databases."""

from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.home import open_home
from bot.services.people.languages import note_locale, noted_locale
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, operator
from tests.steps.rows import told


def test_a_language_is_noted_for_its_reader_alone_and_draws_their_home_anew(desk: Desk) -> None:
    hire(desk, operator(KIM), operator(LEE))
    desk.do_now(open_home, by=LEE)

    for locale in ("ko", "en", "en"):
        desk.do_now(note_locale, person=KIM, locale=locale)

    assert [desk.do_now(noted_locale, person=user) for user in (KIM, LEE, "U9NOBODY")] == ["en", None, None]
    assert told(desk, NoticeKind.HOME) == [LEE]


def test_somebody_outside_the_directory_leaves_no_language(desk: Desk) -> None:
    hire(desk, operator(KIM))

    desk.do_now(note_locale, person="U9NOBODY", locale="en")

    assert desk.do_now(noted_locale, person="U9NOBODY") is None


def test_a_new_list_leaves_the_language_as_it_was_noted(desk: Desk) -> None:
    hire(desk, operator(KIM))
    desk.do_now(note_locale, person=KIM, locale="en")

    hire(desk, operator(KIM, rank="경감"))

    assert desk.do_now(noted_locale, person=KIM) == "en"
