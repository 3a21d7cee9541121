"""Accusations in English, for petitioners whose words are kept in it (rule book §5)."""

import re
from collections.abc import Mapping

from bot.domain.grievances.accusations.kinds import Accusation

POLICE = re.compile(
    r"""\b(police\w*|officers?|detectives?|inspector|sergeant|constable|cops?|investigator|(at|in)\sthe\sstation
        |interview|interrogat\w+|they)\b""",
    re.VERBOSE,
)
OTHERS = re.compile(
    r"""\b(neighbou?rs?|husband|wife|boyfriend|girlfriend|scammers?|swindlers?|seller|buyer|boss|landlord|thief
        |driver|my\s(ex|friend|brother|son|daughter)|a\sman|somebody|someone|suspect|reported\sit)\b""",
    re.VERBOSE,
)
ACTS: Mapping[Accusation, re.Pattern[str]] = {
    Accusation.BRIBERY: re.compile(
        r"""\b(ask|asked|asking|demand|demanded|want|wanted|hint|hinted|took|take|pay|paid)\b.{0,30}\b(money
            |bribes?|cash|favou?rs?|gifts?|dinner|lunch|coffee|drinks?)\b|\bbrib""",
        re.VERBOSE,
    ),
    Accusation.COLLUSION: re.compile(
        r"""\b(took|takes|taking)\s(the\s)?(other|their|his|her)\sside|\b(friends?|related)\swith\sthe\s(suspect
            |other)|cover(ed|ing)?\s(it\s)?up""",
        re.VERBOSE,
    ),
    Accusation.WITHDRAWAL: re.compile(
        r"\b(withdraw|drop)\s(my\s|the\s)?(complaint|case|report|charges)\b",
        re.VERBOSE,
    ),
    Accusation.INTIMIDATION: re.compile(
        r"\b(threat\w*|intimidat\w+|yell\w+|shout\w+|scream\w+|swore|cursed|insult\w*|scared\sme)\b",
        re.VERBOSE,
    ),
    Accusation.VIOLENCE: re.compile(
        r"""\b(hit|hits|beat|beaten|slapp\w+|kick\w+|punch\w+|push\w+\sme|shov\w+|grabb\w+|chok\w+|drag\w+
            |assault\w*|handcuff\w*)\b""",
        re.VERBOSE,
    ),
    Accusation.PRIVACY: re.compile(
        r"""\b(told|gave|give|leak\w*|show\w*|shared?|disclos\w+|reveal\w*)\b.{0,40}\bmy\s(phone|number|address
            |name|statement|information|details|case|complaint)\b|\bleak""",
        re.VERBOSE,
    ),
    Accusation.DISCRIMINATION: re.compile(
        r"""\bdiscriminat\w+|\bracis\w+|\bbecause\s(i\sam|i'm|we\sare|of\smy)\s(an?\s)?(foreign\w*|woman|women
            |girl|black|disab\w+|old|migrant|race|nationality|sex|religion)""",
        re.VERBOSE,
    ),
    Accusation.HARASSMENT: re.compile(
        r"\b(harass\w*|sexual\w*|touched\sme|molest\w*|asked\sme\sout)\b",
        re.VERBOSE,
    ),
    Accusation.RIGHTS: re.compile(
        r"""\b(not|n't|without|refused|never)\b.{0,30}\b(lawyer|attorney|interpreter|warrant|rights?|toilet
            |bathroom)\b|\bforced\sme\b|\bconfess|\bfalsif|\bfabricat""",
        re.VERBOSE,
    ),
    Accusation.RETALIATION: re.compile(
        r"\bretaliat|\brevenge\b",
        re.VERBOSE,
    ),
}
