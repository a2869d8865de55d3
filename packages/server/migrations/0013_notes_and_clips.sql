CREATE TABLE "notes" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "session_id" uuid NOT NULL,
  "reply_to" uuid REFERENCES "notes"("id") ON DELETE CASCADE,
  "moment" bigint NOT NULL,
  "tab_id" text DEFAULT '' NOT NULL,
  "text" text NOT NULL,
  "mentions" text[] DEFAULT '{}' NOT NULL,
  "marks" jsonb DEFAULT '[]'::jsonb NOT NULL,
  "author_key" text NOT NULL,
  "author_name" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL,
  "edited_at" timestamp with time zone,
  "resolved_at" timestamp with time zone,
  "resolved_by" text DEFAULT '' NOT NULL,
  "deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "notes_session" ON "notes" ("project_id", "session_id");
--> statement-breakpoint
CREATE INDEX "notes_reply_to" ON "notes" ("reply_to");
--> statement-breakpoint
CREATE INDEX "notes_mentions" ON "notes" USING gin ("mentions");
--> statement-breakpoint
CREATE TABLE "clips" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "session_id" uuid NOT NULL,
  "from_ms" bigint NOT NULL,
  "to_ms" bigint NOT NULL,
  "title" text NOT NULL,
  "description" text DEFAULT '' NOT NULL,
  "author_key" text NOT NULL,
  "author_name" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "clips_session" ON "clips" ("project_id", "session_id");
--> statement-breakpoint
CREATE TABLE "collections" (
  "id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  "project_id" text NOT NULL REFERENCES "projects"("id") ON DELETE CASCADE,
  "name" text NOT NULL,
  "author_key" text NOT NULL,
  "author_name" text NOT NULL,
  "created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "collections_project" ON "collections" ("project_id", "name");
--> statement-breakpoint
CREATE TABLE "collection_clips" (
  "collection_id" uuid NOT NULL REFERENCES "collections"("id") ON DELETE CASCADE,
  "clip_id" uuid NOT NULL REFERENCES "clips"("id") ON DELETE CASCADE,
  "position" integer NOT NULL,
  PRIMARY KEY ("collection_id", "clip_id")
);
--> statement-breakpoint
CREATE INDEX "collection_clips_clip" ON "collection_clips" ("clip_id");
