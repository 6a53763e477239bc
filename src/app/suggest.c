/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest.c - what could be typed next, and what is chosen of it. Names come
 * from the tables at once; what only the database knows is asked of the lane,
 * and shown when it answers if the line still wants it. The loop never waits
 * for either.
 */
#include "app/app.h"

#include "app/finding.h"
#include "base/utf8.h"
#include "core/ticket_query.h"
#include "core/undo_table.h"

void
hints_done(struct hints *o)
{
	arena_done(&o->arena);
	*o = (struct hints){ .asking = o->asking, .stale = o->asking };
}

/* ---- what the database knows -------------------------------------------- */

struct hint_job {
	struct job job;
	struct app *app;
	struct str before;
	bool filter; /* a value at the end of a filter's words */
	struct complete_spot spot;
	struct subject subject;
	struct hints found;
};

/* Of whole texts, what takes the place of the last word. */
struct cutting {
	struct finding *f;
	size_t from;
};

static void
cut(void *u, struct str whole)
{
	const struct cutting *k = u;

	if (whole.len > k->from)
		finding_fits(k->f, str_of(whole.s + k->from));
}

static enum err
ask(struct core *c, struct job *j)
{
	struct hint_job *o = (struct hint_job *)j;
	struct finding f = { .a = &j->arena,
		.to = &o->found,
		.begun = utf8_fold(&j->arena, o->spot.begun) };
	struct cutting k = { &f,
		o->before.len - strlen(filter_ending(o->before)) };

	if (o->filter)
		return ticket_complete(c, &j->arena, o->before, cut, &k);
	o->found.spot = o->spot;
	finding_values(c, &f, &o->subject);
	return OK;
}

static void
answered(struct job *j)
{
	struct hint_job *o = (struct hint_job *)j;
	struct app *app = o->app;
	struct hints *to = &app->prompt.hints;
	bool stale = to->stale, wanted = to->wanted;

	to->asking = to->stale = to->wanted = false;
	if (j->rc == OK && !stale && str_eq(to->before, o->before)) {
		struct hint *rest = to->v.v;
		size_t n = to->v.n;
		struct finding f = {
			.a = &to->arena, .to = to, .begun = STR_NONE
		};

		to->v.v = NULL;
		to->v.n = to->v.cap = 0;
		for (size_t i = 0; i < o->found.v.n; i++)
			finding_add(&f, o->found.v.v[i].word,
			    o->found.v.v[i].hint);
		for (size_t i = 0; i < n; i++)
			finding_add(&f, rest[i].word, rest[i].hint);
		to->of += o->found.of - o->found.v.n;
		if (wanted) {
			hints_take(app);
			if (app->prompt.kind == PROMPT_FILTER)
				app_filter(app, prompt_text());
		}
	}
	app->draw = true;
	job_free(j);
	if (stale && app->prompt.kind != PROMPT_OFF) {
		hints_look(app);
		to->wanted = wanted && to->asking;
	}
}

/* NULL: one is under way, and this comes after it. */
static struct hint_job *
begin(struct app *app, struct hints *o)
{
	struct hint_job *j;

	o->stale = o->asking;
	if (o->asking || id_none(app->me.id))
		return NULL;
	j = (struct hint_job *)job_new(sizeof(*j));
	j->job.run = ask;
	j->job.done = answered;
	j->app = app;
	j->before = str_copy(&j->job.arena, o->before);
	o->asking = true;
	return j;
}

static void
send_filter(struct app *app, struct hints *o)
{
	struct hint_job *j = begin(app, o);

	if (j == NULL)
		return;
	j->filter = true;
	j->spot.begun = STR_NONE;
	lane_send(app->lane, &j->job);
}

static void
send(struct app *app, struct hints *o)
{
	struct hint_job *j = begin(app, o);

	if (j == NULL)
		return;
	j->spot.begun = str_copy(&j->job.arena, o->spot.begun);
	j->spot.args = NEW(&j->job.arena, struct args);
	*j->spot.args = *o->spot.args;
	j->spot.arg = &j->spot.args->def[o->spot.arg - o->spot.args->def];
	j->subject = app_subject(app);
	/* Names point into the prompt's arena, and the types are static. */
	for (size_t i = 0; i < j->spot.args->n; i++) {
		struct arg_def *d = &j->spot.args->def[i];

		d->name = str_copy(&j->job.arena, d->name);
		d->choices = str_copy(&j->job.arena, d->choices);
	}
	lane_send(app->lane, &j->job);
}

/* ---- the line ----------------------------------------------------------- */

/* The byte at which the last word begins, as cmd_split() cuts them. */
static size_t
last_word(struct str s)
{
	bool quoted = false;
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] == '\\')
			i++;
		else if (s.s[i] == '"')
			quoted = !quoted;
		else if (s.s[i] == ' ' && !quoted)
			from = i + 1;
	}
	return from;
}

static void
explain(struct hints *o)
{
	const struct cmd_def *d = o->spot.row;

	if (d == NULL)
		return;
	o->usage = str_printf(&o->arena, "%s %s", d->name,
	    args_usage(&o->arena, o->spot.args).s);
	o->help = str_of(_(d->help));
	if (d->writes && undo_never(d->name) != NULL)
		o->help = str_printf(&o->arena, _("%s. It cannot be undone."),
		    o->help.s);
}

