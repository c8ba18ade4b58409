/* Any text in any width: lines in order, none lost, none wider than asked for unless a single letter is. The
 * first bytes choose the options. Needs the face of fonts-dejavu-core or fonts-noto-cjk. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/log.h"
#include "screens/canvas/text_layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct fonts *fonts;

static void open_fonts(void)
{
    static const struct font_source sources[] = {
        {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2, TEXT_REGULAR, 0},
        {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 0, TEXT_REGULAR, 0},
    };
    log_set_level(LOG_LEVEL_ERROR);
    fonts = fonts_new(sources, 2);
    if (!fonts) {
        abort();
    }
}

static void check(const struct text_layout *layout, int width)
{
    size_t end = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        if (line->start < end || line->end < line->start || line->end > layout->text_length) {
            abort();
        }
        /* Between lines only what is not drawn may be left out. */
        for (size_t k = end; k < line->start; k++) {
            if ((unsigned char)layout->text[k] > ' ' && (unsigned char)layout->text[k] < 0x7F) {
                abort();
            }
        }
        end = line->end;
        if (line->width > width && line->width > 4 * layout->size) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[2][2048];
    struct text_span spans[2] = {{text[0], TEXT_REGULAR, 0, 0}, {text[1], TEXT_BOLD, 0, 1}};
    if (size < 4) {
        return 0;
    }
    if (!fonts) {
        open_fonts();
    }
    struct text_layout_options options = {.size = data[0] % 40,
                                          .width = data[1] * 4 - 20,
                                          .indent = data[2] % 80,
                                          .line_limit = data[3] % 5,
                                          .align = (enum text_align)(data[3] % 3)};
    size_t half = (size - 4) / 2;
    for (int i = 0; i < 2; i++) {
        size_t length = half < sizeof text[0] - 1 ? half : sizeof text[0] - 1;
        memcpy(text[i], data + 4 + (size_t)i * half, length);
        text[i][length] = '\0';
    }
    struct text_layout *layout = text_layout_new(fonts, spans, 2, &options);
    if (layout) {
        if (options.line_limit > 0 && text_layout_line_count(layout) > options.line_limit) {
            abort();
        }
        check(layout, options.width > options.indent ? options.width : options.width + options.indent);
        text_layout_free(layout);
    }
    (void)text_width(fonts, (struct text_style){options.size, TEXT_BOLD}, text[0]);
    return 0;
}
