"""The collection of texts: each is a function that takes a Case and returns title, office and HTML."""

ALL = []


class Text:
    def __init__(self, write, category, scope, options):
        self.write, self.category, self.scope = write, category, scope
        self.level = options.pop("level", 0)
        self.age = options.pop("age", (1, 55))         # days since it was published
        self.holds = options.pop("holds", None)        # days from now until it ends; None: open
        self.months = options.pop("months", range(1, 13))
        self.round_the_clock = options.pop("round_the_clock", False)
        self.state = options.pop("state", "")          # "expired", "withdrawn", "tomorrow"
        self.repeats = options.pop("repeats", True)
        assert not options, f"unknown options {options}"


def text(category, scope, **options):
    def register(write):
        ALL.append(Text(write, category, scope, options))
        return write
    return register
