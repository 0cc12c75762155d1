import codecs
import os
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.errors import InputError
from pa_cli.storage.text_decoder import TextDecoder
from pa_cli.storage.text_input import TextReader, TextSource
from tests.support.documents import write_docx, write_pdf


def read_file(path, **arguments):
    reader = TextReader(**arguments)
    text = "".join(reader.read(source) for source in reader.find(str(path)))
    return text, reader.notices()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("naïve 会议\n".encode(), "naïve 会议\n"),
        (codecs.BOM_UTF8 + "café".encode(), "café"),
        ("café 周三".encode("utf-16"), "café 周三"),
        (codecs.BOM_UTF16_BE + "周三".encode("utf-16-be"), "周三"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"", ""),
    ],
)
def test_text_is_decoded_by_its_mark(tmp_path, content, text):
    file = tmp_path / "note.txt"
    file.write_bytes(content)
    assert read_file(file) == (text, [])


def test_what_is_not_utf8_is_replaced_and_told_once(tmp_path):
    file = tmp_path / "latin.txt"
    file.write_bytes(b"caf\xe9 cr\xe8me\n")
    text, notices = read_file(file)
    assert text == "caf\ufffd cr\ufffdme\n"
    assert len(notices) == 1
    assert "latin.txt" in notices[0]
    assert "--encoding windows-1252" in notices[0]


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        ("会议改到周四".encode("gb18030"), "gb18030", "会议改到周四"),
        ("会议改到周四".encode(), "gb18030", "会议改到周四"),
        (codecs.BOM_UTF8 + "周四".encode(), "gb18030", "周四"),
        ("x 周四".encode("utf-16"), "gb18030", "x 周四"),
        ("crème brûlée".encode("latin-1"), "latin-1", "crème brûlée"),
        ("会议".encode("utf-16-le"), "utf-16-le", "会议"),
        ("text".encode("utf-16-le"), "utf-16-le", "text"),
        (("a" * 70_000 + "周四").encode("gb18030"), "gb18030", "a" * 70_000 + "周四"),
    ],
)
def test_the_named_encoding_is_for_what_is_not_utf8(tmp_path, content, encoding, text):
    file = tmp_path / "note.txt"
    file.write_bytes(content)
    assert read_file(file, encoding=encoding) == (text, [])


def test_bytes_that_are_neither_are_told_so_and_a_guess_goes_by_how_they_stand(tmp_path):
    file = tmp_path / "x.txt"
    file.write_bytes("会议改到周四".encode("gb18030") + b"\xff")
    text, notices = read_file(file, encoding="gb18030")
    assert text == "会议改到周四\ufffd"
    assert notices == [f"Neither UTF-8 nor gb18030, unreadable bytes became \ufffd: {file}."]
    assert "--encoding gb18030" in read_file(file)[1][0]


@given(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), st.data())
def test_decoding_does_not_depend_on_where_blocks_end(text, data):
    content = text.encode("utf-8")
    decoder = TextDecoder("x")
    out, start = "", 0
    while start < len(content):
        size = data.draw(st.integers(1, 9))
        out += decoder.decode(content[start : start + size])
        start += size
    assert out + decoder.decode(b"", final=True) == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"abc\0def", "binary"),
        ("text".encode("utf-32"), "binary"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04....", "office or zip"),
        (b"\x1f\x8b\x08aaaaa", "compressed"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
    ],
)
def test_what_is_not_text_is_refused_by_its_name(tmp_path, content, named):
    file = tmp_path / "thing.dat"
    file.write_bytes(content)
    with pytest.raises(InputError, match=rf"thing\.dat is .*{named}"):
        read_file(file)


def test_a_text_of_several_blocks_is_read_whole(tmp_path):
    text = "".join(f"第{i}行 line\n" for i in range(30_000))
    file = tmp_path / "long.txt"
    file.write_text(text, "utf-8")
    assert read_file(file) == (text, [])


