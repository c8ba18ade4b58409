#include "headend/admin/text_option.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/printable.h"
#include "both-sides/utf8.h"

const char *text_problem(const char *text, size_t most, int line_ends, char problem[TEXT_PROBLEM_SIZE])
{
    size_t length = strlen(text);
    size_t count = 0;
    int is_blank = 1;
    for (size_t at = 0, step = 0; at < length; at += step, count++) {
        uint32_t character = 0;
        step = utf8_character(text + at, length - at, &character);
        if (step == 0) {
            return "it is not UTF-8";
        }
        if (is_control_character(character) && !(line_ends && character == '\n')) {
            return "it has a control character";
        }
        is_blank = is_blank && (character == ' ' || character == '\n' || character == 0x3000);
    }
    (void)snprintf(problem, TEXT_PROBLEM_SIZE, "it has %zu characters, at most %zu are shown", count, most);
    return is_blank ? "it is empty" : count > most ? problem : NULL;
}
