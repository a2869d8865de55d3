ALTER TABLE "ingest_keys" ADD COLUMN "name" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "ingest_keys" ADD COLUMN "allowed_origins" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
CREATE TABLE "read_tokens" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "name" text DEFAULT '' NOT NULL,
  "hash" text NOT NULL UNIQUE,
  "prefix" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "revoked_at" timestamp with time zone
);
