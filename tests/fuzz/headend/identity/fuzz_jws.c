/* Any bytes as a signed token, held against a key; the payload of any, as claims. */

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headend/identity/id_token.h"
#include "headend/identity/jwk_set.h"

static const char keys[] =
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
    "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}]}";

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct jwk_set set;
    struct jws jws;
    if (set.count == 0 && jwk_set_read(keys, sizeof keys - 1, &set) != 0) {
        abort();
    }
    char *text = malloc(length + 1);
    if (text == NULL) {
        return 0;
    }
    memcpy(text, bytes, length);
    text[length] = '\0';
    if (jws_read(text, &jws) == NULL) {
        const struct id_token_expected expected = {
            .issuer = "i", .client_id = "c", .nonce = "n", .access_token = "a", .now_ms = 1000};
        struct json_tree *tree = json_tree_read_joining(jws.payload, jws.payload_length);
        (void)id_token_check(json_tree_root(tree), &expected);
        json_tree_wipe(tree);
        (void)jwk_set_verify(&set, &jws);
        jws_wipe(&jws);
    }
    free(text);
    return 0;
}
