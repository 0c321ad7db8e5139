-- For what is asked often and had to look through all rows.

-- What is pending or running, in the order of lists, among a hundred thousand tasks that have ended. Said by
-- what it is not, so that no other index of the status seems to fit as well.
CREATE INDEX tasks_active ON tasks (requested_at, uuid) WHERE status NOT IN ('done', 'failed', 'canceled');

-- How many archives live under a retention policy, by way of its jobs.
CREATE INDEX archives_job ON archives (job_uuid) WHERE status = 'valid';

CREATE INDEX audit_who ON audit (who, at, id);
CREATE INDEX targets_agent ON targets (agent);
