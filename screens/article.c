#include "screens/article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/article_card.h"
#include "screens/article_flow.h"
#include "screens/frame.h"
#include "screens/links.h"
#include "screens/notice_words.h"

enum { PICTURE_REQUESTS = 4, TITLE_SIZE = 512, OFFICE_SIZE = 256, LINK_SIZE = 512 };

struct picture_request {
    request_id id;
    size_t key;
    struct article_screen *owner;
};

struct article_screen {
    struct screen screen;
    struct frame frame;
    struct notice_summary summary; /* its strings are the two below */
    char title[TITLE_SIZE];
    char org_name[OFFICE_SIZE];
    char qr_link[LINK_SIZE];
    struct article *article; /* NULL until the text is there */
    struct flow *flow;
    struct article_card *card;
    struct answer last;
    request_id request;
    struct picture_request pictures[PICTURE_REQUESTS];
};

static void on_picture_wanted(void *context, size_t key);

/* --- Layout --- */

static struct rect card_rect(const struct stage *stage)
{
    struct rect body = frame_body(stage);
    int width = body.w / 4;
    return (struct rect){body.x + body.w - width, body.y, width, body.h};
}

static struct rect text_rect(const struct stage *stage)
{
    const struct theme *theme = stage->kit.theme;
    struct rect body = frame_body(stage);
    int right = card_rect(stage).x - theme->gap_large - theme->scroll_bar - theme->gap;
    return (struct rect){body.x, body.y, right - body.x, body.h};
}

static void add_title(const struct article_screen *article)
{
    const struct theme *theme = article->screen.stage->kit.theme;
    struct text_span span = {article->title, TEXT_BOLD, theme->ink, 0};
    struct flow_text text = {
        .spans = &span,
        .span_count = 1,
        .size = theme->text_heading,
        .line_height = theme->text_heading * 4 / 3,
    };
    if (flow_add_text(article->flow, &text) != 0) {
        log_line(LOG_LEVEL_WARNING, "article", "no memory to lay out the title of %s", article->summary.id);
    }
}

static void add_cut_words(const struct article_screen *article)
{
    const struct stage *stage = article->screen.stage;
    struct text_span span = {string_get(stage->strings, STRING_ARTICLE_CUT), TEXT_BOLD,
                             stage->kit.theme->accent, 0};
    struct flow_text text = {
        .spans = &span,
        .span_count = 1,
        .size = stage->kit.theme->text_body,
        .space_above = stage->kit.theme->gap_large,
    };
    if (flow_add_text(article->flow, &text) != 0) {
        log_line(LOG_LEVEL_WARNING, "article", "no memory to say that %s is cut", article->summary.id);
    }
}

static void lay_out(struct article_screen *article)
{
    const struct stage *stage = article->screen.stage;
    flow_clear(article->flow);
    flow_place(article->flow, text_rect(stage));
    flow_on_picture_wanted(article->flow, on_picture_wanted, article);
    add_title(article);
    if (article->article != NULL) {
        size_t failed = article_to_flow(article->article, stage, article->flow);
        if (failed > 0) {
            log_line(LOG_LEVEL_WARNING, "article", "%s: %zu parts could not be laid out", article->summary.id,
                     failed);
        }
        if (failed > 0 || article->article->cut) {
            add_cut_words(article);
        }
    }
    article_card_free(article->card);
    article->card = article_card_new(stage, &article->summary, article->qr_link, card_rect(stage));
    flow_settle(article->flow);
}

