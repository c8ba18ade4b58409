#include "remote-input/remote_keymap.h"

#include <fnmatch.h>
#include <string.h>

/* Stand-ins were chosen over the 148 keymaps of Debian's ir-keytable (platform.md); tests/unit/remote-input/
 * test_rc_keymaps.c goes through them all. Every list ends with 0. */

/* The first one that the device has is Back, whatever it means elsewhere. AGAIN is the "recall" key of many
 * receivers. */
static const uint16_t back_chain[] = {KEY_BACK,     KEY_EXIT,  KEY_ESC,  KEY_BACKSPACE, KEY_LAST,
                                      KEY_CANCEL,   KEY_CLOSE, KEY_UNDO, KEY_DELETE,    KEY_CLEAR,
                                      KEY_PREVIOUS, KEY_AGAIN, KEY_STOP, KEY_STOPCD,    0};

/* Asked only where no key means OK by itself. ZOOM is the large "full screen" key of simple television
 * remotes. */
static const uint16_t ok_chain[] = {KEY_PLAYPAUSE, KEY_PLAY, KEY_PLAYCD, KEY_ZOOM, KEY_LIST,
                                    KEY_MENU,      KEY_GOTO, KEY_EPG,    KEY_INFO, KEY_TV,
                                    KEY_VIDEO,     KEY_MODE, KEY_PAUSE,  KEY_MUTE, 0};

static const uint16_t home_chain[] = {
    KEY_ROOT_MENU, KEY_MEDIA_TOP_MENU, KEY_DASHBOARD, KEY_MEDIA, KEY_EPG, KEY_TITLE, 0};

static const uint16_t menu_chain[] = {KEY_SETUP, KEY_CONFIG, 0};

static const uint16_t standby_chain[] = {KEY_SLEEP, 0};

/* The two ends of one direction: the way back, the way on. Both must be on the device. */
struct key_pair {
    uint16_t back, on;
};

static const struct key_pair vertical_pairs[] = {
    {KEY_CHANNELUP, KEY_CHANNELDOWN}, {KEY_PAGEUP, KEY_PAGEDOWN},
    {KEY_PREVIOUS, KEY_NEXT},         {KEY_PREVIOUSSONG, KEY_NEXTSONG},
    {KEY_REWIND, KEY_FASTFORWARD},    {KEY_REWIND, KEY_FORWARD},
    {KEY_VOLUMEUP, KEY_VOLUMEDOWN},   {0, 0},
};

static const struct key_pair horizontal_pairs[] = {
    {KEY_VOLUMEDOWN, KEY_VOLUMEUP},
    {KEY_PREVIOUS, KEY_NEXT},
    {KEY_PREVIOUSSONG, KEY_NEXTSONG},
    {KEY_REWIND, KEY_FASTFORWARD},
    {KEY_REWIND, KEY_FORWARD},
    {KEY_CHANNELDOWN, KEY_CHANNELUP},
    {0, 0},
};

void key_code_set_add(struct key_code_set *set, unsigned code)
{
    if (code < KEY_CNT) {
        set->bits[code / 8] = (uint8_t)(set->bits[code / 8] | (1U << (code % 8)));
    }
}

int key_code_set_has(const struct key_code_set *set, unsigned code)
{
    return code < KEY_CNT && (set->bits[code / 8] >> (code % 8) & 1U) != 0;
}

const char *remote_rule_name(enum remote_rule rule)
{
    switch (rule) {
    case REMOTE_RULE_TABLE:
        return "table";
    case REMOTE_RULE_STAND_IN:
        return "stand-in";
    case REMOTE_RULE_OPERATOR_CODE:
        return "keymap code";
    case REMOTE_RULE_OPERATOR_SCANCODE:
        return "keymap scancode";
    case REMOTE_RULE_FED:
        return "window";
    case REMOTE_RULE_NONE:
        break;
    }
    return "none";
}

