/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.c - the words of a play, a row of the table each.
 */
#include "play.h"

#include <regex.h>
#include <signal.h>
#include <unistd.h>

#include "base/clock.h"

/* ms after Esc: a key that comes with it is Alt and that key. */
#define ALONE  100
#define STEADY 400 /* ms of silence before a golden screen is written */

/* ---- variables ------------------------------------------------------------
 */

void
play_set(struct play *p, const char *name, const char *value)
{
	struct play_var *v = NULL;

	for (size_t i = 0; i < p->nvars && v == NULL; i++)
		if (strcmp(p->vars[i].name, name) == 0)
			v = &p->vars[i];
	if (v == NULL && p->nvars < countof(p->vars))
		v = &p->vars[p->nvars++];
	if (v == NULL)
		return;
	snprintf(v->name, sizeof(v->name), "%s", name);
	snprintf(v->value, sizeof(v->value), "%s", value);
}

const char *
play_get(const struct play *p, const char *name)
{
	for (size_t i = 0; i < p->nvars; i++)
		if (strcmp(p->vars[i].name, name) == 0)
			return p->vars[i].value;
	return getenv(name) != NULL ? getenv(name) : "";
}

/* `text` with each $NAME replaced. */
static void
expand(const struct play *p, const char *text, struct buf *out)
{
	while (*text != '\0') {
		char name[32] = "";
		size_t n = text[0] == '$'
		    ? strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_")
		    : 0;

		if (n == 0 || n >= sizeof(name)) {
			buf_c(out, *text++);
			continue;
		}
		memcpy(name, text + 1, n);
		buf_z(out, play_get(p, name));
		text += n + 1;
	}
}

/* ---- keys -------------------------------------------------------------------
 */

static const struct {
	const char *name, *bytes;
} named[] = {
	{ "Enter", "\r" },
	{ "Esc", "\033" },
	{ "Tab", "\t" },
	{ "S-Tab", "\033[Z" },
	{ "Space", " " },
	{ "Backspace", "\177" },
	{ "Up", "\033OA" },
	{ "Down", "\033OB" },
	{ "Right", "\033OC" },
	{ "Left", "\033OD" },
	{ "Home", "\033OH" },
	{ "End", "\033OF" },
	{ "PgUp", "\033[5~" },
	{ "PgDn", "\033[6~" },
	{ "Insert", "\033[2~" },
	{ "Delete", "\033[3~" },
	{ "F1", "\033OP" },
	{ "F2", "\033OQ" },
	{ "F3", "\033OR" },
	{ "F4", "\033OS" },
	{ "F5", "\033[15~" },
	{ "F6", "\033[17~" },
	{ "F7", "\033[18~" },
	{ "F8", "\033[19~" },
	{ "F9", "\033[20~" },
	{ "F10", "\033[21~" },
	{ "F12", "\033[24~" },
};

void
play_press(struct play *p, const char *key)
{
	char control = (char)(key[0] == 'C' && key[1] == '-' && key[3] == '\0'
		? key[2] & 0x1f
		: 0);

	p->keys++;
	for (size_t i = 0; i < countof(named); i++)
		if (strcmp(named[i].name, key) == 0) {
			vt_type(p->vt, named[i].bytes);
			if (strcmp(key, "Esc") == 0)
				vt_quiet(p->vt, ALONE);
			return;
		}
	if (control != 0)
		vt_send(p->vt, &control, 1);
	else
		vt_type(p->vt, key);
}

static bool
do_key(struct play *p, char *rest, struct buf *why)
{
	char *at;

	(void)why;
	for (char *k = strtok_r(rest, " ", &at); k != NULL;
	     k = strtok_r(NULL, " ", &at))
		play_press(p, k);
	return true;
}

/* Free text: not counted as keys. "\n" is a key Enter inside it. */
static bool
do_text(struct play *p, char *rest, struct buf *why)
{
	struct buf b = { 0 };

	(void)why;
	expand(p, rest, &b);
	vt_send(p->vt, b.s != NULL ? b.s : "", b.len);
	buf_done(&b);
	return true;
}

