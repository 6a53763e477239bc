/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * draft.c - where a person was, as text.
 */
#include "app/draft.h"

bool
draft_matters(const struct draft *d)
{
	bool typed = d->nforms > 0 || d->line.text.len > 0;

	for (size_t i = 0; i < d->ntabs; i++)
		for (size_t n = 0; n < d->tabs[i].n; n++)
			typed = typed ||
			    (d->tabs[i].v[n].typed.len > 0 &&
				!d->tabs[i].v[n].seeks);
	return typed || !id_none(d->contact);
}

const struct draft *
draft_newer(const struct draft *a, const struct draft *b)
{
	if (a == NULL || b == NULL)
		return a != NULL ? a : b;
	return b->at > a->at ? b : a;
}

/* ---- out ---------------------------------------------------------------- */

static void
set_text(struct json *j, const char *key, struct str s)
{
	if (s.len > 0)
		json_set_str(j, key, s);
}

static void
set_id(struct json *j, const char *key, struct id id)
{
	set_text(j, key, str_of(id.s));
}

static struct json *
view_json(const struct draft_view *v)
{
	struct json *j = json_object_new(), *typed;

	json_set_str(j, "screen", v->screen);
	set_id(j, "id", v->id);
	set_text(j, "text", v->text);
	set_text(j, "name", v->name);
	set_id(j, "sent", v->sent);
	set_id(j, "at", v->at);
	if (v->index > 0)
		json_set_int(j, "index", (int64_t)v->index);
	if (v->top > 0)
		json_set_int(j, "top", (int64_t)v->top);
	if (v->typed.len > 0 && json_parse(v->typed, &typed, NULL) == OK)
		json_set(j, "typed", typed);
	return j;
}

static struct json *
line_json(const struct draft_line *l)
{
	struct json *j = json_object_new();

	json_set_str(j, "kind", l->kind);
	set_text(j, "words", l->words);
	set_text(j, "label", l->label);
	set_text(j, "text", l->text);
	json_set_int(j, "at", (int64_t)l->at);
	return j;
}

static struct json *
text_json(const struct draft_text *x)
{
	struct json *j = json_object_new();

	set_id(j, "contact", x->contact);
	set_id(j, "customer", x->customer);
	set_text(j, "line", x->line);
	set_text(j, "text", x->text);
	return j;
}

static struct json *
tabs_json(const struct draft *d)
{
	struct json *tabs = json_array_new();

	for (size_t i = 0; i < d->ntabs; i++) {
		struct json *tab = json_array_new();

		for (size_t n = 0; n < d->tabs[i].n; n++)
			json_push(tab, view_json(&d->tabs[i].v[n]));
		json_push(tabs, tab);
	}
	return tabs;
}

void
draft_print(const struct draft *d, struct buf *out)
{
	struct json *j = json_object_new(), *forms = json_array_new();
	struct json *texts = json_array_new();

	json_set_int(j, "format", DRAFT_FORMAT);
	json_set_int(j, "at", d->at);
	json_set(j, "tabs", tabs_json(d));
	json_set_int(j, "tab", (int64_t)d->tab);
	set_id(j, "contact", d->contact);
	if (d->line.kind.len > 0)
		json_set(j, "line", line_json(&d->line));
	for (size_t i = 0; i < d->nforms; i++)
		json_push(forms, view_json(&d->forms[i]));
	json_set(j, "forms", forms);
	for (size_t i = 0; i < d->ntexts; i++)
		json_push(texts, text_json(&d->texts[i]));
	if (d->ntexts > 0)
		json_set(j, "texts", texts);
	else
		json_free(texts);
	json_print(j, out, false);
	json_free(j);
}

/* ---- in ----------------------------------------------------------------- */

static struct str
get_text(struct arena *a, const struct json *j, const char *key)
{
	return str_copy(a, json_str(json_get(j, key)));
}

