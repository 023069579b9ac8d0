package dev.tombola.ticket.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds documents to what records promise: a component that is not {@code @Nullable} has to be there once the record's
 * constructor has filled in its defaults.
 */
final class RequiredComponents extends BeanDeserializerModifier {
    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
        Class<?> type = description.getBeanClass();
        return type.isRecord() ? new Checking(type, deserializer) : deserializer;
    }

    private static final class Checking extends DelegatingDeserializer {
        private final transient List<RecordComponent> required;

        Checking(Class<?> type, JsonDeserializer<?> reading) {
            super(reading);
            this.required = Arrays.stream(type.getRecordComponents())
                    .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                    .toList();
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reading) {
            return new Checking(handledType(), reading);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object read = super.deserialize(parser, context);
            for (var component : required) {
                if (value(component, read) == null) {
                    var complaint = JsonMappingException.from(parser, "is missing");
                    complaint.prependPath(read, component.getName());
                    throw complaint;
                }
            }
            return read;
        }

        private static @Nullable Object value(RecordComponent component, Object read) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                return accessor.invoke(read);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a record's component can always be read: " + component, e);
            }
        }
    }
}
