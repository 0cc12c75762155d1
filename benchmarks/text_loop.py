"""Answer prompts from stdin one after the other with `llama_cpp.Llama`; run as a process of its own."""

import json
import os
import sys

import llama_cpp

requests = json.load(sys.stdin)
threads = len(os.sched_getaffinity(0))
llama = llama_cpp.Llama(
    sys.argv[1], n_ctx=4096, n_threads=threads, n_threads_batch=threads, verbose=False
)
for request in requests:
    grammar = request["grammar"] and llama_cpp.LlamaGrammar.from_string(
        request["grammar"], verbose=False
    )
    done = llama.create_chat_completion(
        request["messages"],
        grammar=grammar or None,
        max_tokens=request["max_tokens"],
        temperature=0.0,
    )
    print(done["choices"][0]["message"]["content"])
