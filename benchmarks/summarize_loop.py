"""Summarize a text with `llama_cpp.Llama` alone, part by part; run as a process of its own.

Takes the prompts and the splitting of `pa`, so that the models read the same, in ChatML.
"""

import json
import sys
from pathlib import Path

import llama_cpp

from pa_cli.core.chunking import split_text
from pa_cli.core.conversation import Message
from pa_cli.core.languages import ENGLISH
from pa_cli.services.summary_prompts import SummaryPrompts, tokens_for


def main(model: str, file: str, part_tokens: int, threads: int) -> None:
    llama = llama_cpp.Llama(
        model, n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    prompts = SummaryPrompts(ENGLISH)
    penalty = prompts.template.sampling["repeat_penalty"]
    written = 0

    def write(messages: list[Message], most: int) -> str:
        nonlocal written
        turns = "".join(f"<|im_start|>{m.role}\n{m.content}<|im_end|>\n" for m in messages)
        done = llama(
            f"{turns}<|im_start|>assistant\n{prompts.note_lead}",
            max_tokens=most,
            temperature=0.0,
            repeat_penalty=penalty,
        )
        written += done["usage"]["completion_tokens"]
        return str(done["choices"][0]["text"]).strip()

    def count(text: str) -> int:
        return len(llama.tokenize(text.encode(), add_bos=False))

    most = min(tokens_for(prompts.part_words, ENGLISH), part_tokens // 3)
    text = Path(file).read_text(encoding="utf-8")
    parts = split_text([text], limit=part_tokens, count=count)
    notes = [write(prompts.part(part.text), most) for part in parts]
    final = prompts.final("\n\n".join(notes), is_folded=True)
    summary = write(final, tokens_for(prompts.words, ENGLISH))
    print(json.dumps({"text": summary, "parts": len(notes), "completion_tokens": written}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
