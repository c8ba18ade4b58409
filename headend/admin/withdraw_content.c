#include <stdio.h>

#include "headend/admin/command.h"
#include "headend/admin/content_files.h"
#include "headend/content/content_import.h"

void admin_no_such_kind(const char *word)
{
    (void)fprintf(stderr, "tv-hall-admin: %s is no kind of content; there are", word);
    for (size_t kind = 0; kind < CONTENT_KINDS; kind++) {
        const char *before = kind == 0 ? "" : kind + 1 < CONTENT_KINDS ? "," : " and";
        (void)fprintf(stderr, "%s %s", before, content_kinds[kind].table->element);
    }
    (void)fputs("\n", stderr);
}

static int withdraw(struct content_set *set, struct store *store, const char *store_path,
                    enum content_kind kind, const char *const *words)
{
    char problem[300] = "";
    int found = 0;
    enum content_import_result result =
        content_withdraw(set, store, store_path, kind, words[1], &found, problem);
    if (result == CONTENT_IMPORT_STORE_FAILED) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", problem);
        return ADMIN_STORE;
    }
    if (!found) {
        (void)fprintf(stderr, "tv-hall-admin: there is no %s %s (list-content shows them)\n", words[0],
                      words[1]);
        return ADMIN_REFUSED;
    }
    content_print_findings(set);
    if (result == CONTENT_IMPORT_REFUSED) {
        (void)fprintf(stderr, "tv-hall-admin: nothing was changed: others still need %s %s\n", words[0],
                      words[1]);
        return ADMIN_REFUSED;
    }
    (void)printf("%s %s: is withdrawn\n", words[0], words[1]);
    return ADMIN_DONE;
}

static int check(const struct common_options *options)
{
    if (content_kind_of(options->rest[0]) == CONTENT_KINDS) {
        admin_no_such_kind(options->rest[0]);
        return -1;
    }
    return 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct content_set *set = content_set_create();
    int status = set != NULL ? withdraw(set, store, config->server.store_path,
                                        content_kind_of(options->rest[0]), (const char *const *)options->rest)
                             : ADMIN_STORE;
    content_set_free(set);
    return status;
}

const struct command command_withdraw_content = {
    .name = "withdraw-content",
    .summary = "take a guide, flow, policy or station out",
    .help =
        "Usage: tv-hall-admin withdraw-content [--config headend.xml] KIND ID\n"
        "Takes one record out of the store (list-content shows kinds and ids); boxes forget it when they "
        "next ask.\n"
        "Refused when others cannot do without it (a station that is a parent, a theme with guides), and "
        "they are\n"
        "named; what boxes can live with is a warning. Importing it again brings it back.\n"
        "Exit codes: 0 done, 1 no such record, still needed or configuration wrong, 2 usage, 3 store cannot "
        "be written.\n",
    .least_rest = 2,
    .most_rest = 2,
    .check = check,
    .run_with_store = run,
    .mode = STORE_EXISTING,
};
