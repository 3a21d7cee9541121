"""What whoever phones has to know of a petitioner beside the matter: how to talk, and with whom (rule book §4)."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason
from bot.domain.station import Station


class Flag(StrEnum):
    """One of it; the card says what to do."""

    INTERPRETER = "interpreter"
    TEXT_ONLY = "text_only"
    HEARING = "hearing"  # through the relay service 손말이음센터
    PROXY = "proxy"  # somebody speaks for them, by their will
    GROUP = "group"  # they speak for several
    VULNERABLE = "vulnerable"  # 민원처리법 시행령 §8의2: convenience is offered


class FlagField(StrEnum):
    """The fields of the form."""

    FLAGS = "flags_which"
    WHO = "flags_who"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """What holds of a petitioner. `who`: their proxy, or the spokesperson of a group."""

    which: tuple[Flag, ...] = ()
    who: str = ""


def flag_problems(flags: Flags) -> Mapping[str, Reason]:
    """Say what is wrong with what was noted: a proxy and a spokesperson have a name, and no number stands there."""
    if holds_number(flags.who):
        return {FlagField.WHO: Reason.PERSONAL_NUMBER}
    names_somebody = {Flag.PROXY, Flag.GROUP} & set(flags.which)
    return {FlagField.WHO: Reason.WHO_MISSING} if names_somebody and not flags.who.strip() else {}


IN_REMARKS = {
    Flag.INTERPRETER: re.compile(r"통역|한국말\s*(?:못|서툴|안)|한국어\s*(?:못|서툴|불가|안)|외국어\s*(?:상담|안내)"),
    Flag.TEXT_ONLY: re.compile(r"문자\s*만|문자로\s*(?:연락|요청|부탁)|통화\s*(?:곤란|불가).{0,6}문자"),
    Flag.HEARING: re.compile(r"청각|농인|난청|수어|수화|손말|귀가\s*(?:안|잘)"),
    Flag.VULNERABLE: re.compile(
        r"장애(?!\s*(?:물|발생|신고|복구|조치|접수))|고령|치매|임산부|임신\s*중|노약자|취약계층|휠체어|시각\s*장애"
    ),
}
"""By which words of a list's remark a flag is known."""


def help_lines(station: Station) -> Mapping[str, str]:
    """Return the numbers that help to talk, by what the card calls them."""
    return {
        "immigration": station.immigration_line,
        "family": station.family_line,
        "volunteer": station.volunteer_line,
        "relay": station.relay_line,
    }


def flags_in(remark: str) -> tuple[Flag, ...]:
    """Return the flags that a list's remark names."""
    return tuple(flag for flag, words in IN_REMARKS.items() if words.search(remark))


def together(several: Iterable[Flags]) -> Flags:
    """Put together what is known of one person, the newest last."""
    all_of = list(several)
    which = {flag for flags in all_of for flag in flags.which}
    who = next((flags.who for flags in reversed(all_of) if flags.who), "")
    return Flags(which=tuple(flag for flag in Flag if flag in which), who=who)


def flags_to_text(flags: Flags) -> str:
    """Write them down, so that they can be kept sealed."""
    return json.dumps({"which": flags.which, "who": flags.who.strip()}, ensure_ascii=False)


def flags_from_text(text: str) -> Flags:
    """Read what `flags_to_text` wrote; nothing noted, where there is no text."""
    facts = json.loads(text or "{}")
    return Flags(which=tuple(map(Flag, facts.get("which", ()))), who=facts.get("who", ""))
