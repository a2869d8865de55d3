CREATE TABLE "share_links" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "session_id" uuid NOT NULL,
  "hash" text NOT NULL UNIQUE,
  "from_ms" bigint NOT NULL,
  "to_ms" bigint NOT NULL,
  "at_ms" bigint NOT NULL,
  "payloads" boolean NOT NULL,
  "made_by" text NOT NULL,
  "made_by_id" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "expires_at" timestamp with time zone NOT NULL,
  "revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "share_links_session" ON "share_links" ("project_id","session_id");
