-- What a name is found by: no accent, case, hyphen or apostrophe; as `normalisedName` of the domain has it.
create function searched_words(name text) returns text language sql immutable parallel safe
  return btrim(regexp_replace(
    replace(replace(lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036f]', '', 'g')), 'œ', 'oe'), 'æ', 'ae'),
    '[^a-z0-9]+', ' ', 'g'));

-- The beginnings of words of the name, and of the RPPS.
alter table practitioner add column searched tsvector not null generated always as
  (to_tsvector('simple'::regconfig, searched_words(given_name || ' ' || family_name) || ' ' || rpps)) stored;
create index practitioner_searched on practitioner using gin (searched);
drop index practitioner_lower_idx;
