#ifndef REMOTE_INPUT_REMOTE_KEY_H
#define REMOTE_INPUT_REMOTE_KEY_H

#include <stdint.h>

/* What the hall understands, whatever the remote called it. */
enum remote_key {
    REMOTE_KEY_NONE,
    REMOTE_KEY_UP,
    REMOTE_KEY_DOWN,
    REMOTE_KEY_LEFT,
    REMOTE_KEY_RIGHT,
    REMOTE_KEY_OK,
    REMOTE_KEY_BACK,
    REMOTE_KEY_HOME,
    REMOTE_KEY_MENU,
    REMOTE_KEY_PAGE_UP,
    REMOTE_KEY_PAGE_DOWN,
    REMOTE_KEY_CHANNEL_UP,
    REMOTE_KEY_CHANNEL_DOWN,
    REMOTE_KEY_VOLUME_UP,
    REMOTE_KEY_VOLUME_DOWN,
    REMOTE_KEY_RED,
    REMOTE_KEY_GREEN,
    REMOTE_KEY_YELLOW,
    REMOTE_KEY_BLUE,
    REMOTE_KEY_0, /* the ten digits stand in order */
    REMOTE_KEY_1,
    REMOTE_KEY_2,
    REMOTE_KEY_3,
    REMOTE_KEY_4,
    REMOTE_KEY_5,
    REMOTE_KEY_6,
    REMOTE_KEY_7,
    REMOTE_KEY_8,
    REMOTE_KEY_9,
    REMOTE_KEY_STAR,
    REMOTE_KEY_POUND,
    REMOTE_KEY_DELETE,
    REMOTE_KEY_INFO,
    REMOTE_KEY_PLAY_PAUSE,
    REMOTE_KEY_STANDBY,
    REMOTE_KEY_COUNT
};

enum remote_press { REMOTE_PRESS, REMOTE_REPEAT, REMOTE_RELEASE };

struct remote_event {
    enum remote_key key;
    enum remote_press press;
    int64_t time_us; /* CLOCK_MONOTONIC */
};

/* "UP", "RED", "5" …: the names used by the test port and by keymap sections. */
const char *remote_key_name(enum remote_key key);
/* REMOTE_KEY_NONE for a name that is none. */
enum remote_key remote_key_from_name(const char *name);
/* 0..9, or -1 for a key that is no digit. */
int remote_key_digit(enum remote_key key);
/* -1 for Left, 1 for Right, 0 for other keys. (VOL± are the television's where the remote has arrows; else
 * its keymap makes them Left and Right.) */
int remote_key_sideways(enum remote_key key);

/* From linux/input-event-codes.h KEY_*; REMOTE_KEY_NONE: the hall has no use for it. */
enum remote_key remote_key_from_evdev(unsigned code);
/* From the keysyms of X (a window on a developer's machine). Agrees with the evdev table. */
enum remote_key remote_key_from_keysym(unsigned keysym);

#endif
