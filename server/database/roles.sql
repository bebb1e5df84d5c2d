-- Once per cluster, by its administrator, as often as wanted. `owner` migrates and owns; the others own nothing and
-- cannot skip row-level security: `app` serves people, `live` keeps the picture of free places, `worker` does what is due.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['owner', 'app', 'live', 'worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login nosuperuser nobypassrls', wanted);
    end if;
  end loop;
end $$;
