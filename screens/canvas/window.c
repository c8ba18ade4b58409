#include "screens/canvas/window.h"

#include <stdlib.h>

#include "both-sides/log.h"
#include "screens/canvas/window_private.h"

static const char where[] = "window";

struct window {
    xcb_connection_t *connection;
    xcb_window_t window; /* DirectFB's */
    xcb_generic_event_t *waiting;
    struct window_keys keys;
    struct window_picture picture;
};

static const char *open_connection(struct window *window)
{
    window->connection = xcb_connect(NULL, NULL);
    if (xcb_connection_has_error(window->connection)) {
        return "the display does not answer";
    }
    xcb_prefetch_extension_data(window->connection, &xcb_shm_id);
    xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(window->connection));
    if (screens.rem > 0) {
        window->window = window_find_own(window->connection, screens.data->root);
    }
    return window->window == XCB_WINDOW_NONE ? "DirectFB's window is not found" : NULL;
}

struct window *window_open(int width, int height, DFBSurfacePixelFormat format)
{
    struct window *window = calloc(1, sizeof *window);
    const char *problem = "out of memory";
    if (window == NULL) {
        goto fail;
    }
    problem = open_connection(window);
    if (problem != NULL) {
        goto fail;
    }
    problem = "the display does not tell its keys";
    if (window_keys_read(&window->keys, window->connection) < 0) {
        goto fail;
    }
    if (format != DSPF_UNKNOWN && window_picture_open(&window->picture, window->connection, window->window,
                                                      width, height, format) < 0) {
        log_line(LOG_LEVEL_DEBUG, where, "no memory is shared with the display; DirectFB shows the picture");
    }
    /* Last, so that what takes the pointer's events lies above. */
    window_keys_take(window->connection, window->window);
    return window;
fail:
    log_line(LOG_LEVEL_ERROR, where, "no keys from the window: %s", problem);
    window_close(window);
    return NULL;
}

void window_close(struct window *window)
{
    if (window != NULL) {
        free(window->waiting);
        window_keys_free(&window->keys);
        xcb_disconnect(window->connection);
        window_picture_close(&window->picture);
        free(window);
    }
}

struct drawing_memory *window_memory(struct window *window)
{
    return window->picture.view.memory != NULL ? &window->picture.base : NULL;
}

void window_show(struct window *window, const struct rect *areas, size_t count)
{
    window_picture_put(&window->picture, areas, count);
}

int window_scroll(struct window *window, struct rect area, int dy)
{
    return window_picture_scroll(&window->picture, area, dy);
}

int window_fd(const struct window *window)
{
    return xcb_get_file_descriptor(window->connection);
}

/* XCB reads when it has nothing left of what it has read. */
void window_read(struct window *window)
{
    if (window->waiting == NULL) {
        window->waiting = xcb_poll_for_event(window->connection);
    }
}

/* While it writes, or waits for an answer, XCB reads whatever comes. */
int window_event_waits(struct window *window)
{
    if (window->waiting == NULL) {
        window->waiting = xcb_poll_for_queued_event(window->connection);
    }
    return window->waiting != NULL;
}

static xcb_generic_event_t *next_event(struct window *window)
{
    xcb_generic_event_t *event = window_event_waits(window) ? window->waiting : NULL;
    window->waiting = NULL;
    return event;
}

static int take(struct window *window, const xcb_generic_event_t *event, unsigned *keysym, int *pressed)
{
    enum { SENT_BIT = 0x80 };
    int kind = event->response_type & ~SENT_BIT;
    window_picture_heard(&window->picture, event->full_sequence);
    switch (kind) {
    case 0: {
        const xcb_generic_error_t *error = (const void *)event;
        log_line(LOG_LEVEL_WARNING, where, "the display refused request %d.%d: error %d", error->major_code,
                 error->minor_code, error->error_code);
        return 0;
    }
    case XCB_KEY_PRESS:
    case XCB_KEY_RELEASE:
        *pressed = kind == XCB_KEY_PRESS;
        return window_keys_event(&window->keys, (const void *)event, *pressed, keysym);
    case XCB_EXPOSE:
        window_picture_expose(&window->picture, (const void *)event, event->full_sequence);
        return 0;
    case XCB_VISIBILITY_NOTIFY:
        window_picture_seen(&window->picture, (const void *)event, event->full_sequence);
        return 0;
    case XCB_MAPPING_NOTIFY:
        return window_keys_read(&window->keys, window->connection);
    case XCB_DESTROY_NOTIFY:
        return ((const xcb_destroy_notify_event_t *)(const void *)event)->window == window->window ? -1 : 0;
    default:
        return 0;
    }
}

int window_next_key(struct window *window, unsigned *keysym, int *pressed)
{
    int result = 0;
    while (result == 0) {
        xcb_generic_event_t *event = next_event(window);
        if (event == NULL) {
            break;
        }
        result = take(window, event, keysym, pressed);
        free(event);
    }
    if (result == 0 && xcb_connection_has_error(window->connection)) {
        result = -1;
    }
    if (result < 0) {
        log_line(LOG_LEVEL_ERROR, where, "the window or its display is gone");
    }
    return result;
}
