/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guide_past.c - conversations of the demo's past along its guides, so that
 * their reports have something to tell: each is a contact that there was, by
 * whoever had it, through the version of its day. What is said takes as long
 * as it takes to say it, and the longer a step is the more give up there.
 */
#include "cmd/guide_pick.h"

#include "cmd/guides.h"
#include "core/demo_kit.h"
#include "core/rut.h"
#include "core/script.h"
#include "script/edge.h"
#include "script/run.h"
#include "script/shelf.h"

enum { PAST_DAYS = 45, LONGEST = 60, TRIES = 6, LETTERS_A_SECOND = 15 };

struct past {
	struct cmd_ctx *cx;
	const struct demo_options *how;
	struct demo demo; /* only for its dice */
	struct rows_script_list versions;
	struct demo_runs runs;
};

/* One conversation. */
struct talk {
	struct past *p;
	const struct row_demo_guided *c;
	const struct row_script_list *version;
	struct script_run run;
	struct dice dice;
	struct demo_run *out; /* NULL: only to see how it ends */
	int64_t pace;	      /* of who speaks, in 100 */
};

/* ---- what is known, what is answered -------------------------------------- */

static struct str
one_word(struct arena *a, const char *words, int64_t i)
{
	struct str rest = str_of(words), word = STR_NONE;
	int64_t n = 1;

	for (const char *s = words; *s != '\0'; s++)
		n += *s == '|';
	for (i %= n; i >= 0 && str_next(a, &rest, '|', &word); i--)
		;
	return word;
}

/* The same name says the same all through a conversation. */
static int64_t
lot(const struct talk *t, struct str name)
{
	uint64_t h = 5381;

	for (const char *s = t->c->id.s; *s != '\0'; s++)
		h = h * 33 + (unsigned char)*s;
	for (size_t i = 0; i < name.len; i++)
		h = h * 33 + (unsigned char)name.s[i];
	return (int64_t)(h >> 7 & 0xffffff);
}

static struct str
look(void *u, struct str name, bool key, bool *known)
{
	const struct talk *t = u;
	const struct script_name *of = script_name_find(name);
	const struct {
		const char *name;
		struct str value;
	} own[] = {
		{ "customer.rut", t->c->rut },
		{ "customer.plate", t->c->plate },
		{ "customer.segment", t->c->segment },
		{ "customer.language", t->c->lang },
		{ "contact.direction", t->c->direction },
		{ "contact.channel", t->c->channel },
		{ "contact.queue", t->c->queue },
	};

	(void)key;
	*known = of != NULL;
	for (size_t i = 0; i < countof(own); i++)
		if (str_is(name, own[i].name)) {
			*known = own[i].value.len > 0;
			return own[i].value;
		}
	if (of == NULL)
		return STR_NONE;
	if (of->type == SCRIPT_YESNO)
		return lot(t, name) % 10 < 7 ? STR("yes") : STR("no");
	if (of->type == SCRIPT_ONE)
		return one_word(t->run.arena, of->values, lot(t, name));
	return of->type == SCRIPT_TEXT ? STR("-") : STR("0");
}

static const struct {
	const char *field, *said;
} texts[] = {
	{ "nombre", "Ana Rojas|Pedro Lagos|Marta Fuentes|Luis Oyarzún" },
	{ "donde", "Ruta 5 Sur, kilómetro 84|Autopista Central, Lo Espejo" },
	{ "referencia", "frente a la bencinera|pasado el peaje" },
	{ "correo", "ana.rojas@correo.example|plagos@correo.example" },
	{ "sucursal", "Maipú|Concepción|Antofagasta" },
	{ "local", "Maipú|Temuco|La Serena" },
	{ "pedido", "WEB-48213|WEB-50177" },
	{ "vin", "9BWAB45U5FT004251|8AFDR5CD7EJ118840" },
	{ "pieza", "Filtro de aceite|Pastillas delanteras|Correa" },
	{ "codigo", "AC-2041|FR-118" },
	{ "direccion", "Los Alerces 245|Avenida Matta 1180" },
	{ "sintoma", "Vibra al frenar|Se enciende una luz|Cuesta que parta" },
	{ "mejora", "Que contesten antes|Más horas los sábados" },
	{ "porque",
	    "Me atendieron rápido|Tuve que llamar dos veces|Muy amables" },
};

