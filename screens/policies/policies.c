#include "screens/policies/policies.h"

#include <stdio.h>
#include <stdlib.h>

#include "both-sides/log.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/policy_words.h"
#include "screens/widgets/list.h"

struct policies {
    struct screen screen;
    struct frame frame;
    char title[TILE_HINT_SIZE];
    struct policy_list *content;     /* NULL until it is there */
    size_t current[POLICY_LIST_MAX]; /* of its policies, those that hold */
    size_t count;
    struct list list;
    struct asking asking;
    int64_t shown_minute; /* of which policies hold */
};

/* --- Rows --- */

/* The first row leads to the questions, where there are any. */
static size_t entrances(const struct policies *policies)
{
    return policies->content != NULL && policies->content->flow[0] != '\0' ? 1 : 0;
}

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

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct policies *policies = context;
    const struct stage *stage = policies->screen.stage;
    if (index < entrances(policies)) {
        read_entrance(stage, row);
        return;
    }
    const struct policy *policy =
        &policies->content->policies[policies->current[index - entrances(policies)]];
    char valid[2 * DATE_SIZE];
    (void)snprintf(row->id, sizeof row->id, "%s", policy->id);
    row->title = policy->name;
    list_row_detail(row, policy->org_name);
    if (policy->valid_to != 0) {
        (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                       policy_valid_words(valid, stage->strings, policy));
    }
}

static void collect(struct policies *policies)
{
    policies->count = 0;
    for (size_t i = 0; policies->content != NULL && i < policies->content->count && i < POLICY_LIST_MAX;
         i++) {
        if (policy_is_current(&policies->content->policies[i], policies->screen.stage->now_ms)) {
            policies->current[policies->count++] = i;
        }
    }
    size_t rows = policies->count + entrances(policies);
    list_refresh(&policies->list, &policies->screen.stage->kit, rows, (int64_t)rows);
}

/* --- Layout --- */

