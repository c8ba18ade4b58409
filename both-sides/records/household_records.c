#include "both-sides/records/household_records.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(binding_states, BINDING_STATE_COUNT, "waiting", "scanned", "approved", "granted");

enum { SECONDS_MAX = 24 * 3600, TOKEN_LENGTH = HOUSEHOLD_TOKEN_SIZE - 1, ADDRESS_MAX = 300 };

#define TOKEN(key, struct_, member, ...)                                                                     \
    CHARS(key, TOKEN_LENGTH, TOKEN_LENGTH, FORM_TOKEN, struct_, member, __VA_ARGS__)
#define SCOPE(struct_, member)                                                                               \
    CHARS("scope", 0, PERSON_SCOPES_SIZE - 1, FORM_ANY, struct_, member, REQUIRED,                           \
          ABOUT("words with one space between: social-security, housing-fund, cases"))
#define USER_CODE(struct_, ...)                                                                              \
    CHARS("user_code", HOUSEHOLD_USER_CODE_SIZE - 1, HOUSEHOLD_USER_CODE_SIZE - 1, FORM_ANY, struct_,        \
          user_code, __VA_ARGS__)
#define SECONDS(key, struct_, member, ...) INT(key, 0, SECONDS_MAX, struct_, member, __VA_ARGS__)
#define MEMBER_ID(key, struct_, member, ...)                                                                 \
    CHARS(key, 1, HOUSEHOLD_MEMBER_ID_SIZE - 1, FORM_NAME, struct_, member, __VA_ARGS__)
#define PIN(key, struct_, member, ...)                                                                       \
    CHARS(key, HOUSEHOLD_PIN_SIZE - 1, HOUSEHOLD_PIN_SIZE - 1, FORM_DIGITS, struct_, member, __VA_ARGS__)

static const struct record_field authorization_question_fields[] = {
    SCOPE(device_authorization_question, scope),
};
const struct record_table device_authorization_question_table = {
    .name = "question",
    .schema = "DeviceAuthorizationQuestion",
    FIELDS(authorization_question_fields),
    .size = sizeof(struct device_authorization_question)};

static const struct record_field authorization_fields[] = {
    TOKEN("device_code", device_authorization, device_code, REQUIRED, ABOUT("secret; in no QR code")),
    USER_CODE(device_authorization, REQUIRED, ABOUT("8 of BCDFGHJKLMNPQRSTVWXZ, with a hyphen within")),
    TEXT("verification_uri", 0, ADDRESS_MAX, device_authorization, verification_uri, REQUIRED,
         .form = FORM_WEB_ADDRESS),
    TEXT("verification_uri_complete", 0, ADDRESS_MAX, device_authorization, verification_uri_complete,
         REQUIRED, .form = FORM_WEB_ADDRESS, ABOUT("for the QR code and nothing else")),
    SECONDS("expires_in", device_authorization, expires_in, REQUIRED, ABOUT("s")),
    SECONDS("interval", device_authorization, interval, REQUIRED, ABOUT("s between two polls, at least")),
};
const struct record_table device_authorization_table = {.name = "authorization",
                                                        .schema = "DeviceAuthorization",
                                                        FIELDS(authorization_fields),
                                                        .size = sizeof(struct device_authorization)};

static const struct record_field session_fields[] = {
    INT("level", 1, 2, household_session, level, REQUIRED,
        ABOUT("1: the household, by PIN; 2: a person who scanned")),
    CHARS("member", 0, HOUSEHOLD_MEMBER_ID_SIZE - 1, FORM_NAME, household_session, member, OPTIONAL,
          ABOUT("missing: the household")),
    TEXT("alias", 0, HOUSEHOLD_ALIAS_MAX, household_session, alias, OPTIONAL),
    TEXT("name", 0, 20, household_session, name, OPTIONAL, ABOUT("masked")),
    SCOPE(household_session, scope),
    SECONDS("idle_in", household_session, idle_in, REQUIRED, ALWAYS,
            ABOUT("s until it ends where nothing personal is asked and it is not kept")),
    SECONDS("ends_in", household_session, ends_in, REQUIRED, ALWAYS, ABOUT("s until it ends in any case")),
};
const struct record_table household_session_table = {
    .name = "session", .schema = "Session", FIELDS(session_fields), .size = sizeof(struct household_session)};

static const struct record_field token_question_fields[] = {
    TOKEN("device_code", token_question, device_code, REQUIRED),
    CHARS("room_number", ROOM_NUMBER_SIZE - 1, ROOM_NUMBER_SIZE - 1, FORM_DIGITS, token_question, room_number,
          OPTIONAL, ABOUT("what the phone shows, typed on the remote: with state approved")),
};
const struct record_table token_question_table = {.name = "poll",
                                                  .schema = "TokenQuestion",
                                                  FIELDS(token_question_fields),
                                                  .size = sizeof(struct token_question)};

