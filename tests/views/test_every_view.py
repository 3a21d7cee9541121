"""Every view there is, in both languages, with the longest and strangest words, against Slack's limits."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

import bot.views
from bot.domain.calls.dispositions import NEEDS_FORM
from bot.domain.calls.results import ResultField
from bot.sandbox.validation import check_message, check_view, elements_of
from bot.texts import Texts
from bot.views.calls.result_form import officer_option, result_form
from bot.views.modals import message_view
from tests.steps.vectors import every
from tests.steps.view_samples import SAMPLES
from tests.steps.views import ENGLISH, HARDEST, KOREAN, LONG, STRANGE

WITHOUT_WORDS = {officer_option}
"""Facts and nothing else: the same in both languages."""
TYPED = [
    pytest.param(KOREAN, STRANGE, id="ko"),
    pytest.param(ENGLISH, HARDEST, id="en"),
    pytest.param(ENGLISH, STRANGE, id="en, all", marks=pytest.mark.slow),
]
"""What is typed is clipped and escaped alike in both languages, whose own words are of different lengths."""
View = Callable[..., Any]


def name_of(view: View) -> str:
    """A view's name, as it is written."""
    return f"{view.__module__.removeprefix('bot.views.')}.{view.__name__}"


def views() -> Iterator[View]:
    """Every function that draws something in words."""
    for module in pkgutil.walk_packages(bot.views.__path__, "bot.views."):
        for name, view in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            annotations = inspect.get_annotations(view)
            is_public = view.__module__ == module.name and not name.startswith("_")
            if is_public and annotations.get("texts") is Texts and annotations["return"] == dict[str, Any]:
                yield view


def test_every_view_has_a_sample() -> None:
    assert {name_of(view) for view in views()} == {name_of(view) for view in SAMPLES}


@pytest.mark.parametrize(("texts", "typed"), TYPED)
@every("view", SAMPLES)
def test_a_view_fits_slack_whatever_people_typed(texts: Texts, typed: Sequence[str], view: View) -> None:
    for drawn in (drawn for strange in typed for drawn in SAMPLES[view](strange, texts)):
        if "type" in drawn:
            check_view(drawn, home=drawn["type"] == "home")
        else:
            check_message(drawn, update=True)
            check_view(message_view(drawn, texts))
            assert drawn["text"].strip()
        assert not [words for words in living_words(drawn) if "<!channel>" in words or "<@U0KIM> *" in words]


@every("view", [view for view in SAMPLES if view not in WITHOUT_WORDS])
def test_a_view_speaks_the_language_it_is_given(view: View) -> None:
    for korean, english in zip(SAMPLES[view]("a", KOREAN), SAMPLES[view]("a", ENGLISH), strict=True):
        assert korean != english


def test_the_result_form_asks_for_more_where_one_word_is_not_enough() -> None:
    for form in SAMPLES[result_form]("a", KOREAN):
        fields = {block.get("block_id"): block for block in form["blocks"]}
        chosen = fields[ResultField.DISPOSITION]["element"].get("initial_option")
        says_no_more = KOREAN.mrkdwn("form.nothing_more") in str(form)

        assert says_no_more == (chosen is not None and chosen["value"] not in NEEDS_FORM), chosen


@every("view", SAMPLES)
def test_no_two_buttons_or_menus_of_a_view_sound_alike(texts: Texts, view: View) -> None:
    for drawn in (drawn for strange in (LONG, "") for drawn in SAMPLES[view](strange, texts)):
        blocks = [block for block in drawn.get("blocks", []) if block["type"] != "input"]
        used = [each for block in blocks for each in elements_of(block) if "action_id" in each]
        buttons = [each for each in used if each["type"] == "button"]
        names = {(each["action_id"], str(each.get("value", each.get("options")))): heard(each) for each in used}

        assert len(set(names.values())) == len(names), names
        assert all(each["text"]["text"] in heard(each) for each in buttons), names


@every("view", SAMPLES)
def test_where_marks_are_not_drawn_no_words_of_ours_have_any(texts: Texts, view: View) -> None:
    for drawn in SAMPLES[view]("", texts):
        unmarked = [block for block in drawn.get("blocks", []) if block["type"] in {"rich_text", "header"}]

        assert not [block for block in unmarked if "`" in str(block)], unmarked


def heard(used: dict[str, Any]) -> str:
    """What a button or a menu is called for who does not see it."""
    return str(used.get("accessibility_label") or used.get("text", used.get("placeholder", {})).get("text"))


def living_words(drawn: Any) -> Iterator[str]:
    """The words in which Slack would bring a mention to life: mrkdwn, and the text of a message."""
    if isinstance(drawn, list):
        for each in drawn:
            yield from living_words(each)
    elif isinstance(drawn, dict):
        if drawn.get("type") == "mrkdwn" or ("blocks" in drawn and "text" in drawn):
            yield drawn["text"]
        for each in drawn.values():
            yield from living_words(each)
