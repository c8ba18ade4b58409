#include "screens/utilities/utilities.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/records/record_values.h"
#include "screens/utilities/account_entry.h"
#include "screens/utilities/account_screen.h"
#include "screens/utilities/numbered_list.h"
#include "screens/utilities/utility_words.h"

enum row_kind {
    ROW_KEPT,    /* one that the household has kept */
    ROW_TROUBLE, /* they could not be had */
    ROW_TYPE,    /* a number of one utility */
    ROW_SIGN_IN,
    ROW_ELSEWHERE
};

struct row {
    enum row_kind kind;
    size_t index; /* of kept account or utility */
};

enum { ROWS_MAX = KEPT_ACCOUNTS_MAX + UTILITIES_MAX + 3 };

struct utilities_screen {
    struct list_screen list; /* asks for the utilities */
    int kind;                /* enum utility_kind */
    int is_own;
    char guide[CONTENT_ID_SIZE];
    struct utility_list *offers; /* NULL until they are there */
    struct kept_accounts *kept;  /* likewise */
    struct asking kept_asking;
    struct row rows[ROWS_MAX];
    char title[UTILITY_WORDS_SIZE]; /* of the row that was read last */
};

static unsigned wallets_of(const struct utility_list *offers)
{
    unsigned found = 0;
    for (size_t i = 0; offers != NULL && i < offers->wallet_count; i++) {
        found |= 1U << (unsigned)offers->wallets[i].wallet;
    }
    return found;
}

/* --- Rows --- */

static void add(struct utilities_screen *screen, size_t *count, enum row_kind kind, size_t index)
{
    screen->rows[(*count)++] = (struct row){kind, index};
}

static int is_offered(const struct utilities_screen *screen)
{
    for (size_t i = 0; screen->offers != NULL && i < screen->offers->count; i++) {
        if (screen->offers->utilities[i].kind == screen->kind) {
            return 1;
        }
    }
    return 0;
}

static void add_kept(struct utilities_screen *screen, size_t *count)
{
    for (size_t i = 0; screen->kept != NULL && i < screen->kept->count; i++) {
        if (screen->kept->accounts[i].kind == screen->kind) {
            add(screen, count, ROW_KEPT, i);
        }
    }
    if (screen->is_own && screen->kept == NULL && asking_failed(&screen->kept_asking)) {
        add(screen, count, ROW_TROUBLE, 0);
    }
}

/* Until it is known who there is, nothing stands there: else the focus would be on what is least of use. */
static size_t collect(struct list_screen *base)
{
    struct utilities_screen *screen = (struct utilities_screen *)base;
    size_t count = 0;
    if (screen->offers == NULL && !asking_failed(&base->asking)) {
        return 0;
    }
    if (screen->is_own && screen->kept == NULL && !asking_failed(&screen->kept_asking)) {
        return 0;
    }
    if (is_offered(screen)) {
        add_kept(screen, &count);
        for (size_t i = 0; i < screen->offers->count; i++) {
            if (screen->offers->utilities[i].kind == screen->kind) {
                add(screen, &count, ROW_TYPE, i);
            }
        }
        if (!screen->is_own) {
            add(screen, &count, ROW_SIGN_IN, 0);
        }
    }
    if (screen->guide[0] != '\0') {
        add(screen, &count, ROW_ELSEWHERE, 0);
    }
    return count;
}

static void read_kept(struct utilities_screen *screen, const struct kept_account *kept, struct list_row *row)
{
    const struct stage *stage = screen->list.screen.stage;
    (void)snprintf(row->id, sizeof row->id, "%s", kept->id);
    row->title = utility_account_words(screen->title, stage, kept->nickname, kept->operator_name, kept->tail);
    list_row_detail(row, kept->nickname[0] != '\0' ? kept->operator_name
                                                   : string_get(stage->strings, STRING_UTILITY_KEPT_ROW));
}

