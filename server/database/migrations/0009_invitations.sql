-- Whoever books does not see what a professional set: the table itself writes the invitations.

-- One clock per appointment sends whatever is not sent yet, the latest only: calendars never see them in another order.
create function appointment_invites() returns trigger language plpgsql security definer set search_path = public as $$
declare
  told text; -- where the appointment is already known
  wanted text;
  wish text;
begin
  if new.status = 'booked' and (tg_op = 'INSERT' or old.status = 'pending'
      or (old.start_at, old.end_at, old.location_id) is distinct from (new.start_at, new.end_at, new.location_id)) then
    wish := 'REQUEST';
  elsif new.status = 'cancelled' and tg_op = 'UPDATE' and old.status <> 'cancelled' then
    wish := 'CANCEL';
  else
    return null;
  end if;
  select recipient into told from calendar_invitation
  where appointment_id = new.id and (wish = 'CANCEL' or sent_at is not null) order by sequence desc limit 1;
  select invitation_email into wanted from agenda_settings where practitioner_id = new.practitioner_id;
  if coalesce(told, case when wish = 'REQUEST' then wanted end) is null then return null; end if;
  insert into calendar_invitation
    (id, practitioner_id, appointment_id, method, sequence, recipient, start_at, end_at, place, created_at)
  select gen_random_uuid(), new.practitioner_id, new.id, wish, new.version, coalesce(told, wanted),
    new.start_at, new.end_at, l.name, greatest(new.booked_at, new.answered_at, new.cancelled_at)
  from location l where l.id = new.location_id
  on conflict do nothing;
  -- A clock that is set, or lent, stays as it is; its row is locked, so that whoever ends it sees this invitation.
  insert into due (id, territory_id, at, kind, subject, practitioner_id)
  values (gen_random_uuid(), new.territory_id, to_timestamp(0), 'invitation', new.id, new.practitioner_id)
  on conflict (kind, subject, territory_id) do update set at = due.at;
  return null;
end $$;
create trigger appointment_invites after insert or update of status, start_at, end_at, location_id on appointment
  for each row execute function appointment_invites();
