/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * app.h - joins the layers: keys become words, words become jobs, jobs change
 * rows, changed rows become new models, models are drawn. Everything here runs
 * on the loop thread; only src/app includes it.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/banner.h"
#include "app/feed.h"
#include "app/focus.h"
#include "app/here.h"
#include "app/offline.h"
#include "app/option.h"
#include "app/park.h"
#include "app/question.h"
#include "app/suggest.h"
#include "app/warn.h"
#include "app/work.h"
#include "cmd/cmd.h"
#include "screens/screen.h"
#include "ui/prompt.h"

#define TABS	 9
#define MESSAGES 100

/* A screen that is open, on top of those it was reached from. */
struct view {
	struct screen s;
	struct arena arena; /* its model's */
	struct arena args;  /* what arg.text points into */
	struct fault fault; /* of the last load */
	struct view *below;
	struct view *from; /* in another tab: whoever leaves goes back there */
	bool loading;	   /* a load is on its way */
	bool filtered;	   /* arg.text was typed after / */
	bool judge;	   /* its words are looked at when it is loaded */
	bool again;	   /* and is out of date already */
	bool further;	   /* a part of its model is on its way */
	bool stale;	   /* what is shown is from before the last key: keys
			    * wait for the load */
	bool itself;	   /* the next load is for no key of ours */
	bool others;	   /* and so was that of what is shown */
	msec asked;	   /* monotonic, when it was sent */
	msec loaded_at;	   /* UTC, when the model was read */
	uint64_t number;   /* of the load that counts */
	struct buf typed;  /* what came back, and waits for a model: */
	struct list place; /* its cursor */
	struct buf name;   /* and what its tab was called */
	struct id sent;	   /* its words are on their way, with this op */
};

/* The bottom line while something is typed in it; the text is prompt.h's. */
struct prompt {
	enum { PROMPT_OFF, PROMPT_WORDS, PROMPT_FILTER, PROMPT_ARG } kind;
	struct buf words; /* PROMPT_ARG: the words so far */
	char label[64];	  /* PROMPT_ARG: the argument asked for */
	char refused[sizeof(((struct fault *)0)
				->text)]; /* why Enter did nothing */
	struct hints hints;
	bool secret;  /* nobody may read it later */
	bool back;    /* it was typed before the console ended */
	bool keyed;   /* PROMPT_ARG of a key: : and Up bring it back */
	bool walking; /* Up and Down are in the past, not in the hints */
};

struct note {
	msec at;
	enum look look;
	char text[240];
};

struct app {
	struct clock *clock;
	struct lane *lane;
	const char *url; /* the database's */
	const char *as;	 /* who acts without signing in, or NULL */

	struct me me;	    /* in `arena`; id none before sign-in */
	bool signed_in;	    /* and an event tells it: not with `as` */
	struct arena arena; /* of the person signed in */

	struct view *tabs[TABS];
	size_t ntabs, tab;
	int rows, columns;

	struct keys keys;
	struct keymap_state map;
	struct buf waiting; /* keys kept: struct key codes, in order */
	size_t waiting_at;
	bool moving;	     /* a job that moves the screen runs: keys wait */
	struct buf lines;    /* said together, not yet run */
	struct id contact;   /* the contact in progress */
	struct id made;	     /* by the words that were answered last */
	struct id touched;   /* the ticket written last */
	struct id back;	     /* what one's words changed: the cursor's */
	int64_t wrote;	     /* ... by this event; 0 for an undo */
	struct view *result; /* of the last change of many, left; or NULL */
	struct id marked;    /* the change of many whose marks are put aside */
	int64_t undone;	     /* the event of the last undo; 0 none */
	bool since;	     /* something was changed after it */
	bool refused;	     /* it was refused: Enter plays, Esc drops */
	bool barred; /* so it is, once it is drawn, if keys wait by then */
	struct prompt prompt;
	struct buf last; /* the words that `.` says again */
	struct option_set *options;

	struct questions questions;
	struct offline offline;
	struct feed feed;
	struct warn warn;
	struct here here;
	struct focus focus;
	struct park park;
	struct written *written; /* by templates: refill.c */
	msec minute;		 /* the one that is shown */
	msec news_at;		 /* mono: what came above is shown; 0 nothing */
	msec rests_at;		 /* mono: the cursor rests then; 0 it does */

