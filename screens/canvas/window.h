#ifndef SCREENS_CANVAS_WINDOW_H
#define SCREENS_CANVAS_WINDOW_H

#include <directfb.h>
#include <stddef.h>

#include "screens/canvas/canvas.h"
#include "screens/canvas/drawing_memory.h"

/* DirectFB's window on an X display, by a connection of our own whose descriptor the loop waits on. Its keys:
 * DirectFB's way for them is four threads long and wakes 50 times a second at rest. And its picture: a Flip
 * of DirectFB's is carried out by a thread of its own, two switches for each part (docs/decisions/0169). */

struct window;

/* Finds the window that this process has on $DISPLAY; it is there from DirectFB's first Flip on. `format` is
 * what is drawn in; DSPF_UNKNOWN: the picture is DirectFB's to show. NULL: the log says why. */
struct window *window_open(int width, int height, DFBSurfacePixelFormat format);
void window_close(struct window *window); /* NULL is fine */

/* What is shared with the display, width × height, valid until window_close. NULL: nothing (it is another
 * machine's, or has another format); then the picture is DirectFB's to show. */
struct drawing_memory *window_memory(struct window *window);
/* Puts these parts of the memory into the window. */
void window_show(struct window *window, const struct rect *areas, size_t count);
/* Has the display move what the window shows in `area` by dy lines (negative: up), at once. 0, or -1: it
 * cannot now, and the area has to be shown again. */
int window_scroll(struct window *window, struct rect area, int dy);

int window_fd(const struct window *window);
/* Reads what has come by the descriptor: to be called when something has. */
void window_read(struct window *window);
/* 1: something has been read and is yet to be taken by window_next_key. */
int window_event_waits(struct window *window);
/* Of what has been read: 1 and the keysym of a key that was pressed or released; 0: none is left; -1: the
 * window or the display is gone. */
int window_next_key(struct window *window, unsigned *keysym, int *pressed);

#endif
