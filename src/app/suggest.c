/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suggest.c - finds what could be typed next. Names come from the tables at
 * once; what only the database knows is asked of the lane, and shown when it
 * answers if the line still wants it. The loop never waits for either.
 */
#include "app/app.h"

#include "base/utf8.h"
#include "core/agent.h"
#include "core/team.h"
#include "core/ticket.h"
#include "core/ticket_words.h"
#include "core/typification.h"

#define MOST 400 /* candidates kept */

struct finding {
	struct arena *a;
	struct words seen; /* whatever it begins with */
	struct hints *to;
	struct str begun; /* folded */
};

void
hints_done(struct hints *o)
{
	arena_done(&o->arena);
	*o = (struct hints){ .asking = o->asking, .stale = o->asking };
}

/* ---- candidates --------------------------------------------------------- */

static bool
is_new(const struct finding *f, struct str word)
{
	for (size_t i = 0; i < f->seen.n; i++)
		if (str_eq(f->seen.v[i], word))
			return false;
	return true;
}

static void
add(struct finding *f, struct str word, struct str hint)
{
	struct hints *o = f->to;

	if (word.len == 0 || o->v.n == MOST || !is_new(f, word))
		return;
	*vec_push(f->a, &f->seen) = str_copy(f->a, word);
	o->of++;
	if (str_starts(utf8_fold(f->a, word), f->begun))
		*vec_push(f->a, &o->v) =
		    (struct hint){ str_copy(f->a, word), str_copy(f->a, hint) };
}

static void
add_word(void *u, struct str word)
{
	add(u, word, STR_NONE);
}

/* The verbs of a noun: "create, list, note". */
static struct str
verbs_of(struct arena *a, struct str noun)
{
	struct str out = STR_NONE;

	for (cmd_each(d))
		if (!d->hidden && str_eq(cmd_noun(a, d), noun) &&
		    cmd_verb(d).len > 0)
			out = out.len == 0
			    ? cmd_verb(d)
			    : str_printf(a, "%s, %s", out.s, cmd_verb(d).s);
	return out;
}

static void
add_names(struct finding *f, const struct words *w)
{
	for (cmd_each(d)) {
		struct str noun = cmd_noun(f->a, d);
		struct str verb = cmd_verb(d);

		if (d->hidden || d->needs != NEED_DB)
			continue;
		if (w->n < 2)
			add(f, noun,
			    verb.len > 0 ? verbs_of(f->a, noun)
					 : str_of(_(d->help)));
		else if (str_eq(noun, w->v[0]) && verb.len > 0)
			add(f, verb, str_of(_(d->help)));
	}
	for (const struct app_word *m = app_words; w->n < 2 && m->word; m++)
		if (m->help != NULL)
			add(f, str_of(m->word), str_of(_(m->help)));
}

/* A word that begins nothing: what it is near to. */
static void
add_near(struct finding *f, const struct words *w)
{
	struct str word = w->v[w->n - 1];
	struct arena a = { 0 };
	struct finding all = { .a = &a, .begun = STR_NONE };
	int least = word.len > 4 ? 3 : 2;

	if (f->to->v.n > 0 || word.len == 0)
		return;
	all.to = NEW(&a, struct hints);
	add_names(&all, w);
	f->begun = STR_NONE;
	f->seen.n = 0;
	for (size_t i = 0; i < all.to->v.n; i++) {
		struct str name = all.to->v.v[i].word;
		int far = str_distance(word, name, least);

		if (far >= least)
			continue;
		least = far;
		f->to->v.n = f->to->of = f->seen.n = 0;
		add(f, name, all.to->v.v[i].hint);
	}
	arena_done(&a);
}

/* Arguments not yet given; what was typed already is not said again. */
static void
add_args(struct finding *f, const struct words *w)
{
	const struct args *args = f->to->spot.args;

	for (size_t i = 0; i < args->n; i++) {
		const struct arg_def *d = &args->def[i];
		struct str name = str_printf(f->a, "%s=", d->name.s);
		bool given = false;

		for (size_t n = 0; n + 1 < w->n; n++)
			given = given || str_starts(w->v[n], name);
		if ((!given || d->repeats) && d != f->to->spot.arg)
			add(f, name, str_of(_(d->type->help)));
	}
}

