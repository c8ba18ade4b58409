#include "headend/cases/case_facts.h"

#include <string.h>

/* What days and ratings need to know of a status. */
enum {
    ENDED = 1, /* no days are counted any more */
    RATED = 2, /* may be rated */
};

/* The deployed system's codes 1 to 11, and those that it has for what they leave out. */
static const struct {
    const char *code;
    int status; /* enum case_status */
    unsigned marks;
} codes[] = {
    {"0", CASE_SUBMITTED, 0},               /* 网上申报 */
    {"1", CASE_RECEIVED, 0},                /* 接件 */
    {"3", CASE_ACCEPTED, 0},                /* 受理 */
    {"4", CASE_NOT_ACCEPTED, ENDED},        /* 不予受理 */
    {"6", CASE_SUPPLEMENT, 0},              /* 补正 */
    {"8", CASE_IN_HAND, 0},                 /* 审批 */
    {"9", CASE_SPECIAL, 0},                 /* 特别程序 */
    {"10", CASE_IN_HAND, 0},                /* 审核 */
    {"11", CASE_GRANTED, ENDED | RATED},    /* 办结 */
    {"12", CASE_NEARLY_DONE, 0},            /* 待办结 */
    {"13", CASE_REFUSED, ENDED | RATED},    /* 办结，不予许可 */
    {"14", CASE_RETURNED, ENDED},           /* 退件 */
    {"15", CASE_WITHDRAWN, ENDED},          /* 撤回 */
    {"16", CASE_VOID, ENDED},               /* 作废 */
    {"17", CASE_TO_COLLECT, ENDED | RATED}, /* 结果待领 */
    {"18", CASE_DELIVERED, ENDED | RATED},  /* 已送达 */
};
enum { CODE_COUNT = sizeof codes / sizeof codes[0] };

int case_status_of_upstream(const char *code)
{
    for (size_t i = 0; i < CODE_COUNT; i++) {
        if (strcmp(codes[i].code, code) == 0) {
            return codes[i].status;
        }
    }
    return 0;
}

static unsigned marks_of(int status)
{
    for (size_t i = 0; i < CODE_COUNT; i++) {
        if (codes[i].status == status) {
            return codes[i].marks;
        }
    }
    return 0;
}

int case_status_may_be_rated(int status)
{
    return (marks_of(status) & RATED) != 0;
}

int case_status_has_ended(int status)
{
    return (marks_of(status) & ENDED) != 0;
}

int case_status_stands_still(int status)
{
    return status == CASE_SUPPLEMENT || status == CASE_SPECIAL;
}

int case_paused_since(const struct case_facts *facts)
{
    if (facts->record.status == CASE_SUPPLEMENT) {
        return facts->ask_start;
    }
    return facts->record.status == CASE_SPECIAL ? facts->record.special_start : 0;
}

enum { SIX = STARS_MAX + 1 }; /* one order's number and the other's add up to it */

int stars_of_upstream(const char *satisfaction)
{
    return satisfaction[0] >= '1' && satisfaction[0] <= '0' + STARS_MAX && satisfaction[1] == '\0'
               ? SIX - (satisfaction[0] - '0')
               : 0;
}

int stars_to_upstream(int stars)
{
    return SIX - stars;
}
