#include "screens/notices/article.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/notices/article_card.h"
#include "screens/notices/article_flow.h"
#include "screens/notices/links.h"
#include "screens/stage/asking.h"
#include "screens/stage/frame.h"
#include "screens/stage/notice_words.h"

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
    struct notice *notice;   /* what is shown of it; NULL: nothing is there (any more) */
    struct article *article; /* its text */
    struct flow *flow;
    struct article_card *card;
    struct asking asking;
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
    int scroll = flow_scroll(article->flow);
    flow_clear(article->flow);
    flow_place(article->flow, frame_body_beside(stage, card_rect(stage)));
    flow_on_picture_wanted(article->flow, on_picture_wanted, article);
    if (article->title[0] != '\0') { /* else it comes with the notice */
        add_title(article);
    }
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
    article->card = article->summary.published != 0
                        ? article_card_new(stage, &article->summary, article->qr_link, card_rect(stage))
                        : NULL;
    flow_scroll_to(article->flow, scroll); /* asks for the pictures there */
}

static void show_hints(struct article_screen *article)
{
    const struct stage *stage = article->screen.stage;
    char text[FRAME_STATUS_SIZE] = "";
    article->frame.hint_count = 0;
    frame_hint_add(&article->frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    frame_hint_add(&article->frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    if (asking_failed(&article->asking) && article->article == NULL) {
        frame_hint_add(&article->frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(&article->frame, STRING_KEY_BACK, STRING_HINT_BACK);
    if (asking_failed(&article->asking) && article->article != NULL) {
        frame_status_for_failure(&article->frame, stage, &article->asking.last);
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

/* Their keys are places in the text that goes. */
static void cancel_pictures(struct article_screen *article)
{
    for (int i = 0; i < PICTURE_REQUESTS; i++) {
        hall_client_cancel(article->screen.stage->client, article->pictures[i].id);
        article->pictures[i].id = 0;
    }
}

/* NULL: it has gone. */
static void replace(struct article_screen *article, struct notice *notice, struct article *parsed)
{
    cancel_pictures(article);
    article_free(article->article);
    notice_free(article->notice);
    article->article = parsed;
    article->notice = notice;
    if (notice != NULL) {
        keep_summary(article, &notice->summary);
        snprintf(article->qr_link, sizeof article->qr_link, "%s", notice->qr_link);
    }
    article_place(&article->screen);
}

/* Asked for again and again it is mostly the same, whose pictures need not come anew. */
static int is_shown(const struct article_screen *article, const struct notice *notice)
{
    const struct notice *shown = article->notice;
    return shown != NULL && shown->summary.rev == notice->summary.rev &&
           shown->summary.valid_to == notice->summary.valid_to &&
           strcmp(shown->summary.title, notice->summary.title) == 0 &&
           strcmp(shown->qr_link, notice->qr_link) == 0 && strcmp(shown->body, notice->body) == 0;
}

static void take_notice(struct article_screen *article, struct notice *notice)
{
    struct article *parsed =
        is_shown(article, notice) ? NULL : article_parse(notice->body, strlen(notice->body));
    if (parsed != NULL) {
        replace(article, notice, parsed);
        return;
    }
    if (!is_shown(article, notice)) {
        log_line(LOG_LEVEL_ERROR, "article", "%s: no memory to read its text", article->summary.id);
    }
    notice_free(notice);
}

static void on_notice(void *context, const struct answer *answer, struct notice *notice)
{
    struct article_screen *article = context;
    asking_heard(&article->asking, answer);
    if (notice != NULL) {
        take_notice(article, notice);
    } else if (asking_is_gone(&article->asking) && article->article != NULL) {
        /* Withdrawn or expired meanwhile: it may not stay on the screen. */
        replace(article, NULL, NULL);
    }
    show_hints(article);
    flow_damage(article->flow);
}

static request_id ask(void *context)
{
    struct article_screen *article = context;
    return hall_client_get_notice(article->screen.stage->client, article->summary.id, on_notice, article);
}

/* --- Operations --- */

static void article_enter(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    asking_enter(&article->asking);
    canvas_damage_all(screen->stage->kit.canvas);
}

static enum key_result press_ok(struct article_screen *article)
{
    struct stage *stage = article->screen.stage;
    if (article->article == NULL && asking_retry(&article->asking)) {
        show_hints(article);
        flow_damage(article->flow);
        return KEY_DONE;
    }
    if (article->article != NULL && article->article->link_count > 0) {
        stage->open(stage->application, links_new(stage, article->article));
        return KEY_DONE;
    }
    return KEY_STAYED;
}

static enum key_result article_key(struct screen *screen, const struct remote_event *event)
{
    struct article_screen *article = (struct article_screen *)screen;
    if (event->press == REMOTE_RELEASE) {
        return KEY_IGNORED;
    }
    if (event->key == REMOTE_KEY_OK) {
        return event->press == REMOTE_PRESS ? press_ok(article) : KEY_STAYED;
    }
    return flow_key(article->flow, event->key);
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
    asking_update(&article->asking);
}

static int64_t article_deadline(const struct screen *screen)
{
    return asking_deadline(&((const struct article_screen *)screen)->asking, INT64_MAX);
}

static int missing(const struct article_screen *article, struct message *message)
{
    if (article->article != NULL) {
        return 0;
    }
    *message = asking_message(&article->asking);
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
        message_draw(&message, stage, frame_body_beside(stage, card_rect(stage)));
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
    report->offline = asking_failed(&article->asking);
    report->position = flow_scroll(article->flow);
    report->total = flow_height(article->flow);
}

static void article_free_screen(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    asking_stop(&article->asking);
    cancel_pictures(article);
    article_card_free(article->card);
    flow_free(article->flow);
    article_free(article->article);
    notice_free(article->notice);
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

struct screen *article_new(struct stage *stage, const struct destination *destination)
{
    static const struct notice_summary unknown = {.title = "", .org_name = ""};
    struct article_screen *article = calloc(1, sizeof *article);
    if (article == NULL) {
        return NULL;
    }
    article->screen = (struct screen){&article_operations, stage};
    asking_start(&article->asking, stage, ask, article);
    keep_summary(article, destination->notice != NULL ? destination->notice : &unknown);
    (void)snprintf(article->summary.id, sizeof article->summary.id, "%s", destination->id);
    article->flow = flow_new(&stage->kit);
    if (article->flow == NULL) {
        free(article);
        return NULL;
    }
    article_place(&article->screen);
    return &article->screen;
}
