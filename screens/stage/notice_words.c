#include "screens/stage/notice_words.h"

#include <stddef.h>
#include <stdio.h>

const char *notice_category_name(const struct strings *strings, int category)
{
    static const enum string_id names[NOTICE_CATEGORY_COUNT] = {
        STRING_NOTICES_ALL,        STRING_NOTICES_CATEGORY_1, STRING_NOTICES_CATEGORY_2,
        STRING_NOTICES_CATEGORY_3, STRING_NOTICES_CATEGORY_4, STRING_NOTICES_CATEGORY_5,
    };
    if (category < 0 || category >= NOTICE_CATEGORY_COUNT) {
        category = 0;
    }
    return string_get(strings, names[category]);
}

char *notice_day(char out[DATE_SIZE], const struct strings *strings, const struct notice_summary *notice,
                 int64_t now_ms)
{
    if (!notice->undated) {
        return date_moment(out, strings, notice->published, now_ms);
    }
    (void)snprintf(out, DATE_SIZE, "%s", string_get(strings, STRING_NOTICES_UNDATED));
    return out;
}

const char *notice_level_name(const struct strings *strings, enum notice_level level)
{
    switch (level) {
    case NOTICE_URGENT:
        return string_get(strings, STRING_LEVEL_URGENT);
    case NOTICE_IMPORTANT:
        return string_get(strings, STRING_LEVEL_IMPORTANT);
    case NOTICE_NORMAL:
        break;
    }
    return NULL;
}
