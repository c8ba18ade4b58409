#ifndef BOTH_SIDES_FLOW_SERVICE_FLOW_H
#define BOTH_SIDES_FLOW_SERVICE_FLOW_H

#include <stddef.h>
#include <stdint.h>

/* A guided questionnaire (智能导办): questions, where each answer leads, and what the outcome holds. Data of
 * the operator's (docs/content.md, docs/openapi.yaml); the headend refuses a bad one at import, and a box
 * checks it again before it trusts one. Strings are borrowed from whoever read the flow. */

enum {
    FLOW_ID_SIZE = 41,
    FLOW_NODES_MAX = 200,
    FLOW_OPTIONS_MAX = 8,
    FLOW_NEXT_MAX = 16,
    FLOW_CLAUSES_MAX = 8,
    FLOW_VALUES_MAX = 16,
    FLOW_ITEMS_MAX = 300,
    FLOW_EXEMPTIONS_MAX = 8,
    FLOW_DEPTH_MAX = 12, /* questions on one path */
};

#define FLOW_NO_NUMBER INT64_MIN /* of a clause that has none */

enum flow_kind { FLOW_CHECKLIST, FLOW_POLICIES, FLOW_KIND_COUNT };
enum flow_node_kind {
    FLOW_RADIO,
    FLOW_CHECK,
    FLOW_NUMBER,
    FLOW_MONEY,
    FLOW_DATE,
    FLOW_AREA,
    FLOW_OUTCOME,
    FLOW_NODE_KIND_COUNT
};
enum flow_op { FLOW_IS, FLOW_NOT, FLOW_HAS, FLOW_LACKS, FLOW_LEAST, FLOW_MOST, FLOW_WITHIN, FLOW_OP_COUNT };
enum flow_need { FLOW_NECESSARY, FLOW_OPTIONAL, FLOW_LATER, FLOW_NEED_COUNT };

struct flow_clause {
    char node[FLOW_ID_SIZE];
    int op;                       /* enum flow_op */
    char (*values)[FLOW_ID_SIZE]; /* option ids, or area codes with FLOW_WITHIN */
    size_t value_count;
    int64_t number; /* money in fen, dates as YYYYMMDD */
};

struct flow_next {
    char to[FLOW_ID_SIZE];
    struct flow_clause *when; /* all must hold; none always does */
    size_t when_count;
};

struct flow_option {
    char id[FLOW_ID_SIZE];
    const char *text;
    const char *hint;
};

struct flow_node {
    char id[FLOW_ID_SIZE];
    int kind; /* enum flow_node_kind */
    const char *text;
    const char *help;
    const char *speech;
    const char *unit;
    int64_t min, max; /* of a number, money or date; a max of 0: no upper bound given */
    struct flow_option *options;
    size_t option_count;
    struct flow_next *next;
    size_t next_count;
    char otherwise[FLOW_ID_SIZE]; /* "default" in the feed; "" with an outcome */
    const char *where, *takes;    /* of an outcome */
    char (*items)[FLOW_ID_SIZE];  /* of an outcome; none: all */
    size_t item_count;
};

struct flow_exemption {
    struct flow_clause *when;
    size_t when_count;
    const char *why;
};

struct flow_item {
    char id[FLOW_ID_SIZE];
    const char *name;
    const char *detail;
    int need; /* enum flow_need */
    struct flow_clause *when;
    size_t when_count;
    struct flow_exemption *exempt;
    size_t exempt_count;
};

struct service_flow {
    char id[FLOW_ID_SIZE];
    int kind; /* enum flow_kind */
    const char *title;
    char guide[FLOW_ID_SIZE];
    char start[FLOW_ID_SIZE];
    struct flow_node *nodes;
    size_t node_count;
    struct flow_item *items;
    size_t item_count;
};

/* What a household answered to one node. */
struct flow_answer_value {
    int given;
    unsigned chosen;    /* radio, check: a bit an option */
    int64_t number;     /* number, money, date */
    char area_code[13]; /* area */
};

/* 1: an id of the contract (ContentId), as flows and all other content have: [a-z0-9-], 1 to 40. */
int flow_id_is_good(const char *id);

/* 0, or -1 with which node or item is wrong and why, as "node years: leads to nowhere: no node is called
 * xyz". */
int service_flow_check(const struct service_flow *flow, char problem[200]);

/* Below: only for a flow that was found good. `answers` has a place for each node, by its index. */

/* Index of a node, SIZE_MAX: none. */
size_t service_flow_node(const struct service_flow *flow, const char *id);
int service_flow_holds(const struct service_flow *flow, const struct flow_answer_value *answers,
                       const struct flow_clause *when, size_t when_count);

enum flow_item_state { FLOW_ITEM_NEEDED, FLOW_ITEM_EXEMPT, FLOW_ITEM_NO_CONCERN };
/* *why is set with FLOW_ITEM_EXEMPT. Only answers on the path from the start count: a change of mind may have
 * left others (the caller gives a copy in which they are not given: service_flow_counted). */
enum flow_item_state service_flow_item(const struct service_flow *flow,
                                       const struct flow_answer_value *answers, const struct flow_item *item,
                                       const char **why);

/* The nodes from the start as far as answers are given, the last being the first without an answer or an
 * outcome; at most FLOW_DEPTH_MAX + 1. Returns how many. */
size_t service_flow_path(const struct service_flow *flow, const struct flow_answer_value *answers,
                         size_t path[FLOW_DEPTH_MAX + 1]);

/* The most questions that may still follow a node, whatever is answered. */
size_t service_flow_most_left(const struct service_flow *flow, size_t node);

/* A copy of the answers with only those on the path; `counted` has a place for each node too. */
void service_flow_counted(const struct service_flow *flow, const struct flow_answer_value *answers,
                          struct flow_answer_value *counted);

#endif
