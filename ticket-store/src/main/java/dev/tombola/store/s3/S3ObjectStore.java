package dev.tombola.store.s3;

import dev.tombola.ticket.store.Bucket;
import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.StoreException;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.ObjectWriteResponse;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One bucket of an S3-compatible store. It uses what all of them have in common: whole and ranged reads, writes, writes
 * in parts, listing, deleting. Passing faults are met with patience ({@link S3Settings}), and a download that breaks off
 * goes on where it stopped; what escapes is a {@link StoreException} of one line.
 */
public final class S3ObjectStore implements Bucket {
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    /** Answers to the last request of an upload whose first answer was lost: to begin again is safe. */
    private static final Set<String> LOST_UPLOAD = Set.of("NoSuchUpload", "InternalError", "SlowDown");

    private final S3Settings settings;
    private final S3Faults faults;
    private final MinioAsyncClient client;
    private final S3Bucket bucket;
    private volatile boolean bucketSeen;

    /** Connects on the first request. */
    public S3ObjectStore(S3Settings settings) {
        this.settings = settings;
        this.faults = new S3Faults(settings);
        this.client = S3Connection.open(settings);
        this.bucket = new S3Bucket(client, settings);
    }

    /** By the configuration keys of {@link S3Settings#from}. */
    public static S3ObjectStore from(Function<String, Optional<String>> value) {
        return new S3ObjectStore(S3Settings.from(value));
    }

    @Override
    public void ensure() {
        await("creating bucket " + settings.bucket(), "", bucket::ensure);
    }

    @Override
    public void require() {
        if (!await("looking for bucket " + settings.bucket(), "", bucket::exists)) {
            throw faults.missingBucket();
        }
        bucketSeen = true;
    }

    @Override
    public String describe() {
        return "bucket " + settings.bucket();
    }

    @Override
    public void write(String key, byte[] content) {
        if (content.length > settings.partSize()) {
            await("writing " + key, key, beginningAgain(() -> inParts(key, content)));
            return;
        }
        var object =
                PutObjectArgs.builder().bucket(settings.bucket()).object(key).data(content, content.length);
        await("writing " + key, key, () -> client.putObject(object.build()));
    }

    @Override
    public void write(String key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StoreException("writing %s: no file at %s".formatted(key, file));
        }
        await("writing " + key, key, beginningAgain(() -> upload(key, file)));
    }

    @Override
    public InputStream open(String key) {
        var start = get(key, GetObjectArgs.builder());
        var version = Optional.ofNullable(start.headers().get("ETag"));
        return new ResumingInputStream(start, position -> {
            var rest = GetObjectArgs.builder().offset(position);
            version.ifPresent(tag -> rest.matchETag(tag.replace("\"", "")));
            return get(key, rest);
        });
    }

    @Override
    public OptionalLong size(String key) {
        var object = StatObjectArgs.builder().bucket(settings.bucket()).object(key);
        try {
            return OptionalLong.of(await("looking for " + key, key, () -> client.statObject(object.build()))
                    .size());
        } catch (MissingObjectException e) {
            // The answer to HEAD has no text that tells a missing bucket from a missing object.
            if (!bucketSeen) {
                require();
            }
            return OptionalLong.empty();
        }
    }

    @Override
    public List<String> list(String prefix) {
        var pages = ListObjectsArgs.builder()
                .bucket(settings.bucket())
                .prefix(prefix)
                .recursive(true);
        var keys = new ArrayList<String>();
        try {
            for (var item : client.listObjects(pages.build())) {
                keys.add(item.get().objectName());
            }
        } catch (MinioException | RuntimeException e) {
            throw faults.explain("listing %s*".formatted(prefix), prefix, e);
        }
        keys.sort(BY_CODE_POINT);
        return List.copyOf(keys);
    }

    @Override
    public void delete(String key) {
        var object = RemoveObjectArgs.builder().bucket(settings.bucket()).object(key);
        await("deleting " + key, key, () -> client.removeObject(object.build()));
    }

    @Override
    public void close() {
        client.close();
    }

    private GetObjectResponse get(String key, GetObjectArgs.Builder part) {
        var object = part.bucket(settings.bucket()).object(key);
        return await("reading " + key, key, () -> client.getObject(object.build()));
    }

    private CompletableFuture<ObjectWriteResponse> upload(String key, Path file) {
        try {
            return client.uploadObject(UploadObjectArgs.builder()
                    .bucket(settings.bucket())
                    .object(key)
                    .filename(file.toString(), settings.partSize())
                    .build());
        } catch (MinioException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<ObjectWriteResponse> inParts(String key, byte[] content) {
        return client.putObject(PutObjectArgs.builder().bucket(settings.bucket()).object(key).stream(
                        new ByteArrayInputStream(content), (long) content.length, settings.partSize())
                .build());
    }

    private static Supplier<CompletableFuture<ObjectWriteResponse>> beginningAgain(
            Supplier<CompletableFuture<ObjectWriteResponse>> upload) {
        return () -> upload.get()
                .exceptionallyCompose(fault -> LOST_UPLOAD.contains(S3Faults.code(fault))
                        ? upload.get()
                        : CompletableFuture.failedFuture(fault));
    }

    private <T> T await(String what, String key, Supplier<CompletableFuture<T>> request) {
        try {
            return request.get().join();
        } catch (RuntimeException e) {
            throw faults.explain(what, key, e);
        }
    }
}
