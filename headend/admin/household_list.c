#include <stdio.h>

#include "both-sides/calendar_date.h"
#include "both-sides/clock.h"
#include "headend/admin/command.h"
#include "headend/household/members.h"
#include "headend/utilities/kept_accounts.h"

static int print(const struct household_member *member)
{
    unsigned scopes = 0;
    char words[PERSON_SCOPES_SIZE];
    for (size_t i = 0; i < member->consent_count; i++) {
        if (member->consents[i].withdrawn_at == 0) {
            scopes |= PERSON_SCOPE_BIT(member->consents[i].scope);
        }
    }
    person_scopes_write(scopes, words);
    return printf("%s\t%s\t%s\t%d\t%d\t%s\n", member->id, member->alias, member->name, member->level,
                  calendar_date_at(member->bound_at), words) < 0
               ? -1
               : 0;
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    (void)config;
    struct household *household = members_read(store, options->rest[0], wall_ms(), 0);
    if (household == NULL) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        return ADMIN_STORE;
    }
    int status = ADMIN_DONE;
    for (size_t i = 0; i < household->member_count && status == ADMIN_DONE; i++) {
        status = print(&household->members[i]) == 0 ? ADMIN_DONE : ADMIN_STORE;
    }
    members_free(household);
    int64_t accounts = kept_accounts_count(store, options->rest[0]);
    if (accounts < 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        return ADMIN_STORE;
    }
    if (accounts > 0) {
        (void)fprintf(stderr, "tv-hall-admin: accounts of gas, water and electricity that it has kept: %d\n",
                      (int)accounts);
    }
    return status;
}

const struct command command_household_list = {
    .name = "household list",
    .summary = "show who is bound to a box",
    .help = "Usage: tv-hall-admin household list [--config headend.xml] NUMBER\n"
            "One member of the box's household a line, the last bound first: id, what it is called on the\n"
            "television, name (masked), level, day, what it agreed to; tabs between. Beside the list: how\n"
            "many accounts of gas, water and electricity the household has kept.\n"
            "Exit codes: 0 done, 1 configuration wrong, 2 usage, 3 store cannot be read.\n",
    .least_rest = 1,
    .most_rest = 1,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
