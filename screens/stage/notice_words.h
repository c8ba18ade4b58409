#ifndef SCREENS_STAGE_NOTICE_WORDS_H
#define SCREENS_STAGE_NOTICE_WORDS_H

#include "backend-client/records/records.h"
#include "screens/stage/dates.h"
#include "screens/stage/strings.h"

/* The words for a notice's category (1..5; 0: all) and level. */

enum { NOTICE_CATEGORY_COUNT = 6 };

const char *notice_category_name(const struct strings *strings, int category);
/* The day of its publication, of today with the hour, or that it is not known. */
char *notice_day(char out[DATE_SIZE], const struct strings *strings, const struct notice_summary *notice,
                 int64_t now_ms);
/* NULL for an ordinary notice. */
const char *notice_level_name(const struct strings *strings, enum notice_level level);

#endif
