#include "headend/utilities/told_bills.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = TOLD_BILLS_MAX * 2 };

struct told_bills {
    pthread_mutex_t lock;
    size_t count;
    uint64_t marks[SLOTS]; /* at its hash or behind; 0: none */
};

struct told_bills *told_bills_create(void)
{
    struct told_bills *told = calloc(1, sizeof *told);
    if (told == NULL || pthread_mutex_init(&told->lock, NULL) != 0) {
        free(told);
        return NULL;
    }
    return told;
}

void told_bills_free(struct told_bills *told)
{
    if (told != NULL) {
        (void)pthread_mutex_destroy(&told->lock);
        free(told);
    }
}

int told_bills_add(struct told_bills *told, uint64_t mark)
{
    mark = mark != 0 ? mark : 1;
    size_t at = mark % SLOTS;
    (void)pthread_mutex_lock(&told->lock);
    while (told->marks[at] != 0 && told->marks[at] != mark) {
        at = (at + 1) % SLOTS;
    }
    int is_new = told->marks[at] == 0;
    if (is_new && told->count == TOLD_BILLS_MAX) {
        memset(told->marks, 0, sizeof told->marks);
        told->count = 0;
        at = mark % SLOTS;
    }
    told->marks[at] = mark;
    told->count += (size_t)is_new;
    (void)pthread_mutex_unlock(&told->lock);
    return is_new;
}
