#include "headend/http/sender.h"

#include <string.h>
#include <strings.h>

#include "headend/http/cookie.h"
#include "headend/http/server_private.h"

static const struct refusal no_session = {MHD_HTTP_UNAUTHORIZED, "no_session", "Log in first."};
static const struct refusal box_unknown = {MHD_HTTP_UNAUTHORIZED, "box_unknown",
                                           "No box has this credential, or it was revoked."};
static const struct refusal no_consent = {MHD_HTTP_FORBIDDEN, "no_consent",
                                          "This person did not agree to have this read."};

static int find_person(const struct server_options *options, struct request *request)
{
    char session[COOKIE_VALUE_SIZE];
    int known = options->find_person != NULL &&
                cookie_read(request_header(request, MHD_HTTP_HEADER_COOKIE), COOKIE_SESSION, session) == 0 &&
                options->find_person(request->worker, session, request->sender.person);
    explicit_bzero(session, sizeof session);
    return known;
}

/* RFC 6750: the scheme in any case, one space. */
static const struct refusal *find_box(const struct server_options *options, struct request *request)
{
    static const char scheme[] = "Bearer ";
    const char *value = request_header(request, MHD_HTTP_HEADER_AUTHORIZATION);
    if (options->find_box == NULL || value == NULL || strncasecmp(value, scheme, sizeof scheme - 1) != 0 ||
        strlen(value) != sizeof scheme - 1 + CREDENTIAL_SIZE - 1) {
        return &box_unknown;
    }
    int found = options->find_box(request->worker, value + sizeof scheme - 1, &request->sender.known_box);
    return found > 0 ? NULL : found < 0 ? &refusal_unavailable : &box_unknown;
}

static int find_session(const struct server_options *options, struct request *request)
{
    const char *token = request_header(request, "TV-Hall-Session");
    return options->find_session != NULL && token != NULL && strlen(token) == CREDENTIAL_SIZE - 1 &&
           options->find_session(request->worker, &request->sender.known_box, token,
                                 &request->sender.session);
}

const struct refusal *sender_find(const struct server_options *options, struct request *request)
{
    const struct route *route = request->route;
    switch (route->needs) {
    case ROUTE_NEEDS_NOBODY:
    case ROUTE_NEEDS_BOX:
        return NULL;
    case ROUTE_NEEDS_PERSON:
        return find_person(options, request) ? NULL : &no_session;
    case ROUTE_NEEDS_KNOWN_BOX:
        return find_box(options, request);
    case ROUTE_NEEDS_SESSION:
    case ROUTE_TAKES_SESSION:
        break;
    }
    const struct refusal *refusal = find_box(options, request);
    if (refusal != NULL) {
        return refusal;
    }
    if (!find_session(options, request)) {
        memset(&request->sender.session, 0, sizeof request->sender.session);
        return route->needs == ROUTE_TAKES_SESSION ? NULL : &refusal_session_ended;
    }
    /* A session by PIN is the household's, and nobody's in person. */
    const struct session_person *person = &request->sender.session;
    int may_read = route->scope == 0 ||
                   (person->id_number[0] != '\0' && (person->scopes & route->scope) == route->scope);
    return may_read ? NULL : &no_consent;
}

void sender_wipe(struct request *request)
{
    if (request->route != NULL &&
        (request->route->needs == ROUTE_NEEDS_SESSION || request->route->needs == ROUTE_TAKES_SESSION)) {
        explicit_bzero(&request->sender.session, sizeof request->sender.session);
    }
}
