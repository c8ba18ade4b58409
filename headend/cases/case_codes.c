#include "headend/cases/case_facts.h"

#include <string.h>

/* What days and ratings need to know of a status. */
enum {
    ENDED = 1,      /* no days are counted any more */
    RATED = 2,      /* may be rated */
    SUPPLEMENT = 4, /* the days stand still until the supplement is there */
    SPECIAL = 8,    /* the days stand still during the special procedure */
};

/* The deployed system's codes 1 to 11, and those that it has for what they leave out. */
static const struct {
    const char *code;
    int status;
    unsigned marks;
} codes[] = {
    {"0", 10, 0},              /* 网上申报 */
    {"1", 20, 0},              /* 接件 */
    {"3", 30, 0},              /* 受理 */
    {"4", 31, ENDED},          /* 不予受理 */
    {"6", 40, SUPPLEMENT},     /* 补正 */
    {"8", 50, 0},              /* 审批 */
    {"9", 60, SPECIAL},        /* 特别程序 */
    {"10", 50, 0},             /* 审核 */
    {"11", 80, ENDED | RATED}, /* 办结 */
    {"12", 70, 0},             /* 待办结 */
    {"13", 81, ENDED | RATED}, /* 办结，不予许可 */
    {"14", 82, ENDED},         /* 退件 */
    {"15", 83, ENDED},         /* 撤回 */
    {"16", 84, ENDED},         /* 作废 */
    {"17", 90, ENDED | RATED}, /* 结果待领 */
    {"18", 91, ENDED | RATED}, /* 已送达 */
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
    return (marks_of(status) & (SUPPLEMENT | SPECIAL)) != 0;
}

int case_paused_since(const struct case_facts *facts)
{
    unsigned marks = marks_of(facts->status);
    if ((marks & SUPPLEMENT) != 0) {
        return facts->ask_start;
    }
    return (marks & SPECIAL) != 0 ? facts->special_start : 0;
}

enum { SIX = 6 }; /* five steps: one order's number and the other's add up to it */

int stars_of_upstream(const char *satisfaction)
{
    return satisfaction[0] >= '1' && satisfaction[0] <= '5' && satisfaction[1] == '\0'
               ? SIX - (satisfaction[0] - '0')
               : 0;
}

int stars_to_upstream(int stars)
{
    return SIX - stars;
}