static struct id
get_id(const struct json *j, const char *key)
{
	struct id id = ID_NONE;

	if (!id_parse(json_str(json_get(j, key)), &id))
		return ID_NONE;
	return id;
}

static size_t
get_size(const struct json *j, const char *key, size_t most)
{
	int64_t n = json_int(json_get(j, key));

	return n < 0 ? 0 : (uint64_t)n > most ? most : (size_t)n;
}

static bool
read_view(struct arena *a, const struct json *j, struct draft_view *v)
{
	const struct json *typed = json_get(j, "typed");
	struct buf b = { 0 };

	*v = (struct draft_view){ .screen = get_text(a, j, "screen"),
		.id = get_id(j, "id"),
		.text = get_text(a, j, "text"),
		.name = get_text(a, j, "name"),
		.typed = STR_NONE,
		.sent = get_id(j, "sent"),
		.at = get_id(j, "at"),
		.index = get_size(j, "index", 1000000),
		.top = get_size(j, "top", 1000000) };
	if (v->top > v->index)
		v->top = v->index;
	if (typed != NULL && !json_is_null(typed)) {
		json_print(typed, &b, false);
		v->typed = buf_copy(a, &b);
	}
	buf_done(&b);
	return v->screen.len > 0;
}

static void
read_tabs(struct arena *a, const struct json *tabs, struct draft *d)
{
	for (size_t i = 0; i < json_len(tabs) && d->ntabs < DRAFT_TABS; i++) {
		const struct json *from = json_at(tabs, i);
		struct draft_tab *tab = &d->tabs[d->ntabs];

		for (size_t n = 0; n < json_len(from) && tab->n < DRAFT_DEEP;
		     n++)
			if (read_view(a, json_at(from, n), &tab->v[tab->n]))
				tab->n++;
		if (tab->n > 0)
			d->ntabs++;
	}
}

static void
read_line(struct arena *a, const struct json *j, struct draft_line *l)
{
	l->kind = get_text(a, j, "kind");
	l->words = get_text(a, j, "words");
	l->label = get_text(a, j, "label");
	l->text = get_text(a, j, "text");
	l->at = get_size(j, "at", l->text.len);
}

static bool
read_text(struct arena *a, const struct json *j, struct draft_text *x)
{
	*x = (struct draft_text){ .contact = get_id(j, "contact"),
		.customer = get_id(j, "customer"),
		.line = get_text(a, j, "line"),
		.text = get_text(a, j, "text") };
	return !id_none(x->contact) && x->line.len > 0 && x->text.len > 0;
}

static void
read_all(struct arena *a, const struct json *j, struct draft *d)
{
	const struct json *forms = json_get(j, "forms");
	const struct json *texts = json_get(j, "texts");

	d->at = json_int(json_get(j, "at"));
	d->contact = get_id(j, "contact");
	read_tabs(a, json_get(j, "tabs"), d);
	d->tab = get_size(j, "tab", d->ntabs > 0 ? d->ntabs - 1 : 0);
	read_line(a, json_get(j, "line"), &d->line);
	for (size_t i = 0; i < json_len(forms) && d->nforms < DRAFT_FORMS; i++)
		if (read_view(a, json_at(forms, i), &d->forms[d->nforms]))
			d->nforms++;
	for (size_t i = 0; i < json_len(texts) && d->ntexts < DRAFT_TEXTS; i++)
		if (read_text(a, json_at(texts, i), &d->texts[d->ntexts]))
			d->ntexts++;
}

enum err
draft_parse(struct str text, struct arena *a, struct draft *out)
{
	struct json *j;
	enum err rc = OK;

	if (json_parse(text, &j, NULL) != OK)
		return ERR_INVALID;
	if (json_int(json_get(j, "format")) == DRAFT_FORMAT) {
		*out = (struct draft){ .tab = 0 };
		read_all(a, j, out);
	} else {
		rc = ERR_INVALID;
	}
	json_free(j);
	return rc;
}
