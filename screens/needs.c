/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * needs.c - fields made out of what a leaf asks for.
 */
#include "screens/needs.h"

#include "base/json.h"
#include "base/utf8.h"

/* ---- the fields --------------------------------------------------------- */

static bool
fits(const char *type, struct str s, struct fault *why)
{
	int64_t num;
	const char *what = field_misfit(str_of(type), STR_NONE, s, &num);

	if (what != NULL)
		fail(why, ERR_INVALID, _("it should be %s"), _(what));
	return what == NULL;
}

static bool
is_number(struct str s, struct fault *why)
{
	return fits("number", s, why);
}

static bool
is_date(struct str s, struct fault *why)
{
	return fits("date", s, why);
}

static const struct {
	const char *type;
	bool (*check)(struct str, struct fault *);
} checks[] = { { "number", is_number }, { "money", is_number },
	{ "date", is_date } };

/* "field.plate". */
struct field_def
needs_field(struct arena *a, const struct need *need)
{
	const struct row_field_named *r = need->field;
	struct field_def d = {
		.name = str_printf(a, "field.%s", r->id.s).s,
		.label = str_copy(a, r->name).s,
		.kind = FIELD_LINE,
		.required = need->required,
		.columns = 24,
	};

	for (size_t i = 0; i < countof(checks); i++)
		if (str_is(r->type, checks[i].type))
			d.check = checks[i].check;
	if (str_is(r->type, "choice") || str_is(r->type, "yesno"))
		d.kind = FIELD_CHOICE;
	return d;
}

/* The choices of a field that the leaf asks for. */
void
needs_offer(struct arena *a, struct form *f, const struct row_field_named *r)
{
	const char *name = str_printf(a, "field.%s", r->id.s).s;
	struct str text =
	    str_is(r->type, "yesno") ? STR("[\"yes\",\"no\"]") : r->choices;
	struct fault why = { .code = OK };
	struct choice *v;
	struct json *list;
	size_t n;

	if (form_field(f, name)->def->kind != FIELD_CHOICE ||
	    json_parse(text, &list, &why) != OK)
		return;
	n = json_len(list);
	v = NEWN(a, struct choice, n);
	for (size_t i = 0; i < n; i++) {
		v[i].code = v[i].text = str_copy(a, json_str(json_at(list, i)));
		v[i].fold = utf8_fold(a, v[i].text);
		v[i].number = i < 9 ? (int)i + 1 : 0;
	}
	json_free(list);
	form_choices(f, name, v, n);
}

struct str
needs_type(const struct screen *s)
{
	const struct sheet *t = s->state;

	return t->begun ? sheet_get(s, "typification") : STR_NONE;
}

bool
needs_changed(const struct needs *t, const struct screen *s)
{
	return !str_is(needs_type(s), t->type);
}

struct arena *
needs_begin(struct needs *t)
{
	arena_reset(&t->arena[1 - t->use]);
	return &t->arena[1 - t->use];
}

void
needs_refit(struct needs *t, struct screen *s, const struct types *types,
    const struct field_def *first, size_t nfirst, const struct field_def *last,
    size_t nlast)
{
	struct need needs[NEEDS_MOST];
	struct arena *a = &t->arena[1 - t->use];
	struct field_def *defs = NEWN(a, struct field_def, FORM_FIELDS);
	size_t n = types_needs(types, needs_type(s), needs, NEEDS_MOST), k = 0;
	struct form *f;

	if (t->sift != NULL)
		n = t->sift(s, needs, n);
	for (size_t i = 0; i < nfirst; i++)
		defs[k++] = first[i];
	for (size_t i = 0; i < n; i++)
		defs[k++] = needs_field(a, &needs[i]);
	for (size_t i = 0; i < nlast; i++)
		defs[k++] = last[i];
	snprintf(t->type, sizeof(t->type), "%s", needs_type(s).s);
	f = sheet_form(s, defs);
	form_refit(f, defs);
	t->use = 1 - t->use;
	form_choices(f, "typification", types->v, types->n);
	for (size_t i = 0; i < n; i++)
		needs_offer(a, f, needs[i].field);
}

bool
needs_has(const struct screen *s, const char *name)
{
	const struct form *f = &((const struct sheet *)s->state)->form;

	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->v[i].def->name, name) == 0)
			return true;
	return false;
}

bool
needs_right(struct screen *s)
{
	const struct key send = { .code = KEY_F(10), .text = STR_NONE };
	struct form *f = &((struct sheet *)s->state)->form;

	return form_key(f, &send, 60) == FORM_SEND;
}

/* ---- words -------------------------------------------------------------- */

void
needs_say_field(struct buf *say, const char *id, struct str value)
{
	struct buf b = { 0 };

	if (value.len > 0) {
		buf_printf(&b, "%s=%s", id, value.s);
		say_arg(say, "field", buf_view(&b));
	}
	buf_done(&b);
}

void
needs_say(const struct screen *s, const char *skip, struct buf *say)
{
	const struct form *f = &((const struct sheet *)s->state)->form;

	for (size_t i = 0; i < f->n; i++) {
		const char *name = f->v[i].def->name;

		if (strncmp(name, "field.", 6) == 0)
			needs_say_field(say, name + 6, form_get(f, name));
		else if (skip == NULL || strcmp(name, skip) != 0)
			say_arg(say, name, form_get(f, name));
	}
}

/* ---- drafts ------------------------------------------------------------- */

void
needs_later(struct needs *t, struct str draft)
{
	buf_reset(&t->later);
	buf_str(&t->later, draft);
}

/* First the type, then what it asks for. */
bool
needs_undraft(struct needs *t, struct screen *s, void (*refit)(struct screen *))
{
	if (t->later.len == 0)
		return false;
	sheet_undraft(s, buf_view(&t->later));
	refit(s);
	sheet_undraft(s, buf_view(&t->later));
	buf_reset(&t->later);
	return true;
}

void
needs_done(struct needs *t)
{
	buf_done(&t->later);
	arena_done(&t->arena[0]);
	arena_done(&t->arena[1]);
}
