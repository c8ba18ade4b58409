#include "screens/stage/spoken_parts.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_SIZE = 256 };

static void add_numbers(char part[SPOKEN_SIZE], const struct stage *stage, enum string_id id, int64_t first,
                        int64_t second)
{
    char words[WORDS_SIZE];
    spoken_add(part, string_format_numbers(words, sizeof words, stage->strings, id, first, second));
}

void spoken_list(struct spoken *spoken, const struct list *list)
{
    struct list_row row = {.title = ""};
    if (list->focus >= list->count) {
        return;
    }
    list->source(list->context, list->focus, &row);
    spoken_add(spoken->focus, row.title);
    spoken_add(spoken->value, row.mark_text);
    spoken_add(spoken->value, row.detail);
    spoken_add(spoken->value, row.trailing);
    explicit_bzero(&row, sizeof row);
}

void spoken_add_place(struct spoken *spoken, const struct stage *stage, size_t index, size_t count)
{
    add_numbers(spoken->value, stage, STRING_SPOKEN_PLACE, (int64_t)index + 1, (int64_t)count);
}

void spoken_choices(struct spoken *spoken, const struct stage *stage, const struct choices *choices)
{
    struct choice choice = {.text = ""};
    if (choices->focus >= choices->count) {
        return;
    }
    choices->source(choices->context, choices->focus, &choice);
    spoken_add(spoken->focus, choice.text);
    if (choice.chosen) {
        spoken_add_string(spoken->value, stage, STRING_SPOKEN_CHOSEN);
    }
    spoken_add(spoken->value, choice.hint);
    spoken_add_place(spoken, stage, choices->focus, choices->count);
}

void spoken_buttons(struct spoken *spoken, const struct buttons *buttons)
{
    if (buttons->focus < buttons->count) {
        spoken_add(spoken->focus, buttons->items[buttons->focus].label);
    }
}

void spoken_grid(struct spoken *spoken, const struct stage *stage, const struct grid *grid)
{
    const struct grid_item *item = grid_focused(grid);
    if (item == NULL) {
        return;
    }
    spoken_add(spoken->focus, item->title);
    if (item->digit > 0) {
        add_numbers(spoken->hint, stage, STRING_SPOKEN_DIGIT, item->digit, 0);
    }
    if (grid_page_count(grid) > 1) {
        add_numbers(spoken->value, stage, STRING_SPOKEN_PAGE, grid_page(grid) + 1, grid_page_count(grid));
    }
}

void spoken_key_pad(struct spoken *spoken, const struct stage *stage, const struct key_pad *pad)
{
    const char *name = key_pad_focus_name(pad);
    if (strcmp(name, "delete") == 0) {
        spoken_add(spoken->focus, pad->delete_label);
    } else if (strcmp(name, "done") == 0) {
        spoken_add(spoken->focus, pad->done_label);
    } else if (name[0] != '\0') {
        add_numbers(spoken->focus, stage, STRING_SPOKEN_PAD_DIGIT, name[0] - '0', 0);
    }
}

void spoken_typed(struct spoken *spoken, const struct stage *stage, const char *digits)
{
    char words[WORDS_SIZE];
    size_t used = 0;
    for (const char *digit = digits; *digit != '\0' && used + 3 < sizeof words; digit++) {
        words[used++] = *digit;
        words[used++] = ' ';
    }
    words[used] = '\0';
    spoken_add(spoken->value, words);
    if (digits[0] == '\0') {
        spoken_add_string(spoken->value, stage, STRING_SPOKEN_NOTHING_TYPED);
    }
}

/* As it is shown: a gap between the groups. Each digit is said by itself, but a quantity is one number. */
static void add_typed(struct spoken *spoken, const struct stage *stage, const struct number_field *field)
{
    const struct number_entry *entry = &field->entry;
    const struct number_format *format = entry->format;
    char digits[2 * NUMBER_ENTRY_MAX + WORDS_SIZE];
    size_t used = 0;
    if (entry->length == 0) {
        spoken_add_string(spoken->value, stage, STRING_SPOKEN_NOTHING_TYPED);
        return;
    }
    for (size_t i = 0; i < entry->length; i++) {
        if (i > 0 && !format->is_quantity) {
            digits[used++] = number_format_gap_before(format, i) ? '\n' : ' ';
        }
        digits[used++] = entry->typed[i];
    }
    digits[used] = '\0';
    if (format->is_quantity && field->words.unit != NULL) {
        (void)snprintf(digits + used, sizeof digits - used, " %s", field->words.unit);
    }
    spoken_add(spoken->value, digits);
    explicit_bzero(digits, sizeof digits);
    if (!format->is_quantity && format->put == NULL && entry->length < format->length) {
        add_numbers(spoken->value, stage, STRING_SPOKEN_STILL_MISSING,
                    (int64_t)(format->length - entry->length), 0);
    }
}

