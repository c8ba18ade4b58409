#include "screens/questions/question_entry.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "screens/questions/question_places.h"
#include "screens/stage/number_reply.h"
#include "screens/stage/spoken_parts.h"

enum { COLUMN_ROWS = 4, OPTION_COLUMNS = 2, PLACE_COLUMNS = 3, COUNTY_DIGITS = 6 };

static int is_typed(const struct question_entry *entry)
{
    int kind = entry->node->kind;
    return kind == FLOW_NUMBER || kind == FLOW_MONEY || kind == FLOW_DATE ||
           (kind == FLOW_AREA && entry->by_code);
}

/* --- Options and places as fields --- */

static void read_option(void *context, size_t index, struct choice *choice)
{
    const struct question_entry *entry = context;
    const struct flow_option *option = &entry->node->options[index];
    int chosen = (entry->answer.chosen >> index & 1) != 0;
    (void)snprintf(choice->id, sizeof choice->id, "%s", option->id);
    choice->text = option->text;
    choice->hint = option->hint;
    choice->chosen = chosen;
    if (entry->node->kind == FLOW_CHECK) {
        choice->mark = icon_set_get(entry->stage->icons, chosen ? "box-ticked" : "box");
    } else if (chosen) {
        choice->mark = icon_set_get(entry->stage->icons, "ok");
    }
}

static int answered_in(const struct question_entry *entry, const char *code)
{
    return entry->answer.given && area_is_within(entry->answer.area_code, code);
}

static void read_place(void *context, size_t index, struct choice *choice)
{
    const struct question_entry *entry = context;
    const struct place *place = &entry->places.items[index];
    (void)snprintf(choice->id, sizeof choice->id, "%s", place->code);
    choice->text = place->name;
    choice->chosen = answered_in(entry, place->code);
    choice->mark = choice->chosen ? icon_set_get(entry->stage->icons, "ok") : NULL;
}

static size_t columns_for(size_t count)
{
    return count > COLUMN_ROWS * OPTION_COLUMNS ? PLACE_COLUMNS : count > COLUMN_ROWS ? OPTION_COLUMNS : 1;
}

static void start_options(struct question_entry *entry)
{
    entry->choices.source = read_option;
    entry->choices.count = entry->node->option_count;
    entry->choices.columns = columns_for(entry->choices.count);
    entry->choices.numbered = 1;
    entry->choices.focus = 0;
    for (size_t i = entry->node->option_count; entry->node->kind == FLOW_RADIO && i-- > 0;) {
        entry->choices.focus = (entry->answer.chosen >> i & 1) != 0 ? i : entry->choices.focus;
    }
}

/* Where the household said before, else where the box stands. */
static void focus_known_place(struct question_entry *entry)
{
    const char *own = entry->stage->area_code;
    entry->choices.focus = 0;
    for (size_t i = entry->places.count; i-- > 0;) {
        const char *code = entry->places.items[i].code;
        int is_own = !entry->answer.given && area_is_within(own, code);
        entry->choices.focus = answered_in(entry, code) || is_own ? i : entry->choices.focus;
    }
}

static void show_places(struct question_entry *entry)
{
    enum station_level level = entry->county[0] == '\0' ? STATION_COUNTY : STATION_TOWNSHIP;
    places_read(&entry->places, entry->stations, level, entry->county);
    entry->choices.source = read_place;
    entry->choices.count = entry->places.count;
    entry->choices.columns = columns_for(entry->places.count);
    entry->choices.numbered = entry->places.count <= CHOICES_DIGITS;
    focus_known_place(entry);
}

/* --- Digits --- */

static void show_number_state(struct question_entry *entry)
{
    enum question_number_state state = question_number_judge(&entry->number, entry->field.entry.typed);
    question_number_words(entry->words, entry->stage->strings, &entry->number, state);
    for (size_t i = 0; i < 3; i++) {
        entry->field.words.state[i] = entry->words;
    }
}

/* Words and shapes are the stage's: they change with the language. */
static void set_field_words(struct question_entry *entry)
{
    const struct stage *stage = entry->stage;
    entry->field.words.shapes[NUMBER_GOOD] = icon_set_get(stage->icons, "ok");
    entry->field.words.shapes[NUMBER_WRONG] = icon_set_get(stage->icons, "urgent");
    entry->field.words.unit = question_unit(stage->strings, entry->node);
    entry->field.words.full = string_get(stage->strings, STRING_NUMBER_FULL);
    entry->field.pad.delete_label = string_get(stage->strings, STRING_SEARCH_DELETE);
    entry->field.pad.done_label = string_get(stage->strings, STRING_QUESTIONS_NEXT);
    show_number_state(entry);
}

static void start_number(struct question_entry *entry)
{
    char digits[NUMBER_ENTRY_MAX + 1] = "";
    question_number_start(&entry->number, entry->node);
    number_field_start(&entry->field, &entry->number.format);
    if (entry->answer.given && entry->node->kind == FLOW_AREA) {
        (void)snprintf(digits, sizeof digits, "%s", entry->answer.area_code);
    } else if (entry->answer.given) {
        question_number_digits(&entry->number, entry->answer.number, digits);
    }
    for (const char *digit = digits; *digit != '\0'; digit++) {
        (void)number_entry_put(&entry->field.entry, *digit);
    }
    explicit_bzero(digits, sizeof digits);
    set_field_words(entry);
}

