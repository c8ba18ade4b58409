#include "both-sides/config/config_rules.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/config/config_table.h"
#include "both-sides/web_address.h"
#include "both-sides/xml/record_xml.h"

void config_read(const xmlDoc *document, struct hall_config *config, struct config_errors *errors)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    const char *name = root != NULL && root->name != NULL ? (const char *)root->name : "document";
    if (root == NULL || root->ns != NULL || strcmp(name, hall_config_table.element) != 0) {
        config_error_add(errors, root == NULL ? 1 : record_xml_line(root), name,
                         "<headend version=\"1\"> around everything, without xmlns",
                         "this is not a headend.xml");
        return;
    }
    (void)record_xml_read(root, &hall_config_table, config, NULL, errors); /* which needs no memory */
}

int config_line_of(const xmlDoc *document, const char *name, size_t index)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    for (const xmlNode *node = root; node != NULL; node = record_xml_next(node, root)) {
        if (node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name) && index-- == 0) {
            return record_xml_line(node);
        }
    }
    return 1;
}

/* A value that was refused is 0 or empty in `config`: it was reported already and is not compared. */
static void check_tile_pair(const struct tile *tile, int line, const struct tile *other, int other_line,
                            struct config_errors *errors)
{
    if (tile->id[0] != '\0' && strcmp(tile->id, other->id) == 0) {
        config_error_add(errors, line, "tile", "an id of its own for every tile",
                         "id=\"%s\" is taken by the tile of line %d", tile->id, other_line);
    }
    if (tile->digit != 0 && tile->digit == other->digit) {
        config_error_add(errors, line, "tile", "a digit of its own for every tile, or none",
                         "digit=\"%d\" is taken by the tile \"%s\" of line %d", tile->digit, other->id,
                         other_line);
    }
    if (tile->row != 0 && tile->column != 0 && tile->row == other->row && tile->column == other->column) {
        config_error_add(errors, line, "tile", "a place of its own for every tile",
                         "row %d, column %d is taken by the tile \"%s\" of line %d", tile->row, tile->column,
                         other->id, other_line);
    }
}

/* The grammar has no rule that asks for an attribute where another has a value. */
static void check_tile_guide(const struct tile *tile, int line, struct config_errors *errors)
{
    int is_guide = tile->content == TILE_CONTENT_GUIDE;
    int may_have_guide = is_guide || tile->content == TILE_CONTENT_UTILITY;
    if (is_guide && tile->guide[0] == '\0') {
        config_error_add(errors, line, "content", "guide=\"ID\" beside kind=\"guide\"",
                         "the tile \"%s\" says no guide", tile->id);
    } else if (!may_have_guide && tile->guide[0] != '\0') {
        config_error_add(errors, line, "content", "no guide with another kind",
                         "the tile \"%s\" says guide=\"%s\"", tile->id, tile->guide);
    }
}

static void check_tile_utility(const struct tile *tile, int line, struct config_errors *errors)
{
    int is_utility = tile->content == TILE_CONTENT_UTILITY;
    if (is_utility && tile->utility < 0) {
        config_error_add(errors, line, "content",
                         "utility=\"gas\", water or electricity beside kind=\"utility\"",
                         "the tile \"%s\" says no utility", tile->id);
    } else if (!is_utility && tile->utility >= 0) {
        config_error_add(errors, line, "content", "no utility with another kind",
                         "the tile \"%s\" says utility=\"%s\"", tile->id, utility_kinds.words[tile->utility]);
    }
}

static void check_tiles(const xmlDoc *document, const struct box_config *box, struct config_errors *errors)
{
    int lines[TILE_MAX];
    for (size_t i = 0; i < box->tile_count; i++) {
        lines[i] = config_line_of(document, "tile", i);
        check_tile_guide(&box->tiles[i], lines[i], errors);
        check_tile_utility(&box->tiles[i], lines[i], errors);
        for (size_t j = 0; j < i; j++) {
            check_tile_pair(&box->tiles[i], lines[i], &box->tiles[j], lines[j], errors);
        }
    }
}

static void check_fonts(const xmlDoc *document, const struct box_config *box, struct config_errors *errors)
{
    int regular = 0;
    for (size_t i = 0; i < box->font_count; i++) {
        regular += box->fonts[i].role == FONT_ROLE_REGULAR;
    }
    if (box->font_count > 0 && regular == 0) {
        config_error_add(errors, config_line_of(document, "fonts", 0), "fonts",
                         "at least one <font role=\"regular\" .../>", "no regular font is named");
    }
}

