"""Reading a petitioner's words for an accusation: what was done, and by whom (rule book §5).

Rules, no model: an act of `acts.py`, and whoever does it. An act of the police, or of nobody who is named in words
about their handling, is an accusation; one of somebody else (a swindler, a neighbour) is the petitioner's own case.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from bot.domain.grievances.accusations import english
from bot.domain.grievances.accusations.acts import Act, all_acts
from bot.domain.grievances.accusations.agents import (
    AT_THE_STATION,
    DENIED,
    MISSPELT,
    NOT_ANY_AGENT,
    OTHERS,
    OWN_CASE,
    OWN_QUESTION,
    POLICE,
    PRAISED,
)
from bot.domain.grievances.accusations.doubt import ENOUGH, points_of
from bot.domain.grievances.accusations.kinds import Accusation, Proof

DESCRIBING = re.compile(r"[가-힣]{0,3}?[한은는던린친긴준단운른쓴찬친긴](?=[가-힣])")
SUFFERED = re.compile(r"[을를]?(?:맞[았아고]|당[했하해])")
LAST_WORD = re.compile(r"(?:이|가|은|는|께서|에서|한테서?|도|놈이|분이)?(?:요|예|여|유)?(?:[.]|$)")


class Agent(StrEnum):
    """Who does what is told."""

    POLICE = "police"
    SOMEBODY_ELSE = "somebody_else"
    NOT_NAMED = "not_named"


def accusations_in(*texts: str) -> frozenset[Accusation]:
    """Return what the police are accused of in these words; empty when of nothing."""
    return frozenset(found for text in texts for found in _noticed(text))


def accuses(*texts: str) -> bool:
    """Check whether words accuse the police of something that audit alone may read."""
    return any(True for text in texts for _ in _noticed(text))


def _noticed(text: str) -> Iterator[Accusation]:
    folded = unicodedata.normalize("NFKC", text).casefold()
    yield from _in_english(folded)
    words = _squeezed(folded)
    is_noticed = False
    for act in all_acts():
        for found in act.pattern.finditer(words):
            if _is_accusation(act, found, words):
                is_noticed = True
                yield act.accusation
                break
    if not is_noticed and _is_doubtful(words):
        yield Accusation.MISCONDUCT


def _squeezed(folded: str) -> str:
    """Return the words without spaces, for people space them as they like, and with a dot at each end of a sentence."""
    sentences = re.split(r"[.!?~…;\n]+", folded)
    squeezed = ".".join(re.sub(r"[^0-9a-z가-힣]+", "", sentence) for sentence in sentences)
    for wrong, right in MISSPELT.items():
        squeezed = squeezed.replace(wrong, right)
    return squeezed.strip(".")


def _is_accusation(act: Act, found: re.Match[str], words: str) -> bool:
    if DENIED.match(words, found.end()):
        return False
    sentence = _sentence(words, found)
    if PRAISED.search(sentence):
        return False
    if act.proof is Proof.WHOEVER:
        return True
    match _agent_of(act, found, words):
        case Agent.POLICE:
            return True
        case Agent.SOMEBODY_ELSE:
            return False
    is_handling = AT_THE_STATION.search(words) is not None
    if act.proof is Proof.SUFFERED:
        return is_handling
    if OWN_QUESTION.search(sentence):
        return False
    match act.proof:
        case Proof.ITSELF | Proof.SAID:
            return True
        case Proof.POLICE:
            return is_handling or (not OWN_CASE.search(words) and points_of(sentence, is_of_others=False) > 1)
        case _:
            return is_handling or not OWN_CASE.search(words)


def _is_doubtful(words: str) -> bool:
    """Check whether a sentence has enough signs of an accusation (`doubt.py`)."""
    agents = _agents(words, is_suffered=False)
    begins, doer = 0, Agent.NOT_NAMED
    for sentence in words.split("."):
        named = [agent for end, agent in agents if begins < end <= begins + len(sentence)]
        if not named and AT_THE_STATION.search(sentence):
            doer = Agent.NOT_NAMED
        doer = Agent.POLICE if Agent.POLICE in named else named[0] if named else doer
        if points_of(sentence, is_of_others=doer is Agent.SOMEBODY_ELSE) >= ENOUGH:
            return True
        begins += len(sentence) + 1
    return False


def _sentence(words: str, found: re.Match[str]) -> str:
    begins = words.rfind(".", 0, found.start()) + 1
    ends = words.find(".", found.end())
    return words[begins:] if ends < 0 else words[begins:ends]


def _agent_of(act: Act, found: re.Match[str], words: str) -> Agent:
    """Find who does it: whom the act describes, else the last who is named before it, else who is named after it.

    Somebody else of an earlier sentence does it no more where this one is at the station.
    """
    described = _described(words[found.end() - 1 :])
    if described is not None:
        return described
    is_suffered = act.proof is Proof.SUFFERED or SUFFERED.match(words, found.end()) is not None
    agents = _agents(words, is_suffered=is_suffered)
    last = found.end() if act.names_its_doer else found.start()
    before = [(end, agent) for end, agent in agents if end <= last]
    begins = words.rfind(".", 0, found.start()) + 1
    if before and (before[-1][0] > begins or not AT_THE_STATION.search(_sentence(words, found))):
        return before[-1][1]
    behind = [agent for end, agent in agents if end > found.end() and LAST_WORD.match(words, end)]
    return behind[0] if behind else Agent.NOT_NAMED


def _described(behind: str) -> Agent | None:
    """Read "the man who hit me": the act describes its doer."""
    doer = DESCRIBING.match(behind)
    if doer is None:
        return None
    rest = behind[doer.end() :]
    if NOT_ANY_AGENT.match(rest):
        return None
    if POLICE.match(rest):
        return Agent.POLICE
    return Agent.SOMEBODY_ELSE if OTHERS.match(rest) else None


@lru_cache(maxsize=4)
def _agents(words: str, *, is_suffered: bool) -> tuple[tuple[int, Agent], ...]:
    """List who is named as doing something, with where the name ends, in order."""
    found = [
        *((each, Agent.SOMEBODY_ELSE) for each in OTHERS.finditer(words)),
        *((each, Agent.POLICE) for each in POLICE.finditer(words)),
    ]
    found.sort(key=lambda pair: (pair[0].end(), pair[0].end() - pair[0].start()))
    return tuple((each.end(), agent) for each, agent in found if _is_agent(each, is_suffered=is_suffered))


def _is_agent(named: re.Match[str], *, is_suffered: bool) -> bool:
    groups = named.groupdict()
    return groups.get("pretends") is not None or groups["by" if is_suffered else "does"] is not None


def _in_english(folded: str) -> Iterator[Accusation]:
    if english.OTHERS.search(folded) and not english.POLICE.search(folded):
        return
    for accusation, pattern in english.ACTS.items():
        if pattern.search(folded):
            yield accusation
