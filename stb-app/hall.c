#include "stb-app/hall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/clock.h"
#include "both-sides/log.h"
#include "screens/destinations.h"
#include "screens/stage/frame.h"
#include "screens/stage/leaving.h"
#include "stb-app/hall_session.h"
#include "stb-app/start.h"
#include "stb-app/way_back.h"

enum {
    PATH_SIZE = 512,
    NOTICE_US = 5000000,
    OLD_CLIENT_STEP_US = 200000,
    HURRY_AFTER_US = 60 * 1000000,
    REST_AFTER_US = 400000,
    AWAKE_MAX_US = 5 * 1000000 /* under keys without a pause */
};

/* --- Clocks --- */

void hall_read_clocks(struct hall *hall)
{
    hall->stage.now_us = steady_us();
    hall->stage.now_ms = hall->fixed_now_ms != 0 ? hall->fixed_now_ms : hall_client_now_ms(hall->client);
    hall->stage.time_is_known = hall->fixed_now_ms != 0 || hall_client_time_is_known(hall->client);
}

/* --- Screens --- */

static void put_on_top(struct hall *hall, struct screen *screen, const struct destination *destination)
{
    if (screen == NULL) {
        log_line(LOG_LEVEL_ERROR, "hall", "no memory to open a screen");
        return;
    }
    (void)screen_stack_push(&hall->screens, screen, destination);
    way_back_leave(hall);
    way_back_refresh(hall);
}

static void on_open(void *application, struct screen *screen)
{
    put_on_top(application, screen, NULL);
}

/* --- Keys --- */

static void open_help(struct hall *hall)
{
    if (screen_stack_destination(&hall->screens)->kind != DESTINATION_HELP) {
        stage_open(&hall->stage, DESTINATION_HELP, "", NULL);
    }
}

static void go_back(struct hall *hall)
{
    way_back_leave(hall);
    if (hall->screens.count > 1) {
        screen_stack_close(&hall->screens, screen_stack_top(&hall->screens));
    } else if (!hall->options.stay) {
        hall->stopping = 1;
    }
}

/* As the key would do: a screen may have a step of its own to go back to. Then the element keeps the focus:
 * an arrow that leads to it may be what takes that step again (the keys shown for a number). */
static void press_back_element(struct hall *hall, const struct remote_event *event)
{
    struct remote_event back = *event;
    struct screen *top = screen_stack_top(&hall->screens);
    back.key = REMOTE_KEY_BACK;
    way_back_leave(hall);
    if (top->operations->key(top, &back) == KEY_IGNORED) {
        go_back(hall);
    }
    way_back_refresh(hall);
    if (screen_stack_top(&hall->screens) == top) {
        way_back_focus(hall);
    }
}

/* Whoever goes home has finished: a session ends with it. */
static void go_home(void *hall)
{
    hall_sign_out(hall);
    screen_stack_close_to_bottom(&((struct hall *)hall)->screens);
}

/* What no screen has taken. */
static void own_key(struct hall *hall, const struct remote_event *event)
{
    switch (event->key) {
    case REMOTE_KEY_BACK:
        go_back(hall);
        break;
    case REMOTE_KEY_HOME:
        if (screen_stack_holds_answers(&hall->screens)) {
            on_open(hall, leaving_new(&hall->stage, go_home, hall));
        } else {
            go_home(hall);
        }
        break;
    case REMOTE_KEY_MENU:
    case REMOTE_KEY_INFO:
        open_help(hall);
        break;
    case REMOTE_KEY_STANDBY:
        hall->stopping = 1;
        break;
    default:
        break;
    }
}

int hall_touch(struct hall *hall)
{
    int64_t now_us = hall->stage.now_us;
    if (now_us - hall->stage.touched_us > HURRY_AFTER_US) {
        hall_client_hurry(hall->client, now_us);
    }
    hall->stage.touched_us = now_us;
    hall_session_touch(hall);
    return quiet_clock_wake(hall);
}

/* The key that woke the screen, until it is let go or pressed again. */
static int only_wakes(struct hall *hall, const struct remote_event *event)
{
    int is_press = event->press == REMOTE_PRESS;
    if (hall_touch(hall)) {
        hall->quiet_clock.woken_by = (int)event->key;
        return 1;
    }
    int is_its = !is_press && hall->quiet_clock.woken_by == (int)event->key;
    if (!is_its || event->press == REMOTE_RELEASE) {
        hall->quiet_clock.woken_by = REMOTE_KEY_NONE;
    }
    return is_its;
}

