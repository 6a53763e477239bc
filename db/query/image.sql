-- image.sql - rows as texts, so that a change can be taken back exactly.
--
-- Each block becomes the queries image_NAME_get, _add, _set and _drop
-- (db/embed.py), which core/image.c asks for by the name. After the name its
-- key; "of TABLE" is a part of a row that only changes and neither comes nor
-- goes. `changes` are the columns that a write changes; "-- version" counts it.

-- ---- customers --------------------------------------------------------------

-- image: customer_data of customer (id)
-- columns: id kind name name_fold name_sort national_id born lang segment branch external
-- changes: kind name name_fold name_sort national_id born lang segment branch external

-- image: contact_point (id)
-- columns: id customer kind value norm label position verified_at created_at preferred hours
-- changes: position verified_at preferred hours
-- version

-- image: asset (id)
-- columns: id customer kind brand model year plate serial bought_at warranty_at service created_at
-- version

-- image: consent (id)
-- columns: id customer channel purpose allowed source proof who since_at until_at
-- changes: until_at

-- image: alert (id)
-- columns: id customer kind text severity class must_ack from_at until_at who ended_at ended_by
-- changes: ended_at ended_by

-- image: alert_ack (alert, agent)
-- columns: alert agent at

-- image: household (id)
-- columns: id name created_at

-- image: household_member (customer)
-- columns: customer household relation reason who since_at

-- image: offer (id)
-- columns: id customer code title why amount currency from_at until_at outcome again_at answered_at answered_by interaction
-- changes: outcome again_at answered_at answered_by interaction

-- image: caller_not (number, customer)
-- columns: number customer agent at

-- ---- contacts ---------------------------------------------------------------

-- image: contact_with of interaction (id)
-- columns: id customer
-- changes: customer
-- version

-- image: matter (id)
-- columns: id interaction typification ticket position

-- image: verify_ask (id)
-- columns: id interaction customer question outcome agent at

-- image: survey_answer (id)
-- columns: id survey question kind value num interaction run agent at
-- changes: value num at

-- image: callback_end of callback (id)
-- columns: id state result done_at
-- changes: state result done_at
-- version

-- ---- promises ---------------------------------------------------------------

-- image: escalation (id)
-- columns: id ticket kind round cycle level again share reason reached_at told_at acked_at acked_by to_team to_skill
-- changes: acked_at acked_by

-- image: delivery (escalation, agent)
-- columns: escalation agent at done_at outcome spooled_at

-- image: closing (ticket)
-- columns: ticket state policy since_at warned next_at close_at
-- changes: warned next_at close_at

-- image: held (ticket)
-- columns: ticket message at until_at
-- changes: until_at

-- image: spent (id)
-- columns: id ticket interaction agent kind from_at to_at ms reason made_by

-- image: reminder (id)
-- columns: id number agent ticket text at made_by made_at told_at ended_at every calendar times
-- changes: told_at ended_at at times

-- image: substitute (agent, from_at int)
-- columns: agent from_at to_at instead
-- changes: to_at instead

-- image: quiet (agent)
-- columns: agent calendar
-- changes: calendar

-- ---- the day ----------------------------------------------------------------

-- image: notice_end of notice (id)
-- columns: id until_at
-- changes: until_at

-- image: notice (id)
-- columns: id kind severity text to_team to_branch to_agent entity entity_id once author at until_at words

-- image: notice_seen (notice, agent)
-- columns: notice agent at

-- image: pause_next of agent_state (agent)
-- columns: agent pause_next
-- changes: pause_next
-- version

-- ---- setup ------------------------------------------------------------------

-- image: branch (code)
-- columns: code name city zone lang retired_at
-- changes: name city zone lang retired_at
-- version

-- image: team (code)
-- columns: code name branch retired_at
-- changes: name branch retired_at
-- version

-- image: skill (code)
-- columns: code name

-- image: team_member (team, agent)
-- columns: team agent leads
-- changes: leads

-- image: agent_skill (agent, skill)
-- columns: agent skill level
-- changes: level

-- image: role_grant (role, verb)
-- columns: role verb scope
-- changes: scope

-- image: role_field (role, class int)
-- columns: role class

-- image: typification (code)
-- columns: code parent kind leaf required priority team mnemonic valid_from retired_at position
-- changes: mnemonic retired_at
-- version

-- image: outcome (code)
-- columns: code key demands position retired_at
-- changes: retired_at
-- version

-- image: label (kind, code, lang)
-- columns: kind code lang text fold
-- changes: text fold

-- image: field_def (id)
-- columns: id entity type class choices retired_at

-- image: redress_limit (role)
-- columns: role most
-- changes: most

-- image: cabina (k)
-- columns: k v
-- changes: v

-- ---- tickets that belong together -------------------------------------------

-- image: ticket_link (id)
-- columns: id kind from_ticket to_ticket op made_by at

-- image: ticket_parent of ticket (id)
-- columns: id parent
-- changes: parent
-- version

-- ---- lists --------------------------------------------------------------------

-- image: saved_view (id)
-- columns: id list name agent team words columns
-- changes: team words columns
-- version

-- image: attachment (id)
-- columns: id ticket position hash name agent at removed_at removed_by
-- changes: removed_at removed_by

-- image: incident (ticket)
-- columns: ticket number words typification began_at began_by ended_at ended_by
-- changes: words typification began_at began_by ended_at ended_by
-- version

-- image: bulletin_end of bulletin (id)
-- columns: id retired_at
-- changes: retired_at

-- image: bulletin_read (bulletin, agent)
-- columns: bulletin agent at

-- image: ticket_watch (ticket, agent)
-- columns: ticket agent made_by at

-- image: shared_draft (id)
-- columns: id number ticket public body author left_at state ended_by ended_at
-- changes: state ended_by ended_at
-- version
