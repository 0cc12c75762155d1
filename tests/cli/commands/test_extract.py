"""`pa extract` with a scripted engine."""

import json
from email.message import EmailMessage

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

INVOICE = "Invoice from Müller GmbH, due 17 November 2026.\nTotal: 1.404,20 EUR for ＡＢＣ desks."


def extract(*argv, replies=(), stdin=None, **engine):
    scripted = ScriptedEngine(
        [json.dumps(r) if not isinstance(r, str) else r for r in replies], **engine
    )
    return pa("extract", *argv, stdin=stdin, wire=wire_with(scripted)), scripted


def test_copied_words_become_dates_and_numbers():
    reply = {"seller": "müller gmbh", "due": "17 November 2026", "total": "1.404,20 EUR"}
    result, _ = extract(
        "--fields", "seller, due date, total number", stdin=INVOICE, replies=[reply]
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "seller": "Müller GmbH",
        "due": "2026-11-17",
        "total": 1404.2,
    }


def test_of_a_mail_its_words_are_read_and_not_its_source(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Claire <claire@example.org>", "Your stay"
    mail.set_content("<p>The deposit is <b>180 euros</b>.</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="form.pdf")
    file = tmp_path / "mail.eml"
    file.write_bytes(bytes(mail))
    reply = {"sender": "Claire", "deposit": "180 euros", "file": "form.pdf"}
    result, engine = extract(
        "--fields", "sender, deposit number, file", "-f", str(file), replies=[reply]
    )
    assert json.loads(result.stdout) == {"sender": "Claire", "deposit": 180, "file": "form.pdf"}
    assert "<b>" not in engine.requests[0].messages[-1].content
    assert "base64" not in engine.requests[0].messages[-1].content


def test_what_is_asked_of_every_line_stands_before_it():
    replies = [{"name": "Ana"}, {"name": "Ben"}]
    _, engine = extract(
        "--fields", "name", "--lines", stdin="I am Ana.\nBen here.\n", replies=replies
    )
    first, second = engine.requests
    assert first.constant == second.constant == 1
    assert first.messages[0] == second.messages[0]
    assert '"name"' in first.messages[0].content
    assert '"name"' not in first.messages[-1].content


def test_a_schema_that_is_no_object_is_refused_before_a_model_is_looked_for():
    result = pa("extract", "--schema", '{"type": "array"}', "hi")
    assert result.exit_code == 2
    assert "must be that of an object" in result.stderr


def test_what_does_not_stand_in_the_text_is_null_and_told_in_json():
    reply = {"seller": "Meier AG", "code": "abc desks", "tags": ["desks", "chairs"]}
    result, _ = extract(
        "--fields", "seller, code, tags list", "--json", stdin=INVOICE, replies=[reply]
    )
    assert result.json["data"] == {"seller": None, "code": "abc desks", "tags": ["desks"]}
    assert result.json["dropped"] == {"seller": "Meier AG", "tags[1]": "chairs"}
    start, end = result.json["spans"]["code"]
    assert INVOICE[start:end] == "ＡＢＣ desks"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("1,234.50", 1234.5),
        ("1.234,50 €", 1234.5),
        ("12,5 %", 12.5),
        ("3.5 million", 3_500_000),
        ("2万元", 20_000),
        ("1'000", 1000),
        ("-7", -7),
        ("1,234", 1234),
        ("two", 2),
        ("三百元", 300),
        ("some", None),
        ("NT-2026-00471", None),
        ("PO 88-1207", None),
    ],
)
def test_numbers_are_read_as_they_are_written(words, number):
    result, _ = extract("--fields", "n number", f"It is {words} here", replies=[{"n": words}])
    assert json.loads(result.stdout) == {"n": number}


