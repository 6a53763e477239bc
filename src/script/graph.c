/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * graph.c - draws a script.
 */
#include "script/graph.h"

#include "base/utf8.h"
#include "script/edge.h"

/* ---- as text ------------------------------------------------------------ */

struct tree {
	const struct script *script;
	struct arena arena;
	struct buf *out;
	bool *seen;
	int columns;
};

static struct str
way_name(struct tree *t, const struct script_edge *e)
{
	const struct script_step *k = &t->script->steps.v[e->from];

	if (e->way == WAY_OPTION)
		return str_printf(&t->arena, "%s: %s", k->options.v[e->i].key.s,
		    k->options.v[e->i].text.source.s);
	if (e->way == WAY_WHEN)
		return str_of(_("when"));
	return k->into.len > 0 ? k->into : str_of(_("Enter"));
}

static void
print_line(struct tree *t, struct str indent, const char *branch,
    struct str text)
{
	buf_str(t->out, indent);
	buf_z(t->out, branch);
	buf_str(t->out,
	    utf8_cut(&t->arena, text,
		t->columns - utf8_columns(indent) - 3 > 10
		    ? t->columns - utf8_columns(indent) - 3
		    : 10));
	buf_c(t->out, '\n');
}

static struct str
step_name(struct tree *t, int step)
{
	const struct script_step *k = &t->script->steps.v[step];
	const char *close = k->close == SCRIPT_END ? " ■"
	    : k->close == SCRIPT_RETURN		   ? " ↩"
						   : "";

	return str_printf(&t->arena, "%s%s%s%s%s%s",
	    script_step_path(&t->arena, t->script, step).s, close,
	    k->outcome.len > 0 ? " " : "", k->outcome.s,
	    k->call.len > 0 ? " ⇄ " : "", k->call.s);
}

static void
print_step(struct tree *t, int step, struct str indent, int depth)
{
	size_t n;
	const struct script_edge *e = script_edges(t->script, step, &n);

	t->seen[step] = true;
	for (size_t i = 0; i < n; i++) {
		bool last = i + 1 == n, again = t->seen[e[i].to];
		struct str deeper = str_printf(&t->arena, "%s%s", indent.s,
		    last ? "   " : "│  ");

		print_line(t, indent, last ? "└─ " : "├─ ",
		    str_printf(&t->arena, "%s → %s%s", way_name(t, &e[i]).s,
			step_name(t, e[i].to).s, again ? " ↑" : ""));
		if (!again && depth < 60)
			print_step(t, e[i].to, deeper, depth + 1);
	}
}

void
script_graph_text(const struct script *s, int columns, struct buf *b)
{
	struct tree t = { .script = s, .out = b, .columns = columns };

	t.seen = NEWN(&t.arena, bool, s->steps.n + 1);
	for (size_t i = 0; i < s->nparts; i++) {
		const struct script_part *p = &s->parts[i];

		if (p->start.step == SCRIPT_NONE)
			continue;
		print_line(&t, STR_NONE, "",
		    str_printf(&t.arena, "%s: %s", p->name.s,
			step_name(&t, p->start.step).s));
		print_step(&t, p->start.step, STR_NONE, 0);
		for (size_t k = 0; k < p->objections.n; k++) {
			int to = p->objections.v[k].to.step;

			if (to == SCRIPT_NONE)
				continue;
			print_line(&t, STR_NONE, "o  ",
			    str_printf(&t.arena, "%s → %s",
				p->objections.v[k].text.source.s,
				step_name(&t, to).s));
			if (!t.seen[to])
				print_step(&t, to, STR("   "), 1);
		}
	}
	arena_done(&t.arena);
}

/* ---- as SVG ------------------------------------------------------------- */

enum { BOX_W = 190, BOX_H = 44, GAP_X = 26, GAP_Y = 56 };

struct chart {
	int *layer, *place; /* by step */
	int wide, deep;
};

