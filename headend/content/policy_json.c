#include "headend/content/content_json.h"

static void policy(struct json_writer *json, const struct content_record *record)
{
    const struct policy *policy = record->value;
    json_open_map(json, NULL);
    json_text(json, "id", policy->id);
    json_text(json, "name", policy->name);
    json_content_initials(json, policy->name);
    json_text(json, "org_name", policy->org_name);
    json_text(json, "who", policy->who);
    json_text(json, "benefit", policy->benefit);
    json_text_if(json, "how", policy->how);
    json_text_if(json, "materials", policy->materials);
    json_text_if(json, "link_way", policy->link_way);
    json_text_if(json, "basis", policy->basis);
    json_text_if(json, "guide", policy->guide);
    json_number_if(json, "valid_to", content_policy_end(policy));
    json_content_page(json, PAGES_OF_POLICIES, policy->id);
    if (policy->sample) {
        json_flag(json, "sample", 1);
    }
    json_number(json, "rev", record->rev);
    json_close_map(json);
}

char *json_of_policies(const struct content_feed *feed, struct content_json_facts *facts, size_t *length)
{
    struct json_writer json;
    if (json_begin(&json) != 0) {
        return json_take(&json, length);
    }
    json_open_map(&json, NULL);
    json_number(&json, "rev", feed->rev);
    json_text_if(&json, "source", facts->source);
    const struct content_record *settings = content_set_find(feed->set, CONTENT_POLICIES, "policies");
    if (settings != NULL) {
        json_text_if(&json, "flow", ((const struct policy_settings *)settings->value)->flow);
    }
    json_open_array(&json, "policies");
    for (size_t i = 0; i < feed->set->count; i++) {
        if (feed->set->records[i]->kind == CONTENT_POLICY) {
            policy(&json, feed->set->records[i]);
        }
    }
    json_close_array(&json);
    return json_content_end(&json, facts, length);
}
