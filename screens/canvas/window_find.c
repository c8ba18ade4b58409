/* Which window of a display is the one that DirectFB has made in this process. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xcb/res.h>

#include "screens/canvas/window_private.h"

/* Below the root a window manager puts a frame or two around a window. */
enum { TREE_DEPTH_MAX = 4 };

static int is_own(xcb_connection_t *connection, xcb_window_t window)
{
    xcb_res_client_id_spec_t spec = {window, XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID};
    xcb_res_query_client_ids_reply_t *reply =
        xcb_res_query_client_ids_reply(connection, xcb_res_query_client_ids(connection, 1, &spec), NULL);
    int own = 0;
    if (reply == NULL) {
        return 0;
    }
    xcb_res_client_id_value_iterator_t ids = xcb_res_query_client_ids_ids_iterator(reply);
    for (; ids.rem > 0 && !own; xcb_res_client_id_value_next(&ids)) {
        own = (ids.data->spec.mask & XCB_RES_CLIENT_ID_MASK_LOCAL_CLIENT_PID) != 0 &&
              xcb_res_client_id_value_value_length(ids.data) > 0 &&
              xcb_res_client_id_value_value(ids.data)[0] == (uint32_t)getpid();
    }
    free(reply);
    return own;
}

/* Across a network nobody knows whose process a window is: then DirectFB's name for it has to do. */
static int has_its_name(xcb_connection_t *connection, xcb_window_t window)
{
    static const char name[] = "DFB X11 system window";
    xcb_get_property_reply_t *reply =
        xcb_get_property_reply(connection,
                               xcb_get_property(connection, 0, window, XCB_ATOM_WM_NAME,
                                                XCB_GET_PROPERTY_TYPE_ANY, 0, (sizeof name + 3) / 4),
                               NULL);
    int same = reply != NULL && xcb_get_property_value_length(reply) == (int)(sizeof name - 1) &&
               memcmp(xcb_get_property_value(reply), name, sizeof name - 1) == 0;
    free(reply);
    return same;
}

typedef int (*window_test)(xcb_connection_t *connection, xcb_window_t window);

/* The first window, from the top of the stack, that is it. 0: none. */
static xcb_window_t find_window(xcb_connection_t *connection, window_test matches, xcb_window_t parent,
                                int depth)
{
    xcb_window_t found = XCB_WINDOW_NONE;
    xcb_query_tree_reply_t *tree = xcb_query_tree_reply(connection, xcb_query_tree(connection, parent), NULL);
    if (tree == NULL) {
        return found;
    }
    const xcb_window_t *children = xcb_query_tree_children(tree);
    int count = xcb_query_tree_children_length(tree);
    for (int i = count - 1; i >= 0 && found == XCB_WINDOW_NONE; i--) {
        if (matches(connection, children[i])) {
            found = children[i];
        } else if (depth < TREE_DEPTH_MAX) {
            found = find_window(connection, matches, children[i], depth + 1);
        }
    }
    free(tree);
    return found;
}

xcb_window_t window_find_own(xcb_connection_t *connection, xcb_window_t root)
{
    const xcb_query_extension_reply_t *res = xcb_get_extension_data(connection, &xcb_res_id);
    xcb_window_t found = XCB_WINDOW_NONE;
    if (res != NULL && res->present) {
        found = find_window(connection, is_own, root, 1);
    }
    return found != XCB_WINDOW_NONE ? found : find_window(connection, has_its_name, root, 1);
}
