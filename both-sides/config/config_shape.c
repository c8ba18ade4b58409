#include "both-sides/config/config_shape.h"

#include <assert.h>

#include "both-sides/config/hall_config.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT_OF(type, member)                                                                                \
    .offset = offsetof(struct type, member), .size = sizeof(((struct type *)0)->member)
#define INT_OF(type, member) .offset = offsetof(struct type, member), .size = 0

static_assert(sizeof(enum font_role) == sizeof(int) && sizeof(enum tile_content) == sizeof(int),
              "the table stores choices as int");

static const char *const versions[] = {"1", NULL};
static const char *const languages[] = {"zh-CN", "en", NULL};
static const char *const font_roles[] = {"regular", "bold", "fallback", NULL}; /* enum font_role */
static const char *const content_kinds[] = {"notices", "help",     "search",   "guides",
                                            "cases",   "stations", "policies", NULL}; /* enum tile_content */

/* --- <box> --- */

static const struct value_shape backend_attributes[] = {
    {.name = "url", .kind = VALUE_URL, .required = 1, TEXT_OF(box_config, backend_url)},
    {.name = "ca", .kind = VALUE_PATH, .low = 1, .high = CONFIG_PATH_SIZE - 1, TEXT_OF(box_config, ca_file)},
    {.name = "phone-url", .kind = VALUE_URL, TEXT_OF(box_config, phone_url)},
};
static const struct element_shape backend = {
    .name = "backend", .attributes = backend_attributes, .attribute_count = COUNT(backend_attributes)};

static const struct value_shape region_attributes[] = {
    {.name = "code", .kind = VALUE_AREA, .required = 1, TEXT_OF(box_config, area_code)},
};
static const struct element_use region_children[] = {
    {.name = "name",
     .least = 1,
     .most = 2,
     .offset = offsetof(struct box_config, region_name),
     .zh_most = 20,
     .en_most = 40},
};
static const struct element_shape region = {.name = "region",
                                            .attributes = region_attributes,
                                            .attribute_count = COUNT(region_attributes),
                                            .children = region_children,
                                            .child_count = COUNT(region_children)};

static const struct element_use hall_children[] = {
    {.name = "name",
     .least = 1,
     .most = 2,
     .offset = offsetof(struct box_config, hall_name),
     .zh_most = 20,
     .en_most = 40},
};
static const struct element_shape hall = {
    .name = "hall", .children = hall_children, .child_count = COUNT(hall_children)};

static const struct value_shape display_attributes[] = {
    {.name = "width", .kind = VALUE_NUMBER, .low = 640, .high = 3840, INT_OF(box_config, display_width)},
    {.name = "height", .kind = VALUE_NUMBER, .low = 480, .high = 2160, INT_OF(box_config, display_height)},
    {.name = "safe-area",
     .kind = VALUE_NUMBER,
     .low = 0,
     .high = 10,
     .fallback = "5",
     INT_OF(box_config, safe_area_percent)},
};
static const struct element_shape display = {
    .name = "display", .attributes = display_attributes, .attribute_count = COUNT(display_attributes)};

static const struct value_shape language_text = {
    .kind = VALUE_CHOICE, .choices = languages, .fallback = "zh-CN", TEXT_OF(box_config, language)};
static const struct element_shape language = {.name = "language", .text = &language_text};

static const struct value_shape theme_text = {
    .kind = VALUE_NAME, .low = 1, .high = 32, .fallback = "dusk", TEXT_OF(box_config, theme)};
static const struct element_shape theme = {.name = "theme", .text = &theme_text};

static const struct value_shape poll_attributes[] = {
    {.name = "seconds",
     .kind = VALUE_NUMBER,
     .low = 60,
     .high = 86400,
     .fallback = "900",
     INT_OF(box_config, poll_seconds)},
};
static const struct element_shape poll = {
    .name = "poll", .attributes = poll_attributes, .attribute_count = COUNT(poll_attributes)};

static const struct value_shape font_attributes[] = {
    {.name = "role", .kind = VALUE_CHOICE, .required = 1, .choices = font_roles, INT_OF(config_font, role)},
    {.name = "file",
     .kind = VALUE_PATH,
     .required = 1,
     .low = 1,
     .high = CONFIG_PATH_SIZE - 1,
     TEXT_OF(config_font, file)},
    {.name = "index", .kind = VALUE_NUMBER, .low = 0, .high = 99, INT_OF(config_font, face_index)},
};
static const struct element_shape font = {
    .name = "font", .attributes = font_attributes, .attribute_count = COUNT(font_attributes)};
static const struct element_use fonts_children[] = {
    {.shape = &font,
     .name = "font",
     .least = 1,
     .most = CONFIG_FONT_MAX,
     .offset = offsetof(struct box_config, fonts),
     .stride = sizeof(struct config_font),
     .count_offset = offsetof(struct box_config, font_count)},
};
static const struct element_shape fonts = {
    .name = "fonts", .children = fonts_children, .child_count = COUNT(fonts_children)};