/* ---- what the console's own words take ----------------------------------- */

static void
add_range(struct finding *f, struct str option)
{
	for (size_t i = 0; i < noptions; i++) {
		struct str rest = option_range(f->a, &options[i]), one;

		if (!str_is(option, options[i].name) || options[i].max > 0)
			continue;
		while (str_next(f->a, &rest, ' ', &one)) {
			if (one.len > 0 && one.s[one.len - 1] == ',')
				one = str_copyn(f->a, one.s, one.len - 1);
			add(f, one, STR_NONE);
		}
	}
}

static void
add_options(struct finding *f, const struct words *w)
{
	if (w->n == 3)
		add_range(f, w->v[1]);
	for (size_t i = 0; w->n == 2 && i < noptions; i++)
		if (options[i].console)
			add(f, str_of(options[i].name),
			    str_of(_(options[i].help)));
}

static void
add_screens(struct finding *f, const struct words *w)
{
	for (size_t i = 0; w->n == 2 && i < nscreens; i++)
		if (strcmp(screens[i]->name, "login") != 0 &&
		    strcmp(screens[i]->name, "text") != 0)
			add(f, str_of(screens[i]->name),
			    str_of(_(screens[i]->title)));
}

static void
add_topics(struct finding *f, const struct words *w)
{
	struct words rest = { w->v + 1, w->n - 1, w->n - 1 };

	add_names(f, &rest);
}

static const struct {
	const char *word;
	void (*add)(struct finding *, const struct words *);
} own[] = {
	{ "set", add_options },
	{ "open", add_screens },
	{ "help", add_topics },
};

/* Is it a word of the console's own, with more to come? */
static bool
fill_own(struct finding *f, const struct words *w)
{
	const struct app_word *m = w->n > 1 ? app_word_find(w->v[0]) : NULL;
	struct hints *o = f->to;

	if (m == NULL)
		return false;
	f->begun = utf8_fold(f->a, w->v[w->n - 1]);
	o->begun = w->v[w->n - 1];
	o->spot.row = NULL;
	o->spot.arg = NULL;
	o->usage = str_printf(f->a, "%s %s", m->word,
	    m->args != NULL ? _(m->args) : "");
	o->help = m->help != NULL ? str_of(_(m->help)) : STR_NONE;
	for (size_t i = 0; i < countof(own); i++)
		if (strcmp(own[i].word, m->word) == 0)
			own[i].add(f, w);
	return true;
}

/* ---- what the database knows -------------------------------------------- */

#define NAMED(fn, type, read)                                                  \
	static void fn(struct core *c, struct finding *f)                      \
	{                                                                      \
		struct type rows;                                              \
                                                                               \
		if ((read) != OK)                                              \
			return;                                                \
		for (size_t i = 0; i < rows.n; i++)                            \
			add(f, rows.v[i].CODE, rows.v[i].name);                \
	}

#define CODE code
NAMED(teams, rows_team_list, team_list(c, f->a, false, &rows))
NAMED(branches, rows_branch_list, branch_list(c, f->a, false, &rows))
NAMED(leaves, rows_typification_list,
    typification_find(c, f->a, STR_NONE, &rows))
#undef CODE
#define CODE login
NAMED(people, rows_agent_list,
    agent_list(c, f->a, &(struct agent_filter){ .role = STR_NONE }, &rows))
#undef CODE

static const struct {
	const char *type;
	void (*find)(struct core *, struct finding *);
} asked[] = {
	{ "team", teams },
	{ "branch", branches },
	{ "typification", leaves },
	{ "agent", people },
};

