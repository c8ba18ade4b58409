#include <stdio.h>
#include <string.h>

#include "both-sides/area.h"
#include "both-sides/clock.h"
#include "headend/admin/box_bulk.h"
#include "headend/admin/box_making.h"
#include "headend/admin/command.h"
#include "headend/admin/text_option.h"

static int is_wrong(const char *option, const char *what)
{
    (void)fprintf(stderr, "tv-hall-admin box add: %s: %s\n", option, what);
    return -1;
}

static int check(const struct common_options *options)
{
    char problem[TEXT_PROBLEM_SIZE];
    int one = options->rest_count == 1;
    int many = options->file != NULL && options->out != NULL;
    if (one == many || (one && (options->file != NULL || options->out != NULL)) ||
        (many && (options->name != NULL || options->area != NULL))) {
        return is_wrong("options", "either --name and one FILE, or --file and --out");
    }
    if (one && options->name == NULL) {
        return is_wrong("--name", "is missing");
    }
    const char *why = one ? box_name_problem(options->name, problem) : NULL;
    if (why != NULL) {
        return is_wrong("--name", why);
    }
    return options->area == NULL || area_code_is_valid(options->area)
               ? 0
               : is_wrong("--area", "is 6, 9 or 12 digits");
}

/* The file first: of a box that is stored somebody must have the token. */
static int add_one(struct store *store, const struct known_box *box, const char *path,
                   struct provisioning *provisioning)
{
    struct token_digest digest;
    if (box_make_token(provisioning->token, &digest) != 0 || box_write_one_file(path, provisioning) != 0) {
        return ADMIN_STORE;
    }
    int stored = store_begin_write(store) == 0 && box_store_add(store, box, &digest, wall_ms()) == 0;
    return box_end_change(store, stored, path);
}

static int run(struct store *store, const struct hall_config *config, const struct common_options *options)
{
    struct known_box box = {.number = ""};
    struct provisioning provisioning = {.number = ""};
    const char *area = options->area != NULL ? options->area : config->box.area_code;
    if (options->file != NULL) {
        return box_add_many(store, config->box.area_code, options->file, options->out);
    }
    if (box_make_number(provisioning.number) != 0) {
        return ADMIN_STORE;
    }
    memcpy(box.number, provisioning.number, sizeof box.number);
    (void)snprintf(box.name, sizeof box.name, "%s", options->name);
    (void)snprintf(box.area_code, sizeof box.area_code, "%s", area);
    int status = add_one(store, &box, options->rest[0], &provisioning);
    store_end(store);
    explicit_bzero(&provisioning, sizeof provisioning);
    if (status == ADMIN_DONE) {
        (void)printf("%s\n", box.number);
    }
    return status;
}

const struct command command_box_add = {
    .name = "box add",
    .summary = "give a box, or many, an identity",
    .help =
        "Usage: tv-hall-admin box add [--config headend.xml] --name NAME [--area CODE] FILE\n"
        "       tv-hall-admin box add [--config headend.xml] --file LIST --out DIRECTORY\n"
        "Writes a provisioning file, by which a box proves which it is: only its owner may read it, and the\n"
        "token in it stands nowhere else. Prints the box's number.\n"
        "  --name NAME      what people call the box: up to 32 characters\n"
        "  --area CODE      where it stands: 6, 9 or 12 digits (the configuration's region)\n"
        "  --file LIST      one box a line: NAME or NAME,CODE\n"
        "  --out DIRECTORY  is made: a file a box in folders by the first two digits of its number, and\n"
        "                   boxes.csv with number, name, area and file of each\n"
        "Exit codes: 0 done, 1 configuration or list wrong, 2 usage, 3 store or files cannot be written.\n",
    .least_rest = 0,
    .most_rest = 1,
    .check = check,
    .run_with_store = run,
    .mode = STORE_CREATE,
    .of_households = 1,
};
