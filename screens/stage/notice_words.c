#include "screens/stage/notice_words.h"

#include <stddef.h>

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
