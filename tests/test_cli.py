"""The command line as one uses it: verbs, pipes, exit codes, what is said on which stream."""

import gzip
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, STORY, Run, command

PAGE = SAMPLES / "01-northgate-herald.html"


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_names_every_verb_and_comes_at_once(run: Run) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    for verb in ("add", "ls", "show", "why", "export", "verify", "rebuild", "extract"):
        assert f"\n  {verb}" in done.stdout
    # Generous, as machines differ; what it must not load is told by name.
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 1.0
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sayso", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    for heavy in ("spacy", "trafilatura", "sqlalchemy", "numpy", "fastwarc", "httpcore", "protego"):
        assert f"| {heavy}\n" not in loaded.replace("|   ", "| ").replace("  ", "")


def test_the_filters_make_a_pipe(run: Run) -> None:
    articles = run("extract", PAGE)
    assert articles.returncode == 0
    annotations = run("annotate", stdin=articles.stdout)
    assert annotations.returncode == 0
    (article,), (annotation,) = lines(articles.stdout), lines(annotations.stdout)
    assert article["id"] == annotation["id"]
    assert {"attributions", "figures", "times", "unquantified"} <= set(annotation)
    assert "text" not in annotation


def test_keys_that_a_step_does_not_know_pass_through(run: Run) -> None:
    line = json.dumps({"id": "k1", "text": "Two boats sank.", "desk": {"shift": 3}})
    (annotation,) = lines(run("annotate", stdin=line).stdout)
    assert annotation["desk"] == {"shift": 3}


