/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * login.c - who are you; one place to type. What somebody left open is not
 * shown here, nor whether a user exists.
 */
#include "screens/screen.h"

struct login {
	struct form form;
	bool begun;
	bool shouted; /* the password sent last had capitals only */
};

enum { USER, PASSWORD };

/* clang-format off */
#define WHO							\
	{ .name = "login",					\
	    .label = N_("User"),				\
	    .kind = FIELD_LINE,					\
	    .required = true,					\
	    .max = 60 },					\
	{ .name = "password",					\
	    .label = N_("Password"),				\
	    .kind = FIELD_SECRET }
#define TONGUE							\
	{ .name = "language",					\
	    .label = N_("Language"),				\
	    .kind = FIELD_LINE,					\
	    .max = 20 }
/* clang-format on */

static const struct field_def fields[] = {
	WHO,
	{ .name = "code",
	    .label = N_("6-digit code"),
	    .kind = FIELD_LINE,
	    .hint = N_("if your role asks for one"),
	    .max = 6 },
	TONGUE,
	{ 0 },
};

/* A server lets its roles in by its own rules, which know of no codes. */
static const struct field_def server_fields[] = { WHO, TONGUE, { 0 } };

/* Is the program speaking Spanish just now? */
static bool
in_spanish(void)
{
	return strcmp(_("User"), "User") != 0;
}

static struct form *
form_of(struct screen *s)
{
	struct login *l = s->state;
	const char *name = in_spanish() ? "español" : "English";

	if (!l->begun)
		form_init(&l->form,
		    str_is(s->arg.text, LOGIN_SERVER) ? server_fields : fields);
	if (!str_is(form_get(&l->form, "language"), name))
		form_set(&l->form, "language", str_of(name));
	l->begun = true;
	return &l->form;
}

static bool
on_language(const struct form *f)
{
	return f->at == f->n - 1;
}

/* Before sign-in the other language may be the only one that is read. */
static void
draw_language(const struct pane *p, int row, int at)
{
	pane_z(p, row, at, LOOK_MUTED, "← → ");
	pane_z(p, row, at + 4, LOOK_MUTED,
	    in_spanish() ? "English" : "español");
}

/* Why nobody comes in, for whoever can mend it. */
static void
draw_shut(const struct pane *p, const struct fault *f)
{
	int wide = p->columns > 70 ? 64 : p->columns - 4;
	int left = (p->columns - wide) / 2, row = p->rows >= 12 ? 2 : 0;

	pane_z(p, row, left, LOOK_HEAD, "cabina");
	pane_z(p, row + 2, left, LOOK_ALERT,
	    _("Nobody can sign in to this database now."));
	row += 4;
	row += pane_wrap(p, row, left, wide, 0, 6, LOOK_TEXT, str_of(f->text));
	pane_z(p, row + 1, left, LOOK_MUTED,
	    _("Nothing was changed. Enter tries again, Ctrl-D leaves."));
}

static void
draw(struct screen *s, const struct pane *p)
{
	const struct login *l = s->state;
	int left = p->columns > 60 ? (p->columns - 48) / 2 : 1;
	int top = p->rows >= 18 ? p->rows / 4 : p->rows >= 12 ? 2 : 0;
	struct pane in = pane_part(p, top, left, 8, 48);
	struct form *f = form_of(s);
	int rows;

	if (s->fault != NULL) {
		draw_shut(p, s->fault);
		return;
	}
	if (top > 0)
		pane_z(p, top - 2, left + 2, LOOK_HEAD, "cabina");
	rows = form_draw(f, &in, 16);
	if (on_language(f))
		draw_language(&in, rows - 1, 28);
	if (l->shouted)
		pane_z(p, top + rows + 1, left + 2, LOOK_SOON,
		    _("The password had capitals only: is Caps Lock on?"));
	pane_z(p, top + rows + 2, left + 2, LOOK_MUTED,
	    _("Enter signs in.  Tab goes to the next field."));
	pane_z(p, top + rows + 4, left + 2, LOOK_MUTED,
	    _("First time? Use the user and password that"));
	pane_z(p, top + rows + 5, left + 2, LOOK_MUTED,
	    _("'cabina init' printed. Inside, F1 explains each screen."));
}

static bool
has_capitals_only(struct str s)
{
	bool capital = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.s[i] >= 'a' && s.s[i] <= 'z')
			return false;
		capital = capital || (s.s[i] >= 'A' && s.s[i] <= 'Z');
	}
	return capital;
}

static enum screen_key
send(struct login *l, struct buf *say)
{
	struct form *f = &l->form;
	bool coded = f->n == countof(fields) - 1;

	l->shouted = has_capitals_only(form_get(f, "password"));
	buf_printf(say, "sign-in %s\n%s\n%s", form_get(f, "login").s,
	    form_get(f, "password").s, coded ? form_get(f, "code").s : "");
	form_set(f, "password", STR_NONE);
	if (coded)
		form_set(f, "code", STR_NONE);
	f->at = PASSWORD; /* where a refusal goes on */
	return SCREEN_SAY;
}

/* The other language, at once. What is typed there is no text. */
static enum screen_key
language_key(uint32_t code, struct buf *say)
{
	if (code == KEY_LEFT || code == KEY_RIGHT || code == ' ') {
		buf_printf(say, "set language %s", in_spanish() ? "en" : "es");
		return SCREEN_SAY;
	}
	if (code == KEY_TAB || code == KEY_BACKTAB || code == KEY_UP ||
	    code == KEY_DOWN || code == KEY_ENTER || code >= KEY_NONE ||
	    code < ' ')
		return SCREEN_IGNORED;
	return screen_tell(say, _("The arrows change the language."));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct key go = { .code = KEY_F(10), .text = STR_NONE };
	struct login *l = s->state;
	struct form *f = form_of(s);
	enum screen_key did;

	if (k->code == KEY_CTRL('D')) {
		buf_z(say, "quit");
		return SCREEN_SAY;
	}
	if (s->fault != NULL && k->code != KEY_ENTER)
		return screen_tell(say, _("Enter tries again."));
	if (s->fault != NULL) {
		buf_z(say, "sign-in \n\n");
		return SCREEN_SAY;
	}
	if (on_language(f)) {
		did = language_key(k->code, say);
		if (did != SCREEN_IGNORED)
			return did;
	}
	/* Enter after the password signs in; Tab goes on to the others. */
	if (k->code == KEY_ENTER && f->at > USER)
		k = &go;
	switch (form_key(f, k, 40)) {
	case FORM_SEND:
		return send(l, say);
	case FORM_IGNORED:
		return SCREEN_IGNORED;
	default:
		return SCREEN_TAKEN;
	}
}

static bool
typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void
done(struct screen *s)
{
	form_done(form_of(s));
}

static const struct key_def keys[] = {
	{ "<F10>", "", NULL },
	{ "<Enter>", "", N_("sign in") },
	{ "<Tab>", "", N_("field") },
	{ "<C-d>", "quit", N_("leave") },
	{ 0 },
};

const struct screen_def screen_login = {
	.name = "login",
	.title = "cabina",
	.about = N_("Who works here: your sign-in, your password, and the "
		    "code if you use one."),
	.state_size = sizeof(struct login),
	.keys = keys,
	.draw = draw,
	.key = key,
	.typing = typing,
	.done = done,
};