static void
fill(struct app *app, struct hints *o, const struct words *w)
{
	struct finding f = { .a = &o->arena,
		.to = o,
		.begun = utf8_fold(&o->arena, o->spot.begun) };

	if (finding_own(&f, w))
		return;
	if (o->spot.row == NULL) {
		finding_names(&f, w);
		finding_near(&f, w);
		return;
	}
	if (finding_local(o->spot.arg))
		finding_values(NULL, &f, &(struct subject){ .kind = NULL });
	if (!o->spot.value && app->prompt.kind == PROMPT_WORDS)
		finding_args(&f, w);
	if (!finding_local(o->spot.arg))
		send(app, o);
}

/* An argument that is asked for is the rest of the words that lack it. */
static struct str
whole_line(struct app *app, struct arena *a, struct str typed)
{
	if (app->prompt.kind != PROMPT_ARG)
		return str_copy(a, typed);
	return str_printf(a, STR_FMT "\"" STR_FMT,
	    STR_ARG(buf_view(&app->prompt.words)), STR_ARG(typed));
}

static bool
split(struct app *app, struct hints *o, struct str typed, struct words *w)
{
	struct str line = whole_line(app, &o->arena, typed);
	size_t from = last_word(line);

	if (cmd_split(&o->arena,
		app->prompt.kind == PROMPT_ARG
		    ? str_printf(&o->arena, "%s\"", line.s)
		    : line,
		w, NULL) != OK)
		return false;
	if (from == line.len) /* a new word */
		*vec_push(&o->arena, w) = STR_NONE;
	complete_spot(&o->arena, w->v, w->n, &o->spot);
	o->from = from;
	o->to = typed.len;
	if (app->prompt.kind == PROMPT_ARG)
		o->from = 0;
	else if (o->spot.value)
		o->from +=
		    (size_t)(strchr(line.s + from, '=') - (line.s + from)) + 1;
	return true;
}

/* Where tickets are listed, the words they are filtered by. */
static void
fill_filter(struct app *app, struct hints *o)
{
	struct finding f = { &o->arena, { NULL, 0, 0 }, o, STR_NONE };
	const struct filter_def *def;
	struct str value;

	if (strcmp(app_view(app)->s.def->name, "inbox") != 0)
		return;
	o->begun = str_copy(&o->arena, str_of(filter_ending(o->before)));
	f.begun = utf8_fold(&o->arena, o->begun);
	o->to = o->before.len;
	filter_complete(&o->arena, ticket_words, o->before, finding_word, &f,
	    &def, &value, &o->from);
	o->from = o->before.len - o->begun.len;
	if (def != NULL)
		send_filter(app, o);
}

void
hints_look(struct app *app)
{
	struct hints *o = &app->prompt.hints;
	struct str typed = prompt_text();
	struct words w = { 0 };

	typed.len = prompt_at();
	hints_done(o);
	o->before = str_copy(&o->arena, typed);
	if (app->prompt.kind == PROMPT_FILTER)
		fill_filter(app, o);
	if (app->prompt.kind != PROMPT_WORDS && app->prompt.kind != PROMPT_ARG)
		return;
	if (!split(app, o, o->before, &w))
		return;
	o->begun = o->spot.begun;
	if (w.n < 2 || app_word_find(w.v[0]) == NULL)
		explain(o);
	fill(app, o, &w);
}

/* ---- choosing ----------------------------------------------------------- */

bool
hints_move(struct app *app, int by)
{
	struct hints *o = &app->prompt.hints;

	if (o->v.n == 0)
		return false;
	o->at = (o->at + o->v.n + (size_t)(by + (int)o->v.n)) % o->v.n;
	o->picked = true;
	return true;
}

/* What all candidates begin with, at a character's edge. */
static size_t
common(const struct hints *o)
{
	struct str first = o->v.v[0].word;
	size_t n = first.len;

	for (size_t i = 1; i < o->v.n; i++)
		while (n > 0 &&
		    (o->v.v[i].word.len < n ||
			memcmp(o->v.v[i].word.s, first.s, n) != 0))
			n--;
	while (n > 0 && n < first.len &&
	    ((unsigned char)first.s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* As a word of the line; the answer to a question stands alone. */
static struct str
as_typed(struct app *app, struct arena *a, struct str word)
{
	struct str line = prompt_text();
	size_t to = app->prompt.hints.to;

	if (app->prompt.kind == PROMPT_FILTER)
		return strchr(":<", word.s[word.len - 1]) != NULL
		    ? word
		    : str_printf(a, "%s ", word.s);
	if (app->prompt.kind == PROMPT_ARG ||
	    (to < line.len && line.s[to] == ' '))
		return word;
	/* A filter's value has its own. */
	if (strchr(word.s, '"') == NULL && strpbrk(word.s, " \\") != NULL)
		return str_printf(a, "\"%s\" ", word.s);
	/* A folder goes on with what is in it. */
	return word.len > 0 && strchr("=/", word.s[word.len - 1]) != NULL
	    ? word
	    : str_printf(a, "%s ", word.s);
}

void
hints_take(struct app *app)
{
	struct hints *o = &app->prompt.hints;
	struct arena a = { 0 };
	size_t n;

	o->wanted = o->asking;
	if (o->v.n == 0 || o->asking)
		return;
	n = common(o);
	/* Names are found by any of their words: that is no longer beginning. */
	if (!o->picked && o->v.n > 1 && n > o->begun.len &&
	    str_starts(utf8_fold(&a, o->v.v[0].word), utf8_fold(&a, o->begun)))
		prompt_replace(o->from, o->to,
		    str_copyn(&a, o->v.v[0].word.s, n));
	else
		prompt_replace(o->from, o->to,
		    as_typed(app, &a, o->v.v[o->at].word));
	arena_done(&a);
	hints_look(app);
}
