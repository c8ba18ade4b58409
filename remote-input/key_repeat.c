#include "remote-input/key_repeat.h"

#include <string.h>

/* Repeating OK or Back would open or leave several screens: only keys that move or delete a little each time.
 */
static int repeats(enum remote_key key)
{
    switch (key) {
    case REMOTE_KEY_UP:
    case REMOTE_KEY_DOWN:
    case REMOTE_KEY_LEFT:
    case REMOTE_KEY_RIGHT:
    case REMOTE_KEY_PAGE_UP:
    case REMOTE_KEY_PAGE_DOWN:
    case REMOTE_KEY_CHANNEL_UP:
    case REMOTE_KEY_CHANNEL_DOWN:
    case REMOTE_KEY_DELETE:
        return 1;
    default:
        return 0;
    }
}

static int64_t interval(int64_t held_us)
{
    int64_t at = held_us - KEY_REPEAT_FIRST_US;

    if (at <= 0) {
        return KEY_REPEAT_SLOW_US;
    }
    if (at >= KEY_REPEAT_SPEED_UP_US) {
        return KEY_REPEAT_FAST_US;
    }
    return KEY_REPEAT_SLOW_US - (KEY_REPEAT_SLOW_US - KEY_REPEAT_FAST_US) * at / KEY_REPEAT_SPEED_UP_US;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static struct remote_event event(enum remote_key key, enum remote_press press, int64_t time_us)
{
    return (struct remote_event){.key = key, .press = press, .time_us = time_us};
}

void key_repeat_reset(struct key_repeat *repeat)
{
    memset(repeat, 0, sizeof *repeat);
    repeat->next_us = INT64_MAX;
    repeat->pressed_us = INT64_MIN / 2;
    repeat->released_us = INT64_MIN / 2;
}

size_t key_repeat_press(struct key_repeat *repeat, enum remote_key key, int64_t time_us, int64_t now_us,
                        struct remote_event out[KEY_REPEAT_OUT_MAX])
{
    int64_t period = time_us - repeat->pressed_us;
    int64_t gap = time_us - repeat->released_us;
    int64_t first = KEY_REPEAT_FIRST_US;
    size_t count = 0;

    if (repeat->release_waits) {
        repeat->release_waits = 0;
        if (key == repeat->key && gap <= KEY_REPEAT_PAIR_US) {
            repeat->held = 1;
            key_repeat_alive(repeat, key, now_us);
            return 0;
        }
        out[count++] = event(repeat->key, REMOTE_RELEASE, repeat->released_us);
    }
    if (key == repeat->key && !repeat->held && gap <= KEY_REPEAT_CHAIN_GAP_US &&
        period <= KEY_REPEAT_CHAIN_PERIOD_US && period + period / 2 > first) {
        first = period + period / 2;
    }
    out[count++] = event(key, REMOTE_PRESS, time_us);
    repeat->key = key;
    repeat->held = 1;
    repeat->pressed_us = time_us;
    repeat->next_us = repeats(key) ? now_us + first : INT64_MAX;
    repeat->limit_us = now_us + KEY_REPEAT_LIMIT_US;
    return count;
}

size_t key_repeat_release(struct key_repeat *repeat, enum remote_key key, int64_t time_us,
                          struct remote_event out[KEY_REPEAT_OUT_MAX])
{
    if (key == repeat->key && repeat->release_waits) {
        return 0;
    }
    if (key == repeat->key && repeat->held) {
        repeat->held = 0;
        repeat->released_us = time_us;
        if (time_us - repeat->pressed_us >= KEY_REPEAT_PAIR_HOLD_US) {
            repeat->release_waits = 1;
            return 0;
        }
    }
    out[0] = event(key, REMOTE_RELEASE, time_us);
    return 1;
}

size_t key_repeat_due(struct key_repeat *repeat, int64_t now_us, struct remote_event out[KEY_REPEAT_OUT_MAX])
{
    if (repeat->release_waits && now_us > repeat->released_us + KEY_REPEAT_PAIR_US) {
        repeat->release_waits = 0;
        out[0] = event(repeat->key, REMOTE_RELEASE, repeat->released_us);
        return 1;
    }
    if (!repeat->held) {
        return 0;
    }
    if (now_us >= repeat->limit_us) {
        repeat->held = 0;
        repeat->released_us = now_us;
        out[0] = event(repeat->key, REMOTE_RELEASE, now_us);
        return 1;
    }
    if (now_us < repeat->next_us) {
        return 0;
    }
    out[0] = event(repeat->key, REMOTE_REPEAT, now_us);
    repeat->next_us += interval(repeat->next_us - repeat->pressed_us);
    if (repeat->next_us <= now_us) {
        repeat->next_us = now_us + interval(now_us - repeat->pressed_us);
    }
    return 1;
}

void key_repeat_alive(struct key_repeat *repeat, enum remote_key key, int64_t now_us)
{
    if (repeat->held && repeat->key == key) {
        repeat->limit_us =
            earlier(now_us + KEY_REPEAT_LIMIT_US, repeat->pressed_us + KEY_REPEAT_HARD_LIMIT_US);
    }
}

int64_t key_repeat_deadline(const struct key_repeat *repeat)
{
    if (repeat->release_waits) {
        return repeat->released_us + KEY_REPEAT_PAIR_US + 1;
    }
    return repeat->held ? earlier(repeat->next_us, repeat->limit_us) : INT64_MAX;
}
