# SPDX-License-Identifier: GPL-3.0-or-later
"""expect.py - what a real log must come to, worked out from its file alone.

Nothing here knows how the program does it: the rules are those of the data's
own description, of SLA.md and of what a referral is. Times are milliseconds.
"""
import collections
import csv
import datetime
import zoneinfo

UTC = datetime.timezone.utc


def ms(when, zone=UTC):
    return int(when.replace(tzinfo=zone).timestamp()) * 1000


class Ticket:
    """Whose it is and how it stands, as its rows tell."""

    def __init__(self, home):
        self.home, self.lent, self.state = home, None, 'new'
        self.asked = False      # sent, and nobody there works on it
        self.late, self.legs, self.cycle = None, [], 1


class Way:
    """Counts what happens to all tickets of a log."""

    def __init__(self):
        self.n = collections.Counter()
        self.bounced = 0

    def send(self, t, to, at, by):
        """A leg; does the ticket come back to where it has been?"""
        if by != 'resent' and t.lent is not None and t.legs:
            t.legs[-1]['end'] = 'transferred'
        t.legs.append({'cycle': t.cycle, 'from': t.home if by != 'transferred' else t.lent, 'to': to,
                       'at': at, 'end': None})
        if self.comes_back(t, to, at):
            self.bounced += 1
        self.n[by] += 1
        t.lent, t.asked = to, True
        if t.state in PARKED:   # what waits is taken up before it goes on
            t.state = 'open'

    @staticmethod
    def comes_back(t, to, at):
        """More than three legs, or a team that had passed it on within two days
        of a calendar that is always open; what was completed begins anew."""
        legs = [leg for leg in t.legs if leg['cycle'] == t.cycle]
        if len(legs) > 3:
            return True
        had = []
        for leg in legs[:-1]:
            for team in (leg['from'], leg['to']):
                if not had or had[-1][0] != team:
                    had.append((team, leg['at']))
            if leg['end'] == 'completed':
                had = []
        return any(team == to and at <= had[i + 1][1] + 2 * 86400000
                   for i, (team, _) in enumerate(had[:-1]))

    def team(self, t, team, at, done):
        if team is None or team == (t.lent or t.home):
            return
        if done and t.home is not None:
            self.n['late'] += team != t.late
            t.late = team
        elif t.home is None:
            if not done:
                t.home = team
        elif team == t.home:
            t.legs[-1]['end'] = 'completed'
            self.n['completed'] += 1
            t.lent, t.state, t.asked = None, 'open', False
        else:
            self.send(t, team, at, 'transferred' if t.lent else 'sent')

    def reopen(self, t, at):
        self.n['reopened'] += 1
        t.state, t.cycle = 'open', t.cycle + 1
        if t.lent:
            t.legs[-1]['end'] = t.legs[-1]['end'] or 'recalled'
            self.send(t, t.lent, at, 'resent')

    def figures(self, rows, tickets):
        n = self.n
        states = collections.Counter(
            'waiting' if t.state.startswith('pending') or t.state == 'scheduled' else
            'referred' if t.lent and t.state in ('open', 'new', 'queued') else t.state for t in tickets)
        out = {'rows': rows, 'cases': len(tickets), 'listed': len(tickets)}
        out.update({name: n[name] for name in ('sent', 'transferred', 'completed', 'resent', 'late',
                                               'reopened', 'parked', 'escalated')})
        out.update({'state:' + s: states[s] for s in ('new', 'open', 'referred', 'resolved', 'closed')})
        out['waiting'] = states['waiting']
        out.update({'clocks': len(tickets), 'clocks-differ': 0, 'log-bad': 0})
        return out

    def legs(self, tickets):
        ended = collections.Counter()
        for t in tickets:
            for leg in t.legs:
                done = t.state in DONE
                ended[leg['end'] or ('recalled' if done else 'sent' if t.asked else 'accepted')] += 1
        out = {'legs-' + s: ended[s] for s in ('sent', 'accepted', 'completed', 'recalled',
                                               'transferred', 'rejected', 'returned')}
        out.update({'legs': sum(ended.values()), 'ping-pong': self.bounced})
        return out


