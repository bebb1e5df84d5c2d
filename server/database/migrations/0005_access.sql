-- Who may come in. Staff accounts only; no patient is here.
create table account (
  id uuid primary key,
  email text not null check (email = lower(email)),
  password_hash text not null, -- argon2id
  name text not null,
  disabled_at timestamptz,
  unique (email)
);
create table account_grant (
  id uuid primary key,
  account_id uuid not null references account,
  territory_id uuid not null references territory,
  role text not null check (role in ('operator', 'regulator', 'professional', 'delegate', 'coordinator', 'administrator')),
  practitioner_id uuid references practitioner,
  during tstzrange not null check (not isempty(during)),
  check ((role = 'professional') = (practitioner_id is not null)),
  exclude using gist (account_id with =, territory_id with =, role with =, during with &&)
);
create table delegation (
  id uuid primary key,
  account_id uuid not null references account, -- acts
  practitioner_id uuid not null references practitioner, -- for
  during tstzrange not null check (not isempty(during)),
  exclude using gist (account_id with =, practitioner_id with =, during with &&)
);
create table session (
  token_hash bytea primary key, -- the token itself is only in the cookie
  account_id uuid not null references account,
  grant_id uuid not null references account_grant,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index on session (account_id);
create index on session (expires_at);

-- One line per failed attempt, forgotten after a day; slows guessing by account and by address.
create table sign_in_failure (
  id uuid primary key,
  subject bytea not null, -- keyed hash of the e-mail or of the address
  at timestamptz not null
);
create index on sign_in_failure (subject, at);

grant select on account_grant, delegation to app;
grant select, update on account to app;
grant select, insert, update, delete on session to app;
grant select, insert, delete on sign_in_failure to app;
