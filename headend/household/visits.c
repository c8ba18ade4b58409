#include "headend/household/visits.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/crypto/secret_memory.h"
#include "headend/household/slot_index.h"

struct visit {
    char phone[TOKEN_SIZE]; /* "": the slot is free */
    struct phone_login login;
    struct hash person;
    char name[MASKED_NAME_SIZE];
    int64_t ends_us;
};

struct visits {
    pthread_mutex_t lock;
    int64_t login_us, idle_us;
    struct visit *slots;
    int count; /* of slots that are not free */
    struct slot_index *by_phone;
};

static const char *phone_of(const void *owner, int slot)
{
    return ((const struct visits *)owner)->slots[slot].phone;
}

struct visits *visits_create(int64_t login_us, int64_t idle_us)
{
    struct visits *visits = calloc(1, sizeof *visits);
    if (visits == NULL || pthread_mutex_init(&visits->lock, NULL) != 0) {
        free(visits);
        return NULL;
    }
    visits->login_us = login_us;
    visits->idle_us = idle_us;
    visits->slots = secret_memory_new(VISITS_MAX * sizeof *visits->slots);
    visits->by_phone = slot_index_create(VISITS_MAX, phone_of, visits);
    if (visits->slots == NULL || visits->by_phone == NULL) {
        visits_free(visits);
        return NULL;
    }
    return visits;
}

void visits_free(struct visits *visits)
{
    if (visits != NULL) {
        secret_memory_free(visits->slots, VISITS_MAX * sizeof *visits->slots);
        slot_index_free(visits->by_phone);
        (void)pthread_mutex_destroy(&visits->lock);
        free(visits);
    }
}

/* --- Under the lock --- */

static void forget(struct visits *visits, int slot)
{
    slot_index_remove(visits->by_phone, slot);
    visits->count--;
    explicit_bzero(&visits->slots[slot], sizeof visits->slots[slot]);
}

/* A free slot, else that of the oldest that nobody has logged in to. SLOT_NONE: there is none. */
static int make_room(struct visits *visits, int64_t now_us)
{
    int oldest = SLOT_NONE;
    for (int i = 0; i < VISITS_MAX; i++) {
        const struct visit *visit = &visits->slots[i];
        if (visit->phone[0] != '\0' && now_us >= visit->ends_us) {
            forget(visits, i);
        }
        if (visit->phone[0] == '\0') {
            return i;
        }
        if (visit->login.step != LOGIN_KNOWN &&
            (oldest == SLOT_NONE || visit->ends_us < visits->slots[oldest].ends_us)) {
            oldest = i;
        }
    }
    if (oldest != SLOT_NONE) {
        forget(visits, oldest);
    }
    return oldest;
}

/* Locks. NULL: it is not there; then it is not locked. */
static struct visit *enter(struct visits *visits, const char *phone, int64_t now_us)
{
    (void)pthread_mutex_lock(&visits->lock);
    int slot = phone[0] != '\0' ? slot_index_find(visits->by_phone, phone) : SLOT_NONE;
    if (slot != SLOT_NONE && now_us >= visits->slots[slot].ends_us) {
        forget(visits, slot);
        slot = SLOT_NONE;
    }
    if (slot == SLOT_NONE) {
        (void)pthread_mutex_unlock(&visits->lock);
        return NULL;
    }
    return &visits->slots[slot];
}

/* The same, and its log-in is under way. */
static struct visit *enter_wanted(struct visits *visits, const char *phone, int64_t now_us)
{
    struct visit *visit = enter(visits, phone, now_us);
    if (visit != NULL && visit->login.step != LOGIN_WANTED) {
        (void)pthread_mutex_unlock(&visits->lock);
        return NULL;
    }
    return visit;
}

static void leave(struct visits *visits)
{
    (void)pthread_mutex_unlock(&visits->lock);
}

/* --- A visit --- */

