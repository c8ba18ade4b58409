#ifndef REMOTE_INPUT_DEVICE_DIRECTORY_H
#define REMOTE_INPUT_DEVICE_DIRECTORY_H

/* Which evdev nodes come and go, by inotify. devtmpfs makes /dev/input only with the first device: until then
 * its parent is watched. */

struct device_directory;

enum device_change {
    DEVICE_CAME, /* or may be read now: its owner or mode has changed */
    DEVICE_WENT,
    DEVICE_LOOK_AGAIN /* at the whole directory; `number` is -1 */
};

/* `number` is that of "eventN"; other names are not told. */
typedef void (*device_change_callback)(void *context, enum device_change change, int number);

/* NULL without memory or inotify (then what is plugged in later is not seen; logged). Call
 * device_directory_scan once. */
struct device_directory *device_directory_new(const char *path);
void device_directory_free(struct device_directory *directory);

int device_directory_fd(const struct device_directory *directory);

/* Reads what inotify has to tell; bounded. Returns 1 when there may be more. */
int device_directory_read(struct device_directory *directory, device_change_callback callback, void *context);

/* Tells DEVICE_CAME for each node there is, in the order of their numbers where there are not too many.
 * Returns 0, or -errno. */
int device_directory_scan(const char *path, device_change_callback callback, void *context);

#endif
