/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.c - one box for name, phone, RUT, plate, e-mail, ticket number; each
 * hit says why it matched. A number that nobody has offers three ways on.
 *
 * Letters and digits are text while the box has the focus; the three ways take
 * digits once Down or Tab has gone to them.
 */
#include "core/find.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/near.h"
#include "core/rut.h"
#include "core/search.h"
#include "screens/hits.h"
#include "screens/say.h"
#include "screens/sheet.h"
#include "ui/layout.h"

enum { HITS = 100, NUMBER = 8 }; /* digits from which it is a whole number */

struct find {
	struct edit box;
	struct list list;
	enum { BOX, WAYS, BELOW } at; /* what has the focus */
	int way;
	bool stale; /* what is in the box has served: typing begins anew */
};

struct model {
	struct customer_hits hits;
	struct str asked;
	struct str near;   /* what was meant, when nobody fits */
	struct str number; /* in full, when nobody has it; hits are those who
			    * may be calling all the same */
};

/* ---- loading ------------------------------------------------------------- */

static enum err
load_empty(struct core *c, struct arena *a, struct model *m)
{
	struct str digits = phone_digits(a, m->asked);

	if (digits.len < NUMBER ||
	    strspn(m->asked.s, "0123456789+ ()-./") != m->asked.len)
		return customer_near(c, a, m->asked, &m->near);
	m->number = phone_print(a, digits);
	return caller_find(c, a, digits, HITS, &m->hits);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct model *m = NEW(a, struct model);
	enum err rc = OK;

	m->near = m->number = STR_NONE;
	m->asked = utf8_trim(a, str_copy(a, arg->text));
	if (m->asked.len > 0)
		rc = customer_find(c, a, m->asked, HITS, &m->hits);
	if (rc == OK && m->asked.len > 0 && m->hits.n == 0)
		rc = load_empty(c, a, m);
	*model = m;
	return rc;
}

/* ---- columns ------------------------------------------------------------- */

/* What the columns need beside the row: the words asked for, and room for
 * text until the list is drawn. */
static struct words wanted;
static struct arena words;

/* Bytes of a name's word that a word asked for begins with; 0: none. */
static size_t
matched(struct str word)
{
	struct str fold = utf8_fold(&words, word);
	size_t best = 0;

	for (size_t i = 0; i < wanted.n; i++) {
		size_t at = 0, done = 0;

		if (wanted.v[i].len <= best || !str_starts(fold, wanted.v[i]))
			continue;
		/* as many clusters as fold to it */
		while (at < word.len && done < wanted.v[i].len) {
			size_t n = utf8_cluster(word.s + at, word.len - at);

			done +=
			    utf8_fold(&words, str_copyn(&words, word.s + at, n))
				.len;
			at += n;
		}
		best = at > best ? at : best;
	}
	return best;
}

static void
name(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;
	struct pane in = pane_part(p, row, at, 1, width);
	struct str rest = h->name, word;
	int column = 0;

	(void)now;
	pane_field(&in, 0, 0, width, look, h->name);
	if (look != LOOK_TEXT || !cell_fits(h->name, width))
		return; /* a row with the focus has one look */
	while (str_next(&words, &rest, ' ', &word)) {
		struct str part = { word.s, matched(word) };

		if (part.len > 0)
			pane_text(&in, 0, column, LOOK_MATCH, part);
		column += cell_columns(word) + 1;
	}
}

static void
rut(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	if (h->rut.len > 0)
		pane_right(p, row, at + width, look,
		    say_veiled(h->rut) ? say_veil(&words, VEIL_RUT)
				       : say_rut(&words, h->rut));
}

static void
why(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, at, width, look, hit_reason(&words, item));
}

static void
open_tickets(const struct pane *p, int row, int at, int width, enum look look,
    const void *item, msec now)
{
	const struct customer_hit *h = item;

	(void)now;
	if (h->open > 0)
		pane_right(p, row, at + width, look,
		    say_number(&words, h->open));
}

static const struct column columns[] = {
	{ NC_("column", "Customer"), 0, 0, name },
	{ "RUT", 12, 50, rut },
	{ NC_("column", "Found by"), 25, 40, why },
	{ NC_("column", "Open"), 5, 76, open_tickets },
	{ 0 },
};

/* ---- the row under the cursor --------------------------------------------- */

