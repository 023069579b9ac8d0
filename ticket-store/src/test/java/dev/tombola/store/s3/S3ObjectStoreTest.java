package dev.tombola.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tombola.store.s3.FaultyProxy.Fault;
import dev.tombola.testkit.ObjectStoreContract;
import dev.tombola.ticket.store.ObjectStore;
import dev.tombola.ticket.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On S3Proxy in this process, and on real servers where their programs are on the PATH. */
class S3ObjectStoreTest {
    private static final List<String> RAN = new ArrayList<>();
    private static final List<String> ABSENT = new ArrayList<>();

    @AfterAll
    static void saysOnWhichServersItRan() {
        String absent = ABSENT.isEmpty() ? "" : "; %s not on PATH".formatted(String.join(", ", ABSENT));
        System.out.println("store contract: ran on " + String.join(", ", RAN) + absent);
    }

    @Nested
    class OnS3Proxy extends OnServer {
        @Override
        S3Server start(Path folder) throws Exception {
            RAN.add("S3Proxy");
            return InProcessS3Proxy.start(folder);
        }
    }

    @Nested
    class OnMinio extends OnServer {
        @Override
        S3Server start(Path folder) throws IOException {
            return ChildS3Server.startMinio(required("minio", "MinIO"), folder);
        }
    }