static void take_number(struct question_entry *entry)
{
    const char *typed = entry->field.entry.typed;
    if (entry->node->kind == FLOW_AREA) {
        (void)snprintf(entry->answer.area_code, sizeof entry->answer.area_code, "%.12s", typed);
    } else {
        entry->answer.number = question_number_value(&entry->number, typed);
    }
}

static enum key_result number_key(struct question_entry *entry, const struct remote_event *event)
{
    const struct kit *kit = &entry->stage->kit;
    enum remote_key key = event->key;
    if (event->press != REMOTE_PRESS &&
        (key == REMOTE_KEY_OK || key == REMOTE_KEY_GREEN || remote_key_digit(key) >= 0)) {
        return KEY_STAYED; /* a key held too long is one */
    }
    if (key == REMOTE_KEY_UP && (!entry->field.pad.active || entry->field.pad.row == 0)) {
        return KEY_STAYED; /* to what stands above */
    }
    if (key == REMOTE_KEY_BACK) {
        return KEY_IGNORED; /* question_entry_back */
    }
    enum key_result result = number_field_key(&entry->field, kit, key, entry->stage->now_us);
    if (result == KEY_PRESSED) {
        take_number(entry);
    } else if (result == KEY_DONE) {
        show_number_state(entry);
    } else if (result == KEY_STAYED) {
        return number_reply(entry->stage, &entry->field, key);
    }
    return result;
}

/* --- Opening --- */

static void start(struct question_entry *entry)
{
    entry->choices = (struct choices){.context = entry, .settle = SETTLE_AT_REST, .columns = 1};
    if (entry->node->kind == FLOW_AREA) {
        entry->county[0] = '\0';
        show_places(entry);
        entry->by_code = entry->places.count == 0;
    } else if (!is_typed(entry)) {
        start_options(entry);
    }
    if (is_typed(entry)) {
        start_number(entry);
    }
}

void question_entry_open(struct question_entry *entry, const struct stage *stage,
                         const struct service_flow *flow, const struct flow_node *node,
                         const struct flow_answer_value *before, const struct station_list *stations)
{
    question_entry_close(entry);
    entry->stage = stage;
    entry->node = node;
    entry->answer = *before;
    entry->stations = stations;
    entry->wants_township = node->kind == FLOW_AREA && question_places_need_townships(flow, node->id);
    start(entry);
}

void question_entry_close(struct question_entry *entry)
{
    explicit_bzero(entry, sizeof *entry);
}

int question_entry_is_begun(const struct question_entry *entry)
{
    if (is_typed(entry)) {
        int is_answer = entry->node->kind == FLOW_AREA && entry->answer.given &&
                        strcmp(entry->field.entry.typed, entry->answer.area_code) == 0;
        return entry->field.entry.length > 0 && !is_answer;
    }
    return entry->node->kind == FLOW_AREA ? entry->county[0] != '\0'
                                          : entry->node->kind == FLOW_CHECK && entry->answer.chosen != 0;
}

void question_entry_focus_on(struct question_entry *entry, const char *focus)
{
    size_t count = is_typed(entry) ? 0 : entry->choices.count;
    for (size_t i = 0; i < count; i++) {
        struct choice choice = {.id = ""};
        entry->choices.source(entry, i, &choice);
        if (strcmp(choice.id, focus) == 0) {
            entry->choices.focus = i;
        }
    }
}

void question_entry_set_stations(struct question_entry *entry, const struct station_list *stations)
{
    entry->stations = stations;
    if (entry->node == NULL || entry->node->kind != FLOW_AREA || question_entry_is_begun(entry)) {
        return;
    }
    char focus[CHOICES_ID_SIZE];
    int unfocused = entry->choices.unfocused;
    (void)snprintf(focus, sizeof focus, "%s", question_entry_focus(entry));
    start(entry);
    question_entry_focus_on(entry, focus);
    entry->choices.unfocused = unfocused;
}

/* --- Layout --- */

int question_entry_height(const struct question_entry *entry, int width)
{
    const struct kit *kit = &entry->stage->kit;
    return is_typed(entry) ? number_field_height(kit) * 2 + kit->theme->gap
                           : choices_height(&entry->choices, kit, width);
}

/* All of them in sight if that can be: in two columns, and only else beside a position bar. */
static void place_choices(struct question_entry *entry, struct rect area)
{
    const struct kit *kit = &entry->stage->kit;
    struct choices *choices = &entry->choices;
    if (choices->columns == 1 && choices_height(choices, kit, area.w) > area.h) {
        choices->columns = OPTION_COLUMNS;
    }
    if (choices_height(choices, kit, area.w) > area.h) {
        area.w -= kit->theme->gap + kit->theme->scroll_bar;
    }
    choices_place(choices, kit, area);
}

