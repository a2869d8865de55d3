CREATE TABLE "body_claims" (
  "project" text NOT NULL,
  "kind" text NOT NULL,
  "name" text NOT NULL,
  "file" text NOT NULL,
  "claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
  PRIMARY KEY ("project", "kind", "name")
);
--> statement-breakpoint
CREATE INDEX "body_claims_claimed_at" ON "body_claims" ("claimed_at");
--> statement-breakpoint
INSERT INTO "body_claims" SELECT "project", 'segments', "session"::text || ' ' || "tab"::text || ' ' || "seq"::text, "file", "claimed_at" FROM "segment_claims";
--> statement-breakpoint
DROP TABLE "segment_claims";
