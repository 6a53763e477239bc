/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * play.c - reads a play and tells what became of its steps.
 *
 *	play [--tour] [--pictures FOLDER] [--db URL] PLAY
 *
 * A line `matrix SIZE,SIZE LANG-THEME,LANG-THEME` plays the file once for each
 * pair. With --db the centre is that one, at the real time. CABINA names the program, CABINA_PLAY_WRITE=1 writes golden screens.
 * Ends with TAP, or as a tour with `tour: N steps, N passed, N failed`.
 */
#include "play.h"

#include <errno.h>
#include <unistd.h>

#include "base/err.h"

struct look {
	int rows, columns;
	char lang[8], theme[8];
};

static void
stop(const char *what, const char *name)
{
	fprintf(stderr, "play: %s: %s\n", name, what);
	exit(2);
}

static void
step_ends(struct play *p)
{
	if (!p->open)
		return;
	p->open = false;
	p->failed |= p->differs;
	p->steps++;
	p->passed += !p->failed;
	p->lost += p->failed;
	if (!p->tour)
		printf("%s %u - %s [%dx%d %s %s]\n",
		    p->failed ? "not ok" : "ok", p->steps, p->title, p->columns,
		    p->rows, p->lang, p->theme);
	else
		printf("  %s\n", p->failed ? "FAILED" : "ok");
	fflush(stdout);
}

static void
step_begins(struct play *p, const char *title)
{
	step_ends(p);
	snprintf(p->title, sizeof(p->title), "%s", title);
	p->open = true;
	p->failed = p->differs = false;
	if (p->tour)
		printf("\n# %u. %s\n", p->steps + 1, title);
}

static void
say(const struct play *p, const char *text)
{
	for (const char *s = text, *end; *s != '\0'; s = end) {
		end = strchr(s, '\n');
		end = end == NULL ? s + strlen(s) : end + 1;
		printf("%s%.*s", p->tour ? "    " : "# ", (int)(end - s), s);
	}
	printf("\n");
}

/* What is wrong with one line spoils its step; the rest of the step is left
 * out, because it would say the same again. After a screen that differs the
 * keys go on: the steps behind it need them. */
static void
do_line(struct play *p, char *line)
{
	struct buf why = { 0 };

	if (strncmp(line, "== ", 3) == 0) {
		step_begins(p, line + 3);
	} else if (!p->failed) {
		bool snap = strncmp(line, "snap ", 5) == 0;

		if (play_words(p, line, &why))
			goto out;
		if (!p->open)
			step_begins(p, "the stage is set");
		*(snap ? &p->differs : &p->failed) = true;
		printf("# %s:%d\n", p->file, p->line);
		say(p, why.s != NULL ? why.s : "");
	}
out:
	buf_done(&why);
}

static void
perform(struct play *p, const struct look *l)
{
	FILE *f = fopen(p->file, "r");
	char line[4096];

	if (f == NULL)
		stop(strerror(errno), p->file);
	p->rows = l->rows;
	p->columns = l->columns;
	memcpy(p->lang, l->lang, sizeof(p->lang));
	memcpy(p->theme, l->theme, sizeof(p->theme));
	p->nvars = 0;
	for (p->line = 1; fgets(line, sizeof(line), f) != NULL; p->line++) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0' && line[0] != '#' &&
		    strncmp(line, "matrix ", 7) != 0)
			do_line(p, line);
	}
	step_ends(p);
	play_close_all(p);
	p->failed = false;
	fclose(f);
}

/* The pairs of the line `matrix`; without one, 80x24 in English. */
static size_t
matrix(const char *file, struct look *out, size_t room)
{
	char line[4096], sizes[200] = "80x24", faces[200] = "en-dark";
	char *at_size, *at_face;
	FILE *f = fopen(file, "r");
	size_t n = 0;

	if (f == NULL)
		stop(strerror(errno), file);
	while (fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "matrix %199s %199s", sizes, faces) == 2)
			break;
	fclose(f);
	for (char *s = strtok_r(sizes, ",", &at_size); s != NULL;
	     s = strtok_r(NULL, ",", &at_size)) {
		char copy[200];

		memcpy(copy, faces, sizeof(copy));
		for (char *t = strtok_r(copy, ",", &at_face);
		     t != NULL && n < room; t = strtok_r(NULL, ",", &at_face)) {
			struct look *l = &out[n++];

			if (sscanf(s, "%dx%d", &l->columns, &l->rows) != 2 ||
			    sscanf(t, "%7[^-]-%7s", l->lang, l->theme) != 2)
				stop("matrix SIZE,SIZE LANG-THEME,…", file);
		}
	}
	return n;
}

static void
arguments(struct play *p, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--tour") == 0)
			p->tour = true;
		else if (strcmp(argv[i], "--pictures") == 0 && i + 1 < argc)
			p->pictures = argv[++i];
		else if (strcmp(argv[i], "--db") == 0 && i + 1 < argc)
			p->db = argv[++i];
		else
			p->file = argv[i];
	}
	if (p->file == NULL)
		stop("which play?", "usage");
}

int
main(int argc, char **argv)
{
	struct play p = { .term = "xterm-256color" };
	const char *program = getenv("CABINA");
	const char *temp = getenv("TMPDIR");
	struct look looks[32] = { 0 };
	char line[300];
	size_t n;

	arguments(&p, argc, argv);
	p.write = getenv("CABINA_PLAY_WRITE") != NULL;
	if (realpath(program != NULL ? program : "build/cabina", p.program) ==
	    NULL)
		stop(strerror(errno), "the program");
	snprintf(p.folder, sizeof(p.folder), "%.200s/cabina-play-XXXXXX",
	    temp != NULL ? temp : "/tmp");
	if (mkdtemp(p.folder) == NULL)
		stop(strerror(errno), p.folder);
	n = matrix(p.file, looks, countof(looks));
	for (size_t i = 0; i < n; i++)
		perform(&p, &looks[i]);
	snprintf(line, sizeof(line), "rm -rf '%s'", p.folder);
	if (system(line) != 0)
		stop("cannot be removed", p.folder);
	if (p.tour)
		printf("\ntour: %u steps, %u passed, %u failed\n", p.steps,
		    p.passed, p.lost);
	else
		printf("1..%u\n", p.steps);
	return p.lost > 0 || p.steps == 0;
}
