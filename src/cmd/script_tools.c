/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * script_tools.c - trying a service script before anybody hears it: at random,
 * by hand, as a picture, against another, in another language.
 */
#include <errno.h>

#include "cmd/script_verbs.h"
#include "cmd/script_world.h"
#include "script/edge.h"
#include "script/graph.h"
#include "script/load.h"
#include "script/po.h"
#include "script/run.h"
#include "script/simulate.h"

/* A script that can be walked through: errors are told, warnings are not. */
static enum err
load_good(struct cmd_ctx *cx, const char *path, struct script *s)
{
	struct script_problems p = { .arena = cx->arena };
	struct script_world w;
	enum err rc;

	if ((rc = script_world_make(cx, &w)) != OK ||
	    (rc = script_load(s, path, &p, &cx->core->fault)) != OK)
		return rc;
	script_check(s, &w, &p);
	if (p.errors == 0)
		return OK;
	script_answer_problems(cx, &p);
	cx->reply->keep = true;
	return fail(&cx->core->fault, ERR_INVALID,
	    _("%s: mend the lines above"),
	    script_count_problems(cx->arena, &p).s);
}

/* ---- at random ---------------------------------------------------------- */

static void
answer_ways(struct cmd_ctx *cx, const struct script *s,
    const struct script_trial *t)
{
	struct reply *r = cx->reply;
	int64_t taken = 0, reached = 0;

	reply_table(r, "rows");
	for (size_t i = 0; i < s->steps.n; i++) {
		reached += t->visits[i] + t->passes[i] > 0;
		reply_line(r);
		reply_text(r, "step", script_step_path(cx->arena, s, (int)i));
		reply_int(r, "visits", t->visits[i] + t->passes[i]);
		reply_int(r, "ends", t->ends[i]);
		reply_int(r, "stuck", t->stucks[i]);
	}
	reply_table(r, "never");
	for (size_t i = 0; i < s->edges.n; i++) {
		const struct script_edge *e = &s->edges.v[i];

		taken += t->ways[i] > 0;
		if (t->ways[i] > 0)
			continue;
		reply_line(r);
		reply_text(r, "step", script_step_path(cx->arena, s, e->from));
		reply_text(r, "to", script_step_path(cx->arena, s, e->to));
		reply_text(r, "key",
		    e->way == WAY_OPTION
			? s->steps.v[e->from].options.v[e->i].key
			: e->way == WAY_WHEN ? STR("when")
					     : STR("->"));
	}
	reply_thing(r);
	reply_int(r, "steps_reached", reached);
	reply_int(r, "steps_all", (int64_t)s->steps.n);
	reply_int(r, "ways_taken", taken);
	reply_int(r, "ways_all", (int64_t)s->edges.n);
}

enum err
script_cmd_simulate(struct cmd_ctx *cx, const struct args *a)
{
	int64_t paths = arg_int(a, "paths", 10000);
	struct script *s = script_new();
	struct script_trial t;
	msec began;
	enum err rc = load_good(cx, arg_str(a, "file").s, s);

	if (rc == OK && (paths < 1 || paths > 10000000))
		rc = fail(&cx->core->fault, ERR_INVALID,
		    _("paths are 1 to 10,000,000"));
	if (rc != OK)
		goto out;
	began = clock_mono();
	script_simulate(s, cx->arena, paths, (uint64_t)arg_int(a, "seed", 1),
	    &t);
	began = clock_mono() - began;
	answer_ways(cx, s, &t);
	reply_int(cx->reply, "paths", t.paths);
	reply_int(cx->reply, "ended", t.ended);
	reply_int(cx->reply, "stuck", t.stuck);
	reply_int(cx->reply, "endless", t.endless);
	reply_int(cx->reply, "shortest", t.shortest);
	reply_int(cx->reply, "median", t.median);
	reply_int(cx->reply, "longest", t.longest);
	reply_int(cx->reply, "paths_a_second",
	    t.paths * 1000 / (began > 0 ? began : 1));
	if (t.stuck + t.endless > 0) {
		cx->reply->keep = true;
		rc = fail(&cx->core->fault, ERR_INVALID,
		    ngettext("%lld of %lld conversation came to no end",
			"%lld of %lld conversations came to no end",
			(unsigned long)t.paths),
		    (long long)(t.stuck + t.endless), (long long)t.paths);
	}
out:
	script_free(s);
	return rc;
}

/* ---- by hand ------------------------------------------------------------ */

static void
show_step(struct script_run *r, FILE *out)
{
	const struct script_step *k = script_run_step(r);
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(r, offered);

	fprintf(out, "\n[%s]\n",
	    script_step_path(r->arena, r->script, script_run_at(r)).s);
	for (size_t i = 0; i < k->say.n; i++)
		fprintf(out, "  %s\n",
		    script_run_say(r, &k->say.v[i], "say", i, NULL).s);
	if (k->ask.source.len > 0)
		fprintf(out, "  %s\n",
		    script_run_say(r, &k->ask, "ask", 0, NULL).s);
	for (size_t i = 0; i < k->note.n; i++)
		fprintf(out, "  (%s)\n",
		    script_run_say(r, &k->note.v[i], "note", i, NULL).s);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "  %zu  %s\n", i + 1,
		    script_run_say(r, &k->options.v[offered[i]].text,
			k->options.v[offered[i]].key.s, 0, NULL)
			.s);
	n = script_objections(r->script, script_run_at(r), o);
	for (size_t i = 0; i < n; i++)
		fprintf(out, "  o%zu %s\n", i + 1, o[i]->text.source.s);
	if (script_run_typed(r))
		fprintf(out, "  _ %s\n",
		    script_type_hint(r->script->fields[k->field].type));
}

