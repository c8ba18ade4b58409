#include "both-sides/xml/config_error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"

static void copy(char *out, size_t size, const char *text)
{
    (void)printable_copy(out, size, text, strlen(text), NULL);
}

void config_error_add(struct config_errors *errors, int line, const char *element, const char *allowed,
                      const char *problem, ...)
{
    if (errors->count == CONFIG_ERROR_MAX) {
        errors->more++;
        return;
    }
    struct config_error *error = &errors->items[errors->count++];
    char formatted[2 * sizeof error->problem];
    va_list arguments;
    va_start(arguments, problem);
    int length = vsnprintf(formatted, sizeof formatted, problem, arguments);
    va_end(arguments);

    error->line = line;
    copy(error->element, sizeof error->element, element);
    copy(error->problem, sizeof error->problem, length < 0 ? "wrong" : formatted);
    copy(error->allowed, sizeof error->allowed, allowed);
}

/* Insertion sort: at most 64 of them, and it keeps the order within a line. */
void config_errors_sort(struct config_errors *errors)
{
    for (size_t i = 1; i < errors->count; i++) {
        struct config_error moving = errors->items[i];
        size_t place = i;
        for (; place > 0 && errors->items[place - 1].line > moving.line; place--) {
            errors->items[place] = errors->items[place - 1];
        }
        errors->items[place] = moving;
    }
}

int config_error_format(const struct config_error *error, const char *file, char *out, size_t size)
{
    int length;
    if (error->line > 0) {
        length = snprintf(out, size, "%s:%d: %s: %s: %s", file, error->line, error->element, error->problem,
                          error->allowed);
    } else {
        length = snprintf(out, size, "%s: %s: %s", file, error->problem, error->allowed);
    }
    return length < 0 || (size_t)length >= size ? -1 : 0;
}
