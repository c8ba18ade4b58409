#include "screens/stage/screen.h"

#include "screens/widgets/list.h"

void screen_report_list(struct screen_report *report, const struct list *list)
{
    report->focus = list->focus_id;
    report->position = (int64_t)list->focus;
    report->total = list->total;
}

int64_t screen_idle_deadline(const struct screen *screen)
{
    const struct screen_operations *operations = screen->operations;
    if (operations->idle_us <= 0) {
        return INT64_MAX;
    }
    int64_t needed_us = operations->needed_until_us != NULL ? operations->needed_until_us(screen) : 0;
    int64_t touched_us = screen->stage->touched_us;
    return (needed_us > touched_us ? needed_us : touched_us) + operations->idle_us;
}

enum key_result stage_say(const struct stage *stage, const char *words)
{
    if (stage->say != NULL) {
        stage->say(stage->application, words);
    }
    return KEY_STAYED;
}

enum key_result stage_say_string(const struct stage *stage, enum string_id words)
{
    return stage_say(stage, string_get(stage->strings, words));
}

const char *stage_text(const struct stage *stage, const struct tile_text *text)
{
    return stage->english && text->en[0] != '\0' ? text->en : text->zh;
}

struct screen_operations screen_operations_with(const struct screen_operations *own,
                                                const struct screen_operations *common)
{
    struct screen_operations all = *own;
    all.enter = own->enter != NULL ? own->enter : common->enter;
    all.leave = own->leave != NULL ? own->leave : common->leave;
    all.place = own->place != NULL ? own->place : common->place;
    all.key = own->key != NULL ? own->key : common->key;
    all.update = own->update != NULL ? own->update : common->update;
    all.deadline = own->deadline != NULL ? own->deadline : common->deadline;
    all.draw = own->draw != NULL ? own->draw : common->draw;
    all.report = own->report != NULL ? own->report : common->report;
    all.say = own->say != NULL ? own->say : common->say;
    all.free = own->free != NULL ? own->free : common->free;
    all.open_next = own->open_next != NULL ? own->open_next : common->open_next;
    return all;
}