	struct note notes[MESSAGES];
	size_t nnotes;
	bool fresh;	/* the last note is in the message line */
	char state[24]; /* this person's; "" not known yet */
	msec state_since;
	int64_t late, unseen; /* of mine; notices */
	struct banner banner;
	msec mine_at;			 /* when to ask again */
	unsigned char grants[MAY_COUNT]; /* SCOPE_… by right */
	bool mine_asked, mine_again;

	bool without_colour; /* --no-color */
	bool draw, quit;
	bool hung; /* the terminal is gone, or we are told to go */
};

/* ---- app.c -------------------------------------------------------------- */

struct app_start {
	struct house_options house; /* with `as`: no sign-in */
	struct option_set *options;
	bool without_colour; /* --no-color */
	struct clock *clock;
};

/* Runs the console until it is left. */
MUST_CHECK enum err app_run(const struct app_start *, struct fault *);
void app_note(struct app *, enum look, const char *fmt, ...) PRINTF(3, 4);
void app_fault(struct app *, const struct fault *);
/* A fault's text as it stands alone: a capital first, a stop at its end. */
struct str app_sentence(struct arena *, struct str);

/* ---- byname.c ----------------------------------------------------------- */

/* The ticket or contact that is called `ref`, "T-1042" or "1042"; keys behind
 * wait for it. False: a `noun` whose things have no numbers. */
bool app_open_number(struct app *, struct str noun, struct str ref);
/* The noun of what a number alone, "T-1042" or "I-7013", is; NULL: none. */
const char *app_number_of(struct str ref);
/* What people call a screen, "referral", by its own name, "referrals". */
struct str app_screen_name(struct str called);

/* ---- tabs.c ------------------------------------------------------------- */

/* What is shown; NULL: nothing is open. */
struct view *app_view(const struct app *);
bool view_is_open(const struct app *, const struct view *);
/* The open one of that screen and thing, or NULL (desk.c). */
struct view *view_of(const struct app *, struct str screen, struct id);
/* Put a screen on top of this tab's, or in the tab that shows it already. */
void view_open(struct app *, const char *screen, struct id, struct str text,
    bool own_tab);
/* ... for one of its rows, where the cursor goes. */
void view_open_at(struct app *, const char *screen, struct id, struct id row,
    struct str text, bool own_tab);
/* Leave what is shown, but for the last tab and home: its draft is kept. */
void view_back(struct app *);
/* ... whatever it is, and nothing is kept of it. Some other must be open. */
void view_leave(struct app *);
void view_close_all(struct app *);
/* A form under another screen, or in another tab, is gone with what was typed
 * in it. */
void view_drop(struct app *, struct view *);
/* What the last change of many came to, also when it was left; NULL: there is
 * none, or it was taken back. */
struct view *view_result(const struct app *);
/* It is shown again; false: there is none. */
bool view_to_result(struct app *);
void view_tab(struct app *, size_t tab);
/* ... and this one of its views: what was opened over it is left. */
void view_uncover(struct app *, size_t tab, const struct view *);
/* A form's words were refused: it is a form again. */
void view_refused(struct app *, struct id op);
/* A form's words were done: leave it, nothing is kept of it. */
void view_sent(struct app *);
/* A screen that is in no tab yet. */
struct view *view_make(const struct screen_def *, struct id, struct str text);
/* frame.c: what its tab is called; until it is loaded, what it was before. */
struct str view_label(const struct view *);
/* Its list and the rows of it; NULL, and none, until it is loaded and where it
 * has no list. Its list() itself is for where the model is known to be there:
 * in the screen, and where a model just came. */
struct list *view_list(struct view *, struct rows *);

/* ---- view.c ------------------------------------------------------------- */

void view_load(struct app *, struct view *);
/* What its keys reach, and what is loaded next, is for the terminal as it is. */
void view_fit(const struct app *, struct view *);
/* Things of these kinds were changed: of the screens that watch them, load what
 * is seen, others when next shown. NULL: of any kind. */
void view_stale(struct app *, const struct str *kinds, size_t n);
/* Another minute is shown. */
void view_minute(struct app *);
/* What was typed in it comes back, when its model is there. */
void view_undraft(struct view *, struct str typed);
void view_typed(struct view *);
/* A form whose data wait for the database, and that takes letters meanwhile. */
bool view_early(const struct app *, struct view *);

/* ---- gone.c ------------------------------------------------------------- */

