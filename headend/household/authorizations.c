#include "headend/household/authorizations.h"

#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/crypto/secret_memory.h"
#include "headend/household/authorizations_private.h"

/* By which part of the interval a poll may be early, as networks are uneven; how much slower it must become,
 * at most (RFC 8628, 3.5); how long it is remembered that one has ended. */
enum { EARLY_PART = 6, SLOWER_US = 5 * 1000 * 1000, SLOWEST_US = 60 * 1000 * 1000 };
static const int64_t remembered_us = (int64_t)10 * 60 * 1000 * 1000;

static const char *box_of(const void *owner, int slot)
{
    return ((const struct authorizations *)owner)->slots[slot].box.number;
}

static const char *phone_of(const void *owner, int slot)
{
    return ((const struct authorizations *)owner)->slots[slot].phone;
}

static const char *code_of(const void *owner, int number)
{
    return ((const struct authorizations *)owner)->slots[number / CODES].codes[number % CODES].code;
}

static size_t bytes_of_slots(const struct authorizations *authorizations)
{
    return authorizations->options.most * sizeof *authorizations->slots;
}

struct authorizations *authorizations_create(const struct authorizations_options *options)
{
    struct authorizations *made = calloc(1, sizeof *made);
    if (made == NULL || pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        return NULL;
    }
    made->options = *options;
    made->options.most = options->most != 0 ? options->most : AUTHORIZATIONS_MAX;
    made->first_free = SLOT_NONE;
    made->slots = secret_memory_new(bytes_of_slots(made));
    made->by_box = slot_index_create(made->options.most, box_of, made);
    made->by_code = slot_index_create(made->options.most * CODES, code_of, made);
    made->by_phone = slot_index_create(made->options.most, phone_of, made);
    if (made->slots == NULL || made->by_box == NULL || made->by_code == NULL || made->by_phone == NULL) {
        authorizations_free(made);
        return NULL;
    }
    return made;
}

static void free_part(struct authorization *authorization)
{
    if (authorization->part != NULL) {
        explicit_bzero(authorization->part, sizeof *authorization->part);
        free(authorization->part);
        authorization->part = NULL;
    }
}

void authorizations_free(struct authorizations *authorizations)
{
    if (authorizations == NULL) {
        return;
    }
    for (size_t i = 0; authorizations->slots != NULL && i < authorizations->used; i++) {
        free_part(&authorizations->slots[i]);
    }
    secret_memory_free(authorizations->slots, bytes_of_slots(authorizations));
    slot_index_free(authorizations->by_box);
    slot_index_free(authorizations->by_code);
    slot_index_free(authorizations->by_phone);
    (void)pthread_mutex_destroy(&authorizations->lock);
    free(authorizations);
}

/* --- Under the lock --- */

int authorization_slot(const struct authorizations *authorizations, const struct authorization *authorization)
{
    return (int)(authorization - authorizations->slots);
}

static void drop_code(struct authorizations *authorizations, int slot, int which)
{
    struct user_code *code = &authorizations->slots[slot].codes[which];
    if (code->code[0] != '\0') {
        slot_index_remove(authorizations->by_code, slot * CODES + which);
        explicit_bzero(code, sizeof *code);
    }
}

void authorization_drop_codes(struct authorizations *authorizations, struct authorization *authorization)
{
    for (int i = 0; i < CODES; i++) {
        drop_code(authorizations, authorization_slot(authorizations, authorization), i);
    }
}

/* Forgets it altogether. */
static void forget(struct authorizations *authorizations, struct authorization *authorization)
{
    int slot = authorization_slot(authorizations, authorization);
    authorization_drop_codes(authorizations, authorization);
    slot_index_remove(authorizations->by_box, slot);
    if (authorization->phone[0] != '\0') {
        slot_index_remove(authorizations->by_phone, slot);
    }
    free_part(authorization);
    explicit_bzero(authorization, sizeof *authorization);
    authorization->next_free = authorizations->first_free;
    authorizations->first_free = slot;
    authorizations->count--;
}

