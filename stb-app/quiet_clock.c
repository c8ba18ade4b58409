#include "stb-app/quiet_clock.h"

#include <stdio.h>

#include "screens/stage/dates.h"
#include "stb-app/hall.h"

/* A little less than a minute: the loop wakes for each minute of the clock, and for nothing else. */
enum { QUIET_AFTER_US = 10 * 60 * 1000000, MOVE_EVERY_US = 59 * 1000000 };

/* No theme's colours: a ground that does not shine, and letters that hardly do. */
static const colour ground = 0xFF000000, ink = 0xFF585858;

int64_t quiet_clock_deadline(const struct hall *hall)
{
    const struct screen *top = screen_stack_top(&hall->screens);
    int64_t from_us = hall->stage.touched_us;
    if (top != NULL && top->operations->needed_until_us != NULL) {
        int64_t needed_us = top->operations->needed_until_us(top);
        from_us = needed_us > from_us ? needed_us : from_us;
    }
    return hall->quiet_clock.shows ? INT64_MAX : from_us + QUIET_AFTER_US;
}

void quiet_clock_service(struct hall *hall)
{
    struct quiet_clock *clock = &hall->quiet_clock;
    int64_t now_us = hall->stage.now_us;
    int begins = !clock->shows && now_us >= quiet_clock_deadline(hall);
    if (begins || (clock->shows && now_us - clock->moved_us >= MOVE_EVERY_US)) {
        clock->shows = 1;
        clock->place++;
        clock->moved_us = now_us;
        canvas_damage_all(hall->canvas);
    }
}

int quiet_clock_wake(struct hall *hall)
{
    if (!hall->quiet_clock.shows) {
        return 0;
    }
    hall->quiet_clock.shows = 0;
    canvas_damage_all(hall->canvas);
    return 1;
}

/* Places that lie far from each other and come again late: multiples of the golden ratio, and of another
 * number of its kind. In thousandths. */
static int part(int whole, unsigned place, unsigned step)
{
    return whole > 0 ? whole * (int)(place * step % 1000) / 1000 : 0;
}

void quiet_clock_draw(const struct hall *hall)
{
    const struct stage *stage = &hall->stage;
    const struct kit *kit = &stage->kit;
    struct text_style style = style_display(kit);
    char time[DATE_SIZE];
    date_clock(time, stage->now_ms);
    /* A wrong clock is worse than none. */
    const char *words = stage->time_is_known ? time : stage_text(stage, &stage->config->hall_name);
    struct rect safe = stage->safe_area;
    int width = text_width(kit->fonts, style, words) + 1;
    int height = style.size * 3 / 2;
    unsigned place = hall->quiet_clock.place;
    struct rect area = {safe.x + part(safe.w - width, place, 618), safe.y + part(safe.h - height, place, 754),
                        width, height};
    canvas_ground(hall->canvas, ground);
    draw_text_middle(kit, style, area, words, ink);
}