const struct remote_keymap_entry *remote_keymap_find(const struct remote_keymap_entry *entries, size_t count,
                                                     const char *device_name, int is_scancode, uint32_t code)
{
    for (size_t i = count; i > 0; i--) {
        const struct remote_keymap_entry *entry = &entries[i - 1];
        if (entry->is_scancode == is_scancode && entry->code == code &&
            fnmatch(entry->device, device_name, 0) == 0) {
            return entry;
        }
    }
    return NULL;
}

static void set_key(struct remote_keymap *map, unsigned code, enum remote_key key, enum remote_rule rule)
{
    map->key[code] = (uint8_t)key;
    map->rule[code] = (uint8_t)rule;
}

/* A key that no one has spoken for may stand in for another. */
static int is_free(const struct remote_keymap *map, const struct key_code_set *codes, unsigned code)
{
    return key_code_set_has(codes, code) &&
           (map->rule[code] == REMOTE_RULE_NONE || map->rule[code] == REMOTE_RULE_TABLE);
}

static int has_key(const struct remote_keymap *map, enum remote_key key)
{
    if (map->reach[key]) {
        return 1; /* by one of the operator's scancodes */
    }
    for (unsigned code = 0; code < KEY_CNT; code++) {
        if (map->key[code] == key) {
            return 1;
        }
    }
    return 0;
}

static void stand_in(struct remote_keymap *map, unsigned code, enum remote_key key)
{
    if (map->key[code] == key) {
        return; /* it means that anyway */
    }
    set_key(map, code, key, REMOTE_RULE_STAND_IN);
    map->stand_in[key] = (uint16_t)code;
}

static void use_chain(struct remote_keymap *map, const struct key_code_set *codes, const uint16_t *chain,
                      enum remote_key key)
{
    for (; *chain != 0; chain++) {
        if (is_free(map, codes, *chain)) {
            stand_in(map, *chain, key);
            return;
        }
    }
}

static void use_pair(struct remote_keymap *map, const struct key_code_set *codes,
                     const struct key_pair *pairs, enum remote_key back, enum remote_key on)
{
    if (has_key(map, back) && has_key(map, on)) {
        return;
    }
    for (; pairs->back != 0; pairs++) {
        if (is_free(map, codes, pairs->back) && is_free(map, codes, pairs->on)) {
            stand_in(map, pairs->back, back);
            stand_in(map, pairs->on, on);
            return;
        }
    }
}

static void apply_entries(struct remote_keymap *map, const char *device_name,
                          const struct remote_keymap_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct remote_keymap_entry *entry = &entries[i];
        if ((unsigned)entry->key >= REMOTE_KEY_COUNT || fnmatch(entry->device, device_name, 0) != 0) {
            continue;
        }
        if (entry->is_scancode) {
            map->reach[entry->key] = 1;
        } else if (entry->code < KEY_CNT) {
            set_key(map, entry->code, entry->key, REMOTE_RULE_OPERATOR_CODE);
        }
    }
}

static int operator_gives(const struct remote_keymap *map, enum remote_key key)
{
    if (map->reach[key]) {
        return 1;
    }
    for (unsigned code = 0; code < KEY_CNT; code++) {
        if (map->rule[code] == REMOTE_RULE_OPERATOR_CODE && map->key[code] == key) {
            return 1;
        }
    }
    return 0;
}

/* Digits and nothing else: a telephone pad. Without any other key for it, 0 has to be Back. */
static void drive_by_digits(struct remote_keymap *map)
{
    int moves = has_key(map, REMOTE_KEY_UP) || has_key(map, REMOTE_KEY_DOWN);
    enum remote_key from = has_key(map, REMOTE_KEY_STAR) ? REMOTE_KEY_STAR : REMOTE_KEY_0;

    if (moves || has_key(map, REMOTE_KEY_BACK) || !has_key(map, REMOTE_KEY_1)) {
        return;
    }
    for (unsigned code = 0; code < KEY_CNT; code++) {
        if (map->key[code] == from && map->rule[code] == REMOTE_RULE_TABLE) {
            stand_in(map, code, REMOTE_KEY_BACK);
        } else if (map->key[code] == REMOTE_KEY_POUND && map->rule[code] == REMOTE_RULE_TABLE &&
                   from == REMOTE_KEY_STAR && !has_key(map, REMOTE_KEY_OK)) {
            stand_in(map, code, REMOTE_KEY_OK);
        }
    }
}

