CREATE TABLE "assets" (
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "hash" text NOT NULL,
  "body" bytea NOT NULL,
  "bytes" integer NOT NULL,
  "asked_at" timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "assets_project_id_hash_pk" PRIMARY KEY("project_id","hash")
);
--> statement-breakpoint
CREATE INDEX "assets_asked_at" ON "assets" ("asked_at");
