CREATE TABLE "issues" (
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "fingerprint" text NOT NULL,
  "state" text DEFAULT 'open' NOT NULL,
  "first_seen_at" timestamp with time zone NOT NULL,
  "first_viewed_at" timestamp with time zone,
  "first_viewed_by" text DEFAULT '' NOT NULL,
  "resolved_at" timestamp with time zone,
  "resolved_by" text DEFAULT '' NOT NULL,
  "resolved_in_release" text DEFAULT '' NOT NULL,
  "resolution_began_at" timestamp with time zone,
  "changed_at" timestamp with time zone,
  "changed_by" text DEFAULT '' NOT NULL,
  PRIMARY KEY ("project_id","fingerprint")
);
--> statement-breakpoint
CREATE INDEX "issues_project_state" ON "issues" ("project_id","state","changed_at");
