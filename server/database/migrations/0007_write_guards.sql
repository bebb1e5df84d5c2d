-- Row-level security shows more than one may change. Restrictive: each of these must hold besides the policies above.
-- An offer is shared, changed and taken back by the professional or whoever acts for them. Others only lock it
-- (`for update`); its counts are kept by the triggers of holds and appointments, which are the owner's.
do $$ declare shared text; begin
  foreach shared in array array['opening', 'slot'] loop
    execute format('create policy sharing on %I as restrictive for insert to app
      with check (practitioner_id = any (acting_for()))', shared);
    execute format('create policy changing on %I as restrictive for update to app
      using (true) with check (practitioner_id = any (acting_for()))', shared);
    execute format('create policy taking_back on %I as restrictive for delete to app
      using (practitioner_id = any (acting_for()))', shared);
  end loop;
end $$;
create policy sharing on place as restrictive for insert to app with check (exists (
  select from slot where slot.id = slot_id and slot.practitioner_id = any (acting_for())));
create policy taking_back on place as restrictive for delete to app using (exists (
  select from slot where slot.id = slot_id and slot.practitioner_id = any (acting_for())));
revoke update on place from app; -- booked or not: the trigger of appointments

-- A hold or an appointment is its own territory's, for one of its requests, on a place that it sees.
create policy holding on slot_hold as restrictive for insert to app with check (
  territory_id = scope() and exists (select from care_request r where r.id = request_id));
create policy keeping on slot_hold as restrictive for update to app using (territory_id = scope());
create policy booking on appointment as restrictive for insert to app with check (
  territory_id = scope() and exists (select from care_request r where r.id = request_id)
  and exists (select from place p where p.id = place_id));

-- Whose a request or an appointment is, and what was asked, never changes.
revoke update on care_request, appointment from app;
grant update (state, closing_reason, taken_by, regulated_by, regulation_priority, care_level, moved_at, version)
  on care_request to app;
grant update (status, start_at, end_at, answered_at, cancelled_at, cancelled_by, cancel_reason, outcome, outcome_at,
  outcome_by, majoration, version) on appointment to app;
