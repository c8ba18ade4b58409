#include "headend/upstream/plain_value.h"

#include <string.h>

const char *plain_text(const struct json_value *object, const char *name, char out[NARROW_SIZE], int *wrong)
{
    const struct json_value *part = json_value_part(object, name);
    int is_plain = part != NULL && (part->kind == JSON_TEXT || part->kind == JSON_NUMBER) &&
                   strlen(part->text) == part->count;
    out[0] = '\0';
    *wrong = *wrong || (part != NULL && !is_plain);
    return is_plain ? narrow(part->text, out) : out;
}

void plain_code(const struct json_value *object, const char *name, char *out, size_t size, int *wrong)
{
    static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    char room[NARROW_SIZE];
    const char *text = plain_text(object, name, room, wrong);
    size_t length = strlen(text);
    int is_code = length < size && strspn(text, allowed) == length;
    *wrong = *wrong || !is_code;
    length = is_code ? length : 0;
    memcpy(out, text, length);
    out[length] = '\0';
    explicit_bzero(room, sizeof room);
}
