#include "headend/household/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "both-sides/records/person_scope.h"
#include "headend/http/cookie.h"

int page_scopes(xmlTextWriter *writer, unsigned scopes)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < PERSON_SCOPE_COUNT; i++) {
        if ((scopes & PERSON_SCOPE_BIT(i)) != 0) {
            result = xmlTextWriterStartElement(writer, BAD_CAST "scope") >= 0 &&
                             page_attribute(writer, "word", person_scopes.words[i]) == 0 &&
                             xmlTextWriterEndElement(writer) >= 0
                         ? 0
                         : -1;
        }
    }
    return result;
}

const struct refusal *page_go(struct reply *reply, const char *location)
{
    reply->status = MHD_HTTP_SEE_OTHER;
    reply->location = strdup(location);
    reply->body = strdup("");
    reply->length = 0;
    return reply->location != NULL && reply->body != NULL ? NULL : &refusal_unavailable;
}

int page_set_cookie(struct reply *reply, const char *name, const char *value)
{
    size_t free_place = 0;
    while (free_place < COOKIES_MAX && reply->cookies[free_place] != NULL) {
        free_place++;
    }
    if (free_place == COOKIES_MAX) {
        return -1;
    }
    reply->cookies[free_place] =
        cookie_write(&(struct cookie){.name = name, .value = value, .same_site = COOKIE_LAX});
    return reply->cookies[free_place] != NULL ? 0 : -1;
}

void page_read_cookie(const struct request *request, const char *name, char phone[TOKEN_SIZE],
                      char code[USER_CODE_SIZE])
{
    char value[COOKIE_VALUE_SIZE];
    phone[0] = '\0';
    if (code != NULL) {
        code[0] = '\0';
    }
    if (cookie_read(request_header(request, MHD_HTTP_HEADER_COOKIE), name, value) != 0) {
        return;
    }
    size_t length = strcspn(value, ".");
    if (length == TOKEN_SIZE - 1) {
        (void)snprintf(phone, TOKEN_SIZE, "%.*s", (int)length, value);
        if (code != NULL && value[length] == '.' && user_code_read(value + length + 1, code) != 0) {
            code[0] = '\0';
        }
    }
    explicit_bzero(value, sizeof value);
}