/* --- Why a key does nothing --- */

static void on_say(void *application, const char *words)
{
    struct hall *hall = application;
    hall_notice(hall, words);
    hall->notice_answers_key = 1;
}

/* What is printed on a key that one presses to get something; "": an arrow, or a key of the hall's own. */
static const char *key_words(const struct hall *hall, enum remote_key key, char digit[2])
{
    int number = remote_key_digit(key);
    digit[0] = number >= 0 ? (char)('0' + number) : '\0';
    digit[1] = '\0';
    switch (key) {
    case REMOTE_KEY_OK:
        return string_get(hall->strings, STRING_KEY_OK);
    case REMOTE_KEY_RED:
        return string_get(hall->strings, STRING_KEY_RED);
    case REMOTE_KEY_GREEN:
        return string_get(hall->strings, STRING_KEY_GREEN);
    case REMOTE_KEY_YELLOW:
        return string_get(hall->strings, STRING_KEY_YELLOW);
    case REMOTE_KEY_BLUE:
        return string_get(hall->strings, STRING_KEY_BLUE);
    default:
        return digit;
    }
}

/* The screen has said why, or this does; what was said of the key before goes. */
static void answer_key(struct hall *hall, enum remote_key key, enum key_result result, int had_answer)
{
    char digit[2];
    char words[NOTICE_SIZE];
    const char *values[] = {key_words(hall, key, digit)};
    if (hall->notice_answers_key) {
        return;
    }
    if (result != KEY_DONE && values[0][0] != '\0') {
        on_say(hall, string_format(words, sizeof words, hall->strings, STRING_KEY_HAS_NO_USE, values, 1));
    } else if (had_answer) {
        hall_notice(hall, "");
    }
}

void hall_key(struct hall *hall, const struct remote_event *event)
{
    int back = 0;
    if (only_wakes(hall, event)) {
        return;
    }
    int had_answer = hall->notice_answers_key;
    way_back_refresh(hall);
    if (event->press == REMOTE_RELEASE) {
        return; /* nothing acts on it */
    }
    if (way_back_takes(hall, event, &back)) {
        if (back) {
            press_back_element(hall, event);
        }
        return;
    }
    struct screen *top = screen_stack_top(&hall->screens);
    hall->notice_answers_key = had_answer && event->press != REMOTE_PRESS; /* a repeat is no other key */
    enum key_result result = top->operations->key(top, event);
    if (result == KEY_IGNORED && event->press == REMOTE_PRESS) {
        own_key(hall, event);
    }
    if (event->press == REMOTE_PRESS) {
        answer_key(hall, event->key, result, had_answer);
    }
    way_back_after(hall, event, result);
}

/* --- A line of the hall's own --- */

void hall_notice(struct hall *hall, const char *words)
{
    (void)snprintf(hall->notice, sizeof hall->notice, "%s", words);
    hall->stage.notice = hall->notice[0] != '\0' ? hall->notice : NULL;
    hall->notice_until_us = hall->stage.notice != NULL ? hall->stage.now_us + NOTICE_US : INT64_MAX;
    if (screen_stack_top(&hall->screens)->operations->overlay) { /* its footer stands elsewhere */
        canvas_damage_all(hall->canvas);
    } else {
        frame_damage_footer(&hall->stage);
    }
}

void hall_service_notice(struct hall *hall)
{
    if (hall->stage.now_us >= hall->notice_until_us) {
        hall_notice(hall, "");
    }
}

void hall_stay_awake(struct hall *hall)
{
    if (hall->rest_at_us == INT64_MAX) {
        hall->awake_since_us = hall->stage.now_us;
    }
    int64_t latest_us = hall->awake_since_us + AWAKE_MAX_US;
    int64_t after_us = hall->stage.now_us + REST_AFTER_US;
    hall->rest_at_us = after_us < latest_us ? after_us : latest_us;
}

static void on_remote_event(void *context, const struct remote_event *event)
{
    struct hall *hall = context;
    hall_stay_awake(hall);
    next_screen_touch(&hall->next_screen, hall->stage.now_us);
    fetch_ahead_put_off(hall->fetch_ahead, hall->stage.now_us);
    if (event->press == REMOTE_PRESS) {
        hall->last_key = event->key;
        hall->keys_pressed++;
    }
    hall_key(hall, event);
}

