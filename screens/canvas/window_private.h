#ifndef SCREENS_CANVAS_WINDOW_PRIVATE_H
#define SCREENS_CANVAS_WINDOW_PRIVATE_H

#include <stdint.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

#include "screens/canvas/drawing_memory.h"
#include "screens/canvas/rect.h"

/* What the files of a window share. */

/* XCB_WINDOW_NONE: not found. */
xcb_window_t window_find_own(xcb_connection_t *connection, xcb_window_t root);

struct window_keys {
    xcb_get_keyboard_mapping_reply_t *mapping;
    xcb_keycode_t first_code;
    unsigned down[UINT8_MAX + 1]; /* what each key was pressed as */
};

/* 0, or -1: the display does not tell. */
int window_keys_read(struct window_keys *keys, xcb_connection_t *connection);
void window_keys_free(struct window_keys *keys);
/* From now on keys of `window` come to `connection`, and nothing of keys or pointer to DirectFB. */
void window_keys_take(xcb_connection_t *connection, xcb_window_t window);
/* 1 and a keysym, or 0: one that nobody knows. */
int window_keys_event(struct window_keys *keys, const xcb_key_press_event_t *event, int pressed,
                      unsigned *keysym);

/* A window of ours over the whole of DirectFB's, and the memory that it is filled from. */
struct window_picture {
    struct drawing_memory base;
    xcb_connection_t *connection;
    xcb_window_t window;
    xcb_gcontext_t context;
    xcb_shm_seg_t segment;
    uint8_t depth;
    struct pixel_view view; /* memory NULL: nothing is shared */
    uint32_t last_put;      /* the number of the request */
    uint32_t last_whole_put;
    uint32_t last_copy;
    int is_unread;     /* the display may still be reading what was put */
    int is_unobscured; /* the display has every pixel of the window */
};

/* 0, or -1: this display shares no memory with us, or has other pixels. */
int window_picture_open(struct window_picture *picture, xcb_connection_t *connection, xcb_window_t parent,
                        int width, int height, DFBSurfacePixelFormat format);
void window_picture_close(struct window_picture *picture);
void window_picture_put(struct window_picture *picture, const struct rect *areas, size_t count);
/* 0, or -1: to be put instead. */
int window_picture_scroll(struct window_picture *picture, struct rect area, int dy);
void window_picture_seen(struct window_picture *picture, const xcb_visibility_notify_event_t *event,
                         uint32_t sequence);
void window_picture_expose(struct window_picture *picture, const xcb_expose_event_t *event,
                           uint32_t sequence);
/* What the display sends says which request of ours it has done with. */
void window_picture_heard(struct window_picture *picture, uint32_t sequence);

#endif
