package dev.tombola.store.s3;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Sends a request again while the store is out of reach, overloaded or failing. Working below the S3 client, it repeats
 * one part of a large upload and not the whole. However long an attempt takes, a part on a slow link say, a few follow it.
 */
final class RetryPassingFaults implements Interceptor {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private static final int FEWEST_ATTEMPTS = 3;

    private final FailsafeExecutor<Response> attempts;

    /** @param patience after which no more than the fewest attempts are made */
    RetryPassingFaults(Duration patience) {
        var few = onPassingFaults()
                .withBackoff(100, 200, ChronoUnit.MILLIS)
                .withMaxAttempts(FEWEST_ATTEMPTS)
                .build();
        long pause = Math.min(400_000_000, patience.toNanos() / 2);
        var fewAgain = onPassingFaults()
                .withBackoff(pause, 10 * pause, ChronoUnit.NANOS)
                .withMaxAttempts(-1)
                .withMaxDuration(patience)
                .build();
        this.attempts = Failsafe.with(fewAgain, few);
    }

    private static RetryPolicyBuilder<Response> onPassingFaults() {
        return RetryPolicy.<Response>builder()
                .handle(IOException.class)
                .handleResultIf(response -> PASSING.contains(response.code()))
                .abortOn(SSLHandshakeException.class, SSLPeerUnverifiedException.class)
                .withJitter(0.25)
                .onRetry(retry -> Optional.ofNullable(retry.getLastResult()).ifPresent(Response::close));
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return attempts.get(() -> chain.proceed(chain.request()));
        } catch (FailsafeException e) {
            switch (e.getCause()) {
                case IOException last -> throw last;
                case InterruptedException _ -> {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while waiting to try again");
                }
                case null, default -> throw e;
            }
        }
    }
}
