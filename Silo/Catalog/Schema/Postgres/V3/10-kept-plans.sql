-- A function in SQL is parsed and planned again whenever it is called, one in PL/pgSQL once for each session:
-- what follows every write of grain state is kept in the latter. The statements stay as they are.

DO $$
DECLARE
  written record;
BEGIN
  FOR written IN
    SELECT p.proname AS name, p.prosrc AS statements
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = CAST(current_schema() AS regnamespace) AND l.lanname = 'sql'
      AND p.proname IN ('project_target', 'project_store', 'project_schedule', 'project_retention',
        'project_job', 'project_archive', 'project_task', 'note_plan')
  LOOP
    EXECUTE format('CREATE OR REPLACE FUNCTION %I(state jsonb) RETURNS void LANGUAGE plpgsql AS %L',
      written.name, 'BEGIN ' || written.statements || '; END');
  END LOOP;
END $$;
