#ifndef HEADEND_CASE_CALENDAR_H
#define HEADEND_CASE_CALENDAR_H

#include "headend/cases.h"
#include "headend/store.h"

/* Gives the cases the calendar of the content (<day>). What cannot be read is logged, and the days of before
 * stay. */
void case_calendar_load(struct cases *cases, struct store *store);

#endif
