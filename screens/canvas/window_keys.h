#ifndef SCREENS_CANVAS_WINDOW_KEYS_H
#define SCREENS_CANVAS_WINDOW_KEYS_H

/* The keys of DirectFB's window on an X display, by a connection of our own whose descriptor the loop waits
 * on: DirectFB's way for them is four threads long and wakes 50 times a second at rest. */

struct window_keys;

/* Finds the window that this process has on $DISPLAY. NULL: the log says why, and the window has no keys. */
struct window_keys *window_keys_open(void);
void window_keys_close(struct window_keys *keys);

int window_keys_fd(const struct window_keys *keys);
/* 1 and the keysym of a key that was pressed or released; 0: none waits; -1: the window or the display is
 * gone. */
int window_keys_next(struct window_keys *keys, unsigned *keysym, int *pressed);

#endif
