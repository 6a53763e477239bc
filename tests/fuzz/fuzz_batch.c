/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fuzz_batch.c - every line of a batch is answered by one line that is JSON
 * and says which one it is.
 * sources: src/cmd/sla_ask.c src/cmd/sla_batch.c src/core/calendar.c
 * sources: src/core/calendar_text.c src/core/calendar_hours.c
 * sources: src/core/calendar_file.c
 * sources: src/core/holiday.c src/core/sla.c src/core/sla_text.c
 */
#include "base/json.h"
#include "cmd/sla_ask.h"
#include "fuzz.h"

static int64_t
lines(const uint8_t *s, size_t n)
{
	int64_t count = n > 0 && s[n - 1] != '\n';

	for (size_t i = 0; i < n; i++)
		count += s[i] == '\n';
	return count;
}

static void
check_answers(char *out, int64_t want)
{
	struct json *o;
	int64_t n = 0;

	for (char *end; (end = strchr(out, '\n')) != NULL; out = end + 1) {
		*end = '\0';
		HOLDS(json_parse(str_of(out), &o, NULL) == OK);
		HOLDS(json_int(json_get(o, "line")) == ++n);
		HOLDS(json_get(o, "due") != NULL ||
		    json_str(json_get(o, "error")).len > 0);
		json_free(o);
	}
	HOLDS(n == want && *out == '\0');
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	struct arena a = { 0 };
	struct str text = input(&a, s, n);
	char *answers = NULL;
	size_t len = 0;
	FILE *in, *out;
	struct fault f;
	enum err rc;

	/* Nothing but our own calendar is read. */
	if (n == 0 || strstr(text.s, "/dev") != NULL) {
		arena_done(&a);
		return 0;
	}
	in = fmemopen((void *)(uintptr_t)text.s, n, "r");
	out = open_memstream(&answers, &len);
	rc = sla_batch(in, out, &f);
	HOLDS(rc == OK || rc == ERR_INVALID);
	fclose(in);
	fclose(out);
	check_answers(answers, lines(s, n));
	free(answers);
	arena_done(&a);
	return 0;
}
