/* Keys of a window: from key codes to keysyms, and who gets them. */
#include <stdlib.h>

#include "screens/canvas/window_private.h"

/* The keypad's keysyms (X11/keysymdef.h XK_KP_Space … XK_KP_Equal): digits with Num Lock. */
enum { KEYPAD_FIRST = 0xFF80, KEYPAD_LAST = 0xFFBD };

int window_keys_read(struct window_keys *keys, xcb_connection_t *connection)
{
    const xcb_setup_t *setup = xcb_get_setup(connection);
    uint8_t count = (uint8_t)(setup->max_keycode - setup->min_keycode + 1);
    xcb_get_keyboard_mapping_reply_t *mapping = xcb_get_keyboard_mapping_reply(
        connection, xcb_get_keyboard_mapping(connection, setup->min_keycode, count), NULL);
    if (mapping == NULL) {
        return -1;
    }
    free(keys->mapping);
    keys->mapping = mapping;
    keys->first_code = setup->min_keycode;
    return 0;
}

void window_keys_free(struct window_keys *keys)
{
    free(keys->mapping);
    keys->mapping = NULL;
}

/* Events for DirectFB's window go to its own connection too, where nobody reads them now and they would pile
 * up. So pointer and keys are taken before they come there: by a window of ours that lies unseen over all of
 * it, and, where the pointer is elsewhere, by a grab of its keys. */
void window_keys_take(xcb_connection_t *connection, xcb_window_t window)
{
    uint32_t keep = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE | XCB_EVENT_MASK_BUTTON_PRESS |
                    XCB_EVENT_MASK_BUTTON_RELEASE | XCB_EVENT_MASK_POINTER_MOTION;
    uint32_t wanted = XCB_EVENT_MASK_KEY_PRESS | XCB_EVENT_MASK_KEY_RELEASE;
    uint32_t values[] = {keep, wanted};
    uint32_t structure = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    xcb_window_t cover = xcb_generate_id(connection);
    (void)xcb_create_window(connection, XCB_COPY_FROM_PARENT, cover, window, 0, 0, UINT16_MAX, UINT16_MAX, 0,
                            XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT,
                            XCB_CW_DONT_PROPAGATE | XCB_CW_EVENT_MASK, values);
    (void)xcb_map_window(connection, cover);
    (void)xcb_grab_key(connection, 0, window, XCB_MOD_MASK_ANY, XCB_GRAB_ANY, XCB_GRAB_MODE_ASYNC,
                       XCB_GRAB_MODE_ASYNC);
    (void)xcb_change_window_attributes(connection, window, XCB_CW_EVENT_MASK, &structure);
    (void)xcb_flush(connection);
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

int window_keys_event(struct window_keys *keys, const xcb_key_press_event_t *event, int pressed,
                      unsigned *keysym)
{
    if (pressed) {
        keys->down[event->detail] = keysym_of(keys, event->detail, event->state);
    }
    /* Of # Shift may go up before the key: what goes up is what went down. */
    *keysym = keys->down[event->detail];
    return *keysym != 0;
}
