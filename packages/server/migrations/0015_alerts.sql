CREATE TABLE "alert_destinations" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "target" text NOT NULL,
  "sealed" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alert_destinations_project" ON "alert_destinations" ("project_id", "name");
--> statement-breakpoint
CREATE TABLE "alert_rules" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "name" text NOT NULL,
  "condition" jsonb NOT NULL,
  "destinations" uuid[] NOT NULL,
  "quiet_hours" jsonb,
  "again_after_minutes" integer NOT NULL,
  "muted_until" timestamp with time zone,
  "created_by" text DEFAULT '' NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "counts_from" timestamp with time zone DEFAULT now() NOT NULL,
  "looked_until" timestamp with time zone DEFAULT now() NOT NULL,
  "look_next_at" timestamp with time zone DEFAULT now() NOT NULL,
  "look_error" text DEFAULT '' NOT NULL,
  "waiting" jsonb DEFAULT '[]' NOT NULL,
  "waiting_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alert_rules_project" ON "alert_rules" ("project_id", "name");
--> statement-breakpoint
CREATE INDEX "alert_rules_look_next_at" ON "alert_rules" ("look_next_at");
--> statement-breakpoint
CREATE TABLE "alert_told" (
  "rule_id" uuid NOT NULL REFERENCES "alert_rules"("id") ON DELETE CASCADE,
  "subject" text NOT NULL,
  "told_at" timestamp with time zone NOT NULL,
  PRIMARY KEY ("rule_id", "subject")
);
--> statement-breakpoint
CREATE INDEX "alert_told_told_at" ON "alert_told" ("told_at");
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "rule_id" uuid NOT NULL REFERENCES "alert_rules"("id") ON DELETE CASCADE,
  "destination_id" uuid NOT NULL REFERENCES "alert_destinations"("id") ON DELETE CASCADE,
  "message" jsonb NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "sent_at" timestamp with time zone,
  "failed_at" timestamp with time zone,
  "attempts" integer DEFAULT 0 NOT NULL,
  "next_at" timestamp with time zone,
  "error" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX "alert_deliveries_project" ON "alert_deliveries" ("project_id", "created_at");
--> statement-breakpoint
CREATE INDEX "alert_deliveries_next_at" ON "alert_deliveries" ("next_at");