void question_entry_place(struct question_entry *entry, struct rect area)
{
    const struct kit *kit = &entry->stage->kit;
    entry->area = area;
    if (is_typed(entry)) {
        set_field_words(entry);
        number_field_place(&entry->field, kit, area);
    } else {
        place_choices(entry, area);
    }
}

static void show_again(struct question_entry *entry)
{
    question_entry_place(entry, entry->area);
    choices_damage(&entry->choices, &entry->stage->kit);
}

/* --- Keys --- */

static enum key_result press_place(struct question_entry *entry)
{
    const struct place *place = &entry->places.items[entry->choices.focus];
    if (entry->county[0] == '\0' && entry->wants_township) {
        struct places county = entry->places;
        (void)snprintf(entry->county, sizeof entry->county, "%.6s", place->code);
        show_places(entry);
        if (entry->places.count > 0) {
            show_again(entry);
            return KEY_DONE;
        }
        entry->places = county; /* a county without townships in the directory answers for itself */
    }
    (void)snprintf(entry->answer.area_code, sizeof entry->answer.area_code, "%s", place->code);
    return KEY_PRESSED;
}

static enum key_result press_choice(struct question_entry *entry)
{
    size_t focus = entry->choices.focus;
    if (entry->node->kind == FLOW_AREA) {
        return press_place(entry);
    }
    if (entry->node->kind == FLOW_RADIO) {
        entry->answer.chosen = 1U << focus;
        return KEY_PRESSED;
    }
    entry->answer.chosen ^= 1U << focus;
    choices_damage_focus(&entry->choices, &entry->stage->kit);
    return KEY_DONE;
}

enum key_result question_entry_key(struct question_entry *entry, const struct remote_event *event)
{
    const struct stage *stage = entry->stage;
    if (is_typed(entry)) {
        return number_key(entry, event);
    }
    enum key_result result = choices_key(&entry->choices, &stage->kit, event->key, stage->now_us);
    if (result != KEY_PRESSED) {
        return result;
    }
    return event->press == REMOTE_PRESS ? press_choice(entry) : KEY_STAYED;
}

int question_entry_back(struct question_entry *entry)
{
    const struct stage *stage = entry->stage;
    if (is_typed(entry)) {
        return entry->field.pad.active &&
               number_field_key(&entry->field, &stage->kit, REMOTE_KEY_BACK, stage->now_us) != KEY_IGNORED;
    }
    if (entry->county[0] == '\0') {
        return 0;
    }
    choices_damage(&entry->choices, &stage->kit);
    entry->county[0] = '\0';
    show_places(entry);
    show_again(entry);
    return 1;
}

/* --- Focus, drawing --- */

void question_entry_set_focus(struct question_entry *entry, int focused)
{
    const struct kit *kit = &entry->stage->kit;
    entry->choices.unfocused = !focused; /* also of those that may take the place of digits */
    if (is_typed(entry)) {
        if (!focused && entry->field.pad.active) {
            (void)number_field_key(&entry->field, kit, REMOTE_KEY_BACK, entry->stage->now_us);
        }
        return;
    }
    settle_stop(&entry->choices.settle);
    choices_damage_focus(&entry->choices, kit);
}

void question_entry_update(struct question_entry *entry)
{
    const struct stage *stage = entry->stage;
    if (settle_step(&entry->choices.settle, stage->now_us)) {
        choices_damage_focus(&entry->choices, &stage->kit);
    }
    if (is_typed(entry) && settle_step(&entry->field.pad.settle, stage->now_us)) {
        key_pad_damage_focus(&entry->field.pad, &stage->kit);
    }
}

int64_t question_entry_deadline(const struct question_entry *entry)
{
    return is_typed(entry) ? entry->field.pad.settle.next_us : entry->choices.settle.next_us;
}

void question_entry_draw(const struct question_entry *entry)
{
    const struct stage *stage = entry->stage;
    if (is_typed(entry)) {
        number_field_draw(&entry->field, &stage->kit, stage->now_us);
    } else {
        choices_draw(&entry->choices, &stage->kit, stage->now_us);
    }
}

const char *question_entry_step(const struct question_entry *entry)
{
    if (entry->node->kind != FLOW_AREA || entry->by_code || !entry->wants_township) {
        return NULL;
    }
    return string_get(entry->stage->strings,
                      entry->county[0] == '\0' ? STRING_QUESTIONS_COUNTY : STRING_QUESTIONS_TOWNSHIP);
}

const char *question_entry_focus(const struct question_entry *entry)
{
    size_t focus = entry->choices.focus;
    if (is_typed(entry)) {
        return entry->field.pad.active ? key_pad_focus_name(&entry->field.pad) : "number";
    }
    return entry->node->kind == FLOW_AREA ? entry->places.items[focus].code : entry->node->options[focus].id;
}

void question_entry_say(const struct question_entry *entry, struct spoken *spoken)
{
    if (is_typed(entry)) {
        spoken_number_field(spoken, entry->stage, string_get(entry->stage->strings, STRING_HINT_TYPE),
                            &entry->field);
    } else {
        spoken_choices(spoken, entry->stage, &entry->choices);
    }
    spoken_add(spoken->value, question_entry_step(entry));
}