static void show_hints(struct article_screen *article)
{
    const struct stage *stage = article->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    article->frame.hint_count = 0;
    frame_hint_add(&article->frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    frame_hint_add(&article->frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    if (article->last.state == ANSWER_FAILED && article->article == NULL) {
        frame_hint_add(&article->frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(&article->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    if (article->last.state == ANSWER_FAILED && article->article != NULL) {
        frame_status_for_failure(&article->frame, stage, &article->last);
    } else {
        if (article->article != NULL && article->article->link_count > 0) {
            char number[24];
            snprintf(number, sizeof number, "%zu", article->article->link_count);
            const char *values[] = {number};
            string_format(text, sizeof text, stage->strings, STRING_ARTICLE_LINK_COUNT, values, 1);
        }
        frame_set_status(&article->frame, stage, text, 0);
    }
    frame_damage_footer(stage);
}

static void article_place(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    article->frame.title = notice_category_name(screen->stage->strings, article->summary.category);
    lay_out(article);
    show_hints(article);
    canvas_damage_all(screen->stage->kit.canvas);
}

/* --- Pictures --- */

static void on_picture(void *context, const struct answer *answer, const void *bytes, size_t length)
{
    struct picture_request *request = context;
    struct article_screen *article = request->owner;
    const struct stage *stage = article->screen.stage;
    struct picture *picture = NULL;
    if (answer->final) {
        request->id = 0; /* until then it must be cancelled with the screen */
    }
    if (bytes == NULL && answer->state == ANSWER_UNCHANGED) {
        return;
    }
    if (bytes != NULL) {
        picture = picture_decode(stage->kit.canvas, bytes, length, flow_picture_max_width(article->flow),
                                 flow_picture_max_height(article->flow));
    }
    if (picture == NULL) {
        log_line(LOG_LEVEL_WARNING, "article", "%s: picture %zu cannot be shown: %s", article->summary.id,
                 request->key, bytes != NULL ? "not a picture that can be read" : answer->detail);
    }
    flow_set_picture(article->flow, request->key, picture);
    flow_damage(article->flow);
}

static void on_picture_wanted(void *context, size_t key)
{
    struct article_screen *article = context;
    for (int i = 0; i < PICTURE_REQUESTS; i++) {
        struct picture_request *request = &article->pictures[i];
        if (request->id == 0) {
            request->key = key;
            request->owner = article;
            request->id =
                hall_client_get_picture(article->screen.stage->client,
                                        article->article->blocks[key].picture_url, on_picture, request);
            return;
        }
    }
    flow_ask_later(article->flow, key);
}

/* --- The text --- */

static void keep_summary(struct article_screen *article, const struct notice_summary *summary)
{
    article->summary = *summary;
    snprintf(article->title, sizeof article->title, "%s", summary->title);
    snprintf(article->org_name, sizeof article->org_name, "%s", summary->org_name);
    article->summary.title = article->title;
    article->summary.org_name = article->org_name;
    article->summary.initials = ""; /* of no use here */
}

static void take_notice(struct article_screen *article, struct notice *notice)
{
    struct article *parsed = article_parse(notice->body, strlen(notice->body));
    if (parsed == NULL) {
        log_line(LOG_LEVEL_ERROR, "article", "%s: no memory to read its text", article->summary.id);
    } else {
        article_free(article->article);
        article->article = parsed;
    }
    keep_summary(article, &notice->summary);
    snprintf(article->qr_link, sizeof article->qr_link, "%s", notice->qr_link);
    int scroll = flow_scroll(article->flow);
    lay_out(article);
    flow_scroll_to(article->flow, scroll);
    canvas_damage_all(article->screen.stage->kit.canvas);
}

static void on_notice(void *context, const struct answer *answer, struct notice *notice)
{
    struct article_screen *article = context;
    article->last = *answer;
    if (notice != NULL) {
        take_notice(article, notice);
        notice_free(notice);
    } else if (answer->state == ANSWER_FAILED && answer->failure == FAILURE_NOT_FOUND) {
        /* Withdrawn or expired meanwhile: it may not stay on the screen. */
        article_free(article->article);
        article->article = NULL;
        lay_out(article);
    }
    show_hints(article);
    flow_damage(article->flow);
}

static void ask(struct article_screen *article)
{
    struct stage *stage = article->screen.stage;
    hall_client_cancel(stage->client, article->request);
    article->request = 0;
    article->last = (struct answer){.state = ANSWER_CACHED};
    article->request = hall_client_get_notice(stage->client, article->summary.id, on_notice, article);
}

/* --- Operations --- */

static void article_enter(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    if (article->request == 0) {
        ask(article);
    }
    canvas_damage_all(screen->stage->kit.canvas);
}

static int press_ok(struct article_screen *article)
{
    struct stage *stage = article->screen.stage;
    if (article->article == NULL) {
        if (article->last.state == ANSWER_FAILED) {
            ask(article);
            show_hints(article);
            flow_damage(article->flow);
        }
        return 1;
    }
    if (article->article->link_count > 0) {
        struct screen *links = links_new(stage, article->article);
        if (links != NULL) {
            stage->open(stage->application, links);
        }
    }
    return 1;
}

static int article_key(struct screen *screen, const struct remote_event *event)
{
    struct article_screen *article = (struct article_screen *)screen;
    if (event->press == REMOTE_RELEASE) {
        return 0;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(article) : 1;
    }
    return flow_key(article->flow, event->key) != FLOW_IGNORED;
}

static void article_update(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    struct stage *stage = screen->stage;
    /* It may expire while it is being read. */
    if (article->summary.valid_to > 0 && article->article != NULL &&
        !notice_is_current(&article->summary, stage->now_ms)) {
        struct answer gone = {.state = ANSWER_FAILED, .failure = FAILURE_NOT_FOUND};
        on_notice(article, &gone, NULL);
    }
}

static int64_t article_deadline(const struct screen *screen)
{
    (void)screen;
    return INT64_MAX; /* the minute's update is enough */
}

static int missing(const struct article_screen *article, struct message *message)
{
    if (article->article != NULL) {
        return 0;
    }
    if (article->last.state == ANSWER_FAILED) {
        *message = message_for_failure(article->last.failure);
    } else {
        *message = (struct message){NULL, STRING_MESSAGE_LOADING, STRING_MESSAGE_LOADING};
    }
    return 1;
}

static void article_draw(struct screen *screen, struct rect clip)
{
    struct article_screen *article = (struct article_screen *)screen;
    const struct stage *stage = screen->stage;
    struct message message;
    (void)clip;
    frame_draw(&article->frame, stage);
    if (missing(article, &message)) {
        message_draw(&message, stage, text_rect(stage));
    } else {
        flow_draw(article->flow);
    }
    if (article->card != NULL) {
        article_card_draw(article->card, stage);
    }
}

static void article_report(const struct screen *screen, struct screen_report *report)
{
    const struct article_screen *article = (const struct article_screen *)screen;
    struct message message;
    report->focus = article->summary.id;
    report->title = article->title;
    report->notice =
        missing(article, &message) ? string_get(screen->stage->strings, message.says) : article->frame.status;
    report->offline = article->last.state == ANSWER_FAILED;
    report->position = flow_scroll(article->flow);
    report->total = flow_height(article->flow);
}

static void article_free_screen(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    struct hall_client *client = screen->stage->client;
    hall_client_cancel(client, article->request);
    for (int i = 0; i < PICTURE_REQUESTS; i++) {
        hall_client_cancel(client, article->pictures[i].id);
    }
    article_card_free(article->card);
    flow_free(article->flow);
    article_free(article->article);
    free(article);
}

static const struct screen_operations article_operations = {
    .name = "article",
    .enter = article_enter,
    .place = article_place,
    .key = article_key,
    .update = article_update,
    .deadline = article_deadline,
    .draw = article_draw,
    .report = article_report,
    .free = article_free_screen,
};

struct screen *article_new(struct stage *stage, const struct notice_summary *summary)
{
    struct article_screen *article = calloc(1, sizeof *article);
    if (article == NULL) {
        return NULL;
    }
    article->screen = (struct screen){&article_operations, stage};
    keep_summary(article, summary);
    article->flow = flow_new(&stage->kit);
    if (article->flow == NULL) {
        free(article);
        return NULL;
    }
    article_place(&article->screen);
    return &article->screen;
}