int visits_begin(struct visits *visits, int64_t now_us, char phone[TOKEN_SIZE])
{
    if (token_make(phone) != 0) {
        return -1;
    }
    (void)pthread_mutex_lock(&visits->lock);
    int slot = make_room(visits, now_us);
    if (slot != SLOT_NONE) {
        struct visit *visit = &visits->slots[slot];
        memcpy(visit->phone, phone, TOKEN_SIZE);
        visit->login.step = LOGIN_WANTED;
        visit->ends_us = now_us + visits->login_us;
        slot_index_put(visits->by_phone, slot);
        visits->count++;
    }
    leave(visits);
    return slot != SLOT_NONE ? 0 : -1;
}

void visits_end(struct visits *visits, const char *phone)
{
    (void)pthread_mutex_lock(&visits->lock);
    int slot = phone[0] != '\0' ? slot_index_find(visits->by_phone, phone) : SLOT_NONE;
    if (slot != SLOT_NONE) {
        forget(visits, slot);
    }
    leave(visits);
}

int visits_view(struct visits *visits, const char *phone, int64_t now_us, struct visit_view *view)
{
    memset(view, 0, sizeof *view);
    struct visit *visit = enter(visits, phone, now_us);
    if (visit == NULL) {
        return 0;
    }
    view->step = visit->login.step;
    view->failure = visit->login.failure;
    view->person = visit->person;
    memcpy(view->name, visit->name, sizeof view->name);
    if (visit->login.step == LOGIN_KNOWN) {
        visit->ends_us = now_us + visits->idle_us;
    }
    leave(visits);
    return 1;
}

void visits_go_on(struct visits *visits, const char *phone, int64_t now_us)
{
    struct visit *visit = enter(visits, phone, now_us);
    if (visit != NULL) {
        if (visit->login.step == LOGIN_NOT_YET) {
            visit->login.step = LOGIN_WANTED;
            visit->login.failure = IDENTITY_FOUND;
        }
        leave(visits);
    }
}

int visits_sent(struct visits *visits, const char *phone, const struct identity_attempt *attempt,
                int64_t now_us)
{
    struct visit *visit = enter_wanted(visits, phone, now_us);
    if (visit == NULL) {
        return -1;
    }
    visit->login.attempt = *attempt;
    leave(visits);
    return 0;
}

int visits_attempt(struct visits *visits, const char *phone, struct identity_attempt *attempt, int64_t now_us)
{
    const struct visit *visit = enter_wanted(visits, phone, now_us);
    if (visit == NULL) {
        return -1;
    }
    *attempt = visit->login.attempt;
    leave(visits);
    return attempt->state[0] != '\0' ? 0 : -1;
}

int visits_came_back(struct visits *visits, const char *phone, const char *state, int64_t now_us)
{
    struct visit *visit = enter_wanted(visits, phone, now_us);
    int result = -1;
    if (visit == NULL) {
        return -1;
    }
    if (strcmp(visit->login.attempt.state, state) == 0) {
        visit->login.step = LOGIN_CHECKING;
        result = 0;
    }
    leave(visits);
    return result;
}

void visits_known(struct visits *visits, const char *phone, const char *state, enum identity_result result,
                  const struct hash *person, const char *name, int64_t now_us)
{
    static const struct identity_person nobody = {.level = 0};
    struct visit *visit = enter(visits, phone, now_us);
    if (visit == NULL) {
        return;
    }
    if (phone_login_finish(&visit->login, state, result, &nobody) && result == IDENTITY_FOUND) {
        visit->person = *person;
        (void)snprintf(visit->name, sizeof visit->name, "%s", name);
        visit->ends_us = now_us + visits->idle_us;
    }
    leave(visits);
}

void visits_tidy(struct visits *visits, int64_t now_us)
{
    (void)pthread_mutex_lock(&visits->lock);
    /* Without visits no page of the slots is touched: they are 3.6 MB of locked memory. */
    for (int i = 0; visits->count > 0 && i < VISITS_MAX; i++) {
        if (visits->slots[i].phone[0] != '\0' && now_us >= visits->slots[i].ends_us) {
            forget(visits, i);
        }
    }
    leave(visits);
}
