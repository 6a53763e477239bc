/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * json.c - jansson behind our names; a struct json is its json_t.
 */
#include <jansson.h>

/* Macros there, functions here. */
#undef json_is_null
#undef json_is_array
#undef json_is_object

#include "base/clock.h"
#include "base/json.h"
#include "base/utf8.h"

static json_t *
in(const struct json *j)
{
	return (json_t *)(uintptr_t)j;
}

static struct json *
made(json_t *j)
{
	if (j == NULL)
		die("out of memory: JSON");
	return (struct json *)j;
}

struct json *
json_object_new(void)
{
	return made(json_object());
}

struct json *
json_array_new(void)
{
	return made(json_array());
}

void
json_free(struct json *j)
{
	json_decref(in(j));
}

static struct json *
text_new(struct str s)
{
	struct arena a = { 0 };
	struct json *j;

	s = utf8_mend(&a, s);
	j = made(json_stringn(s.s, s.len));
	arena_done(&a);
	return j;
}

void
json_set(struct json *object, const char *key, struct json *child)
{
	struct arena a = { 0 };

	if (json_object_set_new(in(object), utf8_mend(&a, str_of(key)).s,
		in(child)) != 0)
		die("JSON: \"%s\" cannot be set", key);
	arena_done(&a);
}

void
json_set_str(struct json *object, const char *key, struct str s)
{
	json_set(object, key, text_new(s));
}

void
json_set_int(struct json *object, const char *key, int64_t v)
{
	json_set(object, key, made(json_integer(v)));
}

void
json_set_bool(struct json *object, const char *key, bool v)
{
	json_set(object, key, made(json_boolean(v)));
}

void
json_set_null(struct json *object, const char *key)
{
	json_set(object, key, made(json_null()));
}

void
json_set_at(struct json *object, const char *key, msec at)
{
	char iso[CLOCK_ISO];

	if (at == 0)
		json_set_null(object, key);
	else
		json_set_str(object, key, str_of(clock_iso(at, iso)));
}

void
json_push(struct json *array, struct json *child)
{
	if (json_array_append_new(in(array), in(child)) != 0)
		die("JSON: an array cannot grow");
}

void
json_push_str(struct json *array, struct str s)
{
	json_push(array, text_new(s));
}

void
json_push_int(struct json *array, int64_t v)
{
	json_push(array, made(json_integer(v)));
}

void
json_push_null(struct json *array)
{
	json_push(array, made(json_null()));
}

enum err
json_parse(struct str s, struct json **out, struct fault *f)
{
	json_error_t why;
	json_t *j;

	j = json_loadb(s.s, s.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
	    &why);
	if (j == NULL)
		return fail(f, ERR_INVALID,
		    _("this is no JSON: line %d, "
		      "column %d: %s"),
		    why.line, why.column, why.text);
	*out = made(j);
	return OK;
}

const struct json *
json_get(const struct json *object, const char *key)
{
	return (const struct json *)json_object_get(in(object), key);
}

const struct json *
json_at(const struct json *array, size_t i)
{
	return (const struct json *)json_array_get(in(array), i);
}

size_t
json_len(const struct json *array)
{
	return json_array_size(in(array));
}

struct str
json_str(const struct json *j)
{
	const char *s = json_string_value(in(j));

	if (s == NULL)
		return STR_NONE;
	return (struct str){ s, json_string_length(in(j)) };
}

/* true counts as 1, because there is no other reader of a flag. */
int64_t
json_int(const struct json *j)
{
	return json_is_true(in(j)) ? 1 : json_integer_value(in(j));
}

bool
json_is_null(const struct json *j)
{
	return j != NULL && json_typeof(in(j)) == JSON_NULL;
}

bool
json_is_array(const struct json *j)
{
	return j != NULL && json_typeof(in(j)) == JSON_ARRAY;
}

bool
json_is_object(const struct json *j)
{
	return j != NULL && json_typeof(in(j)) == JSON_OBJECT;
}

void *
json_iter(struct json *object)
{
	return json_object_iter(in(object));
}

void *
json_iter_next(struct json *object, void *iter)
{
	return json_object_iter_next(in(object), iter);
}

const char *
json_iter_key(void *iter)
{
	return json_object_iter_key(iter);
}

struct json *
json_iter_value(void *iter)
{
	return (struct json *)json_object_iter_value(iter);
}

static int
put(const char *s, size_t n, void *u)
{
	buf_add(u, s, n);
	return 0;
}

void
json_print(const struct json *j, struct buf *b, bool indent)
{
	size_t how = JSON_ENCODE_ANY | (indent ? JSON_INDENT(2) : JSON_COMPACT);

	if (json_dump_callback(in(j), put, b, how) != 0)
		die("JSON cannot be printed");
	buf_c(b, '\n');
}