/* --- What screens report upwards --- */

static void on_open_destination(void *application, const struct destination *destination)
{
    struct hall *hall = application;
    if (destination->kind == DESTINATION_HOME) {
        go_home(hall);
        return;
    }
    put_on_top(hall, destination_screen(&hall->stage, destination), destination);
}

static void on_close(void *application, struct screen *screen)
{
    struct hall *hall = application;
    screen_stack_close(&hall->screens, screen);
    way_back_leave(hall);
    way_back_refresh(hall);
}

void hall_forget_idle(struct hall *hall)
{
    if (screen_stack_idle_deadline(&hall->screens) <= hall->stage.now_us) {
        screen_stack_forget_idle(&hall->screens, hall->stage.now_us);
        way_back_leave(hall);
        way_back_refresh(hall);
    }
}

/* --- Where the household lives --- */

/* A box that was carried into another region has none. */
static int has_township(const struct hall *hall, const struct box_config *config)
{
    return hall->township.code[0] != '\0' && area_is_within(hall->township.code, config->area_code);
}

static const char *area_of(const struct hall *hall, const struct box_config *config)
{
    return has_township(hall, config) ? hall->township.code : config->area_code;
}

static void show_township(struct hall *hall, const struct box_config *config)
{
    hall->stage.area_code = area_of(hall, config);
    hall->stage.township = has_township(hall, config) ? hall->township.name : "";
    hall->stage.asks_township = !has_township(hall, config);
}

static void on_choose_township(void *application, const char *code, const char *name)
{
    struct hall *hall = application;
    const struct box_config *config = hall->stage.config;
    char words[NOTICE_SIZE];
    const char *values[] = {name[0] != '\0' ? name : stage_text(&hall->stage, &config->region_name)};
    (void)snprintf(hall->township.code, sizeof hall->township.code, "%s", code);
    (void)snprintf(hall->township.name, sizeof hall->township.name, "%s", name);
    int kept = kept_township_write(hall->options.state_directory, &hall->township) == 0;
    show_township(hall, config);
    hall_client_set_area(hall->client, hall->stage.area_code);
    string_format(words, sizeof words, hall->strings, kept ? STRING_TOWNSHIP_KEPT : STRING_TOWNSHIP_NOT_KEPT,
                  values, 1);
    hall_notice(hall, words);
}

/* --- Putting it up --- */

static void fill_stage(struct hall *hall, const struct box_config *config)
{
    int width = canvas_width(hall->canvas);
    int height = canvas_height(hall->canvas);
    int side = width * config->safe_area_percent / 100;
    int edge = height * config->safe_area_percent / 100;
    hall->unfocused_theme = hall->theme;
    hall->unfocused_theme.surface_focused = hall->theme.surface_raised;
    hall->unfocused_theme.ink_on_focus = hall->theme.ink;
    hall->unfocused_theme.ink_soft_on_focus = hall->theme.ink_soft;
    hall->stage.full_theme = &hall->theme;
    hall->stage.kit = (struct kit){hall->canvas, hall->fonts, &hall->theme, 0};
    hall->stage.back_focused = 0;
    hall->stage.safe_area = (struct rect){side, edge, width - 2 * side, height - 2 * edge};
    hall->stage.strings = hall->strings;
    hall->stage.english = strcmp(config->language, "en") == 0;
    hall->stage.icons = hall->icons;
    hall->stage.client = hall->client;
    hall->stage.config = config;
    show_township(hall, config);
    hall->stage.can_leave = !hall->options.stay;
    hall->stage.application = hall;
    hall->stage.open_destination = on_open_destination;
    hall->stage.open = on_open;
    hall->stage.close = on_close;
    hall->stage.choose_township = on_choose_township;
    hall->stage.sign_in = hall_sign_in;
    hall->stage.consent_withdrawn = hall_consent_withdrawn;
    hall->stage.sign_out = hall_sign_out;
    hall->stage.say = on_say;
    hall->stage.learning = &remote_learning_port;
    hall->stage.orders = &hall->orders;
}