/* What the cursor was on when the line was begun, by the name people use. */
static void
under_cursor(struct core *c, struct finding *f, const struct subject *s)
{
	const char *type = f->to->spot.arg->type->name;
	struct row_ticket_get t;

	if (strcmp(type, "ticket") == 0 && s->kind != NULL &&
	    strcmp(s->kind, "ticket") == 0 &&
	    ticket_get(c, f->a, s->id, &t) == OK)
		add(f, str_printf(f->a, "T-%lld", (long long)t.number),
		    t.subject);
	else if (strcmp(type, "customer") == 0 && !id_none(s->customer))
		add(f, str_of(s->customer.s), str_of(_("under the cursor")));
	else if (strcmp(type, "interaction") == 0 && !id_none(s->interaction))
		add(f, str_of(s->interaction.s), str_of(_("the contact")));
}

static void
values(struct core *c, struct finding *f, const struct subject *s)
{
	const struct arg_def *d = f->to->spot.arg;

	if (d == NULL)
		return;
	under_cursor(c, f, s);
	for (size_t i = 0; i < countof(asked); i++)
		if (strcmp(asked[i].type, d->type->name) == 0) {
			asked[i].find(c, f);
			return;
		}
	if (d->type->complete != NULL)
		d->type->complete(c, f->a, d, add_word, f);
}

/* Does this argument have values that are known without asking? */
static bool
is_local(const struct arg_def *d)
{
	static const char *const types[] = { "bool", "choice", "verb", "kind" };

	for (size_t i = 0; d != NULL && i < countof(types); i++)
		if (strcmp(types[i], d->type->name) == 0)
			return true;
	return d == NULL;
}

struct hint_job {
	struct job job;
	struct app *app;
	struct str before;
	struct complete_spot spot;
	struct subject subject;
	struct hints found;
};

static enum err
ask(struct core *c, struct job *j)
{
	struct hint_job *o = (struct hint_job *)j;
	struct finding f = { .a = &j->arena,
		.to = &o->found,
		.begun = utf8_fold(&j->arena, o->spot.begun) };

	o->found.spot = o->spot;
	values(c, &f, &o->subject);
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
			add(&f, o->found.v.v[i].word, o->found.v.v[i].hint);
		for (size_t i = 0; i < n; i++)
			add(&f, rest[i].word, rest[i].hint);
		to->of += o->found.of - o->found.v.n;
		if (wanted)
			hints_take(app);
	}
	app->draw = true;
	job_free(j);
	if (stale && app->prompt.kind != PROMPT_OFF) {
		hints_look(app);
		to->wanted = wanted && to->asking;
	}
}

static void
send(struct app *app, struct hints *o)
{
	struct hint_job *j;

	o->stale = o->asking;
	if (o->asking || id_none(app->me.id))
		return;
	j = (struct hint_job *)job_new(sizeof(*j));
	j->job.run = ask;
	j->job.done = answered;
	j->app = app;
	j->before = str_copy(&j->job.arena, o->before);
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
	o->asking = true;
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
}

static void
fill(struct app *app, struct hints *o, const struct words *w)
{
	struct finding f = { .a = &o->arena,
		.to = o,
		.begun = utf8_fold(&o->arena, o->spot.begun) };

	if (fill_own(&f, w))
		return;
	if (o->spot.row == NULL) {
		add_names(&f, w);
		add_near(&f, w);
		return;
	}
	if (is_local(o->spot.arg))
		values(NULL, &f, &(struct subject){ .kind = NULL });
	if (!o->spot.value && app->prompt.kind == PROMPT_WORDS)
		add_args(&f, w);
	if (!is_local(o->spot.arg))
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
	filter_complete(&o->arena, ticket_words, o->before, add_word, &f, &def,
	    &value, &o->from);
	o->from = o->before.len - o->begun.len;
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
	if (strpbrk(word.s, " \"\\") != NULL)
		return str_printf(a, "\"%s\" ", word.s);
	return word.len > 0 && word.s[word.len - 1] == '='
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
	if (!o->picked && o->v.n > 1 && n > o->begun.len)
		prompt_replace(o->from, o->to,
		    str_copyn(&a, o->v.v[0].word.s, n));
	else
		prompt_replace(o->from, o->to,
		    as_typed(app, &a, o->v.v[o->at].word));
	arena_done(&a);
	hints_look(app);
}