static struct str
text_of(struct talk *t, const struct script_field *f)
{
	int64_t i = dice_below(&t->dice, 60);

	for (size_t k = 0; k < countof(texts); k++)
		if (str_is(f->name, texts[k].field))
			return one_word(t->run.arena, texts[k].said, i);
	return one_word(t->run.arena,
	    "Quiere saber para cuándo|Prefiere que lo llamen en la tarde|"
	    "Ya había llamado la semana pasada",
	    i);
}

/* Small scales are answered kindly, as people do. */
static struct str
number_of(struct talk *t, const struct script_field *f)
{
	int64_t low = f->has_low ? (int64_t)f->low : 0;
	int64_t high = f->has_high ? (int64_t)f->high : low + 50;
	int64_t span = high - low + 1 > 300000 ? 300000 : high - low + 1;
	int64_t x = dice_below(&t->dice, span);
	int64_t y = dice_below(&t->dice, span);

	return str_printf(t->run.arena, "%lld",
	    (long long)(low + (span <= 11 && y > x ? y : x)));
}

static struct str
value_of(struct talk *t, const struct script_field *f)
{
	struct arena *a = t->run.arena;
	int64_t x = dice_below(&t->dice, 10000000), day;

	switch (f->type) {
	case SCRIPT_NUMBER:
	case SCRIPT_MONEY:
		return number_of(t, f);
	case SCRIPT_DATE:
		day = t->c->from_at / DAYS(1) + 1 + x % 9;
		return clock_day_text(a,
		    f->has_high && day > (int64_t)f->high ? (int64_t)f->high
							  : day);
	case SCRIPT_PHONE:
		return str_printf(a, "569%08lld", (long long)(x + 50000000));
	case SCRIPT_RUT:
		return str_printf(a, "%lld-%c", (long long)(x + 8000000),
		    rut_digit(x + 8000000));
	case SCRIPT_PLATE:
		return t->c->plate.len > 0 ? t->c->plate : STR("KXRT42");
	case SCRIPT_YESNO:
	case SCRIPT_ONE:
		return f->values[(size_t)x % f->nvalues];
	default:
		return text_of(t, f);
	}
}

/* ---- step by step ---------------------------------------------------------- */

static int64_t
letters(const struct script_step *k)
{
	size_t n = k->ask.source.len;

	for (size_t i = 0; i < k->say.n; i++)
		n += k->say.v[i].source.len;
	return (int64_t)n;
}

static msec
spent(struct talk *t, bool typed)
{
	int64_t s = letters(script_run_step(&t->run)) / LETTERS_A_SECOND + 2 +
	    dice_below(&t->dice, typed ? 16 : 7);

	return SECONDS(s) * t->pace / 100;
}

static const char *
object(struct talk *t, struct str *key)
{
	const struct script_objection *o[SCRIPT_OPTIONS_MAX];
	size_t n = script_objections(t->run.script, script_run_at(&t->run), o);
	size_t i;

	if (n == 0 || script_run_visit(&t->run)->state.depth > 0 ||
	    !dice_chance(&t->dice, 5))
		return NULL;
	i = (size_t)dice_below(&t->dice, (int64_t)n);
	*key = o[i]->key;
	return script_run_object(&t->run, i, NULL) == OK ? "objection" : NULL;
}

/* How the step was left, and by which key; NULL: there is no way on. */
static const char *
step_on(struct talk *t, struct str *key)
{
	const struct script_step *k = script_run_step(&t->run);
	size_t offered[SCRIPT_OPTIONS_MAX];
	size_t n = script_run_options(&t->run, offered), x, y;
	const char *raised = object(t, key);

	*key = raised != NULL ? *key : STR_NONE;
	if (raised != NULL)
		return raised;
	if (script_run_typed(&t->run) && (n == 0 || dice_chance(&t->dice, 70)))
		return script_run_put(&t->run,
			   value_of(t, &t->run.script->fields[k->field])) == OK
		    ? "text"
		    : NULL;
	if (n == 0)
		return script_run_next(&t->run, NULL) == OK ? "next" : NULL;
	x = (size_t)dice_below(&t->dice, (int64_t)n);
	y = (size_t)dice_below(&t->dice, (int64_t)n);
	x = offered[y < x ? y : x]; /* the first are the usual ones */
	*key = k->options.v[x].key;
	return script_run_option(&t->run, x, NULL) == OK ? "option" : NULL;
}

