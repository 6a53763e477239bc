/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * types.c - the leaves of the tree as choices of a form.
 */
#include "screens/types.h"

#include "base/json.h"
#include "base/utf8.h"
#include "ui/choice.h"
#include "ui/term.h"

enum { SHOWN = 30 };

const struct typification_hit *
types_leaf(const struct types *t, struct str code)
{
	for (size_t i = 0; i < t->leaves.n; i++)
		if (str_eq(t->leaves.v[i].code, code))
			return &t->leaves.v[i];
	return NULL;
}

static void
add(struct arena *a, struct types *t, const struct typification_hit *h)
{
	struct choice *c = &t->v[t->n++];

	c->code = h->code;
	c->key = h->mnemonic;
	c->text = str_printf(a, "%-4s %s", h->mnemonic.s, h->path.s);
	c->fold = utf8_fold(a, str_printf(a, "%s %s", h->code.s, h->path.s));
	c->number = (int)h->number;
}

enum err
types_load(struct core *c, struct arena *a, struct types *t)
{
	enum err rc;

	*t = (struct types){ .n = 0 };
	if ((rc = typification_paths(c, a, &t->leaves)) != OK ||
	    (rc = field_named(c, a, STR("ticket"), &t->fields)) != OK)
		return rc;
	t->v = NEWN(a, struct choice, t->leaves.n);
	for (size_t i = 0; i < t->leaves.n; i++)
		add(a, t, &t->leaves.v[i]);
	return OK;
}

void
types_keep(struct arena *a, struct types *t, struct str code, struct str name)
{
	struct choice *c;

	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].code, code))
			return;
	if (code.len == 0)
		return;
	c = NEWN(a, struct choice, t->n + 1);
	memcpy(c, t->v, t->n * sizeof(*c));
	t->v = c;
	t->v[t->n++] = (struct choice){ .code = code,
		.key = STR_NONE,
		.text = str_printf(a, _("%s (no longer in use)"), name.s),
		.fold = utf8_fold(a, name) };
}

const struct row_field_named *
types_field(const struct types *t, struct str id)
{
	for (size_t i = 0; i < t->fields.n; i++)
		if (str_eq(t->fields.v[i].id, id))
			return &t->fields.v[i];
	return NULL;
}

static bool
has_need(const struct need *v, size_t n, const struct row_field_named *field)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].field == field)
			return true;
	return false;
}

/* The fields of a JSON list of ids behind the n that are there. */
static size_t
add_needs(const struct types *t, struct str ids, bool required,
    struct need *out, size_t n, size_t max)
{
	struct json *list;

	if (json_parse(ids, &list, NULL) != OK)
		return n;
	for (size_t i = 0; i < json_len(list) && n < max; i++) {
		const struct row_field_named *field =
		    types_field(t, json_str(json_at(list, i)));

		if (field != NULL && !has_need(out, n, field))
			out[n++] = (struct need){ field, required };
	}
	json_free(list);
	return n;
}

size_t
types_needs(const struct types *t, struct str code, struct need *out,
    size_t max)
{
	const struct typification_hit *h = types_leaf(t, code);
	size_t n;

	if (h == NULL)
		return 0;
	n = add_needs(t, h->required, true, out, 0, max);
	return add_needs(t, h->form, false, out, n, max);
}

/* ---- within a line of words --------------------------------------------- */

bool
types_word(struct str line, struct str *typed)
{
	const char *names[] = { "type", meant(NC_("filter", "type")) };
	const char *last = strrchr(line.s, ' ');

	last = last != NULL ? last + 1 : line.s;
	for (size_t i = 0; i < countof(names); i++) {
		size_t n = strlen(names[i]);

		if (strncmp(last, names[i], n) == 0 && last[n] == ':') {
			*typed = str_of(last + n + 1);
			return true;
		}
	}
	return false;
}

/* A digit alone is the place in the list without a word. */
static size_t
fits(const struct types *t, struct str typed, const struct choice *out[],
    size_t max)
{
	struct field d = { .choices = t->v, .nchoices = t->n };
	size_t n;

	if (typed.len == 1 && typed.s[0] >= '1' && typed.s[0] <= '9') {
		n = (size_t)(typed.s[0] - '0');
		if (n > t->n || max == 0)
			return 0;
		out[0] = &t->v[n - 1];
		return 1;
	}
	edit_set(&d.edit, typed);
	n = choice_fits(&d, 0, out, max);
	edit_done(&d.edit);
	return n;
}

void
types_draw(const struct types *t, const struct pane *p, int row,
    struct str typed)
{
	const struct choice *fit[SHOWN];
	int room = p->rows - row - 2;
	size_t n = room < 0 ? 0 : (size_t)(room > SHOWN ? SHOWN : room);

	n = fits(t, typed, fit, n);
	for (size_t i = 0; i < n; i++, row++) {
		if (typed.len == 0 && fit[i]->number > 0)
			pane_printf(p, row, 3, LOOK_KEY, "%d", fit[i]->number);
		pane_field(p, row, 6, p->columns - 7, LOOK_TEXT, fit[i]->text);
	}
	if (n == 0)
		pane_z(p, row, 3, LOOK_MUTED, _("No type has these words."));
}