@pytest.mark.parametrize(
    ("text", "copied", "value", "stands"),
    [
        ("a chargeback of USD 3.5k", "3.5", 3500, "USD 3.5k"),
        ("发票2.3万元", "2.3", 23_000, "2.3万元"),
        ("half of 1.250 EUR", "1.250", 1250, "1.250 EUR"),
        ("weighs 1.250 kg", "1.250", 1.25, "1.250"),
        ("paid one hundred and twenty euros", "120 euros", 120, "one hundred and twenty"),
        ("价值四千五百元。", "4500", 4500, "四千五百"),
        ("refund of $1,249.00", "1249", 1249, "$1,249.00"),
        ("一下就好", "1", None, None),
    ],
)
def test_a_number_is_read_with_what_makes_it_larger_also_where_it_was_not_copied(
    text, copied, value, stands
):
    result, _ = extract("--fields", "n number", "--json", text, replies=[{"n": copied}])
    assert result.json["data"] == {"n": value}
    start, end = result.json["spans"].get("n", (0, 0))
    assert text[start:end] == (stands or "")


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("approved Oct 12, 2026", "2026-10-12", "2026-10-12"),
        ("Lyon, 14/10/2026: paid", "2026-10-14", "2026-10-14"),
        ("11月11日在长沙", "2023-11-11", "2026-11-11"),
        ("双方于二〇二六年十一月四日签订", "2026年11月4日", "2026-11-04"),
        ("on 12 October 2025", "2026-10-12", None),
        ("no day at all", "2026-10-12", None),
    ],
)
def test_a_day_that_the_model_wrote_in_another_form_is_found_in_the_text(
    text, said, day, monkeypatch
):
    monkeypatch.setenv("PA_NOW", "2026-11-22T10:00:00")
    result, _ = extract("--fields", "day date", text, replies=[{"day": said}])
    assert json.loads(result.stdout) == {"day": day}


def test_a_value_without_a_figure_is_no_order_number():
    text = "Anja from Leipzig asks. Code ABC."
    reply = {"order_no": "Leipzig", "电话号码": "Anja", "code": "ABC"}
    result, _ = extract("--fields", "order_no, 电话号码, code", "--json", text, replies=[reply])
    assert result.json["data"] == {"order_no": None, "电话号码": None, "code": "ABC"}
    assert result.json["dropped"] == {"order_no": "Leipzig", "电话号码": "Anja"}


def test_a_table_gets_a_column_for_each_field():
    table = "id,date,message\n1,x,Ana paid 3 and 4\n2,y,Nothing\n"
    replies = [
        {"who": "Ana", "date": None, "sums": ["3", "4"]},
        {"who": None, "date": None, "sums": []},
    ]
    result, _ = extract(
        "--fields", "who, date date, sums list", "--column", "message", stdin=table, replies=replies
    )
    assert result.stdout == (
        'id,date,message,who,date_2,sums\n1,x,Ana paid 3 and 4,Ana,,"3, 4"\n2,y,Nothing,,,\n'
    )


def test_values_keep_to_the_bounds_of_the_schema():
    schema = {
        "type": "object",
        "properties": {
            "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4}$"},
            "zip": {"type": "string", "pattern": "^[0-9]{5}$"},
            "price": {"type": "number", "minimum": 10},
            "pieces": {"type": "integer", "maximum": 10},
        },
    }
    text = "Invoice HH-2026, Hamburg, 20354: 7 shelves at 340 EUR"
    reply = {"code": "Invoice HH-2026,", "zip": "Hamburg", "price": "7", "pieces": "7"}
    result, _ = extract("--schema", json.dumps(schema), "--json", text, replies=[reply])
    assert result.json["data"] == {"code": "HH-2026", "zip": None, "price": None, "pieces": 7}
    assert result.json["dropped"] == {"zip": "Hamburg", "price": "7"}


def test_of_choices_the_one_that_the_text_names_is_taken():
    schema = '{"type": "object", "properties": {"status": {"enum": ["paid", "open", "overdue"]}}}'
    text = "The invoice is still open."
    result, _ = extract("--schema", schema, "--json", text, replies=[{"status": "paid"}])
    assert result.json["data"] == {"status": "open"}
    assert result.json["dropped"] == {"status": "paid"}
    assert result.json["spans"] == {"status": [21, 25]}
    meant, _ = extract("--schema", schema, "Pay up!", replies=[{"status": "overdue"}])
    assert json.loads(meant.stdout) == {"status": "overdue"}


def test_a_word_is_no_date():
    result, _ = extract("--fields", "d date", "soon enough", replies=[{"d": "soon enough"}])
    assert json.loads(result.stdout) == {"d": None}


@pytest.mark.parametrize(
    "words", ["in March", "next week", "March 2026", "2026年3月", "下周", "this year"]
)
def test_a_week_a_month_or_a_year_is_no_day(words):
    result, _ = extract(
        "--fields", "day date", f"We sold more {words}.", "--json", replies=[{"day": words}]
    )
    assert result.json["data"] == {"day": None}


@pytest.mark.parametrize("words", ["before noon", "at midnight", "after 5 pm", "中午之前"])
def test_a_time_of_day_with_its_preposition_is_no_date(words):
    result, _ = extract(
        "--fields", "day date", f"Please call {words}.", "--json", replies=[{"day": words}]
    )
    assert result.json["data"] == {"day": None}