/* ---- drawing ------------------------------------------------------------ */

static int
shown(const struct app *app)
{
	int most = app->rows / 4 - 2, n = (int)app->prompt.hints.v.n;

	return n < most ? n : most;
}

int
hints_rows(const struct app *app)
{
	const struct hints *o = &app->prompt.hints;
	int n = shown(app);

	return n == 0 && o->usage.len == 0 ? 0
					   : 2 + n + (o->usage.len > 0 ? 3 : 0);
}

static void
draw_head_line(const struct hints *o, const struct pane *p, bool filter)
{
	const struct arg_def *d = o->spot.arg;
	struct arena a = { 0 };
	struct str count;

	if (o->v.n == 0)
		return;
	count = o->begun.len > 0 ? str_printf(&a, _("%zu of %zu fit \"%s\""),
				       o->v.n, o->of, o->begun.s)
				 : str_printf(&a, "%zu", o->v.n);
	pane_right(p, 1, p->columns, LOOK_MUTED, count);
	if (d != NULL)
		pane_field(p, 1, 1, p->columns - cell_columns(count) - 4,
		    LOOK_HEAD,
		    str_printf(&a, "%s=  %s", d->name.s, _(d->type->help)));
	else if (filter)
		pane_z(p, 1, 1, LOOK_HEAD, _("Words of a filter"));
	else if (o->spot.row == NULL && o->usage.len == 0)
		pane_z(p, 1, 1, LOOK_HEAD, _("Commands"));
	else
		pane_z(p, 1, 1, LOOK_HEAD, _("Arguments"));
	arena_done(&a);
}

/* The width of the longest word, so that hints stand in a column. */
static int
word_width(const struct hints *o, int most)
{
	int wide = 8;

	for (size_t i = 0; i < o->v.n; i++) {
		int w = cell_columns(o->v.v[i].word);

		wide = w > wide ? w : wide;
	}
	return wide < most ? wide : most;
}

static void
draw_one(const struct hints *o, const struct pane *p, int row, size_t i,
    int wide)
{
	enum look look = i == o->at ? LOOK_FOCUS : LOOK_TEXT;

	if (i == o->at) {
		pane_fill(p, row, 0, p->columns, look);
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	}
	pane_field(p, row, 3, wide, look, o->v.v[i].word);
	pane_field(p, row, 5 + wide, p->columns - 6 - wide, look,
	    o->v.v[i].hint);
}

/* The key that says the same words; the column it begins in. */
static int
draw_key(struct app *app, const struct pane *p, int row)
{
	const struct cmd_def *d = app->prompt.hints.spot.row;
	struct arena a = { 0 };
	struct str key = d != NULL ? app_key_for(app, &a, d->name) : STR_NONE;
	int at = p->columns;

	if (key.len > 0)
		at = pane_right(p, row, p->columns, LOOK_MUTED,
		    str_printf(&a, _("same as %s"), key.s));
	arena_done(&a);
	return at;
}

void
hints_draw(struct app *app, const struct pane *p)
{
	struct hints *o = &app->prompt.hints;
	int n = shown(app), wide = word_width(o, p->columns / 3), at;

	for (int row = 0; row < p->rows; row++)
		pane_fill(p, row, 0, p->columns, LOOK_TEXT);
	draw_head_line(o, p, app->prompt.kind == PROMPT_FILTER);
	if (o->at < o->top)
		o->top = o->at;
	if (n > 0 && o->at >= o->top + (size_t)n)
		o->top = o->at - (size_t)n + 1;
	for (int i = 0; i < n; i++)
		draw_one(o, p, 2 + i, o->top + (size_t)i, wide);
	if (o->usage.len == 0)
		return;
	at = draw_key(app, p, n + 3);
	pane_field(p, n + 3, 1, at - 2, LOOK_TEXT, o->usage);
	pane_field(p, n + 4, 1, p->columns - 2, LOOK_MUTED, o->help);
}
