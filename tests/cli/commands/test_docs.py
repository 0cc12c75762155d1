"""`pa docs`: adding files and folders, what is read of them, and what becomes of them later."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from pa_cli.storage.documents import document_reader, document_rows
from pa_cli.storage.documents.parser_process import ParserProcess
from pa_cli.storage.documents.unreadable import UnreadableError
from pa_cli.wiring import Wiring
from tests.support.documents import write_docx, write_epub, write_pdf
from tests.support.runner import pa

ENCRYPTED = Path(__file__).parents[2] / "data" / "encrypted.pdf"


@pytest.fixture
def papers(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    return folder


def found(query, **options):
    return Wiring().retriever.search(query, **options)


def best(query):
    return found(query, kinds=("document",)).passages[0]


def states():
    return {d["path"].rpartition("/")[2]: d["state"] for d in pa("docs", "list", "--json").json}


def test_a_folder_of_every_kind_is_read_and_searched(papers):
    write_pdf(papers / "pump.pdf", ["Heat pump manual", "Clean the filter quarterly"], title="Pump")
    write_docx(
        papers / "lease.docx",
        [("berschrift1", "Rent"), ("x", "The rent is 950 euros.")],
        title="Lease",
    )
    write_epub(papers / "garden.epub", [("January", "Dream."), ("May", "Plant the tomatoes.")])
    (papers / "bread.html").write_text(
        "<title>Sourdough</title>\n<nav>Home</nav><h1>Baking</h1>\n<p>Feed the starter\ntwice.</p>"
        "<script>secret()</script>"
    )
    (papers / "prices.csv").write_text(
        "item,price\n" + "".join(f"thing{n},{n}\n" for n in range(300))
    )
    (papers / "calendar.py").write_text(
        "class Calendar:\n    def parseDate(self):\n        return 1\n"
    )
    (papers / "笔记.txt").write_bytes("房东每月三号收房租，押金是两个月的房租。".encode("gb18030"))

    added = pa("docs", "add", papers)

    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout == f"Added {papers}\n7 documents: 7 new.\n"
    filters = best("how often is the filter cleaned?")
    assert (filters.title, filters.page, filters.first_line) == ("Pump", 2, None)
    assert best("how much is the rent in euros?").headings == ("Rent",)
    assert best("tomatoes").full_title == "The Book › May"
    starter = best("starter")
    assert (starter.title, starter.first_line, starter.last_line) == ("Sourdough", 2, 4)
    assert "secret" not in starter.text
    thing = best("thing250")
    assert thing.text.startswith("item,price\n")
    lines = (papers / "prices.csv").read_text().split("\n")
    assert "thing250,250" in lines[thing.first_line - 1 : thing.last_line]
    assert best("parse date").title == "calendar.py"
    assert best("押金是多少").text == "房东每月三号收房租，押金是两个月的房租。"


def test_the_list_tells_what_became_of_each(papers):
    write_pdf(papers / "two.pdf", ["One", "Two"])
    write_pdf(papers / "scanned.pdf", [""])
    (papers / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    added = pa("docs", "add", papers)
    assert added.exit_code == 0
    assert f"{papers}/scanned.pdf: It holds no text, only pictures" in added.stderr
    listed = {Path(d["path"]).name: d for d in pa("docs", "list", "--json").json}
    assert listed["two.pdf"] | {"id": "", "modified": "", "size": 0} == {
        "id": "",
        "path": f"{papers}/two.pdf",
        "title": "two",
        "kind": "pdf",
        "chunks": 2,
        "pages": 2,
        "size": 0,
        "modified": "",
        "state": "ok",
        "problem": None,
        "root": str(papers),
    }
    assert listed["broken.pdf"]["state"] == "unreadable"
    assert listed["broken.pdf"]["problem"] == "It is damaged, or no PDF file."
    (papers / "two.pdf").unlink()
    os.utime(papers / "broken.pdf", (1, 1))
    assert states() == {"two.pdf": "gone", "broken.pdf": "changed", "scanned.pdf": "unreadable"}


def test_pdf_files_without_the_extra_are_listed_and_read_once_it_is_there(papers, monkeypatch):
    write_pdf(papers / "pump.pdf", ["Heat pump manual"])
    (papers / "a.txt").write_text("Some words.")
    monkeypatch.setattr("pa_cli.storage.documents.pdf_files.can_read_pdf", lambda: False)
    monkeypatch.setenv("PYTHONPATH", f"{papers}/blocked:{os.environ['PYTHONPATH']}")
    (papers / "blocked").mkdir()
    (papers / "blocked" / "sitecustomize.py").write_text(
        "import sys, importlib.abc\n"
        "class Block(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name.startswith('pypdfium2'): raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, Block())\n"
    )
    added = pa("docs", "add", papers / "pump.pdf", papers / "a.txt")
    assert 'pip install "pa-cli[docs]"' in added.stderr
    assert states() == {"pump.pdf": "unreadable", "a.txt": "ok"}
    (papers / "blocked" / "sitecustomize.py").unlink()
    pa("docs", "refresh")
    assert states()["pump.pdf"] == "unreadable"
    monkeypatch.setattr("pa_cli.storage.documents.pdf_files.can_read_pdf", lambda: True)
    pa("docs", "refresh")
    assert states()["pump.pdf"] == "ok"


def test_one_changed_file_of_a_thousand_reads_one(papers, monkeypatch):
    for number in range(1000):
        (papers / f"{number}.txt").write_text(f"Text number{number} about heating.")
    monkeypatch.setattr(document_rows, "UNSETTLED_NS", 0)
    assert pa("docs", "add", papers, "--json").json["read"] == 1000
    opened = []
    sys.addaudithook(
        lambda event, args: (
            opened.append(args[0])
            if event == "open" and str(args[0]).startswith(str(papers)) and opened is not None
            else None
        )
    )
    assert pa("docs", "refresh", "--json").json["read"] == 0
    assert [path for path in opened if str(path).endswith(".txt")] == []
    (papers / "500.txt").write_text("Now about submarines.")
    report = pa("docs", "refresh", "--json").json
    assert (report["documents"], report["read"], report["changed"]) == (1000, 1, 1)
    assert [path for path in opened if str(path).endswith(".txt")] == [
        f"{papers}/500.txt",
        f"{papers}/500.txt",
    ]
    assert best("submarines").path.endswith("/500.txt")
    os.utime(papers / "7.txt", (1, 1))
    touched = pa("docs", "refresh", "--json").json
    assert (touched["read"], touched["changed"]) == (1, 0)


def test_what_git_ignores_what_is_hidden_and_what_the_user_excludes_is_left_out(papers):
    for name in (
        "keep.md",
        ".hidden.md",
        "node_modules/x.md",
        ".venv/x.md",
        "build/x.md",
        "sub/drafts/x.md",
        "sub/secret.md",
        "sub/kept/secret.md",
        "private/x.md",
        "photo.jpg",
    ):
        path = papers / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    (papers / ".gitignore").write_text("build/\nsecret.md\n")
    (papers / "sub" / ".gitignore").write_text("drafts/\n!kept/secret.md\n")
    pa("config", "set", "docs.exclude", "private/")
    pa("docs", "add", papers)
    listed = [d["path"].removeprefix(f"{papers}/") for d in pa("docs", "list", "--json").json]
    assert listed == ["keep.md", "sub/kept/secret.md"]


def test_links_in_circles_and_two_names_of_a_file_end(papers):
    (papers / "sub").mkdir()
    (papers / "a.md").write_text("words")
    (papers / "sub" / "up").symlink_to(papers)
    (papers / "b.md").symlink_to(papers / "a.md")
    (papers / "lost.md").symlink_to(papers / "nowhere")
    os.mkfifo(papers / "pipe.md")
    added = pa("docs", "add", papers, "--json")
    assert (added.exit_code, added.json["documents"]) == (0, 1)


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_a_zip_bomb_is_not_unpacked(papers, kind):
    path = papers / f"bomb.{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        member = "word/document.xml" if kind == "docx" else "META-INF/container.xml"
        archive.writestr(member, b"\0" * 200_000_000)
    assert path.stat().st_size < 300_000
    added = pa("docs", "add", papers)
    assert "unpacks to far more than a document of its size does" in added.stderr
    assert states() == {f"bomb.{kind}": "unreadable"}


def test_entities_that_expand_without_end_are_refused(papers):
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    with zipfile.ZipFile(papers / "lol.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<!DOCTYPE d [{lol}]><d>&l11;</d>")
    added = pa("docs", "add", papers)
    assert "declares entities" in added.stderr


def test_a_very_large_file_is_listed_and_never_opened(papers):
    with (papers / "huge.txt").open("wb") as file:
        file.truncate(2 * 2**30)
    (papers / "small.txt").write_text("words")
    added = pa("docs", "add", papers)
    assert "It is too large: 2.1 GB, and docs.max_file_bytes is 67 MB." in added.stderr
    assert states() == {"huge.txt": "unreadable", "small.txt": "ok"}


def test_damaged_protected_and_binary_files_each_say_why(papers):
    (papers / "secret.pdf").write_bytes(ENCRYPTED.read_bytes())
    (papers / "no.docx").write_bytes(b"PK\x03\x04 nothing")
    (papers / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    write_epub(papers / "drm.epub", [("One", "x")], protected=True)
    (papers / "picture.txt").write_bytes(b"\x89PNG\0\0\0\0")
    (papers / "latin.txt").write_bytes("Café crème".encode("latin-1"))
    added = pa("docs", "add", papers)
    for reason in (
        "secret.pdf: It is encrypted: it opens with a password alone.",
        "no.docx: It is damaged, or not what its name says.",
        "old.docx: It is encrypted",
        "drm.epub: It is protected against copying (DRM).",
        "picture.txt: It is binary, not text.",
    ):
        assert reason in added.stderr
    assert states()["latin.txt"] == "ok"
    assert best("crème").text == "Café crème"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb18030", "会议改到星期四下午三点，请带蓝色文件夹。"),
        ("big5", "會議改到星期四下午三點，請帶藍色資料夾。"),
        ("utf-16", "Die Besprechung ist am Donnerstag. 会议在星期四。"),
        ("utf-16-le", "The meeting is on Thursday, bring the blue folder."),
        ("utf-16-be", "The meeting is on Thursday, bring the blue folder."),
        ("latin-1", "Größenänderungsübung für Mädchen am Donnerstag"),
    ],
)
def test_text_of_any_usual_character_set_is_read(papers, encoding, text):
    (papers / "meeting.txt").write_bytes(text.encode(encoding))
    pa("docs", "add", papers)
    assert best(text).text == text


def test_bytes_of_any_value_are_no_text(papers):
    (papers / "noise.txt").write_bytes(bytes(range(1, 256)) * 200)
    (papers / "russian.txt").write_bytes("Совещание перенесено на четверг".encode("cp1251"))
    added = pa("docs", "add", papers)
    assert "noise.txt: It is binary, not text." in added.stderr
    unknown = "russian.txt: It is binary, or text in a character set that pa does not know."
    assert unknown in added.stderr


@pytest.mark.parametrize("tags", ["<div>", "<b><i>", "<select>", "<table><tr><td>"])
def test_a_page_with_a_hundred_thousand_tags_in_each_other_is_read(papers, tags):
    closing = "".join(f"</{name}" for name in reversed(tags.split("<")[1:]))
    page = f"<p>Before.</p>{tags * 100_000}deep{closing * 100_000}<p>The code is 4471.</p>"
    (papers / "deep.html").write_text(page)
    pa("docs", "add", papers)
    assert best("what is the code?").text.endswith("The code is 4471.")


def test_a_folder_that_may_not_be_looked_into_is_named_and_what_was_read_is_kept(
    papers, monkeypatch
):
    (papers / "open.md").write_text("# Open\n")
    (papers / "closed").mkdir()
    (papers / "closed" / "a.md").write_text("# Closed\n\nThe code is 4471.\n")
    pa("docs", "add", papers)
    look = os.scandir

    def forbidden(folder):
        if str(folder).endswith("closed"):  # also where the tests run as root
            raise PermissionError(13, "Permission denied")
        return look(folder)

    monkeypatch.setattr("pa_cli.storage.documents.walk.os.scandir", forbidden)
    refreshed = pa("docs", "refresh")
    assert refreshed.stdout == "2 documents: nothing new.\n"
    assert refreshed.stderr == (
        f"{papers}/closed: It may not be looked into; what was read of it is kept.\n"
    )
    assert pa("docs", "refresh", "--json").json["closed"] == [f"{papers}/closed"]


def test_a_parser_that_dies_or_hangs_costs_its_own_file_alone(papers):
    write_pdf(papers / "a.pdf", ["Words"])
    patient = ParserProcess()
    impatient = ParserProcess(seconds=0)
    with pytest.raises(UnreadableError, match="given up"):
        impatient.parse(str(papers / "a.pdf"), "pdf")
    assert patient.parse(str(papers / "a.pdf"), "pdf").pages == 1
    patient._process.kill()
    with pytest.raises(UnreadableError, match="broke off"):
        patient.parse(str(papers / "a.pdf"), "pdf")
    assert patient.parse(str(papers / "a.pdf"), "pdf").pages == 1
    patient.close()


def test_taking_out_leaves_the_file_and_undo_brings_it_back(papers):
    (papers / "a.md").write_text("# Alpha\n\nsubmarine")
    (papers / "b.md").write_text("# Beta\n\nsubmarine")
    pa("docs", "add", papers)
    one = pa("docs", "rm", papers / "a.md")
    assert one.stdout == f"Took out {papers}/a.md; the file stays where it is.\n"
    assert [p.title for p in found("submarine").passages] == ["Beta"]
    pa("undo")
    assert {p.title for p in found("submarine").passages} == {"Alpha", "Beta"}
    pa("docs", "rm", papers)
    assert found("submarine").passages == ()
    assert (papers / "a.md").exists()
    assert pa("docs", "list", "--json").json == []
    pa("undo")
    assert len(pa("docs", "list", "--json").json) == 2
    pa("docs", "rm", "Alpha")
    again = pa("docs", "add", papers / "a.md", "--json")
    assert (again.json["added"], again.json["documents"]) == ([], 2)
    assert pa("docs", "rm", "nothing").exit_code == 1


def test_the_index_can_be_deleted_and_answers_stay_the_same(papers, fresh_home):
    write_pdf(papers / "pump.pdf", ["Heat pump manual", "Clean the filter"])
    (papers / "a.md").write_text("# Pump\n\nFilter for the pump.")
    pa("docs", "add", papers)
    before = found("pump filter")
    (fresh_home / "cache" / "index.db").unlink()
    assert found("pump filter") == before


def test_files_that_change_or_go_after_the_look_are_seen_before_they_are_shown(papers):
    (papers / "a.md").write_text("The code is 1111.")
    (papers / "b.md").write_text("Another code.")
    pa("docs", "add", papers)
    retriever = Wiring().retriever
    retriever.search("code")
    (papers / "a.md").write_text("Above.\n\nThe code is 2222 now.")
    (papers / "b.md").unlink()
    now = retriever.search("code")
    assert [p.text for p in now.passages] == ["Above.\n\nThe code is 2222 now."]
    assert now.notices == (f"{papers}/b.md is not there any more: nothing of it is used.",)


def test_a_folder_that_is_away_is_kept_but_not_shown(papers):
    (papers / "a.md").write_text("submarine")
    pa("docs", "add", papers)
    papers.rename(papers.with_name("elsewhere"))
    refreshed = pa("docs", "refresh")
    assert refreshed.stderr == f"{papers} is not there; what was read of it is kept.\n"
    assert found("submarine").passages == ()
    assert states() == {"a.md": "gone"}
    papers.with_name("elsewhere").rename(papers)
    assert [p.text for p in found("submarine").passages] == ["submarine"]


def test_new_files_in_an_added_folder_are_found_when_few_and_named_when_many(papers, monkeypatch):
    (papers / "a.md").write_text("words")
    pa("docs", "add", papers)
    monkeypatch.setenv("PA_DOCS_FRESHNESS", "0")
    (papers / "new.md").write_text("submarine")
    assert [p.text for p in found("submarine").passages] == ["submarine"]
    for number in range(40):
        (papers / f"{number}.md").write_text("zeppelin")
    many = found("zeppelin")
    assert many.passages == ()
    assert many.notices == (
        "40 documents are new or changed and not searched yet: pa docs refresh",
    )
    pa("docs", "refresh")
    assert found("zeppelin").found == 40


def test_patterns_are_kept_as_patterns(papers):
    (papers / "a.md").write_text("words")
    (papers / "b.txt").write_text("words")
    pa("docs", "add", f"{papers}/*.md")
    (papers / "c.md").write_text("words")
    assert pa("docs", "refresh", "--json").json["documents"] == 2


def test_what_cannot_be_added_is_named(papers):
    (papers / "report.pdf").write_bytes(b"")
    missing = pa("docs", "add", papers / "reprot.pdf")
    assert missing.exit_code == 1
    assert f"Did you mean {papers}/report.pdf?" in missing.stderr
    assert pa("docs", "add", f"{papers}/*.xyz").exit_code == 1
    assert pa("docs", "add").exit_code == 2
    assert pa("docs", "list").stdout == ""


def test_ctrl_c_keeps_what_was_read(papers, monkeypatch):
    for number in range(5):
        (papers / f"{number}.txt").write_text(f"words{number}")
    real = document_reader.parse_text

    def interrupted(path, kind, content):
        if path.endswith("3.txt"):
            raise KeyboardInterrupt
        return real(path, kind, content)

    monkeypatch.setattr(document_reader, "parse_text", interrupted)
    stopped = pa("docs", "add", papers)
    assert stopped.exit_code == 130
    assert "go on with: pa docs refresh" in stopped.stderr
    monkeypatch.setattr(document_reader, "parse_text", real)
    assert pa("docs", "refresh", "--json").json["new"] == 2


def test_the_list_on_a_terminal_is_numbered_below_what_was_added(papers, monkeypatch):
    (papers / "a.md").write_text("words")
    (papers / "b.pdf").write_bytes(b"nothing")
    pa("docs", "add", papers)
    shown = pa("docs", "list", terminal=True)
    root, *lines = shown.stdout.splitlines()
    assert str(papers).startswith(root.rstrip("…"))
    assert lines == [
        "1  a.md   markdown, 1 chunk",
        "2  b.pdf  pdf, unreadable, It is damaged, or no PDF file.",
    ]
    monkeypatch.setenv("COLUMNS", "20")
    assert all(len(line) <= 20 for line in pa("docs", "list", terminal=True).stdout.splitlines())
    assert pa("docs", "rm", "2").stdout.startswith(f"Took out {papers}/b.pdf")


def test_code_that_a_program_made_is_left_out_but_long_code_is_not(papers):
    (papers / "bundle.js").write_text("var a=1;" * 20_000)
    (papers / "long.js").write_text("var another = compute(1);\n" * 20_000)
    pa("docs", "add", papers)
    assert states() == {"bundle.js": "unreadable", "long.js": "ok"}


def test_a_page_without_a_title_is_called_by_its_heading_in_any_character_set(papers):
    page = '<meta charset="gbk"><h1>租房合同<a href="#x">#</a></h1><p>押金是两个月房租。'
    (papers / "page.html").write_bytes(page.encode("gbk"))
    pa("docs", "add", papers)
    assert best("押金").title == "租房合同"


def test_a_document_that_unpacks_without_end_inside_a_pdf_is_given_up(papers):
    import zlib

    packer = zlib.compressobj(9)
    lines = b"BT /F1 12 Tf 72 720 Td (bomb) Tj ET\n" * 50_000
    stream = b"".join(packer.compress(lines) for _ in range(500)) + packer.flush()
    path = write_pdf(papers / "bomb.pdf", ["MARK"])
    content = path.read_bytes()
    start, end = content.index(b"<< /Length"), content.index(b"\nendstream")
    packed = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream
    path.write_bytes(content[:start] + packed + content[end:])
    (papers / "fine.txt").write_text("words")
    assert pa("docs", "add", papers).exit_code == 0
    assert states() == {"bomb.pdf": "unreadable", "fine.txt": "ok"}


def test_documents_are_found_beside_everything_else(papers):
    pa("note", "add", "# Boiler\n\nthe boiler needs a service")
    assert [hit["kind"] for hit in pa("find", "boiler", "--json").json] == ["note"]
    (papers / "manual.md").write_text("# Manual\n\nfirst line\n\nThe boiler wants water.\n")
    write_pdf(papers / "other.pdf", ["A boiler in a PDF file"])
    (papers / "half.txt").write_text("boiler alone")
    pa("docs", "add", papers)
    hits = pa("find", "boiler water", "--json").json
    assert [(h["kind"], h["line"], h["line_number"]) for h in hits] == [
        ("document", "The boiler wants water.", 5)
    ]
    every = pa("find", "boiler", "--json").json
    assert {h["kind"] for h in every} == {"note", "document"}
    assert len(every) == 4
    only = pa("find", "PDF", "--in", "docs", "--json").json
    assert [(h["title"], h["line_number"]) for h in only] == [("other", None)]
    assert pa("find", "since:nonsense", "--in", "docs", "--json").json == []
    assert pa("find", "boiler", "--in", "docs", "--since", "2100-01-01", "--json").json == []


def test_a_list_that_is_narrowed_to_nothing_says_so(papers):
    pa("docs", "add", str(papers))
    assert pa("docs", "list", "/nope", terminal=True).stderr == "There are no such documents.\n"
    assert "All are well." in pa("docs", "list", "--problems", terminal=True).stderr
