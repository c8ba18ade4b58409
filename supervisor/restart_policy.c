#include "supervisor/restart_policy.h"

void policy_start(struct policy *policy)
{
    *policy = (struct policy){.state = POLICY_TELEVISION};
}

static enum policy_action crashed(struct policy *policy, const struct policy_limits *limits, int64_t now_us)
{
    int was_steady = now_us - policy->started_us >= limits->steady_us;
    policy->crashes = was_steady ? 1 : policy->crashes + 1;
    if (policy->crashes < limits->crashes) {
        policy->state = POLICY_TELEVISION;
        return POLICY_SHOW;
    }
    policy->state = POLICY_CLOSED;
    policy->closed_until_us = now_us + limits->closed_us;
    return POLICY_CLOSE;
}

static enum policy_action while_open(struct policy *policy, const struct policy_limits *limits,
                                     enum policy_event event, int64_t now_us)
{
    if (event == POLICY_CRASHED) {
        return crashed(policy, limits, now_us);
    }
    if (event == POLICY_LEFT) {
        policy->crashes = 0;
        policy->state = POLICY_TELEVISION;
        return POLICY_SHOW;
    }
    return POLICY_NOTHING;
}

static enum policy_action while_closed(struct policy *policy, enum policy_event event, int64_t now_us)
{
    if (event == POLICY_TIME && now_us >= policy->closed_until_us) {
        policy_start(policy);
        return POLICY_REOPEN;
    }
    return event == POLICY_KEY ? POLICY_REFUSE : POLICY_NOTHING;
}

enum policy_action policy_next(struct policy *policy, const struct policy_limits *limits,
                               enum policy_event event, int64_t now_us)
{
    switch (policy->state) {
    case POLICY_OPEN:
        return while_open(policy, limits, event, now_us);
    case POLICY_CLOSED:
        return while_closed(policy, event, now_us);
    case POLICY_TELEVISION:
        break;
    }
    if (event != POLICY_KEY) {
        return POLICY_NOTHING;
    }
    policy->state = POLICY_OPEN;
    policy->started_us = now_us;
    return POLICY_START;
}

int64_t policy_deadline(const struct policy *policy)
{
    return policy->state == POLICY_CLOSED ? policy->closed_until_us : INT64_MAX;
}