DONE = ('resolved', 'closed')
PARKED = ('pending-customer', 'pending-third-party', 'scheduled')


def follow(way, t, team, state, at, again=False):
    """One row: reopened, whose it is, how it stands."""
    if state and t.state in DONE and (again or state not in DONE):
        way.reopen(t, at)
    way.team(t, team, at, t.state in DONE)
    if state is None or state == t.state:
        return
    if state in PARKED:
        way.n['parked'] += 1
    elif state == 'open':
        t.asked = False
    elif state == 'queued' and t.state not in PARKED:
        return
    t.state = 'open' if state == 'queued' else state


def cases(rows, column):
    out = collections.OrderedDict()
    for row in rows:
        out.setdefault(row[column], []).append(row)
    return out


def in_order(times):
    for i in range(1, len(times)):
        times[i] = max(times[i], times[i - 1])
    return times


# ---- the service desk ---------------------------------------------------------------

UCI = {'New': None, '-100': None, 'Active': 'open', 'Awaiting User Info': 'pending-customer',
       'Awaiting Evidence': 'pending-customer', 'Awaiting Vendor': 'pending-third-party',
       'Awaiting Problem': 'scheduled', 'Resolved': 'resolved', 'Closed': 'closed'}
MARKS = [datetime.datetime(2016, 4, 1), datetime.datetime(2016, 6, 1)]


def uci(path):
    with open(path, encoding='utf-8', newline='') as f:
        tickets = cases(csv.DictReader(f), 'number')
    when = lambda text: datetime.datetime.strptime(text, '%d/%m/%Y %H:%M')
    way, ts, rows = Way(), [], 0
    out = collections.Counter()
    open_at = collections.Counter()
    known = lambda g: None if g == '?' else g
    for events in tickets.values():
        last = events[-1]
        rows += len(events) + 1
        closed = ms(when(last['closed_at']))
        times = [ms(when(last['opened_at']))] + [ms(when(e['sys_updated_at'])) for e in events]
        end = next(i for i in range(len(events), -1, -1)
                   if i == 0 or events[i - 1]['incident_state'] != 'Closed') + 1
        if end < len(times):
            times[end] = max(times[end], closed)
        times = in_order(times)
        t = Ticket(known(events[0]['assignment_group']))
        ts.append(t)
        shut = None
        spans = [[times[0], None]]
        for i, e in enumerate(events, 1):
            before = t.state
            follow(way, t, known(e['assignment_group']), UCI[e['incident_state']], times[i])
            if t.state == 'closed' and before != 'closed':
                spans[-1][1] = closed if i == end else times[i]
            elif before == 'closed' and t.state != 'closed':
                spans.append([times[i], None])
        for mark in MARKS:
            at = ms(mark)
            open_at[mark] += any(a <= at and (b is None or b > at) for a, b in spans)
            out['by-outcome ' + mark.isoformat()] += times[0] <= at < closed
        good = 'made' if last['made_sla'] == 'true' else 'missed'
        n = int(last['reassignment_count'])
        out[good] += 1
        out['%s-priority-%s' % (good, last['priority'][0])] += 1
        out['%s-reassigned-%d' % (good, min(n, 4))] += 1
        out['reassigned-once'] += n > 0
        out['reassigned-sum'] += n
        out['reassigned-most'] = max(out['reassigned-most'], n)
        month = min(when(last['opened_at']).strftime('%Y-%m'), '2016-06')
        out['opened-after' if month == '2016-06' else 'opened-' + month] += 1
        out['priority:' + last['priority'][0]] += 1
        groups = [g for g in (known(e['assignment_group']) for e in events) if g]
        moves = sum(a != b for a, b in zip(groups, groups[1:]))
        out['group-changes'] += moves
        out['group-changed'] += moves > 0
    for word in ('made', 'missed'):
        out.update({'%s-%s-%d' % (word, k, i): 0 for k, r in (('priority', range(1, 5)),
                    ('reassigned', range(5))) for i in r})
    out = dict(out, **way.figures(rows, ts))
    out.update(way.legs(ts))
    for mark in MARKS:
        out['open-listed %sZ' % mark.isoformat()] = open_at[mark]
        out['open-board %sZ' % mark.isoformat()] = open_at[mark]
    return out, {}


