/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * settings.c - the options of the console: each with its value, which changes
 * at once and is kept.
 *
 * It is opened with a line for each, "NAME\tVALUE\tRANGE\tFROM\tHELP\tTITLE".
 * RANGE is "dark, light" for those that Enter steps through; for the others a
 * value is asked for.
 */
#include "screens/screen.h"

#define MOST 32

struct option_row {
	struct id id; /* its place: what the list's cursor follows */
	struct str name, value, range, from, help, title;
};

struct settings {
	struct list list;
	struct arena arena;
	struct option_row rows[MOST];
	size_t n;
};

static void
read_row(struct settings *s, struct str line)
{
	struct option_row *r = &s->rows[s->n];
	struct str *parts[] = { &r->name, &r->value, &r->range, &r->from,
		&r->help, &r->title };

	for (size_t i = 0; i < countof(parts); i++)
		if (!str_next(&s->arena, &line, '\t', parts[i]))
			*parts[i] = STR_NONE;
	snprintf(r->id.s, sizeof(r->id.s), "%zu", ++s->n);
}

static struct rows
rows(struct screen *scr)
{
	struct settings *s = scr->state;
	struct str rest = scr->arg.text, line;

	arena_reset(&s->arena);
	s->n = 0;
	while (s->n < MOST && str_next(&s->arena, &rest, '\n', &line))
		if (line.len > 0)
			read_row(s, line);
	return ROWS(s->rows, s->n);
}

/* ---- drawing ------------------------------------------------------------ */

static void
draw_name(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, column, width, look,
	    ((const struct option_row *)item)->name);
}

static void
draw_title(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, column, width, look == LOOK_TEXT ? LOOK_MUTED : look,
	    ((const struct option_row *)item)->title);
}

static void
draw_value(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	const struct option_row *r = item;

	(void)now;
	pane_field(p, row, column, width, look,
	    r->value.len > 0 ? r->value : STR("-"));
}

static void
draw_range(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	const struct option_row *r = item;

	(void)now;
	pane_field(p, row, column, width, look == LOOK_TEXT ? LOOK_MUTED : look,
	    r->range.len > 0 ? r->range : str_of(_("any text")));
}

static void
draw_from(const struct pane *p, int row, int column, int width, enum look look,
    const void *item, msec now)
{
	(void)now;
	pane_field(p, row, column, width, look == LOOK_TEXT ? LOOK_MUTED : look,
	    ((const struct option_row *)item)->from);
}

static const struct column columns[] = {
	{ N_("Option"), 12, 0, draw_name },
	{ N_("Value"), 10, 0, draw_value },
	{ N_("What it is"), 18, 0, draw_title },
	{ N_("May be"), 24, 0, draw_range },
	{ N_("Set in"), 0, 0, draw_from },
	{ "", 0, 0, NULL },
};

static void
draw(struct screen *scr, const struct pane *p)
{
	struct settings *s = scr->state;
	struct rows r = rows(scr);
	int height = (int)r.n + 1 < p->rows - 5 ? (int)r.n + 1 : p->rows - 5;
	struct pane in = pane_part(p, 2, 0, height, p->columns);
	const struct option_row *at;
	int row;

	draw_head(p, 0, false, _("SETTINGS of this account"), -1);
	list_settle(&s->list, r, height);
	list_draw(&s->list, &in, columns, r, scr->scene.focus, scr->scene.now);
	at = list_pick(&s->list, r);
	if (at == NULL)
		return;
	row = height + 3;
	row += pane_wrap(p, row, 1, p->columns - 2, 0, p->rows - row, LOOK_TEXT,
	    at->help);
	if (row < p->rows)
		pane_printf(p, row, 1, LOOK_MUTED, "%s: " STR_FMT, _("Set in"),
		    STR_ARG(at->from));
}

/* ---- keys --------------------------------------------------------------- */

/* The value after this one in "dark, light", going round; `by` -1: before. */
static struct str
next_value(struct arena *a, const struct option_row *r, int by)
{
	struct str rest = r->range, one, v[16];
	size_t n = 0, at = 0;

	while (n < countof(v) && str_next(a, &rest, ',', &one)) {
		while (one.len > 0 && one.s[0] == ' ') {
			one.s++;
			one.len--;
		}
		v[n] = one;
		if (str_eq(one, r->value))
			at = n;
		n++;
	}
	return n > 1 ? v[(at + n + (size_t)(by + (int)n)) % n] : STR_NONE;
}

static enum screen_key
key(struct screen *scr, const struct key *k, struct buf *say)
{
	struct settings *s = scr->state;
	const struct option_row *at = list_pick(&s->list, rows(scr));
	int by = k->code == KEY_LEFT ? -1 : 1;
	struct arena a = { 0 };
	struct str value;

	if (at == NULL ||
	    (k->code != KEY_ENTER && k->code != KEY_RIGHT &&
		k->code != KEY_LEFT))
		return SCREEN_IGNORED;
	value = next_value(&a, at, by);
	if (value.len > 0)
		buf_printf(say, "set %s %s", at->name.s, value.s);
	else
		buf_printf(say, "set %s", at->name.s);
	arena_done(&a);
	return SCREEN_SAY;
}

static struct list *
list(struct screen *scr, struct rows *r)
{
	*r = rows(scr);
	return &((struct settings *)scr->state)->list;
}

static void
done(struct screen *scr)
{
	struct settings *s = scr->state;

	list_done(&s->list);
	arena_done(&s->arena);
}

static const struct key_def keys[] = {
	{ "<Right>", "", NULL },
	{ "<Enter>", "", N_("next value") },
	{ "<Left>", "", N_("value before") },
	{ "<Esc>", "back", N_("back") },
	{ 0 },
};

const struct screen_def screen_settings = {
	.name = "settings",
	.title = N_("Settings"),
	.about = N_("The options of the console. Enter takes the next "
		    "value, at once, and keeps it."),
	.state_size = sizeof(struct settings),
	.keys = keys,
	.draw = draw,
	.key = key,
	.list = list,
	.done = done,
};
