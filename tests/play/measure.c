/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * measure.c - how a program feels: time to the last byte of its answer, bytes,
 * memory, wake-ups. Each prints one line of name=value words; tests/bench
 * reads them. A program's answer ends with SILENT ms without a byte.
 */
#include "play.h"

#include <dirent.h>
#include <limits.h>
#include <unistd.h>

#define SILENT 20
#define MOST   2000

struct sample {
	int64_t us;
	size_t bytes;
};

static int
by_time(const void *a, const void *b)
{
	const struct sample *x = a, *y = b;

	return x->us < y->us ? -1 : x->us > y->us;
}

static void
tell(const char *name, struct sample *s, size_t n, size_t silent)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += s[i].bytes;
	qsort(s, n, sizeof(*s), by_time);
	printf("measure name=%s n=%zu p50_us=%lld p99_us=%lld bytes=%zu "
	       "silent=%zu\n",
	    name, n, n > 0 ? (long long)s[n / 2].us : 0,
	    n > 0 ? (long long)s[n * 99 / 100].us : 0, n > 0 ? bytes / n : 0,
	    silent);
}

/* `measure NAME N KEY...`: N presses, going round the keys. */
bool
measure_keys(struct play *p, char *rest, struct buf *why)
{
	static struct sample s[MOST];
	char name[64] = "", *keys[64], *at, *k;
	size_t n = 0, times = 0, nkeys = 0, silent = 0;
	int used = 0;

	if (sscanf(rest, "%63s %zu %n", name, &times, &used) != 2 ||
	    times > MOST) {
		buf_z(why, "measure NAME N KEY...");
		return false;
	}
	for (k = strtok_r(rest + used, " ", &at);
	     k != NULL && nkeys < countof(keys); k = strtok_r(NULL, " ", &at))
		keys[nkeys++] = k;
	for (size_t i = 0; i < times && nkeys > 0; i++) {
		size_t before = vt_bytes(p->vt).len;
		int64_t from = vt_now_us();

		play_press(p, keys[i % nkeys]);
		vt_quiet(p->vt, SILENT);
		if (vt_bytes(p->vt).len == before) {
			silent++;
			continue;
		}
		s[n].us = vt_last_us(p->vt) - from;
		s[n++].bytes = vt_bytes(p->vt).len - before;
	}
	tell(name, s, n, silent);
	return true;
}

/* `answer NAME KEY TEXT`: one press, until the text is there. */
bool
measure_answer(struct play *p, char *rest, struct buf *why)
{
	char name[64] = "", key[32] = "";
	size_t before = vt_bytes(p->vt).len;
	int64_t from = vt_now_us();
	struct sample s;
	int used = 0;

	if (sscanf(rest, "%63s %31s %n", name, key, &used) != 2) {
		buf_z(why, "answer NAME KEY TEXT");
		return false;
	}
	play_press(p, key);
	while (strstr(vt_screen(p->vt), rest + used) == NULL &&
	    vt_now_us() - from < 5000000)
		vt_quiet(p->vt, 1);
	s.us = vt_last_us(p->vt) - from;
	vt_quiet(p->vt, SILENT);
	s.bytes = vt_bytes(p->vt).len - before;
	tell(name, &s, 1, 0);
	if (strstr(vt_screen(p->vt), rest + used) != NULL)
		return true;
	buf_printf(why, "no '%s'", rest + used);
	return false;
}

/* `program COMMAND...`, any program; `start NAME COMMAND...` tells how long it
 * took to its first text and to its last byte. */
bool
measure_program(struct play *p, char *rest, struct buf *why)
{
	const char *argv[] = { "/bin/sh", "-c", rest, NULL };
	struct vt_options o = { .rows = p->rows,
		.columns = p->columns,
		.term = p->term,
		.argv = argv };
	const char *clock = play_get(p, "CLOCK");
	struct buf line = { 0 };

	(void)why;
	play_close(p);
	buf_printf(&line,
	    "%s%s CABINA_DB='%s' CABINA='%s' XDG_STATE_HOME='%s' "
	    "LANGUAGE='%s' "
	    "exec %s",
	    clock[0] != '\0' ? "CABINA_CLOCK=" : "", clock, play_get(p, "DB"),
	    p->program, p->folder, p->lang, rest);
	argv[2] = line.s;
	p->vt = vt_open(&o);
	buf_done(&line);
	return true;
}

