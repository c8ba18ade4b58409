#include "screens/canvas/window_keys.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xcb/res.h>
#include <xcb/xcb.h>

#include "both-sides/log.h"

static const char where[] = "window";

/* Below the root a window manager puts a frame or two around a window. */
enum { TREE_DEPTH_MAX = 4 };
/* The keypad's keysyms (X11/keysymdef.h XK_KP_Space … XK_KP_Equal): digits with Num Lock. */
enum { KEYPAD_FIRST = 0xFF80, KEYPAD_LAST = 0xFFBD };

struct window_keys {
    xcb_connection_t *connection;
    xcb_window_t window; /* DirectFB's */
    xcb_window_t cover;  /* ours, unseen, over the whole of it */
    xcb_get_keyboard_mapping_reply_t *mapping;
    xcb_keycode_t first_code;
    unsigned down[UINT8_MAX + 1]; /* what each key was pressed as */
};

static int read_mapping(struct window_keys *keys)
{
    const xcb_setup_t *setup = xcb_get_setup(keys->connection);
    uint8_t count = (uint8_t)(setup->max_keycode - setup->min_keycode + 1);
    xcb_get_keyboard_mapping_reply_t *mapping = xcb_get_keyboard_mapping_reply(
        keys->connection, xcb_get_keyboard_mapping(keys->connection, setup->min_keycode, count), NULL);
    if (mapping == NULL) {
        return -1;
    }
    free(keys->mapping);
    keys->mapping = mapping;
    keys->first_code = setup->min_keycode;
    return 0;
}

