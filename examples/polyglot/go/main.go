// A fraud check with net/http, otelhttp and OpenTelemetry's baggage processors.
// POST /check {copies} answers {verdict}; with NEXT_URL the service there is asked as well.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

const (
	// More copies than this at once is a reseller, not a listener.
	maxCopies = 20
	// An order is a few hundred bytes.
	maxBodyBytes = 64 << 10
)

var client = http.Client{Transport: otelhttp.NewTransport(http.DefaultTransport)}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	shutdown, err := startTelemetry(ctx)
	if err != nil {
		return err
	}
	defer shutdown()
	slog.SetDefault(newLogger(os.Stdout))

	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("POST /check", otelhttp.NewHandler(http.HandlerFunc(check), "POST /check"))
	server := &http.Server{Handler: mux}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	fmt.Printf("ready on port %d\n", listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

func check(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBodyBytes))
	var order struct{ Copies int }
	if err == nil {
		err = json.Unmarshal(body, &order)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	verdict := "pass"
	if order.Copies > maxCopies {
		verdict = "refuse"
	}
	// Context is what carries trace and session: always slog's …Context functions.
	slog.InfoContext(ctx, "card checked", "copies", order.Copies, "verdict", verdict)

	w.Header().Set("content-type", "application/json")
	next := os.Getenv("NEXT_URL")
	if verdict == "refuse" || next == "" {
		_ = json.NewEncoder(w).Encode(map[string]string{"verdict": verdict})
		return
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, next+"/check", bytes.NewReader(body))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	request.Header.Set("content-type", "application/json")
	answer, err := client.Do(request)
	if err != nil {
		slog.ErrorContext(ctx, "next check failed", "error", err)
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer answer.Body.Close()
	w.WriteHeader(answer.StatusCode)
	_, _ = io.Copy(w, answer.Body)
}
