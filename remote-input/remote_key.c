#include "remote-input/remote_key.h"

#include <X11/XF86keysym.h>
#include <X11/keysym.h>
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

/* What a PC keyboard lacks is on its function keys, as on many remotes that are keyboards. */
struct keysym_row {
    unsigned keysym;
    enum remote_key key;
};
static const struct keysym_row keysyms[] = {
    {XK_Up, REMOTE_KEY_UP},
    {XK_Down, REMOTE_KEY_DOWN},
    {XK_Left, REMOTE_KEY_LEFT},
    {XK_Right, REMOTE_KEY_RIGHT},
    {XK_KP_Up, REMOTE_KEY_UP},
    {XK_KP_Down, REMOTE_KEY_DOWN},
    {XK_KP_Left, REMOTE_KEY_LEFT},
    {XK_KP_Right, REMOTE_KEY_RIGHT},
    {XF86XK_Select, REMOTE_KEY_OK},
    {XK_Select, REMOTE_KEY_OK},
    {XK_Return, REMOTE_KEY_OK},
    {XK_KP_Enter, REMOTE_KEY_OK},
    {XF86XK_Back, REMOTE_KEY_BACK},
    {XK_Escape, REMOTE_KEY_BACK},
    {XK_Cancel, REMOTE_KEY_BACK},
    {XK_Home, REMOTE_KEY_HOME},
    {XF86XK_HomePage, REMOTE_KEY_HOME},
    {XK_Menu, REMOTE_KEY_MENU},
    {XF86XK_Option, REMOTE_KEY_MENU},
    {XK_Page_Up, REMOTE_KEY_PAGE_UP},
    {XK_Page_Down, REMOTE_KEY_PAGE_DOWN},
    {XF86XK_AudioRaiseVolume, REMOTE_KEY_VOLUME_UP},
    {XF86XK_AudioLowerVolume, REMOTE_KEY_VOLUME_DOWN},
    {XF86XK_Red, REMOTE_KEY_RED},
    {XF86XK_Green, REMOTE_KEY_GREEN},
    {XF86XK_Yellow, REMOTE_KEY_YELLOW},
    {XF86XK_Blue, REMOTE_KEY_BLUE},
    {XK_F1, REMOTE_KEY_RED},
    {XK_F2, REMOTE_KEY_GREEN},
    {XK_F3, REMOTE_KEY_YELLOW},
    {XK_F4, REMOTE_KEY_BLUE},
    {XK_F7, REMOTE_KEY_CHANNEL_DOWN},
    {XK_F8, REMOTE_KEY_CHANNEL_UP},
    {XK_F9, REMOTE_KEY_INFO},
    {XK_F10, REMOTE_KEY_MENU},
    {XK_F11, REMOTE_KEY_VOLUME_DOWN},
    {XK_F12, REMOTE_KEY_VOLUME_UP},
    {XK_asterisk, REMOTE_KEY_STAR},
    {XK_KP_Multiply, REMOTE_KEY_STAR},
    {XK_numbersign, REMOTE_KEY_POUND},
    {XK_Delete, REMOTE_KEY_DELETE},
    {XK_Clear, REMOTE_KEY_DELETE},
    {XK_BackSpace, REMOTE_KEY_DELETE},
    {XK_Help, REMOTE_KEY_INFO},
    {XF86XK_AudioPlay, REMOTE_KEY_PLAY_PAUSE},
    {XF86XK_AudioPause, REMOTE_KEY_PLAY_PAUSE},
    {XK_Pause, REMOTE_KEY_PLAY_PAUSE},
    {XF86XK_PowerOff, REMOTE_KEY_STANDBY},
    {XF86XK_PowerDown, REMOTE_KEY_STANDBY},
    {XF86XK_Sleep, REMOTE_KEY_STANDBY},
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
    return (key == REMOTE_KEY_RIGHT) - (key == REMOTE_KEY_LEFT);
}

enum remote_key remote_key_from_evdev(unsigned code)
{
    return code < KEY_CNT ? (enum remote_key)evdev_keys[code] : REMOTE_KEY_NONE;
}

/* X gives the kernel's keys that have no keysym of their own one from here on (XF86keysym.h). */
enum { KEYSYM_EVDEV_FIRST = 0x10081000, KEYSYM_EVDEV_LAST = 0x10081FFF };

enum remote_key remote_key_from_keysym(unsigned keysym)
{
    if (keysym >= XK_0 && keysym <= XK_9) {
        return (enum remote_key)(REMOTE_KEY_0 + (keysym - XK_0));
    }
    if (keysym >= XK_KP_0 && keysym <= XK_KP_9) {
        return (enum remote_key)(REMOTE_KEY_0 + (keysym - XK_KP_0));
    }
    if (keysym >= KEYSYM_EVDEV_FIRST && keysym <= KEYSYM_EVDEV_LAST) {
        return remote_key_from_evdev(keysym - KEYSYM_EVDEV_FIRST);
    }
    for (size_t i = 0; i < sizeof keysyms / sizeof keysyms[0]; i++) {
        if (keysyms[i].keysym == keysym) {
            return keysyms[i].key;
        }
    }
    return REMOTE_KEY_NONE;
}
