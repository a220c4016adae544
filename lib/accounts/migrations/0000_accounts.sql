-- Money is whole cents of the currency. A version goes up by one with every change.
CREATE TABLE accounts (
  institution_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  version integer NOT NULL DEFAULT 1,
  account_number text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  statement_delivery text COLLATE "C" NOT NULL,
  officer text COLLATE "C",
  note text COLLATE "C",
  currency text COLLATE "C" NOT NULL,
  current_balance_cents bigint NOT NULL,
  available_balance_cents bigint NOT NULL,
  held_cents bigint NOT NULL CHECK (held_cents >= 0),
  overdraft_limit_cents bigint NOT NULL CHECK (overdraft_limit_cents >= 0),
  opened_on date NOT NULL,
  maturity_on date,
  next_statement_on date NOT NULL,
  next_review_on date,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (institution_id, account_id)
);
--> statement-breakpoint
-- Institutions whose made-up accounts have been made.
CREATE TABLE sample_institutions (
  institution_id text COLLATE "C" PRIMARY KEY
);
