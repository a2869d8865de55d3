package main

import (
	"context"
	"io"
	"log/slog"

	"go.opentelemetry.io/contrib/bridges/otelslog"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/trace"
)

// newLogger writes JSON lines with trace and session to out, and sends each record by OTLP too.
func newLogger(out io.Writer) *slog.Logger {
	console := withContext{slog.NewJSONHandler(out, nil)}
	return slog.New(slog.NewMultiHandler(console, otelslog.NewHandler("fraud")))
}

// withContext gives each record the trace_id, span_id and session_id of the context that it is written in.
type withContext struct{ slog.Handler }

func (h withContext) Handle(ctx context.Context, record slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		record = record.Clone()
		record.AddAttrs(
			slog.String("trace_id", span.TraceID().String()),
			slog.String("span_id", span.SpanID().String()),
			slog.String("session_id", baggage.FromContext(ctx).Member("session.id").Value()),
		)
	}
	return h.Handler.Handle(ctx, record)
}

func (h withContext) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withContext{h.Handler.WithAttrs(attrs)}
}

func (h withContext) WithGroup(name string) slog.Handler {
	return withContext{h.Handler.WithGroup(name)}
}
