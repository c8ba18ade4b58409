#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "both-sides/config/hall_config.h"
#include "both-sides/xml/config_document.h"

/* Good and bad files, each the sample city's headend.xml with one thing changed. */

#define SCHEMA "assets/schemas/headend.rng"
#define SAMPLE "assets/headend.xml"

static char *sample;
static size_t sample_length;

static int read_sample(void **state)
{
    struct config_errors errors = {0};
    (void)state;
    sample = config_file_read(SAMPLE, &sample_length, &errors);
    if (sample == NULL) {
        return -1;
    }
    return 0;
}

static int free_sample(void **state)
{
    (void)state;
    free(sample);
    return 0;
}

/* The sample with the first `find` replaced; to be freed. */
static char *changed(const char *find, const char *replace)
{
    char *at = strstr(sample, find);
    if (at == NULL) {
        fail_msg("the sample has no \"%s\" to replace", find);
    }
    size_t before = (size_t)(at - sample);
    size_t size = sample_length + strlen(replace) + 1;
    char *text = malloc(size);
    assert_non_null(text);
    (void)snprintf(text, size, "%.*s%s%s", (int)before, sample, replace, at + strlen(find));
    return text;
}

static int schema_accepts(const char *text)
{
    struct config_errors errors = {0};
    xmlDoc *document = config_document_read(text, strlen(text), &errors);
    assert_non_null(document);
    int verdict = config_document_validate(document, SCHEMA, &errors);
    xmlFreeDoc(document);
    assert_true(verdict >= 0);
    return verdict == 0;
}

/* Where the sample has `part`: what comes before it is the same in the changed text. */
static int line_of(const char *part)
{
    int line = 1;
    const char *end = strstr(sample, part);
    for (const char *at = sample; end != NULL && at < end; at++) {
        line += *at == '\n';
    }
    return line;
}

#define UTILITY(kind, operator_, name, pattern, url)                                                         \
    "<utility kind=\"" kind "\" operator=\"" operator_ "\" name=\"" name "\" pattern=\"" pattern             \
    "\" url=\"" url "\"/>"
#define UTILITIES(...) "<utilities>" UTILITY(__VA_ARGS__) "</utilities>"

enum who { GRAMMAR, RULE }; /* who can say that it is wrong: the schema too, or the programs only */

struct bad_case {
    const char *find, *replace;
    enum who who;
    const char *element, *problem; /* a part of it */
};

