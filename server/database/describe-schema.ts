import pg from 'pg'
import { connection, type DatabaseAddress } from './address.ts'

/** Tables of the migrator itself, and what extensions brought, are left out. */
const OURS = `c.relnamespace = 'public'::regnamespace and c.relname !~ '^kysely_'`

const EXTENSIONS = `select 'create extension ' || extname || ';' as line from pg_extension
  where extname <> 'plpgsql' order by extname collate "C"`

const FUNCTIONS = `select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`

const TABLES = `select c.relname as table, c.oid from pg_class c
  where c.relkind in ('r', 'p') and ${OURS} order by c.relname collate "C"`

const COLUMNS = `select '  ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
    || case when a.attnotnull then ' not null' else '' end
    || case a.attgenerated when 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
       else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`

const CONSTRAINTS = `select '  constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as line
  from pg_constraint where conrelid = $1 and contype in ('p', 'u', 'c', 'f', 'x')
  order by array_position(array['p', 'u', 'x', 'c', 'f'], contype::text), conname collate "C"`

const AFTER = [
  `select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i join pg_class c on c.oid = i.indexrelid
   where i.indrelid = $1 and not exists (select from pg_constraint where conindid = i.indexrelid and contype in ('p', 'u', 'x'))
   order by c.relname collate "C"`,
  `select 'alter table ' || c.relname || ' enable row level security'
     || case when c.relforcerowsecurity then ', force row level security' else '' end || ';' as line
   from pg_class c where c.oid = $1 and c.relrowsecurity`,
  `select 'create policy ' || quote_ident(p.polname) || ' on ' || c.relname
     || case p.polcmd when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update'
        when 'd' then ' for delete' else '' end
     || coalesce(' to ' || (select string_agg(r.rolname, ', ' order by r.rolname collate "C") from pg_roles r
        where r.oid = any (p.polroles)), '')
     || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
     || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '') || ';' as line
   from pg_policy p join pg_class c on c.oid = p.polrelid where p.polrelid = $1 order by p.polname collate "C"`,
  `select 'grant ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type collate "C") || ' on ' || c.relname
     || ' to ' || r.rolname || ';' as line
   from pg_class c, aclexplode(c.relacl) g join pg_roles r on r.oid = g.grantee
   where c.oid = $1 and g.grantee <> c.relowner group by c.relname, r.rolname order by r.rolname collate "C"`,
  `select pg_get_triggerdef(oid) || ';' as line from pg_trigger where tgrelid = $1 and not tgisinternal
   order by tgname collate "C"`,
]

const VIEWS = `select 'create view ' || c.relname || ' as' || chr(10) || pg_get_viewdef(c.oid) as line from pg_class c
  where c.relkind = 'v' and ${OURS} order by c.relname collate "C"`

/** The whole schema as SQL that people read: the same schema gives the same text. */
export async function describeSchema(address: DatabaseAddress): Promise<string> {
  const client = new pg.Client(connection(address, 'administrator'))
  await client.connect()
  const lines = async (query: string, values: unknown[] = []): Promise<string[]> =>
    (await client.query<{ line: string }>(query, values)).rows.map(({ line }) => line.trimEnd())
  try {
    const tables = await client.query<{ table: string; oid: string }>(TABLES)
    const parts = [(await lines(EXTENSIONS)).join('\n'), ...(await lines(FUNCTIONS))]
    for (const { table, oid } of tables.rows) {
      const inside = [...(await lines(COLUMNS, [oid])), ...(await lines(CONSTRAINTS, [oid]))].join(',\n')
      const after: string[] = []
      for (const query of AFTER) after.push(...(await lines(query, [oid])))
      parts.push([`create table ${table} (\n${inside}\n);`, ...after].join('\n'))
    }
    parts.push(...(await lines(VIEWS)))
    return `${parts.filter(Boolean).join('\n\n')}\n`
  } finally {
    await client.end()
  }
}
