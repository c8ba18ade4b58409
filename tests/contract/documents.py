"""Documents that a schema of docs/openapi.yaml permits: the least, the most, and any by chance."""

import re

from headend import CONTRACT, resolve

try:  # the standard library's own reader of patterns, by either of its names
    from re import _parser as pattern_parser
except ImportError:
    import sre_parse as pattern_parser

# What may stand in a text: of each length in UTF-8, what JSON escapes, what joins, what is no letter and what is not assigned.
CHARACTERS = ("a", "Z", " ", '"', "\\", "/", "\n", "\t", "\x01", "\x1f", "\x7f", "\x85", "é", "e\u0301", "\u2028", "\u200d", "示", "　", "\ufeff",
              "\ufffd", "\uffff", "\U0001f1e8", "\U00020000", "\U0010ffff")


class TooLong(Exception):
    """More characters than were to be made."""


class Choice:
    left = 64 * 1024 * 1024  # characters
    is_fixed = True  # of the same schema always the same text

    def __init__(self):
        self.texts = {}

    def spend(self, characters):
        self.left -= characters
        if self.left < 0:
            raise TooLong


class Least(Choice):
    """Nothing that need not be there, and everything as small as it may be."""

    def has_optional(self):
        return False

    def number(self, least, _most):
        return least

    def one_of(self, choices):
        return choices[0]

    def text(self, length):
        return "a" * length


class Most(Choice):
    """Everything, as large as it may be; lists no longer than `items`; in all no more than `left` characters."""

    def __init__(self, items, left):
        super().__init__()
        self.items = items
        self.left = left

    def has_optional(self):
        return True

    def number(self, _least, most):
        return most

    def one_of(self, choices):
        return choices[-1]

    def text(self, length):
        return "示" * length


class Any(Choice):
    """By chance (random.Random)."""

    is_fixed = False

    def __init__(self, chance, items):
        super().__init__()
        self.chance = chance
        self.items = items

    def has_optional(self):
        return self.chance.random() < 0.6

    def number(self, least, most):
        ends = (least, most, min(least + 1, most), max(most - 1, least), self.chance.randint(least, most))
        return self.chance.choice(ends)

    def one_of(self, choices):
        return self.chance.choice(choices)

    def text(self, length):
        return "".join(self.chance.choices(CHARACTERS, k=length))[:length]


CLASSES = {}  # by the […] as it was read


def _of_class(parts):
    """The characters that a […] names; of [^…] some that it does not."""
    if id(parts) not in CLASSES:
        CLASSES[id(parts)] = (parts, _read_class(parts))
    return CLASSES[id(parts)][1]


def _read_class(parts):
    named, negative = set(), False
    for kind, value in parts:
        if str(kind) == "NEGATE":
            negative = True
        elif str(kind) == "LITERAL":
            named.add(chr(value))
        else:
            named.update(map(chr, range(value[0], value[1] + 1)))
    return sorted({character[0] for character in CHARACTERS} - named if negative else named)


def _matching(tree, choice, most):
    text = ""
    for kind, value in tree:
        kind = str(kind)
        if kind == "LITERAL":
            text += chr(value)
        elif kind == "IN":
            text += choice.one_of(_of_class(value))
        elif kind == "BRANCH":
            text += _matching(choice.one_of(value[1]), choice, most)
        elif kind == "SUBPATTERN":
            text += _matching(value[3], choice, most)
        elif kind == "MAX_REPEAT":
            count = choice.number(value[0], min(int(value[1]), max(value[0], most)))
            if len(value[2]) == 1 and str(value[2][0][0]) == "IN":
                characters = _of_class(value[2][0][1])
                text += "".join([choice.one_of(characters) for _ in range(count)])
            else:
                text += "".join([_matching(value[2], choice, most // max(count, 1)) for _ in range(count)])
        elif kind != "AT":
            raise NotImplementedError(kind)
    return text


PATTERNS = {}


def _text(schema, choice):
    if not choice.is_fixed or id(schema) not in choice.texts:
        choice.texts[id(schema)] = _any_text(schema, choice)
    text = choice.texts[id(schema)]
    choice.spend(len(text))
    return text


def _any_text(schema, choice):
    least, most, pattern = schema.get("minLength", 0), schema.get("maxLength", 300), schema.get("pattern")
    if pattern is None or pattern == "^[^\\u0000]*$":
        return choice.text(choice.number(least, most))
    if pattern not in PATTERNS:
        PATTERNS[pattern] = pattern_parser.parse(pattern)
    tree = PATTERNS[pattern]
    for tries in range(12):  # what is repeated ever less, until it fits
        text = _matching(tree, choice, most >> tries)
        if least <= len(text) <= most:
            return text
    raise AssertionError(f"no text of {least} to {most} characters for {pattern}")


WHOLE = {}  # by id of a part of the contract


def _whole(schema):
    """The schema with what it refers to and all parts of allOf in one."""
    if id(schema) not in WHOLE:
        WHOLE[id(schema)] = (schema, _joined(schema))
    return WHOLE[id(schema)][1]


def _joined(schema):
    schema = dict(resolve(schema))
    for part in schema.pop("allOf", ()):
        part = _whole(part)
        properties = part["properties"] = dict(part.get("properties", {}))
        for name, inner in schema.get("properties", {}).items():
            properties[name] = {**properties.get(name, {}), **inner}
        part["required"] = part.get("required", []) + schema.get("required", [])
        schema = {**part, **{name: value for name, value in schema.items() if name not in ("properties", "required")}}
    return schema


def make(schema, choice):
    schema = _whole(schema)
    if "enum" in schema:
        return choice.one_of(schema["enum"])
    kind = schema.get("type", "object")
    if kind == "string":
        return _text(schema, choice)
    if kind == "integer":
        return choice.number(schema["minimum"], schema["maximum"])
    if kind == "boolean":
        return choice.one_of((False, True))
    if kind == "array":
        most = schema["maxItems"]
        count = choice.number(0, min(most, getattr(choice, "items", most)))
        return [make(schema["items"], choice) for _ in range(count)]
    required = schema.get("required", ())
    return {name: make(part, choice) for name, part in schema["properties"].items() if name in required or choice.has_optional()}


def named(name):
    return CONTRACT["components"]["schemas"][name]


def bounded(name):
    """[(where, schema)] of each text and number in a schema, to see that each has bounds."""
    found = []

    def walk(where, schema):
        schema = _whole(schema)
        if "properties" in schema:
            for part, inner in schema["properties"].items():
                walk(f"{where}.{part}", inner)
        elif "items" in schema:
            found.append((where, schema))
            walk(where + "[]", schema["items"])
        else:
            found.append((where, schema))

    walk(name, named(name))
    return found


def is_bounded(schema):
    if "enum" in schema or schema["type"] == "boolean":
        return True
    if schema["type"] == "integer":
        return "minimum" in schema and "maximum" in schema
    if schema["type"] == "array":
        return "maxItems" in schema
    pattern = schema.get("pattern", "")
    return "maxLength" in schema or re.fullmatch(r"\^[^*+]*\$", pattern) is not None
