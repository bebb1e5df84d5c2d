-- A whole agenda is written at once: what each row is asked costs little.

-- Places are made by the database alone, as many as a slot has room for, on slots of somebody for whom the scope acts.
-- Those that are there already stay: there may be more than the slot has room for.
create function make_places(slots uuid[]) returns void language sql security definer set search_path = public as $$
  insert into place (id, slot_id, ordinal)
  select gen_random_uuid(), s.id, ordinal from slot s, generate_series(0, s.capacity - 1) as ordinal
  where s.id = any (slots) and s.practitioner_id = any (acting_for())
  on conflict (slot_id, ordinal) do nothing
$$;
revoke execute on function make_places from public;
grant execute on function make_places to app;
revoke insert on place from app;
drop policy sharing on place;

-- A slot's professional is that of its opening: one reference for both.
alter table opening add unique (id, practitioner_id);
alter table slot
  add foreign key (opening_id, practitioner_id) references opening (id, practitioner_id),
  drop constraint slot_opening_id_fkey,
  drop constraint slot_practitioner_id_fkey;

-- For whom the scope acts is read once a statement, not for each row.
alter policy seen on opening using (practitioner_id = any ((select acting_for())::uuid[]) or exists (
  select from audience a where a.practitioner_id = opening.practitioner_id and a.during @> opening.start_at));
alter policy seen on slot using (practitioner_id = any ((select acting_for())::uuid[]) or exists (
  select from audience a where a.practitioner_id = slot.practitioner_id and a.during @> slot.start_at));
do $$ declare shared text; begin
  foreach shared in array array['opening', 'slot'] loop
    execute format('alter policy sharing on %I with check (practitioner_id = any ((select acting_for())::uuid[]))', shared);
    execute format('alter policy changing on %I with check (practitioner_id = any ((select acting_for())::uuid[]))', shared);
  end loop;
end $$;

-- A statement may share slots and change none. Plans are kept from one call to the next: one made for a single row must
-- do for hundreds, and a full join is never a loop in a loop.
create or replace function slots_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from now_there) then return null; end if;
  insert into availability_change (slot_id, before, after)
  select id, to_jsonb(o), to_jsonb(n) from now_there n full join was_there o using (id);
  perform offer_again(array(
    select id from now_there n full join was_there o using (id)
    where n.withdrawn_at is null and n.free_places > case when o.withdrawn_at is null then o.free_places else 0 end),
    to_timestamp(0));
  perform lay_out_again(array(
    select id from now_there n full join was_there o using (id)
    where n.free_places = n.capacity and o.free_places < o.capacity));
  notify availability;
  return null;
end $$;
create or replace function slots_opened() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if not exists (select from now_there) then return null; end if;
  insert into availability_change (slot_id, after) select id, to_jsonb(n) from now_there n;
  perform offer_again(array(select id from now_there where withdrawn_at is null), to_timestamp(1));
  notify availability; -- empty: a wake-up, never the news itself
  return null;
end $$;
