"""Several weekdays: Monday, Wednesday and Friday; Mon-Fri; working days."""

from pa_cli.core.dates.english.weekdays import weekday_name
from pa_cli.core.dates.lexer import Reader

Weekdays = tuple[tuple[int, int], ...]
"""As `pieces.Every.weekdays` has them."""

WORKDAYS = tuple((0, day) for day in range(5))


WEEKEND = ((0, 5), (0, 6))


def weekday_list(reader: Reader, i: int, *, spaced: bool = False) -> tuple[Weekdays, int] | None:
    """Monday, Wednesday and Friday; Mon-Fri."""
    first = weekday_name(reader, i, sure=True)
    if first is None:
        return None
    numbers, end = [first[0]], first[1]
    while True:
        at = reader.any_phrase(end, ", and", "and every", "and", "&", ",", "/", "or") or (
            end if spaced else 0
        )
        more = weekday_name(reader, reader.phrase(at, "on") or at, sure=True) if at else None
        until = reader.any_phrase(end, "-", "to", "through", "thru")
        last = weekday_name(reader, until, sure=True) if until else None
        if last:
            numbers += [(numbers[-1] + n) % 7 for n in range(1, (last[0] - numbers[-1]) % 7 + 1)]
            end = last[1]
        elif more:
            numbers.append(more[0])
            end = more[1]
        else:
            return tuple((0, number) for number in sorted(set(numbers))), end
