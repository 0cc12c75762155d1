"""Random schemas of the subset that `pa` offers, for property tests."""

from hypothesis import strategies as st

_names = st.text('abcxyzé中_ "\\', min_size=1, max_size=6)
_labels = st.text(min_size=0, max_size=8).filter(lambda text: text.isprintable())
_whole = st.integers(-1500, 1500)
_decimal = st.builds(
    lambda n, places: n / 10**places, st.integers(-99999, 99999), st.integers(0, 3)
)
PATTERNS = (
    "^[A-Z]{2}-[0-9]{3,4}$",
    r"^\d+(\.\d+)?$",
    r"^(yes|no|[^a-z\s]+)$",
    "colou?r",
    r'^[\w."\\/]+\t?$',
    "^(?:[ab]{2}|c+){1,3}$",
)


def _bounded(kind, numbers):
    def build(pair, low_closed, high_closed, low, high):
        first, last = sorted(pair)
        if first == last:
            low_closed = high_closed = True
        if kind == "integer" and last - first < 2:
            low_closed = high_closed = True
        schema = {"type": kind}
        if low:
            schema["minimum" if low_closed else "exclusiveMinimum"] = first
        if high:
            schema["maximum" if high_closed else "exclusiveMaximum"] = last
        return schema

    flags = st.booleans()
    return st.builds(build, st.tuples(numbers, numbers), flags, flags, flags, flags)


def _string(least, extra, bounded):
    return {"type": "string", "minLength": least} | (
        {"maxLength": least + extra} if bounded else {}
    )


_scalars = st.one_of(
    st.sampled_from([{"type": "boolean"}, {"type": "null"}, {"type": ["string", "null"]}, {}]),
    st.sampled_from(["date", "time", "date-time", "email", "uuid"]).map(
        lambda name: {"type": "string", "format": name}
    ),
    st.sampled_from(PATTERNS).map(lambda pattern: {"type": "string", "pattern": pattern}),
    st.builds(_string, st.integers(0, 5), st.integers(0, 5), st.booleans()),
    _bounded("integer", _whole),
    _bounded("number", _decimal),
    st.lists(st.one_of(_labels, _whole, st.booleans(), st.none()), min_size=1, max_size=4).map(
        lambda values: {"enum": values}
    ),
    _labels.map(lambda value: {"const": value}),
)


def _objects(inner):
    def build(properties, chosen, closed):
        required = [name for name, keep in zip(properties, chosen, strict=False) if keep]
        return {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": not closed,
        }

    return st.builds(
        build,
        st.dictionaries(_names, inner, max_size=4),
        st.lists(st.booleans(), min_size=4, max_size=4),
        st.booleans(),
    )


def _arrays(inner):
    def build(items, least, extra):
        schema = {"type": "array", "items": items, "minItems": least}
        return schema | ({} if extra is None else {"maxItems": least + extra})

    return st.builds(build, inner, st.integers(0, 3), st.none() | st.integers(0, 3))


schemas = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        _objects(inner),
        _arrays(inner),
        inner.map(lambda values: {"type": "object", "additionalProperties": values}),
        st.lists(inner, min_size=1, max_size=3).map(lambda options: {"anyOf": options}),
    ),
    max_leaves=8,
)
