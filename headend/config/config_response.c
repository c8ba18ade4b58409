#include "headend/config/config_response.h"

#include "headend/config/worker.h"

struct response *config_response(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    struct response_content content = {0};
    content.body = config_in_use_box_text(worker->config, &content.length);
    return request_response(request, now, &content, refusal);
}

struct response *menu_response(const struct request *request, int64_t now, const struct refusal **refusal)
{
    struct worker *worker = request->worker;
    struct response_content content = {0};
    content.body = config_in_use_menu(worker->config, &content.length);
    return request_response(request, now, &content, refusal);
}
