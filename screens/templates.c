/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * templates.c - the texts that fit what is being written: found as one types,
 * seen filled in, asked for what they ask, put where the cursor was.
 *
 * It is opened with two lines: what it is about ("ticket ID"), and the words.
 */
#include "base/json.h"
#include "core/list.h"
#include "core/template.h"
#include "screens/sheet.h"

enum { MOST = 400 };

struct state {
	struct edit box, answer;
	struct buf answers; /* "NAME\tVALUE\n" for each */
	struct buf text;    /* what arg.text points to */
	size_t at;
	bool begun, asking;
};

struct model {
	struct templates all;
	struct str lang;
	size_t at;
	bool filled;
	struct template_filled text;
};

/* ---- loading ------------------------------------------------------------ */

/* ABOUT, WORDS, which one, then what was answered: a line each. */
static enum err
read_about(struct arena *a, struct str line, struct template_for *about)
{
	struct str kind = STR_NONE;
	struct id id;

	*about = (struct template_for){ .lang = STR_NONE };
	if (!str_next(a, &line, ' ', &kind) || !id_parse(line, &id))
		return OK;
	if (str_is(kind, "ticket"))
		about->ticket = id;
	else if (str_is(kind, "customer"))
		about->customer = id;
	else
		about->interaction = id;
	return OK;
}

static size_t
read_answers(struct arena *a, struct str rest, struct pair *out, size_t most)
{
	struct str line;
	size_t n = 0;

	while (n < most && str_next(a, &rest, '\n', &line)) {
		const char *tab = strchr(line.s, '\t');

		if (tab == NULL)
			continue;
		out[n].name = str_copyn(a, line.s, (size_t)(tab - line.s));
		out[n++].value = str_of(tab + 1);
	}
	return n;
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	struct str rest = arg->text, line = STR_NONE, words = STR_NONE;
	struct str which = STR_NONE;
	struct template_for about;
	struct pair answers[16];
	int64_t at = 0;
	enum err rc;

	str_next(a, &rest, '\n', &line);
	str_next(a, &rest, '\n', &words);
	str_next(a, &rest, '\n', &which);
	(void)str_int(which, &at);
	m->lang = list_lang(c);
	if ((rc = read_about(a, line, &about)) != OK ||
	    (rc = template_list(c, a, &about, words, &m->all)) != OK)
		return rc;
	m->at = at >= 0 && (size_t)at < m->all.n ? (size_t)at : 0;
	if (m->all.n > 0) {
		rc = template_fill(c, a, &about, m->all.v[m->at].name, answers,
		    read_answers(a, rest, answers, countof(answers)), &m->text);
		m->filled = rc == OK;
	}
	*model = m;
	return rc;
}

/* ---- what is asked for next --------------------------------------------- */

static const struct template_ask *
asked(const struct model *m)
{
	for (size_t i = 0; m != NULL && m->filled && i < m->text.asks.n; i++)
		if (m->text.asks.v[i].given.len == 0)
			return &m->text.asks.v[i];
	return NULL;
}

static struct str
about_line(const struct screen *s)
{
	const char *end = strchr(s->arg.text.s, '\n');

	return end != NULL
	    ? (struct str){ s->arg.text.s, (size_t)(end - s->arg.text.s) }
	    : s->arg.text;
}

static void
begin(struct screen *s)
{
	struct state *t = s->state;
	const char *words = strchr(s->arg.text.s, '\n');

	if (t->begun)
		return;
	t->begun = true;
	t->box.max = 80;
	t->answer.max = 400;
	if (words != NULL)
		edit_set(&t->box, str_of(words + 1));
}

