#include "screens/stations/township.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "screens/stage/asking.h"
#include "screens/stage/places.h"
#include "screens/stage/spoken_parts.h"
#include "screens/widgets/choices.h"

enum { COLUMNS = 3, COUNTY_DIGITS = 6, STEP_SIZE = 160 };

struct township_screen {
    struct screen screen;
    struct frame frame;
    struct asking asking;
    struct station_list *content;   /* NULL until it is there */
    char county[COUNTY_DIGITS + 1]; /* whose townships are shown; "": the counties */
    char county_name[PLACE_NAME_SIZE];
    char step[STEP_SIZE]; /* the subtitle */
    struct places places;
    struct choices choices; /* the places, and below the counties the whole region */
};

/* Behind the counties stands the whole region: for a household that does not want to say. */
static int is_whole(const struct township_screen *screen, size_t index)
{
    return index == screen->places.count;
}

static void read_choice(void *context, size_t index, struct choice *choice)
{
    const struct township_screen *screen = context;
    const struct stage *stage = screen->screen.stage;
    if (is_whole(screen, index)) {
        (void)snprintf(choice->id, sizeof choice->id, "%s", stage->config->area_code);
        choice->text = string_get(stage->strings, STRING_TOWNSHIP_WHOLE);
        return;
    }
    const struct place *place = &screen->places.items[index];
    (void)snprintf(choice->id, sizeof choice->id, "%s", place->code);
    choice->text = place->name;
    choice->chosen = stage->township[0] != '\0' && area_is_within(stage->area_code, place->code);
    choice->mark = choice->chosen ? icon_set_get(stage->icons, "ok") : NULL;
}

/* --- Layout --- */

static void place_choices(struct township_screen *screen)
{
    const struct kit *kit = &screen->screen.stage->kit;
    struct rect body = frame_body(screen->screen.stage);
    if (choices_height(&screen->choices, kit, body.w) > body.h) {
        body.w -= kit->theme->gap + kit->theme->scroll_bar;
    }
    choices_place(&screen->choices, kit, body);
}

static void show_frame(struct township_screen *screen)
{
    const struct stage *stage = screen->screen.stage;
    struct frame *frame = &screen->frame;
    frame->title = string_get(stage->strings, STRING_TOWNSHIP_TITLE);
    const char *values[] = {screen->county_name};
    int of_counties = screen->county[0] == '\0';
    frame->subtitle = string_format(screen->step, sizeof screen->step, stage->strings,
                                    of_counties ? STRING_TOWNSHIP_COUNTY : STRING_TOWNSHIP_TOWN, values, 1);
    frame->hint_count = 0;
    if (screen->choices.count > 0) {
        frame_hint_add(frame, STRING_KEY_ARROWS, STRING_HINT_MOVE);
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_CHOOSE_ANSWER);
        frame_hint_add(frame, STRING_KEY_DIGITS, STRING_HINT_CHOOSE_ANSWER);
    } else if (asking_failed(&screen->asking)) {
        frame_hint_add(frame, STRING_KEY_OK, STRING_HINT_RETRY);
    }
    frame_hint_add(frame, STRING_KEY_BACK, STRING_HINT_BACK);
    canvas_damage_all(stage->kit.canvas);
}

/* The places of a step, with the focus where the household lives, else on `focus`. */
static void show_places(struct township_screen *screen, const char *focus)
{
    const struct stage *stage = screen->screen.stage;
    int of_counties = screen->county[0] == '\0';
    places_read(&screen->places, screen->content, of_counties ? STATION_COUNTY : STATION_TOWNSHIP,
                of_counties ? stage->config->area_code : screen->county);
    screen->choices.count = screen->places.count + (of_counties && screen->places.count > 0 ? 1 : 0);
    screen->choices.focus = 0;
    for (size_t i = screen->places.count; i-- > 0;) {
        const char *code = screen->places.items[i].code;
        int is_home = stage->township[0] != '\0' && area_is_within(stage->area_code, code);
        screen->choices.focus = is_home || strcmp(code, focus) == 0 ? i : screen->choices.focus;
    }
    place_choices(screen);
    show_frame(screen);
}

static void township_place(struct screen *screen)
{
    place_choices((struct township_screen *)screen);
    show_frame((struct township_screen *)screen);
}

/* --- Content --- */

static void on_list(void *context, const struct response *response, struct station_list *list)
{
    struct township_screen *screen = context;
    char focus[CHOICES_ID_SIZE] = "";
    asking_heard(&screen->asking, response);
    if (list != NULL) {
        struct choice choice = {.id = ""};
        if (screen->choices.count > 0) {
            read_choice(screen, screen->choices.focus, &choice);
        }
        (void)snprintf(focus, sizeof focus, "%s", choice.id);
        station_list_free(screen->content);
        screen->content = list;
        show_places(screen, focus);
    } else {
        show_frame(screen);
    }
}

/* --- Keys --- */

static void choose(struct township_screen *screen, const char *code, const char *name)
{
    struct stage *stage = screen->screen.stage;
    stage->choose_township(stage->application, code, name);
    stage->close(stage->application, &screen->screen);
}

