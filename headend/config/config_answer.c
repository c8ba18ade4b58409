#include "headend/config/config_answer.h"

#include "headend/config/worker.h"

struct answer *config_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    struct answer_content content = {0};
    content.body = config_in_use_box_text(worker->config, &content.length);
    return request_answer(request, now, &content, refusal);
}

struct answer *menu_answer(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    struct answer_content content = {0};
    content.body = config_in_use_menu(worker->config, &content.length);
    return request_answer(request, now, &content, refusal);
}
