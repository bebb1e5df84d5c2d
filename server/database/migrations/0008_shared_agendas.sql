-- Openings that recur, absences, calendars that professionals already have, and who did what to an agenda.

alter table opening
  add column series_id uuid, -- of the opening an edited occurrence, or a following part, comes from: its slots keep their ids
  add column rrule text check (length(rrule) between 1 and 500), -- RFC 5545 recurrence of start_at by the clock of `zone`
  add column except_on date[] not null default '{}', -- days of that calendar on which it does not occur
  add column on_public_holidays boolean not null default false, -- whether the rule holds on those days
  add column booking text not null default 'ROUTINE' check (booking in ('ROUTINE', 'WALKIN')), -- v2-0276
  add column reasons text[] not null default '{}', -- accepted; any when empty
  add column cpts uuid[] check (cardinality(cpts) > 0), -- which CPTS visibility CPTS means; null: every one that sees it
  add column lead_minutes int not null default 0 check (lead_minutes between 0 and 10080), -- booked this long before
  add column release_minutes int check (release_minutes between 0 and 20160), -- back to one's own patients this long before
  add column release_days int check (release_days between 0 and 14), -- or so many days before, at release_time
  add column release_time time,
  add column answer_by text check (answer_by in ('app', 'sms', 'phone')), -- en sus: how the professional is asked
  add column removed_at timestamptz,
  add column version int not null default 1,
  add check ((release_days is null) = (release_time is null)),
  add check (release_minutes is null or release_days is null),
  add check (kind = 'en-sus' or answer_by is null),
  add check (kind <> 'slots' or places = 1);
update opening set series_id = id;
alter table opening alter column series_id set not null;
create index on opening (series_id);

alter table slot
  add column booking text not null default 'ROUTINE' check (booking in ('ROUTINE', 'WALKIN')),
  add column reasons text[] not null default '{}',
  add column cpts uuid[],
  add column lead_minutes int not null default 0,
  add column release_at timestamptz, -- from then on what is free is the professional's own again
  add column withdrawn_by text check (withdrawn_by in ('professional', 'agenda', 'release')); -- 'agenda': an edit, an absence, a busy time
update slot set withdrawn_by = 'professional' where withdrawn_at is not null;
alter table slot add check ((withdrawn_at is null) = (withdrawn_by is null));
create index slot_to_release on slot (practitioner_id, release_at) where release_at is not null and withdrawn_at is null;
-- A published slot is never deleted: its version must keep growing, whatever becomes of it.
revoke delete on slot, place, opening from app;
drop policy taking_back on slot;
drop policy taking_back on place;
drop policy taking_back on opening;

-- When the professional does not receive, whatever was opened.
create table absence (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  location_id uuid references location, -- of one place only
  start_at timestamptz not null,
  end_at timestamptz check (end_at > start_at), -- null: nobody knows yet
  zone text not null,
  rrule text check (length(rrule) between 1 and 500),
  except_on date[] not null default '{}',
  said_by uuid not null,
  said_at timestamptz not null,
  removed_at timestamptz,
  version int not null default 1,
  check (rrule is null or end_at is not null)
);
create index on absence (practitioner_id);

-- What the professional set for the whole agenda.
create table agenda_settings (
  practitioner_id uuid primary key references practitioner,
  weekly_cap int check (weekly_cap between 0 and 500), -- own: patients who are not their own, a week
  daily_cap int check (daily_cap between 0 and 100),
  invitation_email text, -- appointments are sent there as invitations (iTIP)
  version int not null default 1
);

-- Who changed an agenda, and what it was before: read by those concerned, and undone from there.
create table agenda_edit (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  at timestamptz not null,
  account_id uuid not null,
  account_name text not null,
  kind text not null check (kind in ('open', 'edit', 'remove', 'absent', 'present', 'copy-week', 'settings', 'undo')),
  summary jsonb not null, -- what people read: days, times, counts
  before jsonb not null, -- rows of opening and absence, as they were
  after jsonb not null,
  undone_at timestamptz
);
create index on agenda_edit (practitioner_id, at);

