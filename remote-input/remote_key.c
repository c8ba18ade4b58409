#include "remote-input/remote_key.h"

#include <directfb.h>
#include <directfb_keyboard.h>
#include <linux/input-event-codes.h>
#include <stddef.h>
#include <string.h>

static const char *const key_names[REMOTE_KEY_COUNT] = {
    [REMOTE_KEY_NONE] = "NONE",
    [REMOTE_KEY_UP] = "UP",
    [REMOTE_KEY_DOWN] = "DOWN",
    [REMOTE_KEY_LEFT] = "LEFT",
    [REMOTE_KEY_RIGHT] = "RIGHT",
    [REMOTE_KEY_OK] = "OK",
    [REMOTE_KEY_BACK] = "BACK",
    [REMOTE_KEY_HOME] = "HOME",
    [REMOTE_KEY_MENU] = "MENU",
    [REMOTE_KEY_PAGE_UP] = "PAGE_UP",
    [REMOTE_KEY_PAGE_DOWN] = "PAGE_DOWN",
    [REMOTE_KEY_CHANNEL_UP] = "CHANNEL_UP",
    [REMOTE_KEY_CHANNEL_DOWN] = "CHANNEL_DOWN",
    [REMOTE_KEY_VOLUME_UP] = "VOLUME_UP",
    [REMOTE_KEY_VOLUME_DOWN] = "VOLUME_DOWN",
    [REMOTE_KEY_RED] = "RED",
    [REMOTE_KEY_GREEN] = "GREEN",
    [REMOTE_KEY_YELLOW] = "YELLOW",
    [REMOTE_KEY_BLUE] = "BLUE",
    [REMOTE_KEY_0] = "0",
    [REMOTE_KEY_1] = "1",
    [REMOTE_KEY_2] = "2",
    [REMOTE_KEY_3] = "3",
    [REMOTE_KEY_4] = "4",
    [REMOTE_KEY_5] = "5",
    [REMOTE_KEY_6] = "6",
    [REMOTE_KEY_7] = "7",
    [REMOTE_KEY_8] = "8",
    [REMOTE_KEY_9] = "9",
    [REMOTE_KEY_STAR] = "STAR",
    [REMOTE_KEY_POUND] = "POUND",
    [REMOTE_KEY_DELETE] = "DELETE",
    [REMOTE_KEY_INFO] = "INFO",
    [REMOTE_KEY_PLAY_PAUSE] = "PLAY_PAUSE",
    [REMOTE_KEY_STANDBY] = "STANDBY",
};

/* Indexed by code, so that a key costs one look. KEY_EXIT goes home and KEY_BACKSPACE deletes because these
 * are their meanings on a device that has a better key for Back; remote_keymap.c decides for the device at
 * hand. */
