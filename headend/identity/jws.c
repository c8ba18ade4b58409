#include "headend/identity/jws.h"

#include <stdlib.h>
#include <string.h>

#include "both-sides/json/json_tree.h"
#include "headend/crypto/base64url.h"
#include "headend/identity/claims.h"

enum { HEADER_MAX = 4096 };

static const char not_compact[] = "it is not a signed token of three parts";

enum jws_algorithm jws_algorithm_of(const char *name)
{
    static const char *const names[JWS_ALGORITHM_COUNT] = {
        [JWS_RS256] = "RS256", [JWS_PS256] = "PS256", [JWS_ES256] = "ES256"};
    for (int i = 0; i < JWS_ALGORITHM_COUNT; i++) {
        if (strcmp(name, names[i]) == 0) {
            return (enum jws_algorithm)i;
        }
    }
    return JWS_ALGORITHM_COUNT;
}

static const char *read_fields(const struct json_value *header, struct jws *jws)
{
    int wrong = 0;
    const char *algorithm = json_value_text(header, "alg", &wrong);
    const char *key_id = json_value_text(header, "kid", &wrong);
    if (header == NULL || wrong || !claims_are_distinct(header)) {
        return "its header is not of the agreed form";
    }
    /* What must be understood, and is not. */
    if (json_value_part(header, "crit") != NULL) {
        return "its header asks for an extension";
    }
    jws->algorithm = jws_algorithm_of(algorithm);
    if (jws->algorithm == JWS_ALGORITHM_COUNT) {
        return "its algorithm is none of those that are allowed";
    }
    if (strlen(key_id) >= sizeof jws->key_id) {
        return "the name of its key is too long";
    }
    memcpy(jws->key_id, key_id, strlen(key_id) + 1);
    return NULL;
}

static const char *read_header(const char *text, size_t length, struct jws *jws)
{
    unsigned char header[HEADER_MAX];
    size_t size = 0;
    if (base64url_read(text, length, header, sizeof header, &size) != 0) {
        return "its header is not base64url, or too long";
    }
    struct json_tree *tree = json_tree_read((const char *)header, size);
    const char *problem = read_fields(json_tree_root(tree), jws);
    json_tree_wipe(tree);
    return problem;
}

static const char *read_payload(const char *text, size_t length, struct jws *jws)
{
    jws->payload = malloc(length + 1);
    if (jws->payload == NULL) {
        return "out of memory";
    }
    if (base64url_read(text, length, (unsigned char *)jws->payload, length, &jws->payload_length) != 0) {
        return "its payload is not base64url";
    }
    jws->payload[jws->payload_length] = '\0';
    return NULL;
}

const char *jws_read(const char *text, struct jws *jws)
{
    memset(jws, 0, sizeof *jws);
    if (strnlen(text, JWS_LENGTH_MAX + 1) > JWS_LENGTH_MAX) {
        return "it is too long";
    }
    const char *first = strchr(text, '.');
    const char *second = first != NULL ? strchr(first + 1, '.') : NULL;
    if (second == NULL || strchr(second + 1, '.') != NULL) {
        return not_compact;
    }
    jws->text = text;
    jws->signed_length = (size_t)(second - text);
    const char *problem = read_header(text, (size_t)(first - text), jws);
    if (problem == NULL && (base64url_read(second + 1, strlen(second + 1), jws->signature,
                                           sizeof jws->signature, &jws->signature_length) != 0 ||
                            jws->signature_length == 0)) {
        problem = "its signature is not base64url, empty or too long";
    }
    problem = problem == NULL ? read_payload(first + 1, (size_t)(second - first - 1), jws) : problem;
    if (problem != NULL) {
        jws_wipe(jws);
    }
    return problem;
}

void jws_wipe(struct jws *jws)
{
    if (jws->payload != NULL) {
        explicit_bzero(jws->payload, jws->payload_length);
        free(jws->payload);
    }
    explicit_bzero(jws, sizeof *jws);
}
