import pytest

from pa_cli.core.fences import first_fenced_block


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("no fence", None),
        ("```\none\n```\n", "one\n"),
        ("Sure:\n\n```python\nprint('hi')\n```\nand\n```\ntwo\n```", "print('hi')\n"),
        ("~~~\n```\ninside\n```\n~~~", "```\ninside\n```\n"),
        ("````md\n```\nx\n```\n````\n", "```\nx\n```\n"),
        ("```sh\nnever closed", "never closed"),
        ("1. Do\n   ```\n   a\n     b\n   ```\n", "a\n  b\n"),
        ("```\n```\n", ""),
        ("inline ```code``` is no fence", None),
        ("```one line```\n", None),
        ("```\r\nwindows\r\n```\r\n", "windows\r\n"),
        ("```\n中文\n```", "中文\n"),
    ],
)
def test_the_first_block_is_found(text, block):
    assert first_fenced_block(text) == block
