#ifndef HEADEND_CONTENT_WORKING_CALENDAR_H
#define HEADEND_CONTENT_WORKING_CALENDAR_H

#include "both-sides/opening_hours.h"
#include "headend/database/store.h"

/* The days of the content (<day>) that are not what their weekday says, in order of date, without names. */
struct working_calendar {
    struct calendar_day *days; /* malloc'ed, for none too; NULL: they cannot be read (logged) */
    size_t count;
};

struct working_calendar working_calendar_load(struct store *store);

#endif