static const struct bad_case bad_cases[] = {
    {"</server>",
     "<identity kind=\"saml\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\"/></server>",
     GRAMMAR, "identity", "is not allowed"},
    {"</server>",
     "<payment notify-url=\"http://b.example\"><wechat url=\"https://a.example\" merchant=\"1\" app=\"wx1\" "
     "serial=\"AB\" merchant-key=\"/k\" api-key=\"/a\" certificates=\"1\"/></payment></server>",
     RULE, "payment", "http://b.example"},
    {"</server>",
     "<payment notify-url=\"https://b.example/?x=1\"><wechat url=\"https://a.example\" merchant=\"1\" "
     "app=\"wx1\" serial=\"AB\" merchant-key=\"/k\" api-key=\"/a\" certificates=\"1\"/></payment></server>",
     GRAMMAR, "payment", "is not allowed"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><wechat url=\"https://a.example\" merchant=\"1\" app=\"wx1\" "
     "serial=\"AB\" merchant-key=\"/k\" api-key=\"/a\"/></payment></server>",
     RULE, "wechat", "by what WeChat Pay is believed"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><wechat url=\"https://a.example\" merchant=\"1\" app=\"wx1\" "
     "serial=\"AB\" merchant-key=\"/k\" api-key=\"/a\" public-key=\"/p\"/></payment></server>",
     GRAMMAR, "wechat", "public-key"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><wechat url=\"http://a.example\" merchant=\"1\" app=\"wx1\" "
     "serial=\"AB\" merchant-key=\"/k\" api-key=\"/a\" certificates=\"1\"/></payment></server>",
     RULE, "wechat", "http://a.example"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><wechat url=\"https://a.example\" merchant=\"1\" app=\"wx1\" "
     "merchant-key=\"/k\" api-key=\"/a\" certificates=\"1\"/></payment></server>",
     GRAMMAR, "wechat", "serial is missing"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><alipay url=\"http://a.example\" app=\"2021\" "
     "seller=\"2088\" app-key=\"/k\" alipay-key=\"/a\"/></payment></server>",
     RULE, "alipay", "http://a.example"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><alipay url=\"https://a.example\" app=\"2021\" "
     "app-key=\"/k\" alipay-key=\"/a\"/></payment></server>",
     GRAMMAR, "alipay", "seller is missing"},
    {"</server>",
     "<payment notify-url=\"https://b.example\"><alipay url=\"https://a.example\" app=\"2021\" "
     "seller=\"2088\" alipay-key=\"/a\"/></payment></server>",
     GRAMMAR, "alipay", "app-key is missing"},
    {"</server>", "<identity kind=\"oidc\" url=\"https://a.example\" secret=\"/etc/s\"/></server>", GRAMMAR,
     "identity", "client-id is missing"},
    {"</server>", "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\"/></server>", GRAMMAR,
     "identity", "secret is missing"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "client-proof=\"none\"/></server>",
     GRAMMAR, "identity", "is not allowed"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"http://a.example\" client-id=\"hall\" secret=\"/etc/s\"/></server>", RULE,
     "identity", "not safe"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "issuer=\"http://a.example\"/></server>",
     RULE, "identity", "not safe"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "issuer=\"https://a.example/#x\"/></server>",
     RULE, "identity", "not safe"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"https://a.example/l\"/></server>",
     RULE, "identity", "login-url with another kind"},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" scope=\"profile "
     "openid2\"/></server>",
     RULE, "identity", "profile openid2"},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\"/></server>",
     RULE, "identity", "login-url is missing"},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"http://a.example/login?x=1\"/></server>",
     RULE, "identity", "not safe"},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"https://a.example/login?x=1\" issuer=\"https://a.example\"/></server>",
     RULE, "identity", "with another kind"},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"https://a.example/login?x=1\" strong-acr=\"x\"/></server>",
     RULE, "identity", "with another kind"},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"https://a.example/login?x=1\" client-proof=\"private-key\"/></server>",
     RULE, "identity", "with another kind"},
    {"</server>", "<cases url=\"http://a.example\" timeout-ms=\"6001\"/></server>", GRAMMAR, "cases",
     "timeout-ms=\"6001\" is not allowed"},
    {"</server>", "<cases url=\"http://a.example\" timeout-ms=\"499\"/></server>", GRAMMAR, "cases",
     "is not allowed"},
    {"</server>", "<cases url=\"http://a.example\" calls-per-second=\"0\"/></server>", GRAMMAR, "cases",
     "is not allowed"},
    {"</server>", "<cases url=\"http://a.example\" ca=\"\"/></server>", GRAMMAR, "cases", "is not allowed"},
    {"<poll seconds=\"900\"/>", "<remotes/>", GRAMMAR, "remotes", "<remote> is missing"},
    {"<poll seconds=\"900\"/>", "<remotes><remote device=\"rc*\"></remote></remotes>", GRAMMAR, "remote",
     "<key> is missing"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"\"><key code=\"KEY_OK\" is=\"OK\"/></remote></remotes>", GRAMMAR, "remote",
     "is not allowed"},
    {"<poll seconds=\"900\"/>", "<remotes><remote device=\"rc*\"><key is=\"OK\"/></remote></remotes>",
     GRAMMAR, "key", "neither a code nor a scancode"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key code=\"KEY_OK\" scancode=\"0x1\" is=\"OK\"/></remote></remotes>",
     GRAMMAR, "key", "both a code and a scancode"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key code=\"ok\" is=\"OK\"/></remote></remotes>", GRAMMAR, "key",
     "code=\"ok\" is not allowed"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key scancode=\"12\" is=\"OK\"/></remote></remotes>", GRAMMAR, "key",
     "is not allowed"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key scancode=\"0x123456789\" is=\"OK\"/></remote></remotes>", GRAMMAR,
     "key", "is not allowed"},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key code=\"KEY_OK\" is=\"EXIT\"/></remote></remotes>", GRAMMAR, "key",
     "is=\"EXIT\" is not allowed"},
    {"<poll seconds=\"900\"/>", "<remotes><remote device=\"rc*\"><key code=\"KEY_OK\"/></remote></remotes>",
     GRAMMAR, "key", "the attribute is is missing"},
    {"<headend version=\"1\">", "<headend>", GRAMMAR, "headend", "the attribute version is missing"},
    {"version=\"1\">", "version=\"2\">", GRAMMAR, "headend", "version=\"2\" is not allowed"},
    {"<headend version=\"1\">", "<headend xmlns=\"urn:x\" version=\"1\">", GRAMMAR, "headend",
     "not a headend.xml"},
    {"<backend url=\"http://127.0.0.1:8080\"/>", "", GRAMMAR, "box", "<backend> is missing"},
    {"http://127.0.0.1:8080", "ftp://127.0.0.1", GRAMMAR, "backend",
     "url=\"ftp://127.0.0.1\" is not allowed"},
    {"http://127.0.0.1:8080", "http://127.0.0.1:8080/", GRAMMAR, "backend", "is not allowed"},
    {"http://127.0.0.1:8080", "http://user:word@city.example", GRAMMAR, "backend", "is not allowed"},
    {"http://127.0.0.1:8080", "http://city.example/?a=b", GRAMMAR, "backend", "is not allowed"},
    {"http://127.0.0.1:8080", "http://", GRAMMAR, "backend", "is not allowed"},
    {"http://127.0.0.1:8080\"/>", "http://a.example\" ca=\"\"/>", GRAMMAR, "backend",
     "ca=\"\" is not allowed"},
    {"code=\"431000\"", "code=\"43100\"", GRAMMAR, "region", "code=\"43100\" is not allowed"},
    {"code=\"431000\"", "code=\"chenzhou\"", GRAMMAR, "region", "is not allowed"},
    {"<name xml:lang=\"zh-CN\">郴州市</name>", "", GRAMMAR, "region", "<name xml:lang=\"zh-CN\"> is missing"},
    {"<name xml:lang=\"zh-CN\">郴州市", "<name>郴州市", GRAMMAR, "name", "xml:lang is missing"},
    {"<name xml:lang=\"zh-CN\">郴州市", "<name xml:lang=\"de\">郴州市", GRAMMAR, "name",
     "language is \"de\""},
    {"<name xml:lang=\"en\">Chenzhou", "<name xml:lang=\"zh-CN\">郴州", GRAMMAR, "name", "a second <name>"},
    {">郴州市<", "> <", GRAMMAR, "name", "the text is empty"},
    {">郴州市<", ">郴州市郴州市郴州市郴州市郴州市郴州市郴州市<", GRAMMAR, "name",
     "the text has 21 characters"},
    {">郴州市<", ">郴\n州市<", RULE, "name", "line break or another control character"},
    {">郴州市<", ">郴&#x202e;州市<", RULE, "name", "control character"},
    {">郴州市<", "><b>郴州市</b><", GRAMMAR, "name", "<b> cannot stand here"},
    {"<display safe-area=\"5\"/>", "<display safe-area=\"11\"/>", GRAMMAR, "display", "safe-area=\"11\""},
    {"<display safe-area=\"5\"/>", "<display width=\"1280\"/>", GRAMMAR, "display",
     "width and height belong together"},
    {"<display safe-area=\"5\"/>", "<display width=\"1e9\" height=\"720\"/>", GRAMMAR, "display",
     "width=\"1e9\""},
    {"<display safe-area=\"5\"/>", "<display/><display/>", GRAMMAR, "display", "one <display> too many"},
    {"<display safe-area=\"5\"/>", "<display>text</display>", GRAMMAR, "display",
     "text between the elements"},
    {"<language>zh-CN<", "<language>zh<", GRAMMAR, "language", "\"zh\" is not allowed"},
    {"<theme>dusk<", "<theme>../dusk<", GRAMMAR, "theme", "\"../dusk\" is not allowed"},
    {"<theme>dusk<", "<theme><", GRAMMAR, "theme", "\"\" is not allowed"},
    {"<poll seconds=\"900\"/>", "<poll seconds=\"1\"/>", GRAMMAR, "poll", "seconds=\"1\" is not allowed"},
    {"<poll seconds=\"900\"/>", "<poll secs=\"900\"/>", GRAMMAR, "poll", "there is no attribute secs here"},
    {"<poll seconds=\"900\"/>", "<pol seconds=\"900\"/>", GRAMMAR, "box", "<pol> cannot stand here"},
    {"role=\"regular\"", "role=\"bold\"", RULE, "fonts", "no regular font is named"},
    {"role=\"regular\"", "role=\"thin\"", GRAMMAR, "font", "role=\"thin\" is not allowed"},
    {"index=\"2\"", "index=\"-1\"", GRAMMAR, "font", "index=\"-1\" is not allowed"},
    {"digit=\"2\"", "digit=\"1\"", RULE, "tile", "digit=\"1\" is taken by the tile \"notices\""},
    {"digit=\"2\"", "digit=\"0\"", GRAMMAR, "tile", "digit=\"0\" is not allowed"},
    {"digit=\"2\"", "digit=\"10\"", GRAMMAR, "tile", "digit=\"10\" is not allowed"},
    {"id=\"outages\"", "id=\"notices\"", RULE, "tile", "id=\"notices\" is taken by the tile of line"},
    {"id=\"outages\"", "id=\"Outages\"", GRAMMAR, "tile", "id=\"Outages\" is not allowed"},
    {"row=\"1\" column=\"2\"", "row=\"1\" column=\"1\"", RULE, "tile", "row 1, column 1 is taken"},
    {"row=\"1\" column=\"2\"", "row=\"1\" column=\"4\"", GRAMMAR, "tile", "column=\"4\" is not allowed"},
    {"row=\"1\" column=\"2\"", "row=\"1\"", GRAMMAR, "tile", "the attribute column is missing"},
    {"kind=\"help\"", "kind=\"lottery\"", GRAMMAR, "content", "kind=\"lottery\" is not allowed"},
    {"kind=\"help\"", "kind=\"search\" category=\"2\"", GRAMMAR, "content", "category=\"2\" goes with"},
    {"kind=\"help\"", "kind=\"help\" category=\"2\"", GRAMMAR, "content", "category=\"2\" goes with"},
    {"kind=\"help\"", "kind=\"guide\"", RULE, "content", "the tile \"help\" says no guide"},
    {"kind=\"help\"", "kind=\"help\" guide=\"gas\"", RULE, "content", "the tile \"help\" says guide=\"gas\""},
    {"kind=\"help\"", "kind=\"utility\" guide=\"gas\"", RULE, "content", "the tile \"help\" says no utility"},
    {"kind=\"help\"", "kind=\"help\" utility=\"gas\"", RULE, "content",
     "the tile \"help\" says utility=\"gas\""},
    {"kind=\"help\"", "kind=\"utility\" utility=\"heat\"", GRAMMAR, "content",
     "utility=\"heat\" is not allowed"},
    {"guide=\"gas-payment\"", "guide=\"Gas\"", GRAMMAR, "content", "guide=\"Gas\" is not allowed"},
    {"category=\"3\"", "category=\"6\"", GRAMMAR, "content", "category=\"6\" is not allowed"},
    {"<content kind=\"help\"/>", "", GRAMMAR, "tile", "<content> is missing"},
    {"</server>", UTILITIES("gas", "a", "名", "d{3}", "https://a.example") "</server>", RULE, "utility",
     "pattern=\"d{3}\""},
    {"</server>", UTILITIES("gas", "a", "名", "[0-9]{10}", "https://a.example") "</server>", RULE, "utility",
     "pattern=\"[0-9]{10}\""},
    {"</server>", UTILITIES("gas", "a", "名", "d{10}", "http://a.example") "</server>", RULE, "utility",
     "without TLS over a network"},
    {"</server>", UTILITIES("heat", "a", "名", "d{10}", "https://a.example") "</server>", GRAMMAR, "utility",
     "kind=\"heat\""},
    {"</server>", UTILITIES("gas", "A b", "名", "d{10}", "https://a.example") "</server>", GRAMMAR, "utility",
     "operator=\"A b\""},
    {"</server>", UTILITIES("gas", "a", "", "d{10}", "https://a.example") "</server>", GRAMMAR, "utility",
     "name=\"\""},
    {"</server>",
     UTILITIES("gas", "a", "一二三四五六七八九十一二三四五六七八九十一", "d{10}",
               "https://a.example") "</server>",
     GRAMMAR, "utility", "is not allowed"},
    {"</server>",
     "<utilities>" UTILITY("gas", "a", "名", "d{10}", "https://a.example")
         UTILITY("water", "a", "名", "d{10}", "https://b.example") "</utilities></server>",
     RULE, "utility", "operator=\"a\" is taken"},
    {"</server>", "<utilities/></server>", GRAMMAR, "utilities", "utility"},
    {"<server>", "<server/><server>", GRAMMAR, "server", "one <server> too many"},
    {"<listen address=\"127.0.0.1\"", "<listen address=\"999.1.1.1\"", RULE, "listen",
     "address=\"999.1.1.1\""},
    {"<listen address=\"127.0.0.1\"", "<listen address=\"localhost\"", GRAMMAR, "listen",
     "address=\"localhost\""},
    {"port=\"8080\"", "port=\"65536\"", GRAMMAR, "listen", "port=\"65536\" is not allowed"},
    {"port=\"8080\"", "port=\"\"", GRAMMAR, "listen", "port=\"\" is not allowed"},
    {"threads=\"2\"", "threads=\"0\"", GRAMMAR, "listen", "threads=\"0\" is not allowed"},
    {"plain=\"1\"", "plain=\"2\"", GRAMMAR, "listen", "plain=\"2\" is not allowed"},
    {"plain=\"1\"", "", RULE, "listen", "it is not said how what is sent is protected"},
    {"plain=\"1\"", "plain=\"0\"", RULE, "listen", "it is not said how what is sent is protected"},
    {"plain=\"1\"", "certificate=\"a.pem\"", GRAMMAR, "listen", "certificate and key belong together"},
    {"plain=\"1\"", "key=\"a.key\"", GRAMMAR, "listen", "certificate and key belong together"},
    {"plain=\"1\"", "plain=\"1\" certificate=\"a.pem\" key=\"a.key\"", RULE, "listen",
     "beside a certificate"},
    {"<listen address=\"127.0.0.1\"", "<listen address=\"0.0.0.0\"", RULE, "listen",
     "without TLS over a network"},
    {"<listen address=\"127.0.0.1\"", "<listen address=\"::\"", RULE, "listen", "without TLS over a network"},
    {"<listen address=\"127.0.0.1\"", "<listen address=\"10.1.2.3\"", RULE, "listen",
     "without TLS over a network"},
    {"<backend url=\"http://127.0.0.1:8080\"", "<backend url=\"http://10.1.2.3\"", RULE, "backend",
     "url=\"http://10.1.2.3\" is without TLS"},
    {"http://127.0.0.1:8080\"", "http://127.0.0.1.example\"", RULE, "backend", "is without TLS"},
    {"http://127.0.0.1:8080\"", "http://127.0.0.1:8080\" phone-url=\"http://hall.example\"", RULE, "backend",
     "phone-url=\"http://hall.example\" is without TLS"},
    {"<store path=\"tv-hall.sqlite\"/>", "", GRAMMAR, "server", "<store> is missing"},
    {"path=\"tv-hall.sqlite\"", "path=\"a&#9;b\"", RULE, "store", "is not allowed"},
};