def test_a_time_of_day_is_no_date():
    result, _ = extract(
        "--fields",
        "day date, at time",
        "打到晚上9点",
        replies=[{"day": "晚上9点", "at": "晚上9点"}],
    )
    data = json.loads(result.stdout)
    assert data["day"] is None
    assert data["at"].startswith("21:00")


@pytest.mark.parametrize(
    ("words", "stands"),
    [("4", True), ("57", False), ("20", False), ("7.2", False), ("art", False), ("desk", True)],
)
def test_only_whole_numbers_and_words_stand_in_a_text(words, stands):
    text = "20457 starts with 57.20 for desks, 4 of them"
    result, _ = extract("--fields", "a", text, replies=[{"a": words}])
    assert json.loads(result.stdout) == {"a": words if stands else None}


def test_the_values_of_a_record_are_found_beside_each_other():
    text = "Ref 4. desk: 4 pieces, chair: 4 pieces"
    reply = {"records": [{"what": "desk", "n": "4"}, {"what": "chair", "n": "4"}]}
    result, _ = extract("--many", "--fields", "what, n int", "--json", text, replies=[reply])
    spans = result.json["spans"]
    assert spans["records[0].n"] == [13, 14]
    assert spans["records[1].n"] == [30, 31]


def test_several_records_become_a_list():
    reply = {"records": [{"who": "Ana", "sum": "3"}, {"who": "Bo", "sum": None}]}
    result, _ = extract(
        "--many", "--fields", "who, sum int", "Ana paid 3, Bo nothing", replies=[reply]
    )
    assert json.loads(result.stdout) == [{"who": "Ana", "sum": 3}, {"who": "Bo", "sum": None}]


def test_entities_have_contacts_found_by_their_form():
    text = "Call Ana at +49 30 1234567 or ana@example.org, see https://example.org/x. 2026-11-17"
    reply = {
        "people": ["Ana"],
        "organisations": [],
        "places": [],
        "dates": ["2026-11-17"],
        "amounts": [],
    }
    result, _ = extract("--entities", text, replies=[reply])
    data = json.loads(result.stdout)
    assert data["people"] == ["Ana"]
    assert data["dates"] == [{"text": "2026-11-17", "date": "2026-11-17"}]
    assert data["contacts"] == {
        "emails": ["ana@example.org"],
        "phones": ["+49 30 1234567"],
        "urls": ["https://example.org/x"],
    }


def test_a_company_is_no_place_and_a_telephone_number_no_amount():
    reply = {
        "people": [],
        "organisations": ["华信科技有限公司", "Leipzig"],
        "places": ["Leipzig", "华信科技有限公司"],
        "dates": ["9 pm"],
        "amounts": ["85万元", "138-1234-5678"],
    }
    text = "华信科技有限公司 Leipzig 9 pm 85万元 电话 138-1234-5678"
    result, _ = extract("--entities", text, replies=[reply])
    data = json.loads(result.stdout)
    assert (data["organisations"], data["places"]) == (["华信科技有限公司"], ["Leipzig"])
    assert data["dates"] == [{"text": "9 pm", "date": None}]
    assert [amount["value"] for amount in data["amounts"]] == [850_000]


def test_dates_and_amounts_that_the_model_overlooked_are_found_by_their_form():
    text = (
        "Marktstraße 9. On 3 May 2025 we paid 1,480 euros; $ 3.5 million and 3.2万元 are due by"
        " 20 June, 85 EUR each. 11月28日 at the Bank of York."
    )
    reply = {
        "people": [],
        "organisations": [],
        "places": ["Bank of York", "11月28日 at"],
        "dates": ["On 3 May 2025"],
        "amounts": ["85 EUR each"],
    }
    data = extract("--entities", "--json", text, replies=[reply])[0].json["data"]
    assert [(one["text"], one["date"]) for one in data["dates"]] == [
        ("On 3 May 2025", "2025-05-03"),
        ("20 June", "2025-06-20"),
        ("11月28日 at", "2025-11-28"),
    ]
    assert [one["value"] for one in data["amounts"]] == [1480, 3_500_000, 32_000, 85]
    assert (data["organisations"], data["places"]) == (["Bank of York"], [])


