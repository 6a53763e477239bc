/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * login.c - who are you; one place to type.
 */
#include "screens/screen.h"

struct login {
	struct form form;
	bool begun;
};

static const struct field_def fields[] = {
	{ .name = "login",
	    .label = N_("User"),
	    .kind = FIELD_LINE,
	    .required = true,
	    .max = 60 },
	{ .name = "password", .label = N_("Password"), .kind = FIELD_SECRET },
	{ .name = "code",
	    .label = N_("6-digit code"),
	    .kind = FIELD_LINE,
	    .hint = N_("if your role asks for one"),
	    .max = 6 },
	{ 0 },
};

static struct form *
form_of(struct screen *s)
{
	struct login *l = s->state;

	if (!l->begun)
		form_init(&l->form, fields);
	l->begun = true;
	return &l->form;
}

static void
draw(struct screen *s, const struct pane *p)
{
	int left = p->columns > 60 ? (p->columns - 46) / 2 : 1;
	struct pane in = pane_part(p, p->rows / 4, left, 8, 46);

	pane_z(p, p->rows / 4 - 2, left, LOOK_HEAD, "cabina");
	form_draw(form_of(s), &in, 16);
	pane_z(p, p->rows / 4 + 5, left, LOOK_MUTED,
	    _("Enter signs in.  Tab goes to the next field."));
	pane_z(p, p->rows / 4 + 7, left, LOOK_MUTED,
	    _("First time? Use the user and password that"));
	pane_z(p, p->rows / 4 + 8, left, LOOK_MUTED,
	    _("'cabina init' printed."));
}

static enum screen_key
key(struct screen *s, const struct key *k, struct buf *say)
{
	const struct key send = { .code = KEY_F(10), .text = STR_NONE };
	struct form *f = form_of(s);

	if (k->code == KEY_CTRL('D')) {
		buf_z(say, "quit");
		return SCREEN_SAY;
	}
	/* Enter after the password signs in; Tab goes on to the code. */
	if (k->code == KEY_ENTER && f->at > 0)
		k = &send;
	switch (form_key(f, k, 40)) {
	case FORM_SEND:
		buf_printf(say, "sign-in %s\n%s\n%s", form_get(f, "login").s,
		    form_get(f, "password").s, form_get(f, "code").s);
		form_set(f, "password", STR_NONE);
		form_set(f, "code", STR_NONE);
		f->at = 1; /* where a refusal goes on */
		return SCREEN_SAY;
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
	{ "<Enter>", "", N_("sign in") },
	{ "<Tab>", "", N_("field") },
	{ "<C-d>", "quit", N_("leave") },
	{ 0 },
};

const struct screen_def screen_login = {
	.name = "login",
	.title = "cabina",
	.state_size = sizeof(struct login),
	.keys = keys,
	.draw = draw,
	.key = key,
	.typing = typing,
	.done = done,
};
