/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list.c - what the lists of core share.
 */
#include "core/list.h"

#include "base/utf8.h"
#include "base/json.h"

int64_t
list_limit(int64_t limit, int64_t usual, int64_t most)
{
	if (limit <= 0)
		return usual;
	return limit < most ? limit : most;
}

struct list_from
list_from(msec at, struct id id)
{
	if (at == 0)
		return (struct list_from){ INT64_MAX, { "~" } };
	return (struct list_from){ at, id_none(id) ? (struct id){ "~" } : id };
}

static struct str
print(struct arena *a, struct json *list)
{
	struct buf b = { 0 };
	struct str out;

	json_print(list, &b, false);
	out = buf_copy(a, &b);
	buf_done(&b);
	json_free(list);
	return out;
}

struct str
list_ids(struct arena *a, const void *rows, size_t n, size_t size)
{
	struct json *list = json_array_new();

	for (size_t i = 0; i < n; i++)
		json_push_str(list,
		    id_str((const void *)((const char *)rows + i * size)));
	return print(a, list);
}

struct str
list_texts(struct arena *a, const struct str *v, size_t n)
{
	struct json *list = json_array_new();

	for (size_t i = 0; i < n; i++)
		json_push_str(list, v[i]);
	return print(a, list);
}

struct str
list_words(struct arena *a, struct str words)
{
	struct json *list;
	struct str word;

	if (words.len == 0)
		return STR_NONE;
	list = json_array_new();
	while (str_next(a, &words, ',', &word))
		json_push_str(list, utf8_trim(a, word));
	return print(a, list);
}

struct str
list_lang(const struct core *c)
{
	return c->lang.len > 0 ? c->lang
			       : str_of(meant(NC_("these words are in", "en")));
}

struct str
list_own_lang(const struct core *c)
{
	return c->me.lang.len > 0 ? c->me.lang : STR("es");
}

enum err
list_ref(struct core *c, struct str ref, char letter, const char *none,
    struct id *id, int64_t *number)
{
	struct str digits = ref;
	int64_t n = 0;

	if (id_parse(ref, id)) {
		*number = 0;
		return OK;
	}
	if (ref.len > 2 && (ref.s[0] | 32) == letter && ref.s[1] == '-')
		digits = str_copyn(&c->scratch, ref.s + 2, ref.len - 2);
	if (!str_int(digits, &n) || n <= 0)
		return fail(&c->fault, ERR_INVALID, none, ref.s);
	*number = n;
	return OK;
}
