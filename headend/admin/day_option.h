#ifndef HEADEND_ADMIN_DAY_OPTION_H
#define HEADEND_ADMIN_DAY_OPTION_H

/* "20261130" or "2026-11-30": a day, as YYYYMMDD. 0 after saying what is wrong. */
int day_option_read(const char *option, const char *text);

#endif
