"""Accounts beside a ledger: what is kept of a secret, how long it is good, how guesses wait."""

import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sayso.ledger.accounts import FILE, Accounts, guesses, open_accounts, people, sessions, tokens
from sayso.ledger.accounts.guesses import Key
from sayso.model import SaysoError

NOW = 1_790_000_000.0
HOUR = 3600.0
JANA = "Jana Orlo"
PASSWORD = "five grey herons wade"


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    made = open_accounts(tmp_path, create=True)
    assert made is not None
    with closing(made):
        with made.writing() as connection:
            people.add(connection, JANA, "analyst", PASSWORD)
        yield made


def test_there_are_none_before_the_first(tmp_path: Path) -> None:
    assert open_accounts(tmp_path) is None
    assert not list(tmp_path.iterdir())


def test_no_secret_lies_in_the_file_and_nobody_else_reads_it(accounts: Accounts) -> None:
    with accounts.writing() as connection:
        session = sessions.begin(connection, JANA, NOW)
        token = tokens.make(connection, JANA, "dashboard", NOW, NOW + HOUR)
        assert people.password_of(connection, JANA).startswith("$argon2id$")
    kept = accounts.file.read_bytes()
    for secret in (PASSWORD, session, token, token.rpartition("_")[2]):
        assert secret.encode() not in kept
    assert stat.S_IMODE(accounts.file.stat().st_mode) == 0o600
    assert accounts.file.name == FILE


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "15 to 256"),
        ("a" * 300, "15 to 256"),
        ("aaaaaaaaaaaaaaaaaaaa", "guessed"),
        ("Nils Vardo Nils Vardo", None),
        ("Nils Vardo Of Karsk", None),
    ],
)
def test_a_password_is_not_too_short_or_guessed_at_once(
    accounts: Accounts, password: str, said: str | None
) -> None:
    with accounts.writing() as connection:
        if said is None:
            people.add(connection, "Ines", "reader", password)
            return
        with pytest.raises(SaysoError, match=said):
            people.add(connection, "Ines", "reader", password)


def test_a_name_is_one_persons_whatever_its_letters(accounts: Accounts) -> None:
    with accounts.writing() as connection:
        found = people.called(connection, " jana  ORLO")
        assert found is not None
        assert found.name == JANA
        with pytest.raises(SaysoError, match="already"):
            people.add(connection, "JANA ORLO", "reader", PASSWORD)
        for strange in ("", " ", "x" * 61, "Ja\x1bna", "=cmd()"):
            with pytest.raises(SaysoError, match="no name"):
                people.add(connection, strange, "reader", PASSWORD)
        with pytest.raises(SaysoError, match="reader, analyst"):
            people.role_of("admin")
        with pytest.raises(SaysoError, match=f"nobody is called 'Pim'; there are: {JANA}"):
            people.remove(connection, "Pim")


def test_a_session_ends_when_idle_and_at_the_last_after_a_shift(accounts: Accounts) -> None:
    with accounts.writing() as connection:
        idle = sessions.begin(connection, JANA, NOW)
        assert sessions.find(connection, idle, NOW + 1.9 * HOUR) is not None
        assert sessions.find(connection, idle, NOW + 2.1 * HOUR) is None
        used = sessions.begin(connection, JANA, NOW)
        for hour in range(1, 12):
            at = NOW + hour * HOUR
            assert sessions.find(connection, used, at) is not None, hour
            assert sessions.is_to_be_noted(connection, used, at)
            sessions.note(connection, used, at)
            assert not sessions.is_to_be_noted(connection, used, at + 10)
        assert sessions.find(connection, used, NOW + 12.1 * HOUR) is None
        assert sessions.find(connection, "", NOW) is None


def test_another_password_a_removal_and_a_role_act_at_once(accounts: Accounts) -> None:
    with accounts.writing() as connection:
        one = sessions.begin(connection, JANA, NOW)
        people.set_role(connection, JANA, "reader")
        found = sessions.find(connection, one, NOW)
        assert found is not None
        assert found.role == "reader"
        people.set_password(connection, JANA, "seven slow barges moor")
        assert sessions.find(connection, one, NOW) is None
        two = sessions.begin(connection, JANA, NOW)
        token = tokens.make(connection, JANA, "", NOW, NOW + HOUR)
        people.remove(connection, JANA)
        assert sessions.find(connection, two, NOW) is None
        assert tokens.find(connection, token, NOW) is None


def test_a_token_is_good_for_a_time_and_until_it_is_revoked(accounts: Accounts) -> None:
    with accounts.writing() as connection:
        token = tokens.make(connection, JANA, "dashboard", NOW, NOW + HOUR)
        found = tokens.find(connection, token, NOW)
        assert found == sessions.Signed(name=JANA, role="analyst")
        assert tokens.find(connection, token, NOW + HOUR) is None
        named = people.tokens_of(connection, JANA)[0]["id"]
        assert tokens.seen_in(f"https://desk.example/claims?x={token}") == named
        tokens.revoke(connection, named)
        assert tokens.find(connection, token, NOW) is None
        with pytest.raises(SaysoError, match="no token"):
            tokens.revoke(connection, named)


def guessed(accounts: Accounts, keys: tuple[Key, ...], at: float) -> float:
    with accounts.writing() as connection:
        return guesses.attempt(connection, keys, at).seconds


def test_a_thousand_guesses_a_second_are_as_good_as_a_few(accounts: Accounts) -> None:
    keys = (Key("name", JANA), Key("address", "203.0.113.9"))
    heard = sum(not guessed(accounts, keys, NOW + n / 1000) for n in range(1000))
    assert heard == 5
    night = sum(not guessed(accounts, keys, NOW + 10 + n) for n in range(0, 8 * 3600, 30))
    assert night < 100, "and in a night a hundred"


def test_a_guesser_elsewhere_keeps_the_owner_out_for_a_minute_at_the_most(
    accounts: Accounts,
) -> None:
    at = NOW
    for n in range(200):
        at += 61
        assert not guessed(accounts, (Key("name", JANA), Key("address", f"198.51.100.{n}")), at)
    wait = guessed(accounts, (Key("name", JANA), Key("address", "192.0.2.1")), at + 1)
    assert 50 < wait <= 60


def test_many_names_from_one_address_wait_too_and_a_right_one_does_not_help(
    accounts: Accounts,
) -> None:
    address = Key("address", "203.0.113.9")
    for n in range(20):
        assert not guessed(accounts, (Key("name", f"name {n}"), address), NOW)
    with accounts.writing() as connection:
        guesses.passed(connection, (Key("name", "name 3"),))
    assert guessed(accounts, (Key("name", "another"), address), NOW + 0.5)


def test_the_right_password_takes_the_failures_of_a_name_back(accounts: Accounts) -> None:
    keys = (Key("name", JANA), Key("address", "192.0.2.1"))
    for _ in range(10):
        for _ in range(4):
            assert not guessed(accounts, keys[:1], NOW)
        assert not guessed(accounts, keys[:1], NOW)
        with accounts.writing() as connection:
            guesses.passed(connection, keys)
