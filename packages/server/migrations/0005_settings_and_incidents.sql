CREATE TABLE "project_settings" (
  "project_id" text PRIMARY KEY NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "settings" jsonb NOT NULL,
  "changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "scope" jsonb DEFAULT '{}'::jsonb NOT NULL,
  "ticket" text DEFAULT '' NOT NULL,
  "reason" text DEFAULT '' NOT NULL,
  "started_by" text DEFAULT '' NOT NULL,
  "started_at" timestamp with time zone DEFAULT now() NOT NULL,
  "until" timestamp with time zone NOT NULL,
  "ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "incidents_project_until" ON "incidents" ("project_id", "until");
