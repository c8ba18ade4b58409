#include "both-sides/command_line.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/digits.h"
#include "both-sides/version.h"

static int wrong(const struct command_line *line, const struct command_option *option, const char *text)
{
    (void)fprintf(stderr, "%s: --%s %s: ", line->program, option->name, text);
    if (option->wanted != NULL) {
        (void)fprintf(stderr, "%s\n", option->wanted);
    } else {
        (void)fprintf(stderr, "a whole number from %d to %d\n", option->least, option->most);
    }
    return -1;
}

static int take(const struct command_line *line, const struct command_option *option, const char *text,
                void *options)
{
    char *at = (char *)options + option->offset;
    int64_t number = 1; /* of a flag */
    switch (option->kind) {
    case COMMAND_TEXT:
        memcpy(at, (void *)&text, sizeof(void *));
        return 0;
    case COMMAND_READ:
        return option->read(text, options) == 0 ? 0 : wrong(line, option, text);
    case COMMAND_NUMBER:
    case COMMAND_MILLISECONDS:
        if (digits_read(text, option->least, option->most, &number) != 0) {
            return wrong(line, option, text);
        }
        break;
    case COMMAND_FLAG:
        break;
    }
    if (option->kind == COMMAND_MILLISECONDS) {
        memcpy(at, &(int64_t){number * 1000}, sizeof(int64_t));
    } else {
        memcpy(at, &(int){(int)number}, sizeof(int));
    }
    return 0;
}

/* Options from 1 on as they stand in the table, then these. */
static void name_all(const struct command_line *line, struct option known[COMMAND_OPTIONS_MAX + 3])
{
    size_t count = line->option_count;
    for (size_t i = 0; i < count; i++) {
        int argument = line->options[i].kind == COMMAND_FLAG ? no_argument : required_argument;
        known[i] = (struct option){line->options[i].name, argument, NULL, (int)i + 1};
    }
    known[count] = (struct option){"help", no_argument, NULL, (int)count + 1};
    known[count + 1] = (struct option){"version", no_argument, NULL, (int)count + 2};
    known[count + 2] = (struct option){NULL, 0, NULL, 0};
}

int command_line_read(const struct command_line *line, int count, char **words, void *options)
{
    struct option known[COMMAND_OPTIONS_MAX + 3];
    int code = 0;
    name_all(line, known);
    while ((code = getopt_long(count, words, line->words == COMMAND_WORDS_LAST ? "+" : "", known, NULL)) !=
           -1) {
        size_t place = (size_t)code - 1;
        if (place == line->option_count) {
            (void)fputs(line->help, stdout);
            return 0;
        }
        if (place == line->option_count + 1) {
            (void)printf("%s %s\n", line->program, TV_HALL_VERSION);
            return 0;
        }
        if (place > line->option_count) { /* getopt has said what is wrong */
            (void)fprintf(stderr, "Try %s --help.\n", line->program);
            return -1;
        }
        if (take(line, &line->options[place], optarg, options) != 0) {
            return -1;
        }
    }
    if (line->words == COMMAND_NO_WORDS && optind < count) {
        (void)fprintf(stderr, "%s: %s: only options are taken (--help)\n", line->program, words[optind]);
        return -1;
    }
    return optind;
}
