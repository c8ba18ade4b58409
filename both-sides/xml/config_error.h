#ifndef BOTH_SIDES_XML_CONFIG_ERROR_H
#define BOTH_SIDES_XML_CONFIG_ERROR_H

#include <stddef.h>

/* Collecting what is wrong with a file that an operator wrote. */

enum {
    CONFIG_BYTES_MAX = 256 * 1024, /* of a file, unless its kind has a bound of its own */
    CONFIG_ERROR_MAX = 64,
};

struct config_error {
    int line;
    char element[48];
    char problem[240]; /* what is wrong */
    char allowed[288]; /* what is allowed */
};

struct config_errors {
    struct config_error items[CONFIG_ERROR_MAX];
    size_t count;
    size_t more; /* beyond CONFIG_ERROR_MAX */
};

/* Adds one error; what is beyond CONFIG_ERROR_MAX is only counted. Text from the file may be passed in: it is
 * made printable. */
void config_error_add(struct config_errors *errors, int line, const char *element, const char *allowed,
                      const char *problem, ...) __attribute__((format(printf, 5, 6)));

/* Puts the errors in line order, keeping the order within a line. */
void config_errors_sort(struct config_errors *errors);

/* Formats one error as "file:line: element: what is wrong: what is allowed". Returns -1 if it was cut. */
int config_error_format(const struct config_error *error, const char *file, char *out, size_t size);

#endif