static const struct record_field token_answer_fields[] = {
    WORD("state", binding_states, token_answer, state, REQUIRED),
    USER_CODE(token_answer, OPTIONAL,
              ABOUT("with waiting: as it is now. Another one than before replaces it, and the old one works "
                    "for a while")),
    TEXT("verification_uri_complete", 0, ADDRESS_MAX, token_answer, verification_uri_complete, OPTIONAL,
         .form = FORM_WEB_ADDRESS, ABOUT("likewise")),
    SECONDS("expires_in", token_answer, expires_in, OPTIONAL, ABOUT("s")),
    SECONDS("interval", token_answer, interval, OPTIONAL, ABOUT("s, from now on")),
    INT("tries_left", 0, 9, token_answer, tries_left, OPTIONAL, ABOUT("with approved: of room_number")),
    CHARS("session_token", 0, TOKEN_LENGTH, FORM_TOKEN, token_answer, session_token, OPTIONAL,
          ABOUT("with granted: for TV-Hall-Session; secret")),
    RECORD_IF_GIVEN("session", household_session_table, token_answer, session, has_session, OPTIONAL),
    FLAG("is_new", token_answer, is_new, OPTIONAL,
         ABOUT("with granted: this person was not bound to this box before")),
};
const struct record_table token_answer_table = {.name = "token",
                                                .schema = "TokenAnswer",
                                                FIELDS(token_answer_fields),
                                                .size = sizeof(struct token_answer)};

static const struct record_field consent_fields[] = {
    WORD_IF_KNOWN("scope", person_scopes, household_consent, scope, REQUIRED),
    INT("wording", 1, 1000000, household_consent, wording, REQUIRED, ABOUT("version of what was agreed to")),
    MOMENT("given_at", household_consent, given_at, REQUIRED),
    MOMENT("withdrawn_at", household_consent, withdrawn_at, OPTIONAL, ABOUT("missing: it holds")),
};
static const struct record_table consent_table = {
    .name = "consent", FIELDS(consent_fields), .size = sizeof(struct household_consent)};

static const struct record_field member_fields[] = {
    MEMBER_ID("id", household_member, id, REQUIRED),
    TEXT("alias", 1, HOUSEHOLD_ALIAS_MAX, household_member, alias, REQUIRED),
    TEXT("name", 0, 20, household_member, name, REQUIRED, ABOUT("masked")),
    INT("level", 2, 3, household_member, level, REQUIRED, ABOUT("3: with a stronger check at the provider")),
    FLAG("by_relative", household_member, by_relative, OPTIONAL,
         ABOUT("a relative bound who is under 18 or over 60; never level 3")),
    MOMENT("bound_at", household_member, bound_at, REQUIRED),
    MOMENT("undo_until", household_member, undo_until, OPTIONAL,
           ABOUT("until then it may be undone without PIN; missing: no more")),
    RECORDS("consents", CONSENTS_MAX, consent_table, household_member, consents, consent_count, OPTIONAL,
            ALWAYS, ABOUT("of each scope the last one")),
};
static const struct record_table member_table = {
    .name = "member", FIELDS(member_fields), .size = sizeof(struct household_member)};

static const struct record_field household_fields[] = {
    RECORDS("members", HOUSEHOLD_MEMBERS_MAX, member_table, household, members, member_count, REQUIRED,
            ABOUT("the last bound first")),
    FLAG("has_pin", household, has_pin, REQUIRED),
    MOMENT("pin_locked_until", household, pin_locked_until, OPTIONAL, ABOUT("missing: it is not locked")),
};
const struct record_table household_table = {
    .name = "household", .schema = "Household", FIELDS(household_fields), .size = sizeof(struct household)};

static const struct record_field member_question_fields[] = {
    MEMBER_ID("member", member_question, member, REQUIRED),
};
const struct record_table member_question_table = {.name = "question",
                                                   .schema = "MemberQuestion",
                                                   FIELDS(member_question_fields),
                                                   .size = sizeof(struct member_question)};

static const struct record_field alias_question_fields[] = {
    MEMBER_ID("member", member_question, member, REQUIRED),
    TEXT("alias", 1, HOUSEHOLD_ALIAS_MAX, member_question, alias, REQUIRED),
};
const struct record_table alias_question_table = {.name = "question",
                                                  .schema = "AliasQuestion",
                                                  FIELDS(alias_question_fields),
                                                  .size = sizeof(struct member_question),
                                                  .begin = &member_question_table};

static const struct record_field consent_question_fields[] = {
    WORD("scope", person_scopes, consent_question, scope, REQUIRED),
};
const struct record_table consent_question_table = {.name = "question",
                                                    .schema = "ConsentQuestion",
                                                    FIELDS(consent_question_fields),
                                                    .size = sizeof(struct consent_question)};

static const struct record_field pin_question_fields[] = {
    PIN("pin", pin_question, pin, REQUIRED),
};
const struct record_table pin_question_table = {.name = "question",
                                                .schema = "PinQuestion",
                                                FIELDS(pin_question_fields),
                                                .size = sizeof(struct pin_question)};

static const struct record_field pin_change_fields[] = {
    PIN("pin", pin_question, pin, REQUIRED, ABOUT("the new one")),
    PIN("old_pin", pin_question, old_pin, OPTIONAL,
        ABOUT("where there is a PIN, unless a member's own session is sent along")),
};
const struct record_table pin_change_table = {.name = "question",
                                              .schema = "PinChange",
                                              FIELDS(pin_change_fields),
                                              .size = sizeof(struct pin_question),
                                              .begin = &pin_question_table};

static const struct record_field pin_answer_fields[] = {
    TOKEN("session_token", pin_answer, session_token, REQUIRED, ABOUT("for TV-Hall-Session; secret")),
    RECORD_INSIDE("session", household_session_table, pin_answer, session, REQUIRED),
};
const struct record_table pin_answer_table = {
    .name = "session", .schema = "PinAnswer", FIELDS(pin_answer_fields), .size = sizeof(struct pin_answer)};
