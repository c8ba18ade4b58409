#ifndef SCREENS_CASES_CASE_H
#define SCREENS_CASES_CASE_H

#include "screens/stage/screen.h"

/* Where a case stands, and its rating. Takes over the record, keeps number and last 4 ("": of one's own,
 * which the session says) for the rating only, and wipes all of it when it is left or when three minutes
 * pass without a key, whatever lies on it by then. NULL without memory: the record is freed. */
struct screen *case_new(struct stage *stage, struct case_record *record, const char *id_tail);

#endif
