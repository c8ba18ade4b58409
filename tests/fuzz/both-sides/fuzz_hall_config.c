#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/hall_config.h"

/* A configuration that is accepted must be accepted again, and be the same, as a box gets it. A refused one
 * has a reason, which is never that only the schema found something: then the table and the schema would
 * disagree. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void box_copy_is_the_same(const char *text, size_t size, const struct hall_config *config)
{
    static struct config_errors errors;
    struct hall_config *copy = NULL;
    size_t length = 0;
    char *box_text = hall_config_box_text_of(text, size, &length);
    if (box_text == NULL ||
        hall_config_read_text(box_text, length, "assets/schemas/headend.rng", &copy, &errors) != 0 ||
        copy->server.present || memcmp(&copy->box, &config->box, sizeof copy->box) != 0) {
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
