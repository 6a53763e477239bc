/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * typification_text.c - reads a node of the typification tree out of its text,
 * and writes it.
 */
#include "core/typification_text.h"

#include "base/utf8.h"
#include "base/conf.h"
#include "base/json.h"
#include "core/list.h"

static const char head[] = "typification ";

struct reading {
	struct arena *a;
	struct type_text t;
	VEC(struct str) seen;
	bool begun, skip, many;
};

bool
type_kind_ok(struct str kind)
{
	static const char *const all[] = { "query", "complaint", "request",
		"suggestion", "sale" };

	for (size_t i = 0; i < countof(all); i++)
		if (str_is(kind, all[i]))
			return true;
	return false;
}

static void
blank(struct type_text *t)
{
	*t = (struct type_text){ .leaf = true };
	t->code = t->parent = t->kind = t->mnemonic = STR_NONE;
	t->team = t->policy = t->script = STR_NONE;
	t->form = t->required = t->closing = STR("[]");
}

/* ---- values ------------------------------------------------------------- */

static enum err
read_date(const struct conf_at *at, struct str value, struct type_date *out,
    struct fault *f)
{
	struct fault none;
	int64_t day;

	if (clock_day(value, &day)) {
		*out = (struct type_date){ DAYS(day), true };
		return OK;
	}
	out->local = false;
	if (clock_parse(value, &out->at, &none) == OK && out->at > 0)
		return OK;
	return conf_refuse(*at, f,
	    _("'%s' is no day: write 2026-05-01, or an instant as "
	      "2026-05-01T04:00:00Z"),
	    value.s);
}

static int
by_language(const struct pair *a, const struct pair *b)
{
	return str_cmp(a->name, b->name);
}

static enum err
read_name(struct reading *r, const struct conf_at *at, struct str lang,
    struct str value, struct fault *f)
{
	size_t i = r->t.names.n;

	if (lang.len == 0 || value.len == 0)
		return conf_refuse(*at, f,
		    _("write a name with its language: name.es = Demora"));
	vec_push(r->a, &r->t.names);
	r->t.names.v[i] =
	    (struct pair){ str_copy(r->a, lang), str_copy(r->a, value) };
	for (; i > 0 && by_language(&r->t.names.v[i - 1], &r->t.names.v[i]) > 0;
	     i--) {
		struct pair swap = r->t.names.v[i];

		r->t.names.v[i] = r->t.names.v[i - 1];
		r->t.names.v[i - 1] = swap;
	}
	return OK;
}

static enum err
read_leaf(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	r->t.leaf = str_is(value, "yes");
	if (r->t.leaf || str_is(value, "no"))
		return OK;
	return conf_refuse(*at, f, _("leaf is yes or no, not '%s'"), value.s);
}

static enum err
read_priority(struct reading *r, const struct conf_at *at, struct str value,
    struct fault *f)
{
	if (str_int(value, &r->t.priority) && r->t.priority >= 1 &&
	    r->t.priority <= 4)
		return OK;
	return conf_refuse(*at, f,
	    _("a priority is 1 to 4, 1 the most urgent"));
}

static enum err
read_key(struct reading *r, const struct conf_at *at, struct str key,
    struct str value, struct fault *f)
{
	const struct {
		const char *name;
		struct str *word, *list;
	} keys[] = { { "parent", &r->t.parent, NULL },
		{ "kind", &r->t.kind, NULL }, { "short", &r->t.mnemonic, NULL },
		{ "team", &r->t.team, NULL }, { "policy", &r->t.policy, NULL },
		{ "script", &r->t.script, NULL }, { "form", NULL, &r->t.form },
		{ "required", NULL, &r->t.required },
		{ "closing", NULL, &r->t.closing } };

	for (size_t i = 0; i < countof(keys); i++) {
		if (!str_is(key, keys[i].name))
			continue;
		if (keys[i].word != NULL)
			*keys[i].word = str_copy(r->a, value);
		else if (value.len > 0)
			*keys[i].list =
			    utf8_trim(r->a, list_words(r->a, value));
		return OK;
	}
	if (strncmp(key.s, "name.", 5) == 0)
		return read_name(r, at, str_of(key.s + 5), value, f);
	if (str_is(key, "leaf"))
		return read_leaf(r, at, value, f);
	if (str_is(key, "priority"))
		return read_priority(r, at, value, f);
	if (str_is(key, "valid-from"))
		return read_date(at, value, &r->t.valid_from, f);
	if (str_is(key, "retired"))
		return read_date(at, value, &r->t.retired, f);
	return conf_refuse(*at, f,
	    _("'%s' is no word of a typification; 'cabina help setup apply' "
	      "shows one"),
	    key.s);
}

/* ---- a section ---------------------------------------------------------- */

