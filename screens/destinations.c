#include "screens/destinations.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "both-sides/records/utility_records.h"
#include "screens/cases/case_lookup.h"
#include "screens/cases/own_cases.h"
#include "screens/guides/guide.h"
#include "screens/guides/guides.h"
#include "screens/home/help.h"
#include "screens/home/home.h"
#include "screens/home/learning.h"
#include "screens/household/household_gate.h"
#include "screens/household/household_screen.h"
#include "screens/household/sign_in.h"
#include "screens/housing-fund/housing_fund.h"
#include "screens/notices/article.h"
#include "screens/notices/notices.h"
#include "screens/payment/payment_screen.h"
#include "screens/policies/policies.h"
#include "screens/questions/questions.h"
#include "screens/retirement/own_retirement.h"
#include "screens/retirement/retirement.h"
#include "screens/search/search.h"
#include "screens/social-security/social_security.h"
#include "screens/stations/stations.h"
#include "screens/stations/township.h"
#include "screens/utilities/utilities.h"

enum id_rule { NO_ID, MAY_HAVE_ID, NEEDS_ID };

static const struct row {
    const char *word;
    enum id_rule id;
    struct screen *(*make)(struct stage *stage, const struct destination *destination);
    /* What one has to have agreed to and signed in for: PERSON_SCOPE_BIT, or SCOPE_HOUSEHOLD. 0: anybody may
     * open it. */
    unsigned scope;
} rows[] = {
    [DESTINATION_NONE] = {"", NO_ID, NULL, 0},
    [DESTINATION_HOME] = {"home", NO_ID, home_new, 0},
    [DESTINATION_HELP] = {"help", NO_ID, help_new, 0},
    [DESTINATION_LEARNING] = {"learning", MAY_HAVE_ID, learning_new, 0},
    [DESTINATION_SEARCH] = {"search", NO_ID, search_new, 0},
    [DESTINATION_NOTICES] = {"notices", MAY_HAVE_ID, notices_new, 0},
    [DESTINATION_NOTICE] = {"notice", NEEDS_ID, article_new, 0},
    [DESTINATION_GUIDES] = {"guides", NO_ID, guides_new, 0},
    [DESTINATION_GUIDE] = {"guide", NEEDS_ID, guide_new, 0},
    [DESTINATION_QUESTIONS] = {"questions", NEEDS_ID, questions_new, 0},
    [DESTINATION_POLICIES] = {"policies", NO_ID, policies_new, 0},
    [DESTINATION_POLICY] = {"policy", NEEDS_ID, policy_new, 0},
    [DESTINATION_STATIONS] = {"stations", NO_ID, stations_new, 0},
    [DESTINATION_GUIDE_STATIONS] = {"guide-stations", NEEDS_ID, stations_new, 0},
    [DESTINATION_STATION] = {"station", NEEDS_ID, station_new, 0},
    [DESTINATION_TOWNSHIP] = {"township", NO_ID, township_new, 0},
    [DESTINATION_CASES] = {"cases", NO_ID, cases_new, 0},
    [DESTINATION_CASE_LOOKUP] = {"case-lookup", NO_ID, case_lookup_new, 0},
    [DESTINATION_OWN_CASES] = {"own-cases", NO_ID, own_cases_new, PERSON_SCOPE_BIT(PERSON_SCOPE_CASES)},
    [DESTINATION_RETIREMENT] = {"retirement", NO_ID, retirement_new, 0},
    [DESTINATION_HOUSEHOLD] = {"household", NO_ID, household_screen_new, 0},
    [DESTINATION_HOUSING_FUND] = {"housing-fund", NO_ID, housing_fund_new,
                                  PERSON_SCOPE_BIT(PERSON_SCOPE_HOUSING_FUND)},
    [DESTINATION_OWN_RETIREMENT] = {"own-retirement", NO_ID, own_retirement_new,
                                    PERSON_SCOPE_BIT(PERSON_SCOPE_SOCIAL_SECURITY)},
    [DESTINATION_SOCIAL_SECURITY] = {"social-security", NO_ID, social_security_new,
                                     PERSON_SCOPE_BIT(PERSON_SCOPE_SOCIAL_SECURITY)},
    [DESTINATION_UTILITY] = {"utility", NEEDS_ID, utility_new, 0},
    [DESTINATION_OWN_UTILITY] = {"own-utility", NEEDS_ID, own_utility_new, SCOPE_HOUSEHOLD},
    [DESTINATION_PAYMENT] = {"payment", MAY_HAVE_ID, payment_new, 0},
};
static_assert(sizeof rows / sizeof *rows == DESTINATION_COUNT, "a row for each kind of destination");

