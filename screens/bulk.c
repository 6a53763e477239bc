/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bulk.c - many tickets at once: the words of what is to be done, each ticket
 * before and after, then F10 does all of it. Nothing changes before. It is done
 * part by part; each row says what became of it, and Esc stops it. So is the
 * preview: what each ticket is is there at once.
 *
 * Opened with the ids, blanks between them, and in a second line the words the
 * key stands for. Enter shows the preview; Space takes a ticket out.
 */
#include "base/json.h"
#include "core/bulk.h"
#include "core/when.h"
#include "screens/bulk_draw.h"
#include "screens/bulk_look.h"
#include "screens/bulk_row.h"
#include "screens/many.h"
#include "screens/parking.h"
#include "screens/say.h"
#include "screens/sheet.h"

#include <stdlib.h>

struct state {
	struct sheet sheet; /* idle: the cursor is in the rows */
	bool asked;	    /* Enter or F10 sent the words */
	bool begun;	    /* the words of the key are in the field */
	struct list list;   /* marked: taken out */
	struct bulk_look look;
	struct buf text; /* what the preview is asked with */
	bool ran;	 /* F10 was pressed: rows tell what became of them */
	bool all;	 /* also those that were done */
	struct bulk_row *bad; /* those that were not, heap */
	size_t nbad, known;   /* when so many had their answer */
};