static enum err
check_whole(const struct reading *r, const char *of, struct fault *f)
{
	const struct type_text *t = &r->t;

	if ((t->parent.len > 0) == (t->kind.len > 0))
		return fail(f, ERR_INVALID,
		    _("%s: the typification %s needs either a parent or, at "
		      "the root, a kind"),
		    of, t->code.s);
	if (t->kind.len > 0 && !type_kind_ok(t->kind))
		return fail(f, ERR_INVALID,
		    _("%s: a typification is a query, complaint, request, "
		      "suggestion or sale, not '%s'"),
		    of, t->kind.s);
	return OK;
}

static enum err
read_section(struct reading *r, const struct conf_at *at, struct str section,
    struct fault *f)
{
	bool mine = strncmp(section.s, head, sizeof(head) - 1) == 0;
	enum err rc;

	if (r->begun && !r->skip && (rc = check_whole(r, at->file, f)) != OK)
		return rc;
	if (r->begun && !r->many)
		return conf_refuse(*at, f,
		    _("a second section: one typification a text"));
	blank(&r->t);
	r->seen.n = 0;
	r->begun = true;
	r->skip = r->many && !mine;
	if (!r->skip)
		r->t.code = str_copy(r->a,
		    mine ? str_of(section.s + sizeof(head) - 1) : section);
	return OK;
}

static enum err
read_line(void *u, struct conf_at at, struct str section, struct str key,
    struct str value, struct fault *f)
{
	struct reading *r = u;

	if (key.len == 0)
		return read_section(r, &at, section, f);
	if (r->skip)
		return OK;
	if (!r->begun)
		return conf_refuse(at, f, _("begin with [typification CODE]"));
	for (size_t i = 0; i < r->seen.n; i++)
		if (str_eq(r->seen.v[i], key))
			return conf_refuse(at, f, _("'%s' is there twice"),
			    key.s);
	*vec_push(r->a, &r->seen) = str_copy(r->a, key);
	return read_key(r, &at, key, value, f);
}

static enum err
read_text(struct reading *r, struct str text, const char *of, struct fault *f)
{
	enum err rc;

	blank(&r->t);
	rc = conf_text(text, of, read_line, r, f);
	return rc == OK && r->begun && !r->skip ? check_whole(r, of, f) : rc;
}

enum err
type_parse(struct arena *a, struct str text, const char *of,
    struct type_text *out, struct fault *f)
{
	struct reading r = { .a = a };
	enum err rc = read_text(&r, text, of, f);

	if (rc == OK)
		*out = r.t;
	return rc;
}

enum err
types_check(struct arena *a, struct str text, const char *of, struct fault *f)
{
	struct reading r = { .a = a, .many = true };

	return read_text(&r, text, of, f);
}

/* ---- and out again ------------------------------------------------------ */

void
type_date_place(struct type_date *d, const struct zone *z)
{
	if (d->local)
		d->at = zone_instant(z, d->at);
	d->local = false;
}

static void
put(struct buf *b, const char *key, struct str value)
{
	if (value.len > 0)
		buf_printf(b, "%s = %s\n", key, value.s);
}

static void
put_list(struct buf *b, const char *key, struct str list)
{
	struct fault none;
	struct json *all;

	if (list.len == 0 || json_parse(list, &all, &none) != OK)
		return;
	for (size_t i = 0; i < json_len(all); i++)
		buf_printf(b, "%s%s%s", i == 0 ? key : ",",
		    i == 0 ? " = " : " ", json_str(json_at(all, i)).s);
	if (json_len(all) > 0)
		buf_c(b, '\n');
	json_free(all);
}

static void
put_date(struct buf *b, const char *key, msec at)
{
	char iso[CLOCK_ISO];

	if (at >= SECONDS(1))
		buf_printf(b, "%s = %s\n", key, clock_iso(at, iso));
}

struct str
type_print(struct arena *a, const struct type_text *t)
{
	struct buf b = { 0 };
	struct str out;

	buf_printf(&b, "[typification %s]\n", t->code.s);
	put(&b, "parent", t->parent);
	if (t->parent.len == 0)
		put(&b, "kind", t->kind);
	for (size_t i = 0; i < t->names.n; i++)
		buf_printf(&b, "name.%s = %s\n", t->names.v[i].name.s,
		    t->names.v[i].value.s);
	if (!t->leaf)
		buf_z(&b, "leaf = no\n");
	put(&b, "short", t->mnemonic);
	put_list(&b, "form", t->form);
	put_list(&b, "required", t->required);
	put_list(&b, "closing", t->closing);
	if (t->priority != 0)
		buf_printf(&b, "priority = %lld\n", (long long)t->priority);
	put(&b, "team", t->team);
	put(&b, "policy", t->policy);
	put(&b, "script", t->script);
	put_date(&b, "valid-from", t->valid_from.at);
	put_date(&b, "retired", t->retired.at);
	out = buf_copy(a, &b);
	buf_done(&b);
	return out;
}