# ---- the software house ------------------------------------------------------------------

WORK = {'Take in charge ticket', 'Schedule intervention', 'Create SW anomaly', 'Resolve SW anomaly',
        'Require upgrade'}
TARGET = 90 * 3600000
ROME = zoneinfo.ZoneInfo('Europe/Rome')


def worked(a, b):
    """Milliseconds from Monday to Friday, nine to six in Rome."""
    day = datetime.datetime.fromtimestamp(a / 1000, ROME).date()
    out = 0
    while True:
        begin = ms(datetime.datetime(day.year, day.month, day.day, 9), ROME)
        if begin >= b:
            return out
        if day.weekday() < 5:
            finish = ms(datetime.datetime(day.year, day.month, day.day, 18), ROME)
            out += max(0, min(b, finish) - max(a, begin))
        day += datetime.timedelta(days=1)


def helpdesk(path):
    with open(path, encoding='utf-8', newline='') as f:
        rows = list(csv.reader(f))[1:]
    way, ts, lines = Way(), [], {}
    out = collections.Counter()
    when = lambda text: ms(datetime.datetime.strptime(text[:19], '%Y/%m/%d %H:%M:%S'))
    now = max(when(r[3]) for r in rows)
    for name, events in cases(rows, 0).items():
        t = Ticket(events[0][15])
        ts.append(t)
        used, since, late = 0, when(events[0][3]), False
        ended = since
        resolved = 0
        for e in events:
            at, act = when(e[3]), e[1]
            state = ('open' if act in WORK else 'pending-customer' if act == 'Wait' else 'resolved'
                     if act == 'Resolve ticket' else 'closed' if act == 'Closed' else None)
            if t.state in DONE + PARKED:
                since = at
            else:
                ended = at
            used += worked(since, at)
            since = at
            if t.state not in DONE or (state and (state not in DONE or act == 'Resolve ticket')):
                priority = e[11][6:]
            follow(way, t, e[15], state, at, again=act == 'Resolve ticket')
            resolved += act == 'Resolve ticket'
            if act == 'Require upgrade':
                way.n['escalated'] += 1
                out['upgraded'] += not late
                late = True
        if t.state not in DONE + PARKED:
            used += worked(since, now)
        out['resolved-again'] += resolved > 1
        out['priority:' + priority] += 1
        # Just used up is in time; but not when its hours had ended before.
        over = used > TARGET or (used == TARGET and not worked(ended - 1, ended))
        lines[name] = '%d %d %d' % (used, t.state in DONE, over)
    out.update(way.figures(len(rows), ts))
    return dict(out), lines


# ---- problems --------------------------------------------------------------------------------

VOLVO = {'Awaiting Assignment': 'queued', 'Assigned': 'open', 'In Progress': 'open',
         'Wait': 'pending-customer', 'Closed': 'closed', 'Cancelled': 'resolved', 'Unmatched': None}
IMPACT = ['Major', 'High', 'Medium', 'Low']


def volvo(path):
    with open(path, encoding='utf-8', newline='') as f:
        tickets = cases(csv.DictReader(f), 'case:concept:name')
    way, ts, lines, rows = Way(), [], {}, 0
    out = collections.Counter()
    for name, events in tickets.items():
        rows += len(events)
        t = Ticket(events[0]['organization involved'])
        ts.append(t)
        share = collections.Counter()
        before = None
        for e in events:
            at = ms(datetime.datetime.fromisoformat(e['time:timestamp'].replace('+00:00', '')))
            if before is not None and t.state not in DONE + PARKED:
                share[t.lent or t.home] += at - before
            before = at
            follow(way, t, e['organization involved'], VOLVO[e['lifecycle:transition']], at)
        out['priority:%d' % (1 + IMPACT.index(events[-1]['impact']))] += 1
        out['several-teams'] += len({e['organization involved'] for e in events}) > 1
        for team, spent in share.items():
            if spent > 0:
                lines['%s|%s' % (name, team)] = str(spent)
    out.update(way.figures(rows, ts))
    out.update(way.legs(ts))
    return dict(out), lines
