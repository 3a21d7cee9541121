"""Results of calls."""

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome

MISS = Result(disposition=Disposition.NO_ANSWER)


SATISFIED = Result(disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, money=MoneyAnswer.NO)


GRIEVANCE_RESULT = Result(
    disposition=Disposition.ANSWERED, outcome=Outcome.GRIEVANCE_FILED, words="설명이 없었다", money=MoneyAnswer.NO
)
