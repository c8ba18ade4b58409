#include "headend/utilities/account_limits.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"

/* Slots are found by their hash, the next ones by trying; a table is never more than three quarters full, so
 * that there is an end. 0 is no hash: who has it is 1. */

struct box_day {
    uint64_t box;
    int accounts, no_accounts, statements;
};

struct account_day {
    uint64_t account;
    int boxes;
};

/* That a box looks at an account, or has. */
struct look_day {
    uint64_t box, account;
    int open, found;
};

struct account_limits {
    pthread_mutex_t lock;
    int day; /* of which everything here is */
    int accounts_a_box;
    int told; /* that there is no room */
    size_t box_count, look_count;
    struct box_day *boxes;
    struct account_day *accounts; /* as many as looks: each has one at the most */
    struct look_day *looks;
};

struct account_limits *account_limits_create(int accounts_a_box)
{
    struct account_limits *limits = calloc(1, sizeof *limits);
    if (limits == NULL || pthread_mutex_init(&limits->lock, NULL) != 0) {
        free(limits);
        return NULL;
    }
    limits->accounts_a_box =
        accounts_a_box > 0 && accounts_a_box <= BOX_ACCOUNTS_MOST ? accounts_a_box : BOX_ACCOUNTS_A_DAY;
    limits->boxes = calloc(LIMITED_BOXES_MAX, sizeof *limits->boxes);
    limits->accounts = calloc(LIMITED_LOOKS_MAX, sizeof *limits->accounts);
    limits->looks = calloc(LIMITED_LOOKS_MAX, sizeof *limits->looks);
    if (limits->boxes == NULL || limits->accounts == NULL || limits->looks == NULL) {
        account_limits_free(limits);
        return NULL;
    }
    return limits;
}

void account_limits_free(struct account_limits *limits)
{
    if (limits != NULL) {
        free(limits->boxes);
        free(limits->accounts);
        free(limits->looks);
        (void)pthread_mutex_destroy(&limits->lock);
        free(limits);
    }
}

/* Another day begins with nothing. What was begun yesterday and ends today finds no slot. */
static void turn_to(struct account_limits *limits, int day)
{
    if (limits->day == day) {
        return;
    }
    if (limits->box_count > 0) {
        memset(limits->boxes, 0, LIMITED_BOXES_MAX * sizeof *limits->boxes);
        memset(limits->accounts, 0, LIMITED_LOOKS_MAX * sizeof *limits->accounts);
        memset(limits->looks, 0, LIMITED_LOOKS_MAX * sizeof *limits->looks);
    }
    limits->box_count = limits->look_count = 0;
    limits->told = 0;
    limits->day = day;
}

/* Each finds the slot, or the empty one where it would stand. */

static struct box_day *box_slot(const struct account_limits *limits, uint64_t box)
{
    size_t at = box % LIMITED_BOXES_MAX;
    while (limits->boxes[at].box != 0 && limits->boxes[at].box != box) {
        at = (at + 1) % LIMITED_BOXES_MAX;
    }
    return &limits->boxes[at];
}

static struct account_day *account_slot(const struct account_limits *limits, uint64_t account)
{
    size_t at = account % LIMITED_LOOKS_MAX;
    while (limits->accounts[at].account != 0 && limits->accounts[at].account != account) {
        at = (at + 1) % LIMITED_LOOKS_MAX;
    }
    return &limits->accounts[at];
}

static struct look_day *look_slot(const struct account_limits *limits, uint64_t box, uint64_t account)
{
    size_t at = (box ^ account) % LIMITED_LOOKS_MAX;
    while (limits->looks[at].box != 0 &&
           (limits->looks[at].box != box || limits->looks[at].account != account)) {
        at = (at + 1) % LIMITED_LOOKS_MAX;
    }
    return &limits->looks[at];
}

static struct account_look without_zero(const struct account_look *look)
{
    struct account_look whole = *look;
    whole.box = look->box != 0 ? look->box : 1;
    whole.account = look->account != 0 ? look->account : 1;
    return whole;
}

/* --- Begin --- */

static int has_room(struct account_limits *limits)
{
    int has = limits->box_count < LIMITED_BOXES_MAX / 4 * 3 && limits->look_count < LIMITED_LOOKS_MAX / 4 * 3;
    if (!has && !limits->told) {
        log_line(LOG_LEVEL_WARNING, "utilities", "too many boxes and accounts today: new ones are refused");
        limits->told = 1;
    }
    return has;
}

/* Of slots that may be empty. */
static enum case_limit judge(struct account_limits *limits, const struct account_look *look,
                             const struct box_day *box, const struct look_day *known)
{
    int is_new = !known->found && known->open == 0;
    if (known->box == 0 && !has_room(limits)) {
        return ACCOUNT_LIMIT_UNKNOWN;
    }
    if (box->statements >= BOX_STATEMENTS_A_DAY) {
        return CASE_LIMIT_PERSONS;
    }
    if (look->is_own) {
        return CASE_LIMIT_NONE;
    }
    if (box->no_accounts >= BOX_NO_ACCOUNTS_A_DAY) {
        return CASE_LIMIT_FAILURES;
    }
    if (is_new && box->accounts >= limits->accounts_a_box) {
        return CASE_LIMIT_PERSONS;
    }
    return is_new && account_slot(limits, look->account)->boxes >= ACCOUNT_BOXES_A_DAY ? CASE_LIMIT_TARGET
                                                                                       : CASE_LIMIT_NONE;
}

static void count(struct account_limits *limits, const struct account_look *look, struct box_day *box,
                  struct look_day *known)
{
    limits->box_count += box->box == 0;
    box->box = look->box;
    box->statements++;
    box->no_accounts += !look->is_own;
    if (look->is_own) {
        return;
    }
    limits->look_count += known->box == 0;
    known->box = look->box;
    known->account = look->account;
    if (!known->found && known->open == 0) {
        struct account_day *account = account_slot(limits, look->account);
        account->account = look->account;
        account->boxes++;
        box->accounts++;
    }
    known->open++;
}

enum case_limit account_limits_begin(struct account_limits *limits, const struct account_look *asked)
{
    const struct account_look look = without_zero(asked);
    (void)pthread_mutex_lock(&limits->lock);
    turn_to(limits, look.day);
    struct box_day *box = box_slot(limits, look.box);
    struct look_day *known = look_slot(limits, look.box, look.account);
    enum case_limit limit = judge(limits, &look, box, known);
    if (limit == CASE_LIMIT_NONE) {
        count(limits, &look, box, known);
    }
    (void)pthread_mutex_unlock(&limits->lock);
    return limit;
}

/* --- End --- */

static void settle(struct account_limits *limits, const struct account_look *look, struct box_day *box,
                   struct look_day *known, enum account_found found)
{
    known->open--;
    known->found = known->found || found == ACCOUNT_FOUND;
    box->no_accounts -= found != ACCOUNT_NOT_FOUND;
    if (!known->found && known->open == 0) {
        account_slot(limits, look->account)->boxes--;
        box->accounts--;
    }
}

void account_limits_end(struct account_limits *limits, const struct account_look *asked,
                        enum account_found found)
{
    const struct account_look look = without_zero(asked);
    (void)pthread_mutex_lock(&limits->lock);
    struct box_day *box = box_slot(limits, look.box);
    struct look_day *known = look_slot(limits, look.box, look.account);
    if (look.day == limits->day && !look.is_own && box->box != 0 && known->open > 0) {
        settle(limits, &look, box, known, found);
    }
    (void)pthread_mutex_unlock(&limits->lock);
}