static const struct customer_hit *
picked(const struct screen *s)
{
	const struct find *f = s->state;
	const struct model *m = s->model;

	return m != NULL ? list_pick(&f->list, ROWS(m->hits.v, m->hits.n))
			 : NULL;
}

static struct str
open_text(const struct customer_hit *h)
{
	return str_printf(&words,
	    ngettext("%lld open ticket", "%lld open tickets",
		(unsigned long)h->open),
	    (long long)h->open);
}

static struct str
last_text(const struct customer_hit *h, msec now)
{
	return h->contact_at > 0 ? str_printf(&words, _("last contact %s"),
				       say_when(&words, h->contact_at, now).s)
				 : str_of(_("no contacts yet"));
}

/* Below the list: two rows. */
static void
draw_preview(const struct customer_hit *h, const struct pane *p, msec now)
{
	int end = pane_right(p, 0, p->columns - 1, LOOK_TEXT, open_text(h));

	pane_field(p, 0, 1, end - 3, LOOK_TEXT,
	    str_printf(&words, "%s%s%s%s%s", h->name.s,
		h->segment.len > 0 ? " · " : "", h->segment.s,
		h->city.len > 0 ? " · " : "", h->city.s));
	end = pane_right(p, 1, p->columns - 1, LOOK_MUTED, last_text(h, now));
	pane_field(p, 1, 1, end - 3, LOOK_MUTED,
	    h->asset.len > 0	   ? h->asset
		: h->phone.len > 0 ? say_phone(&words, h->phone)
				   : STR_NONE);
}

static int
put(const struct pane *p, int row, const char *label, struct str value)
{
	if (value.len == 0)
		return row;
	pane_field(p, row, 1, 11, LOOK_LABEL, str_of(label));
	pane_field(p, row, 13, p->columns - 14, LOOK_TEXT, value);
	return row + 1;
}

/* Beside it: what is known of the person in lines. */
static void
draw_card(const struct customer_hit *h, const struct pane *p, msec now)
{
	int row = 2;

	pane_field(p, 0, 1, p->columns - 2, LOOK_HEAD, h->name);
	row = put(p, row, "RUT",
	    say_veiled(h->rut) ? say_veil(&words, VEIL_RUT)
			       : say_rut(&words, h->rut));
	row = put(p, row, _("Segment"), h->segment);
	row = put(p, row, _("City"), h->city);
	row = put(p, row, _("Phone"),
	    say_veiled(h->phone) ? say_veil(&words, VEIL_PHONE)
				 : say_phone(&words, h->phone));
	row = put(p, row, _("Product"), h->asset);
	row = put(p, row, _("Tickets"), open_text(h));
	row = put(p, row, _("Contacts"), last_text(h, now));
	put(p, row + 1, _("Found by"), hit_reason(&words, h));
}

/* ---- nobody --------------------------------------------------------------- */

enum { MAKE, BELOW_OR_BOX, WITHOUT, NWAYS };

static const char *
way_text(const struct model *m, int way)
{
	if (way == MAKE)
		return _("make a customer with this number");
	if (way == WITHOUT)
		return _("go on without a customer");
	return m->hits.n > 0 ? _("it is one of those below")
			     : _("look for another name or number");
}

static void
draw_ways(const struct screen *s, const struct pane *p)
{
	const struct find *f = s->state;
	const struct model *m = s->model;

	pane_printf(p, 0, 3, LOOK_HEAD, _("%s belongs to nobody known"),
	    m->number.s);
	for (int i = 0; i < NWAYS; i++) {
		bool here = f->at == WAYS && i == f->way;
		enum look look = here ? LOOK_FOCUS : LOOK_TEXT;

		if (here)
			pane_fill(p, i + 2, 0, p->columns, look);
		if (here)
			pane_text(p, i + 2, 0, look,
			    theme_sign(term_symbols(), SIGN_FOCUS));
		pane_printf(p, i + 2, 3, look, "%d  %s", i + 1, way_text(m, i));
	}
	if (f->at == BOX)
		pane_z(p, 6, 3, LOOK_MUTED,
		    _("Down goes to these; a digit or Enter takes one."));
	if (f->at == WAYS)
		pane_cursor(p, f->way + 2, 3);
}

/* Where sentences begin: in the middle where there is room. */
static int
indent(const struct pane *p)
{
	return p->columns >= 78 ? 15 : 3;
}

