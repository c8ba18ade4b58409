#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/config/hall_config.h"

/* A configuration that is accepted must be accepted again, and be the same, as a box gets it. A refused one
 * has a reason, which is never that only the schema found something: then the table and the schema would
 * disagree. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a change on the way would show in. */
static int boxes_agree(const struct box_config *one, const struct box_config *other)
{
    int agree = strcmp(one->backend_url, other->backend_url) == 0 && strcmp(one->theme, other->theme) == 0 &&
                strcmp(one->region_name.zh, other->region_name.zh) == 0 &&
                strcmp(one->hall_name.en, other->hall_name.en) == 0 &&
                one->poll_seconds == other->poll_seconds && one->font_count == other->font_count &&
                one->tile_count == other->tile_count;
    for (size_t i = 0; agree && i < one->tile_count; i++) {
        const struct tile *a = &one->tiles[i];
        const struct tile *b = &other->tiles[i];
        agree = strcmp(a->id, b->id) == 0 && strcmp(a->name.zh, b->name.zh) == 0 &&
                strcmp(a->hint.en, b->hint.en) == 0 && a->digit == b->digit && a->row == b->row &&
                a->column == b->column && a->content == b->content && a->category == b->category;
    }
    for (size_t i = 0; agree && i < one->font_count; i++) {
        agree = one->fonts[i].role == other->fonts[i].role &&
                strcmp(one->fonts[i].file, other->fonts[i].file) == 0;
    }
    return agree;
}

static void box_copy_is_the_same(const char *text, size_t size, const struct hall_config *config)
{
    static struct config_errors errors;
    struct hall_config *copy = NULL;
    size_t length = 0;
    char *box_text = hall_config_box_text_of(text, size, &length);
    if (box_text == NULL ||
        hall_config_read_text(box_text, length, "assets/schemas/headend.rng", &copy, &errors) != 0 ||
        copy->server.present || !boxes_agree(&copy->box, &config->box)) {
        abort();
    }
    hall_config_free(copy);
    free(box_text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct config_errors errors;
    struct hall_config *config = NULL;
    const char *text = (const char *)data;
    if (hall_config_read_text(text, size, "assets/schemas/headend.rng", &config, &errors) == 0) {
        box_copy_is_the_same(text, size, config);
        hall_config_free(config);
        return 0;
    }
    char line[600];
    if (config != NULL || errors.count == 0) {
        abort();
    }
    for (size_t i = 0; i < errors.count; i++) {
        if (strcmp(errors.items[i].allowed, "what headend.rng says") == 0) {
            abort();
        }
        (void)config_error_format(&errors.items[i], "f", line, sizeof line);
    }
    return 0;
}
