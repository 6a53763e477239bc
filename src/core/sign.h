/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sign.h - proving who one is: passwords, one-time codes, delay and lock.
 *
 * On PostgreSQL the server does this: agents are its roles, and only
 * sign_password and sign_reset do something there (ALTER ROLE), and sign_came
 * and sign_out leave their events; the others are ERR_INVALID with the reason.
 */
#ifndef CORE_SIGN_H
#define CORE_SIGN_H

#include "core/agent.h"
#include "core/core.h"

#define SIGN_LOCK  10 /* wrong tries in a row that lock */
#define SIGN_CHARS 10 /* the shortest password, in characters */

struct sign_result {
	bool must_change; /* a new password first: sign_password */
	bool must_totp;	  /* the role wants codes: sign_totp_confirm */
};

/*
 * Sign in with a password and, when the agent has one set up, a six-digit code
 * (`totp` "" otherwise). On OK the core acts as this agent, as after
 * agent_enter; event agent.sign-in. While must_change or must_totp stands, the
 * agent has no rights but to mend it: nobody gets round it.
 *
 * From the third wrong try in a row on one must wait 1, 2, 4 … s; a try in
 * that time does not count and is refused. After ten the account is locked
 * until sign_unlock. Tries are counted before they are checked, durably; they
 * are not events. ERR_DENIED is one sentence for every cause, and takes as
 * long for a login that does not exist; whoever was signed in still is.
 */
MUST_CHECK enum err sign_in(struct core *, struct str login,
    struct str password, struct str totp, struct sign_result *);
/* The server let in who acts, as sign_in does elsewhere: event agent.sign-in.
 * ERR_DENIED: nobody acts. */
MUST_CHECK enum err sign_came(struct core *);
/* Nobody acts any more; event agent.sign-out. ERR_DENIED: nobody did. */
MUST_CHECK enum err sign_out(struct core *);

/*
 * Change one's own password: at least 10 characters, at most 200 bytes, no
 * control characters, neither the login nor the old one (ERR_INVALID).
 * ERR_DENIED: `old` is not right (counted as a try). Event agent.password.
 * Then the rights a must_change held back are there.
 */
MUST_CHECK enum err sign_password(struct core *, struct str old,
    struct str new);

/*
 * A new password for somebody else, to be changed at the first sign-in, and
 * the account unlocked. `password` "" makes one. out->password is what to hand
 * over, once. MAY_AGENT_ADMIN; event agent.password.
 */
MUST_CHECK enum err sign_reset(struct core *, struct arena *, struct str login,
    struct str password, struct agent_done *out);
/* Forget the wrong tries. MAY_AGENT_ADMIN; event agent.unlock. ERR_INVALID
 * when there are none. */
MUST_CHECK enum err sign_unlock(struct core *, struct str login);

/*
 * One-time codes. start makes a secret (base32, and an otpauth: address for a
 * telephone) and stores nothing; confirm stores it when `code` fits it. Both
 * are about oneself. Event agent.totp.
 */
MUST_CHECK enum err sign_totp_start(struct core *, struct arena *,
    struct str *secret, struct str *uri);
MUST_CHECK enum err sign_totp_confirm(struct core *, struct str secret,
    struct str code);
/* The telephone is lost. MAY_AGENT_ADMIN; event agent.totp. */
MUST_CHECK enum err sign_totp_remove(struct core *, struct str login);
/* Whether a role must have codes; how long a password lasts, in days (0 is for
 * ever; counts from the next change). MAY_AGENT_ADMIN; event setup.sign-in. */
MUST_CHECK enum err sign_totp_rule(struct core *, struct str role,
    bool required);
MUST_CHECK enum err sign_days_rule(struct core *, int64_t days);

/* In a body: the secret row of a new agent. `hash` "" signs nobody in. */
MUST_CHECK enum err sign_insert(struct core *, struct id agent, struct str hash,
    bool must_change, msec now);
/* Is this good enough, for this login? ERR_INVALID says what is missing. */
MUST_CHECK enum err sign_check_new(struct core *, struct str login,
    struct str password);

#endif