static void
draw_nobody(const struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	int row = p->rows > 12 ? 3 : 0, at = indent(p);
	struct str text = m->near.len > 0
	    ? str_printf(&words, _("Nobody fits \"%s\". %s? Enter tries it."),
		  m->asked.s, m->near.s)
	    : str_printf(&words, _("Nobody fits \"%s\"."), m->asked.s);

	row +=
	    pane_wrap(p, row, at, p->columns - at - 1, 0, 3, LOOK_TEXT, text) +
	    1;
	row += pane_wrap(p, row, at, p->columns - at - 1, 0, 2, LOOK_MUTED,
		   str_of(_("Fewer letters find more; so do the last digits of "
			    "a phone."))) +
	    1;
	pane_z(p, row, at, LOOK_KEY, "Ins");
	pane_z(p, row, at + 6, LOOK_TEXT, _("makes a new customer"));
	pane_z(p, row + 1, at, LOOK_KEY, "Esc");
	pane_z(p, row + 1, at + 6, LOOK_TEXT, _("goes back"));
}

/* Before anything was typed. */
static void
draw_start(const struct pane *p)
{
	static const struct {
		const char *sample, *what;
	} rows[] = {
		{ "roj car", N_("beginnings of the names, in any order") },
		{ "8765 4321", N_("a telephone, or its last digits") },
		{ "12.345.678-5", N_("a RUT") },
		{ "KXRT-42", N_("a plate, or a serial number") },
		{ "T-10482", N_("a ticket: whose it is") },
		{ N_("ana@mail.example"), N_("an e-mail address") },
	};

	for (int i = 0; i < (int)countof(rows); i++) {
		const char *sample = rows[i].sample;

		pane_z(p, i + 1, indent(p), LOOK_LABEL, _(sample));
		pane_z(p, i + 1, indent(p) + 20, LOOK_MUTED, _(rows[i].what));
	}
}

/* ---- drawing ------------------------------------------------------------- */

static void
draw_box(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct find *f = s->state;
	int at = 1 + pane_z(p, 0, 1, LOOK_LABEL, _("Find:")) + 1, end;
	struct str count = STR_NONE;
	struct pane box;

	if (s->scene.loading)
		count = str_of(_("loading"));
	else if (m != NULL && m->number.len > 0)
		count = STR_NONE;
	else if (m != NULL && m->asked.len > 0 && m->hits.n >= HITS)
		count =
		    str_printf(&words, _("%zu customers and more"), m->hits.n);
	else if (m != NULL && m->asked.len > 0)
		count = str_printf(&words,
		    ngettext("%zu customer", "%zu customers",
			(unsigned long)m->hits.n),
		    m->hits.n);
	end = pane_right(p, 0, p->columns - 1, LOOK_MUTED, count);
	box = pane_part(p, 0, at, 1, end - at - 2 < 50 ? end - at - 2 : 50);
	edit_draw(&f->box, &box, f->at == BOX && s->scene.focus, false);
}

static void
draw_hits(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	const struct customer_hit *h;
	struct find *f = s->state;
	struct pane side[LAYOUT_COLUMNS];
	size_t n = layout_columns(p, SHAPE_LIST, side);
	struct part parts[] = {
		{ .rank = 1, .least = 4, .wish = LAYOUT_ALL },
		{ .column = n > 1, .rank = 2, .least = 3, .wish = 3 },
	};
	struct pane in;

	if (n > 1)
		parts[1].wish = LAYOUT_ALL;
	layout(side, n, parts, countof(parts));
	list_titles(&parts[0].pane, 0, columns);
	in = pane_part(&parts[0].pane, 1, 0, parts[0].pane.rows - 1,
	    parts[0].pane.columns);
	words_of(&words, m->asked, false, &wanted);
	list_draw(&f->list, &in, columns, ROWS(m->hits.v, m->hits.n),
	    m->number.len == 0 || f->at == BELOW, s->scene.now);
	h = picked(s);
	in = pane_part(&parts[1].pane, 1, 0, parts[1].pane.rows - 1,
	    parts[1].pane.columns);
	if (h != NULL && n > 1)
		draw_card(h, &parts[1].pane, s->scene.now);
	else if (h != NULL && in.rows >= 2)
		draw_preview(h, &in, s->scene.now);
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct model *m = s->model;
	struct pane in = pane_part(p, 2, 0, p->rows - 2, p->columns);

	struct pane below = pane_part(&in, 7, 0, in.rows - 7, in.columns);

	if (m == NULL || m->asked.len == 0)
		draw_start(&in);
	else if (m->number.len == 0 && m->hits.n == 0)
		draw_nobody(s, &in);
	else if (m->number.len == 0)
		draw_hits(s, &in);
	if (m != NULL && m->number.len > 0 && m->hits.n > 0)
		draw_hits(s, &below);
	if (m != NULL && m->number.len > 0)
		draw_ways(s, &in);
	draw_box(s, p); /* last: the cursor is its */
	arena_reset(&words);
}