def test_extract_keeps_the_order_given_and_reports_what_it_cannot_read(
    tmp_path: Path, run: Run
) -> None:
    bad = {
        "empty.html": b"",
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "cut.html.gz": gzip.compress(PAGE.read_bytes())[:-50],
        "script.html": b"<html><body><script>let a = 1;</script></body></html>",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    paths = [PAGE, *(tmp_path / name for name in bad), SAMPLES / "02-pellin-post.html"]
    done = run("extract", *paths)
    assert done.returncode == 1
    records = lines(done.stdout)
    assert [record["path"] for record in records] == [str(path) for path in paths]
    assert ["error" in record for record in records] == [False, True, True, True, True, False]
    for name in bad:
        assert name in done.stderr
    assert "PNG" in done.stderr
    assert "truncated gzip" in done.stderr


def test_add_of_nothing_but_a_mistyped_name_says_so_and_the_ledger_serves_on(
    tmp_path: Path, run: Run
) -> None:
    ledger = tmp_path / "ledger"
    done = run("add", tmp_path / "*.html", "--ledger", ledger)
    assert done.returncode == 1
    assert "*.html: no such file or folder" in done.stderr
    assert "Traceback" not in done.stderr
    assert "1 input, 0 new, 1 failed" in done.stdout
    assert "1 new" in run("add", PAGE, "--ledger", ledger).stdout
    # What was not read is in no story and has no words: only the whole list names it.
    assert run("ls", "--search", "dam", "--ledger", ledger).stderr == ""


def test_add_goes_on_past_what_it_cannot_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    ledger = tmp_path / "ledger"
    done = run("add", tmp_path / "empty.html", PAGE, tmp_path / "none.html", "--ledger", ledger)
    assert done.returncode == 1
    assert "3 inputs, 1 new, 2 failed" in done.stdout
    assert "empty.html" in done.stderr
    assert "none.html: no such file or folder" in done.stderr
    # What failed is not forgotten.
    listed = run("ls", "--ledger", ledger)
    assert "Northgate Herald" in listed.stdout
    assert "empty.html: the page is empty" in listed.stderr
    assert "none.html: no such file" in listed.stderr
    records = lines(run("ls", "--ledger", ledger, "--json").stdout)
    assert sum("error" in record for record in records) == 2


def test_a_page_in_a_wrongly_declared_encoding_is_read_and_says_so(
    tmp_path: Path, run: Run
) -> None:
    text = "Die Brücke über die Tesna ist gesperrt, sagte der Bürgermeister von Pellin. " * 6
    page = f'<html><head><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
    (tmp_path / "page.html").write_bytes(page.encode("cp1252"))
    (article,) = lines(run("extract", tmp_path / "page.html").stdout)
    assert "Brücke über" in str(article["text"])
    assert article["warnings"]


def test_usage_errors_exit_with_two_and_name_what_would_be_right(demo: Path, run: Run) -> None:
    cases = {
        ("export", "figurs"): "figures",
        ("export", "figures", "--format", "xml"): "jsonl, csv",
        ("show", "Velmar damm"): "'Velmar dam'",
        ("why", "fig-000000"): "no row has the id",
        ("why", "fig-000"): "6 signs behind the hyphen",
        ("why", "dec-1"): "`sayso ls decisions`",
        ("show", "fnd-000000"): "`sayso why`",
        ("diff", STORY, "art-000000"): f"{STORY!r} is a story",
        ("export", "figures", "--policy", "ucdp"): "leave --policy out",
        ("ls", "--story", "x"): "'Velmar dam'",
    }
    for arguments, said in cases.items():
        done = run(*arguments, "--ledger", demo)
        assert done.returncode == 2, arguments
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert run("ls", "--ledgr", demo).returncode == 2
    assert "no such folder" in run("ls", "--ledger", demo / "nowhere").stderr


def test_an_output_that_takes_no_more_is_told_in_a_line(demo: Path) -> None:
    page = SAMPLES / "01-northgate-herald.html"
    for arguments in (("ls", "--ledger", demo), ("extract", page)):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command(*arguments), stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr) == (
            1, "sayso: standard output: No space left on device\n"
        )  # fmt: skip
    asked = subprocess.Popen(
        command("export", "figures", "--ledger", demo),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asked.stdout is not None and asked.stderr is not None
    asked.stdout.close()  # as `head` does when it has enough
    assert (asked.wait(), asked.stderr.read()) == (141, b"")


def test_the_ledger_may_come_from_the_environment(demo: Path) -> None:
    done = subprocess.run(
        command("ls", "--json"),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SAYSO_LEDGER": str(demo)},
    )
    assert len(done.stdout.splitlines()) == len(list(SAMPLES.iterdir()))


def test_search_finds_articles_by_their_words(demo: Path, run: Run) -> None:
    found = run("ls", "--ledger", demo, "--search", "windows-1252 nonsense (query")
    assert found.returncode == 0
    assert "no article" in found.stdout
    found = run("ls", "--ledger", demo, "--search", "Kolvig fire")
    assert "Pellin Post" in found.stdout
    assert "Lantern" not in found.stdout


def test_why_prints_quotation_chain_rule_and_capture(demo: Path, run: Run) -> None:
    figures = lines(run("export", "figures", "--ledger", demo).stdout)
    figure = next(row for row in figures if row["low"] == 14 and row["bound"] == ">=")
    whole = str(figure["id"])
    for name in (whole, whole[:12]):
        shown = run("why", name, "--ledger", demo).stdout
        assert "Civil Protection Service" in shown
        assert "SHA-256" in shown
        assert whole in shown
    (record,) = lines(run("why", whole, "--ledger", demo, "--json").stdout)
    assert record["quotation"] == figure["quotation"]
    assert record["rule"]
    start, end = record["marked"][0]  # type: ignore[index]
    assert str(record["context"])[start:end] == figure["text"]


@pytest.mark.parametrize("kind", ["articles", "attributions", "figures", "times", "unquantified"])
def test_every_row_can_be_asked_why(kind: str, demo: Path, run: Run) -> None:
    row = lines(run("export", kind, "--ledger", demo).stdout)[0]
    done = run("why", str(row["id"]), "--ledger", demo, "--json")
    assert done.returncode == 0, done.stderr
    assert lines(done.stdout)[0]["id"] == row["id"]


def test_csv_has_a_head_line_and_is_harmless_in_a_spreadsheet(tmp_path: Path, run: Run) -> None:
    import csv

    source, ledger, out = tmp_path / "a.jsonl", tmp_path / "ledger", tmp_path / "articles.csv"
    record = {"id": "k1", "title": '=HYPERLINK("x")', "text": "Two boats sank, he said."}
    source.write_text(json.dumps(record))
    run("add", source, "--ledger", ledger)
    done = run("export", "articles", "--format", "csv", "--out", out, "--ledger", ledger)
    assert done.returncode == 0
    with out.open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["id"] == "k1"
    assert row["title"].startswith("'=")


def test_show_of_an_article_tells_where_things_were_found_and_what_was_cut(
    demo: Path, run: Run
) -> None:
    articles = lines(run("ls", "--ledger", demo, "--json").stdout)
    wire = next(str(row["id"]) for row in articles if row["outlet"] == "The Northgate Herald")
    shown = run("show", wire, "--ledger", demo).stdout
    assert "LEFT OUT OF THE TEXT" in shown
    assert "Britt Ossian" in shown
    assert "from JSON-LD" in shown


def test_nothing_but_the_result_goes_to_a_pipe(demo: Path, run: Run) -> None:
    for arguments in (("show", STORY), ("ls",), ("verify",), ("export", "figures")):
        done = run(*arguments, "--ledger", demo)
        assert done.stderr == ""
        assert "\x1b[" not in done.stdout


def test_a_page_cannot_give_orders_to_the_terminal(tmp_path: Path, run: Run) -> None:
    page = tmp_path / "page\x1b[2J.html"
    body = "The river office said 40 homes \x1b[31mwere flooded\x1b]52;c;aGk=\x07 in Karsk. " * 5
    page.write_text(f"<html><title>Dam \x1b[2J fails &#27;[5m</title><p>{body}</p></html>")
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps({"id": "k1", "title": "a\x1b[2J\x9b5m\u202eb", "text": body}))
    ledger = tmp_path / "ledger"
    added = run("add", tmp_path, "--ledger", ledger, "--story", "flood")
    printed = [added.stdout, added.stderr]
    for arguments in (("ls",), ("show", "flood"), ("show", "k1"), ("why", "k1")):
        done = run(*arguments, "--ledger", ledger)
        assert done.returncode == 0, done.stderr
        printed += [done.stdout, done.stderr]
    for text in printed:
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    (article,) = lines(run("extract", page).stdout)
    assert "\x1b" not in str(article["text"]) + str(article["title"])