static const struct field_def fields[] = {
	{ .name = "set",
	    .label = N_("Change"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 1500 },
	{ 0 },
};

/* ---- the rest of the preview -------------------------------------------- */

/* Nobody looks at what is being done. */
static bool
more(const struct screen *s, struct arena *a, struct str *text)
{
	const struct state *t = s->state;
	const struct bulk_model *m = s->model;
	struct buf b = { 0 };
	size_t end = t->look.looked + BULK_LOOK_PART;

	if (t->ran || t->look.looked >= t->look.rows.n)
		return false;
	for (size_t i = t->look.looked; i < m->n && i < end; i++)
		buf_printf(&b, "%s ", m->ids[i].s);
	buf_printf(&b, "\n%s", m->words.s);
	*text = buf_copy(a, &b);
	buf_done(&b);
	return true;
}

static void
add(struct screen *s, void *part, struct arena *a)
{
	struct state *t = s->state;
	const struct bulk_model *m = part;

	if (!t->ran)
		bulk_look_add(&t->look, &m->b, a);
}

static const struct screen_further further = { more, bulk_load_more, add };

/* ---- the screen --------------------------------------------------------- */

/* F10 was pressed, and the database did not refuse the whole. */
static bool
ran(const struct state *t)
{
	return t->ran && (many_now()->running || many_now()->all > 0);
}

/* Before and after are of when it was done: they cannot be read again. */
static bool
result(const struct screen *s)
{
	return ran(s->state) && !many_now()->undo;
}

/* It ended, and some were refused: those are what one wants to see. */
static bool
only_bad(const struct state *t)
{
	const struct many *all = many_now();

	return ran(t) && !t->all && !all->running && !all->back &&
	    all->refused > 0;
}

static void
gather(struct state *t)
{
	const struct bulk_rows *b = &t->look.rows;
	const struct many *all = many_now();

	if (t->bad != NULL && t->known == all->n)
		return;
	free(t->bad);
	if ((t->bad = calloc(b->n + 1, sizeof(*t->bad))) == NULL)
		die("out of memory");
	t->nbad = 0;
	t->known = all->n;
	for (size_t i = 0; i < b->n; i++) {
		const struct many_row *did = many_of(b->v[i].id);

		if (did != NULL && !did->ok)
			t->bad[t->nbad++] = b->v[i];
	}
}

static struct rows
rows_of(const struct screen *s)
{
	struct state *t = s->state;

	if (!only_bad(t))
		return ROWS(t->look.rows.v, t->look.rows.n);
	gather(t);
	return ROWS(t->bad, t->nbad);
}

static struct list *
list(struct screen *s, struct rows *rows)
{
	struct state *t = s->state;

	*rows = rows_of(s);
	return &t->list;
}

static bool
taken_out(const struct state *t, const struct bulk_row *r)
{
	return list_marked(&t->list, r->id);
}

static struct str
word(const char *name)
{
	const struct filter_def *d = bulk_words;

	while (strcmp(d->name, name) != 0)
		d++;
	return filter_word(d);
}

/* What parks has its day before it: one goes on with the reason. */
static void
begin(struct screen *s, struct form *f)
{
	const struct bulk_model *m = s->model;
	struct str park = word("wait-customer");
	struct buf b = { 0 };
	char day[24];

	if (str_starts(m->words, park) && m->words.len == park.len + 1) {
		parking_usual(day, STR("pending-customer"), s->scene.now);
		buf_printf(&b, "%s:\"%s\" ", word("until").s, day);
	}
	buf_str(&b, m->words);
	form_set(f, "set", buf_view(&b));
	sheet_given(s);
	buf_done(&b);
}

/* What was asked for last is still away. */
static bool
coming(const struct screen *s)
{
	struct str words = ((const struct bulk_model *)s->model)->words;
	struct str ids = STR_NONE, now = s->arg.text;
	struct arena a = { 0 };
	bool same;

	str_next(&a, &now, '\n', &ids);
	same = str_eq(words, now);
	arena_done(&a);
	return !same;
}

/* Nobody has said anything yet that could be wrong. */
static bool
unsaid(const struct screen *s)
{
	const struct state *t = s->state;
	struct str words = ((const struct bulk_model *)s->model)->words;

	return coming(s) ||
	    (!t->asked && (words.len == 0 || words.s[words.len - 1] == ':'));
}

static void
loaded(struct screen *s)
{
	struct form *f = sheet_own(s);
	const struct bulk_model *m = s->model;
	struct state *t = s->state;

	list_renew(&t->list);
	bulk_look_begin(&t->look, &m->b, m->looked);
	if (!t->begun && form_empty(f))
		begin(s, f);
	t->begun = true;
	if (t->asked && m->why.len > 0) /* there it is mended */
		f->idle = false;
}

static int
draw_counts(const struct screen *s, const struct pane *p, int row)
{
	const struct bulk_model *m = s->model;
	const struct state *t = s->state;

	if (ran(t))
		return bulk_draw_done(p, row);
	if (m->why.len == 0)
		return bulk_draw_would(&t->look, &t->list, p, row);
	if (unsaid(s)) {
		pane_z(p, row, 3, LOOK_MUTED,
		    _("Enter shows what would become of each."));
		return row + 1;
	}
	pane_text(p, row, 1, LOOK_SOON, theme_sign(term_symbols(), SIGN_SOON));
	return row +
	    pane_wrap(p, row, 3, p->columns - 4, 0, 5, LOOK_TEXT, m->why);
}

static void
draw_foot(const struct state *t, const struct pane *p)
{
	const char *text = _("Nothing has changed yet. One u undoes all of it "
			     "for 30 days.");

	if (ran(t) && many_now()->running)
		text = _("Go on elsewhere: it goes on by itself. Esc stops "
			 "it.");
	else if (ran(t) && many_now()->changed == 0)
		text = _("Nothing changed, and there is nothing to undo.");
	else if (ran(t) && many_now()->back)
		text = many_now()->refused == 0
		    ? _("All of it was taken back; U does it again.")
		    : "";
	else if (only_bad(t))
		text = _("Only those that were refused; Tab shows all.");
	else if (ran(t))
		text = _("One u undoes all of it for 30 days.");
	pane_z(p, p->rows - 1, 1, LOOK_MUTED, text);
}

/* Under the words: how the time in them is understood. */
static void
draw_until(const struct screen *s, const struct pane *p, int row)
{
	const struct zone *z = zone_get(s->scene.me->zone);
	const struct bulk_model *m = s->model;
	struct arena a = { 0 };

	if (m->until != 0)
		pane_printf(p, row, 15, LOOK_GOOD, "= %s",
		    when_print(&a, z, m->until, s->scene.now).s);
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct bulk_model *m = s->model;
	struct state *t = s->state;
	struct str typed;
	struct pane in;
	int row;

	if (m == NULL) {
		draw_waits(s, p);
		return;
	}
	draw_head(p, 0, false, _("MANY AT ONCE"), (int64_t)m->n);
	in = pane_part(p, 0, 0, 6, p->columns);
	sheet_draw(s, &in, 2);
	draw_until(s, p, 3);
	row = draw_counts(s, p, 4) + 1;
	if (!t->sheet.form.idle && types_word(sheet_get(s, "set"), &typed)) {
		types_draw(&m->types, p, row, typed);
	} else if (m->b.n == 0) {
		bulk_draw_words(p, row);
	} else {
		in = pane_part(p, row, 0, p->rows - row - 1, p->columns);
		bulk_draw(&t->list, &in, rows_of(s), t->sheet.form.idle, ran(t),
		    s->scene.now);
	}
	draw_foot(t, p);
}

/* ---- keys --------------------------------------------------------------- */

static void
words(struct screen *s, struct buf *say)
{
	const struct bulk_model *m = s->model;

	buf_printf(say, "ticket bulk from=0 most=%d seen=%lld", MANY_PART,
	    (long long)m->seen);
	say_arg(say, "set", sheet_get(s, "set"));
	for (size_t i = 0; i < m->n; i++)
		if (!list_marked(&((struct state *)s->state)->list, m->ids[i]))
			buf_printf(say, " ticket=%s", m->ids[i].s);
}

/* The preview of what is in the field now. */
static enum screen_key
ask(struct screen *s)
{
	const struct bulk_model *m = s->model;
	struct state *t = s->state;

	buf_reset(&t->text);
	for (size_t i = 0; i < m->n; i++)
		buf_printf(&t->text, "%s ", m->ids[i].s);
	buf_c(&t->text, '\n');
	buf_str(&t->text, sheet_get(s, "set"));
	s->arg.text = buf_view(&t->text);
	t->asked = true;
	t->sheet.form.idle = true;
	return SCREEN_RELOAD;
}

static bool
is_asked(const struct screen *s)
{
	const struct bulk_model *m = s->model;

	return m->b.n > 0 && str_eq(m->words, sheet_get(s, "set"));
}

static enum screen_key
send(struct screen *s, struct buf *say)
{
	struct state *t = s->state;

	if (!is_asked(s))
		return ask(s);
	if (bulk_would(&t->look, &t->list) + bulk_unknown(&t->look, &t->list) ==
	    0)
		return screen_tell(say, _("None of them would change."));
	if (many_now()->running)
		return screen_tell(say,
		    _("Many others are being changed; wait until they are "
		      "done, or stop it there."));
	words(s, say);
	many_begin(bulk_would(&t->look, &t->list) +
	    bulk_unknown(&t->look, &t->list));
	t->ran = true;
	return SCREEN_SAY;
}

/* It runs or is over. */
static enum screen_key
key_done(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;

	if (k->code == KEY_TAB && !many_now()->running) {
		t->all = !t->all;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ESC && many_stop())
		return screen_tell(say, _("It stops with those begun."));
	if (k->code == KEY_F(10) || k->code == KEY_CTRL('s'))
		return screen_tell(say,
		    many_now()->running ? _("It is being done.")
					: _("It was done; Esc goes back."));
	return SCREEN_IGNORED;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct state *t = s->state;
	bool f10 = k->code == KEY_F(10) || k->code == KEY_CTRL('s');

	if (s->model == NULL)
		return SCREEN_IGNORED;
	if (ran(t))
		return key_done(s, k, say);
	if (f10)
		return send(s, say);
	if (t->sheet.form.idle) {
		if (k->code != KEY_TAB && k->code != KEY_ESC)
			return SCREEN_IGNORED;
		t->sheet.form.idle = false;
		return SCREEN_TAKEN;
	}
	if (k->code == KEY_ENTER || k->code == KEY_TAB)
		return ask(s);
	if (k->code == KEY_ESC) /* the next begins with all that is marked */
		list_unmark(&t->list);
	return sheet_key(s, k, say, words);
}

/* What was taken out is not to be changed: it comes back so. */
static void
draft(const struct screen *s, struct buf *out)
{
	const struct state *t = s->state;
	struct buf form = { 0 };
	struct json *o, *out_of;

	if (ran(t)) /* it is being done, and not to be done again */
		return;
	sheet_draft(s, &form);
	if (form.len == 0 && t->list.nmarks > 0)
		buf_z(&form, "{}");
	if (form.len > 0 && json_parse(buf_view(&form), &o, NULL) == OK) {
		out_of = json_array_new();
		for (size_t i = 0; i < t->list.nmarks; i++)
			json_push_str(out_of, str_of(t->list.marks[i].s));
		json_set(o, "out", out_of);
		json_print(o, out, false);
		json_free(o);
	}
	buf_done(&form);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct state *t = s->state;
	const struct json *out_of;
	struct json *o;
	struct id id;

	if (json_parse(draft, &o, NULL) != OK)
		return;
	t->begun = json_get(o, "set") != NULL;
	if (t->begun)
		sheet_undraft(s, draft);
	out_of = json_get(o, "out");
	for (size_t i = 0; i < json_len(out_of); i++)
		if (id_parse(json_str(json_at(out_of, i)), &id))
			list_mark(&t->list, id, true);
	json_free(o);
}

static void
done(struct screen *s)
{
	struct state *t = s->state;

	free(t->bad);
	bulk_look_done(&t->look);
	list_done(&t->list);
	buf_done(&t->text);
	sheet_done(s);
}

static const struct key_def keys[] = {
	{ "<F10>", "", N_("do it") },
	{ "<Space>", "mark", N_("take out") },
	{ "<Tab>", "", N_("words or rows") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

/* What F10 would do just now, with how many; NULL: nothing. */
static const char *
does(const struct screen *s)
{
	static char text[40];
	const struct state *t = s->state;
	size_t n =
	    bulk_would(&t->look, &t->list) + bulk_unknown(&t->look, &t->list);

	if (s->model == NULL || ran(t))
		return NULL;
	if (!is_asked(s))
		return N_("preview");
	snprintf(text, sizeof(text), _("change %zu"), n);
	return n > 0 ? text : NULL;
}

static const struct key_def *
line_keys(const struct screen *s)
{
	static struct key_def now[countof(keys)];
	const struct state *t = s->state;
	const struct bulk_row *r = list_pick(&t->list, rows_of(s));

	memcpy(now, keys, sizeof(keys));
	now[0].label = does(s);
	if (!t->sheet.form.idle || ran(t) || r == NULL)
		now[1].label = NULL;
	else if (taken_out(t, r))
		now[1].label = N_("put back");
	if (ran(t))
		now[2].label = only_bad(t) ? N_("all of them")
		    : t->all		   ? N_("only the refused")
					   : NULL;
	return now;
}

const struct screen_def screen_bulk = {
	SHEET_OF(bulk, N_("Many at once"), fields, "ticket bulk", NULL, words,
	    .part = true),
	.about = N_("The same change on many tickets: each is shown before and "
		    "after, then F10 does them all, with one undo."),
	.state_size = sizeof(struct state),
	.keys = keys,
	.line_keys = line_keys,
	.load = bulk_load,
	.loaded = loaded,
	.further = &further,
	.draw = draw,
	.list = list,
	.key = key,
	.result = result,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
