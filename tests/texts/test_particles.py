"""Korean particles, by the last sound of the word before them."""

from bot.texts.particles import with_particle
from tests.steps.vectors import every


@every(
    ("word", "pair", "expected"),
    [
        ("상담원", "이/가", "상담원이"),
        ("교환수", "이/가", "교환수가"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("대구", "으로/로", "대구로"),
        ("17", "을/를", "17을"),
        ("3", "으로/로", "3으로"),
        ("7", "으로/로", "7로"),
        ("5", "이/가", "5가"),
        ("02-0000-0112", "으로/로", "02-0000-0112로"),
        ("홍길동(대리인)", "은/는", "홍길동(대리인)은"),
        ("12월 2일(수)", "이/가", "12월 2일(수)이"),
        ("‘강하늘(모)’", "으로/로", "‘강하늘(모)’로"),
        ("(대리인)", "이/가", "(대리인)이"),
        ("최윤아 🙂", "과/와", "최윤아 🙂와"),
        ("Jung", "이/가", "Jung이"),
        ("Slack", "을/를", "Slack을"),
        ("10%", "은/는", "10%는"),
        ("SMITH", "은/는", "SMITH는"),
        ("‘부재’", "을/를", "‘부재’를"),
        ("", "이/가", "가"),
    ],
)
def test_particles_fit_the_word_before_them(word: str, pair: str, expected: str) -> None:
    assert with_particle(word, pair) == expected
