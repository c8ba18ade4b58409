#include <stdlib.h>
#include <string.h>

#include "backend-client/hall_client_private.h"

/* What is asked of a person's own, in the session. */

request_id hall_client_ask_person(struct hall_client *client, enum endpoint endpoint, const char *body,
                                  any_callback callback, void *context)
{
    const char *text = body != NULL ? body : "{}";
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    if (copy != NULL) {
        memcpy(copy, text, size);
    }
    return hall_client_post(client, endpoint, NULL, copy, size, callback, context);
}

request_id hall_client_ask_person_with(struct hall_client *client, enum endpoint endpoint,
                                       const struct record_table *table, const void *question,
                                       any_callback callback, void *context)
{
    size_t length = 0;
    char *body = record_encode_text(table, question, &length);
    return hall_client_post(client, endpoint, NULL, body, length + 1, callback, context);
}

struct order_refusal *person_refusal_read(const struct transfer_result *result, struct response *response)
{
    response->person_refusal = person_refusal_decode(result->http_status, result->body, result->length,
                                                     response->refused_as, &response->retry_at);
    char error[JSON_ERROR_SIZE];
    struct order_refusal *said = response->person_refusal == PERSON_REFUSAL_OTHER
                                     ? order_refusal_decode(result->body, result->length, error)
                                     : NULL;
    response->note = said != NULL && said->has_note ? &said->note : NULL;
    return said;
}

void person_refusal_tell(struct hall_client *client, enum person_refusal refusal)
{
    int is_told = refusal == PERSON_REFUSAL_BOX_UNKNOWN || refusal == PERSON_REFUSAL_SESSION_ENDED ||
                  refusal == PERSON_REFUSAL_NO_CONSENT;
    if (is_told && client->on_person_refused != NULL) {
        client->on_person_refused(client->on_person_refused_context, refusal);
    }
}

void hall_client_on_person_refused(struct hall_client *client, person_refused refused, void *context)
{
    client->on_person_refused = refused;
    client->on_person_refused_context = context;
}

static struct request *find_in_session(const struct hall_client *client)
{
    struct request *request = client->requests;
    while (request != NULL && request->in_session == NULL) {
        request = request->next;
    }
    return request;
}

void hall_client_set_session(struct hall_client *client, const char *token)
{
    struct request *request;
    while ((request = find_in_session(client)) != NULL) {
        request_drop(request);
    }
    client->session = token;
}