/* ---- keys ---------------------------------------------------------------- */

/* Keys typed ahead come before the first drawing. */
static void
loaded(struct screen *s)
{
	const struct model *m = s->model;
	struct find *f = s->state;

	/* Opened with a text: it is in the box. */
	if (!f->box.changes && f->box.text.len == 0 && s->arg.text.len > 0)
		f->stale = true;
	if (f->stale && f->box.text.len == 0)
		edit_set(&f->box, s->arg.text);
	list_settle(&f->list, ROWS(m->hits.v, m->hits.n),
	    f->list.height > 0 ? (int)f->list.height : 10);
	if (m->number.len == 0 || (f->at == BELOW && m->hits.n == 0))
		f->at = BOX;
}

static enum screen_key
ask(struct screen *s)
{
	struct find *f = s->state;

	f->list.at = ID_NONE;
	f->list.index = f->list.top = 0;
	f->at = BOX;
	s->arg.text = edit_text(&f->box);
	return SCREEN_RELOAD;
}

/* With what is in the box, however fast it was typed. */
static enum screen_key
make(const struct find *f, struct buf *say)
{
	struct str text = edit_text(&f->box);

	buf_z(say, "open newcustomer");
	if (text.len > 0)
		buf_printf(say, " %s", text.s);
	return SCREEN_SAY;
}

static enum screen_key
take_way(struct screen *s, int way, struct buf *say)
{
	const struct model *m = s->model;
	struct find *f = s->state;

	if (way == MAKE)
		return make(f, say);
	if (way == WITHOUT) {
		buf_z(say, "interaction start channel=phone");
		say_arg(say, "caller", m->number);
		return SCREEN_SAY;
	}
	if (m->hits.n > 0) {
		f->at = BELOW;
		return SCREEN_TAKEN;
	}
	edit_set(&f->box, STR_NONE);
	return ask(s);
}

/* In the list of those who may be calling. */
static enum screen_key
below_key(struct screen *s, uint32_t code)
{
	const struct model *m = s->model;
	struct find *f = s->state;

	if (code == KEY_ESC || (code == KEY_UP && f->list.index == 0)) {
		f->at = WAYS;
		return SCREEN_TAKEN;
	}
	if (code == KEY_DOWN || code == KEY_UP) {
		list_move(&f->list, ROWS(m->hits.v, m->hits.n),
		    code == KEY_DOWN ? 1 : -1);
		return SCREEN_TAKEN;
	}
	return SCREEN_IGNORED;
}

static enum screen_key
way_key(struct screen *s, uint32_t code, struct buf *say)
{
	const struct model *m = s->model;
	struct find *f = s->state;

	if (code >= '1' && code < '1' + NWAYS)
		return take_way(s, (int)code - '1', say);
	if (code == KEY_ENTER)
		return take_way(s, f->way, say);
	if (code == KEY_DOWN || code == KEY_TAB) {
		if (f->way < NWAYS - 1)
			f->way++;
		else if (m->hits.n > 0)
			f->at = BELOW;
		return SCREEN_TAKEN;
	}
	if (code == KEY_UP && f->way > 0) {
		f->way--;
		return SCREEN_TAKEN;
	}
	if (code == KEY_UP || code == KEY_BACKTAB || code == KEY_ESC) {
		f->at = BOX;
		return SCREEN_TAKEN;
	}
	return SCREEN_IGNORED;
}

