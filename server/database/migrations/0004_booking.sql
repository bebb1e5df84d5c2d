create table slot_hold (
  id uuid primary key,
  place_id uuid not null unique references place, -- the table, not the code, forbids a double hold
  slot_id uuid not null references slot,
  request_id uuid not null references care_request,
  territory_id uuid not null references territory,
  held_by uuid not null,
  held_at timestamptz not null,
  expires_at timestamptz not null,
  extended boolean not null default false,
  counts_to_cap boolean not null
);
create index on slot_hold (request_id);
create index on slot_hold (slot_id);

create table appointment (
  id uuid primary key,
  territory_id uuid not null references territory,
  request_id uuid not null references care_request,
  place_id uuid not null references place,
  slot_id uuid not null references slot,
  practitioner_id uuid not null references practitioner,
  location_id uuid not null references location,
  kind text not null check (kind in ('slots', 'range', 'en-sus')),
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at),
  modality text not null,
  status text not null check (status in ('pending', 'booked', 'fulfilled', 'noshow', 'cancelled')), -- FHIR Appointment.status
  idempotency_key uuid not null,
  counts_to_cap boolean not null,
  with_attending boolean not null,
  message text, -- for the professional
  booked_by uuid not null,
  booked_at timestamptz not null,
  answered_at timestamptz, -- en sus: when the professional accepted or declined
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('patient', 'professional', 'operator')),
  cancel_reason text,
  outcome text check (outcome in ('came', 'late', 'did-not-come', 'sent-on')),
  outcome_at timestamptz,
  outcome_by uuid,
  majoration text check (majoration in ('SNP', 'MRT', 'MUT', 'MCU')), -- as declared by the professional
  version int not null default 1,
  unique (territory_id, idempotency_key),
  check ((status in ('fulfilled', 'noshow')) = (outcome is not null)),
  -- Only ordinary appointments: en sus and ranges overlap on purpose.
  exclude using gist (practitioner_id with =, tstzrange(start_at, end_at) with &&)
    where (kind = 'slots' and status in ('booked', 'fulfilled', 'noshow'))
);
create unique index appointment_one_per_place on appointment (place_id) where status <> 'cancelled'; -- forbids double booking
create unique index appointment_one_per_request on appointment (request_id) where status in ('pending', 'booked');
create index on appointment (practitioner_id, start_at);
create index on appointment (territory_id, start_at);
create index on appointment (request_id);

create table care_feedback (
  id uuid primary key,
  territory_id uuid not null references territory,
  request_id uuid not null references care_request,
  appointment_id uuid not null references appointment,
  practitioner_id uuid not null references practitioner, -- who wrote it
  attending_id uuid references practitioner, -- to whom it goes, besides the requester
  code text not null check (code in ('treated', 'see-again', 'exam-pending', 'other')),
  key_id text not null,
  content bytea, -- encrypted: health data
  at timestamptz not null
);
create index on care_feedback (request_id);
create index on care_feedback (attending_id, at);

-- What must happen later. Ids only, no row-level security: the runner sees the clocks of every territory.
create table due (
  id uuid primary key,
  territory_id uuid not null references territory,
  at timestamptz not null,
  kind text not null check (kind in ('hold-expiry')),
  subject uuid not null,
  unique (kind, subject)
);
create index on due (at);

create function hold_changes_slot() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if tg_op = 'UPDATE' and old.id = new.id then return null; end if; -- only its end moved
  update slot
  set version = version + 1,
      free_places = free_places - (tg_op = 'INSERT')::int + (tg_op = 'DELETE')::int,
      counted_places = counted_places
        + (tg_op <> 'DELETE' and new.counts_to_cap)::int - (tg_op <> 'INSERT' and old.counts_to_cap)::int
  where id = coalesce(new.slot_id, old.slot_id);
  return null;
end $$;
create trigger hold_changes_slot after insert or update or delete on slot_hold
  for each row execute function hold_changes_slot();

-- A booked place stays taken whatever becomes of the patient, until the appointment is cancelled.
create function appointment_changes_slot() returns trigger language plpgsql security definer set search_path = public as $$
declare
  was int := (tg_op = 'UPDATE' and old.status <> 'cancelled')::int;
  is_now int := (new.status <> 'cancelled')::int;
begin
  if was = is_now then return null; end if;
  update place set booked = (is_now = 1) where id = new.place_id;
  update slot
  set version = version + 1,
      free_places = free_places - is_now + was,
      counted_places = counted_places + (is_now - was) * new.counts_to_cap::int
  where id = new.slot_id;
  return null;
end $$;
create trigger appointment_changes_slot after insert or update on appointment
  for each row execute function appointment_changes_slot();

do $$ declare owned text; begin
  foreach owned in array array['slot_hold', 'appointment', 'care_feedback'] loop
    execute format('alter table %I enable row level security, force row level security', owned);
    execute format('create policy upkeep on %I to owner using (true) with check (true)', owned);
  end loop;
end $$;
create policy seen on slot_hold using (exists (select from place where place.id = place_id));
create policy own on appointment using (territory_id = scope() or practitioner_id = any (acting_for()));
create policy own on care_feedback using (
  territory_id = scope() or practitioner_id = any (acting_for()) or attending_id = any (acting_for()));

-- A professional sees the requests, and who the patient is, of their own appointments, whatever territory made them.
create policy effector on care_request for select
  using (exists (select from appointment a where a.request_id = care_request.id and a.practitioner_id = any (acting_for())));
create policy effector_moves on care_request for update
  using (exists (select from appointment a where a.request_id = care_request.id and a.practitioner_id = any (acting_for())));
create policy effector on patient_identity for select
  using (exists (select from care_request r where r.patient_id = patient_identity.id
    and exists (select from appointment a where a.request_id = r.id and a.practitioner_id = any (acting_for()))));
create policy effector on journal for insert
  with check (exists (select from appointment a where a.request_id = journal.request_id
    and a.practitioner_id = any (acting_for()) and a.territory_id = journal.territory_id));

grant select, insert, update, delete on slot_hold, due to app; -- `for update` needs the right to update
grant select, insert, update on appointment to app;
grant select, insert on care_feedback to app;