static void check_remotes(const struct box_config *box, struct config_errors *errors)
{
    size_t count = 0;
    for (size_t i = 0; i < box->remote_count; i++) {
        for (size_t j = 0; j < box->remotes[i].key_count; j++) {
            if (++count == CONFIG_REMOTE_KEY_ALL_MAX + 1) {
                config_error_add(errors, box->remotes[i].keys[j].line, "key",
                                 "at most 128 in all <remote> elements together", "one <key> too many");
            }
        }
    }
}

static int is_month(int written)
{
    return written % 100 >= 1 && written % 100 <= 12;
}

/* What a value that was refused leaves behind is 0, and was reported already. */
static void check_retirement(const xmlDoc *document, const struct box_config *box,
                             struct config_errors *errors)
{
    for (size_t i = 0; i < box->retirement_rule_count; i++) {
        const struct retirement_rule *rule = &box->retirement_rules[i];
        int line = config_line_of(document, "rule", i);
        if ((rule->from != 0 && !is_month(rule->from)) || (rule->until != 0 && !is_month(rule->until)) ||
            (rule->until != 0 && rule->until < rule->from)) {
            config_error_add(errors, line, "rule", "months as 202501, until none before from",
                             "from=\"%d\" until=\"%d\"", rule->from, rule->until);
        }
        if (rule->contribution_months_most != 0 &&
            rule->contribution_months_most < rule->contribution_months) {
            config_error_add(errors, line, "rule", "contribution-months-most not below contribution-months",
                             "%d is below %d", rule->contribution_months_most, rule->contribution_months);
        }
        for (int group = 0; group < RETIREMENT_GROUP_COUNT; group++) {
            const struct retirement_age *age = &rule->ages[group];
            if (age->new_age != 0 && age->new_age < age->old_age) {
                config_error_add(errors, line, "rule", "new-age not below old-age", "%d is below %d",
                                 age->new_age, age->old_age);
            }
        }
    }
}

/* What is said without TLS anybody on the way hears, and changes. */
static void check_addresses(const xmlDoc *document, const struct box_config *box,
                            struct config_errors *errors)
{
    static const char allowed[] =
        "https://…, or http:// to this machine itself (127.0.0.1, localhost, [::1])";
    const struct {
        const char *name, *url;
    } addresses[] = {{"url", box->backend_url}, {"phone-url", box->phone_url}};
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        if (addresses[i].url[0] != '\0' && !web_address_is_private(addresses[i].url)) {
            config_error_add(errors, config_line_of(document, "backend", 0), "backend", allowed,
                             "%s=\"%s\" is without TLS over a network", addresses[i].name, addresses[i].url);
        }
    }
}

static void check_listening(const xmlDoc *document, const struct server_config *server,
                            struct config_errors *errors)
{
    int line = config_line_of(document, "listen", 0);
    int has_certificate = server->certificate_file[0] != '\0' || server->key_file[0] != '\0';
    if (!server->present) {
        return;
    }
    if (!has_certificate && !server->is_plain) {
        config_error_add(
            errors, line, "listen",
            "certificate and key for TLS; or plain=\"1\" with a loopback address, behind a proxy of "
            "this machine",
            "it is not said how what is sent is protected");
    }
    if (has_certificate && server->is_plain) {
        config_error_add(errors, line, "listen", "either certificate and key, or plain=\"1\"",
                         "plain=\"1\" beside a certificate");
    }
    if (server->is_plain && server->listen_address[0] != '\0' &&
        !web_host_is_loopback(server->listen_address)) {
        config_error_add(errors, line, "listen",
                         "plain=\"1\" with 127.0.0.1 or ::1 only; else certificate and key",
                         "address=\"%s\" would be served without TLS over a network", server->listen_address);
    }
}

static int has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(words, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) {
            return 1;
        }
    }
    return 0;
}

/* What is read there is who somebody is: nobody between may write it. */
static int is_safe(const char *url)
{
    return web_address_is_good(url, WEB_HTTP_OR_HTTPS) && web_address_is_private(url) &&
           strchr(url, '#') == NULL;
}

