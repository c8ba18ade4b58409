#include "both-sides/records/person_scope.h"

#include "both-sides/records/record_lines.h"

WORD_LIST(person_scopes, PERSON_SCOPE_COUNT, "social-security", "housing-fund", "cases");