/* The bytes of a file, as a paste: hostile ones too. */
static bool
do_paste(struct play *p, char *rest, struct buf *why)
{
	struct buf b = { 0 }, name = { 0 };
	char part[4096];
	size_t n;
	FILE *f;

	expand(p, rest, &name);
	f = fopen(name.s, "r");
	if (f == NULL) {
		buf_printf(why, "%s cannot be read", name.s);
		buf_done(&name);
		return false;
	}
	buf_z(&b, "\033[200~");
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&b, part, n);
	buf_z(&b, "\033[201~");
	fclose(f);
	vt_send(p->vt, b.s, b.len);
	buf_done(&b);
	buf_done(&name);
	return true;
}

/* ---- the console -----------------------------------------------------------
 */

void
play_close(struct play *p)
{
	if (p->vt != NULL)
		vt_close(p->vt);
	p->vt = NULL;
	p->desks[p->desk].vt = NULL;
}

void
play_close_all(struct play *p)
{
	play_close(p);
	for (int i = 0; i < PLAY_DESKS; i++) {
		if (p->desks[i].vt != NULL)
			vt_close(p->desks[i].vt);
		p->desks[i] = (struct play_desk){ .vt = NULL };
	}
	p->desk = 0;
}

/* `desk NAME`: from here on another terminal is played; a new one is closed. */
static bool
do_desk(struct play *p, char *rest, struct buf *why)
{
	int i = 0;

	p->desks[p->desk].vt = p->vt;
	while (i < PLAY_DESKS && p->desks[i].name[0] != '\0' &&
	    strcmp(p->desks[i].name, rest) != 0)
		i++;
	if (i == PLAY_DESKS) {
		buf_printf(why, "at most %d desks", PLAY_DESKS);
		return false;
	}
	snprintf(p->desks[i].name, sizeof(p->desks[i].name), "%s", rest);
	p->desk = i;
	p->vt = p->desks[i].vt;
	return true;
}

static bool
run(struct play *p, const char *command, struct buf *why)
{
	struct buf line = { 0 };
	int rc;

	for (size_t i = 0; i < p->nvars; i++)
		if (strchr(p->vars[i].value, '\'') == NULL)
			buf_printf(&line, "%s='%s' ", p->vars[i].name,
			    p->vars[i].value);
	buf_printf(&line,
	    "CABINA_DB='%s' CABINA_CLOCK='%s' CABINA='%s' "
	    "PLAY='%s' sh -c '%s' >'%s/said' 2>&1",
	    play_get(p, "DB"), play_get(p, "CLOCK"), p->program, p->folder,
	    command, p->folder);
	rc = system(line.s);
	if (rc != 0) {
		char text[400] = "";
		FILE *f;

		snprintf(text, sizeof(text), "%.250s/said", p->folder);
		f = fopen(text, "r");
		text[0] = '\0';
		buf_printf(why, "exit status %d: %s\n", rc, command);
		while (f != NULL && fgets(text, sizeof(text), f) != NULL)
			buf_z(why, text);
		if (f != NULL)
			fclose(f);
	}
	buf_done(&line);
	return rc == 0;
}

static bool
do_sh(struct play *p, char *rest, struct buf *why)
{
	return run(p, rest, why);
}

/* `get NAME COMMAND`: the first line that it prints. */
static bool
do_get(struct play *p, char *rest, struct buf *why)
{
	char *command = strchr(rest, ' '), path[300], line[200] = "";
	FILE *f;

	if (command == NULL)
		return false;
	*command++ = '\0';
	if (!run(p, command, why))
		return false;
	snprintf(path, sizeof(path), "%.250s/said", p->folder);
	if ((f = fopen(path, "r")) != NULL) {
		if (fgets(line, sizeof(line), f) != NULL)
			line[strcspn(line, "\n")] = '\0';
		fclose(f);
	}
	play_set(p, rest, line);
	if (line[0] == '\0')
		buf_printf(why, "nothing was printed: %s", command);
	return line[0] != '\0';
}

