"""Settings: every mistake at once, in words, and no secret in them."""

import tomllib
from dataclasses import fields
from datetime import date

import pytest
from cryptography.fernet import Fernet

from bot.cli.exits import setting_problem
from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.station_parsing import LIST_COLUMNS
from bot.domain.lists.departments import department_of
from bot.domain.station import Station
from bot.domain.station_tables import ColumnWords, NeverCall, SurveyItem
from bot.settings import WrongSettings, load_settings, station_from_table
from bot.texts import load_texts
from tests.steps.vectors import every

ENGLISH = load_texts("en")

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "CALL_CHANNEL": "C0CALLS",
    "DATA_KEYS": Fernet.generate_key().decode(),
}


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("empty")
    monkeypatch.chdir(folder)
    (folder / "station.toml").write_text('name = "한빛경찰서"\nmain_number = "02-0000-0112"\n', encoding="utf-8")
    for name in (
        *GOOD,
        "SLACK_MODE",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "DATABASE_URL",
        "HTTP_PORT",
        "HTTPS_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


def in_words(wrong: WrongSettings) -> str:
    """The mistakes as the English command line names them."""
    return "\n".join(setting_problem(problem, ENGLISH) for problem in wrong.problems)


def problems(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    """What is said about an environment."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    return in_words(wrong.value)


def test_a_good_environment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)

    settings = load_settings()

    assert settings.call_channel == "C0CALLS"
    assert "xoxb-1" not in repr(settings)


def test_everything_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    said = problems(monkeypatch)

    for name in GOOD:
        assert f"{name}" in said


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-secret-1", "xoxb-"),
        ("SLACK_APP_TOKEN", "wrong-secret-1", "xapp-"),
        ("CALL_CHANNEL", "#general", "CALL_CHANNEL"),
        ("DATA_KEYS", "secret-1", "key number 1"),
        ("DATABASE_URL", "mysql://secret-1@db/x", "sqlite:///"),
        ("SLACK_API_URL", "https://slack.com/api", "/api/"),
        ("HTTP_PORT", "99999", "HTTP_PORT"),
        ("HEALTH_PORT", "-1", "HEALTH_PORT"),
        ("HTTPS_PROXY", "secret-1:3128", "http://"),
        ("SLACK_MODE", "carrier pigeon", "SLACK_MODE"),
        ("LOCALE", "xx", "LOCALE"),
        ("COMMAND_PREFIX", "한글", "COMMAND_PREFIX"),
        ("COMMAND_PREFIX", "a" * 22, "21"),
    ],
)
def test_a_wrong_value_is_explained_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, word: str
) -> None:
    said = problems(monkeypatch, **(GOOD | {name: value}))

    assert name in said
    assert word in said
    assert "secret-1" not in said


def test_http_mode_needs_a_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SLACK_SIGNING_SECRET is missing" in problems(
        monkeypatch, **GOOD, SLACK_MODE="http", SLACK_SIGNING_SECRET=""
    )


def test_a_station_file_with_unknown_names_and_wrong_values_is_refused() -> None:
    with pytest.raises(WrongSettings) as wrong:
        station_from_table({"names": "x", "morning_at": "soon", "most_attempts": 3}, "station.toml")

    said = in_words(wrong.value)
    assert "station.toml: names is not a setting. If you meant name" in said
    assert "name is missing" not in said, "one mistake is told once"
    assert "morning_at" in said


@pytest.mark.parametrize("wrong", [{"morning_at": "soon"}, {"main_number": 112}, {"name": 1}, {"survey": 1}])
def test_what_is_out_of_range_is_named_beside_what_is_of_the_wrong_kind(wrong: dict[str, object]) -> None:
    written = {"name": "한빛경찰서", "main_number": "02-0000-0112", "most_attempts": 30, "idle_nudge": "PT1S"}

    with pytest.raises(WrongSettings) as refused:
        station_from_table({**written, **wrong}, "station.toml")

    named = sorted({problem.name.removeprefix("station.toml: ").strip("[]") for problem in refused.value.problems})
    assert named == sorted([*wrong, "idle_nudge", "most_attempts"])


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "main_number is missing"),
        ({"main_number": ""}, "main_number is missing"),
        ({"main_number": "112"}, "112, 119 and 182 cannot be the main number"),
        ({"main_number": "010-0000-1001"}, "main_number is not a main number"),
        ({"main_number": 112}, "main_number must be a text"),
    ],
)
def test_a_station_has_a_main_number_of_its_own(written: dict[str, object], said: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        station_from_table({"name": "한빛경찰서", **written}, "station.toml")

    assert [problem.name for problem in wrong.value.problems] == ["station.toml: main_number"]
    assert said in in_words(wrong.value)


@every("setting", [*(each.name for each in fields(Station) if each.name != LIST_COLUMNS), "list"])
def test_a_value_of_the_wrong_kind_is_explained_for_each_setting_of_a_station(setting: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        station_from_table({"name": "한빛경찰서", "main_number": "02-0000-0112", setting: [{}]}, "station.toml")

    assert [problem.name for problem in wrong.value.problems] in (
        [f"station.toml: {setting}"],
        [f"station.toml: [{setting}]"],
    )
    assert SettingFault.WRONG not in {problem.fault for problem in wrong.value.problems}


def test_a_station_may_set_its_own_numbers() -> None:
    station = station_from_table(
        {"name": "한빛경찰서", "main_number": "02-0000-0112", "most_attempts": 5, "idle_release": "01:30:00"},
        "station.toml",
    )

    assert station.most_attempts == 5
    assert station.idle_release.total_seconds() == 5400


def test_a_station_changes_lines_of_its_tables_and_the_others_stay() -> None:
    station = station_of("""
        [petition_types]
        "드론 신고" = ["드론", "무인 비행"]
        "운전면허" = ["면허증"]
        "집회 신고" = []

        [departments]
        "통합수사과" = ["수사과", { name = "형사과", until = 2026-02-28 }]

        [never_call]
        types = ["실종·가출"]
        departments = ["여성 청소년과"]

        [list.columns]
        phone = ["비상 연락"]
    """)

    types = {each.name: each.words for each in station.petition_types}
    assert next(iter(types)) == "드론 신고"
    assert types["드론 신고"] == ("드론", "무인비행")
    assert types["운전면허"] == ("면허증",)
    assert "집회 신고" not in types
    assert "교통사고" in types
    assert department_of("경제1팀", station.departments, date(2026, 11, 24)) == "통합수사과"
    assert department_of("형사과", station.departments, date(2026, 2, 1)) == "통합수사과"
    assert department_of("형사과", station.departments, date(2026, 11, 24)) == "형사과"
    assert station.never_call == NeverCall(("실종·가출",), ("여성청소년과",))
    assert station.list_columns == (ColumnWords("phone", ("비상 연락",)),)


OVERALL = "overall = {}"
FAIRNESS = "공정하게 처리해 드렸습니까?"
EIGHT = "\n".join(f"item{n} = {{ label = '{n}', sentence = 'so {n}?' }}" for n in range(7))


def test_words_of_an_item_that_ship_in_any_language_are_the_shipped_ones() -> None:
    korean, english = load_texts("ko"), load_texts("en")

    station = station_of(f"""
        [survey]
        overall = {{ label = "만족도", sentence = "{korean.plain("survey_sentence.overall")}" }}
        kindness = {{ label = "{english.plain("survey.kindness")}", national = true }}
        waiting = {{ label = " 대기  시간", sentence = "오래 기다리셨습니까?", national = "신속성" }}
    """)

    assert station.survey == (
        SurveyItem(key="overall", label="만족도"),
        SurveyItem(key="kindness", national=""),
        SurveyItem(key="waiting", label="대기 시간", sentence="오래 기다리셨습니까?", national="신속성"),
    )


def test_what_nobody_sees_is_left_out_of_words_and_emoji_stay_whole() -> None:
    station = station_of(r"""
        [survey]
        overall = {}
        family = { label = "\u202e👨‍👩‍👧 가족❤️\u0000\u001b", sentence = "안녕\u0007하십니까\u3164?" }
    """)

    assert station.survey[1] == SurveyItem(key="family", label="👨‍👩‍👧 가족❤️", sentence="안녕하십니까?")


@every(
    ("written", "said"),
    [
        ('petition_types = "교통"', "[petition_types] must be a table"),
        ('[petition_types]\n"교통사고" = 3', "[petition_types] 교통사고 must be a list of words"),
        ('[petition_types]\n"교통사고" = ["차"]', '[petition_types] 교통사고: a word as short as "차"'),
        ('[petition_types]\n" " = ["사고"]', "[petition_types]: a name has 1 to 40 letters"),
        ('[departments]\n"교통과" = [3]', "[departments] 교통과 must be a list of words"),
        (
            '[departments]\n"가과" = ["같은팀"]\n"나과" = ["같은팀"]',
            '[departments]: "같은팀" is under both 가과 and 나과',
        ),
        (
            '[departments]\n"교통과" = [{ name = "옛과", until = "작년" }]',
            "[departments] 교통과: write an earlier name like",
        ),
        ('[departments]\n"교통과" = [{ nam = "옛과" }]', "[departments] 교통과: write an earlier name like"),
        ('[never_call]\ndepartments = ["없는과"]', '[never_call] departments: "없는과" is not a department'),
        ('[never_call]\ntype = ["실종"]', "[never_call] type is not known there. Known are types, departments"),
        ('[list]\ncolumn = { phone = ["번호"] }', "[list] column is not known there"),
        ('[list.columns]\nfone = ["번호"]', "[list.columns] fone is not known there"),
        ("list_columns = []", "list_columns is not a setting"),
        ("survey = 3", "[survey] must be written like waiting = { label"),
        (f"[survey]\n{OVERALL}\nkindness = 'x'", "[survey] kindness must be written like"),
        (f"[survey]\n{OVERALL}\nmost_attempts = 4", "[survey] most_attempts is not a line of this table"),
        ("[survey]\nkindness = {}", "[survey]: the item overall is missing"),
        (f"[survey]\n{OVERALL}\n{EIGHT}", "[survey] may have up to 7 items; there are 8"),
        (f"[survey]\n{OVERALL}\nwaiting = {{}}", "[survey] waiting is none of the shipped items"),
        (f"[survey]\n{OVERALL}\nW = {{ label = 'a', sentence = 'b' }}", "[survey] W: the key of an item has two to 20"),
        (
            f"[survey]\n{OVERALL}\nmoney = {{ label = 'a', sentence = 'b' }}",
            "[survey] money: the money question is",
        ),
        (f"[survey]\n{OVERALL}\nkindness = {{ sentence = ' ' }}", "[survey] kindness sentence must be written like"),
        (
            f"[survey]\n{OVERALL}\nkindness = {{ label = '{'가' * 25}' }}",
            "[survey] kindness label may have up to 24",
        ),
        (f"[survey]\n{OVERALL}\nkindness = {{ national = 3 }}", "[survey] kindness national must be written like"),
        (f"[survey]\n{OVERALL}\nkindness = {{ text = 'a' }}", "[survey] kindness text is not known there"),
        (
            f"[survey]\n{OVERALL}\nkindness = {{ label = 'a' }}\nfairness = {{ label = 'a' }}",
            '[survey]: "a" is under both kindness and fairness',
        ),
        (
            f"[survey]\n{OVERALL}\nkindness = {{}}\nmanner = {{ label = '친절', sentence = 'b' }}",
            '[survey]: "친절" is under both kindness and manner',
        ),
        (
            f"[survey]\n{OVERALL}\nmanner = {{ label = 'a', sentence = '{FAIRNESS}' }}\nfairness = {{}}",
            f'[survey]: "{FAIRNESS}" is under both manner and fairness',
        ),
        (
            f"[survey]\n{OVERALL}\nmanner = {{ label = '\\u200b\\u3164', sentence = 'b' }}".replace("'", '"'),
            "[survey] manner label must be written like",
        ),
        (
            f"[survey]\n{OVERALL}\nkindness = {{ national = '\u2060' }}",
            "[survey] kindness national must be written like",
        ),
        ('[departments]\n"\u200b" = ["가나"]', "[departments]: a name has 1 to 40 letters"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_place(written: str, said: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        station_of(written)

    assert f"station.toml: {said}" in in_words(wrong.value)


def station_of(tables: str) -> Station:
    """The station that a station.toml with these tables makes."""
    return station_from_table(
        tomllib.loads(f'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n{tables}'), "station.toml"
    )
