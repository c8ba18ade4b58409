#include "both-sides/records/policy_records.h"

#include "both-sides/records/record_lines.h"

static const struct record_field policy_fields[] = {
    ID("id", policy, id, REQUIRED, ATTRIBUTE),
    TEXT("name", 1, 60, policy, name, REQUIRED, CHILD),
    INITIALS(policy, initials),
    TEXT("org_name", 0, 60, policy, org_name, REQUIRED, CHILD),
    TEXT("who", 0, 300, policy, who, REQUIRED, CHILD),
    TEXT("benefit", 0, 300, policy, benefit, REQUIRED, CHILD),
    TEXT("how", 0, 300, policy, how, OPTIONAL, CHILD),
    TEXT("materials", 0, 300, policy, materials, OPTIONAL, CHILD),
    TEXT("link_way", 0, 100, policy, link_way, OPTIONAL, CHILD),
    TEXT("basis", 0, 200, policy, basis, OPTIONAL, CHILD),
    ID("guide", policy, guide, OPTIONAL, ATTRIBUTE, ABOUT("the matter by which one gets it")),
    {XML_ONLY("valid_to"), .type = FIELD_INT, .max = 99991231, .form = FORM_DATE, MEMBER(policy, last_day),
     OPTIONAL, ATTRIBUTE},
    MOMENT("valid_to", policy, valid_to, OPTIONAL,
           ABOUT("ms, exclusive: the end, at +08:00, of the last day on which it holds; 0 or missing is "
                 "without end")),
    TEXT("page", 0, 200, policy, page, OPTIONAL, .form = FORM_PAGE, ABOUT("path of its page for the phone")),
    FLAG("sample", policy, sample, OPTIONAL, ATTRIBUTE),
    INT64("rev", policy, rev, REQUIRED),
};
const struct record_table policy_table = {.name = "policy",
                                          .schema = "Policy",
                                          .element = "policy",
                                          FIELDS(policy_fields),
                                          .size = sizeof(struct policy)};

static const struct record_field settings_fields[] = {
    ID("flow", policy_settings, flow, REQUIRED, ATTRIBUTE),
};
const struct record_table policy_settings_table = {.name = "policies",
                                                   .element = "policies",
                                                   FIELDS(settings_fields),
                                                   .size = sizeof(struct policy_settings)};

static const struct record_field list_fields[] = {
    INT64("rev", policy_list, rev, REQUIRED),
    LIFE(policy_list),
    TEXT("source", 0, 60, policy_list, source, OPTIONAL),
    ID("flow", policy_list, flow, OPTIONAL, ABOUT("the flow that finds the household's own")),
    RECORDS("policies", POLICY_LIST_MAX, policy_table, policy_list, policies, count, REQUIRED),
    MOMENT("as_of", policy_list, as_of, REQUIRED),
};
const struct record_table policy_list_table = {
    .name = "policy list", .schema = "PolicyList", FIELDS(list_fields), .size = sizeof(struct policy_list)};
