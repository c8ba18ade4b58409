#ifndef BOTH_SIDES_COMMAND_LINE_H
#define BOTH_SIDES_COMMAND_LINE_H

#include <stddef.h>

/* The command line of a program, by a table of its long options. */

enum command_option_kind {
    COMMAND_TEXT,         /* const char *: points into the words */
    COMMAND_FLAG,         /* int: becomes 1; takes no value */
    COMMAND_NUMBER,       /* int, from least to most */
    COMMAND_MILLISECONDS, /* int64_t, likewise; kept in µs */
    COMMAND_READ,         /* what `read` makes of it */
};

struct command_option {
    const char *name;
    enum command_option_kind kind;
    size_t offset; /* in the program's struct of options */
    int least, most;
    int (*read)(const char *text, void *options); /* -1: it is not good */
    const char *wanted;                           /* of `read`: what is good, for the message */
};

enum command_words {
    COMMAND_NO_WORDS,
    COMMAND_WORDS_ANYWHERE, /* put behind the options */
    COMMAND_WORDS_LAST,     /* the first of them ends the options */
};

enum { COMMAND_OPTIONS_MAX = 32 };
struct command_line {
    const char *program;
    const char *help; /* printed as it stands */
    const struct command_option *options;
    size_t option_count;
    enum command_words words;
};

/* Puts what is given into `options`. --help and --version are every program's. Returns the place of the first
 * word that is no option (`count`: there is none), 0 if help or version was printed, or -1 after a line on
 * standard error that says what is wrong. */
int command_line_read(const struct command_line *line, int count, char **words, void *options);

#endif
