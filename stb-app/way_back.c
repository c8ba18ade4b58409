#include "stb-app/way_back.h"

#include "remote-input/remote_keymap_file.h"
#include "stb-app/hall.h"

static void set_focus(struct hall *hall, int focused)
{
    if (hall->stage.back_focused != focused) {
        hall->stage.back_focused = focused;
        hall->stage.kit.focus_elsewhere = focused;
        hall->stage.kit.theme = focused ? &hall->unfocused_theme : &hall->theme;
        canvas_damage_all(hall->stage.kit.canvas);
    }
}

void way_back_focus(struct hall *hall)
{
    set_focus(hall, hall->stage.shows_back);
}

void way_back_leave(struct hall *hall)
{
    set_focus(hall, 0);
}

static void refresh_keys(struct hall *hall)
{
    for (int key = REMOTE_KEY_NONE; key < REMOTE_KEY_COUNT; key++) {
        unsigned code = remote_input_stand_in(hall->remote, (enum remote_key)key);
        const char *name = code != 0 ? remote_keymap_name_of_code(code) : NULL;
        char lacks = !remote_input_has_key(hall->remote, (enum remote_key)key);
        if (name != hall->stage.stand_ins[key] || lacks != hall->stage.lacks[key]) {
            hall->stage.stand_ins[key] = name;
            hall->stage.lacks[key] = lacks;
            canvas_damage_all(hall->stage.kit.canvas);
        }
    }
}

void way_back_refresh(struct hall *hall)
{
    const struct screen *top = screen_stack_top(&hall->screens);
    /* An overlay covers the header; OK closes it. */
    int leads_somewhere = hall->screens.count > 1 || hall->stage.can_leave;
    int shows = top != NULL && leads_somewhere && !top->operations->overlay &&
                hall->learning.screen == NULL && !remote_input_has_key(hall->remote, REMOTE_KEY_BACK);
    if (shows != hall->stage.shows_back) {
        hall->stage.shows_back = shows;
        canvas_damage_all(hall->stage.kit.canvas);
    }
    if (!shows) {
        set_focus(hall, 0);
    }
    refresh_keys(hall);
}

static int leads_there(enum remote_key key)
{
    return key == REMOTE_KEY_UP || key == REMOTE_KEY_LEFT || key == REMOTE_KEY_CHANNEL_UP ||
           key == REMOTE_KEY_PAGE_UP;
}

static int leads_away(enum remote_key key)
{
    return key == REMOTE_KEY_DOWN || key == REMOTE_KEY_RIGHT || key == REMOTE_KEY_CHANNEL_DOWN ||
           key == REMOTE_KEY_PAGE_DOWN;
}

int way_back_takes(struct hall *hall, const struct remote_event *event, int *go_back)
{
    *go_back = 0;
    if (!hall->stage.back_focused) {
        return 0;
    }
    if (event->key == REMOTE_KEY_OK) {
        *go_back = event->press == REMOTE_PRESS;
        return 1;
    }
    if (leads_there(event->key)) {
        return 1;
    }
    way_back_leave(hall);
    return leads_away(event->key);
}

void way_back_after(struct hall *hall, const struct remote_event *event, enum key_result result)
{
    way_back_refresh(hall);
    if (result != KEY_DONE && hall->stage.shows_back && event->press == REMOTE_PRESS &&
        leads_there(event->key)) {
        way_back_focus(hall);
    }
}
