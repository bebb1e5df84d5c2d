-- Who the patient is: apart from what is needed, encrypted field by field (AES-256-GCM, key outside the database).
create table patient_identity (
  id uuid primary key,
  territory_id uuid not null references territory,
  status text not null default 'provisional' check (status in ('provisional', 'retrieved', 'validated', 'qualified')),
  key_id text not null,
  family_name bytea,
  given_name bytea,
  birth_date bytea,
  phone bytea,
  address bytea,
  phone_index bytea, -- keyed hash of the E.164 number
  name_index bytea, -- keyed hash of the normalised name
  index_key_id text not null,
  sharing text not null check (sharing in ('given', 'refused', 'not-asked')),
  sharing_with text,
  sharing_at timestamptz,
  created_at timestamptz not null,
  erased_at timestamptz,
  check (sharing <> 'given' or sharing_at is not null)
);
create index on patient_identity (territory_id, phone_index);
create index on patient_identity (territory_id, name_index);

create table care_request (
  id uuid primary key,
  territory_id uuid not null references territory,
  number text not null, -- for people: NVF-261124-031
  idempotency_key uuid not null,
  version int not null default 1,
  state text not null check (state in ('DRAFT', 'QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING', 'PROPOSED', 'BOOKED',
    'FULFILLED', 'NO_SHOW', 'CANCELLED', 'FEEDBACK_SENT', 'CLOSED', 'UNPLACED', 'REORIENTED_AMU', 'ABANDONED')),
  source text not null check (source in ('sas', '116117', 'telesecretariat', 'professional', 'cpts')),
  sas_code text, -- the SAS concerned, from commune and date
  sas_reference text, -- its own file
  call_reference text,
  regulation_reference text,
  requester_id uuid references practitioner, -- a professional asking for a colleague
  patient_id uuid references patient_identity,
  age_months int not null check (age_months between 0 and 1560),
  sex text not null check (sex in ('F', 'H', 'unknown')),
  residence_commune text not null,
  place_commune text not null, -- where the patient is
  attending_status text not null check (attending_status in ('known', 'none', 'unknown')),
  attending_id uuid references practitioner,
  profession_code text not null,
  specialty_code text,
  reason text not null check (length(reason) between 1 and 200),
  modalities text[] not null check (modalities <@ '{AMB,HH,VR}' and cardinality(modalities) > 0),
  constraint_mobility boolean not null default false,
  constraint_accompanied boolean not null default false,
  constraint_language text,
  note text,
  delay text not null check (delay in ('same-day', '24h', '48h', 'at')),
  due_at timestamptz not null,
  regulation_priority text check (regulation_priority in ('P0', 'P1', 'P2', 'P3', 'NR')), -- as given, never computed
  care_level text check (care_level in ('R1', 'R2', 'R3', 'R4')),
  regulated_by text,
  taken_by uuid,
  closing_reason text,
  created_by uuid not null,
  created_at timestamptz not null,
  moved_at timestamptz not null,
  unique (territory_id, idempotency_key),
  unique (territory_id, number),
  check ((attending_status = 'known') = (attending_id is not null))
);
create index on care_request (territory_id, state, due_at);
create index on care_request (territory_id, created_at);
create index on care_request (patient_id);

-- The day's last number, so that people can say one aloud. Never an id.
create table request_number (
  territory_id uuid not null references territory,
  day date not null,
  last int not null,
  primary key (territory_id, day)
);

-- What somebody is typing: encrypted whole, since it may hold a name.
create table request_draft (
  id uuid primary key,
  territory_id uuid not null references territory,
  account_id uuid not null,
  key_id text not null,
  content bytea not null,
  updated_at timestamptz not null
);
create index on request_draft (territory_id, account_id);

create table journal (
  id uuid primary key,
  xid xid8 not null default pg_current_xact_id(), -- the sealer's order is (xid, id)
  territory_id uuid not null references territory,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject uuid not null,
  request_id uuid,
  details jsonb, -- why, and what changed; never an identity
  as_of jsonb -- the picture the decision was taken on
);
create index on journal (territory_id, request_id, at);
create index on journal (territory_id, xid, id);

do $$ declare owned text; begin
  foreach owned in array array['patient_identity', 'care_request', 'request_number', 'request_draft', 'journal'] loop
    execute format('alter table %I enable row level security, force row level security', owned);
    execute format('create policy upkeep on %I to owner using (true) with check (true)', owned);
  end loop;
end $$;
create policy own on patient_identity using (territory_id = scope());
create policy own on care_request using (territory_id = scope());
create policy own on request_number using (territory_id = scope());
create policy own on request_draft using (territory_id = scope());
create policy own on journal using (territory_id = scope());

grant select, insert, update on patient_identity, care_request, request_number to app;
grant select, insert, update, delete on request_draft to app;
grant select, insert on journal to app; -- append-only: nobody is granted update or delete
