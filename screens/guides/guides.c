#include "screens/guides/guides.h"

#include <stdio.h>
#include <string.h>

#include "screens/guides/guide_shelves.h"
#include "screens/guides/guide_words.h"
#include "screens/stage/list_screen.h"
#include "screens/stage/spoken_parts.h"

enum { THEME_WORDS_SIZE = 96 };

/* The themes stand at the left, the matters of the chosen one beside them; one of the two lists has the
 * focus. Each theme has matters: without themes there are none. */
struct guides {
    struct list_screen list; /* the matters */
    struct list themes;
    struct guide_list *content; /* NULL until it is there */
    struct guide_shelves shelves;
};

/* --- Rows --- */

static void read_theme(void *context, size_t index, struct list_row *row)
{
    const struct guides *guides = context;
    const struct guide_shelf *shelf = &guides->shelves.shelves[index];
    const struct strings *strings = guides->list.screen.stage->strings;
    (void)snprintf(row->id, sizeof row->id, "%s", shelf->theme != NULL ? shelf->theme->code : "other");
    row->title = shelf->theme != NULL ? shelf->theme->name : string_get(strings, STRING_GUIDES_OTHER);
    (void)snprintf(row->trailing, sizeof row->trailing, "%zu", shelf->count);
}

static const struct guide_summary *matter_at(const struct guides *guides, size_t index)
{
    return guide_shelves_matter(&guides->shelves, guides->themes.focus, index);
}

static void read_matter(void *context, size_t index, struct list_row *row)
{
    const struct guides *guides = context;
    const struct stage *stage = guides->list.screen.stage;
    const struct guide_summary *guide = matter_at(guides, index);
    if (guide == NULL) {
        return;
    }
    char promise[TERM_WORDS_SIZE];
    (void)snprintf(row->id, sizeof row->id, "%s", guide->id);
    row->title = guide->name;
    row->digit = index < 9 ? (int)index + 1 : 0;
    list_row_detail(row, guide->summary);
    (void)snprintf(row->trailing, sizeof row->trailing, "%s",
                   term_words(promise, stage->strings, &guide->promise));
    if (guide->brief) {
        row->mark_text = string_get(stage->strings, STRING_GUIDES_BRIEF);
        row->mark_fill = stage->kit.theme->notice_bar;
        row->mark_ink = stage->kit.theme->on_notice_bar;
    }
}

static size_t matter_count(const struct guides *guides)
{
    size_t shelf = guides->themes.focus;
    return shelf < guides->shelves.count ? guides->shelves.shelves[shelf].count : 0;
}

/* When a theme has gone, its matters have too. */
static size_t collect(struct list_screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    const struct guide_shelves *shelves = &guides->shelves;
    char theme[LIST_ID_SIZE];
    (void)snprintf(theme, sizeof theme, "%s", guides->themes.focus_id);
    list_refresh(&guides->themes, &screen->screen.stage->kit, shelves->count, (int64_t)shelves->count);
    if (strcmp(theme, guides->themes.focus_id) != 0) {
        list_reset(&screen->list);
    }
    if (shelves->count == 0) {
        screen->list.unfocused = 1;
        guides->themes.unfocused = 0;
    }
    return matter_count(guides);
}

/* --- Layout --- */

static void show_hints(struct list_screen *screen)
{
    struct frame *frame = &screen->frame;
    if (screen->list.count == 0 || !screen->list.unfocused) {
        list_screen_hint_ok(screen);
        if (screen->list.count > 0) {
            frame_hint_add(frame, STRING_KEY_LEFT, STRING_HINT_THEMES);
        }
    } else {
        frame_hint_add(frame, STRING_KEY_RIGHT, STRING_HINT_MATTERS);
        frame_hint_add(frame, STRING_KEY_DIGITS, STRING_HINT_OPEN_BY_NUMBER);
    }
}

