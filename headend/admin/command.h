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
    ADMIN_LATER = 5,  /* not possible now: an outside system has no answer yet */
};

/* The options that several commands share; what else stands on the command line goes into `rest`. */
struct common_options {
    const char *config_path;
    const char *schema;
    int flag;             /* --undo, --all: whatever the command's one flag is */
    const char *category; /* --category, --area of import-notices */
    const char *area;
    const char *title, *level, *from, *until, *office; /* of add-notice */
    const char *name, *file, *out, *state, *reason;    /* of box … */
    const char *day, *edge, *receipt, *by;             /* of order … */
    int confirm;                                       /* a proposal's number; 0: none */
    int second_flag;
    char **rest;
    int rest_count;
};

struct command {
    const char *name; /* one word, or two: "box add" */
    const char *summary;
    const char *help;          /* printed as it stands */
    const char *flag;          /* the name of its own flag; NULL: it has none */
    const char *second_flag;   /* likewise; only beside the first */
    int least_rest, most_rest; /* how many other words */
    /* Either it is run as it is, */
    int (*run)(const struct common_options *options);
    /* or with the configuration and the store open, or that of households or of payments. First `check`, if
     * there is one, says what is wrong with the words; 0: nothing. */
    int (*check)(const struct common_options *options);
    int (*run_with_store)(struct store *store, const struct hall_config *config,
                          const struct common_options *options);
    enum store_mode mode;
    int of_households, of_payments;
};

extern const struct command command_check, command_import_notices, command_add_notice,
    command_withdraw_notice, command_list_notices, command_show_notice, command_export_notices,
    command_import_content, command_export_content, command_list_content, command_withdraw_content,
    command_retirement_table, command_box_add, command_box_list, command_box_revoke, command_box_export,
    command_household_list, command_household_unbind, command_household_reset_pin, command_order_list,
    command_order_show, command_order_resolve, command_reconcile;

/* `words` from the command's name on. Returns an exit code, after saying what is wrong. */
int command_run(const struct command *command, int count, char **words);

/* Reads the configuration; on errors prints them all and returns NULL. Free with hall_config_free. */
struct hall_config *admin_config(const struct common_options *options);

/* Opens the store of a configuration, or that of its households or payments; NULL after saying why. */
struct store *admin_store(const struct hall_config *config, enum store_mode mode);
struct store *admin_household_store(const struct hall_config *config, enum store_mode mode);
struct store *admin_ledger_store(const struct hall_config *config, enum store_mode mode);

/* Says which kinds of content there are. */
void admin_no_such_kind(const char *word);

/* Prints errors as "file:line: element: what is wrong: what is allowed". */
void admin_print_errors(const struct config_errors *errors, const char *path);

#endif