static struct hall_client *new_client(const struct hall *hall, const struct box_config *config)
{
    char cache[PATH_SIZE];
    const char *state = hall->options.state_directory;
    if (state != NULL) {
        snprintf(cache, sizeof cache, "%s/cache", state);
    }
    struct hall_client_options options = {
        .backend_url = config->backend_url,
        .ca_file = config->ca_file,
        .area_code = area_of(hall, config),
        .box_number = hall->identity.number,
        .credential = hall->identity.token,
        .heard_ms = hall->client != NULL ? hall_client_heard_ms(hall->client) : 0,
        .cache_directory = state != NULL ? cache : NULL,
        .retry_limit = 1000, /* a screen that stands without content tries for as long as it stands */
    };
    return hall_client_new(&options);
}

static void open_orders(struct hall *hall)
{
    char path[PATH_SIZE];
    const char *state = hall->options.state_directory;
    int length = state != NULL ? snprintf(path, sizeof path, "%s/orders", state) : -1;
    order_journal_open(&hall->orders, length > 0 && length < PATH_SIZE ? path : NULL);
}

static int open_canvas(struct hall *hall, const struct box_config *config, int *argc, char ***argv)
{
    struct canvas_options options = {
        .argc = argc,
        .argv = argv,
        .system = hall->options.system,
        .width = hall->options.width > 0 ? hall->options.width : config->display_width,
        .height = hall->options.height > 0 ? hall->options.height : config->display_height,
        .painter = hall->options.painter,
        .module_directory = hall->options.module_directory,
    };
    hall->canvas = canvas_open(&options);
    return hall->canvas != NULL ? 0 : -1;
}

/* Screen and everything else at the same time. */
static int open_picture(struct hall *hall, const struct box_config *config, int *argc, char ***argv)
{
    struct start_result result = {0};
    struct start *start = start_begin(&hall->options, config);
    if (start == NULL) {
        return -1;
    }
    int opened = open_canvas(hall, config, argc, argv);
    start_finish(start, &result);
    hall->fonts = result.fonts;
    hall->strings = result.strings;
    if (opened != 0 || hall->fonts == NULL || hall->strings == NULL) {
        return -1;
    }
    int lines = canvas_lines(canvas_width(hall->canvas), canvas_height(hall->canvas));
    if (start_theme(&hall->options, config, lines, &hall->theme) != 0) {
        return -1;
    }
    hall->icons = icon_set_new(hall->options.assets_directory, lines);
    return hall->icons != NULL ? 0 : -1;
}

static int open_home(struct hall *hall)
{
    const struct destination home = {.kind = DESTINATION_HOME};
    struct screen *screen = destination_screen(&hall->stage, &home);
    return screen != NULL ? screen_stack_push(&hall->screens, screen, &home) : -1;
}

void hall_use_keymap(struct hall *hall)
{
    keymap_read(&hall->keymap, hall->stage.config, hall->options.state_directory);
    if (hall->learning.is_trying) {
        (void)remote_learning_add_taken(hall); /* else the time of the try-out runs out */
    }
    if (remote_input_set_keymap(hall->remote, hall->keymap.entries, hall->keymap.count) != 0) {
        log_line(LOG_LEVEL_ERROR, "hall", "no memory for the keymap of the remotes");
    }
}

static int on_configuration(void *context, const struct hall_config *config)
{
    return hall_apply(context, config);
}

int hall_open(struct hall *hall, int *argc, char ***argv)
{
    char schema[PATH_SIZE];
    const struct options *options = &hall->options;
    snprintf(schema, sizeof schema, "%s/schemas/headend.rng", options->assets_directory);
    hall->configuration = configuration_open(options->config_file, options->state_directory, schema);
    if (hall->configuration == NULL) {
        return -1;
    }
    const struct box_config *config = &configuration_current(hall->configuration)->box;
    if (open_picture(hall, config, argc, argv) != 0) {
        return -1;
    }
    box_identity_read(options->credential_file, options->state_directory, &hall->identity);
    kept_township_read(options->state_directory, &hall->township);
    open_orders(hall);
    hall->client = new_client(hall, config);
    struct remote_input_options remote = {
        .device_directory = options->device_directory,
        .grab = options->device_directory != NULL,
        .callback = on_remote_event,
        .context = hall,
    };
    hall->remote = remote_input_new(&remote);
    if (hall->client == NULL || hall->remote == NULL) {
        return -1;
    }
    remote_learning_watch(hall);
    hall->notice_until_us = INT64_MAX;
    if (options->test_socket != NULL) {
        hall->test_port = test_port_open(hall, options->test_socket);
        if (hall->test_port == NULL) {
            return -1;
        }
    }
    fill_stage(hall, config);
    hall_session_open(hall);
    hall_use_keymap(hall);
    hall_read_clocks(hall);
    hall->stage.touched_us = hall->stage.now_us;
    hall->shown_time_is_known = hall->stage.time_is_known;
    hall->fetch_ahead = fetch_ahead_new(hall->client, hall->stage.now_us);
    configuration_watch(hall->configuration, hall->client, on_configuration, hall);
    if (open_home(hall) != 0) {
        return -1;
    }
    if (options->open.kind != DESTINATION_NONE) {
        on_open_destination(hall, &options->open);
    }
    return 0;
}

