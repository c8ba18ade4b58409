#include "headend/crypto/ticket_signature.h"

#include <stdio.h>
#include <string.h>

#include "headend/crypto/hmac_sha256.h"

enum { TEXT_SIZE = 1024 };

static int sign(const char *secret, const char *what, const struct ticket_message *message,
                char signature[DIGEST_HEX_SIZE])
{
    char digest[DIGEST_HEX_SIZE];
    char text[TEXT_SIZE];
    if (digest_bytes(message->body, message->length, digest) != 0) {
        return -1;
    }
    int length = snprintf(text, sizeof text, "%s\n%s\n%s\n%s\n%s", what, message->app_id, message->timestamp,
                          message->nonce, digest);
    return length > 0 && (size_t)length < sizeof text ? hmac_sha256(secret, text, signature) : -1;
}

int ticket_sign_question(const char *secret, const struct ticket_message *message,
                         char signature[DIGEST_HEX_SIZE])
{
    return sign(secret, "POST " TICKET_PATH, message, signature);
}

int ticket_sign_answer(const char *secret, const struct ticket_message *message,
                       char signature[DIGEST_HEX_SIZE])
{
    return sign(secret, "answer", message, signature);
}