static const struct value_shape content_attributes[] = {
    {.name = "kind", .kind = VALUE_CHOICE, .required = 1, .choices = content_kinds, INT_OF(tile, content)},
    {.name = "category", .kind = VALUE_NUMBER, .low = 0, .high = 5, INT_OF(tile, category)},
};
static const struct element_shape content = {
    .name = "content", .attributes = content_attributes, .attribute_count = COUNT(content_attributes)};

static const struct value_shape tile_attributes[] = {
    {.name = "id", .kind = VALUE_NAME, .required = 1, .low = 1, .high = TILE_ID_SIZE - 1, TEXT_OF(tile, id)},
    {.name = "icon",
     .kind = VALUE_NAME,
     .required = 1,
     .low = 1,
     .high = TILE_ICON_SIZE - 1,
     TEXT_OF(tile, icon)},
    {.name = "row", .kind = VALUE_NUMBER, .required = 1, .low = 1, .high = 9, INT_OF(tile, row)},
    {.name = "column", .kind = VALUE_NUMBER, .required = 1, .low = 1, .high = 3, INT_OF(tile, column)},
    {.name = "digit", .kind = VALUE_NUMBER, .low = 1, .high = 9, INT_OF(tile, digit)},
};
static const struct element_use tile_children[] = {
    {.name = "name",
     .least = 1,
     .most = 2,
     .offset = offsetof(struct tile, name),
     .zh_most = 20,
     .en_most = 40},
    {.name = "hint",
     .least = 0,
     .most = 2,
     .offset = offsetof(struct tile, hint),
     .zh_most = 45,
     .en_most = 100},
    {.shape = &content, .name = "content", .least = 1, .most = 1},
};
static const struct element_shape tile = {.name = "tile",
                                          .attributes = tile_attributes,
                                          .attribute_count = COUNT(tile_attributes),
                                          .children = tile_children,
                                          .child_count = COUNT(tile_children)};
static const struct element_use tiles_children[] = {
    {.shape = &tile,
     .name = "tile",
     .least = 1,
     .most = TILE_MAX,
     .offset = offsetof(struct box_config, tiles),
     .stride = sizeof(struct tile),
     .count_offset = offsetof(struct box_config, tile_count)},
};
static const struct element_shape tiles = {
    .name = "tiles", .children = tiles_children, .child_count = COUNT(tiles_children)};

/* remote_key_name of every key (a test of stb-app holds the two together). */
static const char *const remote_keys[] = {"NONE",
                                          "UP",
                                          "DOWN",
                                          "LEFT",
                                          "RIGHT",
                                          "OK",
                                          "BACK",
                                          "HOME",
                                          "MENU",
                                          "PAGE_UP",
                                          "PAGE_DOWN",
                                          "CHANNEL_UP",
                                          "CHANNEL_DOWN",
                                          "VOLUME_UP",
                                          "VOLUME_DOWN",
                                          "RED",
                                          "GREEN",
                                          "YELLOW",
                                          "BLUE",
                                          "0",
                                          "1",
                                          "2",
                                          "3",
                                          "4",
                                          "5",
                                          "6",
                                          "7",
                                          "8",
                                          "9",
                                          "STAR",
                                          "POUND",
                                          "DELETE",
                                          "INFO",
                                          "PLAY_PAUSE",
                                          "STANDBY",
                                          NULL};

static const struct value_shape remote_key_attributes[] = {
    {.name = "code", .kind = VALUE_KEY_CODE, TEXT_OF(config_remote_key, code)},
    {.name = "scancode", .kind = VALUE_SCANCODE, TEXT_OF(config_remote_key, scancode)},
    {.name = "is",
     .kind = VALUE_REMOTE_KEY,
     .required = 1,
     .choices = remote_keys,
     TEXT_OF(config_remote_key, is)},
};
static const struct element_shape remote_key = {
    .name = "key", .attributes = remote_key_attributes, .attribute_count = COUNT(remote_key_attributes)};

static const struct value_shape remote_attributes[] = {
    {.name = "device",
     .kind = VALUE_DEVICE,
     .required = 1,
     .low = 1,
     .high = (int)sizeof(((struct config_remote *)0)->device) - 1,
     TEXT_OF(config_remote, device)},
};
static const struct element_use remote_children[] = {
    {.shape = &remote_key,
     .name = "key",
     .least = 1,
     .most = CONFIG_REMOTE_KEY_MAX,
     .offset = offsetof(struct config_remote, keys),
     .stride = sizeof(struct config_remote_key),
     .count_offset = offsetof(struct config_remote, key_count),
     .line_offset = offsetof(struct config_remote_key, line)},
};
static const struct element_shape remote = {.name = "remote",
                                            .attributes = remote_attributes,
                                            .attribute_count = COUNT(remote_attributes),
                                            .children = remote_children,
                                            .child_count = COUNT(remote_children)};
static const struct element_use remotes_children[] = {
    {.shape = &remote,
     .name = "remote",
     .least = 1,
     .most = CONFIG_REMOTE_MAX,
     .offset = offsetof(struct box_config, remotes),
     .stride = sizeof(struct config_remote),
     .count_offset = offsetof(struct box_config, remote_count)},
};
static const struct element_shape remotes = {
    .name = "remotes", .children = remotes_children, .child_count = COUNT(remotes_children)};