void hall_close(struct hall *hall)
{
    screen_stack_clear(&hall->screens);
    if (hall->canvas != NULL && hall->client != NULL) {
        hall_session_close(hall);
    }
    test_port_close(hall->test_port);
    remote_input_free(hall->remote);
    configuration_close(hall->configuration);
    hall_client_free(hall->old_client);
    fetch_ahead_free(hall->fetch_ahead);
    hall_client_free(hall->client);
    box_identity_wipe(&hall->identity);
    icon_set_free(hall->icons);
    strings_free(hall->strings);
    fonts_free(hall->fonts);
    canvas_close(hall->canvas);
}

void hall_free_old_client(struct hall *hall)
{
    if (hall->old_client == NULL || !hall_client_is_written(hall->old_client)) {
        return;
    }
    hall_client_free(hall->old_client);
    hall->old_client = NULL;
}

int64_t hall_old_client_deadline(const struct hall *hall)
{
    return hall->old_client != NULL ? hall->stage.now_us + OLD_CLIENT_STEP_US : INT64_MAX;
}

/* --- Another configuration --- */

/* Everything new is made before anything old is given up. */
int hall_apply(struct hall *hall, const struct hall_config *config)
{
    const struct box_config *box = &config->box;
    const struct box_config *old = hall->stage.config;
    struct theme theme;
    struct fonts *fonts = NULL;
    struct strings *strings = NULL;
    struct hall_client *client = NULL;
    int same_backend = strcmp(box->backend_url, old->backend_url) == 0 &&
                       strcmp(box->ca_file, old->ca_file) == 0 && strcmp(box->area_code, old->area_code) == 0;
    int lines = canvas_lines(canvas_width(hall->canvas), canvas_height(hall->canvas));
    if (start_theme(&hall->options, box, lines, &theme) != 0) {
        return -1;
    }
    fonts = start_fonts(box);
    strings = start_strings(&hall->options, box);
    client = same_backend ? NULL : new_client(hall, box);
    if (fonts == NULL || strings == NULL || (!same_backend && client == NULL)) {
        goto fail;
    }
    if (!same_backend) {
        hall_sign_out(hall);
        screen_stack_clear(&hall->screens); /* their requests belong to the old client */
    }
    struct fonts *old_fonts = hall->fonts;
    struct strings *old_strings = hall->strings;
    struct hall_client *old_client = hall->client;
    hall->theme = theme;
    hall->fonts = fonts;
    hall->strings = strings;
    if (!same_backend) {
        fetch_ahead_free(hall->fetch_ahead);
        hall->client = client;
        hall->fetch_ahead = fetch_ahead_new(client, hall->stage.now_us);
    }
    fill_stage(hall, box);
    hall_use_keymap(hall);
    if (!same_backend) {
        configuration_watch(hall->configuration, client, on_configuration, hall);
        hall_client_free(hall->old_client); /* of a change just before this one */
        hall->old_client = old_client;      /* it is in the middle of the answer that brought us here */
        if (open_home(hall) != 0) {
            hall->stopping = 1;
        }
        hall_session_use_client(hall);
    } else {
        screen_stack_place(&hall->screens);
    }
    next_screen_start(&hall->next_screen, hall->stage.now_us);
    fonts_free(old_fonts);
    strings_free(old_strings);
    return 0;
fail:
    fonts_free(fonts);
    strings_free(strings);
    hall_client_free(client);
    return -1;
}
