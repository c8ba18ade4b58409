#include "stb-app/say.h"

#include <string.h>

#include "screens/stage/dates.h"
#include "stb-app/hall.h"
#include "stb-app/hall_session.h"

/* A wrong clock is worse than none. */
static void say_clock(const struct hall *hall, struct spoken *spoken)
{
    const struct stage *stage = &hall->stage;
    char words[DATE_SIZE];
    memset(spoken, 0, sizeof *spoken);
    spoken_add(spoken->title, stage_text(stage, &stage->config->hall_name));
    spoken_add_string(spoken->focus, stage, STRING_SPOKEN_CLOCK);
    if (stage->time_is_known) {
        spoken_add(spoken->value, date_clock(words, stage->now_ms));
        spoken_add(spoken->value, date_header(words, stage->strings, stage->now_ms));
    } else {
        spoken_add_string(spoken->value, stage, STRING_MESSAGE_CLOCK);
    }
    spoken_add_string(spoken->hint, stage, STRING_SPOKEN_ANY_KEY);
    spoken_write_out(spoken, stage);
}

void hall_say(const struct hall *hall, struct spoken *spoken)
{
    char warning[NOTICE_SIZE];
    if (hall->quiet_clock.shows) {
        say_clock(hall, spoken);
        return;
    }
    screen_say(screen_stack_top(&hall->screens), spoken);
    if (hall_session_words(hall, warning, sizeof warning)[0] != '\0') {
        spoken_add(spoken->value, warning);
        spoken_write_out(spoken, &hall->stage);
    }
    if (hall->stage.back_focused) {
        spoken->focus[0] = '\0';
        spoken_add_string(spoken->focus, &hall->stage, STRING_SPOKEN_BACK_ELEMENT);
    }
}