static struct demo_visit *
enter(struct talk *t, msec at)
{
	struct arena *a = t->p->cx->arena;
	struct demo_visit *v = vec_push(a, &t->out->visits);

	*v = (struct demo_visit){
		.step =
		    script_step_path(a, t->run.script, script_run_at(&t->run)),
		.body = script_state_write(&t->run, a),
		.prior = (int64_t)t->out->visits.n - 1,
		.at = at,
		.key = STR_NONE,
	};
	return v;
}

/* Do they give up here? The longer it is, the more do. */
static bool
gives_up(struct talk *t, int n)
{
	int64_t parts = 4 + letters(script_run_step(&t->run)) / 20;

	if (str_is(t->c->outcome, "not-for-us") && n <= 3)
		parts += 200;
	return dice_below(&t->dice, 1000) < parts;
}

/* From the first step to an end, or to where it is left. */
static enum { TALK_ENDED, TALK_LEFT, TALK_STUCK } go_through(struct talk *t)
{
	msec at = t->c->from_at + SECONDS(3 + dice_below(&t->dice, 17));
	struct demo_visit *v = NULL;

	t->run.visits.n = 0;
	if (script_run_start(&t->run, NULL) != OK)
		return TALK_STUCK;
	for (int n = 1; n <= LONGEST; n++) {
		bool ended = script_run_ended(&t->run);
		bool left = !ended && gives_up(t, n);
		msec ms = spent(t, script_run_typed(&t->run));
		struct str key = STR_NONE;
		const char *move;

		if (t->out != NULL)
			v = enter(t, at);
		at += ms;
		move =
		    ended || left ? (ended ? "end" : "left") : step_on(t, &key);
		if (move == NULL)
			return TALK_STUCK;
		if (v != NULL) {
			v->left_at = at;
			v->move = str_of(move);
			v->key = key;
		}
		if (ended || left)
			return ended ? TALK_ENDED : TALK_LEFT;
	}
	return TALK_STUCK;
}

/* ---- what is left of it ---------------------------------------------------- */

/* NAME="VALUE" of a line that was asked for. */
static struct str
arg_of(struct arena *a, struct str line, const char *name)
{
	const char *at = strstr(line.s, str_printf(a, " %s=", name).s);

	if (at == NULL)
		return STR_NONE;
	at += strlen(name) + 2;
	return *at == '"' ? str_copyn(a, at + 1, strcspn(at + 1, "\""))
			  : str_copyn(a, at, strcspn(at, " "));
}

/* What a survey asked: the last time counts, as when it is kept. */
static void
add_said(struct talk *t)
{
	const struct script_state *st = &script_run_visit(&t->run)->state;
	struct arena *a = t->p->cx->arena;

	for (size_t i = 0; i < st->nwishes; i++) {
		struct str line = st->wishes[i].line;
		struct demo_said x = { arg_of(a, line, "survey"),
			arg_of(a, line, "question"), arg_of(a, line, "kind"),
			arg_of(a, line, "value") };
		bool again = false;

		if (!str_starts(line, STR("survey answer ")))
			continue;
		for (size_t k = 0; k < t->out->said.n; k++)
			if (str_eq(t->out->said.v[k].question, x.question)) {
				t->out->said.v[k] = x;
				again = true;
			}
		if (!again)
			*vec_push(a, &t->out->said) = x;
	}
}

static void
add_answers(struct talk *t)
{
	const struct script *s = t->run.script;
	const struct script_state *st = &script_run_visit(&t->run)->state;

	for (size_t i = 0; i < s->nfields; i++)
		if (st->values[i].len > 0 && !s->fields[i].secret)
			*vec_push(t->p->cx->arena, &t->out->answers) =
			    (struct demo_answer){ s->fields[i].name,
				    str_copy(t->p->cx->arena, st->values[i]) };
}

