"""Praise that mentions a gift or money is held back and goes to audit (청탁금지법 §9; rule book §4)."""

GIFT_WORDS = (
    "봉투", "상품권", "기프티콘", "커피값", "커피 값", "밥값", "식사비", "사례금", "사례비", "사례를", "사례로",
    "사례 ", "선물", "현금", "돈을", "돈 ", "용돈", "수고비", "떡값", "촌지", "금품", "향응", "접대", "수표", "송금",
    "입금", "만원", "만 원", "천원", "천 원", "gift", "voucher", "cash", "money", "envelope",
)  # fmt: skip


def mentions_gift(words: str) -> bool:
    """Check whether praise speaks of a gift or money. Better one too many held back than one passed on."""
    folded = " ".join(words.casefold().split()) + " "
    return any(word in folded for word in GIFT_WORDS)
