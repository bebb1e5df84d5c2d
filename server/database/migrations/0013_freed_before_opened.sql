-- A place that comes free is proposed before those that were just opened: a whole agenda is thousands of them.
drop function offer_again(uuid[]);
create function offer_again(slots uuid[], turn timestamptz) returns void
  language sql security definer set search_path = public as $$
  with waiting as (
    select territory_id, max(due_at) as due_at from care_request
    where cardinality(slots) > 0 and state in ('QUALIFIED', 'REGULATED', 'MT_CONTACT', 'SEARCHING', 'UNPLACED')
    group by territory_id)
  insert into due (id, territory_id, at, kind, subject)
  select gen_random_uuid(), a.territory_id, turn, 'slot-refill', s.id
  from slot s
  join audience a on a.practitioner_id = s.practitioner_id and a.during @> s.start_at
  join waiting w on w.territory_id = a.territory_id and s.start_at <= w.due_at
  where s.id = any (slots)
  order by s.id
  on conflict (kind, subject, territory_id) do update set at = excluded.at
    where due.at = to_timestamp(1) and excluded.at < due.at
$$;
revoke execute on function offer_again from public; -- the triggers' own

create or replace function slots_opened() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, after) select id, to_jsonb(n) from now_there n;
  perform offer_again(array(select id from now_there where withdrawn_at is null), to_timestamp(1));
  notify availability; -- empty: a wake-up, never the news itself
  return null;
end $$;
create or replace function slots_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, before, after)
  select n.id, to_jsonb(o), to_jsonb(n) from now_there n join was_there o using (id);
  perform offer_again(array(
    select n.id from now_there n join was_there o using (id)
    where n.withdrawn_at is null and n.free_places > case when o.withdrawn_at is null then o.free_places else 0 end),
    to_timestamp(0));
  notify availability;
  return null;
end $$;
