-- A slot in use stays as it was, whatever was edited meanwhile. Once nobody has a place of it any more, its agenda is
-- laid out again at once: until the next night it would be offered on terms that its professional changed.
create function lay_out_again(slots uuid[]) returns void language sql security definer set search_path = public as $$
  with concerned as (
    select distinct s.practitioner_id from slot s join opening o on o.id = s.opening_id
    where s.id = any (slots) and (s.withdrawn_by = 'agenda' or exists (
      select from opening part where part.series_id = o.series_id and part.version > 1)))
  update due set at = to_timestamp(0)
  where id in (
    select d.id from due d join concerned c on c.practitioner_id = d.subject
    where d.kind = 'agenda-horizon'
    for update of d skip locked) -- whoever runs it may be waiting for the slot
$$;
revoke execute on function lay_out_again from public; -- the trigger's own

create or replace function slots_changed() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into availability_change (slot_id, before, after)
  select n.id, to_jsonb(o), to_jsonb(n) from now_there n join was_there o using (id);
  perform offer_again(array(
    select n.id from now_there n join was_there o using (id)
    where n.withdrawn_at is null and n.free_places > case when o.withdrawn_at is null then o.free_places else 0 end),
    to_timestamp(0));
  perform lay_out_again(array(
    select n.id from now_there n join was_there o using (id)
    where n.free_places = n.capacity and o.free_places < o.capacity));
  notify availability;
  return null;
end $$;