static int is_own(xcb_connection_t *connection, xcb_window_t window)
{
    xcb_res_client_id_spec_t spec = {window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    xcb_res_query_client_ids_reply_t *reply =
        xcb_res_query_client_ids_reply(connection, xcb_res_query_client_ids(connection, 1, &spec), NULL);
    int own = 0;
    if (reply == NULL) {
        return 0;
    }
    xcb_res_client_id_value_iterator_t ids = xcb_res_query_client_ids_ids_iterator(reply);
    for (; ids.rem > 0 && !own; xcb_res_client_id_value_next(&ids)) {
        own = (ids.data->spec.mask & XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID) != 0 &&
              xcb_res_client_id_value_value_length(ids.data) > 0 &&
              xcb_res_client_id_value_value(ids.data)[0] == (uint32_t)getpid();
    }
    free(reply);
    return own;
}

/* Across a network nobody knows whose process a window is: then DirectFB's name for it has to do. */
static int has_its_name(xcb_connection_t *connection, xcb_window_t window)
{
    static const char name[] = "DFB X11 system window";
    xcb_get_property_reply_t *reply =
        xcb_get_property_reply(connection,
                               xcb_get_property(connection, 0, window, XCB_ATOM_WM_NAME,
                                                XCB_GET_PROPERTY_TYPE_ANY, 0, (sizeof name + 3) / 4),
                               NULL);
    int same = reply != NULL && xcb_get_property_value_length(reply) == (int)(sizeof name - 1) &&
               memcmp(xcb_get_property_value(reply), name, sizeof name - 1) == 0;
    free(reply);
    return same;
}

typedef int (*window_test)(xcb_connection_t *connection, xcb_window_t window);

/* The first window, from the top of the stack, that is it. 0: none. */
static xcb_window_t find_window(xcb_connection_t *connection, window_test matches, xcb_window_t parent,
                                int depth)
{
    xcb_window_t found = XCB_WINDOW_NONE;
    xcb_query_tree_reply_t *tree = xcb_query_tree_reply(connection, xcb_query_tree(connection, parent), NULL);
    if (tree == NULL) {
        return found;
    }
    const xcb_window_t *children = xcb_query_tree_children(tree);
    int count = xcb_query_tree_children_length(tree);
    for (int i = count - 1; i >= 0 && found == XCB_WINDOW_NONE; i--) {
        if (matches(connection, children[i])) {
            found = children[i];
        } else if (depth < TREE_DEPTH_MAX) {
            found = find_window(connection, matches, children[i], depth + 1);
        }
    }
    free(tree);
    return found;
}

static xcb_window_t find_own_window(xcb_connection_t *connection, xcb_window_t root)
{
    const xcb_query_extension_reply_t *res = xcb_get_extension_data(connection, &xcb_res_id);
    xcb_window_t found = XCB_WINDOW_NONE;
    if (res != NULL && res->present) {
        found = find_window(connection, is_own, root, 1);
    }
    return found != XCB_WINDOW_NONE ? found : find_window(connection, has_its_name, root, 1);
}

/* Events for DirectFB's window go to its own connection too, where nobody reads them now and they would pile
 * up. So pointer and keys are taken before they come there: by a window of ours that lies unseen over all of
 * it, and, where the pointer is elsewhere, by a grab of its keys. */
static void take_events(struct window_keys *keys)
{
    xcb_connection_t *connection = keys->connection;
    uint32_t keep = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE | XCB_EVENT_MASK_BUTTON_PRESS |
                    XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION;
    uint32_t wanted = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
    uint32_t values[] = {keep, wanted};
    uint32_t structure = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    keys->cover = xcb_generate_id(connection);
    (void)xcb_create_window(connection, XCB_COPY_FROM_PARENT, keys->cover, keys->window, 0, 0, UINT16_MAX,
                            UINT16_MAX, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
                            XCB_CW_DONT_PROPAGATE | XCB_CW_EVENT_MASK, values);
    (void)xcb_map_window(connection, keys->cover);
    (void)xcb_grab_key(connection, 0, keys->window, XCB_MOD_MASK_ANY, XCB_GRAB_ANY, XCB_GRAB_MODE_ASYNC,
                       XCB_GRAB_MODE_ASYNC);
    (void)xcb_change_window_attributes(connection, keys->window, XCB_CW_EVENT_MASK, &structure);
    (void)xcb_flush(connection);
}

struct window_keys *window_keys_open(void)
{
    struct window_keys *keys = calloc(1, sizeof *keys);
    const char *problem = "out of memory";
    if (keys == NULL) {
        goto fail;
    }
    keys->connection = xcb_connect(NULL, NULL);
    problem = "the display does not answer";
    if (xcb_connection_has_error(keys->connection)) {
        goto fail;
    }
    xcb_screen_iterator_t screens = xcb_setup_roots_iterator(xcb_get_setup(keys->connection));
    if (screens.rem > 0) {
        keys->window = find_own_window(keys->connection, screens.data->root);
    }
    problem = "DirectFB's window is not found";
    if (keys->window == XCB_WINDOW_NONE) {
        goto fail;
    }
    problem = "the display does not tell its keys";
    if (read_mapping(keys) < 0) {
        goto fail;
    }
    take_events(keys);
    return keys;
fail:
    log_line(LOG_LEVEL_ERROR, where, "no keys from the window: %s", problem);
    window_keys_close(keys);
    return NULL;
}

void window_keys_close(struct window_keys *keys)
{
    if (keys != NULL) {
        free(keys->mapping);
        xcb_disconnect(keys->connection);
        free(keys);
    }
}

int window_keys_fd(const struct window_keys *keys)
{
    return xcb_get_file_descriptor(keys->connection);
}

/* Shift and Num Lock say which of a key's first two keysyms is meant; a letter that has only one has it for
 * both. */
static unsigned keysym_of(const struct window_keys *keys, xcb_keycode_t code, uint16_t state)
{
    const xcb_keysym_t *all = xcb_get_keyboard_mapping_keysyms(keys->mapping);
    int length = xcb_get_keyboard_mapping_keysyms_length(keys->mapping);
    int per_code = keys->mapping->keysyms_per_keycode;
    int at = (code - keys->first_code) * per_code;
    if (code < keys->first_code || per_code < 1 || at + per_code > length) {
        return 0;
    }
    xcb_keysym_t plain = all[at];
    xcb_keysym_t shifted = per_code > 1 && all[at + 1] != 0 ? all[at + 1] : plain;
    int shift = (state & XCB_MOD_MASK_SHIFT) != 0;
    if (shifted >= KEYPAD_FIRST && shifted <= KEYPAD_LAST && (state & XCB_MOD_MASK_2) != 0) {
        shift = !shift;
    }
    return shift ? shifted : plain;
}

static int take(struct window_keys *keys, const xcb_generic_event_t *event, unsigned *keysym, int *pressed)
{
    enum { SENT_BIT = 0x80 };
    switch (event->response_type & ~SENT_BIT) {
    case XCB_KEY_PRESS:
    case XCB_KEY_RELEASE: {
        const xcb_key_press_event_t *key = (const void *)event;
        *pressed = (event->response_type & ~SENT_BIT) == XCB_KEY_PRESS;
        if (*pressed) {
            keys->down[key->detail] = keysym_of(keys, key->detail, key->state);
        }
        /* Of # Shift may go up before the key: what goes up is what went down. */
        *keysym = keys->down[key->detail];
        return *keysym != 0;
    }
    case XCB_MAPPING_NOTIFY:
        return read_mapping(keys);
    case XCB_DESTROY_NOTIFY:
        return ((const xcb_destroy_notify_event_t *)(const void *)event)->window == keys->window ? -1 : 0;
    default:
        return 0;
    }
}

int window_keys_next(struct window_keys *keys, unsigned *keysym, int *pressed)
{
    int result = 0;
    while (result == 0) {
        xcb_generic_event_t *event = xcb_poll_for_event(keys->connection);
        if (event == NULL) {
            break;
        }
        result = take(keys, event, keysym, pressed);
        free(event);
    }
    if (result == 0 && xcb_connection_has_error(keys->connection)) {
        result = -1;
    }
    if (result < 0) {
        log_line(LOG_LEVEL_ERROR, where, "the window or its display is gone");
    }
    return result;
}
