/* Keys of an emulated box: events written into its receiver's node, which the kernel hands to whoever reads
 * there. Infrared frames could not come as fast: the same key needs 150 ms between two. */
#include <fcntl.h>
#include <linux/input.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/bench/presser.h"
#include "tests/box/guest/receiver.h"

static const struct {
    const char *name;
    int code;
} KEYS[] = {
    {"Up", KEY_UP},         {"Down", KEY_DOWN},   {"Left", KEY_LEFT},     {"Right", KEY_RIGHT},
    {"Return", KEY_OK},     {"Escape", KEY_BACK}, {"Home", KEY_HOMEPAGE}, {"Prior", KEY_PAGEUP},
    {"Next", KEY_PAGEDOWN}, {"1", KEY_NUMERIC_1},
};

struct presser {
    int fd;
};

/* The box has one processor. Whoever looks at its screen runs only while nobody else has anything to do: it
 * takes no time from what it watches, and what it sees first is the picture that stands when the program has
 * gone to sleep again. */
static int stand_back(void)
{
    const struct sched_param none = {0};
    return sched_setscheduler(0, SCHED_IDLE, &none);
}

struct presser *presser_open(void)
{
    struct presser *presser = malloc(sizeof *presser);
    if (presser == NULL || stand_back() != 0) {
        perror("presser");
        free(presser);
        return NULL;
    }
    presser->fd = receiver_open(O_RDWR);
    if (presser->fd < 0) {
        free(presser);
        return NULL;
    }
    return presser;
}

void presser_close(struct presser *presser)
{
    if (presser != NULL) {
        close(presser->fd);
        free(presser);
    }
}

int presser_code(const struct presser *presser, const char *name)
{
    (void)presser;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (strcmp(KEYS[i].name, name) == 0) {
            return KEYS[i].code;
        }
    }
    return 0;
}

void presser_send(const struct presser *presser, int code, int is_down)
{
    const struct input_event events[] = {
        {.type = EV_KEY, .code = (unsigned short)code, .value = is_down},
        {.type = EV_SYN, .code = SYN_REPORT},
    };
    if (write(presser->fd, events, sizeof events) != (ssize_t)sizeof events) {
        perror("presser"); /* the key counts as missed */
    }
}