static int has_error(const struct config_errors *errors, const struct bad_case *bad, int line)
{
    for (size_t i = 0; i < errors->count; i++) {
        const struct config_error *error = &errors->items[i];
        if (strcmp(error->element, bad->element) == 0 && strstr(error->problem, bad->problem) != NULL &&
            error->allowed[0] != '\0' && (line == 0 || error->line == line)) {
            return 1;
        }
    }
    return 0;
}

static void bad_files_are_refused_with_the_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_cases / sizeof bad_cases[0]; i++) {
        const struct bad_case *bad = &bad_cases[i];
        struct hall_config *config = NULL;
        struct config_errors errors;
        char *text = changed(bad->find, bad->replace);
        int result = hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors);
        /* An error of the changed element itself stands on its line. */
        int same_line = strstr(bad->replace, bad->element) == bad->replace + 1;
        int line = same_line ? line_of(bad->find) : 0;
        int accepted = schema_accepts(text);
        free(text);
        assert_null(config);
        if (result != -1 || !has_error(&errors, bad, line)) {
            fail_msg("\"%s\": expected line %d: %s: %s; got %zu errors, the first %d: %s: %s", bad->replace,
                     line, bad->element, bad->problem, errors.count, errors.items[0].line,
                     errors.items[0].element, errors.items[0].problem);
        }
        if (accepted != (bad->who == RULE)) {
            fail_msg("\"%s\": the schema %s it, and should not", bad->replace,
                     accepted ? "accepts" : "refuses");
        }
    }
}

