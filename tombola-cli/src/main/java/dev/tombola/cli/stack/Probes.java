package dev.tombola.cli.stack;

import dev.tombola.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.Admin;

/** How each kind of process says that it is ready. */
final class Probes {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private Probes() {}

    /** A service is, when its readiness check says so. */
    static Probe service(int port) {
        return () -> answers(URI.create("http://127.0.0.1:" + port + "/q/health/ready"), status -> status == 200);
    }

    /** A store is, when it answers at all: it would rather refuse than let a stranger in. */
    static Probe store(String endpoint) {
        return () -> answers(URI.create(endpoint), _ -> true);
    }

    /** A broker is, when it knows its cluster. */
    static Probe broker(KafkaSettings settings) {
        return () -> {
            var admin = Admin.create(settings.client());
            try {
                return !admin.describeCluster()
                        .nodes()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .isEmpty();
            } catch (ExecutionException | TimeoutException _) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                admin.close(Duration.ZERO);
            }
        };
    }

    private static boolean answers(URI uri, IntPredicate isWelcome) {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        try {
            return isWelcome.test(
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
