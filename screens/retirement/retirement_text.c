#include "screens/retirement/retirement_text.h"

#include <string.h>

#include "screens/stage/month_words.h"
#include "screens/stage/reading.h"

enum { TEXT_SIZE = 320 };

struct writing {
    struct rich_text *text;
    const struct stage *stage;
};

static void add(const struct writing *to, const char *words)
{
    reading_text(to->text, to->stage, NULL, words);
}

static void add_string(const struct writing *to, enum string_id id)
{
    add(to, string_get(to->stage->strings, id));
}

static void add_title(const struct writing *to, enum string_id id)
{
    reading_title(to->text, to->stage, string_get(to->stage->strings, id));
}

static void add_numbers(const struct writing *to, enum string_id id, int first, int second)
{
    char words[TEXT_SIZE];
    add(to, string_format_numbers(words, sizeof words, to->stage->strings, id, first, second));
    explicit_bzero(words, sizeof words);
}

static void add_month(const struct writing *to, enum string_id id, int month)
{
    add_numbers(to, id, month / 12, month % 12 + 1);
}

/* "依据：…第二条" */
static void add_source(const struct writing *to, const char *source)
{
    char words[TEXT_SIZE];
    const char *values[] = {source};
    if (source[0] != '\0') {
        reading_note(
            to->text, to->stage,
            string_format(words, sizeof words, to->stage->strings, STRING_RETIREMENT_SOURCE, values, 1));
    }
}

static void add_age(const struct writing *to, const struct retirement_view *view)
{
    const struct strings *strings = to->stage->strings;
    char words[TEXT_SIZE], old[MONTH_WORDS_SIZE], later[MONTH_WORDS_SIZE];
    int old_month = view->old_month / 12 * 100 + view->old_month % 12 + 1;
    const char *values[] = {year_month_words(old, strings, old_month),
                            month_span_words(later, strings, view->month - view->old_month)};
    reading_heading(to->text, to->stage,
                    string_format_numbers(words, sizeof words, strings, STRING_RETIREMENT_MONTH,
                                          view->month / 12, view->month % 12 + 1));
    add_numbers(to, STRING_RETIREMENT_AGE, view->age_months / 12, view->age_months % 12);
    add(to, string_format(words, sizeof words, strings, STRING_RETIREMENT_DELAY, values, 2));
    add_source(to, view->age_source);
    explicit_bzero(words, sizeof words);
}

static void add_what_to_do(const struct writing *to, const struct retirement_view *view)
{
    char words[TEXT_SIZE], missing[MONTH_WORDS_SIZE];
    const char *values[] = {month_span_words(
        missing, to->stage->strings, view->missing_then == 0 ? view->missing_now : view->missing_then)};
    if (view->missing_now == 0) {
        add_string(to, STRING_RETIREMENT_ENOUGH);
        return;
    }
    add(to, string_format(words, sizeof words, to->stage->strings,
                          view->missing_then == 0 ? STRING_RETIREMENT_GO_ON : STRING_RETIREMENT_LACKS, values,
                          1));
    if (view->missing_then > 0) {
        add_string(to, STRING_RETIREMENT_PAY_ON);
        add_string(to, STRING_RETIREMENT_PAY_PAST);
        add_string(to, STRING_RETIREMENT_RESIDENTS);
    }
}

static void add_contribution(const struct writing *to, const struct retirement_view *view)
{
    char words[TEXT_SIZE], needed[MONTH_WORDS_SIZE], paid[MONTH_WORDS_SIZE];
    const char *values[] = {month_span_words(needed, to->stage->strings, view->needed),
                            month_span_words(paid, to->stage->strings, view->paid)};
    add_title(to, STRING_RETIREMENT_CONTRIBUTION);
    add(to, string_format(words, sizeof words, to->stage->strings, STRING_RETIREMENT_NEEDED, values, 2));
    if (view->is_counted) {
        add_string(to, STRING_RETIREMENT_COUNTED);
    }
    if (view->is_doubted) {
        add_string(to, STRING_RETIREMENT_DOUBTED);
    }
    add_what_to_do(to, view);
    add_source(to, view->contribution_source);
    if (view->missing_then > 0) {
        add_source(to, view->residents_source);
    }
    explicit_bzero(words, sizeof words);
}

static void add_choices(const struct writing *to, const struct retirement_view *view)
{
    add_title(to, STRING_RETIREMENT_CHOICE);
    switch (view->early) {
    case RETIREMENT_EARLY_POSSIBLE:
        add_month(to, STRING_RETIREMENT_EARLIEST, view->earliest);
        break;
    case RETIREMENT_EARLY_OLD_AGE:
        add_string(to, STRING_RETIREMENT_NOT_BEFORE);
        break;
    case RETIREMENT_EARLY_LACKS:
        add_string(to, STRING_RETIREMENT_EARLY_LACKS);
        break;
    case RETIREMENT_EARLY_PAST:
        add_string(to, STRING_RETIREMENT_PAST);
        break;
    }
    add_month(to, STRING_RETIREMENT_LATEST, view->latest);
    add_source(to, view->choice_source);
}

void retirement_text_add(struct rich_text *text, const struct stage *stage,
                         const struct retirement_view *view)
{
    const struct writing to = {text, stage};
    if (view->is_found) {
        add_age(&to, view);
        add_contribution(&to, view);
        add_choices(&to, view);
    } else {
        reading_heading(text, stage, string_get(stage->strings, STRING_RETIREMENT_BEFORE));
        add_string(&to, STRING_RETIREMENT_BEFORE_DO);
    }
    reading_note(
        text, stage,
        string_get(stage->strings, view->is_own ? STRING_RETIREMENT_NOTE_OWN : STRING_RETIREMENT_NOTE));
}