void remote_keymap_make(struct remote_keymap *map, const struct key_code_set *codes, const char *device_name,
                        const struct remote_keymap_entry *entries, size_t count)
{
    struct {
        enum remote_key key;
        const uint16_t *chain;
        int first_wins; /* even over a key that means it by itself */
    } const chains[] = {
        {REMOTE_KEY_OK, ok_chain, 0},           {REMOTE_KEY_BACK, back_chain, 1},
        {REMOTE_KEY_HOME, home_chain, 0},       {REMOTE_KEY_MENU, menu_chain, 0},
        {REMOTE_KEY_STANDBY, standby_chain, 0},
    };

    memset(map, 0, sizeof *map);
    for (unsigned code = 0; code < KEY_CNT; code++) {
        enum remote_key key = remote_key_from_evdev(code);
        if (key != REMOTE_KEY_NONE && key_code_set_has(codes, code)) {
            set_key(map, code, key, REMOTE_RULE_TABLE);
        }
    }
    apply_entries(map, device_name, entries, count);
    use_pair(map, codes, vertical_pairs, REMOTE_KEY_UP, REMOTE_KEY_DOWN);
    use_pair(map, codes, horizontal_pairs, REMOTE_KEY_LEFT, REMOTE_KEY_RIGHT);
    for (size_t i = 0; i < sizeof chains / sizeof chains[0]; i++) {
        if (!operator_gives(map, chains[i].key) && (chains[i].first_wins || !has_key(map, chains[i].key))) {
            use_chain(map, codes, chains[i].chain, chains[i].key);
        }
    }
    drive_by_digits(map);
    for (unsigned code = 0; code < KEY_CNT; code++) {
        map->reach[map->key[code]] = 1;
    }
    map->reach[REMOTE_KEY_NONE] = 0;
}

unsigned remote_keymap_lacks(const struct remote_keymap *map)
{
    const uint8_t *reach = map->reach;
    unsigned lacks = 0;

    lacks |= reach[REMOTE_KEY_UP] && reach[REMOTE_KEY_DOWN] ? 0U : REMOTE_LACKS_MOVE;
    lacks |= reach[REMOTE_KEY_LEFT] && reach[REMOTE_KEY_RIGHT] ? 0U : REMOTE_LACKS_SIDE;
    lacks |= reach[REMOTE_KEY_OK] ? 0U : REMOTE_LACKS_OK;
    lacks |= reach[REMOTE_KEY_BACK] ? 0U : REMOTE_LACKS_BACK;
    lacks |= reach[REMOTE_KEY_HOME] ? 0U : REMOTE_LACKS_HOME;
    for (unsigned key = REMOTE_KEY_0; key <= REMOTE_KEY_9; key++) {
        lacks |= reach[key] ? 0U : REMOTE_LACKS_DIGITS;
    }
    return lacks;
}

int remote_keymap_can_drive(const struct remote_keymap *map)
{
    unsigned lacks = remote_keymap_lacks(map);
    int opens_by_digit = 1;

    for (unsigned key = REMOTE_KEY_1; key <= REMOTE_KEY_9; key++) {
        opens_by_digit = opens_by_digit && map->reach[key];
    }
    return (lacks & (REMOTE_LACKS_MOVE | REMOTE_LACKS_OK)) == 0 ||
           (opens_by_digit && (lacks & REMOTE_LACKS_BACK) == 0);
}
