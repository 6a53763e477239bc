/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * find.c - one box for name, phone, RUT, plate, e-mail, ticket number; each
 * hit says why it matched. A number that nobody has offers three ways on.
 *
 * Letters and digits are text while the box has the focus; the three ways take
 * digits once Down or Tab has gone to them.
 */
#include "screens/find_draw.h"

#include "base/json.h"
#include "base/utf8.h"
#include "core/near.h"
#include "core/rut.h"
#include "screens/hits.h"
#include "screens/sheet.h"
#include "ui/layout.h"

enum { NUMBER = 8 }; /* digits from which it is a whole number */

/* ---- loading ------------------------------------------------------------- */

static enum err
load_empty(struct core *c, struct arena *a, struct find_model *m)
{
	struct str digits = phone_digits(a, m->asked);
	enum err rc = ticket_named(c, m->asked, &m->ticket);

	if (rc != OK || !id_none(m->ticket))
		return rc;
	m->mistake = hits_mistake(a, m->asked);
	if (m->mistake.len > 0)
		return hits_meant(c, a, m->asked, FIND_HITS, &m->hits);
	if (digits.len < NUMBER ||
	    strspn(m->asked.s, "0123456789+ ()-./") != m->asked.len)
		return customer_near(c, a, m->asked, &m->near);
	m->number = phone_print(a, digits);
	return caller_find(c, a, digits, FIND_HITS, &m->hits);
}

static enum err
load(struct core *c, const struct screen_arg *arg, struct arena *a,
    void **model)
{
	struct find_model *m = NEW(a, struct find_model);
	enum err rc = OK;

	m->near = m->number = m->mistake = STR_NONE;
	m->ticket = ID_NONE;
	m->asked = utf8_trim(a, str_copy(a, arg->text));
	if (m->asked.len > 0)
		rc = customer_find(c, a, m->asked, FIND_HITS, &m->hits);
	if (rc == OK && m->asked.len > 0 && m->hits.n == 0)
		rc = load_empty(c, a, m);
	*model = m;
	return rc;
}

/* ---- keys ---------------------------------------------------------------- */

/* Keys typed ahead come before the first drawing. */
static void
loaded(struct screen *s)
{
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

	/* Opened with a text: it is in the box. */
	if (!f->box.changes && f->box.text.len == 0 && s->arg.text.len > 0)
		f->stale = true;
	if (f->stale && f->box.text.len == 0)
		edit_set(&f->box, s->arg.text);
	list_settle(&f->list, ROWS(m->hits.v, m->hits.n),
	    f->list.height > 0 ? (int)f->list.height : 10);
	if (m->number.len == 0 || (f->at == FIND_BELOW && m->hits.n == 0))
		f->at = FIND_BOX;
}

static enum screen_key
ask(struct screen *s)
{
	struct find_state *f = s->state;

	f->list.at = ID_NONE;
	f->list.index = f->list.top = 0;
	f->at = FIND_BOX;
	s->arg.text = edit_text(&f->box);
	return SCREEN_RELOAD;
}

/* With what is in the box, however fast it was typed. */
static enum screen_key
make(const struct find_state *f, struct buf *say)
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
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

	if (way == FIND_MAKE)
		return make(f, say);
	if (way == FIND_WITHOUT) {
		buf_z(say, "interaction start channel=phone");
		say_arg(say, "caller", m->number);
		return SCREEN_SAY;
	}
	if (m->hits.n > 0) {
		f->at = FIND_BELOW;
		return SCREEN_TAKEN;
	}
	edit_set(&f->box, STR_NONE);
	return ask(s);
}

/* In the list of those who may be calling. */
static enum screen_key
below_key(struct screen *s, uint32_t code)
{
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

	if (code == KEY_ESC || (code == KEY_UP && f->list.index == 0)) {
		f->at = FIND_WAYS;
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
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

	if (code >= '1' && code < '1' + FIND_NWAYS)
		return take_way(s, (int)code - '1', say);
	if (code == KEY_ENTER)
		return take_way(s, f->way, say);
	if (code == KEY_DOWN || code == KEY_TAB) {
		if (f->way < FIND_NWAYS - 1)
			f->way++;
		else if (m->hits.n > 0)
			f->at = FIND_BELOW;
		return SCREEN_TAKEN;
	}
	if (code == KEY_UP && f->way > 0) {
		f->way--;
		return SCREEN_TAKEN;
	}
	if (code == KEY_UP || code == KEY_BACKTAB || code == KEY_ESC) {
		f->at = FIND_BOX;
		return SCREEN_TAKEN;
	}
	return SCREEN_IGNORED;
}

static enum screen_key
enter(struct screen *s, struct buf *say)
{
	const struct customer_hit *h = find_picked(s);
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

	if (m != NULL && m->number.len > 0 && f->at == FIND_BOX) {
		f->at = FIND_WAYS;
		f->way = FIND_MAKE;
		return SCREEN_TAKEN;
	}
	if (h != NULL) {
		f->stale = true;
		buf_printf(say, "open customer %s", h->id.s);
		if (!id_none(h->ticket))
			buf_printf(say, " at=%s", h->ticket.s);
		return SCREEN_SAY;
	}
	if (m != NULL && !id_none(m->ticket)) {
		f->stale = true;
		buf_printf(say, "open ticket %s", m->ticket.s);
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
	const struct find_model *m = s->model;
	struct find_state *f = s->state;

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
	const struct find_model *m = s->model;
	struct find_state *f = s->state;
	unsigned was = f->box.changes;
	enum screen_key did = SCREEN_IGNORED;

	if (f->at == FIND_WAYS)
		did = way_key(s, k->code, say);
	else if (f->at == FIND_BELOW)
		did = below_key(s, k->code);
	if (did != SCREEN_IGNORED)
		return did;
	if (m != NULL && m->number.len > 0 && f->at == FIND_BOX &&
	    (k->code == KEY_DOWN || k->code == KEY_TAB)) {
		f->at = FIND_WAYS;
		f->way = FIND_MAKE;
		return SCREEN_TAKEN;
	}
	if (f->at == FIND_BOX && m != NULL && m->hits.n > 0 &&
	    move_key(s, k->code))
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
	f->at = FIND_BOX;
	return f->box.changes == was ? did : ask(s);
}

static struct subject
subject(const struct screen *s)
{
	const struct customer_hit *h = find_picked(s);

	if (h == NULL)
		return (struct subject){ .kind = NULL };
	return (struct subject){
		.kind = "customer", .id = h->id, .customer = h->id
	};
}

static bool
typing(const struct screen *s)
{
	const struct find_state *f = s->state;

	return f->at == FIND_BOX;
}

static void
draft(const struct screen *s, struct buf *out)
{
	const struct find_state *f = s->state;
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
	struct find_state *f = s->state;
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
	struct find_state *f = s->state;

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
	.state_size = sizeof(struct find_state),
	.keys = keys,
	.load = load,
	.loaded = loaded,
	.draw = find_draw,
	.key = key,
	.subject = subject,
	.typing = typing,
	.seeks = true,
	.draft = draft,
	.undraft = undraft,
	.done = done,
};