-- A calendar read for busy times, and only those. Address and credentials are sealed.
create table calendar_source (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  kind text not null check (kind in ('ics', 'caldav')),
  name text not null check (length(name) between 1 and 80), -- as its owner calls it
  key_id text not null,
  address bytea not null,
  username bytea,
  password bytea,
  state jsonb not null default '{}', -- what the next read needs: etag, last-modified, ctag, sync token, expanded until
  created_at timestamptz not null,
  checked_at timestamptz, -- last attempt
  succeeded_at timestamptz, -- the busy times are those of this instant
  failures int not null default 0, -- in a row
  trouble text, -- a code; null while the last attempt went well
  told_at timestamptz -- its owner was told of this trouble
);
create index on calendar_source (practitioner_id);
create table busy_time (
  source_id uuid not null references calendar_source on delete cascade,
  practitioner_id uuid not null references practitioner,
  item text not null, -- digest of what the calendar calls it: neither title nor address
  etag text not null default '',
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at)
);
create index on busy_time (source_id, item);
create index on busy_time (practitioner_id, start_at);

-- One's agenda read by one's own calendar: the token is only in the address that its owner keeps.
create table calendar_feed (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  name text not null check (length(name) between 1 and 80),
  token_hash bytea not null unique,
  created_by uuid not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  read_at timestamptz
);
create index on calendar_feed (practitioner_id);

-- An invitation to send or to take back (iTIP), once per appointment, method and sequence.
create table calendar_invitation (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  appointment_id uuid not null references appointment,
  method text not null check (method in ('REQUEST', 'CANCEL')),
  sequence int not null,
  recipient text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  place text not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  sent_at timestamptz,
  trouble text,
  unique (appointment_id, method, sequence)
);

-- An agenda that a coordinator prepared, for the professional to confirm by one link.
create table agenda_preparation (
  id uuid primary key,
  territory_id uuid not null references territory,
  practitioner_id uuid not null references practitioner,
  openings jsonb not null,
  token_hash bytea not null unique,
  prepared_by uuid not null,
  prepared_by_name text not null,
  prepared_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  withdrawn_at timestamptz
);
create index on agenda_preparation (territory_id, prepared_at);

-- A freed place put before the waiting request that it fits best.
create table slot_refill (
  id uuid primary key,
  territory_id uuid not null references territory,
  slot_id uuid not null references slot,
  request_id uuid not null references care_request,
  proposed_at timestamptz not null,
  ended_at timestamptz,
  ending text check (ending in ('taken', 'passed', 'gone')),
  check ((ended_at is null) = (ending is null)),
  unique (slot_id, request_id)
);
create unique index slot_refill_one_at_a_time on slot_refill (territory_id, slot_id) where ended_at is null;
create index on slot_refill (territory_id, request_id) where ended_at is null;

do $$ declare shared text; begin
  foreach shared in array array['absence', 'agenda_settings', 'agenda_edit', 'calendar_source', 'busy_time', 'calendar_feed',
    'calendar_invitation', 'agenda_preparation', 'slot_refill'] loop
    execute format('alter table %I enable row level security, force row level security', shared);
    execute format('create policy upkeep on %I to owner using (true) with check (true)', shared);
  end loop;
  foreach shared in array array['absence', 'agenda_settings', 'agenda_edit', 'calendar_source', 'busy_time', 'calendar_feed',
    'calendar_invitation'] loop
    execute format('create policy own on %I using (practitioner_id = any (acting_for()))', shared);
  end loop;
end $$;
create policy own on agenda_preparation using (territory_id = scope());
create policy confirming on agenda_preparation using (practitioner_id = any (acting_for()));
create policy own on slot_refill using (territory_id = scope());
-- Own caps are judged by whoever sees the slots; which calendars are late, by the picture. Nothing else is theirs to see.
create policy judged on agenda_settings for select to app using (exists (
  select from audience a where a.practitioner_id = agenda_settings.practitioner_id and a.territory_id = scope()));
create policy live on agenda_settings for select to live using (true);
create policy live on calendar_source for select to live using (true);

grant select, insert on absence, agenda_settings, agenda_edit, calendar_source, busy_time, calendar_feed,
  calendar_invitation, agenda_preparation, slot_refill to app;