/* It lasts no longer than the contact did. */
static void
fit(struct demo_run *r, msec end)
{
	struct demo_visit *v = r->visits.v;
	msec from = v[0].at, last = v[r->visits.n - 1].left_at;

	if (end <= from || last <= end)
		return;
	for (size_t i = 0; i < r->visits.n; i++) {
		v[i].at =
		    from + (v[i].at - from) * (end - from) / (last - from);
		v[i].left_at =
		    from + (v[i].left_at - from) * (end - from) / (last - from);
	}
}

/* Another throw where it came to another end than the contact did. */
static void
likely(struct talk *t)
{
	const struct script_step *k;
	struct dice dice = t->dice;

	for (int i = 0; i < TRIES; i++) {
		t->dice = dice;
		if (go_through(t) == TALK_ENDED) {
			k = script_run_step(&t->run);
			if (k->outcome.len == 0 ||
			    str_eq(k->outcome, t->c->outcome))
				break;
		} else if (i == 0 && t->run.visits.n > 0) {
			break; /* who gives up does so whatever is asked */
		}
		(void)dice_next(&dice);
	}
	t->dice = dice;
}

static void
converse(struct talk *t)
{
	struct demo_run *r = vec_push(t->p->cx->arena, &t->p->runs);
	int how;

	*r = (struct demo_run){ .contact = t->c->id,
		.script = t->version->id,
		.agent = t->c->owner,
		.lang = str_is(t->c->lang, "en") ? STR("en") : STR("es"),
		.outcome = STR_NONE,
		.campaign = STR_NONE };
	likely(t);
	t->out = r;
	how = go_through(t);
	r->state = how == TALK_ENDED ? STR("ended") : STR("left");
	if (how == TALK_ENDED) {
		struct str own = script_run_step(&t->run)->outcome;

		r->outcome = own.len > 0 ? own : t->c->outcome;
		add_said(t);
	}
	if (how == TALK_STUCK || r->visits.n == 0) {
		t->p->runs.n--;
		return;
	}
	add_answers(t);
	fit(r, t->c->to_at);
}

/* ---- the whole ------------------------------------------------------------ */

static enum err
one_contact(struct past *p, const struct row_demo_guided *c, int64_t i)
{
	struct arena scratch = { 0 };
	struct talk t = { .p = p, .c = c };
	struct guide_picked guide;
	enum err rc;

	t.dice = dice_of(&p->demo, DICE_GUIDE, i);
	t.pace = 80 + dice_below(&t.dice, 50);
	t.run.arena = &scratch;
	t.run.look = look;
	t.run.u = &t;
	t.run.lang = STR("es");
	if (c->to_at - c->from_at < MINUTES(1))
		return OK;
	rc = guide_pick(p->cx, &p->versions, c, i, &t.dice, &guide);
	if (rc == OK && guide.script != NULL) {
		t.version = guide.version;
		t.run.script = guide.script;
		converse(&t);
		if (str_is(c->direction, "out") && p->runs.n > 0 &&
		    id_eq(p->runs.v[p->runs.n - 1].contact, c->id))
			p->runs.v[p->runs.n - 1].campaign =
			    str_of(guide_campaign(&guide.script->parts[0]));
	}
	arena_done(&scratch);
	return rc;
}

enum err
guides_past(struct cmd_ctx *cx, const struct demo_options *how,
    int64_t contacts)
{
	struct core *c = cx->core;
	struct past p = { .cx = cx, .how = how };
	struct rows_demo_guided rows;
	msec since = clock_now(c->clock) - DAYS(PAST_DAYS);
	enum err rc;

	p.demo.o = *how;
	if ((rc = script_list(c, cx->arena, STR_NONE, false, &p.versions)) !=
		OK ||
	    (rc = demo_guided(c, cx->arena, since, 1 + contacts / 3000,
		 &rows)) != OK)
		return rc;
	for (size_t i = 0; i < rows.n && rc == OK; i++)
		rc = one_contact(&p, &rows.v[i], (int64_t)i);
	c->op = ID_NONE;
	return rc == OK ? demo_guides(c, how->seed, &p.runs) : rc;
}