static const struct bad_case good_cases[] = {
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\"/></server>",
     GRAMMAR, NULL, NULL},
    {"</server>",
     "<identity kind=\"oidc\" url=\"http://127.0.0.1:8000/oidc\" client-id=\"hall\" "
     "secret=\"/etc/s\"/></server>",
     GRAMMAR, NULL, NULL},
    {"</server>",
     "<identity kind=\"oidc\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "issuer=\"https://a.example/\" client-proof=\"private-key\" scope=\"email openid\" name-claim=\"xm\" "
     "id-number-claim=\"zjhm\" strong-acr=\"a b\" timeout-ms=\"1000\" ca=\"/c\"/></server>",
     GRAMMAR, NULL, NULL},
    {"</server>",
     "<identity kind=\"ticket\" url=\"https://a.example\" client-id=\"hall\" secret=\"/etc/s\" "
     "login-url=\"https://a.example/login?x=1\"/></server>",
     GRAMMAR, NULL, NULL},
    {"</server>", "<cases url=\"http://a.example\" timeout-ms=\"6000\"/></server>", GRAMMAR, NULL, NULL},
    {"<poll seconds=\"900\"/>",
     "<remotes><remote device=\"rc*\"><key code=\"KEY_PROG1\" is=\"HOME\"/><key scancode=\"0x80110a\" "
     "is=\"NONE\"/><key code=\"353\" is=\"5\"/></remote></remotes>",
     GRAMMAR, NULL, NULL},
    {"</server>",
     "<cases url=\"https://a.example\" calls-per-second=\"1000\" ca=\"/etc/city.pem\" "
     "certificate=\"/etc/us.pem\" key=\"/etc/us.key\"/></server>",
     GRAMMAR, NULL, NULL},
    {"<headend", "<headend", GRAMMAR, NULL, NULL},
    {"<poll seconds=\"900\"/>", "", GRAMMAR, NULL, NULL},
    {"<poll seconds=\"900\"/>", "<poll/>", GRAMMAR, NULL, NULL},
    {"<poll seconds=\"900\"/>", "<poll seconds=\" 0900 \"/>", GRAMMAR, NULL, NULL},
    {"<theme>dusk</theme>", "<theme>\n  <!-- dark --> dusk\n</theme>", GRAMMAR, NULL, NULL},
    {"<language>zh-CN</language>", "", GRAMMAR, NULL, NULL},
    {"<display safe-area=\"5\"/>", "<display width=\"1280\" height=\"720\"/>", GRAMMAR, NULL, NULL},
    {"<name xml:lang=\"en\">Chenzhou</name>", "", GRAMMAR, NULL, NULL},
    {">郴州市<", ">\n  郴州市\n<", GRAMMAR, NULL, NULL},
    {">郴州市<", "><![CDATA[A&B 㛃]]><", GRAMMAR, NULL, NULL},
    {">郴州市<", ">郴州市郴州市郴州市郴州市郴州市郴州市郴州<", GRAMMAR, NULL, NULL},
    {"http://127.0.0.1:8080\"", "https://[::1]:8443/hall/v2\" ca=\"/etc/city.pem\"", GRAMMAR, NULL, NULL},
    {" digit=\"2\"", "", GRAMMAR, NULL, NULL},
    {" category=\"3\"", "", GRAMMAR, NULL, NULL},
    {"code=\"431000\"", "code=\"431002001\"", GRAMMAR, NULL, NULL},
    {"address=\"127.0.0.1\" port=\"8080\" threads=\"2\"", "port=\"0\"", GRAMMAR, NULL, NULL},
    {"address=\"127.0.0.1\"", "address=\"::1\"", GRAMMAR, NULL, NULL},
    {"address=\"127.0.0.1\"", "address=\"127.9.9.9\"", GRAMMAR, NULL, NULL},
    {"address=\"127.0.0.1\" port=\"8080\" threads=\"2\" plain=\"1\"",
     "address=\"::\" port=\"443\" certificate=\"/etc/hall.pem\" key=\"/etc/hall.key\"", GRAMMAR, NULL, NULL},
    {"http://127.0.0.1:8080\"", "http://localhost:80\" phone-url=\"https://hall.example\"", GRAMMAR, NULL,
     NULL},
};

