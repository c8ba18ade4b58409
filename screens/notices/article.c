#include "screens/notices/article.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/notices/article_rich_text.h"
#include "screens/notices/links.h"
#include "screens/stage/dates.h"
#include "screens/stage/detail.h"
#include "screens/stage/fact_card.h"
#include "screens/stage/notice_words.h"
#include "screens/stage/reading.h"
#include "screens/stage/spoken_parts.h"

enum { PICTURE_REQUESTS = 4, TITLE_SIZE = 512, OFFICE_SIZE = 256, LINK_SIZE = 512 };

struct picture_request {
    request_id id;
    size_t key;
    struct article_screen *owner;
};

struct article_screen {
    struct detail detail;
    struct notice_summary summary; /* its strings are the two below */
    char title[TITLE_SIZE];
    char org_name[OFFICE_SIZE];
    char qr_link[LINK_SIZE];
    struct notice *notice;   /* what is shown of it; NULL: nothing is there (any more) */
    struct article *article; /* its text */
    struct article_charts charts;
    struct fact_card *card;
    struct picture_request pictures[PICTURE_REQUESTS];
};

/* --- Layout --- */

static void lay_out(struct detail *detail)
{
    struct article_screen *article = (struct article_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    reading_heading(detail->rich_text, stage, article->title);
    size_t failed = article_to_rich_text(article->article, stage, detail->rich_text, &article->charts);
    if (failed > 0) {
        log_line(LOG_LEVEL_WARNING, "article", "%s: %zu parts could not be laid out", article->summary.id,
                 failed);
    }
    if (failed > 0 || article->article->cut) {
        reading_words(detail->rich_text, string_get(stage->strings, STRING_ARTICLE_CUT),
                      style_body_bold(&stage->kit), 0, stage->kit.theme->accent, stage->kit.theme->gap_large);
    }
}

static char *date_words(char out[DATE_SIZE * 2], const struct stage *stage, enum string_id id,
                        int64_t time_ms)
{
    char date[DATE_SIZE];
    const char *values[] = {date_moment(date, stage->strings, time_ms, stage->now_ms)};
    return string_format(out, DATE_SIZE * 2, stage->strings, id, values, 1);
}

/* How urgent; who, since when, until when. */
static struct fact_card *new_card(const struct article_screen *article, struct rect area)
{
    const struct stage *stage = article->detail.screen.stage;
    const struct notice_summary *summary = &article->summary;
    const struct theme *theme = stage->kit.theme;
    int is_urgent = summary->level == NOTICE_URGENT;
    char published[DATE_SIZE * 2];
    char valid_to[DATE_SIZE * 2] = "";
    if (summary->undated) {
        (void)notice_day(published, stage->strings, summary, stage->now_ms);
    } else {
        date_words(published, stage, STRING_ARTICLE_PUBLISHED, summary->published);
    }
    if (summary->valid_to > 0) {
        /* The end is exclusive: the last day on which it holds is the one before midnight. */
        date_words(valid_to, stage, STRING_ARTICLE_VALID_TO, summary->valid_to - 1);
    }
    struct fact_card_content content = {
        .badge = notice_level_name(stage->strings, summary->level),
        .badge_icon = icon_set_get(stage->icons, is_urgent ? "urgent" : "important"),
        .badge_fill = is_urgent ? theme->urgent : theme->important,
        .badge_ink = is_urgent ? theme->on_urgent : theme->on_important,
        .heading = summary->org_name,
        .facts = {{NULL, published}, {NULL, valid_to}},
        .fact_count = 2,
        .code = article->qr_link,
        .code_words = string_get(stage->strings, STRING_ARTICLE_SCAN),
    };
    return fact_card_new(stage, &content, area);
}

static struct rect place(struct detail *detail)
{
    struct article_screen *article = (struct article_screen *)detail;
    const struct stage *stage = detail->screen.stage;
    struct rect card = frame_card(stage, FRAME_CARD_PERCENT);
    detail->frame.title = notice_category_name(stage->strings, article->summary.category);
    fact_card_free(article->card);
    article->card = article->summary.published != 0 ? new_card(article, card) : NULL;
    detail->body = frame_body_beside(stage, card);
    return detail->body;
}

static void draw(const struct detail *detail)
{
    const struct fact_card *card = ((const struct article_screen *)detail)->card;
    if (card != NULL) {
        fact_card_draw(card, detail->screen.stage);
    }
}

static void say_card(const struct detail *detail, struct spoken *spoken)
{
    spoken_fact_card(spoken, ((const struct article_screen *)detail)->card);
}

static void show_hints(struct detail *detail)
{
    int has_chart = rich_text_chart(detail->rich_text) != NULL;
    int scrolls = rich_text_scrolls(detail->rich_text);
    if (detail->is_there && has_chart) {
        frame_hint_add(&detail->frame, STRING_KEY_LEFT_RIGHT, STRING_ARTICLE_CHART_MOVE);
    }
    if (detail->is_there && scrolls) {
        frame_hint_add(&detail->frame, STRING_KEY_UP_DOWN, STRING_HINT_SCROLL);
    }
    if (detail->is_there && scrolls && !has_chart) {
        frame_hint_add(&detail->frame, STRING_KEY_PAGE, STRING_HINT_PAGE);
    }
}

static void show_status(struct detail *detail)
{
    size_t links = ((const struct article_screen *)detail)->article->link_count;
    if (links > 0) {
        frame_set_count(&detail->frame, detail->screen.stage, STRING_ARTICLE_LINK_COUNT, (int64_t)links, 0);
    } else {
        frame_set_status(&detail->frame, detail->screen.stage, "", 0);
    }
}

/* --- Pictures --- */

static void on_picture(void *context, const struct response *response, const void *bytes, size_t length)
{
    struct picture_request *request = context;
    struct article_screen *article = request->owner;
    struct picture *picture = NULL;
    if (response->final) {
        request->id = 0; /* until then it must be cancelled with the screen */
    }
    if (bytes == NULL && response->state == RESPONSE_UNCHANGED) {
        return;
    }
    if (bytes != NULL) {
        picture = picture_decode(bytes, length, rich_text_picture_max_width(article->detail.rich_text),
                                 rich_text_picture_max_height(article->detail.rich_text));
    }
    if (picture == NULL) {
        log_line(LOG_LEVEL_WARNING, "article", "%s: picture %zu cannot be shown: %s", article->summary.id,
                 request->key, bytes != NULL ? "not a picture that can be read" : response->detail);
    }
    rich_text_set_picture(article->detail.rich_text, request->key, picture);
    rich_text_damage(article->detail.rich_text);
    detail_show(&article->detail);
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
                hall_client_get_picture(article->detail.screen.stage->client,
                                        article->article->blocks[key].picture_url, on_picture, request);
            return;
        }
    }
    rich_text_ask_later(article->detail.rich_text, key);
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
        hall_client_cancel(article->detail.screen.stage->client, article->pictures[i].id);
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
    article->detail.is_there = notice != NULL;
    if (notice != NULL) {
        keep_summary(article, &notice->summary);
        snprintf(article->qr_link, sizeof article->qr_link, "%s", notice->qr_link);
    }
    detail_place(&article->detail.screen);
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

