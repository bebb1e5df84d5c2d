-- Caps are judged by whoever sees the slots. Where appointments are sent is in the same row: nobody else sees that.
drop policy judged on agenda_settings;
create function caps_of(practitioner uuid) returns table (weekly_cap int, daily_cap int)
  language sql stable security definer set search_path = public as $$
  select s.weekly_cap, s.daily_cap from agenda_settings s
  where s.practitioner_id = practitioner
    and (practitioner = any (acting_for())
      or exists (select from audience a where a.practitioner_id = practitioner and a.territory_id = scope()))
$$;

-- A territory prepares the agendas of those whom it sees, and puts slots that it sees before requests of its own.
create policy preparing on agenda_preparation as restrictive for insert to app with check (
  territory_id = scope() and exists (select from audience a
    where a.practitioner_id = agenda_preparation.practitioner_id and a.territory_id = scope()));
create policy proposing on slot_refill as restrictive for insert to app with check (
  territory_id = scope() and exists (select from slot s where s.id = slot_id)
  and exists (select from care_request r where r.id = request_id and r.territory_id = scope()));
