#ifndef SCREENS_STAGE_LEARNING_PORT_H
#define SCREENS_STAGE_LEARNING_PORT_H

#include "remote-input/remote_key.h"

/* What the screen that teaches a remote needs of the application, which alone knows devices. */

struct screen;

/* A key of a remote, as it came while the screen listens. */
struct learning_press {
    const char *label;         /* "PROG1" or "0x80110a": what there is to show */
    enum remote_key taken_for; /* what it was taken for in this learning; REMOTE_KEY_NONE: nothing yet */
    int is_back;               /* by the keymap in use */
};
typedef void (*learning_pressed)(struct screen *screen, const struct learning_press *press);

enum learning_kept {
    LEARNING_KEPT,
    LEARNING_NOT_WRITTEN, /* in use, but gone with the next start: logged */
    LEARNING_NOT_KEPT,
};

struct learning_port {
    /* From now on keys of remotes are reported by `pressed` and do nothing else. */
    void (*begin)(void *application, struct screen *screen, learning_pressed pressed);
    /* The keys before this drive the hall again; what was taken or tried and not kept is forgotten. May be
     * called twice. */
    void (*end)(void *application, struct screen *screen);
    /* The key that was reported last is to be `meaning`. */
    void (*take)(void *application, enum remote_key meaning);
    /* What was taken drives the hall, until `end` or `keep`. LEARNING_KEPT: it does. */
    enum learning_kept (*try_out)(void *application);
    /* What is tried stays. */
    enum learning_kept (*keep)(void *application);
    /* Undoes everything learned on this box. */
    enum learning_kept (*forget)(void *application);
    int (*has_learned)(void *application);
};

#endif
