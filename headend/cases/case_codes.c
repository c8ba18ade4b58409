#include "headend/cases/case_facts.h"

#include <string.h>

/* The deployed system's codes 1 to 11, and those that it has for what they leave out. */
int case_status_of_upstream(const char *code)
{
    static const struct {
        const char *code;
        int status;
    } map[] = {
        {"0", 10},  /* 网上申报 */
        {"1", 20},  /* 接件 */
        {"3", 30},  /* 受理 */
        {"4", 31},  /* 不予受理 */
        {"6", 40},  /* 补正 */
        {"8", 50},  /* 审批 */
        {"9", 60},  /* 特别程序 */
        {"10", 50}, /* 审核 */
        {"11", 80}, /* 办结 */
        {"12", 70}, /* 待办结 */
        {"13", 81}, /* 办结，不予许可 */
        {"14", 82}, /* 退件 */
        {"15", 83}, /* 撤回 */
        {"16", 84}, /* 作废 */
        {"17", 90}, /* 结果待领 */
        {"18", 91}, /* 已送达 */
    };
    for (size_t i = 0; i < sizeof map / sizeof map[0]; i++) {
        if (strcmp(map[i].code, code) == 0) {
            return map[i].status;
        }
    }
    return 0;
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

int case_status_may_be_rated(int status)
{
    return status == 80 || status == 81 || status == 90 || status == 91;
}

int case_status_has_ended(int status)
{
    return status == 31 || status >= 80;
}

int case_status_stands_still(int status)
{
    return status == 40 || status == 60;
}
