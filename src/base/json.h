/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.h - JSON out and in (jansson). Keys keep the order they were set in.
 *
 * A `struct json` is a reference; json_free drops it. Setting into a parent
 * hands the child over. Text that is not UTF-8 is mended first.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/err.h"
#include "base/str.h"

struct json; /* jansson's json_t */

/* On the heap, the caller's until they are put into another; json_free takes
 * NULL, too, and frees what is within. */
struct json *json_object_new(void);
struct json *json_array_new(void);
void json_free(struct json *);

void json_set(struct json *object, const char *key, struct json *child);
void json_set_str(struct json *object, const char *key, struct str);
void json_set_int(struct json *object, const char *key, int64_t);
void json_set_bool(struct json *object, const char *key, bool);
void json_set_null(struct json *object, const char *key);
void json_set_at(struct json *object, const char *key, msec at); /* 0: null */
void json_push(struct json *array, struct json *child);
void json_push_str(struct json *array, struct str);
void json_push_int(struct json *array, int64_t);
void json_push_null(struct json *array);

/* Reading: missing or of another type gives the zero value. */
MUST_CHECK enum err json_parse(struct str, struct json **out, struct fault *);
const struct json *json_get(const struct json *object, const char *key);
const struct json *json_at(const struct json *array, size_t i);
size_t json_len(const struct json *array);
struct str json_str(const struct json *);
int64_t json_int(const struct json *);
bool json_is_null(const struct json *);
bool json_is_array(const struct json *);
bool json_is_object(const struct json *);

/* Walk an object: `for (void *i = json_iter(o); i; i = json_next(o, i))`. */
void *json_iter(struct json *object);
void *json_iter_next(struct json *object, void *iter);
const char *json_iter_key(void *iter);
struct json *json_iter_value(void *iter);

/* One line, or indented by two; with "\n" at the end. */
void json_print(const struct json *, struct buf *, bool indent);

#endif