void authorization_end(struct authorizations *authorizations, struct authorization *authorization,
                       enum binding_end end, int64_t now_us)
{
    int is_failure = end == BINDING_REFUSED || end == BINDING_WRONG_NUMBER || end == BINDING_SECOND_PHONE;
    if (is_failure && authorizations->options.limits != NULL) {
        box_limits_failed(authorizations->options.limits, authorization->box.number,
                          calendar_date_at(wall_ms()));
    }
    authorization->end = end;
    authorization->ends_us = now_us + remembered_us;
    authorization->scopes = end == BINDING_DONE ? authorization->part->agreed.scopes : 0;
    free_part(authorization);
}

void authorization_look_at_clock(struct authorizations *authorizations, struct authorization *authorization,
                                 int64_t now_us)
{
    int is_agreed = authorization->part != NULL && authorization->part->number[0] != '\0';
    int64_t grace_us = is_agreed ? authorizations->options.grace_us : 0;
    int is_being_granted = authorization->part != NULL && authorization->part->is_being_granted;
    if (authorization->end == BINDING_HOLDS && !is_being_granted &&
        now_us >= authorization->ends_us + grace_us) {
        authorization_end(authorizations, authorization, BINDING_EXPIRED, now_us);
    }
}

static struct authorization *find(struct authorizations *authorizations, const struct slot_index *index,
                                  const char *text, int64_t now_us)
{
    int slot = text[0] != '\0' ? slot_index_find(index, text) : SLOT_NONE;
    if (slot == SLOT_NONE) {
        return NULL;
    }
    authorization_look_at_clock(authorizations, &authorizations->slots[slot], now_us);
    return &authorizations->slots[slot];
}

struct authorization *authorization_of_phone(struct authorizations *authorizations, const char *phone,
                                             int64_t now_us)
{
    return find(authorizations, authorizations->by_phone, phone, now_us);
}

/* Compared in the same time whatever differs. NULL: it is none of this box. */
static struct authorization *of_device(struct authorizations *authorizations, const char *box,
                                       const char *device_code, int64_t now_us)
{
    struct authorization *found = find(authorizations, authorizations->by_box, box, now_us);
    return found != NULL && strlen(device_code) == TOKEN_SIZE - 1 &&
                   CRYPTO_memcmp(found->device_code, device_code, TOKEN_SIZE) == 0
               ? found
               : NULL;
}

static int take_slot(struct authorizations *authorizations)
{
    int slot = authorizations->first_free;
    if (slot != SLOT_NONE) {
        authorizations->first_free = authorizations->slots[slot].next_free;
    } else if (authorizations->used < authorizations->options.most) {
        slot = (int)authorizations->used++;
    }
    return slot;
}

/* --- Codes --- */

/* A code that nobody else has, in place of the one that is shown, which works until its end. -1: there is no
 * chance to be had. */
static int turn_code(struct authorizations *authorizations, struct authorization *authorization,
                     int64_t now_us)
{
    int slot = authorization_slot(authorizations, authorization);
    char code[USER_CODE_SIZE];
    do {
        if (user_code_make(code) != 0) {
            return -1;
        }
    } while (slot_index_find(authorizations->by_code, code) != SLOT_NONE);
    drop_code(authorizations, slot, 1);
    if (authorization->codes[0].code[0] != '\0') {
        slot_index_remove(authorizations->by_code, slot * CODES);
        authorization->codes[1] = authorization->codes[0];
        slot_index_put(authorizations->by_code, slot * CODES + 1);
    }
    memcpy(authorization->codes[0].code, code, sizeof code);
    authorization->codes[0].ends_us = now_us + authorizations->options.code_us;
    slot_index_put(authorizations->by_code, slot * CODES);
    return 0;
}