/* Layers by the longest way down that does not go round. */
static void
set_layers(const struct script *s, struct arena *a, struct chart *c)
{
	size_t n = s->steps.n;
	int *in = NEWN(a, int, n + 1);
	VEC(int) row = { 0 };
	size_t first = 0;

	c->layer = NEWN(a, int, n + 1);
	c->place = NEWN(a, int, n + 1);
	for (size_t i = 0; i < n; i++)
		c->layer[i] = -1;
	for (size_t i = 0; i < s->nparts; i++)
		if (s->parts[i].start.step != SCRIPT_NONE) {
			*vec_push(a, &row) = s->parts[i].start.step;
			c->layer[s->parts[i].start.step] = 0;
		}
	for (size_t i = 0; i < s->nparts; i++)
		for (size_t k = 0; k < s->parts[i].objections.n; k++) {
			int to = s->parts[i].objections.v[k].to.step;

			if (to != SCRIPT_NONE && c->layer[to] < 0) {
				c->layer[to] = 0;
				*vec_push(a, &row) = to;
			}
		}
	for (; first < row.n; first++) {
		size_t m;
		const struct script_edge *e = script_edges(s, row.v[first], &m);

		for (size_t k = 0; k < m; k++)
			if (c->layer[e[k].to] < 0) {
				c->layer[e[k].to] = c->layer[row.v[first]] + 1;
				*vec_push(a, &row) = e[k].to;
			}
	}
	for (size_t i = 0; i < row.n; i++) {
		int at = c->layer[row.v[i]];

		c->place[row.v[i]] = in[at]++;
		c->wide = in[at] > c->wide ? in[at] : c->wide;
		c->deep = at + 1 > c->deep ? at + 1 : c->deep;
	}
}

static int
left_of(const struct chart *c, int step)
{
	return GAP_X + c->place[step] * (BOX_W + GAP_X);
}

static int
top_of(const struct chart *c, int step)
{
	return GAP_Y / 2 + c->layer[step] * (BOX_H + GAP_Y);
}

static void
draw_way(const struct chart *c, const struct script_edge *e, size_t nth,
    struct buf *b)
{
	int x1 = left_of(c, e->from) + BOX_W / 2 + (int)nth * 12 - 24;
	int y1 = top_of(c, e->from) + BOX_H;
	int x2 = left_of(c, e->to) + BOX_W / 2, y2 = top_of(c, e->to);

	buf_printf(b, "<path d=\"M%d %d C%d %d %d %d %d %d\" class=\"w%d\"/>\n",
	    x1, y1, x1, y1 + GAP_Y / 2, x2, y2 - GAP_Y / 2, x2, y2,
	    (int)e->way);
}

static void
draw_box(const struct script *s, struct arena *a, const struct chart *c,
    int step, struct buf *b)
{
	const struct script_step *k = &s->steps.v[step];
	const struct script_words *w = k->ask.source.len > 0 ? &k->ask
	    : k->say.n > 0				     ? &k->say.v[0]
							     : &k->title;

	buf_printf(b,
	    "<g><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" "
	    "class=\"c%d\"/><text x=\"%d\" y=\"%d\" class=\"n\">",
	    left_of(c, step), top_of(c, step), BOX_W, BOX_H, (int)k->close,
	    left_of(c, step) + 8, top_of(c, step) + 17);
	buf_markup(b, script_step_path(a, s, step));
	buf_printf(b, "</text><text x=\"%d\" y=\"%d\">", left_of(c, step) + 8,
	    top_of(c, step) + 34);
	buf_markup(b, utf8_cut(a, w->source, 30));
	buf_z(b, "</text></g>\n");
}

void
script_graph_svg(const struct script *s, struct buf *b)
{
	struct arena a = { 0 };
	struct chart c = { 0 };

	set_layers(s, &a, &c);
	buf_printf(b,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" "
	    "height=\"%d\" font-family=\"sans-serif\" font-size=\"11\">\n"
	    "<style>rect{fill:#fff;stroke:#345}rect.c1{fill:#dfd}"
	    "rect.c2{fill:#eef}path{fill:none;stroke:#678}"
	    "path.w0{stroke-dasharray:4 3}.n{font-weight:bold}</style>\n",
	    GAP_X + c.wide * (BOX_W + GAP_X), c.deep * (BOX_H + GAP_Y));
	for (size_t i = 0; i < s->edges.n; i++) {
		const struct script_edge *e = &s->edges.v[i];
		size_t n;

		if (c.layer[e->from] >= 0 && c.layer[e->to] >= 0)
			draw_way(&c, e,
			    (size_t)(e - script_edges(s, e->from, &n)), b);
	}
	for (size_t i = 0; i < s->steps.n; i++)
		if (c.layer[i] >= 0)
			draw_box(s, &a, &c, (int)i, b);
	buf_z(b, "</svg>\n");
	arena_done(&a);
}
