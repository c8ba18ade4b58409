"""Compares a picture of the hall with a committed reference. A pixel differs when a channel is off by more than THRESHOLD (another FreeType
rounds otherwise); a picture differs when more than SHARE of its pixels do, or when they stand close together (see BLOCK)."""

import os

import numpy
from PIL import Image

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
REFERENCES = os.path.join(ROOT, "tests", "picture", "reference")
FAILURES = os.path.join(ROOT, "build", "picture-failures")

THRESHOLD = 24
SHARE = 0.0005
BLOCK = 16         # a missing letter is few pixels of the whole, but many of its own square
BLOCK_SHARE = 0.25


def load(path):
    with Image.open(path) as image:
        return numpy.asarray(image.convert("RGB"), dtype=numpy.int16)


def save_png(source, target):
    with Image.open(source) as image:
        image.convert("RGB").save(target, optimize=True)


def _blocks(differs):
    height, width = (side // BLOCK * BLOCK for side in differs.shape)
    squares = differs[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return squares.mean(axis=(1, 3))


def difference(got, wanted):
    """(problem or "", mask of the pixels that differ or None)"""
    if got.shape != wanted.shape:
        return f"is {got.shape[1]}x{got.shape[0]}, wanted {wanted.shape[1]}x{wanted.shape[0]}", None
    differs = (numpy.abs(got - wanted) > THRESHOLD).any(axis=2)
    share = differs.mean()
    worst = _blocks(differs).max()
    if share > SHARE or worst > BLOCK_SHARE:
        rows, columns = numpy.nonzero(differs)
        return (f"{share:.3%} of the pixels differ (at most {SHARE:.3%}), {worst:.0%} of one square of {BLOCK} (at most {BLOCK_SHARE:.0%}), "
                f"between {columns.min()},{rows.min()} and {columns.max()},{rows.max()}"), differs
    return "", differs


def compare(name, picture, update=False):
    """"" when the picture matches reference/NAME.png, else what is wrong and where to look. With update it becomes the reference."""
    reference = os.path.join(REFERENCES, f"{name}.png")
    if update:
        os.makedirs(REFERENCES, exist_ok=True)
        if not os.path.exists(reference) or difference(load(picture), load(reference))[0]:
            save_png(picture, reference)
        return ""
    if not os.path.exists(reference):
        problem, mask, wanted = "has no reference (make picture-update)", None, None
    else:
        wanted = load(reference)
        problem, mask = difference(load(picture), wanted)
    if not problem:
        return ""
    os.makedirs(FAILURES, exist_ok=True)
    base = os.path.join(FAILURES, name)
    save_png(picture, f"{base}-got.png")
    if wanted is not None:
        save_png(reference, f"{base}-wanted.png")
    if mask is not None:
        shown = load(picture) // 4
        shown[mask] = (255, 64, 64)
        Image.fromarray(shown.astype(numpy.uint8)).save(f"{base}-difference.png")
    return f"{name} {problem}; see {os.path.relpath(base, ROOT)}-*.png"
