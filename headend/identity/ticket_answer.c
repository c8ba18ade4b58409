#include "headend/identity/ticket_answer.h"

#include <string.h>

#include "both-sides/calendar_date.h"
#include "both-sides/json/json_tree.h"
#include "both-sides/narrow.h"
#include "headend/identity/claims.h"
#include "headend/identity/id_token.h"
#include "headend/identity/person_read.h"

static const char code_good[] = "0", code_spent[] = "4001", code_refused[] = "4003";
static const char level_strong[] = "3", level_person[] = "2", level_unchecked[] = "1";

static int read_data(const struct json_value *data, const char *issuer, int64_t now_ms,
                     struct identity_finding *finding)
{
    int wrong = 0;
    char room[NARROW_SIZE];
    const char *level = narrow(json_value_text(data, "authLevel", &wrong), room);
    const struct person_said said = {.issuer = issuer,
                                     .subject = json_value_text(data, "userId", &wrong),
                                     .name = json_value_text(data, "userName", &wrong),
                                     .id_number = json_value_text(data, "certNo", &wrong),
                                     .is_strong = strcmp(level, level_strong) == 0,
                                     .at = json_value_moment(data, "loginTime", &wrong)};
    if (data->kind != JSON_OBJECT || wrong || !claims_are_distinct(data) || !subject_is_good(said.subject) ||
        said.at == 0) {
        return -1;
    }
    if (said.at > now_ms + CLOCK_LEEWAY_MS) {
        finding->result = IDENTITY_NOT_BELIEVED;
        finding->why = "the ticket: loginTime is of the future, or a clock is wrong";
    } else if (strcmp(level, level_unchecked) == 0) {
        finding->result = IDENTITY_INCOMPLETE; /* a name and number that nobody has checked */
    } else if (said.is_strong || strcmp(level, level_person) == 0) {
        finding->result = person_read(&said, calendar_date_at(now_ms), &finding->person);
    } else {
        return -1;
    }
    return 0;
}

static int read_answer(const struct json_value *answer, const char *issuer, int64_t now_ms,
                       struct identity_finding *finding)
{
    int wrong = 0;
    char room[NARROW_SIZE];
    const char *code = narrow(json_value_text(answer, "code", &wrong), room);
    const struct json_value *data = json_value_part(answer, "data");
    if (answer == NULL || wrong || !claims_are_distinct(answer)) {
        return -1;
    }
    if (strcmp(code, code_spent) == 0 || strcmp(code, code_refused) == 0) {
        finding->result = strcmp(code, code_spent) == 0 ? IDENTITY_SPENT : IDENTITY_REFUSED;
        return 0;
    }
    return strcmp(code, code_good) == 0 && data != NULL ? read_data(data, issuer, now_ms, finding) : -1;
}

int ticket_answer_read(const char *text, size_t length, const char *issuer, int64_t now_ms,
                       struct identity_finding *finding)
{
    struct json_tree *tree = json_tree_read_joining(text, length);
    int result = read_answer(json_tree_root(tree), issuer, now_ms, finding);
    json_tree_wipe(tree);
    return result;
}