/* The instant the centre's clock shows from now on. */
static bool
do_clock(struct play *p, char *rest, struct buf *why)
{
	char path[300];
	FILE *f;

	if (p->db != NULL)
		return true;
	snprintf(path, sizeof(path), "%.250s/clock", p->folder);
	f = fopen(path, "w");
	if (f == NULL) {
		buf_printf(why, "%s cannot be written", path);
		return false;
	}
	fprintf(f, "%s\n", rest);
	fclose(f);
	play_set(p, "CLOCK", path);
	return true;
}

/* `centre NAME`: a copy of a centre that tests/play/centre.sh makes once; its
 * URL is read from what that prints. */
static bool
do_centre(struct play *p, char *rest, struct buf *why)
{
	char path[300], url[200] = "";
	struct buf command = { 0 };
	FILE *f;
	bool ok;

	if (p->db != NULL) {
		play_set(p, "DB", p->db);
		return true;
	}
	buf_z(&command, "rm -rf \"$PLAY/state\" \"$PLAY/config\"; ");
	buf_printf(&command, "sh tests/play/centre.sh %s >\"$PLAY/url\"", rest);
	ok = run(p, command.s, why);
	buf_done(&command);
	if (!ok)
		return false;
	snprintf(path, sizeof(path), "%.250s/url", p->folder);
	f = fopen(path, "r");
	ok = f != NULL && fscanf(f, "%199s", url) == 1;
	if (f != NULL)
		fclose(f);
	play_set(p, "DB", url);
	if (!ok)
		buf_z(why, "tests/play/centre.sh told no database");
	return ok;
}

/* On a server the role is the person, so that is whom the console connects as;
 * on SQLite the file's owner names them. */
static bool
connects(const char *url, const char *as, char *out, size_t size)
{
	const char *rest = strchr(url, '@');

	if (strncmp(url, "postgresql://", 13) != 0 || rest == NULL)
		return false;
	snprintf(out, size, "CABINA_DB=postgresql://%s%s", as, rest);
	return true;
}

/* `console [AS [OPTION...]]`: `-` for a sign-in. */
static bool
do_console(struct play *p, char *rest, struct buf *why)
{
	char db[300], at[300], home[300], config[300], lang[40], theme[40];
	char slow[40];
	const char *env[] = { db, at, home, config, lang,
		"CABINA_FAST_SECRETS=1", "NO_COLOR", slow, NULL, NULL };
	const char *argv[] = { p->program, NULL, NULL, NULL, NULL, NULL, NULL,
		NULL };
	struct vt_options o = { .rows = p->rows,
		.columns = p->columns,
		.term = p->term,
		.env = env,
		.argv = argv };
	struct buf said = { 0 };
	char *last, *word;
	size_t n = 1;

	(void)why;
	expand(p, rest, &said);
	word = strtok_r(said.s != NULL ? said.s : rest, " ", &last);
	play_close(p);
	snprintf(db, sizeof(db), "CABINA_DB=%s", play_get(p, "DB"));
	snprintf(at, sizeof(at), "CABINA_CLOCK=%s", play_get(p, "CLOCK"));
	snprintf(home, sizeof(home), "XDG_STATE_HOME=%.250s/state", p->folder);
	snprintf(config, sizeof(config), "XDG_CONFIG_HOME=%.250s/config",
	    p->folder);
	snprintf(lang, sizeof(lang), "LANGUAGE=%s", p->lang);
	snprintf(theme, sizeof(theme), "NO_COLOR=1");
	snprintf(slow, sizeof(slow), "CABINA_SLOW=%s", play_get(p, "SLOW"));
	if (play_get(p, "SLOW")[0] == '\0')
		slow[strcspn(slow, "=")] = '\0';
	if (play_get(p, "CLOCK")[0] == '\0')
		at[strcspn(at, "=")] = '\0';
	if (strcmp(p->theme, "mono") == 0)
		env[6] = theme;
	if (word != NULL && strcmp(word, "-") != 0 &&
	    !connects(play_get(p, "DB"), word, db, sizeof(db))) {
		argv[n++] = "--as";
		argv[n++] = word;
	}
	while (word != NULL && n < countof(argv) - 1 &&
	    (word = strtok_r(NULL, " ", &last)) != NULL)
		argv[n++] = word;
	p->keys = 0;
	p->vt = vt_open(&o);
	buf_done(&said);
	return true;
}

