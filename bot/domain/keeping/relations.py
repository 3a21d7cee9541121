"""Words beside a phone number that say whose it is: not the petitioner's own, or nobody's (rule book §3, Phones)."""

import re

ANYWHERE = (
    "배우자", "남편", "아내", "와이프", "집사람", "안사람", "사모님", "모친", "부친", "어머니", "어머님", "아버지",
    "아버님", "엄마", "아빠", "(?<!학)부모", "자녀", "자식", "(?<!받)아들", "외동딸", "막내딸", "큰딸", "작은딸",
    "동생", "누나", "언니", "오빠", "형님", "형제", "자매", "며느리", "손자", "손녀", "할머니", "할아버지", "삼촌",
    "숙모", "조카", "고모부", "이모부", "시누이", "올케", "친척", "친지", "가족(?!관계)", "보호자", "후견인",
    "대리인", "대리자", "수임인", "수임자", "위임받은", "변호인", "친구", "동료", "직장상사", "동거인", "동거녀",
    "동거남", "여친", "남친", "약혼자", "약혼녀", "이웃", "통역인", "통역사", "통역자", "간병인", "요양보호사",
    "활동지원사", "상대방", "상대편", "피고소인", "피신고인", "비상연락", "긴급연락", "제3자", "제삼자", "妻子",
    "丈夫", "老公", "老婆", "朋友", "父母", "母親", "母亲", "父親", "父亲", "兄弟", "姉妹", "姐妹", "配偶", "代理",
    "保護者",
)  # fmt: skip
"""Words that name somebody else wherever they stand in a remark."""
ALONE = (
    "부인", "지인", "이모", "고모", "장인", "장모", "사위", "사촌", "사돈", "신랑", "동서", "처남", "처제", "처형",
    "매형", "매제", "매부", "제부", "형부", "형수", "제수", "전처", "전남편", "장남", "차남", "장녀", "차녀", "누이",
    "조부", "조모", "백부", "백모", "숙부", "당숙", "시모", "시부", "친모", "친부", "계모", "계부", "양모", "양부",
    "생모", "생부", "애인", "연인", "옆집", "선배", "후배", "비서", "변호사", "법무사", "행정사", "처가", "처가집",
    "처갓집", "친정", "시댁", "타인", "대리", "대리신고", "대리접수", "대리신청", "대리방문", "위임", "아는사람",
    "아는 사람", "다른사람", "다른 사람", "타인명의", "남의", "시누", "예비신랑", "예비신부",
    "처", "모", "부", "자", "녀", "딸", "형", "夫", "妻", "父", "母", "子",
    "女", "兄", "弟", "姉", "姐", "妹", "孫", "婦", "婿", "娘",
)  # fmt: skip
"""Words that name somebody else only when they stand alone: 모 but not 모두, 애인 but not 장애인."""
WHOLE = (
    "동행인", "동행자", "동반자", "위임인", "위임자", "변호사\\s?사무실", "법률\\s?사무소", "사무장",
    "담임(?:\\s?(?:교사|선생))?", "선생", "(?:사회)?복지사", "요양원",
    "고용주", "사장님", "집주인", "임대인", "건물주", "가해자", "피의자",
)  # fmt: skip
"""Words that name somebody else only when nothing else is said: 임대인 but not 임대인 연락 두절."""
LATIN = (
    "wife|husband|spouse|mother|father|mom|dad|son|daughter|brother|sister|friend|guardian|agent|proxy|lawyer"
    "|boyfriend|girlfriend|parents?"
)
LETTER = "[가-힣一-鿿]"
NOT_WHOSE = r"(?!(?:\s?(?:와|과|랑|하고))?\s*(?:동행|동반|함께|같이|에게|한테|께|몰래|모르게|(?:번호\s?)?아님|아닌))"
"""After these words a relation says who came along or must not hear of it, not whose number it is."""
OF_NUMBER = r"(?:의\s?)?(?=\s?(?:번호|연락처|휴대|핸드폰|폰|전화))"
PART = r"(?:^|[|()\[\]/,:])\s*", r"\s*(?:$|[|()\[\]/,:])"
"""What stands around words that are said alone."""
THIRD_PARTY = re.compile(
    rf"(?:{'|'.join(ANYWHERE)}){NOT_WHOSE}"
    rf"|(?<!{LETTER})(?:{'|'.join(ALONE)})(?:님|분)?(?!{LETTER}){NOT_WHOSE}"
    rf"|(?<!{LETTER})(?:{'|'.join(word for word in ALONE if word not in '부자위임타인')}){OF_NUMBER}"
    rf"|{PART[0]}(?:{'|'.join(WHOLE)})님?\s?(?:의?\s?(?:번호|연락처|휴대폰|핸드폰|폰|전화))?{PART[1]}"
    rf"|(?<![a-z])(?:{LATIN})(?![a-z])|통역\s?:\s*(?=$|\|)"
    r"|본인\s?(?:의\s?)?(?:번호|전화|폰|명의)?(?:가|이)?\s?(?:아님|아닌|아니|[x×])",
    re.IGNORECASE,
)
DISUSED = re.compile(
    r"결번|(?:없는|없어진|잘못된|잘못|틀린|예전|이전|옛|오류)\s?(?:전화\s?)?번호|번호\s?(?:오류|오기|틀림|잘못|없음)"
    rf"|{PART[0]}(?:휴대폰|핸드폰|전화)?\s?(?:오기재?|(?:착신|수신|일시|이용|사용)?\s?정지\s?(?:됨|중)?|해지(?:됨|함)?"
    rf"|(?:사용\s?안\s?|미\s?사용)함?|변경\s?전|구\s?번호|구|舊){PART[1]}"
)
"""A number out of use may have become a stranger's."""


def is_disused(words: str) -> bool:
    """Check whether words beside a number say that nobody is reached there, or no longer who was."""
    return DISUSED.search(words) is not None


def names_third_party(words: str) -> bool:
    """Check whether words beside a number say that it is a relative's, a proxy's or somebody else's."""
    return THIRD_PARTY.search(words) is not None