/* How many there are under all themes. */
static void show_status(struct list_screen *screen)
{
    const struct guides *guides = (const struct guides *)screen;
    if (screen->list.count > 0 && !asking_failed(&screen->asking)) {
        frame_set_count(&screen->frame, screen->screen.stage, STRING_GUIDES_COUNT,
                        (int64_t)guides->content->count, 0);
    } else {
        list_screen_status(screen);
    }
}

static void place_lists(struct list_screen *screen)
{
    struct guides *guides = (struct guides *)screen;
    const struct theme *theme = screen->screen.stage->kit.theme;
    struct rect body = screen->body;
    int bar = theme->scroll_bar + theme->gap;
    int width = body.w / 4;
    guides->themes.row_height = theme->row_height * 3 / 4;
    list_place(&guides->themes, (struct rect){body.x, body.y, width, body.h});
    int left = body.x + width + bar + theme->gap;
    list_place(&screen->list, (struct rect){left, body.y, body.x + body.w - bar - left, body.h});
}

static struct message missing(const struct list_screen *screen)
{
    const struct asking *asking = &screen->asking;
    int is_loaded = ((const struct guides *)screen)->content != NULL && !asking_failed(asking);
    return asking_is_gone(asking) || is_loaded
               ? (struct message){"guide", STRING_GUIDES_NONE, STRING_GUIDES_NONE_DO}
               : asking_message(asking);
}

/* --- Content --- */

static void on_list(void *context, const struct response *response, struct guide_list *list)
{
    struct guides *guides = context;
    if (list != NULL) {
        guide_shelves_fill(&guides->shelves, list);
        guide_list_free(guides->content);
        guides->content = list;
    }
    list_screen_heard(&guides->list, response);
}

/* --- Keys --- */

static void open_matter(struct list_screen *screen, size_t index)
{
    const struct guide_summary *summary = matter_at((const struct guides *)screen, index);
    if (summary != NULL) {
        stage_open(screen->screen.stage, DESTINATION_GUIDE, summary->id, summary->name);
    }
}

/* The focus goes from one of the lists to the other. */
static enum key_result change_side(struct guides *guides, struct list *from, struct list *to)
{
    const struct stage *stage = guides->list.screen.stage;
    if (to->count == 0) {
        return KEY_STAYED;
    }
    settle_stop(&from->settle);
    from->unfocused = 1;
    to->unfocused = 0;
    settle_start(&to->settle, stage->now_us);
    list_damage_focus(from, &stage->kit);
    list_damage_focus(to, &stage->kit);
    list_screen_show(&guides->list);
    return KEY_DONE;
}

static enum key_result digit_key(struct guides *guides, const struct remote_event *event)
{
    const struct stage *stage = guides->list.screen.stage;
    size_t index = (size_t)remote_key_digit(event->key) - 1;
    if (event->press != REMOTE_PRESS || matter_at(guides, index) == NULL) {
        return KEY_STAYED;
    }
    if (guides->list.list.unfocused) {
        (void)change_side(guides, &guides->themes, &guides->list.list);
    }
    list_focus(&guides->list.list, &stage->kit, index);
    open_matter(&guides->list, index);
    return KEY_DONE;
}

static enum key_result themes_key(struct guides *guides, const struct remote_event *event)
{
    const struct stage *stage = guides->list.screen.stage;
    switch (event->key) {
    case REMOTE_KEY_RIGHT:
    case REMOTE_KEY_VOLUME_UP:
    case REMOTE_KEY_OK:
        return event->press == REMOTE_PRESS ? change_side(guides, &guides->themes, &guides->list.list)
                                            : KEY_STAYED;
    default:
        break;
    }
    enum key_result result = list_key(&guides->themes, &stage->kit, event->key, stage->now_us);
    if (result == KEY_DONE) {
        list_reset(&guides->list.list);
        list_refresh(&guides->list.list, &stage->kit, matter_count(guides), 0);
    }
    return result;
}

