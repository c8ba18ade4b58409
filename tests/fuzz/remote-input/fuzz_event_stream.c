/* Anything a device may send, through libevdev and the whole room, with time passing and the device
 * vanishing. A byte says what comes next; nothing may crash, a key may not come up more often than it went
 * down, and no key stays down for ever. */
#include <stdint.h>
#include <stdlib.h>

#include "both-sides/log.h"
#include "remote-input/remote_input.h"
#include "tests/unit/remote-input/fake_evdev.h"

enum { EVENTS_MAX = 512 };

static const unsigned codes[] = {KEY_UP,   KEY_DOWN,      KEY_LEFT, KEY_RIGHT, KEY_ENTER,     KEY_DELETE,
                                 KEY_MENU, KEY_NUMERIC_1, KEY_0,    KEY_PLAY,  KEY_CHANNELUP, 0};
static const struct remote_keymap_entry entries[] = {{"fuzz*", 1, 0x11, REMOTE_KEY_BACK, 1},
                                                     {"*", 0, KEY_MENU, REMOTE_KEY_DOWN, 2},
                                                     {"*", 1, 0x12, REMOTE_KEY_NONE, 3}};

static int down[REMOTE_KEY_COUNT];

static void take(void *context, const struct remote_event *event)
{
    (void)context;
    if (event->key <= REMOTE_KEY_NONE || event->key >= REMOTE_KEY_COUNT) {
        abort();
    }
    if (event->press == REMOTE_PRESS) {
        down[event->key] = 1;
    } else if (!down[event->key]) {
        abort(); /* a repeat or a release of a key that is not down */
    } else if (event->press == REMOTE_RELEASE) {
        down[event->key] = 0;
    }
}

static unsigned code_of(uint8_t byte, uint8_t more)
{
    return byte % 16 < 11 ? codes[byte % 16] : (unsigned)byte << 2 | (more & 3U);
}

static void send_one(struct fake_evdev *device, const uint8_t *data, int64_t now)
{
    static const int values[] = {0, 1, 2, -1};
    struct input_event event = {
        .type = data[1], .code = (__u16)(data[2] | data[3] << 8), .value = data[1] * 77};

    switch (data[0] % 6) {
    case 0: /* anything at all, at any time */
        event.input_event_sec = (int64_t)(data[3] % 7) * now / 3000000;
        event.input_event_usec = (int64_t)data[2] * 9000 - 100000;
        (void)!write(device->writer, &event, sizeof event);
        break;
    case 1:
        (void)fake_send(device, now, EV_MSC, MSC_SCAN, data[1] % 0x20);
        break;
    case 2:
        (void)fake_send(device, now, EV_SYN, data[1] % 16 == 0 ? SYN_DROPPED : SYN_REPORT, 0);
        break;
    default:
        event.value = values[data[1] % 4];
        if (event.value >= 0) {
            unsigned code = code_of(data[2], data[3]);
            (void)fake_send(device, now, EV_KEY, code < KEY_CNT ? code : 1, event.value);
        }
    }
}

static void play(const uint8_t *data, size_t size, const char *path, struct remote_input *input,
                 struct fake_evdev *device, int64_t *now)
{
    for (size_t at = 0; at + 4 <= size && at < (size_t)EVENTS_MAX * 4; at += 4) {
        if (device == NULL) {
            device = fake_add(path, 0600, "fuzz", codes);
        } else if (data[at] == 0xff) {
            fake_unplug(device);
            device = NULL;
        } else if (data[at] == 0xfe) {
            (void)!write(device->writer, data + at, 3); /* half an event */
        } else if (data[at] >= 0xf0) {
            *now += (int64_t)data[at + 1] * 5000;
            remote_input_service(input, *now);
        } else if (data[at] == 0xef) {
            remote_input_feed(input, (enum remote_key)data[at + 1], data[at + 2] & 1, *now);
        } else if (data[at] == 0xee) {
            (void)remote_input_set_keymap(input, entries, data[at + 1] % 4);
        } else {
            send_one(device, data + at, *now);
        }
    }
    if (device != NULL) {
        fake_unplug(device);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char directory[] = "/tmp/fuzz-input-XXXXXX";
    static int made;
    struct remote_input_options options = {.device_directory = directory, .grab = 1, .callback = take};
    char path[64];
    int64_t now = 5000000;

    if (!made) {
        log_set_level(LOG_LEVEL_ERROR);
        if (mkdtemp(directory) == NULL) {
            abort();
        }
        made = 1;
    }
    memset(down, 0, sizeof down);
    (void)snprintf(path, sizeof path, "%s/event0", directory);
    struct fake_evdev *device = fake_add(path, 0600, "fuzz", codes);
    struct remote_input *input = remote_input_new(&options);
    if (device == NULL || input == NULL) {
        abort();
    }
    play(data, size, path, input, device, &now);
    /* The device is out; what was fed is let go by its limit. */
    for (int i = 0; i < 60; i++) {
        now += 2000000;
        remote_input_service(input, now);
        (void)remote_input_has_key(input, REMOTE_KEY_BACK);
    }
    if (remote_input_deadline(input) != INT64_MAX) {
        abort(); /* something is still due two minutes later */
    }
    remote_input_free(input);
    (void)unlink(path);
    return 0;
}