def test_over_the_cap_is_an_error_that_names_the_setting_and_nothing_is_cut(tmp_path):
    file = tmp_path / "big.txt"
    file.write_bytes(b"x" * 2_000)
    assert read_file(file, max_bytes=2_000)[0] == "x" * 2_000
    with pytest.raises(InputError, match=r"input\.max_bytes") as caught:
        read_file(file, max_bytes=1_999)
    assert "pa config set input.max_bytes" in caught.value.hint


def test_the_cap_counts_all_files_together(tmp_path):
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 600)
    with pytest.raises(InputError, match=r"b goes over"):
        read_file(tmp_path, max_bytes=1_000)


def test_a_folder_gives_its_text_files_in_natural_order_and_says_what_it_skipped(tmp_path):
    book = tmp_path / "book"
    (book / "part 2").mkdir(parents=True)
    (book / ".git").mkdir()
    (book / ".git" / "HEAD").write_text("ref")
    (book / "chapter 10.txt").write_text("ten ")
    (book / "chapter 9.txt").write_text("nine ")
    (book / "part 2" / "end.txt").write_text("end")
    (book / "cover.png").write_bytes(b"\x89PNG\0")
    os.mkfifo(book / "pipe")
    text, notices = read_file(book)
    assert text == "nine ten end"
    assert len(notices) == 1
    assert "1 hidden" in notices[0]
    assert "2 not readable" in notices[0]
    assert "cover.png" in notices[0]


def test_a_glob_gives_files_only(tmp_path):
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "b.md").write_text("b")
    (tmp_path / "c.txt").write_text("c")
    (tmp_path / "d.md").mkdir()
    assert read_file(tmp_path / "*.md")[0] == "ab"


def test_a_file_whose_name_looks_like_a_glob_is_a_file(tmp_path):
    (tmp_path / "[a].md").write_text("brackets")
    (tmp_path / "a.md").write_text("plain")
    assert read_file(tmp_path / "[a].md")[0] == "brackets"


def test_a_missing_file_is_named_with_the_nearest_one(tmp_path):
    (tmp_path / "report.txt").write_text("x")
    with pytest.raises(InputError, match=r"reprot\.txt") as caught:
        read_file(tmp_path / "reprot.txt")
    assert "report.txt" in caught.value.hint
    with pytest.raises(InputError, match="Nothing matches"):
        read_file(tmp_path / "*.rst")


def test_pipes_sockets_and_devices_are_refused_without_opening_them(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(InputError, match="named pipe"):
        read_file(tmp_path / "fifo")
    with pytest.raises(InputError, match="device"):
        read_file("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)
        listener.bind("sock")
        with pytest.raises(InputError, match="socket"):
            read_file("sock")
    assert read_file("/dev/null") == ("", [])


def test_process_substitution_is_read(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b"from a command")
    os.close(writing)
    assert read_file(f"/dev/fd/{reading}")[0] == "from a command"
    os.close(reading)


def test_odd_names_are_errors_of_the_input(tmp_path):
    for name in ("x" * 5_000, "a\0b", str(tmp_path / "no" / "where")):
        with pytest.raises(InputError):
            read_file(name)


def test_an_error_while_reading_names_the_file(tmp_path):
    reader = TextReader()
    with pytest.raises(InputError, match=r"gone\.txt"):
        reader.read(TextSource("gone.txt", tmp_path / "gone.txt"))


def test_of_a_pdf_its_text_is_read_page_by_page(tmp_path):
    file = write_pdf(tmp_path / "report.pdf", ["Ducks swim in the pond.", "Foxes hunt at night."])
    assert read_file(file)[0].split("\f") == [
        "Ducks swim in the pond.\n\n",
        "Foxes hunt at night.\n",
    ]


def test_a_word_document_is_read_as_text_up_to_the_cap(tmp_path):
    file = write_docx(tmp_path / "letter.docx", [("", "Dear Ana"), ("", "The roof leaks. " * 40)])
    assert read_file(file)[0].startswith("Dear Ana")
    with pytest.raises(InputError, match="too large"):
        TextReader(100).read(TextSource("letter.docx", file))


def test_a_damaged_pdf_is_named_with_the_reason(tmp_path):
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(InputError, match=r"broken\.pdf\. It is damaged"):
        read_file(file)