static const unsigned char evdev_keys[KEY_CNT] = {
    [KEY_UP] = REMOTE_KEY_UP,
    [KEY_DOWN] = REMOTE_KEY_DOWN,
    [KEY_LEFT] = REMOTE_KEY_LEFT,
    [KEY_RIGHT] = REMOTE_KEY_RIGHT,
    [KEY_OK] = REMOTE_KEY_OK,
    [KEY_SELECT] = REMOTE_KEY_OK,
    [KEY_ENTER] = REMOTE_KEY_OK,
    [KEY_KPENTER] = REMOTE_KEY_OK,
    [KEY_BACK] = REMOTE_KEY_BACK,
    [KEY_ESC] = REMOTE_KEY_BACK,
    [KEY_LAST] = REMOTE_KEY_BACK,
    [KEY_CANCEL] = REMOTE_KEY_BACK,
    [KEY_CLOSE] = REMOTE_KEY_BACK,
    [KEY_EXIT] = REMOTE_KEY_HOME,
    [KEY_HOME] = REMOTE_KEY_HOME,
    [KEY_HOMEPAGE] = REMOTE_KEY_HOME,
    [KEY_MENU] = REMOTE_KEY_MENU,
    [KEY_CONTEXT_MENU] = REMOTE_KEY_MENU,
    [KEY_OPTION] = REMOTE_KEY_MENU,
    [KEY_PAGEUP] = REMOTE_KEY_PAGE_UP,
    [KEY_SCROLLUP] = REMOTE_KEY_PAGE_UP,
    [KEY_PAGEDOWN] = REMOTE_KEY_PAGE_DOWN,
    [KEY_SCROLLDOWN] = REMOTE_KEY_PAGE_DOWN,
    [KEY_CHANNELUP] = REMOTE_KEY_CHANNEL_UP,
    [KEY_CHANNELDOWN] = REMOTE_KEY_CHANNEL_DOWN,
    [KEY_VOLUMEUP] = REMOTE_KEY_VOLUME_UP,
    [KEY_VOLUMEDOWN] = REMOTE_KEY_VOLUME_DOWN,
    [KEY_RED] = REMOTE_KEY_RED,
    [KEY_GREEN] = REMOTE_KEY_GREEN,
    [KEY_YELLOW] = REMOTE_KEY_YELLOW,
    [KEY_BLUE] = REMOTE_KEY_BLUE,
    [KEY_F1] = REMOTE_KEY_RED,
    [KEY_F2] = REMOTE_KEY_GREEN,
    [KEY_F3] = REMOTE_KEY_YELLOW,
    [KEY_F4] = REMOTE_KEY_BLUE,
    [KEY_F7] = REMOTE_KEY_CHANNEL_DOWN,
    [KEY_F8] = REMOTE_KEY_CHANNEL_UP,
    [KEY_F9] = REMOTE_KEY_INFO,
    [KEY_F10] = REMOTE_KEY_MENU,
    [KEY_F11] = REMOTE_KEY_VOLUME_DOWN,
    [KEY_F12] = REMOTE_KEY_VOLUME_UP,
    [KEY_0] = REMOTE_KEY_0,
    [KEY_1] = REMOTE_KEY_1,
    [KEY_2] = REMOTE_KEY_2,
    [KEY_3] = REMOTE_KEY_3,
    [KEY_4] = REMOTE_KEY_4,
    [KEY_5] = REMOTE_KEY_5,
    [KEY_6] = REMOTE_KEY_6,
    [KEY_7] = REMOTE_KEY_7,
    [KEY_8] = REMOTE_KEY_8,
    [KEY_9] = REMOTE_KEY_9,
    [KEY_KP0] = REMOTE_KEY_0,
    [KEY_KP1] = REMOTE_KEY_1,
    [KEY_KP2] = REMOTE_KEY_2,
    [KEY_KP3] = REMOTE_KEY_3,
    [KEY_KP4] = REMOTE_KEY_4,
    [KEY_KP5] = REMOTE_KEY_5,
    [KEY_KP6] = REMOTE_KEY_6,
    [KEY_KP7] = REMOTE_KEY_7,
    [KEY_KP8] = REMOTE_KEY_8,
    [KEY_KP9] = REMOTE_KEY_9,
    [KEY_NUMERIC_0] = REMOTE_KEY_0,
    [KEY_NUMERIC_1] = REMOTE_KEY_1,
    [KEY_NUMERIC_2] = REMOTE_KEY_2,
    [KEY_NUMERIC_3] = REMOTE_KEY_3,
    [KEY_NUMERIC_4] = REMOTE_KEY_4,
    [KEY_NUMERIC_5] = REMOTE_KEY_5,
    [KEY_NUMERIC_6] = REMOTE_KEY_6,
    [KEY_NUMERIC_7] = REMOTE_KEY_7,
    [KEY_NUMERIC_8] = REMOTE_KEY_8,
    [KEY_NUMERIC_9] = REMOTE_KEY_9,
    [KEY_NUMERIC_STAR] = REMOTE_KEY_STAR,
    [KEY_KPASTERISK] = REMOTE_KEY_STAR,
    [KEY_NUMERIC_POUND] = REMOTE_KEY_POUND,
    [KEY_DELETE] = REMOTE_KEY_DELETE,
    [KEY_CLEAR] = REMOTE_KEY_DELETE,
    [KEY_BACKSPACE] = REMOTE_KEY_DELETE,
    [KEY_INFO] = REMOTE_KEY_INFO,
    [KEY_HELP] = REMOTE_KEY_INFO,
    [KEY_PLAYPAUSE] = REMOTE_KEY_PLAY_PAUSE,
    [KEY_PLAY] = REMOTE_KEY_PLAY_PAUSE,
    [KEY_PAUSE] = REMOTE_KEY_PLAY_PAUSE,
    [KEY_POWER] = REMOTE_KEY_STANDBY,
    [KEY_POWER2] = REMOTE_KEY_STANDBY,
};

struct diks_row {
    unsigned symbol;
    enum remote_key key;
};

