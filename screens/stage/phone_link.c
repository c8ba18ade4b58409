#include "screens/stage/phone_link.h"

#include <stdio.h>
#include <string.h>

#include "both-sides/web_address.h"

int phone_link(const struct box_config *config, const char *path, char out[PHONE_LINK_SIZE])
{
    const char *base = config->phone_url[0] != '\0' ? config->phone_url : config->backend_url;
    out[0] = '\0';
    int is_whole = web_address_is_good(path, WEB_HTTPS);
    if (path[0] != '/' && !is_whole) {
        return -1;
    }
    int length = snprintf(out, PHONE_LINK_SIZE, "%s%s", is_whole ? "" : base, path);
    return length > 0 && length < PHONE_LINK_SIZE ? 0 : -1;
}

struct picture *phone_code(const struct stage *stage, const char *path, int side)
{
    char link[PHONE_LINK_SIZE];
    if (phone_link(stage->config, path, link) != 0) {
        return NULL;
    }
    struct picture *code = picture_qr(link, side);
    explicit_bzero(link, sizeof link); /* a checklist's says what a household has */
    return code;
}

static int words_height(const struct stage *stage)
{
    return stage->kit.theme->text_small * 5 / 2 + stage->kit.theme->gap_small;
}

int phone_code_side(const struct stage *stage, struct rect area)
{
    int height = area.h - words_height(stage);
    return area.w < height ? area.w : height;
}

void phone_code_draw(const struct stage *stage, const struct picture *code, struct rect area,
                     const char *words)
{
    const struct kit *kit = &stage->kit;
    struct text_span span = {words, TEXT_REGULAR, kit->theme->ink_soft, 0};
    struct text_layout_options options = {
        .size = kit->theme->text_small,
        .width = area.w,
        .line_height = kit->theme->text_small * 5 / 4,
        .line_limit = 2,
        .align = TEXT_ALIGN_CENTRE,
    };
    struct text_layout *layout = text_layout_new(kit->fonts, &span, 1, &options);
    int below = kit->theme->gap_small + text_layout_height(layout);
    int top = area.y + (area.h - picture_height(code) - below) / 2;
    canvas_picture(kit->canvas, code, area.x + (area.w - picture_width(code)) / 2, top);
    if (layout != NULL) {
        canvas_text_layout(kit->canvas, kit->fonts, layout, area.x,
                           top + picture_height(code) + kit->theme->gap_small);
        text_layout_free(layout);
    }
}
