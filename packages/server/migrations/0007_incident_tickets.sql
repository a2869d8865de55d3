ALTER TABLE "incidents" ADD COLUMN "posted_started_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "posted_ended_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "post_failed_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "post_attempts" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "post_next_at" timestamp with time zone;
--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "post_error" text DEFAULT '' NOT NULL;
