/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * password.c - what a sign-in still asks for before the day begins: a password
 * of one's own, or one-time codes. arg.text is empty for the first, else the
 * secret and the address for the telephone, a line each.
 */
#include "screens/sheet.h"

struct first {
	struct sheet sheet;
};

static const struct field_def own[] = {
	{ .name = "old",
	    .label = N_("Current"),
	    .kind = FIELD_SECRET,
	    .required = true },
	{ .name = "new",
	    .label = N_("New"),
	    .hint = N_("10 characters or more"),
	    .kind = FIELD_SECRET,
	    .required = true },
	{ .name = "again",
	    .label = N_("Once more"),
	    .kind = FIELD_SECRET,
	    .required = true },
	{ 0 },
};

static const struct field_def codes[] = {
	{ .name = "code",
	    .label = N_("6-digit code"),
	    .hint = N_("what the telephone shows now"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 6 },
	{ 0 },
};

static bool
by_code(const struct screen *s)
{
	return s->arg.text.len > 0;
}

static struct form *
form_of(struct screen *s)
{
	return sheet_form(s, by_code(s) ? codes : own);
}

/* The secret, and in *uri what a telephone reads. */
static struct str
secret(const struct screen *s, struct arena *a, struct str *uri)
{
	struct str rest = str_copy(a, s->arg.text), word = STR_NONE;

	str_next(a, &rest, '\n', &word);
	*uri = rest;
	return word;
}

static void
draw_codes(struct screen *s, const struct pane *p)
{
	struct arena a = { 0 };
	struct str uri, word = secret(s, &a, &uri);

	draw_head(p, 0, false, _("CODES FROM YOUR TELEPHONE"), -1);
	pane_z(p, 2, 1, LOOK_TEXT,
	    _("Your role signs in with a code as well. Add this account to"));
	pane_z(p, 3, 1, LOOK_TEXT,
	    _("the code app of your telephone, by the key or the address:"));
	pane_z(p, 5, 1, LOOK_LABEL, _("Key"));
	pane_text(p, 5, 12, LOOK_HEAD, word);
	pane_z(p, 6, 1, LOOK_LABEL, _("Address"));
	pane_wrap(p, 6, 12, p->columns - 13, 0, 3, LOOK_MUTED, uri);
	sheet_draw(s, p, 10);
	arena_done(&a);
}

static void
draw(struct screen *s, const struct pane *p)
{
	form_of(s);
	if (by_code(s)) {
		draw_codes(s, p);
		return;
	}
	draw_head(p, 0, false, _("A PASSWORD OF YOUR OWN"), -1);
	pane_z(p, 2, 1, LOOK_TEXT,
	    _("The one you were given is good once. Choose one that nobody "
	      "else knows."));
	sheet_draw(s, p, 4);
}

static void
words(struct screen *s, struct buf *say)
{
	struct arena a = { 0 };
	struct str uri;

	if (by_code(s)) {
		buf_z(say, "agent totp-confirm");
		say_arg(say, "secret", secret(s, &a, &uri));
		say_arg(say, "code", sheet_get(s, "code"));
	} else {
		buf_z(say, "agent own-password");
		say_arg(say, "old", sheet_get(s, "old"));
		say_arg(say, "new", sheet_get(s, "new"));
	}
	buf_printf(say, "%center", SAY_NEXT);
	arena_done(&a);
}

/* Two that differ are not sent. */
static bool
differ(struct form *f, const struct key *k)
{
	bool sends = k->code == KEY_F(10) || k->code == KEY_CTRL('S') ||
	    (k->code == KEY_ENTER && f->at + 1 == f->n);

	if (!sends || form_get(f, "again").len == 0 ||
	    str_eq(form_get(f, "new"), form_get(f, "again")))
		return false;
	f->at = f->n - 1;
	snprintf(f->v[f->at].wrong, sizeof(f->v[f->at].wrong), "%s",
	    _("It is not the same as the one above."));
	return true;
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	struct form *f = form_of(s);

	if (k->code == KEY_CTRL('D')) {
		buf_z(say, "quit");
		return SCREEN_SAY;
	}
	if (!by_code(s) && differ(f, k))
		return SCREEN_TAKEN;
	return sheet_key(s, k, say, words);
}

static const struct key_def keys[] = {
	{ "<Tab>", "", N_("field") },
	{ "<F10>", "", N_("go on") },
	{ "<C-d>", "quit", N_("leave") },
	{ 0 },
};

const struct screen_def screen_password = {
	.name = "password",
	.title = N_("First sign-in"),
	.about =
	    N_("A new password of your own, when it is due or you want one."),
	.state_size = sizeof(struct first),
	.keys = keys,
	.draw = draw,
	.key = key,
	.typing = sheet_typing,
	.done = sheet_done,
};
