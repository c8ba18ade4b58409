#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "both-sides/clock.h"
#include "headend/crypto/hex.h"
#include "headend/providers/bill.h"
#include "headend/providers/provider_value.h"
#include "headend/providers/unpack.h"
#include "headend/providers/wechat_private.h"

/* A day's trade bill: asked for (signed, with its SHA-1), fetched from an address that holds for minutes (not
 * signed), unpacked, compared with the SHA-1, read. */

enum { HASH_SIZE = 41, ADDRESS_SIZE = 1024, SHA1_BYTES = 20 };

/* What a bill's application was answered with. */
struct application {
    char hash[HASH_SIZE];    /* hexadecimal, over the unpacked file */
    char path[ADDRESS_SIZE]; /* of the download, at a host of ours */
};

/* The path of an address below one of the hosts that are asked; NULL: it is another's. */
static const char *path_of(const struct wechat *wechat, const char *address)
{
    const char *const hosts[] = {wechat->config->upstream.url, wechat->config->reserve_url};
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        size_t length = strlen(hosts[i]);
        if (length > 0 && strncmp(address, hosts[i], length) == 0 &&
            strncmp(address + length, "/v3/", 4) == 0) {
            return address + length;
        }
    }
    return NULL;
}

static enum provider_outcome read_application(const struct wechat *wechat, const struct json_value *root,
                                              struct application *application, struct provider_word *word)
{
    char address[ADDRESS_SIZE];
    int wrong = 0;
    provider_text(root, "hash_value", application->hash, sizeof application->hash, &wrong);
    provider_text(root, "download_url", address, sizeof address, &wrong);
    const char *path = wrong ? NULL : path_of(wechat, address);
    if (path == NULL || !provider_says(root, "hash_type", "SHA1") ||
        strlen(application->hash) != HASH_SIZE - 1) {
        return provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    }
    memcpy(application->path, path, strlen(path) + 1);
    return PROVIDER_DONE;
}

static int has_hash(const struct unpacked *file, const char *wanted)
{
    unsigned char sum[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    char hex[2 * SHA1_BYTES + 1];
    if (EVP_Digest(file->bytes, file->length, sum, &size, EVP_sha1(), NULL) != 1 || size != SHA1_BYTES) {
        return 0;
    }
    hex_write(sum, size, hex);
    return strcasecmp(hex, wanted) == 0;
}

static enum provider_outcome fetch(struct wechat *wechat, const struct application *application,
                                   int timeout_ms, struct provider_day *day, struct provider_word *word)
{
    struct unpacked file = {.bytes = NULL};
    size_t length = 0;
    char *packed = malloc(PACKED_MAX + 1);
    enum provider_outcome outcome = provider_say(PROVIDER_UNKNOWN, "out of memory", word);
    if (packed == NULL) {
        return outcome;
    }
    if (wechat_download(wechat, application->path, timeout_ms, packed, PACKED_MAX + 1, &length) != 0) {
        outcome = provider_say(PROVIDER_UNKNOWN, "no answer", word);
    } else if (unpack_gzip(packed, length, &file) != 0) {
        outcome = provider_say(PROVIDER_UNKNOWN, "not as agreed", word);
    } else if (!has_hash(&file, application->hash)) {
        outcome = provider_say(PROVIDER_UNKNOWN, "not verified", word);
    } else if (wechat_bill_read(file.bytes, file.length, wechat->config->merchant, day, word) == 0) {
        outcome = provider_say(PROVIDER_DONE, "", word);
    }
    free(file.bytes);
    free(packed);
    return outcome;
}

enum provider_outcome wechat_day(struct payment_provider *provider, int date, int timeout_ms,
                                 struct provider_day *day, struct provider_word *word)
{
    struct wechat *wechat = (struct wechat *)provider;
    struct wechat_answer answer;
    struct application application;
    char path[WECHAT_PATH_SIZE], text[PROVIDER_MOMENT_SIZE];
    int64_t until_us = steady_us() + (int64_t)timeout_ms * 1000;
    *day = (struct provider_day){.rows = NULL};
    provider_date_write(date, text);
    (void)snprintf(path, sizeof path, "/v3/bill/tradebill?bill_date=%s&bill_type=ALL&tar_type=GZIP", text);
    enum provider_outcome outcome = wechat_ask(wechat, path, NULL, timeout_ms, &answer, word);
    if (outcome != PROVIDER_DONE) {
        /* An empty day has no file. */
        return outcome == PROVIDER_REFUSED && strcmp(word->text, "NO_STATEMENT_EXIST") == 0
                   ? provider_say(PROVIDER_DONE, "", word)
                   : outcome;
    }
    outcome = read_application(wechat, answer.root, &application, word);
    wechat_answer_end(wechat, &answer);
    int left_ms = (int)((until_us - steady_us()) / 1000);
    return outcome == PROVIDER_DONE ? fetch(wechat, &application, left_ms > 1 ? left_ms : 1, day, word)
                                    : outcome;
}
