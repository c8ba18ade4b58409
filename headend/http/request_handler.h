#ifndef HEADEND_HTTP_REQUEST_HANDLER_H
#define HEADEND_HTTP_REQUEST_HANDLER_H

#include <microhttpd.h>

/* What libmicrohttpd calls for each request; the context is the server. */

/* With the address as it came, before it is taken apart: MHD_OPTION_URI_LOG_CALLBACK. */
void *request_begin(void *context, const char *address, struct MHD_Connection *connection);

/* With the head: MHD_AccessHandlerCallback. */
enum MHD_Result request_handle(void *context, struct MHD_Connection *connection, const char *path,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_size, void **state);

/* When the answer is out: MHD_OPTION_NOTIFY_COMPLETED. */
void request_end(void *context, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode reason);

#endif
