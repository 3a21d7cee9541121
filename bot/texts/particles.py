"""Korean particles: which of two fits the word before it, by whether that word ends in a consonant."""

import re

HANGUL = range(0xAC00, 0xD7A4)
FINALS = 28
RIEUL = 8
ENDS_IN_CONSONANT = "013678LMNR"
"""Digits and letters whose Korean reading ends in one: 영 일 삼 육 칠 팔, 엘 엠 엔 알."""
ENDS_IN_RIEUL = "178LR"
LATIN_WORD_IN_CONSONANT = ("ng", "ck")
"""Ends of words that are read as words: Jung 정, Slack 슬랙."""
READ = "%+"
"""The signs that are read: 퍼센트, 플러스."""
IN_BRACKETS = re.compile(r"[(\[{<][^()\[\]{}<>]*[)\]}>]$")


def with_particle(word: str, pair: str) -> str:
    """Add the fitting particle of a pair such as "이/가" or "으로/로" (the first follows a consonant)."""
    return word + particle(word, pair)


def particle(word: str, pair: str) -> str:
    """Choose the particle of a pair that fits a word. What stands in brackets behind it is not read (한글 맞춤법)."""
    after_consonant, after_vowel = pair.split("/")
    return after_consonant if _takes_first(_read(word), pair) else after_vowel


def _takes_first(word: str, pair: str) -> bool:
    last = word[-1:].upper()
    if last and ord(last) in HANGUL:
        final = (ord(last) - HANGUL.start) % FINALS
        return final != 0 and not (pair == "으로/로" and final == RIEUL)
    if word.endswith(LATIN_WORD_IN_CONSONANT):
        return True
    return last in ENDS_IN_CONSONANT and bool(last) and not (pair == "으로/로" and last in ENDS_IN_RIEUL)


def _read(word: str) -> str:
    """Leave out marks at the end, and brackets with what is in them where something stands before."""
    while word:
        if brackets := IN_BRACKETS.search(word):
            return _read(word[: brackets.start()]) or _read(brackets[0][1:-1])
        if word[-1].isalnum() or word[-1] in READ:
            return word
        word = word[:-1]
    return word
