"""The words of the survey's items: the station's own, else those that ship, in the reader's language."""

from bot.domain.calls.surveys import Question
from bot.domain.station_tables import SurveyItem
from bot.texts import Texts


def label_of(question: Question, texts: Texts) -> str:
    """Return what a question is called."""
    return question.item.label or texts.plain(f"survey.{question.item.key}")


def sentence_of(item: SurveyItem, texts: Texts) -> str:
    """Return what is said when it is asked."""
    return item.sentence or texts.plain(f"survey_sentence.{item.key}")


def name_of(question: Question, texts: Texts) -> str:
    """Return what a question is called among figures: where the survey was changed, with the versions that ask it."""
    label = label_of(question, texts)
    if not question.versions:
        return label
    return texts.plain("survey.of_version", label=label, versions=_runs(question.versions))


def versions_of(question: Question) -> str:
    """Return which versions of the survey ask it; empty where it was never changed."""
    return _runs(question.versions)


def national_of(question: Question, texts: Texts) -> str:
    """Return what the national survey calls it; empty where it is none of its items."""
    national = question.item.national
    return "" if national is None else national or label_of(question, texts)


def _runs(numbers: tuple[int, ...]) -> str:
    """Write numbers as briefly as can be: "1–3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)
