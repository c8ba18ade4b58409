#include "screens/stage/screen.h"

const char *stage_text(const struct stage *stage, const struct tile_text *text)
{
    return stage->english && text->en[0] != '\0' ? text->en : text->zh;
}
