/* Key events of a window, through the descriptor that the loop waits on. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "both-sides/log.h"
#include "screens/canvas/canvas_private.h"

static const char where[] = "canvas";

int canvas_keys_open(struct canvas *canvas)
{
    DFBResult result =
        canvas->directfb->CreateInputEventBuffer(canvas->directfb, DICAPS_KEYS, DFB_FALSE, &canvas->events);
    if (result == DFB_OK) {
        result = canvas->events->CreateFileDescriptor(canvas->events, &canvas->event_fd);
    }
    if (result != DFB_OK) {
        log_line(LOG_LEVEL_ERROR, where, "no key events from the window: %s", DirectFBErrorString(result));
        canvas->event_fd = -1;
        return -1;
    }
    int flags = fcntl(canvas->event_fd, F_GETFL);
    if (flags < 0 || fcntl(canvas->event_fd, F_SETFL, flags | O_NONBLOCK) < 0) {
        log_line(LOG_LEVEL_ERROR, where, "the window's descriptor cannot be read without waiting");
        return -1;
    }
    return 0;
}

void canvas_keys_close(struct canvas *canvas)
{
    if (canvas->events) {
        canvas->events->Release(canvas->events);
        canvas->events = NULL;
    }
    if (canvas->event_fd >= 0) {
        (void)close(canvas->event_fd);
        canvas->event_fd = -1;
    }
}

int canvas_event_fd(const struct canvas *canvas)
{
    return canvas->event_fd;
}

int canvas_next_key(struct canvas *canvas, unsigned *symbol, int *pressed)
{
    DFBEvent event;
    if (canvas->event_fd < 0) {
        return 0;
    }
    for (;;) {
        ssize_t got = read(canvas->event_fd, &event, sizeof event);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return 0;
        }
        if (got != (ssize_t)sizeof event) {
            log_line(LOG_LEVEL_ERROR, where, "the window's key events have ended");
            return -1;
        }
        if (event.clazz == DFEC_INPUT &&
            (event.input.type == DIET_KEYPRESS || event.input.type == DIET_KEYRELEASE)) {
            *symbol = (unsigned)event.input.key_symbol;
            *pressed = event.input.type == DIET_KEYPRESS;
            return 1;
        }
    }
}
