"""Korean particles: which of two fits the word before it, by whether that word ends in a consonant."""

HANGUL = range(0xAC00, 0xD7A4)
FINALS = 28
RIEUL = 8
ENDS_IN_CONSONANT = "013678LMNR"
"""Digits and letters whose Korean reading ends in one: 영 일 삼 육 칠 팔, 엘 엠 엔 알."""
ENDS_IN_RIEUL = "178LR"
SILENT = " )]}>”’\"'*_~`.,!?"
"""Marks after a word that are not read."""


def with_particle(word: str, pair: str) -> str:
    """Add the fitting particle of a pair such as "이/가" or "으로/로" (the first follows a consonant)."""
    after_consonant, after_vowel = pair.split("/")
    return word + (after_consonant if _takes_first(word, pair) else after_vowel)


def _takes_first(word: str, pair: str) -> bool:
    last = word.rstrip(SILENT)[-1:].upper()
    if last and ord(last) in HANGUL:
        final = (ord(last) - HANGUL.start) % FINALS
        return final != 0 and not (pair == "으로/로" and final == RIEUL)
    return last in ENDS_IN_CONSONANT and bool(last) and not (pair == "으로/로" and last in ENDS_IN_RIEUL)