static enum key_result guides_key(struct screen *screen, const struct remote_event *event)
{
    struct guides *guides = (struct guides *)screen;
    if (guides->shelves.count == 0) {
        return event->key == REMOTE_KEY_OK ? list_screen_key(screen, event) : KEY_IGNORED;
    }
    if (remote_key_digit(event->key) > 0) {
        return digit_key(guides, event);
    }
    if (guides->list.list.unfocused) {
        return themes_key(guides, event);
    }
    if (event->key == REMOTE_KEY_BACK && event->press != REMOTE_PRESS) {
        return KEY_STAYED;
    }
    if (event->key == REMOTE_KEY_BACK || remote_key_sideways(event->key) < 0) {
        return change_side(guides, &guides->list.list, &guides->themes);
    }
    return list_screen_key(screen, event);
}

/* --- Operations --- */

static void guides_enter(struct screen *screen)
{
    settle_stop(&((struct guides *)screen)->themes.settle);
    list_screen_enter(screen);
}

static void guides_update(struct screen *screen)
{
    list_settle(&((struct guides *)screen)->themes, &screen->stage->kit, screen->stage->now_us);
    list_screen_update(screen);
}

static int64_t guides_deadline(const struct screen *screen)
{
    int64_t themes = ((const struct guides *)screen)->themes.settle.next_us;
    int64_t matters = list_screen_deadline(screen);
    return themes < matters ? themes : matters;
}

static void guides_draw(struct screen *screen, struct rect clip)
{
    const struct guides *guides = (const struct guides *)screen;
    list_cover(&guides->themes, &screen->stage->kit);
    list_screen_draw(screen, clip);
    list_draw(&guides->themes, &screen->stage->kit, screen->stage->now_us);
}

/* OK on a theme only leads to its matters. */
static void guides_open_next(struct screen *screen)
{
    if (!((struct guides *)screen)->list.list.unfocused) {
        list_screen_open_next(screen);
    }
}

static void guides_report(const struct screen *screen, struct screen_report *report)
{
    const struct guides *guides = (const struct guides *)screen;
    list_screen_report(screen, report);
    if (guides->list.list.unfocused) {
        screen_report_list(report, &guides->themes);
    }
}

/* The number beside a theme is one of matters. */
static void guides_say(const struct screen *screen, struct spoken *spoken)
{
    const struct guides *guides = (const struct guides *)screen;
    char words[THEME_WORDS_SIZE];
    if (guides->list.list.unfocused && guides->themes.count > 0) {
        struct list_row row = {.title = ""};
        guides->themes.source(guides->themes.context, guides->themes.focus, &row);
        spoken_add(spoken->focus, row.title);
        spoken_add(spoken->value,
                   string_format_numbers(words, sizeof words, screen->stage->strings, STRING_SPOKEN_MATTERS,
                                         (int64_t)matter_count(guides), 0));
    } else {
        list_screen_say(screen, spoken);
    }
}

static void guides_free(struct screen *screen)
{
    guide_list_free(((struct guides *)screen)->content);
    list_screen_free(screen);
}

static const struct screen_operations guides_operations = {
    .name = "guides",
    .enter = guides_enter,
    .key = guides_key,
    .update = guides_update,
    .deadline = guides_deadline,
    .draw = guides_draw,
    .report = guides_report,
    .say = guides_say,
    .free = guides_free,
    .open_next = guides_open_next,
};

static const struct list_screen_kind guides_kind = {
    .row = read_matter,
    .collect = collect,
    .open = open_matter,
    .missing = missing,
    .place = place_lists,
    .hints = show_hints,
    .status = show_status,
};

struct screen *guides_new(struct stage *stage, const struct destination *destination)
{
    struct guides *guides =
        list_screen_new(sizeof *guides, &guides_operations, &guides_kind, stage, destination->title);
    if (guides == NULL) {
        return NULL;
    }
    asking_for_guides(&guides->list.asking, stage, on_list, guides);
    guides->themes =
        (struct list){.settle = SETTLE_AT_REST, .source = read_theme, .context = guides, .shows_choice = 1};
    guides->list.list.unfocused = 1;
    list_screen_place(&guides->list.screen);
    return &guides->list.screen;
}
