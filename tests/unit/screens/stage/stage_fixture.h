#ifndef TESTS_UNIT_SCREENS_STAGE_STAGE_FIXTURE_H
#define TESTS_UNIT_SCREENS_STAGE_STAGE_FIXTURE_H

/* A stage to stand screens on, with strings and icons that are delivered and a headend that never answers. */

#include "tests/unit/screens/widgets/kit_fixture.h"

#include "screens/stage/frame.h"

enum { SECOND_US = 1000000 };

static struct stage stage;
static struct box_config stage_config;

static inline int stage_open_fixture(void **state)
{
    struct hall_client_options options = {.backend_url = "http://127.0.0.1:1", .area_code = "431000"};
    if (kit_open(state) != 0) {
        return -1;
    }
    stage = (struct stage){.kit = kit,
                           .safe_area = {0, 0, 640, 900},
                           .strings = strings_read("assets/strings/en.xml"),
                           .icons = icon_set_new("assets", 720),
                           .client = hall_client_new(&options),
                           .config = &stage_config,
                           .now_us = 1000 * (int64_t)SECOND_US,
                           .full_theme = &kit_theme};
    return stage.strings != NULL && stage.icons != NULL && stage.client != NULL ? 0 : -1;
}

static inline int stage_close_fixture(void **state)
{
    hall_client_free(stage.client);
    icon_set_free(stage.icons);
    strings_free((struct strings *)(uintptr_t)stage.strings);
    return kit_close(state);
}

static inline enum key_result press(struct screen *screen, enum remote_key key)
{
    struct remote_event event = {.key = key, .press = REMOTE_PRESS};
    return screen->operations->key(screen, &event);
}

static inline void assert_notice(const struct screen *screen, const char *wanted)
{
    struct screen_report report = {.focus = "", .title = "", .notice = ""};
    screen->operations->report(screen, &report);
    assert_string_equal(report.notice, wanted);
}

static inline int has_hint(const struct frame *frame, enum string_id does)
{
    for (size_t i = 0; i < frame->hint_count; i++) {
        if (frame->hints[i].does == does) {
            return 1;
        }
    }
    return 0;
}

#endif
