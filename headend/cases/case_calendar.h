#ifndef HEADEND_CASES_CASE_CALENDAR_H
#define HEADEND_CASES_CASE_CALENDAR_H

#include "headend/cases/cases.h"
#include "headend/database/store.h"

/* Gives the cases the calendar of the content (<day>). What cannot be read is logged, and the days of before
 * stay. */
void case_calendar_load(struct cases *cases, struct store *store);

#endif
