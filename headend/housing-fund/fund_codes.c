#include "headend/housing-fund/fund_codes.h"

#include <stddef.h>
#include <string.h>

#include "both-sides/records/housing_fund_records.h"

struct code {
    const char *code;
    int meaning;
    int sign;
};

static const struct code states[] = {
    {"01", FUND_STATE_NORMAL, 0},    /* 正常 */
    {"02", FUND_STATE_SEALED, 0},    /* 封存 */
    {"03", FUND_STATE_MERGED, 0},    /* 合并销户 */
    {"04", FUND_STATE_MOVED, 0},     /* 外部转出销户 */
    {"05", FUND_STATE_WITHDRAWN, 0}, /* 提取销户 */
    {"06", FUND_STATE_FROZEN, 0},    /* 冻结 */
};

/* Those from 70 on are cities' own. */
static const struct code kinds[] = {
    {"01", FUND_DEPOSIT, 1},             /* 汇缴 */
    {"02", FUND_BACK_DEPOSIT, 1},        /* 补缴 */
    {"03", FUND_OPENING, 1},             /* 开户 */
    {"04", FUND_UNSEALING, 1},           /* 启封 */
    {"05", FUND_SEALING, 1},             /* 封存 */
    {"06", FUND_TRANSFER_INSIDE, 1},     /* 内部转移 */
    {"07", FUND_TRANSFER_OUT, -1},       /* 外部转出 */
    {"08", FUND_TRANSFER_IN, 1},         /* 外部转入 */
    {"09", FUND_INTEREST, 1},            /* 年终结息 */
    {"10", FUND_BASE_CHANGE, 1},         /* 基数调整 */
    {"11", FUND_WITHDRAWAL, -1},         /* 部分提取 */
    {"12", FUND_CLOSING_WITHDRAWAL, -1}, /* 销户提取 */
    {"13", FUND_DEFERRAL, 1},            /* 缓缴 */
    {"14", FUND_FREEZING, 1},            /* 冻结 */
    {"15", FUND_THAWING, 1},             /* 解冻 */
    {"70", FUND_CHANGE, 1},              /* 变更 */
    {"71", FUND_MERGING, 1},             /* 合并 */
    {"72", FUND_CLOSING, -1},            /* 销户 */
    {"73", FUND_CORRECTION, 1},          /* 错缴更正 */
    {"74", FUND_REMINDER, 1},            /* 催缴 */
    {"75", FUND_SHARE_CHANGE, 1},        /* 比例调整 */
};

static const struct code reasons[] = {
    {"01", FUND_REASON_PURCHASE, 0},   /* 购买住房 */
    {"02", FUND_REASON_BUILDING, 0},   /* 建造、翻建、大修住房 */
    {"03", FUND_REASON_RETIREMENT, 0}, /* 离休、退休 */
    {"04", FUND_REASON_DISABILITY, 0}, /* 完全丧失劳动能力并终止劳动关系 */
    {"05", FUND_REASON_MOVING, 0},     /* 户口迁出或出境定居 */
    {"06", FUND_REASON_REPAYMENT, 0},  /* 偿还购房贷款本息 */
    {"07", FUND_REASON_RENT, 0},       /* 房租超出家庭工资收入的规定比例 */
    {"08", FUND_REASON_DEATH, 0},      /* 死亡或宣告死亡 */
    {"09", FUND_REASON_ILLNESS, 0},    /* 大病 */
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static int meaning_of(const struct code *codes, size_t count, const char *code, int otherwise)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(codes[i].code, code) == 0) {
            return codes[i].meaning;
        }
    }
    return otherwise;
}

int fund_state_of_code(const char *code)
{
    return meaning_of(states, COUNT(states), code, FUND_STATE_OTHER);
}

int fund_state_is_closed(int state)
{
    return state == FUND_STATE_MERGED || state == FUND_STATE_MOVED || state == FUND_STATE_WITHDRAWN;
}

int fund_kind_of_code(const char *code)
{
    return meaning_of(kinds, COUNT(kinds), code, FUND_KIND_OTHER);
}

int fund_kind_sign(int kind)
{
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].meaning == kind) {
            return kinds[i].sign;
        }
    }
    return 1;
}

int fund_reason_of_code(const char *code)
{
    return code[0] == '\0' ? FUND_REASON_NOT_SAID
                           : meaning_of(reasons, COUNT(reasons), code, FUND_REASON_OTHER);
}
