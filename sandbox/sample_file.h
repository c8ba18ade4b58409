#ifndef SANDBOX_SAMPLE_FILE_H
#define SANDBOX_SAMPLE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "both-sides/json/json_tree.h"

/* A file of sample data: JSON. */

enum { SAMPLE_PROBLEM_SIZE = 200 };

/* To be freed with json_tree_wipe. NULL: `problem`. */
struct json_tree *sample_file_read(const char *path, char problem[SAMPLE_PROBLEM_SIZE]);

/* The text of a field, "" where there is none. */
const char *sample_text(const struct json_value *object, const char *name);
/* A whole number, between ±999,999; `otherwise` where there is none. */
int sample_number(const struct json_value *object, const char *name, int otherwise);
/* The first item of a list; NULL: it is empty, or there is none. */
const struct json_value *sample_list(const struct json_value *object, const char *name);

#endif
