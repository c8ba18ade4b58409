#include "headend/notices/feed_category.h"

#include <string.h>
#include <strings.h>

static const char *const words[] = {"", "通知公告", "政策解读", "停水停电停气", "办事提醒", "应急"};

/* What is urgent first, what is general last: "停电通知" is about electricity, "应急通知" an emergency. */
static const struct {
    const char *part;
    int category;
} parts[] = {
    {"应急", 5},     {"预警", 5},     {"突发", 5},   {"灾害", 5},         {"防汛", 5},     {"emergency", 5},
    {"warning", 5},  {"停水", 3},     {"停电", 3},   {"停气", 3},         {"停供", 3},     {"停暖", 3},
    {"计划检修", 3}, {"outage", 3},   {"解读", 2},   {"图解", 2},         {"政策", 2},     {"policy", 2},
    {"policies", 2}, {"提醒", 4},     {"提示", 4},   {"办事", 4},         {"服务指南", 4}, {"便民", 4},
    {"缴费", 4},     {"reminder", 4}, {"通知", 1},   {"公告", 1},         {"公示", 1},     {"通告", 1},
    {"要闻", 1},     {"动态", 1},     {"notice", 1}, {"announcement", 1},
};

int feed_category_of(const char *word)
{
    if (word[0] >= '1' && word[0] <= '5' && word[1] == '\0') {
        return word[0] - '0';
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strcasestr(word, parts[i].part) != NULL) {
            return parts[i].category;
        }
    }
    return 0;
}

const char *feed_category_word(int category)
{
    return category >= 1 && category <= 5 ? words[category] : words[0];
}

int feed_category_says_more(int one, int other)
{
    static const int weight[] = {0, 1, 3, 4, 2, 5};
    return weight[one] > weight[other];
}

int feed_level_of(const char *word)
{
    static const char *const levels[] = {"普通", "重要", "紧急"};
    if (word[0] >= '0' && word[0] <= '2' && word[1] == '\0') {
        return word[0] - '0';
    }
    for (int i = 0; i < 3; i++) {
        if (strcmp(word, levels[i]) == 0) {
            return i;
        }
    }
    return -1;
}