/* The same choices as above. A window's keyboard has Escape, so its Backspace deletes. */
static const struct diks_row diks_keys[] = {
    {DIKS_CURSOR_UP, REMOTE_KEY_UP},
    {DIKS_CURSOR_DOWN, REMOTE_KEY_DOWN},
    {DIKS_CURSOR_LEFT, REMOTE_KEY_LEFT},
    {DIKS_CURSOR_RIGHT, REMOTE_KEY_RIGHT},
    {DIKS_OK, REMOTE_KEY_OK},
    {DIKS_SELECT, REMOTE_KEY_OK},
    {DIKS_RETURN, REMOTE_KEY_OK},
    {DIKS_BACK, REMOTE_KEY_BACK},
    {DIKS_ESCAPE, REMOTE_KEY_BACK},
    {DIKS_LAST, REMOTE_KEY_BACK},
    {DIKS_CANCEL, REMOTE_KEY_BACK},
    {DIKS_EXIT, REMOTE_KEY_HOME},
    {DIKS_HOME, REMOTE_KEY_HOME},
    {DIKS_MENU, REMOTE_KEY_MENU},
    {DIKS_OPTION, REMOTE_KEY_MENU},
    {DIKS_PAGE_UP, REMOTE_KEY_PAGE_UP},
    {DIKS_PAGE_DOWN, REMOTE_KEY_PAGE_DOWN},
    {DIKS_CHANNEL_UP, REMOTE_KEY_CHANNEL_UP},
    {DIKS_CHANNEL_DOWN, REMOTE_KEY_CHANNEL_DOWN},
    {DIKS_VOLUME_UP, REMOTE_KEY_VOLUME_UP},
    {DIKS_VOLUME_DOWN, REMOTE_KEY_VOLUME_DOWN},
    {DIKS_RED, REMOTE_KEY_RED},
    {DIKS_GREEN, REMOTE_KEY_GREEN},
    {DIKS_YELLOW, REMOTE_KEY_YELLOW},
    {DIKS_BLUE, REMOTE_KEY_BLUE},
    {DIKS_F1, REMOTE_KEY_RED},
    {DIKS_F2, REMOTE_KEY_GREEN},
    {DIKS_F3, REMOTE_KEY_YELLOW},
    {DIKS_F4, REMOTE_KEY_BLUE},
    /* DirectFB's x11 driver knows no multimedia keys: what a PC keyboard lacks is on its function keys. */
    {DIKS_F7, REMOTE_KEY_CHANNEL_DOWN},
    {DIKS_F8, REMOTE_KEY_CHANNEL_UP},
    {DIKS_F9, REMOTE_KEY_INFO},
    {DIKS_F10, REMOTE_KEY_MENU},
    {DIKS_F11, REMOTE_KEY_VOLUME_DOWN},
    {DIKS_F12, REMOTE_KEY_VOLUME_UP},
    {DIKS_ASTERISK, REMOTE_KEY_STAR},
    {DIKS_NUMBER_SIGN, REMOTE_KEY_POUND},
    {DIKS_DELETE, REMOTE_KEY_DELETE},
    {DIKS_CLEAR, REMOTE_KEY_DELETE},
    {DIKS_BACKSPACE, REMOTE_KEY_DELETE},
    {DIKS_INFO, REMOTE_KEY_INFO},
    {DIKS_HELP, REMOTE_KEY_INFO},
    {DIKS_PLAYPAUSE, REMOTE_KEY_PLAY_PAUSE},
    {DIKS_PLAY, REMOTE_KEY_PLAY_PAUSE},
    {DIKS_PAUSE, REMOTE_KEY_PLAY_PAUSE},
    {DIKS_POWER, REMOTE_KEY_STANDBY},
    {DIKS_POWER2, REMOTE_KEY_STANDBY},
};

const char *remote_key_name(enum remote_key key)
{
    unsigned index = (unsigned)key;

    return key_names[index < REMOTE_KEY_COUNT ? index : REMOTE_KEY_NONE];
}

enum remote_key remote_key_from_name(const char *name)
{
    if (name == NULL) {
        return REMOTE_KEY_NONE;
    }
    for (unsigned i = REMOTE_KEY_NONE + 1; i < REMOTE_KEY_COUNT; i++) {
        if (strcmp(name, key_names[i]) == 0) {
            return (enum remote_key)i;
        }
    }
    return REMOTE_KEY_NONE;
}

int remote_key_digit(enum remote_key key)
{
    return key >= REMOTE_KEY_0 && key <= REMOTE_KEY_9 ? (int)key - REMOTE_KEY_0 : -1;
}

int remote_key_sideways(enum remote_key key)
{
    int left = key == REMOTE_KEY_LEFT || key == REMOTE_KEY_VOLUME_DOWN;
    int right = key == REMOTE_KEY_RIGHT || key == REMOTE_KEY_VOLUME_UP;
    return right - left;
}

enum remote_key remote_key_from_evdev(unsigned code)
{
    return code < KEY_CNT ? (enum remote_key)evdev_keys[code] : REMOTE_KEY_NONE;
}

enum remote_key remote_key_from_diks(unsigned symbol)
{
    if (symbol >= DIKS_0 && symbol <= DIKS_9) {
        return (enum remote_key)(REMOTE_KEY_0 + (symbol - DIKS_0));
    }
    for (size_t i = 0; i < sizeof diks_keys / sizeof diks_keys[0]; i++) {
        if (diks_keys[i].symbol == symbol) {
            return diks_keys[i].key;
        }
    }
    return REMOTE_KEY_NONE;
}
