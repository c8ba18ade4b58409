/* The picture of a window: memory that the display reads (MIT-SHM), and one request for each part of it. */
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "screens/canvas/window_private.h"

enum { BITS_A_BYTE = 8, LINE_PAD_BITS = 32 };

static int bits_of(DFBSurfacePixelFormat format)
{
    if (format == DSPF_RGB32 || format == DSPF_ARGB) {
        return 32;
    }
    return format == DSPF_RGB16 ? 16 : 0;
}

/* Whether pixels in the display's depth are those of `format`. Of the order of red, green and blue DirectFB
 * assumes the same. */
static int shows_format(const xcb_setup_t *setup, uint8_t depth, DFBSurfacePixelFormat format)
{
    int bits = bits_of(format);
    if (bits == 0 || setup->image_byte_order != XCB_IMAGE_ORDER_LSB_FIRST || (bits == 16 && depth != 16)) {
        return 0;
    }
    xcb_format_iterator_t formats = xcb_setup_pixmap_formats_iterator(setup);
    for (; formats.rem > 0; xcb_format_next(&formats)) {
        if (formats.data->depth == depth) {
            return formats.data->bits_per_pixel == bits && formats.data->scanline_pad == LINE_PAD_BITS;
        }
    }
    return 0;
}

/* The display does what comes in order: what it answers after a put, it says when the put is done. A key that
 * was pressed says it too, so that nobody is asked at most frames. */
static int lock(struct drawing_memory *memory, struct pixel_view *view)
{
    struct window_picture *picture = (struct window_picture *)memory;
    if (picture->is_unread) {
        xcb_get_input_focus_reply_t *reply =
            xcb_get_input_focus_reply(picture->connection, xcb_get_input_focus(picture->connection), NULL);
        if (reply == NULL) {
            return -1; /* the display is gone, which window_next_key tells */
        }
        free(reply);
        picture->is_unread = 0;
    }
    *view = picture->view;
    return 0;
}

static void unlock(struct drawing_memory *memory)
{
    (void)memory;
}

/* Gone as soon as both sides have given it up, however they end. -1: not shared. */
static int share(struct window_picture *picture, size_t size)
{
    xcb_connection_t *connection = picture->connection;
    int id = shmget(IPC_PRIVATE, size, IPC_CREAT | S_IRUSR | S_IWUSR);
    if (id < 0) {
        return -1;
    }
    void *memory = shmat(id, NULL, 0);
    int is_here = memory != (void *)-1; /* shmat's failure */
    int failed = !is_here;
    if (is_here) {
        picture->segment = xcb_generate_id(connection);
        xcb_generic_error_t *error = xcb_request_check(
            connection, xcb_shm_attach_checked(connection, picture->segment, (uint32_t)id, 1));
        failed = error != NULL || xcb_connection_has_error(connection);
        free(error);
    }
    (void)shmctl(id, IPC_RMID, NULL);
    if (failed) {
        if (is_here) {
            (void)shmdt(memory);
        }
        return -1;
    }
    picture->view.memory = memory;
    return 0;
}

/* No background: it would be seen before the picture. */
static void make_window(struct window_picture *picture, xcb_window_t parent)
{
    xcb_connection_t *connection = picture->connection;
    uint32_t values[] = {XCB_BACK_PIXMAP_NONE, XCB_EVENT_MASK_EXPOSURE | XCB_EVENT_MASK_VISIBILITY_CHANGE};
    uint32_t no_exposures = 0;
    picture->window = xcb_generate_id(connection);
    (void)xcb_create_window(connection, XCB_COPY_FROM_PARENT, picture->window, parent, 0, 0,
                            (uint16_t)picture->view.width, (uint16_t)picture->view.height, 0,
                            XCB_WINDOW_CLASS_INPUT_OUTPUT, XCB_COPY_FROM_PARENT,
                            XCB_CW_BACK_PIXMAP | XCB_CW_EVENT_MASK, values);
    picture->context = xcb_generate_id(connection);
    (void)xcb_create_gc(connection, picture->context, picture->window, XCB_GC_GRAPHICS_EXPOSURES,
                        &no_exposures);
    (void)xcb_map_window(connection, picture->window);
}

