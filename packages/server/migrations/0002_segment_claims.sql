CREATE TABLE "segment_claims" (
  "project" text NOT NULL,
  "session" uuid NOT NULL,
  "tab" uuid NOT NULL,
  "seq" bigint NOT NULL,
  "file" text NOT NULL,
  "claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
  PRIMARY KEY ("project", "session", "tab", "seq")
);
