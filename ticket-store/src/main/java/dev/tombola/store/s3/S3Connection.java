package dev.tombola.store.s3;

import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.credentials.AwsEnvironmentProvider;
import io.minio.credentials.ChainedProvider;
import io.minio.credentials.IamAwsProvider;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes the S3 client that settings ask for. */
final class S3Connection {
    private static final int MOST_REQUESTS = 64;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private S3Connection() {}

    static MinioAsyncClient open(S3Settings settings) {
        var http = builder(settings)
                .addInterceptor(new RetryPassingFaults(settings.patience()))
                .dispatcher(dispatcher())
                .connectTimeout(CONNECT)
                .readTimeout(SILENCE)
                .writeTimeout(SILENCE)
                .build();
        var client = MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentialsProvider(provider(settings.credentials()))
                .httpClient(http, true)
                .build();
        if (settings.pathStyle()) {
            client.disableVirtualStyleEndpoint();
        } else {
            client.enableVirtualStyleEndpoint();
        }
        return client;
    }

    /** The S3 client's own trusts SSL_CERT_FILE and SSL_CERT_DIR too, but takes seconds to read them. */
    private static OkHttpClient.Builder builder(S3Settings settings) {
        if (settings.endpoint().getScheme().equals("http")) {
            return new OkHttpClient.Builder().protocols(List.of(Protocol.HTTP_1_1));
        }
        var http = Http.newDefaultClient().newBuilder();
        http.interceptors().clear(); // its own retries
        return http;
    }

    private static Provider provider(S3Credentials credentials) {
        return switch (credentials) {
            case S3Credentials.Keys(var accessKey, var secretKey, var sessionToken) ->
                new StaticProvider(accessKey, secretKey, sessionToken.isEmpty() ? null : sessionToken);
            case S3Credentials.Surrounding() ->
                new ChainedProvider(new AwsEnvironmentProvider(), new IamAwsProvider(null, null));
        };
    }

    /** Of daemon threads: OkHttp's own keep a finished program alive for a minute. */
    private static Dispatcher dispatcher() {
        var threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                60,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("s3-", 1).factory());
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(MOST_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MOST_REQUESTS);
        return dispatcher;
    }
}
