"""Composition root: settings and paths to services; the only place that knows the adapters.

Everything is built on first use, and heavy modules are imported only then. The modules of this
package hold one kind of service each; `Wiring` joins them.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.assistance import AssistanceWiring
from pa_cli.wiring.models import ModelWiring

if TYPE_CHECKING:
    from pa_cli.core.engine_plan import Purpose
    from pa_cli.core.engine_ports import Embedder, Engine
    from pa_cli.core.summary import SummaryOptions
    from pa_cli.services.actions.reader import RequestReader
    from pa_cli.services.actions.router import ModelRouter
    from pa_cli.services.assistant import Assistant
    from pa_cli.services.classifying import Classifier
    from pa_cli.services.summarizing import Summarizer
    from pa_cli.services.text_tasks import TextTask
    from pa_cli.storage.calibrations_file import CalibrationsFile


class Wiring(AssistanceWiring, ModelWiring):
    """The services of one run.

    Args:
        flags: Setting values given on the command line, by key.
        offline: Never use the network, also when `PA_OFFLINE` does not say so.
    """

    def open_engine(
        self,
        model: str | None = None,
        *,
        purpose: "Purpose" = "one-shot",
        notice: Callable[[str], None] = lambda _: None,
        detail: Callable[[str], None] | None = None,
    ) -> "Engine":
        """Load a model; close it when done.

        Args:
            model: Name or path, None for the default.
            purpose: "one-shot" loads fast, "long" repacks the weights for long work.
            notice: Gets a sentence when a wish (GPU layers) cannot be met.
            detail: Gets the native library's log lines.

        Raises:
            NoModelError: There is no such model, or it cannot chat.
            EngineError: It does not fit the memory, or the native library fails; or the server
                that answers in its place cannot be reached.
        """
        if self.is_remote:
            return self.open_remote_engine(model, notice=notice)
        from pa_cli.engine.open_llama import open_llama
        from pa_cli.services.engine_plan import plan_engine

        file = self.find_model(model)
        plan = plan_engine(file, self.machine, self.settings, purpose)
        return open_llama(
            file,
            plan,
            self.settings,
            cache_folder=self.paths.prefix_cache,
            notice=notice,
            detail=detail,
        )

    def open_embedder(
        self, model: str | None = None, *, detail: Callable[[str], None] | None = None
    ) -> "Embedder":
        """Load a model that turns texts into vectors; close it when done.

        Args:
            model: Name or path, None for the one of `pa models use --for embedding`.
            detail: Gets the native library's log lines.

        Raises:
            NoModelError: There is no such model, or none was chosen.
            EngineError: It does not fit the memory, or the native library fails.
        """
        if named := self.remote_embedding_model:
            return self.open_remote_embedder(model or named)
        from pa_cli.engine.open_llama import open_llama_embedder
        from pa_cli.services.engine_plan import plan_embedder

        file = self.models.find(model, purpose="embedding")
        plan = plan_embedder(file, self.machine, self.settings)
        entry = self.models.catalog_entry(file)
        prefixes = (entry.query_prefix, entry.document_prefix) if entry else ("", "")
        return open_llama_embedder(file, plan, self.settings, prefixes=prefixes, detail=detail)

    def chosen_embedder(self) -> "Embedder | None":
        """The embedding model that was chosen, loaded; None when there is none."""
        has_one = self.remote_embedding_model or self.models.has_embedding_model()
        return self.open_embedder() if has_one else None

    def assistant(
        self,
        model: str | None = None,
        *,
        notice: Callable[[str], None] = lambda _: None,
        detail: Callable[[str], None] | None = None,
    ) -> "Assistant":
        """Answers single questions with `model`."""
        from pa_cli.services.assistant import Assistant

        return Assistant(
            self.chats,
            lambda: self.open_engine(model, notice=notice, detail=detail),
            self.now,
            self.informants(notice),
            system=self.system_prompt(),
            answer_by_code=self.answer_by_code,
            tools=self.tool_loop(writes=False),
            find_passages=self.find_passages,
        )

    def request_reader(
        self,
        model: str | None = None,
        *,
        rules_only: bool = False,
        detail: Callable[[str], None] | None = None,
    ) -> "RequestReader":
        """Reads requests in plain words: by rules, and with `model` where they are not certain.

        A model that is too small to tell actions apart is not asked.
        """
        from pa_cli.services.actions.reader import RequestReader

        def open_router() -> "ModelRouter | None":
            from pa_cli.core.errors import NoModelError
            from pa_cli.services.actions.router import ModelRouter, can_route

            if self.is_remote:
                return ModelRouter(self.open_engine(model, detail=detail))
            try:
                file = self.find_model(model)
            except NoModelError:
                if model is not None:
                    raise
                return None
            if not can_route(file.shape):
                return None
            return ModelRouter(self.open_engine(model, detail=detail))

        return RequestReader((lambda: None) if rules_only else open_router)

    def classifier(
        self,
        engine: "Engine",
        task: "TextTask",
        labels: Sequence[str],
        *,
        model: str | None = None,
        multi: bool = False,
        explain: bool = False,
        fast: bool = False,
    ) -> "Classifier":
        """Puts texts under `labels` with `engine`, which runs `model`.

        It knows the temperature that was fitted for that, unless it is to be `fast`: then a small
        model is asked one way only, for which none was.
        """
        from pa_cli.services.classifying import Classifier, calibration_key
        from pa_cli.services.label_weighing import gains_both_ways

        key = calibration_key(engine.model_name, task.template, labels)
        small = not self.is_remote and gains_both_ways(self.find_model(model).shape)
        return Classifier(
            engine,
            task,
            labels,
            multi=multi,
            explain=explain,
            both_ways=small and not fast,
            own_template=self.templates.path_of(task.template.name) is not None,
            temperature=None if small and fast else self.calibrations.get(key),
        )

    @cached_property
    def calibrations(self) -> "CalibrationsFile":
        """Temperatures that were fitted on labelled sets."""
        from pa_cli.storage.calibrations_file import CalibrationsFile

        return CalibrationsFile(self.paths.calibrations)

    def summarizer(
        self,
        engine: "Engine",
        options: "SummaryOptions",
        *,
        model: str | None = None,
        keeps_parts: bool = True,
        template: str = "summarize",
    ) -> "Summarizer":
        """Summarizes with `engine`, which runs `model`; finished parts are kept in the cache.

        Raises:
            NotFoundError: There is no such template.
            ConfigError: It is broken.
        """
        from pa_cli.core.setting_specs.models import CACHE_ENABLED, ENGINE_LORA, GENERATION_THINK
        from pa_cli.services.generation import sampling_from
        from pa_cli.services.part_writer import PartWriter
        from pa_cli.services.summarizing import Summarizer
        from pa_cli.storage.partials import PartialStore

        settings = self.settings
        asked = self.templates.load(template)
        sampling = sampling_from(settings, **asked.sampling)
        keeps = keeps_parts and settings[CACHE_ENABLED]
        adapters = settings[ENGINE_LORA]
        writer = PartWriter(
            engine,
            sampling,
            thinking=settings[GENERATION_THINK] == "on",
            partials=PartialStore(self.paths.partials) if keeps else None,
            identity=" ".join([self.model_identity(model), *adapters]),
        )
        return Summarizer(engine, writer, options, most_answer=sampling.max_tokens, template=asked)