static void on_notice(void *context, const struct response *response, struct notice *notice)
{
    struct article_screen *article = context;
    detail_heard(&article->detail, response);
    if (notice != NULL) {
        take_notice(article, notice);
    } else if (asking_is_gone(&article->detail.asking) && article->article != NULL) {
        /* Withdrawn or expired meanwhile: it may not stay on the screen. */
        replace(article, NULL, NULL);
    }
}

/* --- Operations --- */

static enum key_result open_links(struct detail *detail, const char *button)
{
    const struct article *article = ((struct article_screen *)detail)->article;
    struct stage *stage = detail->screen.stage;
    (void)button;
    if (article->link_count == 0) {
        return KEY_STAYED;
    }
    stage->open(stage->application, links_new(stage, article));
    return KEY_DONE;
}

/* It may expire while it is being read. */
static void expire(struct detail *detail)
{
    struct article_screen *article = (struct article_screen *)detail;
    if (article->summary.valid_to > 0 && article->article != NULL &&
        !notice_is_current(&article->summary, detail->screen.stage->now_ms)) {
        struct response gone = {.state = RESPONSE_FAILED, .failure = FAILURE_NOT_FOUND};
        on_notice(article, &gone, NULL);
    }
}

static void article_free_screen(struct screen *screen)
{
    struct article_screen *article = (struct article_screen *)screen;
    cancel_pictures(article);
    fact_card_free(article->card);
    article_free(article->article);
    notice_free(article->notice);
    detail_free(screen);
}

static void article_open_next(struct screen *base)
{
    struct detail *detail = (struct detail *)base;
    if (detail->is_there) {
        (void)open_links(detail, NULL);
    }
}

static const struct screen_operations article_operations = {
    .name = "article",
    .free = article_free_screen,
    .open_next = article_open_next,
};

static const struct detail_kind article_kind = {
    .place = place,
    .lay_out = lay_out,
    .ok = open_links,
    .hints = show_hints,
    .status = show_status,
    .draw = draw,
    .say = say_card,
    .minute = expire,
};

struct screen *article_new(struct stage *stage, const struct destination *destination)
{
    static const struct notice_summary unknown = {.title = "", .org_name = ""};
    struct article_screen *article = detail_new(sizeof *article, &article_operations, &article_kind, stage);
    if (article == NULL) {
        return NULL;
    }
    asking_for_notice(&article->detail.asking, stage, article->summary.id, on_notice, article);
    keep_summary(article, destination->notice != NULL ? destination->notice : &unknown);
    (void)snprintf(article->summary.id, sizeof article->summary.id, "%s", destination->id);
    article->detail.id = article->summary.id;
    article->detail.name = article->title;
    rich_text_on_picture_wanted(article->detail.rich_text, on_picture_wanted, article);
    detail_place(&article->detail.screen);
    return &article->detail.screen;
}