static void press(struct township_screen *screen)
{
    size_t focus = screen->choices.focus;
    if (is_whole(screen, focus)) {
        choose(screen, screen->screen.stage->config->area_code, "");
        return;
    }
    struct place place = screen->places.items[focus];
    if (screen->county[0] == '\0') {
        (void)snprintf(screen->county, sizeof screen->county, "%.*s", COUNTY_DIGITS, place.code);
        memcpy(screen->county_name, place.name, sizeof screen->county_name);
        show_places(screen, "");
        if (screen->choices.count > 0) {
            return;
        }
    }
    choose(screen, place.code, place.name); /* also a county without townships in the directory */
}

/* To the counties; KEY_IGNORED: the screen is left, and nothing is chosen. */
static enum key_result press_back(struct township_screen *screen)
{
    char county[COUNTY_DIGITS + 1];
    if (screen->county[0] == '\0') {
        return KEY_IGNORED;
    }
    memcpy(county, screen->county, sizeof county);
    screen->county[0] = '\0';
    show_places(screen, county);
    return KEY_DONE;
}

static enum key_result township_key(struct screen *base, const struct remote_event *event)
{
    struct township_screen *screen = (struct township_screen *)base;
    const struct stage *stage = base->stage;
    int is_press = event->press == REMOTE_PRESS;
    if (event->key == REMOTE_KEY_BACK) {
        return is_press ? press_back(screen) : KEY_STAYED;
    }
    if (screen->choices.count == 0) {
        return event->key == REMOTE_KEY_OK && is_press && asking_retry(&screen->asking) ? KEY_DONE
                                                                                        : KEY_IGNORED;
    }
    enum key_result result = choices_key(&screen->choices, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    if (is_press) {
        press(screen);
    }
    return is_press ? KEY_DONE : KEY_STAYED;
}

/* --- Operations --- */

static void township_enter(struct screen *screen)
{
    canvas_damage_all(screen->stage->kit.canvas);
    asking_enter(&((struct township_screen *)screen)->asking);
}

static void township_update(struct screen *base)
{
    struct township_screen *screen = (struct township_screen *)base;
    if (settle_step(&screen->choices.settle, base->stage->now_us)) {
        choices_damage_focus(&screen->choices, &base->stage->kit);
    }
    asking_update(&screen->asking);
}

static int64_t township_deadline(const struct screen *base)
{
    const struct township_screen *screen = (const struct township_screen *)base;
    return asking_deadline(&screen->asking, screen->choices.settle.next_us);
}

static void township_draw(struct screen *base, struct rect clip)
{
    const struct township_screen *screen = (const struct township_screen *)base;
    const struct stage *stage = base->stage;
    (void)clip;
    frame_draw(&screen->frame, stage);
    if (screen->choices.count > 0) {
        choices_draw(&screen->choices, &stage->kit, stage->now_us);
    } else {
        struct message message = asking_message(&screen->asking);
        message_draw(&message, stage, frame_body(stage));
    }
}

static void township_report(const struct screen *base, struct screen_report *report)
{
    const struct township_screen *screen = (const struct township_screen *)base;
    size_t focus = screen->choices.focus;
    report->title = screen->frame.subtitle;
    report->frame = &screen->frame;
    report->focus = screen->choices.count == 0 ? ""
                    : is_whole(screen, focus)  ? base->stage->config->area_code
                                               : screen->places.items[focus].code;
    report->offline = asking_failed(&screen->asking);
    report->position = (int64_t)focus;
    report->total = (int64_t)screen->choices.count;
}

static void township_say(const struct screen *base, struct spoken *spoken)
{
    const struct township_screen *screen = (const struct township_screen *)base;
    struct message message = asking_message(&screen->asking);
    if (screen->choices.count > 0) {
        spoken_choices(spoken, base->stage, &screen->choices);
    } else {
        spoken_message(spoken, base->stage, &message);
    }
}

static void township_free(struct screen *base)
{
    struct township_screen *screen = (struct township_screen *)base;
    asking_stop(&screen->asking);
    station_list_free(screen->content);
    free(screen);
}

static const struct screen_operations township_operations = {
    .name = "township",
    .enter = township_enter,
    .place = township_place,
    .key = township_key,
    .update = township_update,
    .deadline = township_deadline,
    .draw = township_draw,
    .report = township_report,
    .say = township_say,
    .free = township_free,
};

struct screen *township_new(struct stage *stage, const struct destination *destination)
{
    struct township_screen *screen = calloc(1, sizeof *screen);
    (void)destination;
    if (screen == NULL) {
        return NULL;
    }
    screen->screen = (struct screen){&township_operations, stage};
    screen->choices = (struct choices){.columns = COLUMNS,
                                       .numbered = 1,
                                       .source = read_choice,
                                       .context = screen,
                                       .settle = SETTLE_AT_REST};
    asking_for_stations(&screen->asking, stage, on_list, screen);
    asking_seldom(&screen->asking);
    show_frame(screen);
    return &screen->screen;
}
