/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sla_batch.c - a question a line in JSON, an answer a line in the same order.
 */
#include <errno.h>

#include "base/clock.h"
#include "base/json.h"
#include "cmd/sla_ask.h"

enum { LINE_MOST = 1 << 20, PAUSES_MOST = 10000 };

struct batch {
	struct shelf shelf;
	struct arena arena; /* ends with the line */
	FILE *out;
	struct buf text;
	int64_t line, bad;
};

/* A text under that key; `needed` says what it is for. */
static enum err
read_text(const struct json *o, const char *key, struct str *out,
    struct fault *f)
{
	const struct json *v = json_get(o, key);

	*out = json_str(v);
	if (v == NULL)
		return fail(f, ERR_INVALID, _("\"%s\" is missing"), key);
	if (out->len == 0)
		return fail(f, ERR_INVALID, _("\"%s\" takes a text"), key);
	return OK;
}

static enum err
read_pauses(struct arena *a, const struct json *o, struct sla_question *q,
    struct fault *f)
{
	const struct json *list = json_get(o, "pauses");
	struct str *v;

	q->npauses = json_len(list);
	if (list != NULL && !json_is_null(list) && !json_is_array(list))
		return fail(f, ERR_INVALID,
		    _("\"pauses\" takes a list of \"FROM/TO\""));
	if (q->npauses > PAUSES_MOST)
		return fail(f, ERR_INVALID, _("over %d pauses are too many"),
		    PAUSES_MOST);
	v = NEWN(a, struct str, q->npauses);
	for (size_t i = 0; i < q->npauses; i++) {
		v[i] = json_str(json_at(list, i));
		if (v[i].len == 0)
			return fail(f, ERR_INVALID,
			    _("\"pauses\" takes a list of \"FROM/TO\""));
	}
	q->pauses = v;
	return OK;
}

/* What others carry along is theirs; a misspelt key is told. */
static enum err
known_keys(struct json *o, struct fault *f)
{
	static const char *const keys[] = { "calendar", "start", "target",
		"pauses" };

	for (void *i = json_iter(o); i != NULL; i = json_iter_next(o, i)) {
		struct str key = str_of(json_iter_key(i));

		for (size_t k = 0; k < countof(keys); k++) {
			int far = str_distance(key, str_of(keys[k]), 2);

			if (far > 0 && far <= 2)
				return fail(f, ERR_INVALID,
				    _("\"%s\" is not known here; did you mean "
				      "\"%s\"?"),
				    key.s, keys[k]);
		}
	}
	return OK;
}

static enum err
answer(struct batch *b, struct json *o, struct json *to, struct fault *f)
{
	struct sla_question q = { .calendar = STR_NONE };
	struct sla_answer w;
	enum err rc;

	if ((rc = known_keys(o, f)) != OK ||
	    (rc = read_text(o, "calendar", &q.calendar, f)) != OK ||
	    (rc = read_text(o, "start", &q.start, f)) != OK ||
	    (rc = read_text(o, "target", &q.target, f)) != OK ||
	    (rc = read_pauses(&b->arena, o, &q, f)) != OK ||
	    (rc = sla_ask(&b->shelf, &b->arena, &q, &w, f)) != OK)
		return rc;
	json_set_at(to, "due", w.due.at);
	if (w.due.at == 0) {
		json_set_str(to, "remaining",
		    sla_ask_span(&b->arena, w.due.remaining));
		json_set_int(to, "remaining_ms", w.due.remaining);
	}
	return OK;
}

static void
answer_line(struct batch *b, struct str line)
{
	struct json *to = json_object_new(), *o = NULL;
	struct fault f = { .code = OK };
	enum err rc;

	json_set_int(to, "line", b->line);
	if (line.len > LINE_MOST)
		rc = fail(&f, ERR_INVALID, _("the line is over 1 MB"));
	else if (json_parse(line, &o, NULL) != OK || !json_is_object(o))
		rc = fail(&f, ERR_INVALID,
		    _("the line is no JSON object, as "
		      "{\"calendar\":\"FILE\",\"start\":…,\"target\":…}"));
	else
		rc = answer(b, o, to, &f);
	if (rc != OK) {
		b->bad++;
		json_set_str(to, "error", str_of(f.text));
	}
	buf_reset(&b->text);
	json_print(to, &b->text, false);
	json_free(to);
	if (o != NULL)
		json_free(o);
}

static bool
each_line(struct batch *b, FILE *in)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	bool good = true;

	while (good && (n = getline(&line, &cap, in)) >= 0) {
		while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = '\0';
		b->line++;
		answer_line(b, (struct str){ line, (size_t)n });
		good = fwrite(b->text.s, 1, b->text.len, b->out) == b->text.len;
		arena_reset(&b->arena);
	}
	free(line);
	return good && fflush(b->out) == 0;
}

enum err
sla_batch(FILE *in, FILE *out, struct fault *f)
{
	struct batch b = { .out = out };
	bool good = each_line(&b, in);
	enum err rc = OK;

	if (!good || ferror(in))
		rc = fail(f, ERR_IO,
		    _("the lines could not be read or the answers not be "
		      "written: %s"),
		    strerror(errno));
	else if (b.bad > 0)
		rc = fail(f, ERR_INVALID,
		    ngettext("%lld line was refused; its answer says why",
			"%lld lines were refused; their answers say why",
			(unsigned long)b.bad),
		    (long long)b.bad);
	shelf_done(&b.shelf);
	arena_done(&b.arena);
	buf_done(&b.text);
	return rc;
}
