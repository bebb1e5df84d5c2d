-- Caps count every place that a professional gave, in places of care and for territories that the asker does not see.
create function places_counted(practitioner uuid, from_at timestamptz, until_at timestamptz) returns int
  language sql stable security definer set search_path = public as $$
  select coalesce(sum(s.counted_places), 0)::int from slot s
  where s.practitioner_id = practitioner and s.start_at >= from_at and s.start_at < until_at
    and (practitioner = any (acting_for())
      or exists (select from audience a where a.practitioner_id = practitioner and a.territory_id = scope()))
$$;
