#include "headend/household/box_limits.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/household/slot_index.h"
#include "headend/http/sender.h"

struct box_day {
    char box[BOX_NUMBER_SIZE];
    int failures, persons;
    struct hash seen[BOX_PERSONS_A_DAY];
};

struct box_limits {
    pthread_mutex_t lock;
    int day; /* of which everything here is */
    int persons_max;
    size_t count;
    struct box_day *boxes;
    struct slot_index *by_box;
};

static const char *box_of(const void *owner, int slot)
{
    const struct box_limits *limits = owner;
    return limits->boxes[slot].box;
}

struct box_limits *box_limits_create(int persons)
{
    struct box_limits *limits = calloc(1, sizeof *limits);
    if (limits == NULL || pthread_mutex_init(&limits->lock, NULL) != 0) {
        free(limits);
        return NULL;
    }
    limits->persons_max = persons > 0 && persons < BOX_PERSONS_A_DAY ? persons : BOX_PERSONS_A_DAY;
    limits->boxes = calloc(BOXES_COUNTED_MAX, sizeof *limits->boxes);
    limits->by_box = slot_index_create(BOXES_COUNTED_MAX, box_of, limits);
    if (limits->boxes == NULL || limits->by_box == NULL) {
        box_limits_free(limits);
        return NULL;
    }
    return limits;
}

void box_limits_free(struct box_limits *limits)
{
    if (limits != NULL) {
        free(limits->boxes);
        slot_index_free(limits->by_box);
        (void)pthread_mutex_destroy(&limits->lock);
        free(limits);
    }
}

/* Another day begins with nothing. */
static void turn_to(struct box_limits *limits, int day)
{
    if (limits->day == day) {
        return;
    }
    for (size_t i = 0; i < limits->count; i++) {
        slot_index_remove(limits->by_box, (int)i);
    }
    memset(limits->boxes, 0, limits->count * sizeof *limits->boxes);
    limits->count = 0;
    limits->day = day;
}

/* NULL: nothing is known of it, and with `add` there is no room. */
static struct box_day *find(struct box_limits *limits, const char *box, int add)
{
    int slot = slot_index_find(limits->by_box, box);
    if (slot != SLOT_NONE) {
        return &limits->boxes[slot];
    }
    if (!add || limits->count == BOXES_COUNTED_MAX) {
        return NULL;
    }
    struct box_day *found = &limits->boxes[limits->count];
    (void)snprintf(found->box, sizeof found->box, "%s", box);
    slot_index_put(limits->by_box, (int)limits->count++);
    return found;
}

int box_limits_may_begin(struct box_limits *limits, const char *box, int day)
{
    (void)pthread_mutex_lock(&limits->lock);
    turn_to(limits, day);
    const struct box_day *found = find(limits, box, 0);
    int may = found == NULL || found->failures < BOX_FAILURES_A_DAY;
    (void)pthread_mutex_unlock(&limits->lock);
    return may;
}

void box_limits_failed(struct box_limits *limits, const char *box, int day)
{
    (void)pthread_mutex_lock(&limits->lock);
    turn_to(limits, day);
    struct box_day *found = find(limits, box, 1);
    if (found != NULL && found->failures < BOX_FAILURES_A_DAY) {
        found->failures++;
    }
    (void)pthread_mutex_unlock(&limits->lock);
}

int box_limits_admit(struct box_limits *limits, const char *box, int day, const struct hash *person)
{
    (void)pthread_mutex_lock(&limits->lock);
    turn_to(limits, day);
    struct box_day *found = find(limits, box, 1);
    int known = 0;
    for (int i = 0; found != NULL && i < found->persons; i++) {
        known = known || hash_equals(&found->seen[i], person);
    }
    int admitted = known || (found != NULL && found->persons < limits->persons_max);
    if (admitted && !known) {
        found->seen[found->persons++] = *person;
    }
    (void)pthread_mutex_unlock(&limits->lock);
    return admitted;
}
