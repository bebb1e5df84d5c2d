-- Agendas that were shared before have a horizon too.

-- What is free beyond the horizon is shared again, by the same row, when the horizon comes to it.
update slot set withdrawn_at = now(), withdrawn_by = 'agenda', version = version + 1
where withdrawn_at is null and free_places = capacity and start_at > now() + interval '60 days';
insert into due (id, territory_id, at, kind, subject, practitioner_id)
select gen_random_uuid(), seen.territory_id, now(), 'agenda-horizon', seen.practitioner_id, seen.practitioner_id
from (
  select distinct on (practitioner_id) practitioner_id, territory_id from audience
  where during @> now()
  order by practitioner_id, standing, territory_id) seen
where exists (select from opening where opening.practitioner_id = seen.practitioner_id and end_at > now());
