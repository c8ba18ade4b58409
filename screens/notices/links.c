#include "screens/notices/links.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/stage/spoken_parts.h"
#include "screens/widgets/list.h"

enum { WORDS_SIZE = 128 };

struct links {
    struct screen screen;
    struct list list;
    char *urls[ARTICLE_LINK_MAX]; /* own copies: the article below may be replaced meanwhile */
    size_t count;
    char words[ARTICLE_LINK_MAX][WORDS_SIZE]; /* the text that the link stands behind */
    struct frame frame;
    struct picture *qr;
    size_t qr_index;
};

/* --- The words of each link --- */

static void collect_spans(struct links *links, const struct article_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int link = spans[i].link;
        if (link >= 0 && (size_t)link < links->count) {
            char *words = links->words[link];
            size_t used = strlen(words);
            snprintf(words + used, WORDS_SIZE - used, "%s", spans[i].text);
        }
    }
}

static int collect_links(struct links *links, const struct article *article)
{
    for (size_t i = 0; i < article->link_count && i < ARTICLE_LINK_MAX; i++) {
        links->urls[i] = strdup(article->links[i]);
        if (links->urls[i] == NULL) {
            return -1;
        }
        links->count++;
    }
    for (size_t b = 0; b < article->block_count; b++) {
        const struct article_block *block = &article->blocks[b];
        collect_spans(links, block->spans, block->span_count);
        for (size_t c = 0; c < block->cell_count; c++) {
            collect_spans(links, block->cells[c].spans, block->cells[c].span_count);
        }
    }
    return links->count > 0 ? 0 : -1;
}

/* --- Layout --- */

static struct rect panel_rect(const struct stage *stage)
{
    /* All of it: nothing of the screen below may look out. */
    return stage->safe_area;
}

static struct rect qr_rect(const struct stage *stage)
{
    struct rect inside = rect_inset(panel_rect(stage), stage->kit.theme->gap_large);
    int side = inside.w * 2 / 5;
    return (struct rect){inside.x + inside.w - side, inside.y, side, inside.h};
}

static void read_row(void *context, size_t index, struct list_row *row)
{
    const struct links *links = context;
    snprintf(row->id, sizeof row->id, "link-%zu", index);
    row->title = links->words[index][0] != '\0' ? links->words[index] : links->urls[index];
    snprintf(row->detail, sizeof row->detail, "%s", links->urls[index]);
}

static void show_qr(struct links *links)
{
    const struct stage *stage = links->screen.stage;
    size_t focus = links->list.focus;
    if (links->qr != NULL && links->qr_index == focus) {
        return;
    }
    struct rect area = qr_rect(stage);
    int side =
        area.w < area.h - stage->kit.theme->text_body * 3 ? area.w : area.h - stage->kit.theme->text_body * 3;
    picture_free(links->qr);
    links->qr = picture_qr(links->urls[focus], side);
    links->qr_index = focus;
    canvas_damage(stage->kit.canvas, area);
}

static void links_place(struct screen *screen)
{
    struct links *links = (struct links *)screen;
    const struct stage *stage = screen->stage;
    const struct theme *theme = stage->kit.theme;
    struct rect inside = rect_inset(panel_rect(stage), theme->gap_large);
    int top = inside.y + theme->header_height;
    int right = qr_rect(stage).x - theme->gap_large - theme->scroll_bar - theme->gap;
    list_place(&links->list, (struct rect){inside.x, top, right - inside.x,
                                           inside.y + inside.h - top - theme->footer_height});
    list_refresh(&links->list, &stage->kit, links->count, (int64_t)links->count);
    picture_free(links->qr);
    links->qr = NULL;
    show_qr(links);
    canvas_damage_all(stage->kit.canvas);
}

/* --- Operations --- */

static void links_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
}

static enum key_result links_key(struct screen *screen, const struct remote_event *event)
{
    struct links *links = (struct links *)screen;
    enum key_result result = list_key(&links->list, &screen->stage->kit, event->key, screen->stage->now_us);
    if (result == KEY_PRESSED) {
        if (event->press != REMOTE_PRESS) {
            return KEY_STAYED;
        }
        screen->stage->close(screen->stage->application, screen);
        return KEY_DONE;
    }
    if (result == KEY_DONE) {
        show_qr(links);
    }
    return result;
}

