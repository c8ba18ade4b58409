#include "screens/utilities/numbered_list.h"

int numbered_list_digit(size_t row)
{
    return row < NUMBERED_ROWS ? (int)row + 1 : 0;
}

enum key_result numbered_list_key(struct screen *base, const struct remote_event *event)
{
    struct list_screen *screen = (struct list_screen *)base;
    int digit = remote_key_digit(event->key);
    if (digit <= 0 || (size_t)digit > screen->list.count) {
        return list_screen_key(base, event);
    }
    if (event->press == REMOTE_PRESS) {
        list_focus(&screen->list, &base->stage->kit, (size_t)digit - 1);
        list_screen_show(screen);
        screen->kind->open(screen, (size_t)digit - 1);
    }
    return KEY_DONE;
}
