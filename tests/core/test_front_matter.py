import yaml
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.front_matter import read_plain, split, with_tags


@given(st.text())
def test_a_document_is_cut_without_losing_a_character(text):
    document = split("---\n" + text)
    assert document.head + document.body == "---\n" + text


def test_a_fence_that_is_not_closed_is_text():
    assert split("---\nnot front matter\n").format == "none"
    assert split("--- \nkey: v\n---\nbody").body == "body"
    assert split("----\nkey: v\n---\n").format == "none"


lines = st.lists(
    st.from_regex(r"[a-z]{1,3}:( ?[\w .:,'\"#\[\]{}&*!|>/+-]{0,12})?", fullmatch=True), max_size=4
)


@given(lines)
def test_plain_front_matter_is_read_as_yaml_reads_it(matter_lines):
    matter = "\n".join(matter_lines)
    plain = read_plain(matter)
    if plain is not None and plain:
        assert plain == yaml.load(matter, Loader=yaml.BaseLoader)


def test_the_usual_is_plain():
    matter = "id: abc\ncreated: 2026-03-11T10:20:00+01:00\ntags: [work, q3/plan, 工作]\nempty:\n"
    assert read_plain(matter) == {
        "id": "abc",
        "created": "2026-03-11T10:20:00+01:00",
        "tags": ["work", "q3/plan", "工作"],
        "empty": "",
    }
    assert read_plain("a: 'quoted'") is None
    assert read_plain("tags:\n  - a") is None


def retag(text, *tags):
    return with_tags(split(text), tags)


def test_only_the_lines_of_the_tags_change():
    text = "---\nx: 1 # keep\ntags: [a]\n# a comment\ny: {deep: true}\n---\nbody  \r\n"
    assert retag(text, "a", "b") == text.replace("[a]", "[a, b]")
    assert retag(text) == text.replace("tags: [a]\n", "")


def test_lists_of_one_a_line_stay_so():
    text = "---\ntags:\n  - a\n  - b\nx: 1\n---\n"
    assert retag(text, "b", "c") == "---\ntags:\n  - b\n  - c\nx: 1\n---\n"


def test_missing_tags_come_last_and_missing_front_matter_is_made():
    assert retag("---\nx: 1\n---\nbody", "a") == "---\nx: 1\ntags: [a]\n---\nbody"
    assert retag("body", "a") == "---\ntags: [a]\n---\nbody"
    assert retag("---\r\nx: 1\r\n---\r\nbody", "a") == "---\r\nx: 1\r\ntags: [a]\r\n---\r\nbody"


def test_toml_tags_may_take_several_lines_and_stand_before_tables():
    text = '+++\ntags = [\n  "a",\n]\n[extra]\nx = 1\n+++\nbody'
    assert retag(text, "a", "b") == '+++\ntags = ["a", "b"]\n[extra]\nx = 1\n+++\nbody'
    assert retag("+++\n[extra]\n+++\n", "a") == '+++\ntags = ["a"]\n[extra]\n+++\n'


def test_words_that_yaml_takes_for_something_else_are_quoted():
    assert "tags: ['2026', 'yes', a]" in retag("", "2026", "yes", "a")
