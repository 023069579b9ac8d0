package dev.tombola.store.s3;

/** Who speaks to the store. */
public sealed interface S3Credentials {
    /**
     * A pair of keys.
     *
     * @param sessionToken empty for keys that last
     */
    record Keys(String accessKey, String secretKey, String sessionToken) implements S3Credentials {
        public Keys {
            if (accessKey.isBlank()) {
                throw new IllegalArgumentException("accessKey: is blank");
            }
            if (secretKey.isBlank()) {
                throw new IllegalArgumentException("secretKey: is blank");
            }
        }

        public Keys(String accessKey, String secretKey) {
            this(accessKey, secretKey, "");
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return "access key " + accessKey;
        }
    }

    /**
     * Whatever the surroundings give: {@code AWS_ACCESS_KEY_ID} and {@code AWS_SECRET_ACCESS_KEY}, a web identity token
     * (as Kubernetes mounts it), or the role of the machine; asked again when it expires.
     */
    record Surrounding() implements S3Credentials {
        @Override
        public String toString() {
            return "the credentials of this environment";
        }
    }
}