static void good_files_are_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good_cases / sizeof good_cases[0]; i++) {
        struct hall_config *config = NULL;
        struct config_errors errors;
        char *text = changed(good_cases[i].find, good_cases[i].replace);
        int result = hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors);
        int accepted = schema_accepts(text);
        free(text);
        hall_config_free(config);
        if (result != 0 || !accepted) {
            fail_msg("\"%s\" is refused: %d: %s: %s (%s)", good_cases[i].replace, errors.items[0].line,
                     errors.items[0].element, errors.items[0].problem, errors.items[0].allowed);
        }
    }
}

static void remotes_are_read_with_their_lines(void **state)
{
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    char *text = changed("<poll seconds=\"900\"/>",
                         "<remotes><remote device=\"a*\"><key code=\"KEY_OK\" is=\"OK\"/>\n"
                         "<key scancode=\"0x1f\" is=\"NONE\"/></remote>\n"
                         "<remote device=\"b\"><key code=\"7\" is=\"6\"/></remote></remotes>");
    int line = line_of("<poll seconds");
    assert_int_equal(hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors), 0);
    free(text);
    const struct box_config *box = &config->box;
    assert_int_equal(box->remote_count, 2);
    assert_string_equal(box->remotes[0].device, "a*");
    assert_int_equal(box->remotes[0].key_count, 2);
    assert_string_equal(box->remotes[0].keys[0].code, "KEY_OK");
    assert_string_equal(box->remotes[0].keys[0].scancode, "");
    assert_int_equal(box->remotes[0].keys[0].line, line);
    assert_string_equal(box->remotes[0].keys[1].scancode, "0x1f");
    assert_string_equal(box->remotes[0].keys[1].is, "NONE");
    assert_int_equal(box->remotes[0].keys[1].line, line + 1);
    assert_string_equal(box->remotes[1].keys[0].is, "6");
    assert_int_equal(box->remotes[1].keys[0].line, line + 2);
    hall_config_free(config);
}

