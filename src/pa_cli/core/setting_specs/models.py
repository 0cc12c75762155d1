"""Settings of models: which one, how it is loaded, how it writes and what is cached of it."""

from pa_cli.core.setting_kinds import (
    auto_or,
    boolean,
    choice,
    gpu_layers,
    integer,
    number,
    size,
    text,
    texts,
    variable_name,
    web_address,
)
from pa_cli.core.settings import Setting

MODEL_CHAT = Setting(
    "model.chat",
    text(),
    "",
    "Model for ask, chat and the text verbs; empty takes the one of `pa models use`.",
)
MODEL_EMBEDDING = Setting(
    "model.embedding", text(), "", "Model for embeddings; empty takes the one of `pa models use`."
)

ENGINE_KIND = Setting(
    "engine.kind",
    choice("local", "remote"),
    "local",
    "Where the model runs: local is this very process, remote the server at engine.base_url.",
)
ENGINE_BASE_URL = Setting(
    "engine.base_url",
    web_address(),
    "",
    "Address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1.",
)
ENGINE_MODEL = Setting(
    "engine.model",
    text(),
    "",
    "Model of the server that answers; empty takes the first one that it lists.",
)
ENGINE_EMBEDDING_MODEL = Setting(
    "engine.embedding_model",
    text(),
    "",
    "Model of the server for embeddings; empty makes them on this machine.",
)
ENGINE_API_KEY_ENV = Setting(
    "engine.api_key_env",
    variable_name(),
    "",
    "Environment variable that holds the server's key; the key itself is never stored.",
)
ENGINE_CONNECT_TIMEOUT = Setting(
    "engine.connect_timeout",
    number(0.1, 600),
    10.0,
    "Seconds to wait for a connection to the server.",
)
ENGINE_FIRST_TOKEN_TIMEOUT = Setting(
    "engine.first_token_timeout",
    number(1, 86_400),
    300.0,
    "Seconds to wait for the first word of a remote answer; a long text takes its time.",
)
ENGINE_TOKEN_TIMEOUT = Setting(
    "engine.token_timeout",
    number(1, 3600),
    60.0,
    "Seconds to wait between two words of a remote answer.",
)
ENGINE_RETRIES = Setting(
    "engine.retries",
    integer(0, 20),
    3,
    "How often a server that is busy or starting is asked again before a word has come.",
)
ENGINE_CONTEXT = Setting(
    "engine.context",
    auto_or(integer(256, 1_048_576)),
    None,
    "Context window in tokens; auto picks 4k, 8k, 16k or 32k by need and memory.",
    "--context",
)
ENGINE_THREADS = Setting(
    "engine.threads",
    auto_or(integer(1, 512)),
    None,
    "CPU threads; auto starts from what the process may use and adapts while it generates.",
    "--threads",
)
ENGINE_PROMPT_LOOKUP = Setting(
    "engine.prompt_lookup",
    boolean(),
    True,
    "Guess tokens that are copied from the prompt and check several at once, where that is measured to be faster.",
)
ENGINE_GPU_LAYERS = Setting(
    "engine.gpu_layers",
    gpu_layers(),
    "auto",
    "Layers to offload to a GPU; auto offloads what fits when this build can.",
    "--gpu-layers",
)
ENGINE_CACHE_TYPE_K = Setting(
    "engine.cache_type_k",
    choice("f16", "q8_0", "q4_0", "f32"),
    "f16",
    "Type of the K half of the KV cache.",
    "--cache-type-k",
)
ENGINE_CACHE_TYPE_V = Setting(
    "engine.cache_type_v",
    choice("f16", "q8_0", "q4_0", "f32"),
    "f16",
    "Type of the V half of the KV cache; quantized types need flash attention.",
    "--cache-type-v",
)
ENGINE_FLASH_ATTENTION = Setting(
    "engine.flash_attention",
    choice("auto", "on", "off"),
    "auto",
    "Flash attention.",
    "--flash-attention",
)
ENGINE_LORA = Setting(
    "engine.lora", texts(), (), "LoRA adapters, each FILE or FILE:SCALE.", "--lora"
)
ENGINE_FORCE = Setting(
    "engine.force", boolean(), False, "Load a model also when memory looks too small.", "--force"
)
ENGINE_REPACK = Setting(
    "engine.repack",
    choice("auto", "on", "off"),
    "auto",
    "Repack weights at load: slower to start, faster to run; auto repacks for chat and long work.",
)
ENGINE_CHAT_FORMAT = Setting(
    "engine.chat_format",
    auto_or(text()),
    None,
    "Chat format for models without a template: chatml, llama-2, gemma, plain.",
    "--chat-format",
)

GENERATION_TEMPERATURE = Setting(
    "generation.temperature",
    number(0, 5),
    0.3,
    "Randomness; 0 always takes the likeliest token.",
    "--temp",
)
GENERATION_TOP_K = Setting(
    "generation.top_k",
    integer(0, 1_000_000),
    40,
    "Keep the k likeliest tokens; 0 keeps all.",
    "--top-k",
)
GENERATION_TOP_P = Setting(
    "generation.top_p",
    number(0, 1),
    0.95,
    "Keep the smallest set of tokens with this summed probability; 1 keeps all.",
    "--top-p",
)
GENERATION_MIN_P = Setting(
    "generation.min_p",
    number(0, 1),
    0.05,
    "Drop tokens less likely than this share of the likeliest; 0 keeps all.",
    "--min-p",
)
GENERATION_REPEAT_PENALTY = Setting(
    "generation.repeat_penalty",
    number(0.1, 10),
    1.0,
    "Divides the score of recent tokens; 1 is off.",
    "--repeat-penalty",
)
GENERATION_SEED = Setting(
    "generation.seed",
    auto_or(integer(0, 4_294_967_294), "random"),
    None,
    "Repeats a generation; random draws a fresh one each time.",
    "--seed",
)
GENERATION_MAX_TOKENS = Setting(
    "generation.max_tokens",
    integer(1, 1_048_576),
    2048,
    "Longest answer in tokens.",
    "--max-tokens",
)
GENERATION_STOP = Setting("generation.stop", texts(), (), "Texts that end the answer.", "--stop")
GENERATION_THINK = Setting(
    "generation.think",
    choice("auto", "on", "off"),
    "auto",
    "Thinking of models that can: auto leaves it to the model's template.",
    "--think",
)

CACHE_ENABLED = Setting(
    "cache.enabled",
    boolean(),
    True,
    "Keep evaluated prompt prefixes on disk, so that the next start is instant.",
)
CACHE_MAX_BYTES = Setting(
    "cache.max_bytes",
    size(),
    2 * 2**30,
    "Most bytes that the prefix cache may take; the least recently used goes.",
)
CACHE_MAX_CHAT_BYTES = Setting(
    "cache.max_chat_bytes",
    size(),
    256 * 2**20,
    "A chat whose evaluated state is larger is not kept on leaving; its text always is.",
)
