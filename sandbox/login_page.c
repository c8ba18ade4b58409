#include "sandbox/login_page.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headend/upstream/form_body.h"

enum { FRAME_MAX = 64 * 1024, LINK_SIZE = 8 * 1024, LINKS_SIZE = (SAMPLE_PERSONS + 1) * (LINK_SIZE + 200) };

static const char place[] = "<!--persons-->";

char *login_page_read(const char *path, char problem[LOGIN_PAGE_PROBLEM_SIZE])
{
    FILE *file = fopen(path, "rb");
    char *frame = file != NULL ? calloc(1, FRAME_MAX) : NULL;
    size_t length = frame != NULL ? fread(frame, 1, FRAME_MAX, file) : 0;
    if (frame == NULL || length == 0 || length == FRAME_MAX || strstr(frame, place) == NULL) {
        (void)snprintf(problem, LOGIN_PAGE_PROBLEM_SIZE, "%.150s: %s", path,
                       file == NULL ? strerror(errno) : "it is not the page of a log-in");
        free(frame);
        frame = NULL;
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return frame;
}

/* Of `&amp;` all but the parameters needs escapes: those are encoded. */
static int add_link(FILE *page, const char *kind, const char *path, const char *subject, const char *label,
                    const char *const *names, const struct upstream_request *request)
{
    char query[LINK_SIZE];
    struct form_body form;
    form_body_begin(&form, query, sizeof query);
    form_body_add(&form, "person", subject);
    for (; *names != NULL; names++) {
        const char *value = upstream_parameter(request, *names);
        if (value != NULL) {
            form_body_add(&form, *names, value);
        }
    }
    (void)fprintf(page, "<a class=\"%s\" href=\"%s?", kind, path);
    for (const char *at = query; *at != '\0'; at++) {
        (void)fputs(*at == '&' ? "&amp;" : (const char[]){*at, '\0'}, page);
    }
    (void)fprintf(page, "\">%s</a>\n", label);
    return form.too_long ? -1 : 0;
}

int login_page_write(const char *frame, const char *path, const char *const *names,
                     const struct upstream_request *request, struct upstream_reply *reply)
{
    size_t size = 0;
    char *text = NULL;
    FILE *page = open_memstream(&text, &size);
    const char *at = strstr(frame, place);
    if (page == NULL) {
        return -1;
    }
    (void)fwrite(frame, 1, (size_t)(at - frame), page);
    int result = add_link(page, "refuse", path, "", "拒绝", names, request);
    for (size_t i = 0; i < SAMPLE_PERSONS && result == 0; i++) {
        result =
            add_link(page, "person", path, sample_persons[i].subject, sample_persons[i].name, names, request);
    }
    (void)fputs(at + sizeof place - 1, page);
    result = fclose(page) == 0 ? result : -1;
    if (result != 0) {
        free(text);
        return login_answer_text(reply, 414, "{}");
    }
    reply->type = "text/html;charset=UTF-8";
    return login_answer(reply, 200, text);
}

int login_send_to(struct upstream_reply *reply, const char *address)
{
    upstream_reply_header(reply, "Location", address);
    return login_answer_text(reply, 302, "");
}

int login_answer(struct upstream_reply *reply, unsigned status, char *text)
{
    reply->status = status;
    reply->body = text;
    reply->length = text != NULL ? strlen(text) : 0;
    return text != NULL ? 0 : -1;
}

int login_answer_text(struct upstream_reply *reply, unsigned status, const char *text)
{
    return login_answer(reply, status, strdup(text));
}

const char *login_name_of(const struct sample_person *person, enum login_fault fault, char out[SAID_SIZE])
{
    (void)snprintf(out, SAID_SIZE, fault == LOGIN_FAULT_RARE_NAME ? "%s\xF0\xA0\xAE\xB7" : "%s",
                   person->name);
    return out;
}

/* Full-width digits begin at U+FF10. */
static void write_wide(const char *number, char out[SAID_SIZE])
{
    size_t used = (size_t)snprintf(out, SAID_SIZE, "\xE3\x80\x80");
    for (; *number != '\0' && used + 4 < SAID_SIZE; number++) {
        if (*number >= '0' && *number <= '9') {
            const char wide[] = {'\xEF', '\xBC', (char)(0x90 + (*number - '0'))};
            memcpy(out + used, wide, sizeof wide);
            used += sizeof wide;
        } else {
            out[used++] = *number;
        }
    }
    out[used++] = ' ';
    out[used] = '\0';
}

const char *login_id_number_of(const struct sample_person *person, enum login_fault fault,
                               char out[SAID_SIZE])
{
    (void)snprintf(out, SAID_SIZE, "%s", person->id_number);
    if (fault == LOGIN_FAULT_NO_ID_NUMBER) {
        out[0] = '\0';
    } else if (fault == LOGIN_FAULT_BAD_ID_NUMBER) {
        out[0] = out[0] == '4' ? '3' : '4';
    } else if (fault == LOGIN_FAULT_WIDE_ID_NUMBER) {
        write_wide(person->id_number, out);
    }
    return out;
}
