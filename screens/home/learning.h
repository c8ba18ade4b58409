#ifndef SCREENS_HOME_LEARNING_H
#define SCREENS_HOME_LEARNING_H

#include "screens/stage/screen.h"

/* A remote is taught: the screen asks for one key after another, shows what came, and keeps nothing until the
 * person confirms with the new keys. A key that the remote lacks is skipped by waiting. */

/* A key of a remote, as it came while the screen listens. */
struct learning_press {
    const char *label;         /* "PROG1" or "0x80110a": what there is to show */
    enum remote_key taken_for; /* what it was taken for in this learning; REMOTE_KEY_NONE: nothing yet */
    int is_ok;                 /* by the keymap in use */
};

enum learning_kept {
    LEARNING_KEPT,
    LEARNING_NOT_WRITTEN, /* in use, but gone with the next start: logged */
    LEARNING_NOT_KEPT,
};

/* What the screen needs of the application, which alone knows devices. */
struct learning_port {
    /* From now on keys of remotes are told by learning_press and do nothing else. */
    void (*begin)(void *application, struct screen *screen);
    /* Keys drive the hall again; what was taken and not kept is forgotten. May be called twice. */
    void (*end)(void *application, struct screen *screen);
    /* The key that was told last is to be `meaning`. */
    void (*take)(void *application, enum remote_key meaning);
    enum learning_kept (*keep)(void *application);
    /* Undoes everything learned on this box. */
    enum learning_kept (*forget)(void *application);
    int (*has_learned)(void *application);
};

/* `at_once`: asks for the first key without offering to forget what was learned before: for a remote that
 * could not choose. NULL without memory. */
struct screen *learning_new(struct stage *stage, int at_once);
void learning_press(struct screen *screen, const struct learning_press *press);

#endif
