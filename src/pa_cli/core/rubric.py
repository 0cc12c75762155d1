"""Rubrics: criteria with the points that each can get, and grades held to them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pa_cli.core.segmentation import fold
from pa_cli.core.verbatim import stands_in

_CRITERION = re.compile(
    r"\s*(?:[-*•]\s+|\d{1,2}[.)]\s+)?(?P<name>[^\d\n]*?[^\W\d_][^\d\n]*?)\W*?(?P<most>\d+(?:\.\d+)?)"
    r"\s*(?:points?|pts?\.?|marks?|分)?\s*[)）\]】]?\s*(?:(?:[:：–—]|- ).*)?"
)

_NO_WEAKNESS = re.compile(
    r"(?i)\W*(?:$|none\b|no (?:\w+ )?(?:weakness|faults?|problems?)|nothing|n/?a\b|keine|aucun|ningun"
    r"|[无無](?!法)|没有(?:明显)?(?:不足|缺点|问题|$))"
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is graded, and the most points that it can get."""

    name: str
    most: float


def read_rubric(text: str) -> list[Criterion]:
    """The criteria of a rubric such as "thesis 3, evidence 4"; [] when one of them has no points."""
    lines = [line for line in text.splitlines() if line.strip()]
    pieces = lines if len(lines) > 1 else [p for p in re.split(r"[,，;；、]", text) if p.strip()]
    found = [_CRITERION.fullmatch(piece.strip()) for piece in pieces]
    criteria = [Criterion(m["name"].strip(" -–—:：(（*"), float(m["most"])) for m in found if m]
    names = {fold(criterion.name) for criterion in criteria}
    return criteria if len(names) == len(pieces) else []


def holds_grades(schema: Any) -> bool:  # noqa: ANN401 - JSON is anything
    """Whether data of `schema` has criteria with their points."""
    try:
        fields = schema["properties"]["criteria"]["items"]["properties"]
    except (KeyError, TypeError):
        return False
    return isinstance(fields, dict) and {"criterion", "most", "points"} <= fields.keys()


def narrowed(schema: Mapping[str, Any], criteria: Sequence[Criterion]) -> dict[str, Any]:
    """The schema of grades, for exactly these criteria."""
    items = schema["properties"]["criteria"]["items"]
    own = {**items["properties"], "criterion": {"enum": [one.name for one in criteria]}}
    listed = {
        "type": "array",
        "minItems": len(criteria),
        "maxItems": len(criteria),
        "items": {**items, "properties": own},
    }
    return {**schema, "properties": {**schema["properties"], "criteria": listed}}


def added_up(grades: Mapping[str, Any], criteria: Sequence[Criterion], work: str) -> dict[str, Any]:
    """`grades` held to the rubric and the work, with their sum.

    No criterion gets more than it can, or all of it where a weakness is named, or counts twice; one
    that was left out has no points. Evidence that does not stand in the work is null.
    """
    given = {fold(str(one["criterion"])): one for one in reversed(grades["criteria"])}
    asked = criteria or [
        Criterion(str(one["criterion"]), one["most"]) for one in grades["criteria"]
    ]
    listed = []
    for criterion in {fold(one.name): one for one in asked}.values():
        one = given.get(fold(criterion.name), {})
        evidence = one.get("evidence")
        points = one.get("points")
        listed.append(
            {
                "criterion": criterion.name,
                "most": _plain(criterion.most),
                "evidence": evidence if evidence and stands_in(evidence, work) else None,
                "weakness": one.get("weakness"),
                "points": None
                if points is None
                else _plain(min(points, _most_for(one, criterion))),
            }
        )
    rest = {key: value for key, value in grades.items() if key != "criteria"}
    total = sum(one["points"] or 0 for one in listed)
    return {"criteria": listed, "points": total, "most": sum(o["most"] for o in listed), **rest}


def _most_for(grade: Mapping[str, Any], criterion: Criterion) -> float:
    """The most points that fit what is said of a criterion: one less where it has a weakness."""
    if _NO_WEAKNESS.match(str(grade.get("weakness") or "")):
        return criterion.most
    return criterion.most - min(1.0, criterion.most / 2)


def _plain(number: float) -> float | int:
    """`number` without a fraction that is none."""
    return int(number) if number == int(number) else number
