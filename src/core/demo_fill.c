/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * demo_fill.c - the demo's texts with their slots filled: names, models,
 * dates and amounts as people write them.
 */
#include "core/demo_kit.h"

static struct str
fill_name(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)a;
	return demo_given_name(d, s->who);
}

static struct str
any_model(struct arena *a, struct slots *s, int good)
{
	return demo_model(a, good, dice_common(&s->dice, demo_goods[good].n));
}

static struct str
fill_model(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	if (s->who->good > GOOD_POWER)
		return any_model(a, s, GOOD_CAR);
	return demo_model(a, s->who->good, s->who->product);
}

static struct str
fill_car(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return any_model(a, s, GOOD_CAR);
}

static struct str
fill_bike(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return any_model(a, s, GOOD_BIKE);
}

static struct str
fill_power(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return any_model(a, s, GOOD_POWER);
}

static struct str
fill_part(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return any_model(a, s, GOOD_PART);
}

static struct str
fill_plate(const struct demo *d, struct arena *a, struct slots *s)
{
	return demo_plate(d, a, s->who);
}

static struct str
fill_branch(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return str_printf(a, "Sucursal %s", demo_branches[s->who->branch].city);
}

static struct str
fill_city(const struct demo *d, struct arena *a, struct slots *s)
{
	const char *const *names = demo_branches[s->who->branch].comunas;
	int64_t n = 0;

	(void)d;
	(void)a;
	while (names[n] != NULL)
		n++;
	return str_of(names[dice_below(&s->dice, n)]);
}

static struct str
day_text(struct arena *a, int64_t at)
{
	static const char *const months[] = { "enero", "febrero", "marzo",
		"abril", "mayo", "junio", "julio", "agosto", "septiembre",
		"octubre", "noviembre", "diciembre" };
	int y, m, day;

	clock_civil(at, &y, &m, &day);
	return str_printf(a, "%d de %s", day, months[m - 1]);
}

static struct str
fill_date(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return day_text(a, demo_day(s->at) - dice_below(&s->dice, 20) - 1);
}

static struct str
fill_soon(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return day_text(a, demo_day(s->at) + dice_below(&s->dice, 12) + 1);
}

static struct str
fill_amount(const struct demo *d, struct arena *a, struct slots *s)
{
	int64_t k = 9 + dice_below(&s->dice, 890);

	(void)d;
	return str_printf(a, "$%d.990", (int)k);
}

static struct str
fill_order(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	(void)a;
	return s->order;
}

static struct str
fill_days(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return str_printf(a, "%d", (int)(3 + dice_below(&s->dice, 38)));
}

static struct str
fill_hour(const struct demo *d, struct arena *a, struct slots *s)
{
	(void)d;
	return str_printf(a, "%d:%s", (int)(9 + dice_below(&s->dice, 9)),
	    dice_chance(&s->dice, 50) ? "00" : "30");
}

static const struct {
	const char *name;
	struct str (*fill)(const struct demo *, struct arena *, struct slots *);
} slots[] = {
	{ "name", fill_name },
	{ "model", fill_model },
	{ "car", fill_car },
	{ "bike", fill_bike },
	{ "power", fill_power },
	{ "part", fill_part },
	{ "plate", fill_plate },
	{ "branch", fill_branch },
	{ "city", fill_city },
	{ "date", fill_date },
	{ "soon", fill_soon },
	{ "amount", fill_amount },
	{ "order", fill_order },
	{ "days", fill_days },
	{ "hour", fill_hour },
};

static struct str
fill_slot(const struct demo *d, struct arena *a, const char *name, size_t len,
    struct slots *s)
{
	size_t i;

	for (i = 0; i < countof(slots); i++)
		if (strlen(slots[i].name) == len &&
		    memcmp(slots[i].name, name, len) == 0)
			return slots[i].fill(d, a, s);
	die("demo texts: no slot {%.*s}", (int)len, name);
}

struct str
demo_fill(const struct demo *d, struct arena *a, const char *p, struct slots *s)
{
	struct buf out = { 0 };
	struct str text;

	while (*p != '\0') {
		size_t plain = strcspn(p, "{");
		const char *end;

		buf_add(&out, p, plain);
		p += plain;
		if (*p == '\0')
			break;
		end = strchr(p, '}');
		text = fill_slot(d, a, p + 1, (size_t)(end - p - 1), s);
		buf_str(&out, text);
		p = end + 1;
	}
	text = buf_copy(a, &out);
	buf_done(&out);
	return text;
}

static bool
fits(const struct demo_text *t, char when, char voice, bool plate)
{
	return t->when == when &&
	    (t->voices[0] == '\0' || strchr(t->voices, voice) != NULL) &&
	    (plate || strstr(t->text, "{plate}") == NULL);
}

static const char *
pick(struct dice *dice, const struct demo_text *v, size_t n, char when,
    char voice, bool plate)
{
	int64_t found = 0;
	size_t i;

	for (i = 0; i < n; i++)
		found += fits(&v[i], when, voice, plate);
	if (found == 0)
		die("demo texts: none for '%c'", when);
	found = dice_below(dice, found);
	for (i = 0; !fits(&v[i], when, voice, plate) || found-- > 0; i++)
		;
	return v[i].text;
}

const char *
demo_opening(struct dice *dice, char voice, bool plate)
{
	return pick(dice, demo_openings, demo_nopenings, voice, voice, plate);
}

const char *
demo_step(struct dice *dice, char when, char voice, bool plate)
{
	return pick(dice, demo_steps, demo_nsteps, when, voice, plate);
}
