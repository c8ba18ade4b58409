#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/version.h"
#include "headend/admin/command.h"
#include "headend/admin/visible_output.h"

static const struct command *const commands[] = {&command_check,
                                                 &command_import_notices,
                                                 &command_add_notice,
                                                 &command_list_notices,
                                                 &command_show_notice,
                                                 &command_withdraw_notice,
                                                 &command_export_notices,
                                                 &command_import_content,
                                                 &command_list_content,
                                                 &command_withdraw_content,
                                                 &command_export_content,
                                                 &command_retirement_table,
                                                 &command_box_add,
                                                 &command_box_list,
                                                 &command_box_revoke,
                                                 &command_box_export,
                                                 &command_household_list,
                                                 &command_household_unbind,
                                                 &command_household_reset_pin,
                                                 &command_order_list,
                                                 &command_order_show,
                                                 &command_order_resolve,
                                                 &command_reconcile};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_overview(FILE *out)
{
    (void)fputs("Usage: tv-hall-admin COMMAND …\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++) {
        (void)fprintf(out, "  %-19s  %s\n", commands[i]->name, commands[i]->summary);
    }
    (void)fputs("\ntv-hall-admin COMMAND --help tells more, tv-hall-admin --version which this is.\n"
                "Exit codes: 0 done, 1 what was given is wrong, 2 usage,\n"
                "3 the store or a file cannot be used, 4 imported but some entries were refused,\n"
                "5 not possible now.\n",
                out);
}

/* *used: of how many words its name is. */
static const struct command *find(int count, char **words, int *used)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        const char *name = commands[i]->name;
        size_t first = strcspn(name, " ");
        int is_first = strlen(words[0]) == first && strncmp(words[0], name, first) == 0;
        if (is_first && (name[first] == '\0' || (count > 1 && strcmp(words[1], name + first + 1) == 0))) {
            *used = name[first] == '\0' ? 1 : 2;
            return commands[i];
        }
    }
    return NULL;
}

/* Of a first word that is not the whole name of a command: both. */
static int is_group(const char *word)
{
    size_t length = strlen(word);
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strncmp(commands[i]->name, word, length) == 0 && commands[i]->name[length] == ' ') {
            return 1;
        }
    }
    return 0;
}

static int run(int count, char **words)
{
    if (count < 2) {
        print_overview(stderr);
        return ADMIN_USAGE;
    }
    if (strcmp(words[1], "--help") == 0 || strcmp(words[1], "help") == 0) {
        print_overview(stdout);
        return ADMIN_DONE;
    }
    if (strcmp(words[1], "--version") == 0) {
        (void)printf("tv-hall-admin %s\n", TV_HALL_VERSION);
        return ADMIN_DONE;
    }
    int used = 0;
    const struct command *command = find(count - 1, words + 1, &used);
    if (command == NULL) {
        const char *second = is_group(words[1]) && count > 2 ? words[2] : NULL;
        (void)fprintf(stderr, "tv-hall-admin: %s%s%s is no command\n\n", words[1], second != NULL ? " " : "",
                      second != NULL ? second : "");
        print_overview(stderr);
        return ADMIN_USAGE;
    }
    return command_run(command, count - used, words + used);
}

int main(int count, char **words)
{
    if (visible_output_begin() != 0) {
        return ADMIN_STORE;
    }
    xmlInitParser();
    int status = run(count, words);
    xmlCleanupParser();
    int failed = fclose(stdout) != 0;
    failed = fclose(stderr) != 0 || failed;
    if (failed && status == ADMIN_DONE) {
        status = ADMIN_STORE;
    }
    return status;
}