def test_an_error_of_an_earlier_step_goes_through_a_pipe_as_it_was(
    tmp_path: Path, run: Run
) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    extracted = run("extract", tmp_path / "empty.html", PAGE)
    annotated = run("annotate", stdin=extracted.stdout)
    assert annotated.returncode == 1
    first, second = lines(annotated.stdout)
    assert first == lines(extracted.stdout)[0]
    assert second["path"] == str(PAGE)


@pytest.mark.parametrize(
    ("given", "known", "warned"),
    [
        ("27 Feb 2025", "2025-02-27", False),
        ("Thu, 27 Feb 2025 18:44:00 GMT", "2025-02-27T18:44+00:00", False),
        ("2025-02-27T18:44:09Z", "2025-02-27T18:44:09Z", False),
        ("1987-03-11", "1987-03-11", False),
        ("2025-02-30", None, True),
        ("9999-12-31", None, True),
        ("last Tuesday", None, True),
    ],
)
def test_a_date_that_came_with_an_article_is_used_or_said_to_be_none(
    given: str, known: str | None, warned: bool, tmp_path: Path, run: Run
) -> None:
    source, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    source.write_text(json.dumps({"id": "k1", "text": "Two boats sank.", "published": given}))
    run("add", source, "--ledger", ledger)
    (article,) = lines(run("export", "articles", "--ledger", ledger).stdout)
    assert article["published"] == known
    assert bool(article["warnings"]) == warned


def test_an_empty_table_has_its_head_line(tmp_path: Path, run: Run) -> None:
    source, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    source.write_text(json.dumps({"id": "-1", "text": "Nobody came.", "story": "@home"}))
    run("add", source, "--ledger", ledger)
    csv = run("export", "figures", "--format", "csv", "--ledger", ledger).stdout
    assert csv.startswith("id,article,start,end,text,low,best,high,")
    # Keys are what other tables are joined by: never altered.
    csv = run("export", "articles", "--format", "csv", "--ledger", ledger).stdout
    assert "\n-1," in csv
    assert "@home" in csv
    assert "'@home" not in csv


def test_text_of_any_language_can_be_printed_anywhere(tmp_path: Path) -> None:
    source, ledger = tmp_path / "a.jsonl", tmp_path / "ledger"
    source.write_text(json.dumps({"id": "k1", "title": "Плотина — “дамба”", "text": "Two sank."}))
    subprocess.run(command("add", source, "--ledger", ledger), check=True, capture_output=True)
    for encoding in ("ascii", "latin-1"):
        done = subprocess.run(
            command("ls", "--ledger", ledger),
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )
        assert done.returncode == 0
        assert "Плотина" in done.stdout.decode("utf-8")
