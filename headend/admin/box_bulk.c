#include "headend/admin/box_bulk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "both-sides/area.h"
#include "both-sides/clock.h"
#include "headend/admin/box_making.h"
#include "headend/admin/command.h"
#include "headend/admin/text_option.h"

enum {
    LINE_BYTES_MAX = 512,
    PROBLEMS_TOLD = 20,
    PATH_IN_FOLDER_SIZE = 3 + PROVISIONING_NUMBER_SIZE + 4, /* "ab/NUMBER.xml" */
};

struct list {
    const char *path;
    const char *usual_area;
    FILE *file;
    long line;
    char text[LINE_BYTES_MAX];
};

struct output {
    int folder;
    FILE *index; /* boxes.csv */
};

static int is_wrong(const struct list *list, const char *why)
{
    (void)fprintf(stderr, "%s:%ld: %s\n", list->path, list->line, why);
    return -1;
}

/* --- The list --- */

/* 1: the next line that is not empty, without its end; 0: there is none any more; -1: it is too long, or the
 * file cannot be read (said). */
static int next_line(struct list *list)
{
    static const char mark[] = "\xef\xbb\xbf"; /* of UTF-8, as spreadsheets write it */
    while (fgets(list->text, sizeof list->text, list->file) != NULL) {
        size_t length = strlen(list->text);
        list->line++;
        if (length == sizeof list->text - 1 && list->text[length - 1] != '\n') {
            return is_wrong(list, "the line is too long");
        }
        list->text[strcspn(list->text, "\r\n")] = '\0';
        if (list->line == 1 && strncmp(list->text, mark, sizeof mark - 1) == 0) {
            memmove(list->text, list->text + sizeof mark - 1, strlen(list->text) - (sizeof mark - 1) + 1);
        }
        if (list->text[0] != '\0') {
            return 1;
        }
    }
    return ferror(list->file) ? is_wrong(list, strerror(errno)) : 0;
}

/* "NAME" or "NAME,CODE". -1: said. */
static int read_line(const struct list *list, struct known_box *box)
{
    char problem[TEXT_PROBLEM_SIZE];
    char name[LINE_BYTES_MAX];
    memcpy(name, list->text, sizeof name);
    char *comma = strrchr(name, ',');
    const char *area = comma != NULL ? comma + 1 : list->usual_area;
    if (comma != NULL) {
        *comma = '\0';
    }
    if (strchr(name, '"') != NULL) {
        return is_wrong(list, "quotation marks are not taken: NAME or NAME,CODE");
    }
    if (!area_code_is_valid(area)) {
        return is_wrong(list, "behind the last comma stands an area code of 6, 9 or 12 digits");
    }
    const char *why = box_name_problem(name, problem);
    if (why != NULL) {
        return is_wrong(list, why);
    }
    (void)snprintf(box->name, sizeof box->name, "%s", name);
    (void)snprintf(box->area_code, sizeof box->area_code, "%s", area);
    return 0;
}

/* Tells of the first problems. */
static int check_list(struct list *list)
{
    struct known_box box;
    int problems = 0;
    long boxes = 0;
    int more = 0;
    while (problems < PROBLEMS_TOLD && (more = next_line(list)) != 0) {
        problems += more < 0 || read_line(list, &box) != 0;
        boxes++;
        if (more < 0) {
            break;
        }
    }
    if (boxes == 0 && problems == 0) {
        problems += is_wrong(list, "there is no box in it") != 0;
    }
    rewind(list->file);
    list->line = 0;
    return problems == 0 ? 0 : -1;
}

/* --- What is written --- */

static int cannot_write(const char *path, int problem)
{
    (void)fprintf(stderr, "tv-hall-admin: %s: %s\n", path,
                  problem == EEXIST ? "it is there already; choose another" : strerror(problem));
    return -1;
}