void spoken_number_field(struct spoken *spoken, const struct stage *stage, const char *asks,
                         const struct number_field *field)
{
    if (field->pad.active) {
        spoken_key_pad(spoken, stage, &field->pad);
    } else {
        spoken_add(spoken->focus, asks);
    }
    add_typed(spoken, stage, field);
    spoken_add(spoken->value, number_field_words(field));
}

/* "上：3、7" */
static void add_cells(struct spoken *spoken, const struct stage *stage, const struct pin_entry *entry)
{
    static const enum string_id cells[PIN_CELLS] = {STRING_SPOKEN_CELL_UP, STRING_SPOKEN_CELL_LEFT,
                                                    STRING_SPOKEN_CELL_OK, STRING_SPOKEN_CELL_RIGHT,
                                                    STRING_SPOKEN_CELL_DOWN};
    for (int cell = 0; cell < PIN_CELLS; cell++) {
        int digits[2];
        pin_entry_cell(entry, cell, digits);
        add_numbers(spoken->value, stage, cells[cell], digits[0], digits[1]);
    }
}

void spoken_pin_pad(struct spoken *spoken, const struct stage *stage, const char *asks,
                    const struct pin_pad *pad)
{
    const struct pin_entry *entry = &pad->entry;
    spoken_add(spoken->focus, asks);
    add_numbers(spoken->value, stage, STRING_SPOKEN_PIN_TYPED, (int64_t)entry->length,
                (int64_t)entry->wanted);
    if (entry->by_cells) {
        spoken_add(spoken->hint, pad->how[entry->step > 0]);
        add_cells(spoken, stage, entry);
    }
}

void spoken_section_bar(struct spoken *spoken, const struct section_bar *bar)
{
    if (bar->chosen >= 0 && bar->chosen < bar->count) {
        spoken_add(spoken->focus, bar->items[bar->chosen].label);
    }
}

void spoken_tabs(struct spoken *spoken, const struct tabs *tabs)
{
    if (tabs->chosen >= 0 && tabs->chosen < tabs->count) {
        spoken_add(spoken->title, tabs->labels[tabs->chosen]);
    }
}

void spoken_step_bar(struct spoken *spoken, const struct step_bar *steps)
{
    char words[SPOKEN_SIZE];
    if (steps != NULL) {
        step_bar_words(steps, words, sizeof words);
        spoken_add(spoken->value, words);
        explicit_bzero(words, sizeof words);
    }
}

void spoken_rich_text(struct spoken *spoken, const struct stage *stage, const struct rich_text *rich_text)
{
    char words[SPOKEN_SIZE];
    if (rich_text == NULL) {
        return;
    }
    rich_text_words(rich_text, words, sizeof words);
    spoken_add(spoken->value, words);
    explicit_bzero(words, sizeof words);
    if (!rich_text_at_end(rich_text)) {
        spoken_add_string(spoken->value, stage, STRING_SPOKEN_MORE);
    }
}

void spoken_fact_card(struct spoken *spoken, const struct fact_card *card)
{
    char words[SPOKEN_SIZE];
    fact_card_words(card, words, sizeof words);
    spoken_add(spoken->value, words);
    explicit_bzero(words, sizeof words);
}

void spoken_phone_card(struct spoken *spoken, const struct phone_card *card)
{
    if (card->qr != NULL) {
        spoken_add(spoken->value, text_layout_words(card->words));
    }
}

void spoken_message(struct spoken *spoken, const struct stage *stage, const struct message *message)
{
    spoken_add_string(spoken->focus, stage, message->says);
    if (message->what_to_do != message->says) {
        spoken_add_string(spoken->value, stage, message->what_to_do);
    } else {
        spoken_add_string(spoken->value, stage, STRING_SPOKEN_NOTHING_ELSE);
    }
}
