package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"go.opentelemetry.io/contrib/processors/baggagecopy"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/baggage"
	"go.opentelemetry.io/otel/exporters/otlp/otlplog/otlploghttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/log/global"
	"go.opentelemetry.io/otel/propagation"
	sdklog "go.opentelemetry.io/otel/sdk/log"
	"go.opentelemetry.io/otel/sdk/trace"
)

// How long the last export may take before the process ends.
const shutdownTimeout = 2 * time.Second

// The one member of baggage that is copied: what else is in there is other people's.
func sessionID(member baggage.Member) bool { return member.Key() == "session.id" }

// startTelemetry exports spans and logs by the standard OTEL_* variables, each with the session id that came by baggage.
// What it gives back sends what is left.
func startTelemetry(ctx context.Context) (func(), error) {
	spanExporter, err := otlptracehttp.New(ctx)
	if err != nil {
		return nil, err
	}
	logExporter, err := otlploghttp.New(ctx)
	if err != nil {
		return nil, err
	}
	traces := trace.NewTracerProvider(
		trace.WithSpanProcessor(baggagecopy.NewSpanProcessor(sessionID)),
		trace.WithBatcher(spanExporter),
	)
	logs := sdklog.NewLoggerProvider(
		// Before the batch: a record in a batch can no longer be changed.
		sdklog.WithProcessor(baggagecopy.NewLogProcessor(sessionID)),
		sdklog.WithProcessor(sdklog.NewBatchProcessor(logExporter)),
	)
	otel.SetTracerProvider(traces)
	global.SetLoggerProvider(logs)
	// Go's SDK passes nothing on by default.
	otel.SetTextMapPropagator(
		propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}),
	)
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
		defer cancel()
		if err := errors.Join(traces.Shutdown(ctx), logs.Shutdown(ctx)); err != nil {
			slog.Error("the last telemetry was not sent", "error", err)
		}
	}, nil
}
