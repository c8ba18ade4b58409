#include "screens/stage/screen.h"

#include "screens/widgets/list.h"

void screen_report_list(struct screen_report *report, const struct list *list)
{
    report->focus = list->focus_id;
    report->position = (int64_t)list->focus;
    report->total = list->total;
}

const char *stage_text(const struct stage *stage, const struct tile_text *text)
{
    return stage->english && text->en[0] != '\0' ? text->en : text->zh;
}
