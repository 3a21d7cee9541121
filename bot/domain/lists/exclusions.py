"""Who is not called, read from the remarks of a list (rule book §3, exclusions)."""

from bot.domain.lists.rows import ExclusionReason

WORDS: tuple[tuple[ExclusionReason, tuple[str, ...]], ...] = (
    (
        ExclusionReason.VICTIM_PROTECTION,
        ("가정폭력", "가폭", "스토킹", "성폭력", "성폭행", "성추행", "성범죄", "아동학대", "학대", "데이트폭력",
         "교제폭력", "피해자보호", "신변보호", "안전조치", "보호대상", "보호조치", "보호시설", "보호"),
    ),
    (ExclusionReason.MINOR, ("미성년", "청소년", "아동", "초등학생", "중학생", "고등학생")),
    (ExclusionReason.INFORMANT, ("제보자", "정보원", "신고자보호", "공익신고", "익명제보")),
    (
        ExclusionReason.REFUSED_CONTACT,
        ("연락거부", "통화거부", "전화거부", "연락원치않음", "연락불원", "연락하지", "전화하지", "연락금지"),
    ),
    (ExclusionReason.STAFF, ("직원본인", "경찰관본인", "소속직원", "내부직원")),
)  # fmt: skip
GUARDIAN = "보호자"
"""A guardian who came along protects nobody's identity."""
NO = {"", "N", "NO", "X", "×", "아니오", "0", "FALSE", "-", "없음", "해당없음"}
"""Signs in the column 연락제외 that exclude nobody."""


def exclusion_in(note: str, marked: str) -> ExclusionReason | None:
    """Find a reason not to call in the remarks and in the column 연락제외.

    Any other sign in that column means that contact was refused: a person whom somebody excluded is better not called.
    """
    folded = ("".join(note.split()) + "|" + "".join(marked.split())).replace(GUARDIAN, "")
    for reason, words in WORDS:
        if any(word in folded for word in words):
            return reason
    return None if marked.strip().upper() in NO else ExclusionReason.REFUSED_CONTACT