    @Nested
    class OnVersityGateway extends OnServer {
        @Override
        S3Server start(Path folder) throws IOException {
            return ChildS3Server.startVersityGateway(required("versitygw", "versitygw"), folder);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void saysThatNothingAnswersWhenItsPatienceEnds() throws IOException {
        URI gone;
        try (var proxy = new FaultyProxy(URI.create("http://127.0.0.1:1"))) {
            gone = proxy.endpoint();
        }

        try (var store =
                new S3ObjectStore(new S3Settings(gone, "tickets", S3Server.KEYS).withPatience(Duration.ofSeconds(1)))) {
            assertThatThrownBy(() -> store.contains("key"))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("no answer from the store at %s: connection refused; is it running there?", gone);
        }
    }

    private static Path required(String program, String name) {
        var found = ChildS3Server.find(program);
        found.ifPresentOrElse(_ -> RAN.add(name), () -> ABSENT.add(program));
        assumeThat(found).as("%s is not on the PATH", program).isPresent();
        return found.orElseThrow();
    }

    /** The contract, and what only a server can show. */
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class OnServer implements ObjectStoreContract {
        private static final byte[] LARGE = random(17 << 20);

        private final List<S3ObjectStore> opened = new ArrayList<>();

        @Nullable
        private S3Server started;

        abstract S3Server start(Path folder) throws Exception;

        @BeforeAll
        void startServer(@TempDir Path folder) throws Exception {
            started = start(folder);
        }

        private URI endpoint() {
            return Objects.requireNonNull(started).endpoint();
        }

        @AfterAll
        void stopServer() {
            if (started != null) {
                started.close();
            }
        }

        @AfterEach
        void disconnect() {
            opened.forEach(S3ObjectStore::close);
            opened.clear();
        }

        @Override
        public ObjectStore emptyStore() {
            var store = connect(endpoint(), newBucket(), S3Server.KEYS);
            store.ensure();
            return store;
        }

        @Test
        void createsItsBucketOnce() {
            var bucket = newBucket();
            var first = connect(endpoint(), bucket, S3Server.KEYS);
            first.ensure();
            first.write("key", CONTENT);

            var second = connect(endpoint(), bucket, S3Server.KEYS);
            second.ensure();

            second.require();
            assertThat(second.list("")).containsExactly("key");
        }

        @Test
        @Timeout(value = 2, unit = TimeUnit.MINUTES)
        void saysThatTheBucketIsMissing() {
            var bucket = newBucket();
            var store = connectPatiently(bucket, S3Server.KEYS);

            for (var call : callsThatNeedABucket(store)) {
                assertThatThrownBy(call::run)
                        .isExactlyInstanceOf(StoreException.class)
                        .hasMessage("no bucket %s at %s: create it, or run `tombola init`", bucket, endpoint());
            }
        }

        @Test
        @Timeout(value = 2, unit = TimeUnit.MINUTES)
        void saysThatTheKeysAreRefused() {
            var bucket = newBucket();
            connect(endpoint(), bucket, S3Server.KEYS).ensure();
            for (var keys : List.of(
                    new S3Credentials.Keys(S3Server.KEYS.accessKey(), "wrong-secret"),
                    new S3Credentials.Keys("nobody", S3Server.KEYS.secretKey()))) {
                var store = connectPatiently(bucket, keys);
                for (var call : calls(store)) {
                    assertThatThrownBy(call::run)
                            .isExactlyInstanceOf(StoreException.class)
                            .hasMessageMatching("the store at %s refuses access key %s [(]\\w+[)]: "
                                            .formatted(endpoint(), keys.accessKey())
                                    + "check the keys, and that they may use bucket " + bucket);
                }
            }
        }

        @Test
        void outlastsAStoreThatIsUnavailableOrHangsUp() throws IOException {
            var bucket = newBucket();
            connect(endpoint(), bucket, S3Server.KEYS).ensure();
            try (var proxy = new FaultyProxy(endpoint())) {
                for (var fault : List.of(new Fault.Unavailable(), new Fault.Break(0, 0))) {
                    int calls = calls(connect(proxy.endpoint(), bucket, S3Server.KEYS))
                            .size();
                    for (int call = 0; call < calls; call++) {
                        proxy.meet(fault, fault);
                        calls(connect(proxy.endpoint(), bucket, S3Server.KEYS))
                                .get(call)
                                .run();
                        assertThat(proxy.allMet()).isTrue();
                    }
                }
            }
        }

        @Test
        void triesAgainAfterFaultsThatEachTakeLongerThanItsPatience() throws IOException {
            var bucket = newBucket();
            connect(endpoint(), bucket, S3Server.KEYS).ensure();
            try (var proxy = new FaultyProxy(endpoint())) {
                var slow = new Fault.Unavailable(Duration.ofMillis(200));
                proxy.meet(slow, slow);

                connect(settings(proxy.endpoint(), bucket, S3Server.KEYS).withPatience(Duration.ofMillis(100)))
                        .write("key", CONTENT);

                assertThat(proxy.allMet()).isTrue();
            }
        }

        @Test
        void repeatsOnlyThePartWhoseConnectionBroke(@TempDir Path folder) throws IOException {
            var file = Files.write(folder.resolve("large"), LARGE);
            repeatsOnlyThePartWhoseConnectionBroke(store -> store.write("large", file));
            repeatsOnlyThePartWhoseConnectionBroke(store -> store.write("large", LARGE));
        }

        private void repeatsOnlyThePartWhoseConnectionBroke(Consumer<ObjectStore> writing) throws IOException {
            var bucket = newBucket();
            var direct = connect(endpoint(), bucket, S3Server.KEYS);
            direct.ensure();
            try (var proxy = new FaultyProxy(endpoint())) {
                proxy.meet(new Fault.Break(8 << 20, Long.MAX_VALUE), new Fault.Unavailable());

                writing.accept(connect(proxy.endpoint(), bucket, S3Server.KEYS));

                assertThat(proxy.allMet()).isTrue();
                assertThat(proxy.bytesUp()).isBetween(17L << 20, 24L << 20);
            }
            assertThat(content(direct)).isEqualTo(LARGE);
        }

        @Test
        void readsOnWhereTheConnectionBroke() throws IOException {
            var bucket = newBucket();
            var direct = connect(endpoint(), bucket, S3Server.KEYS);
            direct.ensure();
            direct.write("large", LARGE);
            try (var proxy = new FaultyProxy(endpoint())) {
                var breaking = new Fault.Break(Long.MAX_VALUE, 6 << 20);
                proxy.meet(breaking, new Fault.Unavailable(), breaking);

                assertThat(content(connect(proxy.endpoint(), bucket, S3Server.KEYS)))
                        .isEqualTo(LARGE);

                assertThat(proxy.allMet()).isTrue();
                assertThat(proxy.bytesDown()).isBetween(17L << 20, 18L << 20);
            }
        }

        @Test
        void neverJoinsTwoObjectsIntoOne() throws IOException {
            var bucket = newBucket();
            var direct = connect(endpoint(), bucket, S3Server.KEYS);
            direct.ensure();
            direct.write("large", LARGE);
            try (var proxy = new FaultyProxy(endpoint())) {
                proxy.meet(new Fault.Break(Long.MAX_VALUE, 1 << 16));
                try (var in = connect(proxy.endpoint(), bucket, S3Server.KEYS).open("large")) {
                    assertThat(in.read()).isNotNegative();
                    direct.write("large", new byte[LARGE.length]);

                    assertThatThrownBy(in::readAllBytes)
                            .isInstanceOf(StoreException.class)
                            .hasMessage("object at large was replaced while it was read");
                }
            }
        }

        /** So that what is no passing fault and is tried again all the same takes too long for any machine. */
        private S3ObjectStore connectPatiently(String bucket, S3Credentials.Keys keys) {
            return connect(settings(endpoint(), bucket, keys).withPatience(Duration.ofMinutes(5)));
        }

        private S3ObjectStore connect(URI endpoint, String bucket, S3Credentials.Keys keys) {
            return connect(settings(endpoint, bucket, keys));
        }

        private S3ObjectStore connect(S3Settings settings) {
            var store = new S3ObjectStore(settings);
            opened.add(store);
            return store;
        }

        private static S3Settings settings(URI endpoint, String bucket, S3Credentials.Keys keys) {
            return new S3Settings(endpoint, bucket, keys).withPartSize(5 << 20);
        }

        private static String newBucket() {
            return "tickets-" + UUID.randomUUID();
        }

        private static List<Call> callsThatNeedABucket(S3ObjectStore store) {
            return List.of(
                    () -> store.write("key", CONTENT),
                    () -> store.contains("key"),
                    () -> store.open("key").close(),
                    () -> store.list(""),
                    store::require);
        }

        /** S3Proxy deletes from no bucket at all without a complaint. */
        private static List<Call> calls(S3ObjectStore store) {
            var calls = new ArrayList<>(callsThatNeedABucket(store));
            calls.add(() -> store.delete("key"));
            return calls;
        }

        private static byte[] content(S3ObjectStore store) throws IOException {
            try (InputStream in = store.open("large")) {
                return in.readAllBytes();
            }
        }

        private static byte[] random(int size) {
            var content = new byte[size];
            new Random(1).nextBytes(content);
            return content;
        }

        private interface Call {
            void run() throws IOException;
        }
    }
}