static void check_identity(const xmlDoc *document, const struct identity_config *identity,
                           struct config_errors *errors)
{
    if (identity->upstream.url[0] == '\0') {
        return;
    }
    int line = config_line_of(document, "identity", 0);
    int is_ticket = identity->kind == IDENTITY_KIND_TICKET;
    if (!is_safe(identity->upstream.url) ||
        (identity->login_url[0] != '\0' && !is_safe(identity->login_url)) ||
        (identity->issuer[0] != '\0' && !is_safe(identity->issuer))) {
        config_error_add(errors, line, "identity", "https, or http to this machine",
                         "an address is not safe from whoever stands between");
    }
    if (is_ticket != (identity->login_url[0] != '\0')) {
        config_error_add(errors, line, "identity", "login-url with kind=\"ticket\", and only there",
                         is_ticket ? "login-url is missing" : "login-url with another kind");
    }
    if (is_ticket && (identity->issuer[0] != '\0' || identity->strong_acr[0] != '\0' ||
                      identity->proof != IDENTITY_PROOF_BASIC)) {
        config_error_add(errors, line, "identity",
                         "issuer, strong-acr and client-proof with kind=\"oidc\" only",
                         "one of them with another kind");
    }
    if (!is_ticket && !has_word(identity->scope, "openid")) {
        config_error_add(errors, line, "identity", "a scope with openid in it", "scope=\"%s\"",
                         identity->scope);
    }
}

/* Money, and the word that it was paid, go this way. */
static void check_payment(const xmlDoc *document, const struct payment_config *payment,
                          struct config_errors *errors)
{
    const struct {
        const char *element, *url;
    } addresses[] = {{"payment", payment->notify_url},
                     {"wechat", payment->wechat.upstream.url},
                     {"wechat", payment->wechat.reserve_url},
                     {"alipay", payment->alipay.upstream.url}};
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        const char *url = addresses[i].url;
        if (url[0] != '\0' && !is_safe(url)) {
            config_error_add(errors, config_line_of(document, addresses[i].element, 0), addresses[i].element,
                             "https, or http to this machine", "%s", url);
        }
    }
    if (payment->wechat.upstream.url[0] != '\0' && payment->wechat.public_key[0] == '\0' &&
        !payment->wechat.certificates) {
        config_error_add(errors, config_line_of(document, "wechat", 0), "wechat",
                         "public-key and public-key-id, or certificates=\"1\", or all of them",
                         "it is not said by what WeChat Pay is believed");
    }
}

static void check_fund_rates(const xmlDoc *document, const struct server_config *server,
                             struct config_errors *errors)
{
    for (size_t i = 0; i < server->fund_rate_count; i++) {
        int from = server->fund_rates[i].from;
        int before = i > 0 ? server->fund_rates[i - 1].from : 0;
        if (from != 0 && (!calendar_date_is_real(from) || from <= before)) {
            config_error_add(errors, config_line_of(document, "rate", i), "rate",
                             "a day as 20250508, each later than the one before", "from=\"%d\"", from);
        }
    }
}

static void check_utilities(const xmlDoc *document, const struct server_config *server,
                            struct config_errors *errors)
{
    for (size_t i = 0; i < server->utility_count; i++) {
        const struct utility_config *utility = &server->utilities[i];
        int line = config_line_of(document, "utility", i);
        if (utility->pattern[0] != '\0' && !account_pattern_is_good(utility->pattern)) {
            config_error_add(errors, line, "utility",
                             "a pattern as d{10}|d{13} (d digit, l letter, c either), of 4 to 20 characters",
                             "pattern=\"%s\"", utility->pattern);
        }
        /* Whoever can answer in its place says what was paid. */
        if (utility->upstream.url[0] != '\0' && !web_address_is_private(utility->upstream.url)) {
            config_error_add(errors, line, "utility",
                             "https://…, or http:// to this machine itself (127.0.0.1, localhost, [::1])",
                             "url=\"%s\" is without TLS over a network", utility->upstream.url);
        }
        for (size_t j = 0; j < i; j++) {
            if (utility->operator_id[0] != '\0' &&
                strcmp(utility->operator_id, server->utilities[j].operator_id) == 0) {
                config_error_add(errors, line, "utility", "an operator of its own for every utility",
                                 "operator=\"%s\" is taken by that of line %d", utility->operator_id,
                                 config_line_of(document, "utility", j));
            }
        }
    }
}

void config_check_rules(const xmlDoc *document, const struct hall_config *config,
                        struct config_errors *errors)
{
    check_tiles(document, &config->box, errors);
    check_fonts(document, &config->box, errors);
    check_remotes(&config->box, errors);
    check_retirement(document, &config->box, errors);
    check_addresses(document, &config->box, errors);
    check_listening(document, &config->server, errors);
    check_identity(document, &config->server.identity, errors);
    check_payment(document, &config->server.payment, errors);
    check_fund_rates(document, &config->server, errors);
    check_utilities(document, &config->server, errors);
}
