"""Figures with their budgets: a line each, and whether one was over."""


class Figures:
    def __init__(self):
        self.over = []

    def show(self, name, value, unit, budget=None, at_least=False, note=""):
        """budget None: for orientation only."""
        verdict = ""
        limit = ""
        if budget is not None:
            good = value >= budget if at_least else value <= budget
            verdict = "ok" if good else "OVER"
            limit = f"(budget {'≥' if at_least else '≤'} {budget:g})"
            if not good:
                self.over.append(name)
        print(f"{name:<58} {value:>10.3f} {unit:<9} {limit:<16} {verdict:<4} {note}".rstrip(), flush=True)

    def close(self):
        if self.over:
            print("Over budget: " + ", ".join(self.over))
        return 1 if self.over else 0


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
