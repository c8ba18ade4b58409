#include "screens/policies/policies.h"

#include <stdio.h>

#include "screens/stage/list_screen.h"
#include "screens/stage/policy_words.h"

struct policies {
    struct list_screen list;     /* its leading rows: the entrance to the questions, where there are any */
    struct policy_list *content; /* NULL until it is there */
    size_t current[POLICY_LIST_MAX]; /* of its policies, those that hold */
};

/* --- Rows --- */

static void read_entrance(const struct stage *stage, struct list_row *row)
{
    const struct theme *theme = stage->kit.theme;
    (void)snprintf(row->id, sizeof row->id, ":questions"); /* no policy is called so */
    row->title = string_get(stage->strings, STRING_POLICIES_ENTRANCE);
    row->mark = icon_set_get(stage->icons, "checklist");
    row->mark_text = string_get(stage->strings, STRING_POLICIES_ENTRANCE_MARK);
    row->mark_fill = theme->accent;
    row->mark_ink = theme->background;
    list_row_detail(row, string_get(stage->strings, STRING_POLICIES_ENTRANCE_DO));
}

static const struct policy *policy_at(const struct policies *policies, size_t row)
{
    return &policies->content->policies[policies->current[row - policies->list.leading]];
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct policies *policies = context;
    const struct stage *stage = policies->list.screen.stage;
    if (index < policies->list.leading) {
        read_entrance(stage, row);
        return;
    }
    const struct policy *policy = policy_at(policies, index);
    char valid[2 * DATE_SIZE];
    (void)snprintf(row->id, sizeof row->id, "%s", policy->id);
    row->title = policy->name;
    list_row_detail(row, policy->org_name);
    if (policy->valid_to != 0) {
        (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                       policy_valid_words(valid, stage->strings, policy));
    }
}

static size_t collect(struct list_screen *screen)
{
    struct policies *policies = (struct policies *)screen;
    const struct policy_list *content = policies->content;
    size_t count = 0;
    for (size_t i = 0; content != NULL && i < content->count && i < POLICY_LIST_MAX; i++) {
        if (policy_is_current(&content->policies[i], screen->screen.stage->now_ms)) {
            policies->current[count++] = i;
        }
    }
    screen->leading = content != NULL && content->flow[0] != '\0' ? 1 : 0;
    return screen->leading + count;
}

static void open_row(struct list_screen *screen, size_t row)
{
    const struct policies *policies = (const struct policies *)screen;
    struct stage *stage = screen->screen.stage;
    if (row < screen->leading) {
        stage_open(stage, DESTINATION_QUESTIONS, policies->content->flow,
                   string_get(stage->strings, STRING_POLICIES_ENTRANCE));
    } else {
        const struct policy *policy = policy_at(policies, row);
        stage_open(stage, DESTINATION_POLICY, policy->id, policy->name);
    }
}

static struct message missing(const struct list_screen *screen)
{
    return ((const struct policies *)screen)->content != NULL
               ? (struct message){"policy", STRING_POLICIES_NONE, STRING_POLICIES_NONE_DO}
               : asking_message(&screen->asking);
}

/* --- Content --- */

static void on_list(void *context, const struct response *response, struct policy_list *list)
{
    struct policies *policies = context;
    if (list != NULL) {
        policy_list_free(policies->content);
        policies->content = list;
    }
    list_screen_heard(&policies->list, response);
}

static void policies_free(struct screen *screen)
{
    policy_list_free(((struct policies *)screen)->content);
    list_screen_free(screen);
}

static const struct screen_operations policies_operations = {
    .name = "policies",
    .free = policies_free,
    .open_next = list_screen_open_next,
};

static const struct list_screen_kind policies_kind = {
    .row = read_row,
    .collect = collect,
    .open = open_row,
    .missing = missing,
    .count = STRING_POLICIES_COUNT,
    .minute = list_screen_refresh, /* a policy may have ended */
};

struct screen *policies_new(struct stage *stage, const struct destination *destination)
{
    struct policies *policies =
        list_screen_new(sizeof *policies, &policies_operations, &policies_kind, stage, destination->title);
    if (policies == NULL) {
        return NULL;
    }
    asking_for_policies(&policies->list.asking, stage, on_list, policies);
    list_screen_place(&policies->list.screen);
    return &policies->list.screen;
}