/* A line: a number, o and a number, "back", text, or nothing for Enter. */
static enum err
play_line(struct script_run *r, struct str text, struct fault *f)
{
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(r, offered);
	int64_t i;

	if (text.len > 1 && text.s[0] == 'o' && str_int(str_of(text.s + 1), &i))
		return script_run_object(r, (size_t)(i - 1), f);
	if (str_is(text, "back")) {
		(void)script_run_back(r);
		return OK;
	}
	if (str_int(text, &i) && i >= 1 && (size_t)i <= n)
		return script_run_option(r, offered[i - 1], f);
	return text.len > 0 ? script_run_type(r, text, f)
			    : script_run_next(r, f);
}

static void
show_end(struct script_run *r, FILE *out)
{
	const struct script_step *k = script_run_step(r);
	const struct script_state *st = &script_run_visit(r)->state;

	script_run_close(r);
	for (size_t i = 0; i < st->nwishes; i++)
		fprintf(out, "  do %s\n", st->wishes[i].line.s);
	fprintf(out, "  end typification=%s outcome=%s\n", k->typification.s,
	    k->outcome.s);
}

enum err
script_cmd_play(struct cmd_ctx *cx, const struct args *a)
{
	struct script *s = script_new();
	struct script_host host = script_world_host(cx->core);
	struct script_run r = { .script = s,
		.arena = cx->arena,
		.lang = arg_given(a, "lang") ? arg_str(a, "lang") : STR_NONE,
		.host = &host };
	struct fault *f = &cx->core->fault;
	char line[2000];
	enum err rc;

	if (cx->in == NULL) {
		script_free(s);
		return fail(f, ERR_INVALID,
		    _("script play reads what you type: say it in a shell"));
	}
	cx->reply->said = true;
	if ((rc = load_good(cx, arg_str(a, "file").s, s)) != OK)
		goto out;
	if (r.lang.len == 0)
		r.lang = s->parts[0].langs[0];
	rc = script_run_start(&r, f);
	while (rc == OK) {
		show_step(&r, cx->out);
		if (script_run_ended(&r)) {
			show_end(&r, cx->out);
			break;
		}
		if (fgets(line, sizeof(line), cx->in) == NULL)
			break;
		line[strcspn(line, "\n")] = '\0';
		fprintf(cx->out, "> %s\n", line);
		if (play_line(&r, str_copy(cx->arena, str_of(line)), f) != OK)
			fprintf(cx->out, "  ! %s\n", f->text);
	}
	fflush(cx->out);
out:
	script_free(s);
	return rc;
}

/* ---- as a picture ------------------------------------------------------- */

static enum err
write_out(struct cmd_ctx *cx, const char *path, const struct buf *b)
{
	FILE *out = fopen(path, "w");
	bool good = out != NULL && fwrite(b->s, 1, b->len, out) == b->len;

	if (out != NULL)
		good = fclose(out) == 0 && good;
	if (!good)
		return fail(&cx->core->fault, ERR_IO, _("%s: %s"), path,
		    strerror(errno));
	reply_text(cx->reply, "file", str_of(path));
	return OK;
}

enum err
script_cmd_graph(struct cmd_ctx *cx, const struct args *a)
{
	struct script *s = script_new();
	struct buf b = { 0 };
	enum err rc = load_good(cx, arg_str(a, "file").s, s);

	if (rc != OK)
		goto out;
	if (arg_given(a, "out")) {
		script_graph_svg(s, &b);
		rc = write_out(cx, arg_str(a, "out").s, &b);
	} else {
		script_graph_text(s, (int)arg_int(a, "columns", 100), &b);
		reply_page(cx->reply, buf_view(&b));
	}
out:
	buf_done(&b);
	script_free(s);
	return rc;
}

/* ---- in another language ------------------------------------------------ */

enum err
script_cmd_translate(struct cmd_ctx *cx, const struct args *a)
{
	struct script *s = script_new();
	struct str path = arg_str(a, "file"), lang = arg_str(a, "lang");
	struct str out;
	struct buf b = { 0 };
	enum err rc;

	if (path.len < 6 || strcmp(path.s + path.len - 5, ".call") != 0 ||
	    lang.len != 2) {
		rc = fail(&cx->core->fault, ERR_USAGE,
		    _("name a .call file and a language of two letters"));
		goto out;
	}
	if ((rc = load_good(cx, path.s, s)) != OK)
		goto out;
	out = str_printf(cx->arena, "%.*s.%s.po", (int)path.len - 5, path.s,
	    lang.s);
	script_po_write(s, 0, lang, &b);
	rc = write_out(cx, out.s, &b);
out:
	buf_done(&b);
	script_free(s);
	return rc;
}
