/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_publish.c - the verbs about published versions of service scripts.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "base/secret.h"
#include "cmd/guides.h"
#include "cmd/script_verbs.h"
#include "cmd/script_world.h"
#include "core/script.h"
#include "script/load.h"
#include "script/po.h"

/* For whom it is, as JSON: a list of lines, each a list of words. */
static struct str
chosen(struct arena *a, const struct script_part *p)
{
	struct json *all = json_array_new(), *line = NULL;
	struct buf b = { 0 };
	struct str out;

	for (size_t i = 0; i < p->fors.n; i++) {
		const struct script_for *f = &p->fors.v[i];
		struct json *o = json_object_new();

		if (i == 0 || f->group != p->fors.v[i - 1].group) {
			if (line != NULL)
				json_push(all, line);
			line = json_array_new();
		}
		json_set_str(o, "name", f->name);
		json_set_str(o, "value", f->value);
		json_push(line, o);
	}
	if (line != NULL)
		json_push(all, line);
	json_print(all, &b, false);
	json_free(all);
	out = utf8_trim(a, buf_copy(a, &b));
	buf_done(&b);
	return out;
}

static void
describe(struct cmd_ctx *cx, const struct script *s, struct script_text *t)
{
	struct arena *a = cx->arena;
	const struct script_part *p = &s->parts[0];
	struct buf langs = { 0 }, bundle = { 0 };
	char hash[SHA256_HEX];

	for (size_t i = 0; i < p->nlangs; i++)
		buf_printf(&langs, "%s%s", i > 0 ? "," : "", p->langs[i].s);
	script_bundle(s, &bundle);
	sha256_hex(bundle.s, bundle.len, hash);
	*t = (struct script_text){ .name = str_copy(a, p->name),
		.title = str_copy(a, p->title.source),
		.langs = buf_copy(a, &langs),
		.chosen = chosen(a, p),
		.hash = str_copy(a, str_of(hash)),
		.bundle = buf_copy(a, &bundle) };
	for (size_t i = 1; i < p->nlangs && t->ntitles < SCRIPT_TITLES; i++) {
		const struct script_words *w =
		    script_po_words(s, 0, p->langs[i], STR("title"), &p->title);

		if (w == &p->title)
			continue;
		t->titles[t->ntitles].lang = str_copy(a, p->langs[i]);
		t->titles[t->ntitles++].title = str_copy(a, w->source);
	}
	buf_done(&langs);
	buf_done(&bundle);
}

/* Nothing that is not clean reaches an agent. */
static enum err
clean(struct cmd_ctx *cx, const struct script_problems *p, bool despite)
{
	if (p->errors == 0 && (p->warnings == 0 || despite))
		return OK;
	script_answer_problems(cx, p);
	cx->reply->keep = true;
	return p->errors > 0
	    ? fail(&cx->core->fault, ERR_INVALID,
		  _("%s: nothing was published"),
		  script_count_problems(cx->arena, p).s)
	    : fail(&cx->core->fault, ERR_INVALID,
		  _("%s: nothing was published; despite=yes publishes all "
		    "the same"),
		  script_count_problems(cx->arena, p).s);
}

enum err
script_cmd_publish(struct cmd_ctx *cx, const struct args *a)
{
	struct script_problems p = { .arena = cx->arena };
	struct script *s = script_new();
	struct script_world w;
	struct script_text t;
	struct id id;
	int64_t n = 0;
	enum err rc;

	if ((rc = script_world_make(cx, &w)) != OK ||
	    (rc = script_load(s, arg_str(a, "file").s, &p, &cx->core->fault)) !=
		OK)
		goto out;
	script_check(s, &w, &p);
	if ((rc = clean(cx, &p, arg_bool(a, "despite"))) != OK)
		goto out;
	if (s->parts[0].sub) {
		rc = fail(&cx->core->fault, ERR_INVALID,
		    _("'%s' is a sub-script: it is published with those that "
		      "call it"),
		    s->parts[0].name.s);
		goto out;
	}
	describe(cx, s, &t);
	rc = script_publish(cx->core, &t, arg_int(a, "share", 100), &id, &n);
	if (rc != OK)
		goto out;
	reply_text(cx->reply, "name", t.name);
	reply_int(cx->reply, "version", n);
	reply_text(cx->reply, "hash", t.hash);
out:
	script_free(s);
	return rc;
}

/* ---- those that come with the program ----------------------------------- */

enum { OLD_DAYS = 90, NEW_DAYS = 20 };

