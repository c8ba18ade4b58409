#ifndef HEADEND_UTILITIES_UTILITY_VALUES_H
#define HEADEND_UTILITIES_UTILITY_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/arena.h"
#include "both-sides/json/json_tree.h"

/* Fields of a utility's answer. The first that is not as agreed is remembered by its name, for the log;
 * nothing after it changes that. What is not there, null or "" is 0 or "": `needed` says that it must be
 * there. */

struct utility_values {
    const char *wrong; /* name of a field; NULL: all is as agreed */
    int no_memory;
    struct arena *arena; /* of texts */
};

void utility_wrong(struct utility_values *values, const char *name);

/* That the field is there and says something; what it says the others read. */
void utility_needed(struct utility_values *values, const struct json_value *object, const char *name);

/* Yuan as fen, within ±UTILITY_FEN_MOST. */
int64_t utility_fen(struct utility_values *values, const struct json_value *object, const char *name);
/* Of many: within ±MONEY_FEN_MAX. */
int64_t utility_sum(struct utility_values *values, const struct json_value *object, const char *name);
/* "123.4" with three places is 123400; no more places but zeros; within ±most. */
int64_t utility_decimal(struct utility_values *values, const struct json_value *object, const char *name,
                        int places, int64_t most);
int utility_count(struct utility_values *values, const struct json_value *object, const char *name, int least,
                  int most);
/* YYYYMMDD; 0: not said. */
int utility_date(struct utility_values *values, const struct json_value *object, const char *name);
/* YYYYMMDDhhmmss; 0: not said. */
int64_t utility_moment(struct utility_values *values, const struct json_value *object, const char *name);
int utility_flag(struct utility_values *values, const struct json_value *object, const char *name);
/* Of letters, digits, - and _; longer than `size` - 1 is wrong. */
void utility_number(struct utility_values *values, const struct json_value *object, const char *name,
                    char *out, size_t size);
/* A text in the arena, what looks like a number of somebody's masked, cut after so many characters. */
const char *utility_text(struct utility_values *values, const struct json_value *object, const char *name,
                         size_t characters);

/* The list of that name; NULL: it is not there, which is no error. */
const struct json_value *utility_list(struct utility_values *values, const struct json_value *object,
                                      const char *name, size_t most);

#endif