/* The row with the cursor, and its list. */
struct view_row {
	const struct list *list;
	struct id at; /* none: there is none */
};
struct view_row view_row(struct view *);
/* The rows are others: is it gone, and not by a key of ours, that is told. */
void view_row_gone(struct app *, struct view *, struct view_row was);

/* ---- further.c ---------------------------------------------------------- */

/* What a screen's model has beside, part by part. */
void further_load(struct app *, struct view *);
/* A key was played, another screen came to the front, the terminal has another
 * size: when no key follows for a while, what the cursor is on is
 * asked for. How long that is, -1 never; it is over. */
void further_typed(struct app *);
msec further_wait(const struct app *, msec mono);
void further_run(struct app *, msec mono);

/* ---- dispatch.c --------------------------------------------------------- */

/* A key from the terminal: now, or after those that wait. */
void app_key(struct app *, const struct key *);
/* Play what waited. */
void app_play(struct app *);
/* The list of what is seen, or NULL; move.c. */
struct list *app_list(struct app *, struct rows *);
/* A row, "all" or "none"; mark.c. */
void app_mark(struct app *, struct str arg);
/* A change of many was done: the rows that were marked for it are so no more.
 * `back`: it was taken back, and they are again. */
void app_marks_done(struct app *, struct id bulk, bool back);
/* How many wait; drop them; their names ("F10 F8 1"), as many as fit. */
size_t app_kept(const struct app *);
void app_drop(struct app *);
void app_kept_names(const struct app *, int columns, struct buf *);

/* ---- command.c ---------------------------------------------------------- */

/* Words, as typed after `:`. */
void app_say(struct app *, struct str words);
/* Several, with SAY_NEXT between: a refusal stops them. */
void app_lines(struct app *, struct str lines);
/* The screen's own way to the next order, if it has one. */
bool app_reorder(struct app *);
/* For the queue: send a whole write; false when it is no command. */
bool app_send(struct app *, struct str words, const struct pending *);
/* The next part of what was begun: nobody waits for it, nothing keeps it. */
bool app_go_on(struct app *, struct str words);
/* A write waits for the database: go on as if it were done. */
void app_accepted(struct app *);

/* ---- desk.c ------------------------------------------------------------- */

/* The words that hand the contact over, with what is on the screen of it. */
struct str app_with_desk(struct app *, struct arena *, struct str words);
/* It was handed over: what went along is written on by who takes it. */
void app_desk_given(struct app *, struct str desk);
/* A contact was answered: what its last agent had is laid out. */
void app_take_desk(struct app *, struct id contact);

/* ---- conflict.c --------------------------------------------------------- */

/* An edit was refused because somebody saved first: opens the screen that
 * compares. False: these words change no fields. */
bool app_compare(struct app *, struct str words);

/* ---- prompt.c ----------------------------------------------------------- */

/* Open the bottom line: PROMPT_WORDS or PROMPT_FILTER, with this text. */
void app_prompt(struct app *, int kind, struct str text);
/* The list that is shown, by these words, as if they had been typed after /. */
void app_filter(struct app *, struct str words);
/* Ask for the last word of a line, NAME=VALUE, on the bottom line: whatever is
 * typed there is its one value. Of a key whose words lack a text. */
void app_ask_last(struct app *, struct str line);
/* A view came with its rows: words it was opened with that do not read are
 * open in the bottom line, with what is wrong. */
void app_filter_loaded(struct app *, struct view *);
/* What is wrong in the words a view is filtered by, or "". */
struct str app_mistake(const struct view *);
/* Ask for an argument that `line` lacks; the answer completes and runs it. */
void app_ask(struct app *, struct str line, const struct arg_def *missing);
/* A key while the prompt is open; false when it is not the prompt's (which may
 * be closed now). */
bool app_prompt_key(struct app *, const struct key *);
/* Does the line carry what nobody may read later? */
bool app_prompt_secret(const struct app *);
/* The lines that this person typed before. */
void app_past(struct app *);
/* The line, and above it the rows it takes of the body's end. */
void app_prompt_draw(struct app *, const struct pane *, int row);
const struct key_def *app_prompt_keys(void);
/* Why the line stays as it is: told beside it. */
void app_wrong(struct app *, const char *why);
/* The argument that was asked for is this. */
void app_answered(struct app *, struct str text);
/* known.c. May the answer be taken as it is? Else it was told why not, or is
 * taken when the domain knows it; keys behind wait. */
bool app_known(struct app *, struct arena *, struct str text);
void app_prompt_done(struct app *);

