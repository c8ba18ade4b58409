#include "headend/identity/discovery.h"

#include <string.h>
#include <strings.h>

#include "both-sides/json/json_tree.h"
#include "both-sides/web_address.h"
#include "headend/identity/claims.h"
#include "headend/identity/jws.h"

static const char not_of_the_form[] = "its discovery document is not of the agreed form";

/* -1: it is none, too long, or less safe than the issuer. */
static int read_endpoint(const struct json_value *document, const char *name, enum web_scheme scheme,
                         char out[ENDPOINT_SIZE])
{
    int wrong = 0;
    const char *text = json_value_text(document, name, &wrong);
    out[0] = '\0';
    if (wrong || strlen(text) >= ENDPOINT_SIZE || !web_address_is_good(text, scheme) ||
        strchr(text, '#') != NULL) {
        return -1;
    }
    memcpy(out, text, strlen(text) + 1);
    return 0;
}

/* What it does not say counts as said. */
static int allows(const struct json_value *document, const char *name, const char *word)
{
    return json_value_part(document, name) == NULL || claims_have(document, name, word);
}

static int signs_as_we_read(const struct json_value *document)
{
    static const char name[] = "id_token_signing_alg_values_supported";
    return allows(document, name, "RS256") || allows(document, name, "PS256") ||
           allows(document, name, "ES256");
}

/* Of the token endpoint; client_secret_basic where it does not say. */
static int takes_proof(const struct json_value *document, enum identity_proof proof)
{
    static const char *const names[IDENTITY_PROOF_COUNT] = {[IDENTITY_PROOF_BASIC] = "client_secret_basic",
                                                            [IDENTITY_PROOF_POST] = "client_secret_post",
                                                            [IDENTITY_PROOF_KEY] = "private_key_jwt"};
    static const char name[] = "token_endpoint_auth_methods_supported";
    return json_value_part(document, name) == NULL ? proof == IDENTITY_PROOF_BASIC
                                                   : claims_have(document, name, names[proof]);
}

static int says_yes(const struct json_value *document, const char *name)
{
    const struct json_value *value = json_value_part(document, name);
    return value != NULL && value->kind == JSON_TRUE;
}

static const char *read_document(const struct json_value *document, const char *issuer,
                                 enum identity_proof proof, struct oidc_endpoints *endpoints)
{
    int wrong = 0;
    enum web_scheme scheme = strncasecmp(issuer, "https://", 8) == 0 ? WEB_HTTPS : WEB_HTTP_OR_HTTPS;
    if (document == NULL || !claims_are_distinct(document)) {
        return not_of_the_form;
    }
    if (strcmp(json_value_text(document, "issuer", &wrong), issuer) != 0 || wrong) {
        return "its discovery document is of another issuer";
    }
    if (read_endpoint(document, "authorization_endpoint", scheme, endpoints->authorization) != 0 ||
        read_endpoint(document, "token_endpoint", scheme, endpoints->token) != 0 ||
        read_endpoint(document, "jwks_uri", scheme, endpoints->keys) != 0 ||
        (json_value_part(document, "userinfo_endpoint") != NULL &&
         read_endpoint(document, "userinfo_endpoint", scheme, endpoints->userinfo) != 0)) {
        return "its discovery document has an address that is missing, none, or not https as the issuer's";
    }
    if (!allows(document, "response_types_supported", "code") ||
        !allows(document, "code_challenge_methods_supported", "S256") || !signs_as_we_read(document)) {
        return "it knows no authorization code, no PKCE with S256, or no signature that we do";
    }
    if (!takes_proof(document, proof)) {
        return "it does not take what client-proof says we prove ourselves by";
    }
    endpoints->says_issuer = says_yes(document, "authorization_response_iss_parameter_supported");
    return NULL;
}

const char *discovery_read(const char *text, size_t length, const char *issuer, enum identity_proof proof,
                           struct oidc_endpoints *endpoints)
{
    memset(endpoints, 0, sizeof *endpoints);
    struct json_tree *tree = json_tree_read(text, length);
    const char *problem = read_document(json_tree_root(tree), issuer, proof, endpoints);
    json_tree_wipe(tree);
    return problem;
}
