-- Makes searching fast and changes no answer, so a database that refuses it is used without.
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
  RAISE NOTICE 'pg_trgm is missing: searching a hundred thousand institutions will be slow';
END
$$;
--> statement-breakpoint
-- What is searched and sorted is prepared by lib/institutions/searchable.ts and compared byte by byte.
CREATE TABLE institutions (
  no integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  institution_id text COLLATE "C" NOT NULL UNIQUE,
  name text NOT NULL,
  city text,
  state text,
  routing_number text COLLATE "C",
  sort_key text COLLATE "C" NOT NULL,
  search_name text COLLATE "C" NOT NULL,
  search_written_name text COLLATE "C" NOT NULL,
  search_text text COLLATE "C" NOT NULL,
  search_id text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE INDEX institutions_sort_key ON institutions (sort_key);
--> statement-breakpoint
CREATE INDEX institutions_search_name ON institutions (search_name, sort_key) INCLUDE (no);
--> statement-breakpoint
CREATE INDEX institutions_search_written_name ON institutions (search_written_name, sort_key)
  INCLUDE (no, search_name) WHERE search_written_name <> '';
--> statement-breakpoint
CREATE INDEX institutions_search_id ON institutions (search_id);
--> statement-breakpoint
CREATE INDEX institutions_routing_number ON institutions (routing_number);
--> statement-breakpoint
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') THEN
    CREATE INDEX institutions_search_text ON institutions
      USING gin (search_text gin_trgm_ops);
  END IF;
END
$$;
--> statement-breakpoint
-- user_name is a subject or a username; '*' is everybody.
CREATE TABLE entitlements (
  user_name text COLLATE "C" NOT NULL,
  institution_no integer NOT NULL REFERENCES institutions (no) ON DELETE CASCADE,
  roles text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (user_name, institution_no)
);
--> statement-breakpoint
CREATE INDEX entitlements_institution_no ON entitlements (institution_no);
--> statement-breakpoint
-- People who may open every institution, those to come included.
CREATE TABLE entitlements_to_all (
  user_name text COLLATE "C" PRIMARY KEY,
  roles text[] NOT NULL DEFAULT '{}'
);
--> statement-breakpoint
-- Changes with everything above, whoever changes it, so that what was counted can be remembered.
CREATE TABLE directory_version (
  version bigint NOT NULL
);
--> statement-breakpoint
INSERT INTO directory_version VALUES (1);
--> statement-breakpoint
CREATE FUNCTION next_directory_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory_version SET version = version + 1;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER next_directory_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON institutions
  FOR EACH STATEMENT EXECUTE FUNCTION next_directory_version();
--> statement-breakpoint
CREATE TRIGGER next_directory_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON entitlements
  FOR EACH STATEMENT EXECUTE FUNCTION next_directory_version();
--> statement-breakpoint
CREATE TRIGGER next_directory_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON entitlements_to_all
  FOR EACH STATEMENT EXECUTE FUNCTION next_directory_version();
