"""Tells the model which statement of the user a correction is about."""

from collections.abc import Sequence

from pa_cli.core.conversation import Turn
from pa_cli.core.correction import corrected_by
from pa_cli.core.grounding import Grounding
from pa_cli.core.voice import voice_of


class CorrectionInformant:
    """See `core.grounding.Informant`."""

    def inform(self, question: str, earlier: Sequence[Turn]) -> Grounding:
        """That `question` corrects something, and what; nothing for any other message."""
        said = corrected_by(question, [turn.user for turn in earlier])
        if not said:
            return Grounding()
        told = voice_of(question).pick(
            f'[This corrects "{said}". Confirm what is true now, in full.]\n',
            f"[这句话更正了“{said}”。请完整地确认现在的情况。]\n",
        )
        return Grounding(told)