static bool
do_close(struct play *p, char *rest, struct buf *why)
{
	(void)rest;
	(void)why;
	play_close(p);
	return true;
}

static bool
do_kill(struct play *p, char *rest, struct buf *why)
{
	(void)why;
	vt_signal(p->vt, strcmp(rest, "HUP") == 0 ? SIGHUP : SIGKILL);
	if (vt_wait(p->vt, PLAY_MS) == -1) {
		buf_z(why, "it did not end");
		return false;
	}
	play_close(p);
	return true;
}

/* `quiet MS`: until the terminal says nothing for so long. What was typed is
 * in the journal after 400. */
static bool
do_quiet(struct play *p, char *rest, struct buf *why)
{
	(void)why;
	vt_quiet(p->vt, (int)strtol(rest, NULL, 10));
	return true;
}

static bool
do_size(struct play *p, char *rest, struct buf *why)
{
	if (sscanf(rest, "%dx%d", &p->columns, &p->rows) != 2) {
		buf_z(why, "size COLUMNSxROWS");
		return false;
	}
	if (p->vt != NULL)
		vt_resize(p->vt, p->rows, p->columns);
	return true;
}

static bool
do_term(struct play *p, char *rest, struct buf *why)
{
	(void)why;
	snprintf(p->term, sizeof(p->term), "%s", rest);
	return true;
}

/* ---- what is on the screen -------------------------------------------------
 */

/* "es text | en text": the part of this play's language. */
static void
wanted(const struct play *p, char *rest, struct buf *out)
{
	char *bar = strstr(rest, " | ");

	if (bar != NULL)
		*bar = '\0';
	expand(p, bar != NULL && strcmp(p->lang, "es") != 0 ? bar + 3 : rest,
	    out);
}

static bool
look(struct play *p, char *rest, struct buf *why, bool there)
{
	struct buf text = { 0 };
	bool ok;

	wanted(p, rest, &text);
	ok = there ? vt_see(p->vt, text.s, PLAY_MS)
		   : vt_gone(p->vt, text.s, PLAY_MS);
	if (!ok)
		buf_printf(why, "%s '%s'%s on:\n%s", there ? "no" : "still",
		    text.s, vt_over(p->vt) ? ", and the console is gone," : "",
		    vt_screen(p->vt));
	buf_done(&text);
	return ok;
}

static bool
do_see(struct play *p, char *rest, struct buf *why)
{
	return look(p, rest, why, true);
}

static bool
do_gone(struct play *p, char *rest, struct buf *why)
{
	return look(p, rest, why, false);
}

/* `each COMMAND`: every line that it prints is said after `:`, from whatever
 * was opened before. */
static bool
do_each(struct play *p, char *rest, struct buf *why)
{
	char path[300], line[200];
	bool any = false;
	FILE *f;

	if (!run(p, rest, why))
		return false;
	snprintf(path, sizeof(path), "%.250s/said", p->folder);
	if ((f = fopen(path, "r")) == NULL)
		return false;
	while (fgets(line, sizeof(line), f) != NULL) {
		play_press(p, "Esc");
		vt_type(p->vt, ":");
		vt_type(p->vt, line); /* its newline is Enter */
		vt_quiet(p->vt, ALONE);
		any = true;
	}
	fclose(f);
	if (!any)
		buf_printf(why, "nothing was printed: %s", rest);
	return any;
}

/* `never TEXT`: it was on no screen, however short, since the last `forget`. */
static bool
do_never(struct play *p, char *rest, struct buf *why)
{
	struct str sent = vt_bytes(p->vt);

	if (memmem(sent.s, sent.len, rest, strlen(rest)) == NULL &&
	    strstr(vt_screen(p->vt), rest) == NULL)
		return true;
	buf_printf(why, "'%s' was shown; at last:\n%s", rest, vt_screen(p->vt));
	return false;
}