def test_words_that_mean_no_time_are_no_date():
    reply = {
        "people": [],
        "organisations": [],
        "places": [],
        "dates": ["二十三名业主参加", "下次会议之前", "六月三十日"],
        "amounts": [],
    }
    text = "二十三名业主参加，下次会议之前，六月三十日询价。"
    data = json.loads(extract("--entities", text, replies=[reply])[0].stdout)
    before, day = data["dates"]
    assert before == {"text": "下次会议之前", "date": None}
    assert (day["text"], day["date"][4:]) == ("六月三十日", "-06-30")


def test_two_amounts_that_the_model_took_for_one_are_two():
    text = "There were 8,412.60 euros in the account and 15,000 euros in the reserve."
    reply = {"people": [], "organisations": [], "places": [], "dates": []}
    amounts = ["8,412.60 euros in the account and 15,000 euros in the reserve"]
    result, _ = extract("--entities", text, replies=[reply | {"amounts": amounts}])
    values = [one["value"] for one in json.loads(result.stdout)["amounts"]]
    assert values == [8412.6, 15_000]


def test_a_text_that_does_not_fit_is_read_in_parts():
    text = "\n\n".join(f"Paragraph {n} says word{n} twice." for n in range(60))
    found = []

    def reply(request):
        words = [w for w in request.messages[-1].content.split() if w.startswith("word")]
        found.append(words)
        return json.dumps({"words": words})

    engine = ScriptedEngine([reply] * 20, context_limit=300)
    result = pa("extract", "--fields", "words list", stdin=text, wire=wire_with(engine))
    assert len(found) > 1
    assert json.loads(result.stdout) == {"words": [f"word{n}" for n in range(60)]}


def test_a_row_with_more_cells_than_the_header_is_pointed_out(tmp_path):
    table = tmp_path / "ragged.csv"
    table.write_text('who,where\nAna,"York, 2"\nBo\nCy,Lyon,extra\n')
    replies = [{"city": "York"}, {"city": "Lyon"}]
    result, _ = extract("--fields", "city", "--column", "where", "-f", str(table), replies=replies)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        'Ana,"York, 2",York',
        "Bo,,",
        "Cy,Lyon,extra,Lyon",
    ]
    assert "Line 3 is left out" in result.stderr
    assert "Line 4 stands out: it has 3 cells, the header has 2." in result.stderr


def test_a_row_is_named_by_the_line_of_the_file_on_which_it_begins(tmp_path):
    table = tmp_path / "broken.csv"
    table.write_text('who,where\nAna,"York,\nold town"\nBo\nCy,Lyon\n')
    replies = [{"city": "York"}, {"city": "Lyon"}]
    argv = ("--fields", "city", "--column", "where", "-f", str(table))
    assert "Line 4 is left out" in extract(*argv, replies=replies)[0].stderr
    items = extract(*argv, "--json", replies=replies)[0].json["items"]
    assert [item["line"] for item in items] == [2, 4, 5]


def test_lines_become_json_lines_of_data():
    result, _ = extract(
        "--fields", "who", "--lines", stdin="Ana\nBo\n", replies=[{"who": "Ana"}, {"who": "Cy"}]
    )
    assert result.stdout == '{"who": "Ana"}\n{"who": null}\n'


def test_one_way_to_say_what_to_find():
    assert extract("x")[0].exit_code == 2
    assert extract("--fields", "a", "--entities", "x")[0].exit_code == 2
    assert extract("--schema", '{"type": "string"}', "x")[0].exit_code == 2


def test_a_cut_answer_is_no_data():
    result, _ = extract("--fields", "who", "Ana", replies=['{"who": "An'])
    assert (result.exit_code, result.stdout) == (5, "")
    assert '{"who": "An' in result.stderr


def test_records_of_several_pages_are_looked_for_part_by_part_and_keep_their_places():
    paragraphs = [f"{name} {'promised ' * 150}{n} chairs." for n, name in enumerate("ABC", 1)]
    text = "\n\n".join(paragraphs)

    def reply(request):
        part = request.messages[-1].content
        who = [name for name in "ABC" if f"{name} promised" in part]
        records = [{"who": name, "chairs": str(1 + "ABC".index(name))} for name in who]
        return json.dumps({"records": records})

    engine = ScriptedEngine([reply] * 9)
    result = pa(
        "extract", "--many", "--fields", "who, chairs int", "--json", text, wire=wire_with(engine)
    )
    assert len(engine.requests) == 3
    assert result.json["data"] == [{"who": name, "chairs": n} for n, name in enumerate("ABC", 1)]
    spans = result.json["spans"]
    for place, name in enumerate("ABC"):
        start, end = spans[f"records[{place}].who"]
        assert (text[start:end], start) == (name, text.index(f"{name} promised"))