static const struct element_use box_children[] = {
    {.shape = &backend, .name = "backend", .least = 1, .most = 1},
    {.shape = &region, .name = "region", .least = 1, .most = 1},
    {.shape = &hall, .name = "hall", .least = 1, .most = 1},
    {.shape = &display, .name = "display", .least = 0, .most = 1},
    {.shape = &language, .name = "language", .least = 0, .most = 1},
    {.shape = &theme, .name = "theme", .least = 0, .most = 1},
    {.shape = &poll, .name = "poll", .least = 0, .most = 1},
    {.shape = &fonts, .name = "fonts", .least = 1, .most = 1},
    {.shape = &tiles, .name = "tiles", .least = 1, .most = 1},
    {.shape = &remotes, .name = "remotes", .least = 0, .most = 1},
};
static const struct element_shape box = {
    .name = "box", .children = box_children, .child_count = COUNT(box_children)};

/* --- <server> --- */

static const struct value_shape listen_attributes[] = {
    {.name = "address",
     .kind = VALUE_ADDRESS,
     .fallback = "127.0.0.1",
     TEXT_OF(server_config, listen_address)},
    {.name = "port",
     .kind = VALUE_NUMBER,
     .required = 1,
     .low = 0,
     .high = 65535,
     INT_OF(server_config, listen_port)},
    {.name = "threads",
     .kind = VALUE_NUMBER,
     .low = 1,
     .high = 64,
     .fallback = "2",
     INT_OF(server_config, threads)},
};
static const struct element_shape listen_shape = {
    .name = "listen", .attributes = listen_attributes, .attribute_count = COUNT(listen_attributes)};

static const struct value_shape store_attributes[] = {
    {.name = "path",
     .kind = VALUE_PATH,
     .required = 1,
     .low = 1,
     .high = CONFIG_PATH_SIZE - 1,
     TEXT_OF(server_config, store_path)},
};
static const struct element_shape store = {
    .name = "store", .attributes = store_attributes, .attribute_count = COUNT(store_attributes)};

static const struct value_shape pictures_attributes[] = {
    {.name = "directory",
     .kind = VALUE_PATH,
     .required = 1,
     .low = 1,
     .high = CONFIG_PATH_SIZE - 1,
     TEXT_OF(server_config, picture_directory)},
};
static const struct element_shape pictures = {
    .name = "pictures", .attributes = pictures_attributes, .attribute_count = COUNT(pictures_attributes)};

/* A system that the headend asks. */
static const struct value_shape upstream_attributes[] = {
    {.name = "url", .kind = VALUE_URL, .required = 1, TEXT_OF(upstream_config, url)},
    {.name = "timeout-ms",
     .kind = VALUE_NUMBER,
     .low = 500,
     .high = 6000,
     .fallback = "3000",
     INT_OF(upstream_config, timeout_ms)},
    {.name = "calls-per-second",
     .kind = VALUE_NUMBER,
     .low = 1,
     .high = 1000,
     INT_OF(upstream_config, calls_per_second)},
    {.name = "ca",
     .kind = VALUE_PATH,
     .low = 1,
     .high = UPSTREAM_PATH_SIZE - 1,
     TEXT_OF(upstream_config, ca_file)},
    {.name = "certificate",
     .kind = VALUE_PATH,
     .low = 1,
     .high = UPSTREAM_PATH_SIZE - 1,
     TEXT_OF(upstream_config, certificate_file)},
    {.name = "key",
     .kind = VALUE_PATH,
     .low = 1,
     .high = UPSTREAM_PATH_SIZE - 1,
     TEXT_OF(upstream_config, key_file)},
};
static const struct element_shape upstream = {
    .name = "upstream", .attributes = upstream_attributes, .attribute_count = COUNT(upstream_attributes)};

static const struct element_use server_children[] = {
    {.shape = &listen_shape, .name = "listen", .least = 1, .most = 1},
    {.shape = &store, .name = "store", .least = 1, .most = 1},
    {.shape = &pictures, .name = "pictures", .least = 1, .most = 1},
    {.shape = &upstream,
     .name = "cases",
     .least = 0,
     .most = 1,
     .offset = offsetof(struct server_config, cases)},
};
static const struct element_shape server = {
    .name = "server", .children = server_children, .child_count = COUNT(server_children)};

/* --- <headend> --- */

static const struct value_shape headend_attributes[] = {
    {.name = "version", .kind = VALUE_CHOICE, .required = 1, .choices = versions, .offset = SIZE_MAX},
};
static const struct element_use headend_children[] = {
    {.shape = &box, .name = "box", .least = 1, .most = 1, .offset = offsetof(struct hall_config, box)},
    {.shape = &server,
     .name = "server",
     .least = 0,
     .most = 1,
     .offset = offsetof(struct hall_config, server)},
};
static const struct element_shape headend = {.name = "headend",
                                             .attributes = headend_attributes,
                                             .attribute_count = COUNT(headend_attributes),
                                             .children = headend_children,
                                             .child_count = COUNT(headend_children)};

const struct element_use config_root_use = {.shape = &headend, .name = "headend", .least = 1, .most = 1};
