#include "both-sides/config/config_table.h"

#include <assert.h>

#include "both-sides/config/hall_config.h"

/* Lines of the table: the name in the file, the struct and its member, then what else there is to say. */
#define AT(type_, member)                                                                                    \
    .offset = offsetof(struct type_, member), .size = sizeof(((struct type_ *)0)->member)
#define ATTRIBUTE(name_, kind, least, most)                                                                  \
    .name = (name_), .xml = XML_ATTRIBUTE, .type = (kind), .min = (least), .max = (most)
#define NUMBER(name_, least, most, type_, member, ...)                                                       \
    {                                                                                                        \
        ATTRIBUTE(name_, FIELD_INT, least, most), AT(type_, member), __VA_ARGS__                             \
    }
#define CHARS(name_, form_, most, type_, member, ...)                                                        \
    {                                                                                                        \
        ATTRIBUTE(name_, FIELD_CHARS, 1, most), .form = (form_), AT(type_, member), __VA_ARGS__              \
    }
#define PATH(name_, type_, member, ...)                                                                      \
    CHARS(name_, FORM_PATH, CONFIG_PATH_SIZE - 1, type_, member, __VA_ARGS__)
#define URL(name_, type_, member, ...)                                                                       \
    CHARS(name_, FORM_WEB_ADDRESS, CONFIG_URL_SIZE - 1, type_, member, __VA_ARGS__)
#define WORD(name_, list, type_, member, ...)                                                                \
    {                                                                                                        \
        ATTRIBUTE(name_, FIELD_WORD, 0, 0), .words = &(list), AT(type_, member), __VA_ARGS__                 \
    }
/* An element that fills members of its parent's struct. */
#define PART(name_, table, ...)                                                                              \
    {                                                                                                        \
        .name = (name_), .xml = XML_CHILD, .type = FIELD_PART, .record = &(table), __VA_ARGS__               \
    }
/* An element around many. */
#define MANY(name_, most, table, type_, member, counter, ...)                                                \
    {                                                                                                        \
        .name = (name_), .xml = XML_CHILDREN, .type = FIELD_RECORDS_INSIDE, .min = 1, .max = (most),         \
        .record = &(table), .offset = offsetof(struct type_, member),                                        \
        .size = sizeof(((struct type_ *)0)->member[0]), .count_offset = offsetof(struct type_, counter),     \
        __VA_ARGS__                                                                                          \
    }
#define EACH(most, table, type_, member, counter)                                                            \
    {                                                                                                        \
        .name = "", .xml = XML_CHILD, .type = FIELD_RECORDS_INSIDE, .min = 1, .max = (most),                 \
        .record = &(table), .offset = offsetof(struct type_, member),                                        \
        .size = sizeof(((struct type_ *)0)->member[0]), .count_offset = offsetof(struct type_, counter)      \
    }
#define TEXTS(name_, table, type_, member, ...)                                                              \
    {                                                                                                        \
        .name = (name_), .xml = XML_LANGUAGES, .type = FIELD_RECORD, .record = &(table),                     \
        .offset = offsetof(struct type_, member), .count_offset = SIZE_MAX, __VA_ARGS__                      \
    }
#define REQUIRED     .required = 1
#define OPTIONAL     .required = 0
#define ELSE(value)  .missing = (value)
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TABLE(element_, lines, type_)                                                                        \
    .element = (element_), .fields = (lines), .field_count = COUNT(lines), .size = sizeof(struct type_)