/* Other words, another one, another answer. */
static enum screen_key
again(struct screen *s)
{
	struct state *t = s->state;
	struct buf b = { 0 };
	struct str about = about_line(s);

	buf_add(&b, about.s, about.len);
	buf_printf(&b, "\n%s\n%zu\n", edit_text(&t->box).s, t->at);
	buf_str(&b, buf_view(&t->answers));
	buf_done(&t->text);
	t->text = b;
	s->arg.text = buf_view(&t->text);
	return SCREEN_RELOAD;
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_one(const struct model *m, const struct pane *p, int row, size_t i)
{
	const struct template *x = &m->all.v[i];
	enum look look = i == m->at ? LOOK_FOCUS : LOOK_TEXT;

	if (i == m->at) {
		pane_fill(p, row, 0, p->columns, look);
		pane_text(p, row, 0, look,
		    theme_sign(term_symbols(), SIGN_FOCUS));
	}
	pane_field(p, row, 2, 12, look, x->code);
	pane_field(p, row, 15, p->columns - 16, look,
	    template_title(x, m->lang));
}

static void
draw_list(const struct model *m, const struct pane *p)
{
	size_t top = m->at >= (size_t)p->rows ? m->at - (size_t)p->rows + 1 : 0;

	for (int row = 0; row < p->rows && top + (size_t)row < m->all.n; row++)
		draw_one(m, p, row, top + (size_t)row);
	if (m->all.n == 0)
		draw_empty(p, 0, _("No template fits."),
		    _("Other words, or Esc to go on writing."));
}

static void
draw_ask(struct state *t, const struct model *m, const struct pane *p, int row)
{
	const struct template_ask *ask = asked(m);
	struct pane in;

	if (!t->asking || ask == NULL)
		return;
	pane_field(p, row, 1, p->columns - 2, LOOK_LABEL, ask->question);
	in = pane_part(p, row + 1, 1, 1, p->columns - 2);
	edit_draw(&t->answer, &in, true, false);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	int rows = (p->rows - 6) / 2, row;
	struct pane box = pane_part(p, 1, 10, 1, p->columns - 11), in;

	begin(s);
	draw_head(p, 0, !t->asking, _("TEMPLATES"),
	    m != NULL ? (int64_t)m->all.n : -1);
	pane_z(p, 1, 1, LOOK_LABEL, _("Words"));
	edit_draw(&t->box, &box, !t->asking, false);
	if (m == NULL)
		return;
	rows = (int)m->all.n < rows ? (int)m->all.n : rows;
	rows = rows < 2 ? 2 : rows;
	in = pane_part(p, 3, 0, rows, p->columns);
	draw_list(m, &in);
	if (!m->filled)
		return;
	row = 4 + rows;
	draw_head(p, row, t->asking, m->text.title.s, -1);
	pane_right(p, row, p->columns - 1, LOOK_MUTED, m->text.lang);
	pane_wrap(p, row + 1, 1, p->columns - 2, 0, p->rows - row - 4,
	    LOOK_TEXT, m->text.text);
	draw_ask(t, m, p, p->rows - 2);
}

/* ---- keys --------------------------------------------------------------- */

static enum screen_key
take(struct screen *s, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;

	if (m == NULL || !m->filled)
		return screen_tell(say,
		    m != NULL && m->all.n == 0
			? _("No template fits: other words, or Esc.")
			: _("The text is still being read."));
	if (asked(m) != NULL) {
		t->asking = true;
		edit_set(&t->answer, STR_NONE);
		return SCREEN_TAKEN;
	}
	buf_printf(say, "insert %s\t%s", m->all.v[m->at].code.s,
	    m->all.v[m->at].name.s);
	for (size_t i = 0; i < m->text.asks.n; i++)
		buf_printf(say, "\t%s\t%s", m->text.asks.v[i].name.s,
		    m->text.asks.v[i].given.s);
	buf_c(say, '\n');
	buf_str(say, m->text.text);
	return SCREEN_SAY;
}

/* F10 does what a form is for, here as everywhere. */
static bool
does(const struct key *k)
{
	return k->code == KEY_ENTER || k->code == KEY_F(10) ||
	    k->code == KEY_CTRL('S');
}

static enum screen_key
ask_key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct template_ask *ask = asked(s->model);
	struct state *t = s->state;

	if (k->code == KEY_ESC || ask == NULL) {
		t->asking = false;
		return SCREEN_TAKEN;
	}
	if (!does(k))
		return box_key(&t->answer, k, say);
	if (edit_text(&t->answer).len == 0)
		return screen_tell(say,
		    _("An answer is needed here: write it, or Esc for another "
		      "text."));
	buf_printf(&t->answers, "%s\t%s\n", ask->name.s,
	    edit_text(&t->answer).s);
	edit_set(&t->answer, STR_NONE);
	return again(s);
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct state *t = s->state;
	size_t n = m != NULL ? m->all.n : 0, was = t->at;
	unsigned changes = t->box.changes;
	enum screen_key did = SCREEN_TAKEN;

	begin(s);
	if (t->asking && asked(m) != NULL)
		return ask_key(s, k, say);
	t->asking = false;
	if (does(k))
		return take(s, say);
	if (k->code == KEY_DOWN && t->at + 1 < n)
		t->at++;
	else if (k->code == KEY_UP && t->at > 0)
		t->at--;
	else
		did = box_key(&t->box, k, say);
	if (t->box.changes != changes)
		t->at = 0;
	if (t->at == was && t->box.changes == changes)
		return did;
	buf_reset(&t->answers);
	return again(s);
}

static bool
typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void
draft(const struct screen *s, struct buf *out)
{
	const struct state *t = s->state;
	struct json *o = json_object_new();

	box_draft(o, "box", &t->box);
	box_draft(o, "answer", &t->answer);
	if (t->answers.len > 0)
		json_set_str(o, "answers", buf_view(&t->answers));
	json_set_int(o, "which", (int64_t)t->at);
	json_set_bool(o, "asking", t->asking);
	json_print(o, out, false);
	json_free(o);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct state *t = s->state;
	struct json *o;

	if (json_parse(draft, &o, NULL) != OK)
		return;
	begin(s);
	(void)box_undraft(o, "box", &t->box);
	(void)box_undraft(o, "answer", &t->answer);
	buf_reset(&t->answers);
	buf_str(&t->answers, json_str(json_get(o, "answers")));
	t->at = json_int(json_get(o, "which")) > 0
	    ? (size_t)json_int(json_get(o, "which"))
	    : 0;
	t->asking = json_int(json_get(o, "asking")) != 0;
	json_free(o);
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	edit_done(&t->box);
	edit_done(&t->answer);
	buf_done(&t->answers);
	buf_done(&t->text);
}

static const struct key_def keys[] = {
	{ "<F10>", "", NULL },
	{ "<Enter>", "", N_("put in") },
	{ "<Down>", "", NC_("key", "next") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

static const struct key_def asking_keys[] = {
	{ "<Enter>", "", NC_("key", "answer") },
	{ "<Esc>", "", N_("back") },
	{ 0 },
};

static const struct key_def *
line_keys(const struct screen *s)
{
	const struct state *t = s->state;

	return t->asking && asked(s->model) != NULL ? asking_keys : keys;
}

const struct screen_def screen_templates = {
	.name = "templates",
	.title = N_("Templates"),
	.about = N_("Texts that are written again and again. Enter puts one "
		    "where you were typing; what it asks is asked here."),
	.state_size = sizeof(struct state),
	.unfiltered = true,
	.keys = keys,
	.line_keys = line_keys,
	.load = load,
	.draw = draw,
	.key = key,
	.typing = typing,
	.seeks = true,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
