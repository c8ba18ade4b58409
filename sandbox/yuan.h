#ifndef SANDBOX_YUAN_H
#define SANDBOX_YUAN_H

#include <stdint.h>

#include "both-sides/json/json_writer.h"

/* Fen as the systems outside write them: yuan with two decimals, "-12.50". */

enum { YUAN_SIZE = 32 };

/* Returns `out`. */
char *yuan_write(int64_t fen, char out[YUAN_SIZE]);
/* As a text of a JSON map. */
void json_yuan(struct json_writer *json, const char *name, int64_t fen);

#endif