/* A sentence that was longer once: how it began, and how it is now. */
static const struct {
	const char *name, *then, *now;
} shorter[] = {
	{ "saludo",
	    "habla {{agent.first}} de {{centre.name}}. Esta llamada puede ser "
	    "grabada para mejorar nuestra atención. Antes de ayudarle le haré "
	    "algunas preguntas para encontrar su ficha en el sistema.\n",
	    "habla {{agent.first}} de {{centre.name}}.\n" },
	{ "saludo",
	    "Habla {{agent.first}} de {{centre.name}}. Esta llamada puede ser "
	    "grabada para mejorar nuestra atención. Antes de ayudarle voy a "
	    "revisar su ficha en el sistema.\n",
	    "Habla {{agent.first}} de {{centre.name}}.\n" },
};

/* The text as it was at first; "" where it is as it always was. */
static struct str
earlier(struct arena *a, const struct guide *g)
{
	struct str text = str_of(g->text);
	bool was = false;

	for (size_t i = 0; i < countof(shorter); i++) {
		const char *at = strstr(text.s, shorter[i].now);

		if (strcmp(g->name, shorter[i].name) != 0 || at == NULL)
			continue;
		was = true;
		text = str_printf(a, "%.*s%s%s", (int)(at - text.s), text.s,
		    shorter[i].then, at + strlen(shorter[i].now));
	}
	return was ? text : STR_NONE;
}

static enum err
publish_guide(struct cmd_ctx *cx, const struct script_world *w, size_t i,
    struct str source, int days)
{
	struct script_problems p = { .arena = cx->arena };
	struct script *s = script_new();
	struct script_text t;
	struct id id;
	int64_t n;
	enum err rc;

	script_read(s, str_printf(cx->arena, "%s.call", guides[i].name), source,
	    &p);
	for (size_t k = i + 1; k < nguides && guides[k].lang[0] != '\0'; k++)
		script_po_read(s, str_of(guides[k].lang),
		    str_printf(cx->arena, "%s.%s.po", guides[k].name,
			guides[k].lang),
		    str_of(guides[k].text), &p);
	script_check(s, w, &p);
	rc = clean(cx, &p, true);
	if (rc == OK) {
		describe(cx, s, &t);
		cx->core->op = ID_NONE;
		cx->core->at = clock_now(cx->core->clock) - DAYS(days);
		rc = script_publish(cx->core, &t, 100, &id, &n);
	}
	script_free(s);
	return rc;
}

enum err
guides_publish(struct cmd_ctx *cx)
{
	struct script_world w;
	enum err rc = script_world_make(cx, &w);

	for (size_t i = 0; i < nguides && rc == OK; i++) {
		struct str first = earlier(cx->arena, &guides[i]);

		if (guides[i].lang[0] != '\0')
			continue;
		if (first.len > 0)
			rc = publish_guide(cx, &w, i, first, OLD_DAYS);
		if (rc == OK)
			rc = publish_guide(cx, &w, i, str_of(guides[i].text),
			    first.len > 0 ? NEW_DAYS : OLD_DAYS);
	}
	cx->core->at = 0;
	return rc;
}

enum err
script_cmd_share(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_script_list rows;
	enum err rc = script_share(cx->core, arg_str(a, "name"),
	    arg_int(a, "version", 0), arg_int(a, "share", 100));

	if (rc == OK)
		rc = script_list(cx->core, cx->arena, arg_str(a, "name"), false,
		    &rows);
	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", SCRIPT_LIST, rows);
	return rc;
}

enum err
script_cmd_list(struct cmd_ctx *cx, const struct args *a)
{
	struct rows_script_list rows;
	enum err rc = script_list(cx->core, cx->arena, arg_str(a, "name"),
	    !arg_bool(a, "all") && !arg_given(a, "name"), &rows);

	if (rc == OK)
		ANSWER_ROWS(cx->reply, "rows", SCRIPT_LIST, rows);
	return rc;
}

enum err
script_cmd_show(struct cmd_ctx *cx, const struct args *a)
{
	struct row_script_find row;
	enum err rc = script_find(cx->core, cx->arena, arg_str(a, "name"),
	    arg_int(a, "version", 0), &row);

	if (rc != OK)
		return rc;
	reply_text(cx->reply, "name", row.name);
	reply_int(cx->reply, "version", row.n);
	reply_int(cx->reply, "share", row.share);
	reply_page(cx->reply, row.bundle);
	return OK;
}