static enum screen_key
enter(struct screen *s, struct buf *say)
{
	const struct customer_hit *h = picked(s);
	const struct model *m = s->model;
	struct find *f = s->state;

	if (m != NULL && m->number.len > 0 && f->at == BOX) {
		f->at = WAYS;
		f->way = MAKE;
		return SCREEN_TAKEN;
	}
	if (h != NULL) {
		f->stale = true;
		buf_printf(say, "open customer %s", h->id.s);
		return SCREEN_SAY;
	}
	if (m != NULL && m->near.len > 0) {
		edit_set(&f->box, m->near);
		return ask(s);
	}
	return screen_tell(say,
	    m != NULL && m->asked.len > 0
		? _("Nobody fits; nothing to open. Ins makes a new customer.")
		: _("First type a name, a phone, a RUT, a plate or a ticket."));
}

static bool
move_key(struct screen *s, uint32_t code)
{
	static const struct {
		uint32_t code;
		int rows, pages;
	} moves[] = { { KEY_DOWN, 1, 0 }, { KEY_UP, -1, 0 }, { KEY_PGDN, 0, 1 },
		{ KEY_PGUP, 0, -1 } };
	const struct model *m = s->model;
	struct find *f = s->state;

	for (size_t i = 0; i < countof(moves); i++)
		if (moves[i].code == code) {
			list_move(&f->list, ROWS(m->hits.v, m->hits.n),
			    moves[i].rows +
				moves[i].pages * (long)f->list.height);
			return true;
		}
	return false;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct model *m = s->model;
	struct find *f = s->state;
	unsigned was = f->box.changes;
	enum screen_key did = SCREEN_IGNORED;

	if (f->at == WAYS)
		did = way_key(s, k->code, say);
	else if (f->at == BELOW)
		did = below_key(s, k->code);
	if (did != SCREEN_IGNORED)
		return did;
	if (m != NULL && m->number.len > 0 && f->at == BOX &&
	    (k->code == KEY_DOWN || k->code == KEY_TAB)) {
		f->at = WAYS;
		f->way = MAKE;
		return SCREEN_TAKEN;
	}
	if (f->at == BOX && m != NULL && m->hits.n > 0 && move_key(s, k->code))
		return SCREEN_TAKEN;
	if (k->code == KEY_ENTER)
		return enter(s, say);
	if (k->code == KEY_INS)
		return make(f, say);
	if (f->stale && k->code >= ' ' && k->code < KEY_NONE &&
	    k->code != KEY_BACKSPACE)
		edit_set(&f->box, STR_NONE);
	did = box_key(&f->box, k, say);
	if (did == SCREEN_IGNORED)
		return did;
	f->stale = false;
	f->at = BOX;
	return f->box.changes == was ? did : ask(s);
}

static struct subject
subject(const struct screen *s)
{
	const struct customer_hit *h = picked(s);

	if (h == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = h->id, .customer = h->id
	};
}

static bool
typing(const struct screen *s)
{
	const struct find *f = s->state;

	return f->at == BOX;
}

static void
draft(const struct screen *s, struct buf *out)
{
	const struct find *f = s->state;
	struct json *o;

	if (edit_text(&f->box).len == 0)
		return;
	o = json_object_new();
	box_draft(o, "box", &f->box);
	json_set_bool(o, "stale", f->stale);
	json_print(o, out, false);
	json_free(o);
}

static void
undraft(struct screen *s, struct str draft)
{
	struct find *f = s->state;
	struct json *o;

	if (json_parse(draft, &o, NULL) != OK)
		return;
	if (box_undraft(o, "box", &f->box)) {
		f->stale = json_int(json_get(o, "stale")) != 0;
		s->arg.text = edit_text(&f->box);
	}
	json_free(o);
}

static void
done(struct screen *s)
{
	struct find *f = s->state;

	edit_done(&f->box);
	list_done(&f->list);
}

static const struct key_def keys[] = {
	{ "<Enter>", "", N_("open") },
	{ "<Down>", "", N_("choose") },
	{ "<F4>", "open newticket", N_("ticket") },
	{ "<Ins>", "", N_("new customer") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_find = {
	.name = "find",
	.title = N_("Find"),
	.tab = true,
	.about = N_("One box for a name, a phone, an e-mail, a RUT, a plate "
		    "or a ticket's number; it looks while you type."),
	.state_size = sizeof(struct find),
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = draw,
	.key = key,
	.subject = subject,
	.typing = typing,
	.seeks = true,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
