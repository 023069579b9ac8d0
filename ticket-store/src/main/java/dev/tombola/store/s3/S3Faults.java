package dev.tombola.store.s3;

import dev.tombola.ticket.store.MissingObjectException;
import dev.tombola.ticket.store.StoreException;
import dev.tombola.ticket.wire.OneLine;
import io.minio.errors.ErrorResponseException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.ProviderException;
import java.util.Set;

/** Says in one line what is wrong with the store, and what to do about it. */
record S3Faults(S3Settings settings) {
    private static final int LONGEST = 300;

    /** What stores say of keys with another status than 401 and 403. */
    private static final Set<String> OF_KEYS =
            Set.of("InvalidToken", "InvalidTokenId", "ExpiredToken", "XAdminUserNotFound");

    /**
     * @param what was being done: {@code reading runs/…}
     * @param key of the object; anything for what concerns none
     */
    StoreException explain(String what, String key, Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case StoreException known -> {
                    return known;
                }
                case ErrorResponseException refused -> {
                    return refusal(what, key, refused);
                }
                case IOException broken -> {
                    return new StoreException(
                            "no answer from the store at %s: %s".formatted(settings.endpoint(), reason(broken)), fault);
                }
                case ProviderException none -> {
                    return new StoreException(
                            "no credentials for the store at %s: set an access key and a secret key (%s)"
                                    .formatted(settings.endpoint(), oneLine(none)),
                            fault);
                }
                default -> {}
            }
        }
        return new StoreException(
                "%s: the store at %s does not answer as S3 does: %s"
                        .formatted(what, settings.endpoint(), oneLine(fault)),
                fault);
    }

    /** The store's own word for what is wrong; empty when it said nothing. */
    static String code(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ErrorResponseException refused) {
                return String.valueOf(refused.errorResponse().code());
            }
        }
        return "";
    }

    private StoreException refusal(String what, String key, ErrorResponseException refused) {
        String code = code(refused);
        return switch (code) {
            case "NoSuchKey" -> new MissingObjectException(key);
            case "NoSuchBucket" -> missingBucket();
            case "RequestTimeTooSkewed" ->
                new StoreException(
                        "the store at %s refuses this machine's clock: set it right".formatted(settings.endpoint()),
                        refused);
            case "PreconditionFailed" ->
                new StoreException("object at %s was replaced while it was read".formatted(key), refused);
            default ->
                new StoreException(isOfKeys(code, refused) ? keysRefused(code) : other(what, code, refused), refused);
        };
    }

    private static boolean isOfKeys(String code, ErrorResponseException refused) {
        int status = refused.response().code();
        return status == 401 || status == 403 || OF_KEYS.contains(code);
    }

    private String keysRefused(String code) {
        return "the store at %s refuses %s (%s): check the keys, and that they may use bucket %s"
                .formatted(settings.endpoint(), settings.credentials(), code, settings.bucket());
    }

    private String other(String what, String code, ErrorResponseException refused) {
        return "%s: the store at %s says %s: %s".formatted(what, settings.endpoint(), code, oneLine(refused));
    }

    StoreException missingBucket() {
        return new StoreException("no bucket %s at %s: create it, or run `tombola init`"
                .formatted(settings.bucket(), settings.endpoint()));
    }

    private static String reason(IOException broken) {
        return switch (broken) {
            case UnknownHostException unknown -> "unknown host " + oneLine(unknown);
            case SocketTimeoutException _ -> "timed out";
            case ConnectException _ -> "connection refused; is it running there?";
            default -> oneLine(broken);
        };
    }

    private static String oneLine(Throwable fault) {
        return OneLine.of(String.valueOf(fault.getMessage()), LONGEST);
    }
}
