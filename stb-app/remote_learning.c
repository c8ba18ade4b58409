#include "stb-app/remote_learning.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/log.h"
#include "stb-app/hall.h"

enum {
    LABEL_SIZE = 24,
    LONG_PRESS_US = 3000000,
    LONG_PRESSES = 3,
    LONG_PRESSES_WITHIN_US = 30000000,
    SAME_PRESS_US = 300000, /* infrared repeats every 110 ms; a bare scancode has no release */
    UNKNOWN_TIMES = 3,
    UNKNOWN_WITHIN_US = 6000000,
};

/* Signs that fnmatch knows are quoted; what does not fit or cannot be printed matches anything. */
static void quote_device(char *out, size_t size, const char *name)
{
    size_t used = 0;
    for (const char *p = name; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (used + 4 > size) {
            out[used++] = '*';
            break;
        }
        if (c < 0x20 || c == 0x7f) {
            out[used++] = '?';
            continue;
        }
        if (strchr("*?[]\\", c) != NULL) {
            out[used++] = '\\';
        }
        out[used++] = *p;
    }
    out[used] = '\0';
}

void remote_learning_entry(struct remote_keymap_entry *entry, const struct remote_key_report *report)
{
    int without_code =
        report->code == KEY_RESERVED || report->code == KEY_UNKNOWN ||
        report->rule == REMOTE_RULE_OPERATOR_SCANCODE; /* an entry for the code would not win */
    memset(entry, 0, sizeof *entry);
    quote_device(entry->device, sizeof entry->device, report->device);
    entry->is_scancode = report->has_scancode && without_code;
    entry->code = entry->is_scancode ? report->scancode : report->code;
}

static int same_key(const struct remote_keymap_entry *a, const struct remote_keymap_entry *b)
{
    return a->is_scancode == b->is_scancode && a->code == b->code && strcmp(a->device, b->device) == 0;
}

/* --- The port of the learning screen --- */

static void on_begin(void *application, struct screen *screen, learning_pressed pressed)
{
    struct hall *hall = application;
    hall->learning.screen = screen;
    hall->learning.pressed = pressed;
    hall->learning.count = 0;
    hall->learning.last_us = hall->stage.now_us;
}

static void on_end(void *application, struct screen *screen)
{
    struct hall *hall = application;
    if (hall->learning.screen == screen) {
        hall->learning.screen = NULL;
        hall->learning.count = 0;
        hall->learning.unknown = 0;
        if (hall->learning.is_trying) {
            hall->learning.is_trying = 0;
            hall_use_keymap(hall); /* as it is on flash */
        }
    }
}

static void on_take(void *application, enum remote_key meaning)
{
    struct remote_learning *learning = &((struct hall *)application)->learning;
    if (learning->count < REMOTE_KEY_COUNT) {
        learning->last.key = meaning;
        learning->taken[learning->count++] = learning->last;
    }
}

static enum learning_kept put_in_use(struct hall *hall)
{
    const struct keymap *keymap = &hall->keymap;
    if (remote_input_set_keymap(hall->remote, keymap->entries, keymap->count) != 0) {
        log_line(LOG_LEVEL_ERROR, "learning", "no memory for the keymap of the remotes");
        return LEARNING_NOT_KEPT;
    }
    return LEARNING_KEPT;
}

static enum learning_kept write_down(struct hall *hall)
{
    int error = keymap_save(&hall->keymap, hall->options.state_directory);
    if (error != 0) {
        log_line(LOG_LEVEL_ERROR, "learning", "learned keys cannot be written: %s", strerror(-error));
        return LEARNING_NOT_WRITTEN;
    }
    log_line(LOG_LEVEL_NOTICE, "learning", "%zu learned keys",
             hall->keymap.count - hall->keymap.operator_count);
    return LEARNING_KEPT;
}

int remote_learning_add_taken(struct hall *hall)
{
    if (keymap_learn(&hall->keymap, hall->learning.taken, hall->learning.count) != 0) {
        log_line(LOG_LEVEL_ERROR, "learning", "more than %d keys in all", (int)REMOTE_KEYMAP_ENTRY_MAX);
        return -1;
    }
    return 0;
}

static enum learning_kept on_try_out(void *application)
{
    struct hall *hall = application;
    if (remote_learning_add_taken(hall) != 0) {
        return LEARNING_NOT_KEPT;
    }
    hall->learning.is_trying = 1;
    return put_in_use(hall);
}

static enum learning_kept on_keep(void *application)
{
    struct hall *hall = application;
    hall->learning.is_trying = 0;
    return write_down(hall);
}

static enum learning_kept on_forget(void *application)
{
    struct hall *hall = application;
    keymap_forget(&hall->keymap);
    return put_in_use(hall) == LEARNING_KEPT ? write_down(hall) : LEARNING_NOT_KEPT;
}

static int on_has_learned(void *application)
{
    const struct hall *hall = application;
    return hall->keymap.count > hall->keymap.operator_count;
}

const struct learning_port remote_learning_port = {
    .begin = on_begin,
    .end = on_end,
    .take = on_take,
    .try_out = on_try_out,
    .keep = on_keep,
    .forget = on_forget,
    .has_learned = on_has_learned,
};

