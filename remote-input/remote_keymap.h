#ifndef REMOTE_INPUT_REMOTE_KEYMAP_H
#define REMOTE_INPUT_REMOTE_KEYMAP_H

#include <linux/input-event-codes.h>
#include <stddef.h>
#include <stdint.h>

#include "remote-input/remote_key.h"

/* Which of a device's keys does what. The decision is made once for a device, from all the keys it has: a
 * remote without KEY_BACK gets the next best key for Back, one without arrows moves with CH± and VOL±. No
 * device is touched here. */

enum {
    REMOTE_DEVICE_NAME_SIZE = 80,
    REMOTE_KEYMAP_ENTRY_MAX = 256, /* of an operator or learned on the box */
};

/* The key codes that a device can send. */
struct key_code_set {
    uint8_t bits[(KEY_CNT + 7) / 8];
};

/* Codes beyond KEY_MAX are never in a set. */
void key_code_set_add(struct key_code_set *set, unsigned code);
int key_code_set_has(const struct key_code_set *set, unsigned code);

/* A line of the operator's keymap, or a learned key. */
struct remote_keymap_entry {
    char device[REMOTE_DEVICE_NAME_SIZE]; /* fnmatch pattern for the kernel's name of the device, "*" for any
                                           */
    int is_scancode;                      /* `code` is what the remote sent (MSC_SCAN), not a KEY_* */
    uint32_t code;
    enum remote_key key; /* REMOTE_KEY_NONE: this key is to do nothing */
    int line;            /* where it stands in its file, for `tv-hall --keys`; 0: learned */
};

/* What made a key what it is. */
enum remote_rule {
    REMOTE_RULE_NONE,
    REMOTE_RULE_TABLE,    /* remote_key_from_evdev */
    REMOTE_RULE_STAND_IN, /* the device has no better key for this */
    REMOTE_RULE_OPERATOR_CODE,
    REMOTE_RULE_OPERATOR_SCANCODE,
    REMOTE_RULE_FED, /* came through remote_input_feed */
};

/* "table", "stand-in", "keymap code", … for a line of `tv-hall --keys`. */
const char *remote_rule_name(enum remote_rule rule);

struct remote_keymap {
    uint8_t key[KEY_CNT];                /* enum remote_key */
    uint8_t rule[KEY_CNT];               /* enum remote_rule */
    uint8_t reach[REMOTE_KEY_COUNT];     /* 1: some key (or scancode) of the device does this */
    uint16_t stand_in[REMOTE_KEY_COUNT]; /* the KEY_* that stands in for it, 0 where none has to */
};

/* Fills `map` for a device with these keys. `entries` (may be NULL with 0) win over everything; those for
 * other devices are skipped. */
void remote_keymap_make(struct remote_keymap *map, const struct key_code_set *codes, const char *device_name,
                        const struct remote_keymap_entry *entries, size_t count);

/* The entry for this device and code (the last one given wins), or NULL. */
const struct remote_keymap_entry *remote_keymap_find(const struct remote_keymap_entry *entries, size_t count,
                                                     const char *device_name, int is_scancode, uint32_t code);

/* What a person with this remote alone cannot do. */
enum remote_lack {
    REMOTE_LACKS_MOVE = 1,   /* neither up nor down */
    REMOTE_LACKS_SIDE = 2,   /* neither left nor right */
    REMOTE_LACKS_OK = 4,     /* nothing opens what has the focus */
    REMOTE_LACKS_BACK = 8,   /* the screens have to offer Back themselves */
    REMOTE_LACKS_HOME = 16,  /* Back, several times, comes home too */
    REMOTE_LACKS_DIGITS = 32 /* not all ten */
};

/* A set of enum remote_lack. */
unsigned remote_keymap_lacks(const struct remote_keymap *map);

/* 1 where a person can open a tile and come back: moving and OK (Back is then on the screen at the least), or
 * all digits and Back. */
int remote_keymap_can_drive(const struct remote_keymap *map);

#endif
