package shop;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fraud check as a plain web service: it knows nothing of tracing, the agent on its command line does everything.
 * {@code POST /check {copies}} answers {@code {verdict}}; with {@code NEXT_URL} the service there is asked as well.
 */
public final class Fraud {
  /** More copies than this at once is a reseller, not a listener. */
  private static final int MAX_COPIES = 20;

  private static final Logger log = LoggerFactory.getLogger(Fraud.class);

  private static final String NEXT_URL = System.getenv("NEXT_URL");
  private static final HttpClient client = HttpClient.newHttpClient();

  @JsonIgnoreProperties(ignoreUnknown = true)
  record Order(int copies) {}

  public static void main(String[] arguments) {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
    Javalin app = Javalin.create(config -> config.routes.post("/check", Fraud::check));
    app.start("127.0.0.1", port);
    System.out.println("ready on port " + app.port());
    Runtime.getRuntime().addShutdownHook(new Thread(app::stop));
  }

  private static void check(Context context) throws IOException, InterruptedException {
    int copies = context.bodyValidator(Order.class).get().copies();
    String verdict = copies > MAX_COPIES ? "refuse" : "pass";
    log.info("card checked copies={} verdict={}", copies, verdict);
    if (verdict.equals("refuse") || NEXT_URL == null) {
      context.json(Map.of("verdict", verdict));
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(NEXT_URL + "/check"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(context.body()))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    context.status(answer.statusCode()).contentType("application/json").result(answer.body());
  }
}