/* ---- gate.c ------------------------------------------------------------- */

/* The screen is opened when the domain says that it may be, else it is told why
 * not; keys behind wait. False: nothing of it could be refused. */
bool app_gate(struct app *, const struct screen_def *, struct id,
    struct str text);
/* It was told at once why not: what `words` would have opened is not there, and
 * keys typed before that is seen are kept. */
void app_bar(struct app *, struct str words);
/* It is seen now. */
void app_bar_seen(struct app *);

/* ---- open.c ------------------------------------------------------------- */

/* What the cursor is on is asked of the view on top; of a form, which is about
 * what it was opened on, of that, which is still under it. */
struct view *app_about(const struct app *);
struct subject app_subject(const struct app *);
/* "SCREEN [ID or text]": without them, of what the cursor is on. */
void app_open(struct app *, struct str arg);
void app_find(struct app *, struct str text);
/* The customer under the cursor calls; or it is asked who. */
void app_answer(struct app *, struct str arg);

/* ---- move.c ------------------------------------------------------------- */

/* The words that only the console knows; ends with a zero row. */
struct app_word {
	const char *word, *args;
	const char *help; /* N_(); NULL: for keys, not told */
	void (*run)(struct app *, struct str arg);
};
extern const struct app_word app_words[];
const struct app_word *app_word_find(struct str);
/* Runs one of them: false when it is none. */
bool app_move(struct app *, struct str line);
/* What a key or the prompt says: `.` says it again. */
void app_say_keyed(struct app *, struct str words);
/* Why these words do nothing yet; NULL when they do something. */
const char *app_later(const char *words);
/* Says why a key of the map does nothing here; false: it is no such key. */
bool app_no_key(struct app *, struct str typed, const uint32_t *codes, int n);
extern const struct key_def global_keys[];
extern const struct key_def list_keys[];

/* ---- help.c ------------------------------------------------------------- */

/* What works here, from the tables; and what was said before. */
void app_help(struct app *, struct str);
/* Shows a text to be read, under a title; gives the buffer back. */
void app_read(struct app *, const char *title, struct buf *);
void app_messages(struct app *, struct str);
/* Every key of every context; help on the command that is being typed; what is
 * open. */
void app_keys(struct app *, struct str);
void app_help_typed(struct app *);
void app_tabs(struct app *);
bool app_is_noun(struct arena *, struct str);
/* The key that says these words here, as people read it: "F6", "Ctrl-R"; "" */
struct str app_key_for(const struct app *, struct arena *, const char *words);
/* A key's words as they are typed behind a `:`, where that is another way. */
const char *app_typed_as(const char *words);

/* ---- mine.c ------------------------------------------------------------- */

/* Ask for the person's state and rights; the frame shows them when they come. */
void app_mine(struct app *);

/* ---- set.c -------------------------------------------------------------- */

/* What the options make of terminal, keys and language. */
struct term_options option_term(const struct option_set *);
void app_apply(struct app *);
/* Rows and columns to draw in: the terminal's, or fewer. */
void app_size(struct app *);
/* ":set NAME VALUE", ":options", and the screen where they are changed. */
void app_set(struct app *, struct str);
void app_options(struct app *, struct str);
void app_settings(struct app *);

/* ---- mouse.c ------------------------------------------------------------ */

/* A click or the wheel: a tab, a row of the list; nothing while one types in
 * the prompt. */
void app_mouse(struct app *, const struct key *);

/* ---- keyline.c ---------------------------------------------------------- */

/* The bottom line: the keys that work here and now. */
void app_key_line(struct app *, const struct pane *);

/* ---- frame.c ------------------------------------------------------------ */

void app_draw(struct app *);
/* Lays out what was opened just now without showing it: keys that were typed
 * ahead need its rows. */
void app_lay(struct app *);
/* Which tab is drawn at this column. */
bool app_tab_at(const struct app *, int column, size_t *tab);

/* ---- sign.c ------------------------------------------------------------- */

void app_sign_in(struct app *, struct str login, struct str password,
    struct str code);
/* With --as: the lane acts as somebody already. */
void app_enter(struct app *);
/* Who signed in leaves in order: others see it by its event. Nothing is sent
 * after it. */
void app_sign_out(struct app *);
/* Their user was disabled: the sign-in screen, with all that is typed kept. False
 * when something is under way: try again then. */
bool app_put_out(struct app *);

#endif
