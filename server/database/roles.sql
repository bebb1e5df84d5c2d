-- Once per cluster, by its administrator. `owner` migrates; `app` serves: it owns nothing and cannot skip row-level
-- security; `live` reads free capacity of all territories; `worker` runs imports and purges.
do $$ declare wanted text; begin
  foreach wanted in array array['owner', 'app', 'live', 'worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login nosuperuser nobypassrls', wanted);
    end if;
  end loop;
end $$;