static void show_hints(struct policies *policies)
{
    struct frame *frame = &policies->frame;
    frame->hint_count = 0;
    if (policies->list.count > 0) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_OPEN);
        frame_hint_add(frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    } else if (asking_failed(&policies->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    frame_damage_footer(policies->screen.stage);
}

static void show_status(struct policies *policies)
{
    const struct stage *stage = policies->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    char number[24], total[24];
    const char *values[] = {number, total};
    size_t first = entrances(policies);
    if (asking_failed(&policies->asking) && policies->list.count > 0) {
        frame_status_for_failure(&policies->frame, stage, &policies->asking.last);
        return;
    }
    if (policies->list.count > 0 && policies->list.focus >= first) {
        (void)snprintf(number, sizeof number, "%zu", policies->list.focus - first + 1);
        (void)snprintf(total, sizeof total, "%zu", policies->count);
        string_format(text, sizeof text, stage->strings, STRING_POLICIES_COUNT, values, 2);
    }
    frame_set_status(&policies->frame, stage, text, 0);
}

static void policies_place(struct screen *screen)
{
    struct policies *policies = (struct policies *)screen;
    const struct stage *stage = screen->stage;
    struct rect body = frame_body(stage);
    body.w -= stage->kit.theme->scroll_bar + stage->kit.theme->gap;
    list_place(&policies->list, body);
    collect(policies);
    show_status(policies);
    show_hints(policies);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Content --- */

static void on_list(void *context, const struct answer *answer, struct policy_list *list)
{
    struct policies *policies = context;
    struct policy_list *before = policies->content;
    asking_heard(&policies->asking, answer);
    if (list != NULL) {
        policies->content = list;
        collect(policies);
        policy_list_free(before);
    }
    show_status(policies);
    show_hints(policies);
    list_damage(&policies->list, &policies->screen.stage->kit);
}

static request_id ask(void *context)
{
    struct policies *policies = context;
    return hall_client_get_policies(policies->screen.stage->client, on_list, policies);
}

/* --- Operations --- */

/* One may have ended. */
static void collect_at_the_minute(struct policies *policies)
{
    int64_t minute = policies->screen.stage->now_ms / 60000;
    if (minute != policies->shown_minute) {
        policies->shown_minute = minute;
        collect(policies);
        show_status(policies);
        show_hints(policies);
    }
}

static void policies_enter(struct screen *screen)
{
    struct policies *policies = (struct policies *)screen;
    settle_stop(&policies->list.settle);
    collect_at_the_minute(policies);
    asking_enter(&policies->asking);
}

static void open_focused(struct policies *policies)
{
    struct stage *stage = policies->screen.stage;
    size_t first = entrances(policies);
    size_t focus = policies->list.focus;
    if (focus < first) {
        stage_open(stage, DESTINATION_QUESTIONS, policies->content->flow,
                   string_get(stage->strings, STRING_POLICIES_ENTRANCE));
    } else {
        const struct policy *policy = &policies->content->policies[policies->current[focus - first]];
        stage_open(stage, DESTINATION_POLICY, policy->id, policy->name);
    }
}

static int press_ok(struct policies *policies)
{
    if (policies->list.count > 0) {
        open_focused(policies);
    } else if (asking_retry(&policies->asking)) {
        list_damage(&policies->list, &policies->screen.stage->kit);
        show_hints(policies);
    }
    return 1;
}

static int policies_key(struct screen *screen, const struct remote_event *event)
{
    struct policies *policies = (struct policies *)screen;
    const struct stage *stage = screen->stage;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(policies) : 1;
    }
    enum list_answer answer = list_key(&policies->list, &stage->kit, event->key, stage->now_us);
    if (answer == LIST_MOVED) {
        show_status(policies);
    }
    return answer != LIST_IGNORED;
}

static void policies_update(struct screen *screen)
{
    struct policies *policies = (struct policies *)screen;
    const struct stage *stage = screen->stage;
    list_settle(&policies->list, &stage->kit, stage->now_us);
    collect_at_the_minute(policies);
    asking_update(&policies->asking);
}

static int64_t policies_deadline(const struct screen *screen)
{
    const struct policies *policies = (const struct policies *)screen;
    return asking_deadline(&policies->asking, policies->list.settle.next_us);
}

/* What stands in place of rows; 0: nothing is missing. */
static int missing(const struct policies *policies, struct message *message)
{
    if (policies->list.count > 0) {
        return 0;
    }
    *message = policies->content != NULL
                   ? (struct message){"policy", STRING_POLICIES_NONE, STRING_POLICIES_NONE_DO}
                   : asking_message(&policies->asking);
    return 1;
}

static void policies_draw(struct screen *screen, struct rect clip)
{
    struct policies *policies = (struct policies *)screen;
    struct message message;
    (void)clip;
    frame_draw(&policies->frame, screen->stage);
    if (missing(policies, &message)) {
        message_draw(&message, screen->stage, frame_body(screen->stage));
    } else {
        list_draw(&policies->list, &screen->stage->kit, screen->stage->now_us);
    }
}

static void policies_report(const struct screen *screen, struct screen_report *report)
{
    const struct policies *policies = (const struct policies *)screen;
    struct message message;
    report->focus = policies->list.focus_id;
    report->title = policies->title;
    report->notice = missing(policies, &message) ? string_get(screen->stage->strings, message.says)
                                                 : policies->frame.status;
    report->offline = asking_failed(&policies->asking);
    report->position = (int64_t)policies->list.focus;
    report->total = policies->list.total;
}

static void policies_free(struct screen *screen)
{
    struct policies *policies = (struct policies *)screen;
    asking_stop(&policies->asking);
    policy_list_free(policies->content);
    free(policies);
}

static const struct screen_operations policies_operations = {
    .name = "policies",
    .enter = policies_enter,
    .place = policies_place,
    .key = policies_key,
    .update = policies_update,
    .deadline = policies_deadline,
    .draw = policies_draw,
    .report = policies_report,
    .free = policies_free,
};

struct screen *policies_new(struct stage *stage, const struct destination *destination)
{
    struct policies *policies = calloc(1, sizeof *policies);
    if (policies == NULL) {
        return NULL;
    }
    policies->screen = (struct screen){&policies_operations, stage};
    (void)snprintf(policies->title, sizeof policies->title, "%s", destination->title);
    policies->frame.title = policies->title;
    asking_start(&policies->asking, stage, ask, policies);
    policies->list.settle = SETTLE_AT_REST;
    policies->list.source = read_row;
    policies->list.context = policies;
    policies_place(&policies->screen);
    return &policies->screen;
}