bool
measure_start(struct play *p, char *rest, struct buf *why)
{
	char *command = strchr(rest, ' ');
	int64_t from = vt_now_us(), text = 0;

	if (command == NULL || !measure_program(p, command + 1, why))
		return false;
	*command = '\0';
	while (text == 0 && vt_now_us() - from < 5000000) {
		const char *screen;

		vt_quiet(p->vt, 1);
		screen = vt_screen(p->vt);
		if (screen[strspn(screen, " \n")] != '\0')
			text = vt_last_us(p->vt) - from;
	}
	vt_quiet(p->vt, 150);
	printf("start name=%s text_us=%lld paint_us=%lld\n", rest,
	    (long long)text, (long long)(vt_last_us(p->vt) - from));
	return text > 0;
}

static long
number_in(const char *path, const char *field)
{
	char line[300];
	long n = 0;
	FILE *f = fopen(path, "r");

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, field, strlen(field)) == 0)
			n = strtol(line + strlen(field) + 1, NULL, 10);
	if (f != NULL)
		fclose(f);
	return n;
}

/* `mem NAME`: its proportional share of memory, kB. */
bool
measure_memory(struct play *p, char *rest, struct buf *why)
{
	char path[64];

	(void)why;
	vt_quiet(p->vt, 300);
	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", vt_pid(p->vt));
	printf("mem name=%s pss_kb=%ld rss_kb=%ld own_kb=%ld\n", rest,
	    number_in(path, "Pss:"), number_in(path, "Rss:"),
	    number_in(path, "Private_Dirty:"));
	return true;
}

/* How often its threads went to sleep: each time something woke them. */
static long
wake_ups(int pid)
{
	char path[300];
	struct dirent *e;
	long n = 0;
	DIR *d;

	snprintf(path, sizeof(path), "/proc/%d/task", pid);
	d = opendir(path);
	while (d != NULL && (e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "/proc/%d/task/%s/status", pid,
		    e->d_name);
		n += number_in(path, "voluntary_ctxt_switches:");
	}
	if (d != NULL)
		closedir(d);
	return n;
}

/* `idle NAME SECONDS [MOST SERVER]`: wake-ups and bytes while nobody types. No
 * more wake-ups than MOST, or than SERVER where a server rings by itself. */
bool
measure_idle(struct play *p, char *rest, struct buf *why)
{
	int seconds = 0, pid = vt_pid(p->vt);
	int64_t until;
	bool server = strncmp(play_get(p, "DB"), "postgresql:", 11) == 0;
	long woke, most[2] = { LONG_MAX, LONG_MAX };
	size_t bytes;
	char name[64];

	if (sscanf(rest, "%63s %d %ld %ld", name, &seconds, &most[0],
		&most[1]) < 2) {
		buf_z(why, "idle NAME SECONDS [MOST SERVER]");
		return false;
	}
	vt_quiet(p->vt, 300);
	bytes = vt_bytes(p->vt).len;
	woke = wake_ups(pid);
	until = vt_now_us() + (int64_t)seconds * 1000000;
	while (vt_now_us() < until)
		vt_see(p->vt, "\001", (int)((until - vt_now_us()) / 1000) + 1);
	woke = wake_ups(pid) - woke;
	printf("idle name=%s seconds=%d wakes=%ld bytes=%zu\n", name, seconds,
	    woke, vt_bytes(p->vt).len - bytes);
	if (woke > most[server])
		buf_printf(why, "%ld wake-ups in %d s, at most %ld", woke,
		    seconds, most[server]);
	return woke <= most[server];
}

/* `count NAME`: the bytes sent to the terminal since `forget`. */
bool
measure_bytes(struct play *p, char *rest, struct buf *why)
{
	(void)why;
	vt_quiet(p->vt, 100);
	printf("bytes name=%s n=%zu\n", rest, vt_bytes(p->vt).len);
	return true;
}