static void read_words(const struct utilities_screen *screen, struct list_row *row, const char *id,
                       enum string_id title, enum string_id detail)
{
    const struct strings *strings = screen->list.screen.stage->strings;
    (void)snprintf(row->id, sizeof row->id, "%s", id);
    row->title = string_get(strings, title);
    list_row_detail(row, string_get(strings, detail));
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    struct utilities_screen *screen = context;
    const struct row *item = &screen->rows[index];
    row->digit = numbered_list_digit(index);
    switch (item->kind) {
    case ROW_KEPT:
        read_kept(screen, &screen->kept->accounts[item->index], row);
        break;
    case ROW_TROUBLE:
        read_words(screen, row, ":trouble", STRING_UTILITY_KEPT_TROUBLE, STRING_UTILITY_KEPT_TROUBLE_DO);
        break;
    case ROW_TYPE:
        read_words(screen, row, "", STRING_UTILITY_TYPE, STRING_UTILITY_TYPE);
        (void)snprintf(row->id, sizeof row->id, "%s", screen->offers->utilities[item->index].id);
        list_row_detail(row, screen->offers->utilities[item->index].name);
        break;
    case ROW_SIGN_IN:
        read_words(screen, row, ":own", STRING_UTILITY_OWN, STRING_UTILITY_OWN_DO);
        break;
    case ROW_ELSEWHERE:
        read_words(screen, row, ":elsewhere", STRING_UTILITY_ELSEWHERE,
                   is_offered(screen) ? STRING_UTILITY_ELSEWHERE_DO : STRING_UTILITY_NOT_HERE);
        break;
    }
}

/* --- OK --- */

static const struct utility_offer *offer_of(const struct utilities_screen *screen, const char *id)
{
    for (size_t i = 0; i < screen->offers->count; i++) {
        if (strcmp(screen->offers->utilities[i].id, id) == 0) {
            return &screen->offers->utilities[i];
        }
    }
    return NULL;
}

/* `offer` NULL: a kept account of a utility that is offered no longer. */
static struct account_visit *visit_new(const struct utilities_screen *screen,
                                       const struct utility_offer *offer, const char *operator_name)
{
    struct account_visit *visit = account_visit_new(screen->kind);
    if (visit == NULL) {
        return NULL;
    }
    visit->wallets = wallets_of(screen->offers);
    memcpy(visit->guide, screen->guide, sizeof visit->guide);
    (void)snprintf(visit->operator_name, sizeof visit->operator_name, "%s", operator_name);
    if (offer != NULL) {
        memcpy(visit->operator_id, offer->id, sizeof visit->operator_id);
        memcpy(visit->pattern, offer->pattern, sizeof visit->pattern);
    }
    return visit;
}

static void open_kept(struct utilities_screen *screen, const struct kept_account *kept)
{
    struct stage *stage = screen->list.screen.stage;
    struct account_visit *visit = visit_new(screen, offer_of(screen, kept->operator_id), kept->operator_name);
    if (visit == NULL) {
        (void)stage_say_string(stage, STRING_MESSAGE_FAULT);
        return;
    }
    memcpy(visit->question.account, kept->id, sizeof visit->question.account);
    memcpy(visit->kept, kept->id, sizeof visit->kept);
    (void)snprintf(visit->nickname, sizeof visit->nickname, "%s", kept->nickname);
    stage->open(stage->application, account_screen_new(stage, visit));
}

static void open_row(struct list_screen *base, size_t index)
{
    struct utilities_screen *screen = (struct utilities_screen *)base;
    struct stage *stage = base->screen.stage;
    const struct row *row = &screen->rows[index];
    const struct utility_offer *offer;
    switch (row->kind) {
    case ROW_KEPT:
        open_kept(screen, &screen->kept->accounts[row->index]);
        break;
    case ROW_TROUBLE:
        (void)asking_retry(&screen->kept_asking);
        list_screen_refresh(base);
        break;
    case ROW_TYPE:
        offer = &screen->offers->utilities[row->index];
        stage->open(stage->application, account_entry_new(stage, visit_new(screen, offer, offer->name)));
        break;
    case ROW_SIGN_IN:
        stage_open(stage, DESTINATION_OWN_UTILITY, utility_kinds.words[screen->kind], base->title);
        break;
    case ROW_ELSEWHERE:
        stage_open(stage, DESTINATION_GUIDE, screen->guide, NULL);
        break;
    }
}

