ALTER TABLE "read_tokens" ADD COLUMN "scope" text DEFAULT 'read' NOT NULL;
--> statement-breakpoint
CREATE TABLE "source_maps" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "release" text NOT NULL,
  "url" text NOT NULL,
  "body" bytea NOT NULL,
  "bytes" integer NOT NULL,
  "uploaded_at" timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "source_maps_script" UNIQUE("project_id","release","url")
);
--> statement-breakpoint
ALTER TABLE "source_maps" ALTER COLUMN "body" SET STORAGE EXTERNAL;