/* Before the end of the one that is shown comes the next, early enough for a box that polls slowly. */
static void turn_code_in_time(struct authorizations *authorizations, struct authorization *authorization,
                              int64_t now_us)
{
    if (now_us >= authorization->codes[0].ends_us - authorizations->options.code_us / 3) {
        (void)turn_code(authorizations, authorization, now_us); /* without, the old one works to its end */
    }
}

static void tell_codes(const struct authorization *authorization, int64_t now_us, struct binding_codes *codes)
{
    memcpy(codes->device_code, authorization->device_code, sizeof codes->device_code);
    memcpy(codes->user_code, authorization->codes[0].code, sizeof codes->user_code);
    codes->left_us = authorization->ends_us > now_us ? authorization->ends_us - now_us : 0;
    codes->interval_us = authorization->interval_us;
}

/* --- The box --- */

int authorizations_begin(struct authorizations *authorizations, const struct known_box *box, unsigned scopes,
                         int64_t now_us, struct binding_codes *codes)
{
    char device_code[TOKEN_SIZE];
    int slot = SLOT_NONE;
    int result = -1;
    if (token_make(device_code) != 0) {
        return -1;
    }
    (void)pthread_mutex_lock(&authorizations->lock);
    struct authorization *authorization = find(authorizations, authorizations->by_box, box->number, now_us);
    if (authorization != NULL) {
        forget(authorizations, authorization);
    }
    slot = take_slot(authorizations);
    if (slot != SLOT_NONE) {
        authorization = &authorizations->slots[slot];
        *authorization = (struct authorization){.box = *box,
                                                .scopes = scopes,
                                                .ends_us = now_us + authorizations->options.wait_us,
                                                .polled_us = now_us,
                                                .interval_us = authorizations->options.interval_us};
        memcpy(authorization->device_code, device_code, sizeof device_code);
        slot_index_put(authorizations->by_box, slot);
        authorizations->count++;
        result = turn_code(authorizations, authorization, now_us);
        if (result == 0) {
            tell_codes(authorization, now_us, codes);
        } else {
            forget(authorizations, authorization);
        }
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
    explicit_bzero(device_code, sizeof device_code);
    return result;
}

/* What was typed against what the phone shows. */
static void try_number(struct authorizations *authorizations, struct authorization *authorization,
                       const char *number, int64_t now_us, struct binding_poll *poll)
{
    struct phone_part *part = authorization->part;
    if (strcmp(part->number, number) == 0) {
        part->is_being_granted = 1;
        poll->state = POLL_GRANT;
        poll->grant = part->agreed;
        poll->grant.person = part->login.person;
        return;
    }
    part->tries_left--;
    poll->tries_left = part->tries_left;
    if (part->tries_left == 0) {
        authorization_end(authorizations, authorization, BINDING_WRONG_NUMBER, now_us);
        poll->state = POLL_ENDED;
        poll->end = BINDING_WRONG_NUMBER;
    }
}

/* Whoever polls too fast is told so, and has to be slower from then on. */
static int is_too_fast(struct authorization *authorization, int64_t now_us)
{
    int too_fast = now_us - authorization->polled_us <
                   authorization->interval_us - authorization->interval_us / EARLY_PART;
    authorization->polled_us = now_us;
    if (too_fast && authorization->interval_us + SLOWER_US <= SLOWEST_US) {
        authorization->interval_us += SLOWER_US;
    }
    return too_fast;
}

static void answer_poll(struct authorizations *authorizations, struct authorization *authorization,
                        const char *number, int64_t now_us, struct binding_poll *poll)
{
    const struct phone_part *part = authorization->part;
    int is_agreed = part != NULL && part->number[0] != '\0' && !part->is_being_granted;
    if (authorization->end != BINDING_HOLDS) {
        poll->state = POLL_ENDED;
        poll->end = authorization->end;
        return;
    }
    /* A number is typed when it is typed: there are two tries and no more. */
    if ((number[0] == '\0' || !is_agreed) && is_too_fast(authorization, now_us)) {
        poll->state = POLL_SLOW_DOWN;
        return;
    }
    poll->state = part == NULL ? POLL_WAITING : is_agreed ? POLL_APPROVED : POLL_SCANNED;
    if (poll->state == POLL_WAITING) {
        turn_code_in_time(authorizations, authorization, now_us);
    }
    poll->tries_left = is_agreed ? part->tries_left : 0;
    tell_codes(authorization, now_us, &poll->codes);
    if (is_agreed && number[0] != '\0') {
        try_number(authorizations, authorization, number, now_us, poll);
    }
}

void authorizations_poll(struct authorizations *authorizations, const char *box, const char *device_code,
                         const char *number, int64_t now_us, struct binding_poll *poll)
{
    memset(poll, 0, sizeof *poll);
    (void)pthread_mutex_lock(&authorizations->lock);
    struct authorization *authorization = of_device(authorizations, box, device_code, now_us);
    if (authorization != NULL) {
        answer_poll(authorizations, authorization, number, now_us, poll);
    } else {
        poll->state = POLL_ENDED;
        poll->end = BINDING_EXPIRED;
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
}

void authorizations_granted(struct authorizations *authorizations, const char *box, const char *device_code,
                            enum binding_end end, int64_t now_us)
{
    (void)pthread_mutex_lock(&authorizations->lock);
    struct authorization *authorization = of_device(authorizations, box, device_code, now_us);
    if (authorization != NULL && authorization->part != NULL && authorization->part->is_being_granted) {
        authorization->part->is_being_granted = 0;
        if (end != BINDING_HOLDS) {
            authorization_end(authorizations, authorization, end, now_us);
        }
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
}

/* --- What is over --- */

void authorizations_tidy(struct authorizations *authorizations, int64_t now_us)
{
    (void)pthread_mutex_lock(&authorizations->lock);
    for (size_t i = 0; i < authorizations->used; i++) {
        struct authorization *authorization = &authorizations->slots[i];
        if (authorization->box.number[0] == '\0') {
            continue;
        }
        authorization_look_at_clock(authorizations, authorization, now_us);
        if (authorization->end != BINDING_HOLDS && now_us >= authorization->ends_us) {
            forget(authorizations, authorization);
        }
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
}

static void end_on_box(struct authorizations *authorizations, const char *box, int64_t now_us)
{
    (void)pthread_mutex_lock(&authorizations->lock);
    int slot = slot_index_find(authorizations->by_box, box);
    if (slot != SLOT_NONE && authorizations->slots[slot].end == BINDING_HOLDS) {
        authorization_end(authorizations, &authorizations->slots[slot], BINDING_EXPIRED, now_us);
    }
    (void)pthread_mutex_unlock(&authorizations->lock);
}

void authorizations_check(struct authorizations *authorizations, int (*holds)(void *context, const char *box),
                          void *context, int64_t now_us)
{
    char box[BOX_NUMBER_SIZE];
    (void)pthread_mutex_lock(&authorizations->lock);
    size_t used = authorizations->used;
    (void)pthread_mutex_unlock(&authorizations->lock);
    for (size_t i = 0; i < used; i++) {
        (void)pthread_mutex_lock(&authorizations->lock);
        memcpy(box, authorizations->slots[i].box.number, sizeof box);
        int is_over = authorizations->slots[i].end != BINDING_HOLDS;
        (void)pthread_mutex_unlock(&authorizations->lock);
        if (box[0] != '\0' && !is_over && !holds(context, box)) {
            end_on_box(authorizations, box, now_us);
        }
    }
}

size_t authorizations_count(struct authorizations *authorizations)
{
    (void)pthread_mutex_lock(&authorizations->lock);
    size_t count = authorizations->count;
    (void)pthread_mutex_unlock(&authorizations->lock);
    return count;
}