static struct message missing(const struct list_screen *base)
{
    const struct utilities_screen *screen = (const struct utilities_screen *)base;
    return screen->offers != NULL && !is_offered(screen)
               ? (struct message){utility_kinds.words[screen->kind], STRING_UTILITY_NOT_HERE,
                                  STRING_UTILITY_NOT_HERE_DO}
               : asking_message(&base->asking);
}

/* --- Content --- */

/* What was waited for has come: the focus is on the first row, whatever stood there before. */
static void show(struct utilities_screen *screen)
{
    int was_empty = screen->list.list.count == 0;
    list_screen_refresh(&screen->list);
    canvas_damage(screen->list.screen.stage->kit.canvas, screen->list.body);
    if (was_empty && screen->list.list.count > 0) {
        list_focus(&screen->list.list, &screen->list.screen.stage->kit, 0);
        list_screen_show(&screen->list);
    }
}

static void on_utilities(void *context, const struct response *response, struct utility_list *offers)
{
    struct utilities_screen *screen = context;
    if (offers != NULL) {
        utility_list_free(screen->offers);
        screen->offers = offers;
    }
    asking_heard(&screen->list.asking, response);
    show(screen);
}

static void on_kept(void *context, const struct response *response, struct kept_accounts *kept)
{
    struct utilities_screen *screen = context;
    if (kept != NULL) {
        kept_accounts_free(screen->kept);
        screen->kept = kept;
    }
    asking_heard(&screen->kept_asking, response);
    show(screen);
}

/* --- Operations --- */

/* Back from an account it may have been kept, or called otherwise. */
static void utilities_enter(struct screen *base)
{
    struct utilities_screen *screen = (struct utilities_screen *)base;
    if (screen->is_own) {
        asking_now(&screen->kept_asking);
    }
    list_screen_enter(base);
}

static void utilities_free(struct screen *base)
{
    struct utilities_screen *screen = (struct utilities_screen *)base;
    asking_stop(&screen->kept_asking);
    utility_list_free(screen->offers);
    kept_accounts_free(screen->kept);
    explicit_bzero(screen->title, sizeof screen->title);
    list_screen_free(base);
}

static const struct screen_operations utilities_operations = {
    .name = "utilities",
    .enter = utilities_enter,
    .key = numbered_list_key,
    .say = list_screen_say,
    .free = utilities_free,
};

static const struct screen_operations own_utilities_operations = {
    .name = "utilities",
    .enter = utilities_enter,
    .key = numbered_list_key,
    .say = list_screen_say,
    .free = utilities_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind utilities_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .count = STRING_UTILITY_COUNT,
};

/* The guide of the tile that leads here. */
static void read_guide(struct utilities_screen *screen)
{
    const struct box_config *config = screen->list.screen.stage->config;
    for (size_t i = 0; i < config->tile_count; i++) {
        const struct tile *tile = &config->tiles[i];
        if (tile->content == TILE_CONTENT_UTILITY && tile->utility == screen->kind) {
            memcpy(screen->guide, tile->guide, sizeof screen->guide);
        }
    }
}

static struct screen *make(struct stage *stage, const struct destination *destination, int is_own)
{
    size_t kind = word_list_find(&utility_kinds, destination->id);
    if (kind >= UTILITY_KIND_COUNT) {
        return NULL;
    }
    const char *title =
        destination->title[0] != '\0' ? destination->title : utility_fee_name(stage, (int)kind);
    struct utilities_screen *screen =
        list_screen_new(sizeof *screen, is_own ? &own_utilities_operations : &utilities_operations,
                        &utilities_kind, stage, title);
    if (screen == NULL) {
        return NULL;
    }
    screen->kind = (int)kind;
    screen->is_own = is_own;
    read_guide(screen);
    asking_for_utilities(&screen->list.asking, stage, on_utilities, screen);
    asking_for_kept_accounts(&screen->kept_asking, stage, NULL, on_kept, screen);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}

struct screen *utility_new(struct stage *stage, const struct destination *destination)
{
    return make(stage, destination, stage->session.holds);
}

struct screen *own_utility_new(struct stage *stage, const struct destination *destination)
{
    return make(stage, destination, 1);
}
