-- Ids are given by the application. A statement outside `within` has no scope, so reading one fails instead of answering.
create function scope() returns uuid language sql stable
  return current_setting('passerelle.scope')::uuid;

-- The practitioners for whom the signed-in person acts: themselves, or those who delegated to them.
create function acting_for() returns uuid[] language sql stable
  return coalesce(nullif(current_setting('passerelle.acting_for', true), ''), '{}')::uuid[];

create extension if not exists btree_gist;

-- Public: no row-level security.
create table territory (
  id uuid primary key,
  name text not null,
  short_code text not null unique check (short_code ~ '^[A-Z0-9]{2,8}$'),
  finess text not null unique check (finess ~ '^[0-9AB]{9}$'),
  zone text not null, -- of its clocks, such as Europe/Paris or Indian/Reunion
  holiday_region text not null,
  emergency_phone text -- shown when the service itself cannot answer
);
create table territory_commune (
  territory_id uuid not null references territory,
  commune_code text not null check (commune_code ~ '^[0-9AB]{5}$'),
  primary key (territory_id, commune_code)
);
create table sas_enrolment (
  id uuid primary key,
  territory_id uuid not null references territory,
  sas_code text not null, -- department of the SAS
  from_on date not null,
  until_on date, -- first day outside; null while it lasts
  season_from text check (season_from ~ '^[01][0-9]-[0-3][0-9]$'), -- month and day, both included
  season_until text check (season_until ~ '^[01][0-9]-[0-3][0-9]$'),
  source text not null,
  check ((season_from is null) = (season_until is null)),
  check (until_on is null or until_on > from_on),
  exclude using gist (territory_id with =, sas_code with =, daterange(from_on, until_on) with &&)
);

-- Owned by one territory.
create table policy (
  territory_id uuid not null references territory,
  version int not null check (version > 0),
  from_on date not null,
  author text not null,
  source text not null,
  hold_minutes int not null check (hold_minutes between 1 and 30),
  hold_extension_minutes int not null check (hold_extension_minutes between 0 and 10),
  weekly_cap int not null check (weekly_cap > 0),
  cap_warning int not null check (cap_warning >= 0),
  tiers text[] not null,
  weight_soonest double precision not null check (weight_soonest >= 0),
  weight_nearest double precision not null check (weight_nearest >= 0),
  weight_fair_share double precision not null check (weight_fair_share >= 0),
  sources_without_regulation text[] not null,
  primary key (territory_id, version),
  unique (territory_id, from_on) -- never two policies in force
);

alter table policy enable row level security, force row level security;
create policy own on policy using (territory_id = scope());
create policy upkeep on policy to owner using (true) with check (true);
create policy live on policy for select to live using (true);

grant select on territory, territory_commune, sas_enrolment to app, live;
grant select, insert on policy to app; -- a voted line is never edited
grant select on policy to live;
