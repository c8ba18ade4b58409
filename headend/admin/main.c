#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/version.h"
#include "headend/admin/command.h"
#include "headend/admin/visible_output.h"

static const struct command *const commands[] = {
    &command_check,        &command_import_notices,   &command_add_notice,     &command_list_notices,
    &command_show_notice,  &command_withdraw_notice,  &command_export_notices, &command_import_content,
    &command_list_content, &command_withdraw_content, &command_export_content, &command_retirement_table};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static void print_overview(FILE *out)
{
    (void)fputs("Usage: tv-hall-admin COMMAND …\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++) {
        (void)fprintf(out, "  %-16s  %s\n", commands[i]->name, commands[i]->summary);
    }
    (void)fputs("\ntv-hall-admin COMMAND --help tells more, tv-hall-admin --version which this is.\n"
                "Exit codes: 0 done, 1 what was given is wrong, 2 usage,\n"
                "3 the store or a file cannot be used, 4 imported but some entries were refused.\n",
                out);
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(name, commands[i]->name) == 0) {
            return commands[i];
        }
    }
    return NULL;
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
    const struct command *command = find(words[1]);
    if (command == NULL) {
        (void)fprintf(stderr, "tv-hall-admin: %s is no command\n\n", words[1]);
        print_overview(stderr);
        return ADMIN_USAGE;
    }
    return command_run(command, count - 1, words + 1);
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
