-- Who did what, or was refused what, at the application's own APIs. Rows are added and never changed.
CREATE TABLE api_audit (
  no bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  request_id text COLLATE "C" NOT NULL,
  caller_request_id text COLLATE "C",
  -- Null where no valid token said who it was.
  subject text COLLATE "C",
  client_id text COLLATE "C",
  institution_id text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL CHECK (outcome IN ('changed', 'refused')),
  resource text COLLATE "C",
  detail jsonb NOT NULL DEFAULT '{}'
);
--> statement-breakpoint
CREATE INDEX api_audit_at ON api_audit (at);
--> statement-breakpoint
CREATE INDEX api_audit_institution_id ON api_audit (institution_id, no);