/* --- Raw keys --- */

static void notify_screen(struct hall *hall, const struct remote_key_report *report)
{
    struct remote_learning *learning = &hall->learning;
    char label[LABEL_SIZE];
    struct learning_press press = {.label = label, .is_back = report->key == REMOTE_KEY_BACK};
    if (learning->last.is_scancode || report->code_name[0] == '\0') {
        (void)snprintf(label, sizeof label, "0x%" PRIx32, learning->last.code);
    } else {
        int prefix = strncmp(report->code_name, "KEY_", 4) == 0 ? 4 : 0;
        (void)snprintf(label, sizeof label, "%s", report->code_name + prefix);
    }
    for (size_t i = 0; i < learning->count; i++) {
        if (same_key(&learning->taken[i], &learning->last)) {
            press.taken_for = learning->taken[i].key;
        }
    }
    learning->pressed(learning->screen, &press);
}

static void explain_unknown(struct hall *hall)
{
    struct remote_learning *learning = &hall->learning;
    int64_t now_us = hall->stage.now_us;
    if (learning->unknown == 0 || now_us - learning->unknown_first_us > UNKNOWN_WITHIN_US) {
        learning->unknown = 0;
        learning->unknown_first_us = now_us;
    }
    learning->unknown++;
    if (learning->unknown < UNKNOWN_TIMES) {
        hall_notice(hall, string_get(hall->strings, STRING_LEARNING_UNKNOWN_KEY));
        return;
    }
    learning->unknown = 0;
    hall_notice(hall, "");
    stage_open(&hall->stage, DESTINATION_LEARNING, "at-once", NULL);
}

static void restore_factory_keys(struct hall *hall)
{
    if (hall->learning.is_trying || !on_has_learned(hall)) {
        return;
    }
    if (hall->learning.screen != NULL) {
        hall->stage.close(hall, hall->learning.screen);
    }
    (void)on_forget(hall);
    hall_notice(hall, string_get(hall->strings, STRING_LEARNING_FORGOTTEN));
}

/* The same key held long three times in a row: the remote is what it was before anything was taught. Any key
 * will do, known or not. */
static void count_long_presses(struct hall *hall, const struct remote_key_report *report)
{
    struct remote_learning *learning = &hall->learning;
    struct remote_keymap_entry entry;
    int64_t now_us = hall->stage.now_us;
    remote_learning_entry(&entry, report);
    int is_same = same_key(&entry, &learning->held);
    /* A bare scancode is reported as pressed anew for as long as it is held. */
    int goes_on = is_same && (report->value != 1 || now_us - learning->held_last_us < SAME_PRESS_US);
    if (!goes_on) {
        int in_a_row = is_same && now_us - learning->long_first_us < LONG_PRESSES_WITHIN_US;
        learning->long_presses = in_a_row && learning->held_is_long ? learning->long_presses : 0;
        learning->held = entry;
        learning->held_first_us = now_us;
        learning->held_is_long = 0;
    }
    learning->held_last_us =
        report->value == 0 ? now_us - SAME_PRESS_US : now_us; /* let go: the next is new */
    if (learning->held_is_long || now_us - learning->held_first_us < LONG_PRESS_US) {
        return;
    }
    learning->held_is_long = 1;
    learning->long_first_us = learning->long_presses == 0 ? now_us : learning->long_first_us;
    if (++learning->long_presses == LONG_PRESSES) {
        learning->long_presses = 0;
        restore_factory_keys(hall);
    }
}

/* Not 0: the key shall not reach the hall. */
static int on_report(void *context, const struct remote_key_report *report)
{
    struct hall *hall = context;
    struct remote_learning *learning = &hall->learning;
    struct remote_keymap_entry entry;
    count_long_presses(hall, report);
    int listens = learning->screen != NULL && !learning->is_trying;
    if (report->value != 1) {
        return listens;
    }
    remote_learning_entry(&entry, report);
    int wakes_on = report->code == KEY_RESERVED && same_key(&entry, &learning->woken_by) &&
                   hall->stage.now_us - learning->woken_us < SAME_PRESS_US;
    if (hall_touch(hall) || wakes_on) {
        learning->woken_by = entry;
        learning->woken_us = hall->stage.now_us;
        return 1;
    }
    if (!listens && (report->key != REMOTE_KEY_NONE || report->rule != REMOTE_RULE_NONE)) {
        learning->unknown = 0; /* known, or meant to do nothing */
        learning->last_us = hall->stage.now_us - SAME_PRESS_US;
        return 0;
    }
    int again = same_key(&entry, &learning->last) && hall->stage.now_us - learning->last_us < SAME_PRESS_US;
    learning->last = entry;
    learning->last_us = hall->stage.now_us;
    if (again) {
        return listens;
    }
    if (listens) {
        notify_screen(hall, report);
    } else if (learning->screen == NULL) { /* who teaches a remote tries it out: learning is open already */
        explain_unknown(hall);
    }
    return listens;
}

void remote_learning_watch(struct hall *hall)
{
    remote_input_observe(hall->remote, on_report, hall);
}
