CREATE TABLE "retention" (
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "kind" text NOT NULL,
  "days" integer NOT NULL,
  PRIMARY KEY ("project_id", "kind")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
  "project" text NOT NULL,
  "kind" text NOT NULL,
  "hash" text NOT NULL,
  "erased_at" timestamp with time zone DEFAULT now() NOT NULL,
  PRIMARY KEY ("project", "kind", "hash")
);
