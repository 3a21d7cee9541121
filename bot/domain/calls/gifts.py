"""Praise that says that a thing was given is held back and goes to audit (청탁금지법 §9; rule book §4).

A gift is a thing of worth near a verb of giving by the petitioner. Money or a parcel that the visit was about is none,
nor is what the officer gave or did not take. What the petitioner wants to give counts: an offer is to be reported as
well. Patterns meet words without spaces.
"""

import re
import unicodedata

_THING = r"""(?:음료수?|주스|박카스|비타[5오]|두유|아이스크림|홍시|장아찌|커피|우유|차한잔|빵|떡(?!볶)|과일
    |귤|수박|포도|사과(?:상자|박스|한)|복숭아|케[이익]?[이크]크|도넛|쿠키|과자|초콜릿|사탕|꽃|화분
    |상자|박스|세트|홍삼|인삼|꿀|김치|반찬|도시락|김밥|치킨|피자|고기|한우|갈비|식사|밥|점심|저녁
    |간식|다과|먹을것|먹을거|마실것|(?<![진예기])술|소주|맥주|양주|와인|담배|선물|상품권|기프티콘
    |쿠폰|교환권|(?<!서류)봉투(?!에(?!조금|얼마|돈|현금|성의|마음)|까지)|돈|현금|사례(?!를들|까지)
    |수고비|용돈|떡값|촌지|거마비|차비|기름값|[가-힣]{1,2}값|만원|천원|[십백천]원|수표|금일봉|성의
    |농산물|쌀|고구마|감자|옥수수|고추|참기름|들기름|계란|생선|굴비|멸치|화장품|영양제|건강식품|티켓
    |입장권|양말|장갑|핫팩|넥타이|시계)"""

_HUMBLE = r"""(?:드렸|드리고(?!싶을)|드리려|드린(?!다)|드림|드릴(?!말)|대접|사드|(?:놓고|두고)나왔|들고다시
    |싸갔|싸가지고|나눠줬|올려놓|올려놨|갖다놓|갖다놨|가져다놓|가져다놨|사다놓|사다놨|놔두고|놔뒀
    |두고나왔|찔러|쥐여|쥐어|돌렸|나눠드|선물했|한턱|쐈|배달시켰|배달시켜|계산했|시켜드|샀(?:어|습
    |다|음|고|네)|들고(?:갔|찾아|왔)|사갔|사가지고)"""

_PLAIN = (
    r"(?:놓고(?:왔|갔|나)|두고(?:왔|갔)|보냈|부쳤|입금했|송금했|건넸|건네었|전달했|전달하였|전했|가져갔|넣었|맡기고)"
)

GIVEN = re.compile(
    rf"(?P<thing>{_THING})[가-힣0-9a-z]{{0,18}}?(?:(?P<humble>{_HUMBLE})|(?P<plain>{_PLAIN}))", re.VERBOSE
)
GIVEN_FIRST = re.compile(
    rf"(?P<plain>(?:놓고|두고)(?:왔|갔)|드렸)(?:어요|습니다|다고|음|어)?(?P<thing>{_THING})", re.VERBOSE
)
BROUGHT = re.compile(
    r"(?P<thing>[가-힣]{1,6})(?:을|를|도|좀|이라도)(?P<humble>(?:사|사다|가져다|갖다|싸|만들어|구워|담가|끓여|시켜)드[렸리린]|싸갔|사들고)"
)
"""Whatever is bought, made or brought for somebody is a gift, but papers."""
PAPERS = re.compile(
    r"(?:서류|신분증|면허증|진술서|고소장|신고서|증명서|자료|증거|사진|영상|사본|물건|짐|등본|도장|통장|휴"
    r"대폰|폰|기록|내역|명함|카드)$"
)
OWN_CASE = re.compile(
    r"사기|피싱|뻔|찾아주|찾아줬|막아주|막아줬|돌려받|돌려주|잃어버|분실|정지|범인|도둑|속아|속은|말려|중고|인출|소매치기|주워|주운"
)
OTHER_TAKER = re.compile(
    r"(?:사기[가-힣]{0,2}|[가-힣]*범|상대방?|은행|가해자|친구|남편|아내|아들|딸|어머니|아버지|부모님?|집주인|업체|판매자|손님|그사람)(?:한테|에게|께)"
)
REFUSED = re.compile(
    r"(?:[가-힣]{0,6}?(?:는데|더니|지만|니까|으나|려다))[가-힣]{0,14}?(?:안받|사양|거절|거부|마다|못받|됐다|괜찮다|돌려)"
)
TOO_MUCH = re.compile(r"(?:싶을|드릴)?(?:만큼|정도)")

ENGLISH = re.compile(
    r"\b(?:i|we|my \w+)\b[^.]{0,20}\b(?:gave|left|sent|bought|offered|handed|treated|brought|paid|delivered)\b"
    r"[^.]{0,40}\b(?:gifts?|presents?|money|cash|envelope|vouchers?|coffees?|drinks?|cakes?|fruits?|flowers|lunch"
    r"|dinner|meal|box|snacks?|bread|beer|wine)\b",
    re.IGNORECASE,
)


def gift_in(words: str) -> str:
    """Return the passage of praise that says that a thing was given, or is offered; empty if none does."""
    folded = unicodedata.normalize("NFC", words)
    english = ENGLISH.search(folded)
    if english is not None:
        return folded[english.start() : english.end()]
    for begins, ends in _sentences(folded):
        found = _given(folded, begins, ends)
        if found:
            return found
    return ""


def _sentences(words: str) -> list[tuple[int, int]]:
    ends = [each.start() for each in re.finditer(r"[.!?\n]", words)] + [len(words)]
    return list(zip([0, *(end + 1 for end in ends)], ends, strict=False))


def _given(words: str, begins: int, ends: int) -> str:
    places = [at for at in range(begins, ends) if words[at].isalnum()]
    squeezed = "".join(words[at] for at in places)
    for found in (*GIVEN.finditer(squeezed), *GIVEN_FIRST.finditer(squeezed), *BROUGHT.finditer(squeezed)):
        if not _is_no_gift(squeezed, found):
            return words[places[found.start()] : places[found.end() - 1] + 1]
    return ""


def _is_no_gift(squeezed: str, found: re.Match[str]) -> bool:
    behind = squeezed[found.end() :]
    if found.re is BROUGHT and PAPERS.search(found["thing"]):
        return True
    if found.groupdict().get("plain") and OWN_CASE.search(squeezed):
        return True
    if OTHER_TAKER.search(squeezed[: found.end()]):
        return True
    return TOO_MUCH.search(behind[:6]) is not None or REFUSED.match(behind) is not None