static void utilities_are_read(void **state)
{
    struct hall_config *config = NULL;
    struct config_errors errors;
    (void)state;
    char *text = changed(
        "</server>",
        "<utilities>" UTILITY("gas", "sample-gas", "示例燃气公司", "c{4,20}",
                              "https://a.example") "<utility kind=\"electricity\" operator=\"b\" name=\"电\" "
                                                   "pattern=\"d{10}|d{13}\" "
                                                   "answers=\"/etc/b.xml\" url=\"http://127.0.0.1:9\" "
                                                   "timeout-ms=\"5000\"/></utilities></server>");
    assert_int_equal(hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors), 0);
    free(text);
    assert_int_equal(config->server.utility_count, 2);
    const struct utility_config *gas = &config->server.utilities[0];
    const struct utility_config *electricity = &config->server.utilities[1];
    assert_int_equal(gas->kind, UTILITY_GAS);
    assert_string_equal(gas->operator_id, "sample-gas");
    assert_string_equal(gas->name, "示例燃气公司");
    assert_string_equal(gas->answers_file, "");
    assert_int_equal(gas->upstream.timeout_ms, 3000);
    assert_int_equal(electricity->kind, UTILITY_ELECTRICITY);
    assert_string_equal(electricity->pattern, "d{10}|d{13}");
    assert_string_equal(electricity->answers_file, "/etc/b.xml");
    assert_int_equal(electricity->upstream.timeout_ms, 5000);
    hall_config_free(config);
}