int window_picture_open(struct window_picture *picture, xcb_connection_t *connection, xcb_window_t parent,
                        int width, int height, DFBSurfacePixelFormat format)
{
    const xcb_query_extension_reply_t *extension = xcb_get_extension_data(connection, &xcb_shm_id);
    const xcb_setup_t *setup = xcb_get_setup(connection);
    uint8_t depth = xcb_setup_roots_iterator(setup).data->root_depth;
    int bits = bits_of(format);
    if (extension == NULL || !extension->present || width > INT16_MAX || height > INT16_MAX ||
        !shows_format(setup, depth, format)) {
        return -1;
    }
    int pitch = (width * bits + LINE_PAD_BITS - 1) / LINE_PAD_BITS * (LINE_PAD_BITS / BITS_A_BYTE);
    *picture = (struct window_picture){
        .base = {.lock = lock, .unlock = unlock},
        .connection = connection,
        .depth = depth,
        .view = {.pitch = pitch, .width = width, .height = height, .format = format},
    };
    if (share(picture, (size_t)pitch * (size_t)height) < 0) {
        return -1;
    }
    make_window(picture, parent);
    return 0;
}

void window_picture_close(struct window_picture *picture)
{
    if (picture->view.memory != NULL) {
        (void)shmdt(picture->view.memory);
        picture->view.memory = NULL;
    }
}

static void put(struct window_picture *picture, struct rect area)
{
    int width = picture->view.width;
    int height = picture->view.height;
    area = rect_intersection(area, (struct rect){0, 0, width, height});
    if (rect_is_empty(area)) {
        return;
    }
    xcb_void_cookie_t cookie = xcb_shm_put_image(
        picture->connection, picture->window, picture->context, (uint16_t)width, (uint16_t)height,
        (uint16_t)area.x, (uint16_t)area.y, (uint16_t)area.w, (uint16_t)area.h, (int16_t)area.x,
        (int16_t)area.y, picture->depth, XCB_IMAGE_FORMAT_Z_PIXMAP, 0, picture->segment, 0);
    picture->last_put = cookie.sequence;
    picture->is_unread = 1;
    if (area.w == width && area.h == height) {
        picture->last_whole_put = cookie.sequence;
    }
}

void window_picture_put(struct window_picture *picture, const struct rect *areas, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put(picture, areas[i]);
    }
    (void)xcb_flush(picture->connection);
}

/* Numbers of requests start again at 0 one day. */
static int is_before(uint32_t a, uint32_t b)
{
    return (int32_t)(a - b) < 0;
}

/* Puts `area` for an event that says it is lost, unless all has been put since. Where pixels have been moved
 * since, they may have been lost ones: then all is put. */
static void mend(struct window_picture *picture, struct rect area, uint32_t sequence)
{
    if (is_before(sequence, picture->last_whole_put)) {
        return;
    }
    if (is_before(sequence, picture->last_copy)) {
        area = (struct rect){0, 0, picture->view.width, picture->view.height};
    }
    put(picture, area);
    (void)xcb_flush(picture->connection);
}

void window_picture_expose(struct window_picture *picture, const xcb_expose_event_t *event, uint32_t sequence)
{
    if (event->window == picture->window) {
        mend(picture, (struct rect){event->x, event->y, event->width, event->height}, sequence);
    }
}

/* Under another window there are no pixels to be moved from there. */
void window_picture_seen(struct window_picture *picture, const xcb_visibility_notify_event_t *event,
                         uint32_t sequence)
{
    if (event->window == picture->window) {
        picture->is_unobscured = event->state == XCB_VISIBILITY_UNOBSCURED;
        if (!picture->is_unobscured) {
            mend(picture, (struct rect){0, 0, 0, 0}, sequence);
        }
    }
}

int window_picture_scroll(struct window_picture *picture, struct rect area, int dy)
{
    int lines = area.h - abs(dy);
    if (!picture->is_unobscured || lines <= 0) {
        return -1;
    }
    int from = dy < 0 ? area.y - dy : area.y;
    xcb_void_cookie_t cookie = xcb_copy_area(
        picture->connection, picture->window, picture->window, picture->context, (int16_t)area.x,
        (int16_t)from, (int16_t)area.x, (int16_t)(from + dy), (uint16_t)area.w, (uint16_t)lines);
    picture->last_copy = cookie.sequence;
    (void)xcb_flush(picture->connection); /* it works while we draw */
    return 0;
}

void window_picture_heard(struct window_picture *picture, uint32_t sequence)
{
    if (!is_before(sequence, picture->last_put)) {
        picture->is_unread = 0;
    }
}