static int open_output(const char *directory, struct output *output)
{
    *output = (struct output){.folder = -1};
    if (mkdir(directory, S_IRWXU) != 0) {
        return cannot_write(directory, errno);
    }
    output->folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (unsigned i = 0; output->folder >= 0 && i < 256; i++) {
        char name[3];
        (void)snprintf(name, sizeof name, "%02x", i);
        if (mkdirat(output->folder, name, S_IRWXU) != 0) {
            return cannot_write(directory, errno);
        }
    }
    int index = output->folder >= 0 ? openat(output->folder, "boxes.csv",
                                             O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, PROVISIONING_MODE)
                                    : -1;
    output->index = index >= 0 ? fdopen(index, "w") : NULL;
    if (output->index == NULL) {
        int problem = errno;
        if (index >= 0) {
            (void)close(index);
        }
        return cannot_write(directory, problem);
    }
    return 0;
}

/* All files are on the disk for good. */
static int close_output(const char *directory, struct output *output, int good)
{
    good = (output->index == NULL || fclose(output->index) == 0) && good;
    good = (output->folder < 0 || syncfs(output->folder) == 0) && good;
    int problem = errno;
    if (output->folder >= 0) {
        (void)close(output->folder);
    }
    *output = (struct output){.folder = -1};
    return good ? 0 : cannot_write(directory, problem);
}

static int add_box(struct store *store, const struct list *list, struct output *output, int64_t now_ms)
{
    struct known_box box = {.number = ""};
    struct provisioning provisioning;
    struct token_digest digest;
    char path[PATH_IN_FOLDER_SIZE];
    if (read_line(list, &box) != 0 || box_make_number(provisioning.number) != 0 ||
        box_make_token(provisioning.token, &digest) != 0) {
        return -1;
    }
    memcpy(box.number, provisioning.number, sizeof box.number);
    (void)snprintf(path, sizeof path, "%.2s/%s.xml", box.number, box.number);
    int problem = box_write_file(output->folder, path, &provisioning);
    explicit_bzero(&provisioning, sizeof provisioning);
    if (problem != 0) {
        return cannot_write(path, problem);
    }
    if (fprintf(output->index, "%s,%s,%s,%s\n", box.number, box.name, box.area_code, path) < 0) {
        return cannot_write("boxes.csv", errno);
    }
    if (box_store_add(store, &box, &digest, now_ms) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        return -1;
    }
    return 0;
}

/* How many; -1: said why. */
static long add_all(struct store *store, struct list *list, struct output *output)
{
    const int64_t now_ms = wall_ms();
    long count = 0;
    int more = 0;
    while ((more = next_line(list)) == 1) {
        if (add_box(store, list, output, now_ms) != 0) {
            return -1;
        }
        count++;
    }
    return more == 0 ? count : -1;
}

/* The files before the boxes, as of a box that is stored somebody must have the token. */
static int add_and_write(struct store *store, struct list *list, const char *directory)
{
    struct output output;
    long count = -1;
    if (open_output(directory, &output) == 0 && store_begin_write(store) == 0) {
        count = add_all(store, list, &output);
    }
    int good = close_output(directory, &output, count >= 0) == 0 && count >= 0;
    if (good && store_commit(store) != 0) {
        (void)fprintf(stderr, "tv-hall-admin: %s\n", store_problem(store));
        good = 0;
    }
    store_end(store);
    if (!good) {
        (void)fprintf(stderr, "tv-hall-admin: no box was added; what was written to %s is of no use\n",
                      directory);
        return ADMIN_STORE;
    }
    (void)printf("%ld boxes were added\n", count);
    return ADMIN_DONE;
}

int box_add_many(struct store *store, const char *usual_area, const char *list_path, const char *directory)
{
    struct list list = {.path = list_path, .usual_area = usual_area, .file = fopen(list_path, "re")};
    if (list.file == NULL) {
        (void)fprintf(stderr, "tv-hall-admin: %s: %s\n", list_path, strerror(errno));
        return ADMIN_REFUSED;
    }
    int status = check_list(&list) == 0 ? add_and_write(store, &list, directory) : ADMIN_REFUSED;
    (void)fclose(list.file);
    return status;
}
