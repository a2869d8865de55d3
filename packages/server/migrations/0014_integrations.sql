CREATE TABLE "integrations" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "kind" text NOT NULL,
  "name" text NOT NULL,
  "configuration" jsonb NOT NULL,
  "sealed_secret" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "changed_at" timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "integrations_name" UNIQUE("project_id","name")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "kind" text NOT NULL,
  "integration" text NOT NULL,
  "session_id" uuid,
  "incident_id" uuid REFERENCES "incidents"("id") ON DELETE CASCADE,
  "moment" timestamp with time zone,
  "key" text DEFAULT '' NOT NULL,
  "url" text DEFAULT '' NOT NULL,
  "title" text DEFAULT '' NOT NULL,
  "is_link_only" boolean DEFAULT false NOT NULL,
  "filed_by_id" text DEFAULT '' NOT NULL,
  "filed_by" text DEFAULT '' NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "tickets_session" ON "tickets" ("project_id", "session_id", "created_at");
--> statement-breakpoint
CREATE INDEX "tickets_incident" ON "tickets" ("incident_id");
--> statement-breakpoint
CREATE TABLE "ticket_templates" (
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "kind" text NOT NULL,
  "text" text NOT NULL,
  CONSTRAINT "ticket_templates_pk" PRIMARY KEY("project_id","kind")
);
