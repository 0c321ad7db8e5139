-- Which of two indexes to take is a matter of how many rows each leaves; without figures SQLite guesses, and
-- takes that of a store that has everything over that of a target. These are the proportions of a large
-- catalog, fixed, so that plans stay as they were tested. Each figure: the rows in the index, then the rows
-- that have the same first column, the same first two, and so on.

ANALYZE sqlite_schema;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('jobs', 'sqlite_autoindex_jobs_1', '10000 1'),
  ('jobs', 'jobs_name', '10000 1 1'),
  ('jobs', 'jobs_target', '10000 5 1 1'),
  ('jobs', 'jobs_schedule', '10000 500 1 1'),
  ('jobs', 'jobs_store', '10000 1000 1 1'),
  ('jobs', 'jobs_retention', '10000 1000 1 1'),
  ('jobs', 'jobs_paused', '10000 5000 1 1'),
  ('jobs', 'jobs_next_run', '10000 100'),
  ('archives', 'sqlite_autoindex_archives_1', '100000 1'),
  ('archives', 'archives_taken', '100000 1 1'),
  ('archives', 'archives_target', '100000 100 1 1'),
  ('archives', 'archives_status', '100000 20000 1 1'),
  ('archives', 'archives_store', '100000 50000 1 1'),
  ('archives', 'archives_live_target', '100000 100'),
  ('archives', 'archives_live_store', '100000 50000'),
  ('archives', 'archives_job', '100000 10'),
  ('archives', 'archives_due', '50000 1 1'),
  ('archives', 'archives_warned', '100 1'),
  ('archives', 'archives_purge', '100 1 1'),
  ('archives', 'archives_purged', '50000 1 1'),
  ('archives', 'archives_valid', '50000 50 1 1'),
  ('tasks', 'sqlite_autoindex_tasks_1', '100000 1'),
  ('tasks', 'tasks_requested', '100000 1 1'),
  ('tasks', 'tasks_status', '100000 20000 1 1'),
  ('tasks', 'tasks_job', '100000 10 1 1'),
  ('tasks', 'tasks_archive', '100000 1'),
  ('tasks', 'tasks_active', '100 1 1'),
  ('tasks', 'tasks_unfinished', '100 10'),
  ('tasks', 'tasks_job_unfinished', '100 1'),
  ('tasks', 'tasks_stopped', '100000 1 1'),
  ('tasks', 'tasks_live_target', '100 1'),
  ('tasks', 'tasks_live_store', '100 50'),
  ('tasks', 'tasks_one_running', '100 1');

-- Whoever reads loads them when it connects; this makes the one connection that writes load them, too.
ANALYZE sqlite_schema;
