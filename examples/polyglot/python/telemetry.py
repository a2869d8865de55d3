"""OpenTelemetry by the standard OTEL_* variables, with the session id that came by baggage on every span and log record."""

import logging
import sys

from opentelemetry import baggage, trace
from opentelemetry._logs import set_logger_provider
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.logging import LoggingInstrumentor
from opentelemetry.instrumentation.requests import RequestsInstrumentor
from opentelemetry.processor.baggage import BaggageLogProcessor, BaggageSpanProcessor
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

CONSOLE_FORMAT = "%(asctime)s %(levelname)s %(name)s session_id=%(session_id)s trace_id=%(trace_id)s %(message)s"


def is_session(key: str) -> bool:
    """The one member of baggage that is copied: what else is in there is other people's."""
    return key == "session.id"


class ContextFilter(logging.Filter):
    """Gives each line of the console the trace and the session that it was written in."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace_id = trace.format_trace_id(trace.get_current_span().get_span_context().trace_id)
        record.session_id = baggage.get_baggage("session.id") or "-"
        return True


def start_telemetry() -> None:
    traces = TracerProvider()
    traces.add_span_processor(BaggageSpanProcessor(is_session))
    traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(traces)

    logs = LoggerProvider()
    # Before the batch: a record in a batch may be on its way already.
    logs.add_log_record_processor(BaggageLogProcessor(is_session))
    logs.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter()))
    set_logger_provider(logs)

    # The handler that sends comes before the console's, whose filter writes into the record.
    LoggingInstrumentor().instrument()
    RequestsInstrumentor().instrument()
    console = logging.StreamHandler(sys.stdout)
    console.setFormatter(logging.Formatter(CONSOLE_FORMAT))
    console.addFilter(ContextFilter())
    root = logging.getLogger()
    root.addHandler(console)
    root.setLevel(logging.INFO)