/* Three remotes of 43 keys: each may have them, all together not. */
static void too_many_keys_are_refused(void **state)
{
    static char remotes[16 * 1024];
    struct hall_config *config = NULL;
    struct config_errors errors;
    size_t used = (size_t)snprintf(remotes, sizeof remotes, "<remotes>");
    (void)state;
    for (int i = 0; i < 3; i++) {
        used += (size_t)snprintf(remotes + used, sizeof remotes - used, "<remote device=\"a\">");
        for (int j = 0; j < 43; j++) {
            used += (size_t)snprintf(remotes + used, sizeof remotes - used, "<key code=\"9\" is=\"OK\"/>");
        }
        used += (size_t)snprintf(remotes + used, sizeof remotes - used, "</remote>");
    }
    (void)snprintf(remotes + used, sizeof remotes - used, "</remotes>");
    char *text = changed("<poll seconds=\"900\"/>", remotes);
    assert_int_equal(hall_config_read_text(text, strlen(text), SCHEMA, &config, &errors), -1);
    free(text);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.items[0].problem, "one <key> too many");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_are_refused_with_the_reason),
        cmocka_unit_test(good_files_are_accepted),
        cmocka_unit_test(remotes_are_read_with_their_lines),
        cmocka_unit_test(utilities_are_read),
        cmocka_unit_test(too_many_keys_are_refused),
    };
    return cmocka_run_group_tests(tests, read_sample, free_sample);
}
