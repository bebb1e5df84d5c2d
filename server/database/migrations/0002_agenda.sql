-- The directory is public data (Annuaire Santé, Licence Ouverte): no row-level security.
create table practitioner (
  id uuid primary key,
  rpps text not null unique check (rpps ~ '^[0-9]{11}$'),
  civility text not null default '',
  family_name text not null,
  given_name text not null,
  profession_code text not null, -- TRE_G15
  specialty_codes text[] not null default '{}', -- TRE_R38, ordinal specialties
  gone_on date -- no longer in the directory since
);
create index on practitioner (lower(family_name) text_pattern_ops);
create table location (
  id uuid primary key,
  structure_id text unique, -- the directory's technical id of the structure, when it has one
  name text not null,
  address text not null default '',
  postal_code text not null default '',
  commune_code text not null,
  phone text,
  finess text,
  siret text,
  zone text not null,
  latitude double precision,
  longitude double precision
);
create index on location (commune_code);
create table practitioner_location (
  practitioner_id uuid not null references practitioner,
  location_id uuid not null references location,
  practice_mode_code text not null default '', -- TRE_R23
  sector_code text not null default '', -- TRE_R02
  gone_on date,
  primary key (practitioner_id, location_id)
);
create index on practitioner_location (location_id);
-- What an import last saw of a territory's professional: tells added, changed and gone without reading the file twice.
create table directory_entry (
  territory_id uuid not null references territory,
  practitioner_id uuid not null references practitioner,
  digest text not null,
  seen_at timestamptz not null,
  gone_on date,
  primary key (territory_id, practitioner_id)
);

-- Owned by the professional; an audience says which territory sees it, as what, and when.
create table audience (
  practitioner_id uuid not null references practitioner,
  territory_id uuid not null references territory,
  standing text not null check (standing in ('member', 'neighbour')),
  during tstzrange not null check (not isempty(during)),
  primary key (practitioner_id, territory_id, during),
  exclude using gist (practitioner_id with =, territory_id with =, during with &&)
);
create table opening (
  id uuid primary key,
  practitioner_id uuid not null references practitioner,
  location_id uuid not null references location,
  kind text not null check (kind in ('slots', 'range', 'en-sus')),
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at),
  zone text not null,
  slot_minutes int not null check (slot_minutes between 5 and 720),
  places int not null check (places between 1 and 50), -- per slot
  modality text not null check (modality in ('AMB', 'HH', 'VR')),
  visibility text[] not null check (visibility <@ '{PUBLIC,PRO,SNP,CPTS}' and cardinality(visibility) > 0),
  min_age_months int not null default 0 check (min_age_months >= 0),
  max_age_months int check (max_age_months >= min_age_months),
  opened_by uuid not null,
  opened_at timestamptz not null
);
create index on opening (practitioner_id, start_at);
create table slot (
  id uuid primary key, -- derived from (opening, start)
  opening_id uuid not null references opening,
  practitioner_id uuid not null references practitioner,
  location_id uuid not null references location,
  kind text not null check (kind in ('slots', 'range', 'en-sus')),
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at),
  modality text not null,
  visibility text[] not null,
  min_age_months int not null default 0,
  max_age_months int,
  capacity int not null check (capacity > 0),
  free_places int not null check (free_places between 0 and capacity),
  counted_places int not null default 0 check (counted_places >= 0), -- held or booked, and counting to the weekly cap
  withdrawn_at timestamptz,
  version bigint not null default 1
);
create index on slot (practitioner_id, start_at);
create index on slot (start_at);
-- A unit of capacity: one live hold and one live appointment each.
create table place (
  id uuid primary key,
  slot_id uuid not null references slot,
  ordinal int not null,
  booked boolean not null default false,
  unique (slot_id, ordinal)
);

-- What the live pictures read, in order of xid: sequences commit out of order.
create table availability_change (
  xid xid8 not null default pg_current_xact_id(),
  slot_id uuid not null,
  before jsonb,
  after jsonb,
  at timestamptz not null default now()
);
create index on availability_change (xid);

create function slot_changes_availability() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, before, after)
  values (coalesce(new.id, old.id), to_jsonb(old), to_jsonb(new));
  notify availability; -- empty: a wake-up, never the news itself
  return null;
end $$;
create trigger slot_changes_availability after insert or update or delete on slot
  for each row execute function slot_changes_availability();

create function directory_changes_picture() returns trigger language plpgsql as $$
begin
  notify directory; -- practitioners, locations, audiences or policies: pictures read them again
  return null;
end $$;
create trigger practitioner_changes_picture after insert or update or delete on practitioner
  for each statement execute function directory_changes_picture();
create trigger location_changes_picture after insert or update or delete on location
  for each statement execute function directory_changes_picture();
create trigger practice_changes_picture after insert or update or delete on practitioner_location
  for each statement execute function directory_changes_picture();
create trigger audience_changes_picture after insert or update or delete on audience
  for each statement execute function directory_changes_picture();
create trigger policy_changes_picture after insert or update or delete on policy
  for each statement execute function directory_changes_picture();

do $$ declare shared text; begin
  foreach shared in array array['audience', 'opening', 'slot', 'place', 'directory_entry'] loop
    execute format('alter table %I enable row level security, force row level security', shared);
    execute format('create policy upkeep on %I to owner using (true) with check (true)', shared);
  end loop;
end $$;
create policy own on directory_entry using (territory_id = scope());
create policy own on audience using (territory_id = scope() or practitioner_id = any (acting_for()));
create policy live on audience for select to live using (true);
create policy seen on opening using (practitioner_id = any (acting_for()) or exists (
  select from audience a where a.practitioner_id = opening.practitioner_id and a.during @> opening.start_at));
create policy seen on slot using (practitioner_id = any (acting_for()) or exists (
  select from audience a where a.practitioner_id = slot.practitioner_id and a.during @> slot.start_at));
create policy live on slot for select to live using (true);
create policy seen on place using (exists (select from slot where slot.id = slot_id));

grant select on practitioner, location, practitioner_location, audience, slot, availability_change to live;
grant select, insert, update on practitioner, location, practitioner_location, directory_entry, audience, opening, slot, place to app;
grant delete on place, slot, opening to app; -- an opening nobody booked is taken back whole