/* Where nobody knows better: as the tile of its service is called. */
static const char *title_of_tile(const struct stage *stage, enum destination_kind kind, const char *id)
{
    kind = kind == DESTINATION_GUIDE_STATIONS                                 ? DESTINATION_STATIONS
           : kind == DESTINATION_CASE_LOOKUP || kind == DESTINATION_OWN_CASES ? DESTINATION_CASES
           : kind == DESTINATION_OWN_UTILITY                                  ? DESTINATION_UTILITY
                                                                              : kind;
    for (size_t i = 0; i < stage->config->tile_count; i++) {
        const struct tile *tile = &stage->config->tiles[i];
        int is_its = tile->content == TILE_CONTENT_GUIDE ? strcmp(tile->guide, id) == 0
                     : tile->content == TILE_CONTENT_UTILITY
                         ? strcmp(utility_kinds.words[tile->utility], id) == 0
                         : 1;
        if (destination_of_tile(tile) == kind && is_its) {
            return stage_text(stage, &tile->name);
        }
    }
    return "";
}

static int id_is_allowed(enum id_rule rule, const char *id)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    if (id[0] == '\0') {
        return rule != NEEDS_ID;
    }
    return rule != NO_ID && strlen(id) < DESTINATION_ID_SIZE && id[strspn(id, signs)] == '\0';
}

unsigned destination_scope(enum destination_kind kind)
{
    return rows[kind].scope;
}

struct screen *destination_screen(struct stage *stage, const struct destination *destination)
{
    const struct row *row = &rows[destination->kind];
    struct destination titled = *destination;
    if (row->make == NULL || !id_is_allowed(row->id, destination->id)) {
        return NULL;
    }
    if (titled.title == NULL) {
        titled.title = title_of_tile(stage, titled.kind, titled.id);
    }
    if ((row->scope & ~stage->session.scopes) != 0) {
        if (row->scope == SCOPE_HOUSEHOLD) {
            return household_gate_new(stage, &titled);
        }
        /* For all kinds of data: the phone asks for each, and nobody scans anew for the next screen. */
        unsigned missing = stage->session.is_person ? row->scope & ~stage->session.scopes : 0;
        return sign_in_new(stage, &titled, PERSON_SCOPE_ALL, missing);
    }
    return row->make(stage, &titled);
}

int destination_read(const char *text, struct destination *destination)
{
    size_t length = strcspn(text, "/");
    const char *id = text[length] == '/' ? text + length + 1 : "";
    for (int kind = DESTINATION_NONE + 1; kind < DESTINATION_COUNT; kind++) {
        const struct row *row = &rows[kind];
        if (strlen(row->word) != length || memcmp(row->word, text, length) != 0) {
            continue;
        }
        if (!id_is_allowed(row->id, id) || (text[length] == '/' && id[0] == '\0')) {
            return -1;
        }
        *destination = (struct destination){.kind = (enum destination_kind)kind};
        (void)snprintf(destination->id, sizeof destination->id, "%s", id);
        return 0;
    }
    return -1;
}

char *destination_write(char out[DESTINATION_TEXT_SIZE], const struct destination *destination)
{
    (void)snprintf(out, DESTINATION_TEXT_SIZE, "%s%s%s", rows[destination->kind].word,
                   destination->id[0] != '\0' ? "/" : "", destination->id);
    return out;
}