grant update on absence, agenda_settings, calendar_source, calendar_feed, calendar_invitation to app;
grant update (undone_at) on agenda_edit to app; -- an edit that was made stays made
grant update (confirmed_at, withdrawn_at) on agenda_preparation to app;
grant update (ended_at, ending) on slot_refill to app;
grant delete on calendar_source, busy_time to app; -- a calendar that is taken away leaves nothing
grant select (practitioner_id, weekly_cap, daily_cap) on agenda_settings to live;
grant select (id, practitioner_id, succeeded_at, created_at, trouble) on calendar_source to live;

-- Whose a secret address is: found by the hash of its token, before any territory or professional is known.
create function feed_of(token bytea) returns table (id uuid, practitioner_id uuid)
  language sql stable security definer set search_path = public as $$
  select f.id, f.practitioner_id from calendar_feed f where f.token_hash = token and f.revoked_at is null
$$;
create function preparation_of(token bytea) returns table (id uuid, territory_id uuid, practitioner_id uuid)
  language sql stable security definer set search_path = public as $$
  select p.id, p.territory_id, p.practitioner_id from agenda_preparation p where p.token_hash = token
$$;

-- Some clocks are one professional's: they run in the name of that one.
alter table due
  add column practitioner_id uuid references practitioner,
  drop constraint due_kind_check,
  drop constraint due_kind_subject_key,
  add constraint due_kind_check check (kind in
    ('hold-expiry', 'agenda-horizon', 'slot-release', 'slot-refill', 'calendar-read', 'invitation')),
  add constraint due_kind_subject_key unique (kind, subject, territory_id);

create function calendars_changed() returns trigger language plpgsql as $$
begin
  notify calendars; -- pictures read again which ones are late
  return null;
end $$;
create trigger calendar_source_changed after insert or update or delete on calendar_source
  for each statement execute function calendars_changed();
create trigger caps_set after insert on agenda_settings
  for each row when (new.weekly_cap is not null or new.daily_cap is not null) execute function directory_changes_picture();
create trigger caps_changed after update on agenda_settings
  for each row when ((old.weekly_cap, old.daily_cap) is distinct from (new.weekly_cap, new.daily_cap))
  execute function directory_changes_picture();

-- One statement, one write of all its changes: a whole agenda is published at once.
drop trigger slot_changes_availability on slot;
drop function slot_changes_availability;
create function slots_opened() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, after) select id, to_jsonb(n) from now_there n;
  perform offer_again(array(select id from now_there where withdrawn_at is null));
  notify availability; -- empty: a wake-up, never the news itself
  return null;
end $$;
create function slots_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, before, after)
  select n.id, to_jsonb(o), to_jsonb(n) from now_there n join was_there o using (id);
  perform offer_again(array(
    select n.id from now_there n join was_there o using (id)
    where n.withdrawn_at is null and n.free_places > case when o.withdrawn_at is null then o.free_places else 0 end));
  notify availability;
  return null;
end $$;
create function slots_gone() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, before) select id, to_jsonb(o) from was_there o;
  notify availability;
  return null;
end $$;
-- Sets a clock, due at once, for each territory where somebody waits for a place until later than this one begins.
create function offer_again(slots uuid[]) returns void language sql security definer set search_path = public as $$
  with waiting as (
    select territory_id, max(due_at) as due_at from care_request
    where cardinality(slots) > 0 and state in ('QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING', 'UNPLACED')
    group by territory_id)
  insert into due (id, territory_id, at, kind, subject)
  select gen_random_uuid(), a.territory_id, to_timestamp(0), 'slot-refill', s.id
  from slot s
  join audience a on a.practitioner_id = s.practitioner_id and a.during @> s.start_at
  join waiting w on w.territory_id = a.territory_id and s.start_at <= w.due_at
  where s.id = any (slots)
  on conflict do nothing
$$;
revoke execute on function offer_again from public; -- the triggers' own
create index care_request_waiting on care_request (territory_id, due_at)
  where state in ('QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING', 'UNPLACED');
create trigger slots_opened after insert on slot referencing new table as now_there
  for each statement execute function slots_opened();
create trigger slots_changed after update on slot referencing old table as was_there new table as now_there
  for each statement execute function slots_changed();
create trigger slots_gone after delete on slot referencing old table as was_there
  for each statement execute function slots_gone();
