#include "stb-app/start.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "both-sides/log.h"

enum { PATH_SIZE = 512 };

struct start {
    pthread_t thread;
    const struct options *options;
    const struct box_config *config;
    struct start_result result;
};

struct fonts *start_fonts(const struct box_config *config)
{
    struct font_source sources[CONFIG_FONT_MAX];
    for (size_t i = 0; i < config->font_count; i++) {
        sources[i] = (struct font_source){
            .file = config->fonts[i].file,
            .face_index = config->fonts[i].face_index,
            .weight = config->fonts[i].role == FONT_ROLE_BOLD ? TEXT_BOLD : TEXT_REGULAR,
            .fallback = config->fonts[i].role == FONT_ROLE_FALLBACK,
        };
    }
    return fonts_new(sources, config->font_count);
}

struct strings *start_strings(const struct options *options, const struct box_config *config)
{
    char path[PATH_SIZE];
    int length =
        snprintf(path, sizeof path, "%s/strings/%s.xml", options->assets_directory, config->language);
    if (length < 0 || (size_t)length >= sizeof path) {
        log_line(LOG_LEVEL_ERROR, "hall", "the path of the assets is too long");
        return NULL;
    }
    return strings_read(path);
}

int start_theme(const struct options *options, const struct box_config *config, int lines,
                struct theme *theme)
{
    char path[PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s/theme/%s.xml", options->assets_directory, config->theme);
    if (length < 0 || (size_t)length >= sizeof path) {
        log_line(LOG_LEVEL_ERROR, "hall", "the path of the assets is too long");
        return -1;
    }
    return theme_read(path, lines, theme);
}

/* The letters of the first screen, in the sizes in which it shows them. */
static void warm(struct start *start)
{
    const struct box_config *config = start->config;
    struct theme theme;
    int given = start->options->height > 0;
    int lines = canvas_lines(given ? start->options->width : config->display_width,
                             given ? start->options->height : config->display_height);
    if (lines == 0 || start->result.fonts == NULL || start->result.strings == NULL ||
        start_theme(start->options, config, lines, &theme) != 0) {
        return;
    }
    struct fonts *fonts = start->result.fonts;
    const struct text_style display = {theme.text_display, TEXT_BOLD};
    const struct text_style heading = {theme.text_heading, TEXT_BOLD};
    const struct text_style body = {theme.text_body, TEXT_REGULAR};
    const struct text_style small = {theme.text_small, TEXT_REGULAR};
    fonts_warm(fonts, display, config->hall_name.zh);
    fonts_warm(fonts, body, config->region_name.zh);
    fonts_warm(fonts, heading, "0123456789:");
    fonts_warm(fonts, small, string_get(start->result.strings, STRING_HEADER_DATE));
    for (size_t i = 0; i < config->tile_count; i++) {
        fonts_warm(fonts, heading, config->tiles[i].name.zh);
    }
    for (int id = STRING_HINT_MOVE; id <= STRING_HINT_LEAVE; id++) {
        fonts_warm(fonts, small, string_get(start->result.strings, (enum string_id)id));
    }
    if (config->tile_count > 0) {
        fonts_warm(fonts, body, config->tiles[0].hint.zh);
    }
}

static void *run(void *context)
{
    struct start *start = context;
    start->result.strings = start_strings(start->options, start->config);
    start->result.fonts = start_fonts(start->config);
    warm(start);
    return NULL;
}

struct start *start_begin(const struct options *options, const struct box_config *config)
{
    struct start *start = calloc(1, sizeof *start);
    if (start == NULL) {
        return NULL;
    }
    start->options = options;
    start->config = config;
    if (pthread_create(&start->thread, NULL, run, start) != 0) {
        log_line(LOG_LEVEL_ERROR, "hall", "no thread could be started");
        free(start);
        return NULL;
    }
    return start;
}

void start_finish(struct start *start, struct start_result *result)
{
    pthread_join(start->thread, NULL);
    *result = start->result;
    free(start);
}