/* `grab NAME REGEX`: the first match on the screen, or of its first group. */
static bool
do_grab(struct play *p, char *rest, struct buf *why)
{
	char *name = rest, *pattern = strchr(rest, ' '), value[200];
	const char *screen = vt_screen(p->vt);
	regmatch_t m[2];
	regex_t re;
	int got, g;

	if (pattern == NULL)
		return false;
	*pattern++ = '\0';
	if (regcomp(&re, pattern, REG_EXTENDED) != 0)
		return false;
	got = regexec(&re, screen, 2, m, 0);
	regfree(&re);
	if (got != 0) {
		buf_printf(why, "nothing like '%s' on:\n%s", pattern, screen);
		return false;
	}
	g = m[1].rm_so >= 0;
	snprintf(value, sizeof(value), "%.*s", (int)(m[g].rm_eo - m[g].rm_so),
	    screen + m[g].rm_so);
	play_set(p, name, value);
	return true;
}

/* `keys N`: at most so many since the console was opened or since the last. */
static bool
do_keys(struct play *p, char *rest, struct buf *why)
{
	size_t most = strtoul(rest, NULL, 10), n = p->keys;

	p->keys = 0;
	if (n > most)
		buf_printf(why, "%zu keys; at most %zu are promised", n, most);
	return n <= most;
}

static bool
do_bytes(struct play *p, char *rest, struct buf *why)
{
	size_t most = strtoul(rest, NULL, 10), n = vt_bytes(p->vt).len;

	if (n > most)
		buf_printf(why, "%zu bytes; at most %zu are promised", n, most);
	return n <= most;
}

/* What was sent so far counts no more. */
static bool
do_forget(struct play *p, char *rest, struct buf *why)
{
	(void)rest;
	(void)why;
	vt_forget(p->vt);
	return true;
}

static bool
do_audit(struct play *p, char *rest, struct buf *why)
{
	struct buf report = { 0 };
	bool ok = vt_audit(p->vt, p->term, &report);

	(void)rest;
	if (!ok) { /* a sequence may have come by half: read on, judge anew */
		vt_quiet(p->vt, 200);
		buf_reset(&report);
		ok = vt_audit(p->vt, p->term, &report);
	}
	if (!ok)
		buf_printf(why, "not in the entry of %s:\n%s", p->term,
		    report.s);
	buf_done(&report);
	if (ok && vt_oddities(p->vt) > 0) {
		buf_z(why, "a title, a mouse or a question was sent");
		return false;
	}
	return ok;
}

/* ---- pictures and golden screens -------------------------------------------
 */

static bool
write_file(const char *path, const struct buf *b, struct buf *why)
{
	FILE *f = fopen(path, "w");

	if (f == NULL) {
		buf_printf(why, "%s cannot be written", path);
		return false;
	}
	fwrite(b->s, 1, b->len, f);
	return fclose(f) == 0;
}

