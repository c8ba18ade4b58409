"""Key presses from home to what one came for: counted by pressing them, printed as rows of a table."""

from tap import check


def from_home(scene, what, keys, most, without=0):
    """Presses `keys` on the home screen, each counted once, except for the number that is typed (`without` of them). Returns the state
    after the last."""
    scene.hall.home()
    state = scene.hall.go(*keys)
    count = len(keys) - without
    print(f"# presses: {count} of at most {most}: {what}: {' '.join(keys)}")
    check(count <= most, f"{what}: {count} key presses, wanted at most {most}: {' '.join(keys)}")
    return state
