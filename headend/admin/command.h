#ifndef HEADEND_ADMIN_COMMAND_H
#define HEADEND_ADMIN_COMMAND_H

#include "both-sides/config/hall_config.h"
#include "headend/database/store.h"

/* tv-hall-admin: one file a command. */

enum {
    ADMIN_DONE = 0,
    ADMIN_REFUSED = 1, /* what was given (configuration, feed, id) is wrong: nothing changed */
    ADMIN_USAGE = 2,
    ADMIN_STORE = 3,  /* store, picture directory or output file: nothing changed */
    ADMIN_PARTLY = 4, /* imported, but some entries were refused */
};

struct command {
    const char *name;
    const char *summary;
    const char *help; /* printed as it stands */
    int (*run)(int count, char **words);
};

extern const struct command command_check, command_import_notices, command_withdraw_notice,
    command_list_notices, command_show_notice, command_export_notices, command_import_content,
    command_export_content, command_list_content, command_withdraw_content;

/* The options that several commands share; what else stands on the command line goes into `rest`. */
struct common_options {
    const char *config_path;
    const char *schema;
    int flag;             /* --undo, --all: whatever the command's one flag is */
    const char *category; /* --category, --area of import-notices */
    const char *area;
    char **rest;
    int rest_count;
};

/* `flag` (may be NULL) names the command's own flag. Returns 0, or -1 after saying what is wrong. */
int common_options_read(const struct command *command, const char *flag, int least_rest, int most_rest,
                        int count, char **words, struct common_options *options);

/* Reads the configuration; on errors prints them all and returns NULL. Free with hall_config_free. */
struct hall_config *admin_config(const struct common_options *options);

/* Opens the store of a configuration; NULL after saying why. */
struct store *admin_store(const struct hall_config *config, enum store_mode mode);

/* Says which kinds of content there are. */
void admin_no_such_kind(const char *word);

/* Prints errors as "file:line: element: what is wrong: what is allowed". */
void admin_print_errors(const struct config_errors *errors, const char *path);

#endif