static bool
same_as(const char *path, const struct buf *b)
{
	struct buf old = { 0 };
	char part[4096];
	FILE *f = fopen(path, "r");
	bool same;
	size_t n;

	while (f != NULL && (n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(&old, part, n);
	if (f != NULL)
		fclose(f);
	same =
	    f != NULL && old.len == b->len && memcmp(old.s, b->s, b->len) == 0;
	buf_done(&old);
	return same;
}

static bool
compare(struct play *p, const char *golden, struct buf *why)
{
	int64_t until = clock_mono() + PLAY_MS;
	bool mono = strcmp(p->theme, "mono") == 0, same = false;
	struct buf now = { 0 };
	char seen[300], command[1000];

	while (!same && clock_mono() < until) {
		buf_reset(&now);
		play_screen(p, mono, &now);
		if (!(same = same_as(golden, &now)))
			vt_quiet(p->vt, 50);
	}
	if (!same) {
		snprintf(seen, sizeof(seen), "%.250s/seen", p->folder);
		snprintf(command, sizeof(command),
		    "diff -u %s %s >%.250s/said 2>&1", golden, seen, p->folder);
		if (write_file(seen, &now, why) && system(command) != 0) {
			char line[1000];
			FILE *f;

			snprintf(line, sizeof(line), "%.250s/said", p->folder);
			f = fopen(line, "r");
			while (f != NULL && fgets(line, sizeof(line), f))
				buf_z(why, line);
			if (f != NULL)
				fclose(f);
		}
	}
	buf_done(&now);
	return same;
}

/* `snap NAME`: the screen is as in golden/NAME.SIZE.LANG-THEME.txt. */
static bool
do_snap(struct play *p, char *rest, struct buf *why)
{
	char path[300];
	struct buf b = { 0 };
	bool ok = true;

	if (p->pictures != NULL || p->write || p->tour)
		vt_quiet(p->vt, STEADY);
	if (p->pictures != NULL) {
		snprintf(path, sizeof(path), "%.200s/%.40s.%dx%d.svg",
		    p->pictures, rest, p->columns, p->rows);
		play_picture(p, &b);
		ok = write_file(path, &b, why);
		buf_reset(&b);
	}
	if (p->tour) {
		printf("%s", vt_screen(p->vt));
	} else if (p->pictures == NULL) {
		snprintf(path, sizeof(path),
		    "tests/play/golden/%.40s.%dx%d.%s-%s.txt", rest, p->columns,
		    p->rows, p->lang, p->theme);
		play_screen(p, strcmp(p->theme, "mono") == 0, &b);
		ok = p->write ? write_file(path, &b, why)
			      : compare(p, path, why);
	}
	buf_done(&b);
	return ok;
}

/* `show`: the screen is part of what a tour prints. */
static bool
do_show(struct play *p, char *rest, struct buf *why)
{
	(void)rest;
	(void)why;
	if (!p->tour)
		return true;
	vt_quiet(p->vt, STEADY);
	printf("%s", vt_screen(p->vt));
	return true;
}

/* ---- the table --------------------------------------------------------------
 */

static const struct {
	const char *word;
	bool (*run)(struct play *, char *rest, struct buf *why);
	bool console; /* needs one */
} words[] = {
	{ "centre", do_centre, false },
	{ "clock", do_clock, false },
	{ "sh", do_sh, false },
	{ "get", do_get, false },
	{ "term", do_term, false },
	{ "size", do_size, false },
	{ "desk", do_desk, false },
	{ "console", do_console, false },
	{ "close", do_close, false },
	{ "kill", do_kill, true },
	{ "quiet", do_quiet, true },
	{ "key", do_key, true },
	{ "text", do_text, true },
	{ "paste", do_paste, true },
	{ "see", do_see, true },
	{ "gone", do_gone, true },
	{ "each", do_each, true },
	{ "never", do_never, true },
	{ "grab", do_grab, true },
	{ "keys", do_keys, true },
	{ "bytes", do_bytes, true },
	{ "audit", do_audit, true },
	{ "snap", do_snap, true },
	{ "show", do_show, true },
	{ "program", measure_program, false },
	{ "start", measure_start, false },
	{ "measure", measure_keys, true },
	{ "mem", measure_memory, true },
	{ "idle", measure_idle, true },
	{ "answer", measure_answer, true },
	{ "count", measure_bytes, true },
	{ "forget", do_forget, true },
};

bool
play_words(struct play *p, char *line, struct buf *why)
{
	char none[] = "", *rest = strchr(line, ' ');

	if (rest != NULL)
		*rest++ = '\0';
	for (size_t i = 0; i < countof(words); i++) {
		if (strcmp(words[i].word, line) != 0)
			continue;
		if (words[i].console && p->vt == NULL) {
			buf_z(why, "no console is open");
			return false;
		}
		return words[i].run(p, rest != NULL ? rest : none, why);
	}
	buf_printf(why, "there is no word '%s'", line);
	return false;
}