static void links_update(struct screen *screen)
{
    struct links *links = (struct links *)screen;
    list_settle(&links->list, &screen->stage->kit, screen->stage->now_us);
}

static int64_t links_deadline(const struct screen *screen)
{
    const struct links *links = (const struct links *)screen;
    return links->list.settle.next_us;
}

static void links_draw(struct screen *screen, struct rect clip)
{
    struct links *links = (struct links *)screen;
    const struct stage *stage = screen->stage;
    const struct kit *kit = &stage->kit;
    (void)clip;
    struct rect panel = panel_rect(stage);
    canvas_fill_rounded(kit->canvas, rect_inset(panel, -2), kit->theme->radius + 2, kit->theme->rule);
    canvas_fill_rounded(kit->canvas, panel, kit->theme->radius, kit->theme->background_band);
    struct rect inside = rect_inset(panel, kit->theme->gap_large);
    struct rect title = {inside.x, inside.y, links->list.area.w, kit->theme->header_height - kit->theme->gap};
    draw_text_middle(kit, style_heading(kit), title, string_get(stage->strings, STRING_LINKS_TITLE),
                     kit->theme->ink);
    list_draw(&links->list, kit, stage->now_us);
    struct rect area = qr_rect(stage);
    if (links->qr != NULL) {
        int x = area.x + (area.w - picture_width(links->qr)) / 2;
        int height = picture_height(links->qr) + kit->theme->text_body * 3;
        int y = area.y + (area.h - height) / 2;
        canvas_picture(kit->canvas, links->qr, x, y);
        struct rect words = {area.x, y + picture_height(links->qr), area.w, kit->theme->text_body * 3};
        draw_text_centred(kit, style_body(kit), words, string_get(stage->strings, STRING_LINKS_SCAN),
                          kit->theme->ink);
    }
    struct rect footer = {inside.x, inside.y + inside.h - kit->theme->footer_height, links->list.area.w,
                          kit->theme->footer_height};
    if (stage->notice != NULL) { /* it covers the frame's footer */
        draw_text_middle(kit, style_small(kit), footer, stage->notice, kit->theme->ink);
    } else {
        frame_draw_hints(&links->frame, stage, footer);
    }
}

static void links_report(const struct screen *screen, struct screen_report *report)
{
    const struct links *links = (const struct links *)screen;
    screen_report_list(report, &links->list);
    report->title = string_get(screen->stage->strings, STRING_LINKS_TITLE);
    report->frame = &links->frame;
}

static void links_free(struct screen *screen)
{
    struct links *links = (struct links *)screen;
    picture_free(links->qr);
    for (size_t i = 0; i < links->count; i++) {
        free(links->urls[i]);
    }
    free(links);
}

/* Not the address: nobody types what is heard. */
static void links_say(const struct screen *screen, struct spoken *spoken)
{
    const struct links *links = (const struct links *)screen;
    const char *words = links->words[links->list.focus];
    spoken_add_string(spoken->title, screen->stage, STRING_LINKS_TITLE);
    spoken_add(spoken->focus, words);
    if (words[0] == '\0') {
        spoken_add_string(spoken->focus, screen->stage, STRING_LINKS_TITLE);
    }
    spoken_add_string(spoken->value, screen->stage, STRING_LINKS_SCAN);
    spoken_add_place(spoken, screen->stage, links->list.focus, links->count);
}

static const struct screen_operations links_operations = {
    .name = "links",
    .enter = links_enter,
    .place = links_place,
    .key = links_key,
    .update = links_update,
    .deadline = links_deadline,
    .draw = links_draw,
    .report = links_report,
    .say = links_say,
    .free = links_free,
    .overlay = 1,
};

struct screen *links_new(struct stage *stage, const struct article *article)
{
    struct links *links = calloc(1, sizeof *links);
    if (links == NULL) {
        return NULL;
    }
    links->screen = (struct screen){&links_operations, stage};
    links->list.settle = SETTLE_AT_REST;
    links->list.source = read_row;
    links->list.context = links;
    frame_hint_add(&links->frame, STRING_KEY_UP_DOWN, STRING_HINT_CHOOSE);
    frame_hint_add(&links->frame, STRING_KEY_BACK, STRING_HINT_CLOSE);
    if (collect_links(links, article) != 0) {
        links_free(&links->screen);
        return NULL;
    }
    links_place(&links->screen);
    return &links->screen;
}
