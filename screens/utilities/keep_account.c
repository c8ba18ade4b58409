#include "screens/utilities/keep_account.h"

#include <stdio.h>
#include <string.h>

#include "screens/utilities/numbered_list.h"
#include "screens/utilities/utility_words.h"

enum { NAMES_MAX = 6 };

/* Rows: the names, none, and of a kept one that it is kept no longer. */
struct keep_screen {
    struct list_screen list;
    struct account_visit *visit;
    char names[NAMES_MAX][NICKNAME_SIZE];
    size_t name_count;
    int asks_again; /* whether it is to be kept no longer */
    request_id request;
};

const char *nickname_at(const char *list, size_t index, char out[NICKNAME_SIZE])
{
    const char *at = list + strspn(list, " ");
    for (; index > 0; index--) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    (void)snprintf(out, NICKNAME_SIZE, "%.*s", (int)strcspn(at, " "), at);
    return out;
}

static int is_kept(const struct keep_screen *screen)
{
    return screen->visit->kept[0] != '\0';
}

/* --- Rows --- */

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct keep_screen *screen = context;
    const struct strings *strings = screen->list.screen.stage->strings;
    row->digit = numbered_list_digit(index);
    if (index < screen->name_count) {
        (void)snprintf(row->id, sizeof row->id, "name-%zu", index);
        row->title = screen->names[index];
    } else if (index == screen->name_count) {
        (void)snprintf(row->id, sizeof row->id, "no-name");
        row->title = string_get(strings, STRING_UTILITY_NO_NICKNAME);
    } else {
        (void)snprintf(row->id, sizeof row->id, "remove");
        row->title =
            string_get(strings, screen->asks_again ? STRING_UTILITY_REMOVE_SURE : STRING_UTILITY_REMOVE);
    }
}

static size_t collect(struct list_screen *base)
{
    struct keep_screen *screen = (struct keep_screen *)base;
    const char *list = string_get(base->screen.stage->strings, STRING_UTILITY_NICKNAMES);
    screen->name_count = 0;
    while (screen->name_count < NAMES_MAX &&
           nickname_at(list, screen->name_count, screen->names[screen->name_count])[0] != '\0') {
        screen->name_count++;
    }
    return screen->name_count + (is_kept(screen) ? 2 : 1);
}

/* --- What is asked --- */

static void fail(const struct keep_screen *screen, const struct response *response)
{
    const struct stage *stage = screen->list.screen.stage;
    enum string_id says = strcmp(response->refused_as, "too_many_accounts") == 0 ? STRING_UTILITY_KEPT_FULL
                          : response->person_refusal == PERSON_REFUSAL_TRANSPORT
                              ? message_for_failure(response->failure).says
                              : STRING_UTILITY_KEEP_FAILED;
    (void)stage_say_string(stage, says);
}

/* The one of the list that this is: the one kept last of those that look alike. */
static void find_kept(struct account_visit *visit, const struct kept_accounts *kept)
{
    const struct utility_account *account = &visit->statement->account;
    for (size_t i = kept->count; i-- > 0 && visit->kept[0] == '\0';) {
        const struct kept_account *one = &kept->accounts[i];
        if (strcmp(one->operator_id, account->operator_id) == 0 && strcmp(one->tail, account->tail) == 0) {
            memcpy(visit->kept, one->id, sizeof visit->kept);
            (void)snprintf(visit->nickname, sizeof visit->nickname, "%s", one->nickname);
        }
    }
}

static void take_name(struct account_visit *visit, const struct kept_accounts *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (strcmp(kept->accounts[i].id, visit->kept) == 0) {
            (void)snprintf(visit->nickname, sizeof visit->nickname, "%s", kept->accounts[i].nickname);
        }
    }
}

static void end(struct keep_screen *screen, enum string_id says)
{
    struct stage *stage = screen->list.screen.stage;
    stage->close(stage->application, &screen->list.screen);
    (void)stage_say_string(stage, says);
}

static void on_kept(void *context, const struct response *response, struct kept_accounts *kept)
{
    struct keep_screen *screen = context;
    screen->request = 0;
    if (kept == NULL) {
        fail(screen, response);
        return;
    }
    if (is_kept(screen)) {
        take_name(screen->visit, kept);
    } else {
        find_kept(screen->visit, kept);
    }
    kept_accounts_free(kept);
    end(screen, STRING_UTILITY_KEPT_NOW);
}

static void on_removed(void *context, const struct response *response, struct kept_accounts *kept)
{
    struct keep_screen *screen = context;
    struct account_visit *visit = screen->visit;
    screen->request = 0;
    if (kept == NULL) {
        fail(screen, response);
        return;
    }
    kept_accounts_free(kept);
    visit->kept[0] = '\0';
    visit->nickname[0] = '\0';
    if (visit->question.account[0] != '\0') { /* what it was asked by is no more: its screen goes as well */
        visit->is_gone = 1;
    }
    end(screen, STRING_UTILITY_REMOVED);
}

static void keep(struct keep_screen *screen, const char *nickname)
{
    struct hall_client *client = screen->list.screen.stage->client;
    if (is_kept(screen)) {
        struct kept_account_question question = {.nickname = nickname};
        memcpy(question.account, screen->visit->kept, sizeof question.account);
        screen->request =
            hall_client_ask_rename_account_with(client, &nickname_question_table, &question, on_kept, screen);
    } else {
        struct keep_question question = {.account = screen->visit->question, .nickname = nickname};
        screen->request =
            hall_client_ask_keep_account_with(client, &keep_question_table, &question, on_kept, screen);
        explicit_bzero(&question, sizeof question);
    }
}

static void remove_kept(struct keep_screen *screen)
{
    struct kept_account_question question = {.nickname = ""};
    if (!screen->asks_again) {
        screen->asks_again = 1;
        list_screen_damage(&screen->list);
        return;
    }
    memcpy(question.account, screen->visit->kept, sizeof question.account);
    screen->request = hall_client_ask_remove_account_with(
        screen->list.screen.stage->client, &kept_account_question_table, &question, on_removed, screen);
}

static void open_row(struct list_screen *base, size_t row)
{
    struct keep_screen *screen = (struct keep_screen *)base;
    if (screen->request != 0) {
        (void)stage_say_string(base->screen.stage, STRING_MESSAGE_LOADING);
    } else if (row <= screen->name_count) {
        keep(screen, row < screen->name_count ? screen->names[row] : "");
    } else {
        remove_kept(screen);
    }
}

static void keep_free(struct screen *base)
{
    struct keep_screen *screen = (struct keep_screen *)base;
    hall_client_cancel(base->stage->client, screen->request);
    account_visit_leave(screen->visit, base);
    list_screen_free(base);
}

static const struct screen_operations keep_operations = {
    .name = "keep-account",
    .key = numbered_list_key,
    .free = keep_free,
    .is_personal = 1,
    .idle_us = PERSONAL_IDLE_US,
};

static const struct list_screen_kind keep_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .count = STRING_UTILITY_COUNT,
};

struct screen *keep_account_new(struct stage *stage, struct account_visit *visit)
{
    struct keep_screen *screen = list_screen_new(sizeof *screen, &keep_operations, &keep_kind, stage,
                                                 string_get(stage->strings, STRING_UTILITY_KEEP_TITLE));
    if (screen == NULL) {
        return NULL;
    }
    screen->visit = account_visit_hold(visit);
    list_screen_place(&screen->list.screen);
    return &screen->list.screen;
}