#define WORDS(list, ...)                                                                                     \
    static const char *const list##_words[] = {__VA_ARGS__};                                                 \
    static const struct word_list list = {list##_words, COUNT(list##_words)}

static_assert(sizeof(enum font_role) == sizeof(int) && sizeof(enum tile_content) == sizeof(int) &&
                  sizeof(enum identity_kind) == sizeof(int) && sizeof(enum identity_proof) == sizeof(int),
              "the table stores words as int");

WORDS(versions, "1");
WORDS(languages, "zh-CN", "en");
WORDS(font_roles, "regular", "bold", "fallback");
WORDS(identity_kinds, "oidc", "ticket");
WORDS(identity_proofs, "basic", "post", "private-key");
static_assert(COUNT(identity_kinds_words) == IDENTITY_KIND_COUNT &&
                  COUNT(identity_proofs_words) == IDENTITY_PROOF_COUNT,
              "a word for each");
/* remote_key_name of every key (a test of stb-app holds the two together). */
WORDS(remote_keys, "NONE", "UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "HOME", "MENU", "PAGE_UP",
      "PAGE_DOWN", "CHANNEL_UP", "CHANNEL_DOWN", "VOLUME_UP", "VOLUME_DOWN", "RED", "GREEN", "YELLOW", "BLUE",
      "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "STAR", "POUND", "DELETE", "INFO", "PLAY_PAUSE",
      "STANDBY");

/* --- Texts in both languages --- */

#define LANGUAGE(field, code, most)                                                                          \
    {                                                                                                        \
        .name = #field, .xml_name = (code), .type = FIELD_CHARS, .min = 1, .max = (most),                    \
        AT(tile_text, field)                                                                                 \
    }

static const struct record_field name_fields[] = {LANGUAGE(zh, "zh-CN", 20), LANGUAGE(en, "en", 40)};
static const struct record_table name_table = {TABLE("name", name_fields, tile_text)};
static const struct record_field hint_fields[] = {LANGUAGE(zh, "zh-CN", 45), LANGUAGE(en, "en", 100)};
static const struct record_table hint_table = {TABLE("hint", hint_fields, tile_text)};

/* --- <box> --- */

static const struct record_field backend_fields[] = {
    URL("url", box_config, backend_url, REQUIRED),
    PATH("ca", box_config, ca_file, OPTIONAL),
    URL("phone-url", box_config, phone_url, OPTIONAL),
};
static const struct record_table backend = {TABLE("backend", backend_fields, box_config)};

static const struct record_field region_fields[] = {
    CHARS("code", FORM_AREA_CODE, 12, box_config, area_code, REQUIRED),
    TEXTS("name", name_table, box_config, region_name, REQUIRED),
};
static const struct record_table region = {TABLE("region", region_fields, box_config)};

static const struct record_field hall_fields[] = {
    TEXTS("name", name_table, box_config, hall_name, REQUIRED),
};
static const struct record_table hall = {TABLE("hall", hall_fields, box_config)};

static const struct record_field display_fields[] = {
    NUMBER("width", 640, 3840, box_config, display_width, OPTIONAL),
    NUMBER("height", 480, 2160, box_config, display_height, OPTIONAL),
    NUMBER("safe-area", 0, 10, box_config, safe_area_percent, ELSE(5)),
};
static const struct record_rule display_rules[] = {
    {RULE_TOGETHER, "width", "height", 0, "both, or neither: then the screen's own size holds"},
};
static const struct record_table display = {TABLE("display", display_fields, box_config),
                                            .rules = display_rules, .rule_count = COUNT(display_rules)};

static const struct record_field poll_fields[] = {
    NUMBER("seconds", 60, 86400, box_config, poll_seconds, ELSE(900)),
};
static const struct record_table poll = {TABLE("poll", poll_fields, box_config)};

static const struct record_field font_fields[] = {
    WORD("role", font_roles, config_font, role, REQUIRED),
    PATH("file", config_font, file, REQUIRED),
    NUMBER("index", 0, 99, config_font, face_index, OPTIONAL),
};
static const struct record_table font = {TABLE("font", font_fields, config_font)};

static const struct record_field content_fields[] = {
    WORD("kind", tile_contents, tile, content, REQUIRED),
    NUMBER("category", 0, 5, tile, category, OPTIONAL),
    CHARS("guide", FORM_NAME, CONTENT_ID_SIZE - 1, tile, guide, OPTIONAL),
    WORD("utility", utility_kinds, tile, utility, OPTIONAL, ELSE(FIELD_NOT_SAID)),
};
static const struct record_rule content_rules[] = {
    {RULE_ZERO_UNLESS, "category", "kind", TILE_CONTENT_NOTICES, "no category, or 0, with another kind"},
};
static const struct record_table content = {TABLE("content", content_fields, tile), .rules = content_rules,
                                            .rule_count = COUNT(content_rules)};

static const struct record_field tile_fields[] = {
    CHARS("id", FORM_NAME, TILE_ID_SIZE - 1, tile, id, REQUIRED),
    CHARS("icon", FORM_NAME, TILE_ICON_SIZE - 1, tile, icon, REQUIRED),
    NUMBER("row", 1, 9, tile, row, REQUIRED),
    NUMBER("column", 1, 3, tile, column, REQUIRED),
    NUMBER("digit", 1, 9, tile, digit, OPTIONAL),
    TEXTS("name", name_table, tile, name, REQUIRED),
    TEXTS("hint", hint_table, tile, hint, OPTIONAL),
    PART("content", content, REQUIRED),
};
static const struct record_table tile = {TABLE("tile", tile_fields, tile)};

static const struct record_field key_fields[] = {
    CHARS("code", FORM_KEY_CODE, 44, config_remote_key, code, OPTIONAL),
    CHARS("scancode", FORM_SCANCODE, 10, config_remote_key, scancode, OPTIONAL),
    CHARS("is", FORM_ANY, 15, config_remote_key, is, .words = &remote_keys, REQUIRED),
    {.name = "line", .type = FIELD_LINE, AT(config_remote_key, line)},
};
static const struct record_rule key_rules[] = {
    {RULE_EITHER, "code", "scancode", 0, "either code=\"KEY_...\" or scancode=\"0x...\""},
};
static const struct record_table key = {TABLE("key", key_fields, config_remote_key), .rules = key_rules,
                                        .rule_count = COUNT(key_rules)};

static const struct record_field remote_fields[] = {
    CHARS("device", FORM_DEVICE_PATTERN, (int)sizeof(((struct config_remote *)0)->device) - 1, config_remote,
          device, REQUIRED),
    EACH(CONFIG_REMOTE_KEY_MAX, key, config_remote, keys, key_count),
};
static const struct record_table remote = {TABLE("remote", remote_fields, config_remote)};

#define MONTHS(name_, least, most, type_, member) NUMBER(name_, least, most, type_, member, REQUIRED)
static const struct record_field age_fields[] = {
    MONTHS("old-age", 480, RETIREMENT_MONTHS_OF_AGE_MAX, retirement_age, old_age),
    MONTHS("new-age", 480, RETIREMENT_MONTHS_OF_AGE_MAX, retirement_age, new_age),
    MONTHS("step", 1, 12, retirement_age, step),
};
static const struct record_table man = {TABLE("man", age_fields, retirement_age)};
static const struct record_table woman_office = {TABLE("woman-office", age_fields, retirement_age)};
static const struct record_table woman_worker = {TABLE("woman-worker", age_fields, retirement_age)};
#define AGE(name_, table, group)                                                                             \
    {                                                                                                        \
        .name = (name_), .xml = XML_CHILD, .type = FIELD_RECORD, .record = &(table),                         \
        AT(retirement_rule, ages[group]), .count_offset = SIZE_MAX, REQUIRED                                 \
    }
#define SOURCE(name_, member)                                                                                \
    CHARS(name_, FORM_ANY, RETIREMENT_SOURCE_CHARACTERS, retirement_sources, member, OPTIONAL)
static const struct record_field retirement_source_fields[] = {
    SOURCE("age", age),
    SOURCE("contribution", contribution),
    SOURCE("choice", choice),
    SOURCE("residents", residents),
};
static const struct record_table retirement_sources = {
    TABLE("sources", retirement_source_fields, retirement_sources)};
static const struct record_field retirement_rule_fields[] = {
    NUMBER("from", 190001, 299912, retirement_rule, from, REQUIRED),
    NUMBER("until", 190001, 299912, retirement_rule, until, OPTIONAL),
    MONTHS("contribution-months", 1, RETIREMENT_MONTHS_MAX, retirement_rule, contribution_months),
    NUMBER("contribution-year", 1900, 2999, retirement_rule, contribution_year, REQUIRED),
    MONTHS("contribution-step", 0, 60, retirement_rule, contribution_step),
    MONTHS("contribution-months-most", 1, RETIREMENT_MONTHS_MAX, retirement_rule, contribution_months_most),
    MONTHS("early", 0, 120, retirement_rule, early_months),
    MONTHS("late", 0, 120, retirement_rule, late_months),
    AGE("man", man, RETIREMENT_MAN),
    AGE("woman-office", woman_office, RETIREMENT_WOMAN_OFFICE),
    AGE("woman-worker", woman_worker, RETIREMENT_WOMAN_WORKER),
    {.name = "sources",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &retirement_sources,
     AT(retirement_rule, sources),
     .count_offset = SIZE_MAX,
     OPTIONAL},
};
static const struct record_table retirement_rule = {TABLE("rule", retirement_rule_fields, retirement_rule)};
static const struct record_field retirement_fields[] = {
    CHARS("guide", FORM_NAME, CONTENT_ID_SIZE - 1, box_config, retirement_guide, REQUIRED),
    EACH(RETIREMENT_RULES_MAX, retirement_rule, box_config, retirement_rules, retirement_rule_count),
};
static const struct record_table retirement = {TABLE("retirement", retirement_fields, box_config)};

static const struct record_field box_fields[] = {
    PART("backend", backend, REQUIRED),
    PART("region", region, REQUIRED),
    PART("hall", hall, REQUIRED),
    PART("display", display, OPTIONAL),
    {.name = "language",
     .xml = XML_CHILD,
     .type = FIELD_CHARS,
     .words = &languages,
     .fallback = "zh-CN",
     AT(box_config, language)},
    {.name = "theme",
     .xml = XML_CHILD,
     .type = FIELD_CHARS,
     .form = FORM_NAME,
     .min = 1,
     .max = 32,
     .fallback = "dusk",
     AT(box_config, theme)},
    PART("poll", poll, OPTIONAL),
    MANY("fonts", CONFIG_FONT_MAX, font, box_config, fonts, font_count, REQUIRED),
    MANY("tiles", TILE_MAX, tile, box_config, tiles, tile_count, REQUIRED),
    MANY("remotes", CONFIG_REMOTE_MAX, remote, box_config, remotes, remote_count, OPTIONAL),
    PART("retirement", retirement, OPTIONAL),
};
static const struct record_table box = {TABLE("box", box_fields, box_config), .about = "What the boxes get."};

/* --- <server> --- */

static const struct record_field listen_fields[] = {
    CHARS("address", FORM_IP_ADDRESS, 45, server_config, listen_address, .fallback = "127.0.0.1"),
    NUMBER("port", 0, 65535, server_config, listen_port, REQUIRED),
    NUMBER("threads", 1, 64, server_config, threads, ELSE(2)),
    PATH("certificate", server_config, certificate_file, OPTIONAL),
    PATH("key", server_config, key_file, OPTIONAL),
    NUMBER("plain", 0, 1, server_config, is_plain, ELSE(0)),
};
static const struct record_rule listen_rules[] = {
    {RULE_TOGETHER, "certificate", "key", 0, "both for TLS, or neither and plain=\"1\""},
};
static const struct record_table listening = {TABLE("listen", listen_fields, server_config),
                                              .rules = listen_rules, .rule_count = COUNT(listen_rules)};

static const struct record_field store_fields[] = {PATH("path", server_config, store_path, REQUIRED)};
static const struct record_table store = {TABLE("store", store_fields, server_config)};

static const struct record_field pictures_fields[] = {
    PATH("directory", server_config, picture_directory, REQUIRED),
    NUMBER("inside-addresses", 0, 1, server_config, inside_addresses, ELSE(0)),
};
static const struct record_table pictures = {TABLE("pictures", pictures_fields, server_config)};

/* A system that the headend asks. */
#define UPSTREAM_LINES(type_, in)                                                                            \
    URL("url", type_, in url, REQUIRED), NUMBER("timeout-ms", 500, 6000, type_, in timeout_ms, ELSE(3000)),  \
        NUMBER("calls-per-second", 1, 1000, type_, in calls_per_second, OPTIONAL),                           \
        PATH("ca", type_, in ca_file, OPTIONAL), PATH("certificate", type_, in certificate_file, OPTIONAL),  \
        PATH("key", type_, in key_file, OPTIONAL)
static const struct record_field upstream_fields[] = {UPSTREAM_LINES(upstream_config, )};
static const struct record_table upstream = {TABLE("upstream", upstream_fields, upstream_config)};

static const struct record_field identity_fields[] = {
    WORD("kind", identity_kinds, identity_config, kind, REQUIRED),
    UPSTREAM_LINES(identity_config, upstream.),
    CHARS("client-id", FORM_ANY, IDENTITY_CLIENT_ID_SIZE - 1, identity_config, client_id, REQUIRED),
    PATH("secret", identity_config, secret_file, REQUIRED),
    CHARS("issuer", FORM_ANY, CONFIG_URL_SIZE - 1, identity_config, issuer, OPTIONAL),
    WORD("client-proof", identity_proofs, identity_config, proof, OPTIONAL),
    CHARS("scope", FORM_ANY, IDENTITY_WORDS_SIZE - 1, identity_config, scope, .fallback = "openid profile"),
    CHARS("name-claim", FORM_ANY, IDENTITY_CLAIM_SIZE - 1, identity_config, name_claim, .fallback = "name"),
    CHARS("id-number-claim", FORM_ANY, IDENTITY_CLAIM_SIZE - 1, identity_config, id_number_claim,
          .fallback = "id_number"),
    CHARS("strong-acr", FORM_ANY, IDENTITY_WORDS_SIZE - 1, identity_config, strong_acr, OPTIONAL),
    CHARS("login-url", FORM_ANY, CONFIG_URL_SIZE - 1, identity_config, login_url, OPTIONAL),
};
static const struct record_table identity = {TABLE("identity", identity_fields, identity_config)};

static const struct record_field wechat_fields[] = {
    UPSTREAM_LINES(wechat_config, upstream.),
    URL("reserve-url", wechat_config, reserve_url, OPTIONAL),
    CHARS("merchant", FORM_NAME, PAYMENT_MERCHANT_SIZE - 1, wechat_config, merchant, REQUIRED),
    CHARS("app", FORM_NAME, PAYMENT_APP_SIZE - 1, wechat_config, app, REQUIRED),
    CHARS("serial", FORM_ANY, PAYMENT_SERIAL_SIZE - 1, wechat_config, serial, REQUIRED),
    PATH("merchant-key", wechat_config, merchant_key, REQUIRED),
    PATH("api-key", wechat_config, api_key, REQUIRED),
    PATH("public-key", wechat_config, public_key, OPTIONAL),
    CHARS("public-key-id", FORM_ANY, PAYMENT_SERIAL_SIZE - 1, wechat_config, public_key_id, OPTIONAL),
    NUMBER("certificates", 0, 1, wechat_config, certificates, ELSE(0)),
};
static const struct record_rule wechat_rules[] = {
    {RULE_TOGETHER, "public-key", "public-key-id", 0, "both, or neither and certificates=\"1\""},
};
static const struct record_table wechat = {TABLE("wechat", wechat_fields, wechat_config),
                                           .rules = wechat_rules, .rule_count = COUNT(wechat_rules)};

static const struct record_field alipay_fields[] = {
    UPSTREAM_LINES(alipay_config, upstream.),
    CHARS("app", FORM_NAME, PAYMENT_APP_SIZE - 1, alipay_config, app, REQUIRED),
    CHARS("seller", FORM_NAME, PAYMENT_MERCHANT_SIZE - 1, alipay_config, seller, REQUIRED),
    PATH("app-key", alipay_config, app_key, REQUIRED),
    PATH("alipay-key", alipay_config, alipay_key, REQUIRED),
};
static const struct record_table alipay = {TABLE("alipay", alipay_fields, alipay_config)};

static const struct record_field payment_fields[] = {
    URL("notify-url", payment_config, notify_url, REQUIRED),
    {.name = "wechat",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &wechat,
     AT(payment_config, wechat),
     .count_offset = SIZE_MAX},
    {.name = "alipay",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &alipay,
     AT(payment_config, alipay),
     .count_offset = SIZE_MAX},
};
static const struct record_table payment = {TABLE("payment", payment_fields, payment_config)};

/* Thousandths of a percent a year: 2600 is 2.6 %. */
#define RATE(name_, member) NUMBER(name_, 0, 20000, config_fund_rate, member, REQUIRED)
static const struct record_field fund_rate_fields[] = {
    NUMBER("from", 19000101, 29991231, config_fund_rate, from, REQUIRED),
    RATE("deposit", deposit),
    RATE("loan-short", loan_short),
    RATE("loan-long", loan_long),
};
static const struct record_table fund_rate = {TABLE("rate", fund_rate_fields, config_fund_rate)};

static const struct record_field utility_fields[] = {
    WORD("kind", utility_kinds, utility_config, kind, REQUIRED),
    CHARS("operator", FORM_NAME, CONTENT_ID_SIZE - 1, utility_config, operator_id, REQUIRED),
    CHARS("name", FORM_ANY, UTILITY_NAME_CHARACTERS, utility_config, name, REQUIRED),
    CHARS("pattern", FORM_ANY, ACCOUNT_PATTERN_SIZE - 1, utility_config, pattern, REQUIRED),
    PATH("answers", utility_config, answers_file, OPTIONAL),
    UPSTREAM_LINES(utility_config, upstream.),
};
static const struct record_table utility = {TABLE("utility", utility_fields, utility_config)};

static const struct record_field server_fields[] = {
    PART("listen", listening, REQUIRED),
    PART("store", store, REQUIRED),
    PART("pictures", pictures, REQUIRED),
    {.name = "cases",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &upstream,
     AT(server_config, cases),
     .count_offset = SIZE_MAX},
    {.name = "identity",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &identity,
     AT(server_config, identity),
     .count_offset = SIZE_MAX},
    {.name = "social-security",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &upstream,
     AT(server_config, social_security),
     .count_offset = SIZE_MAX},
    {.name = "housing-fund",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &upstream,
     AT(server_config, housing_fund),
     .count_offset = SIZE_MAX},
    {.name = "payment",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &payment,
     AT(server_config, payment),
     .count_offset = SIZE_MAX},
    MANY("housing-fund-rates", CONFIG_FUND_RATE_MAX, fund_rate, server_config, fund_rates, fund_rate_count,
         OPTIONAL),
    MANY("utilities", CONFIG_UTILITY_MAX, utility, server_config, utilities, utility_count, OPTIONAL),
};
static const struct record_table server = {TABLE("server", server_fields, server_config),
                                           .about = "The headend's own: never sent to a box."};

/* --- <headend> --- */

static const struct record_field headend_fields[] = {
    {ATTRIBUTE("version", FIELD_CHARS, 1, 1), .words = &versions, .offset = SIZE_MAX, REQUIRED},
    {.name = "box",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &box,
     AT(hall_config, box),
     .count_offset = SIZE_MAX,
     REQUIRED},
    {.name = "server",
     .xml = XML_CHILD,
     .type = FIELD_RECORD,
     .record = &server,
     AT(hall_config, server),
     .count_offset = offsetof(struct hall_config, server.present)},
};
const struct record_table hall_config_table = {
    TABLE("headend", headend_fields, hall_config),
    .about =
        "headend.xml: the operator's one configuration file. Printed from both-sides/config/config_table.c\n"
        "     by `make schemas`. What a grammar cannot say (ids, digits and places that are used once, at\n"
        "     least one regular font, at most 8 fonts, 27 tiles, 8 remotes and 128 keys of theirs, an\n"
        "     address that exists) is checked by the programs: `tv-hall-admin check FILE`."};
