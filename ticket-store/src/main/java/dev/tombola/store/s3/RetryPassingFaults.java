package dev.tombola.store.s3;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
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
 * one part of a large upload and not the whole.
 */
final class RetryPassingFaults implements Interceptor {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final RetryPolicy<Response> policy;

    RetryPassingFaults(Duration patience) {
        this.policy = RetryPolicy.<Response>builder()
                .handle(IOException.class)
                .handleResultIf(response -> PASSING.contains(response.code()))
                .abortOn(SSLHandshakeException.class, SSLPeerUnverifiedException.class)
                .withBackoff(100, 2000, ChronoUnit.MILLIS)
                .withJitter(0.25)
                .withMaxAttempts(-1)
                .withMaxDuration(patience)
                .onRetry(retry -> Optional.ofNullable(retry.getLastResult()).ifPresent(Response::close))
                .build();
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        try {
            return Failsafe.with(policy).get(() -> chain.proceed(chain.request()));
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
